r"""A conclusion, what an answer claims for it, and how the two compare.

*Defines* `Result`.
"""

from __future__ import annotations

from dataclasses import dataclass

from symconv.audit.judge.claims import Claim
from symconv.audit.judge.compare import Comparison
from symconv.audit.judge.item import Item
from symconv.latex.tree import Statement


@dataclass(frozen=True)
class Result:
    """A conclusion, the claim for it, and how they compare; no comparison where it is missing.

    ``value`` is what was claimed, in the names of the question.
    """

    item: Item
    claim: Claim | None = None
    weak: bool = False
    value: Statement | None = None
    found: Comparison | None = None
    alike: bool = False

    @property
    def outcome(self) -> str:
        """Return same, different, undecided or missing."""
        return self.found.outcome if self.found else "same" if self.alike else "missing"
