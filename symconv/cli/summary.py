"""What a build and a verification say at the end, line by line.

*Defines* `summary_lines`, `report_lines` and `methods`.
"""

from __future__ import annotations

from collections.abc import Iterator

from symconv.proof.prove import Report
from symconv.sheets.build import Built
from symconv.sheets.evidence import row


def summary_lines(built: Built) -> Iterator[str]:
    """Yield the files that were written, and one line per sheet."""
    for path in built.files:
        yield f"wrote {path}"
    for sheet in built.sheets:
        yield f"{sheet.name}: {sheet.words}"


def report_lines(built: Built) -> Iterator[str]:
    """Yield for each sheet its parts and how each was shown, then the files."""
    for sheet in built.sheets:
        yield sheet.title
        yield from sheet.parts
        yield f"  {sheet.words}"
        yield ""
    for path in built.files:
        yield f"wrote {path}"


def methods(report: Report) -> str:
    """Return the procedures that signed the lines of a report, the busiest first."""
    names = [row(judged.verdict)[1] for judged in report.judged]
    return ", ".join(sorted(set(names), key=lambda n: (-names.count(n), n)))
