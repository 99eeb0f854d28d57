r"""Tables as text, CSV, JSON, TeX and HTML.

The text is plain Unicode with aligned columns, so that it reads the same in a file and on a
terminal. JSON keeps numbers as numbers; a size with symbols is a text in each format.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from html import escape

from symconv.layers.table import WORDS, Cell, Table


def text(table: Table) -> str:
    """Return aligned columns; numbers are grouped by thousands.

    >>> print(text(Table("net", ("layer", "params"), (("conv1", 1792),), ("total", 1792))))
    layer  params
    conv1   1 792
    total   1 792
    """
    lines = [table.columns, *(tuple(map(grouped, row)) for row in (*table.rows, table.total))]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    left = [column in WORDS for column in table.columns]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at_left else cell.rjust(width)
            for cell, width, at_left in zip(line, widths, left, strict=True)
        ).rstrip()
        for line in lines
    )


def csv_text(table: Table) -> str:
    """Return comma-separated values, the totals in the last line."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows([table.columns, *table.rows, table.total])
    return file.getvalue()


def json_text(table: Table) -> str:
    """Return one object with the rows as objects, and the totals.

    >>> json.loads(json_text(Table("net", ("layer", "params"), (("a", 3),), ("total", 3))))["total"]
    {'params': 3}
    """
    rows = [dict(zip(table.columns, map(_plain, row), strict=True)) for row in table.rows]
    total = {
        column: _plain(cell)
        for column, cell in zip(table.columns, table.total, strict=True)
        if column not in WORDS
    }
    data = {"network": table.title, "layers": rows, "total": total}
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def tex(table: Table) -> str:
    r"""Return a ``tabular`` with products as ``5 \times 5 \times 3 \times 128``."""
    align = "".join("l" if column in WORDS else "r" for column in table.columns)
    lines = [rf"\begin{{tabular}}{{{align}}}", rf"{_row(table.columns)} \\ \hline"]
    lines += [rf"{_row(row)} \\" for row in table.rows]
    lines += [rf"\hline {_row(table.total)}", r"\end{tabular}"]
    return "\n".join(lines) + "\n"


def html(table: Table) -> str:
    """Return a ``table`` element."""

    def row(cells: tuple[Cell, ...], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(grouped(c))}</{tag}>" for c in cells) + "</tr>"

    body = "".join(row(cells, "td") for cells in table.rows)
    return (
        f"<table><caption>{escape(table.title)}</caption><thead>{row(table.columns, 'th')}</thead>"
        f"<tbody>{body}</tbody><tfoot>{row(table.total, 'td')}</tfoot></table>\n"
    )


FORMATS: Mapping[str, Callable[[Table], str]] = {
    "text": lambda table: text(table) + "\n",
    "csv": csv_text,
    "json": json_text,
    "tex": tex,
    "html": html,
}


def _plain(cell: Cell) -> int | str:
    return cell if isinstance(cell, int) else str(cell)


def grouped(cell: Cell) -> str:
    """Return a number in groups of three digits, any other cell as it is.

    >>> grouped(1792), grouped("conv1")
    ('1 792', 'conv1')
    """
    return f"{cell:,}".replace(",", " ") if isinstance(cell, int) else str(cell)


def _row(cells: tuple[Cell, ...]) -> str:
    return " & ".join(map(_tex_cell, cells))


def _tex_cell(cell: Cell) -> str:
    if isinstance(cell, int):
        return f"{cell:,}".replace(",", r"\,")
    if isinstance(cell, str) and "×" not in cell:
        return cell.replace("_", r"\_").replace("#", r"\#").replace("%", r"\%")
    if isinstance(cell, str):
        return "$" + cell.replace("×", r" \times ") + "$"
    from symconv.latex import tex as writer
    from symconv.latex.bridge import from_sympy

    return f"${writer.write(from_sympy(cell))}$"
