"""A statement as rows of a table: left side, relation, right side.

*Defines* `chain` and `is_wide`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symconv.latex import glyphs, text
from symconv.latex.tree import Chain, Leading, Logic, Matrix, Node, Statement
from symconv.sheets.html_text import element, formula

Cells = tuple[Node | None, str, Node]

BESIDE = 62
"""Characters up to which a formula leaves room for a reason beside it."""


def chain(statements: Iterable[Statement]) -> str:
    """Return statements as one table, aligned at their relations, in a box that may scroll."""
    rows = "".join(_row(*cells) for statement in statements for cells in _cells(statement))
    table = element("table", rows, class_="chain", role="presentation")
    return element("div", table, class_="scroll")


def is_wide(statement: Statement) -> bool:
    """Whether a statement is too wide for a reason beside it (an estimate, for the layout only)."""
    return any(
        (_width(left) if left else 0) + _width(right) > BESIDE
        for left, _, right in _cells(statement)
    )


def _cells(statement: Statement) -> Iterator[Cells]:
    match statement:
        case Chain(sides, relations):
            lefts: tuple[Node | None, ...] = (sides[0], *[None] * (len(relations) - 1))
            for left, relation, right in zip(lefts, relations, sides[1:], strict=True):
                yield left, glyphs.RELATIONS[relation], right
        case Leading(relation, Chain(sides, relations)):
            yield None, glyphs.RELATIONS[relation], sides[0]
            for next_, right in zip(relations, sides[1:], strict=True):
                yield None, glyphs.RELATIONS[next_], right
        case Leading(relation, rest):
            yield None, glyphs.RELATIONS[relation], rest
        case Logic("implies" | "iff" as connective, parts):
            yield parts[0], glyphs.CONNECTIVES[connective], parts[1]
            for part in parts[2:]:
                yield None, glyphs.CONNECTIVES[connective], part
        case _:
            yield None, "", statement


def _row(left: Node | None, sign: str, right: Node) -> str:
    body = formula(right)
    if not sign:
        return element("tr", element("td", body, colspan="3"))
    relation = f"<math><mo>{sign}</mo></math>".replace("<mo><", "<mo>&lt;")
    return element(
        "tr",
        element("td", formula(left) if left else "", class_="left")
        + element("td", relation, class_="relation")
        + element("td", body),
    )


def _width(node: Node) -> int:
    """Estimate the width of a formula in characters."""
    if isinstance(node, Matrix):
        columns = zip(*node.rows, strict=True)
        return sum(2 + max(len(text.write(entry)) for entry in column) for column in columns)
    return len(text.write(node))
