r"""The verification record in TeX: every line of a sheet, how it was shown, and with what evidence.

*Defines* `record`.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.latex.inline.tex_text import escape
from symconv.sheets.problem import Part
from symconv.sheets.record import Row, record_rows

_WIDTHS = "L{0.09\\linewidth}L{0.14\\linewidth}L{0.12\\linewidth}L{0.50\\linewidth}r"


def record(parts: Sequence[Part]) -> list[str]:
    """Return the record as a table that breaks over pages."""
    rows = record_rows(parts)
    if not rows:
        return []
    return [
        "",
        r"\section*{Verification record}",
        r"{\footnotesize\setlength{\tabcolsep}{4pt}",
        rf"\begin{{longtable}}{{@{{}}{_WIDTHS}@{{}}}}",
        r"\toprule part & claim & verdict & method and evidence & cases \\ \midrule \endhead",
        r"\bottomrule \endfoot",
        *map(_row, rows),
        r"\end{longtable}}",
    ]


def _row(row: Row) -> str:
    cells = (row.part, row.claim, row.verdict, row.evidence, row.cases)
    return " & ".join(map(escape, cells)) + r" \\"
