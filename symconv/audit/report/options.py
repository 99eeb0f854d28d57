"""How much a report tells, and the words that it needs beside the findings.

*Defines* `Detail`, `Options` and `Writer`. A writer yields text in parts, so that a report on ten
thousand submissions needs no more memory than one on a single submission.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from symconv.audit.batch import Checked
from symconv.audit.finding import Finding
from symconv.sheets.problem import Sheet

Detail = Literal["hint", "usual", "show"]
"""``hint`` tells no answer, ``usual`` what was expected of a wrong one, ``show`` everything."""


@dataclass(frozen=True)
class Options:
    """``codes`` gives each code its short name, its sentence and its remedy."""

    sheet: Sheet
    detail: Detail = "usual"
    codes: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)

    def name(self, code: str) -> str:
        """Return the short name of a code, ``""`` if it has none."""
        return self.codes.get(code, _UNKNOWN)[0]

    def told(self, finding: Finding) -> Finding:
        """Return what of a finding may be told: with ``hint``, no answer."""
        if self.detail != "hint":
            return finding
        _, fact, remedy = self.codes.get(finding.code, _UNKNOWN)
        told = replace(finding, expected="", how="")
        if finding.verdict in ("right", "person", "incomplete"):
            return told
        return replace(told, message=fact, cause=None, hint=finding.hint or remedy)


_UNKNOWN = ("", "This is not what was asked for.", "")


class Writer(Protocol):
    """A format: what stands before, for each submission, and after."""

    def begin(self) -> Iterator[str]:
        """Yield what comes before the first submission."""
        ...

    def submission(self, checked: Checked) -> Iterator[str]:
        """Yield what is said of one submission."""
        ...

    def end(self) -> Iterator[str]:
        """Yield what comes after the last one."""
        ...
