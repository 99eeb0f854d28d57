"""A statement as rows of a table: left side, relation, right side.

*Defines* `chain` and `classes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from symconv.latex import glyphs
from symconv.latex.tree import Chain, Leading, Logic, Node, Relation, Statement
from symconv.sheets.html_text import element, formula
from symconv.sheets.measure import BESIDE, PHONE, fits, width

Cells = tuple[Node | None, str, Node]


def chain(statements: Iterable[Statement]) -> str:
    """Return statements as one table, aligned at their relations, in a box that may scroll."""
    rows = "".join(_row(*cells) for statement in statements for cells in _cells(statement))
    table = element("table", rows, class_="chain", role="presentation")
    return element("div", table, class_="scroll")


def classes(statements: Iterable[Statement]) -> str:
    """Return the classes of a step: whether its reason or its relations need their own line."""
    widest = max(
        ((width(left) if left else 0) + width(right))
        for statement in statements
        for left, _, right in _cells(statement)
    )
    return "step" + " long" * (widest > PHONE) + " wide" * (widest > BESIDE)


def _cells(statement: Statement) -> Iterator[Cells]:
    match statement:
        case Chain((left, *rest), (first, *relations)) if relations and fits(statement):
            yield left, glyphs.RELATIONS[first], Chain(tuple(rest), tuple(relations))
        case Chain((left, *rest), (first, *relations)):
            yield left, glyphs.RELATIONS[first], rest[0]
            yield from _continued(rest[1:], relations)
        case Leading(relation, Chain((side, *rest), relations)):
            yield None, glyphs.RELATIONS[relation], side
            yield from _continued(rest, relations)
        case Leading(relation, rest):
            yield None, glyphs.RELATIONS[relation], rest
        case Logic("implies" | "iff" as connective, (left, *parts)):
            sign = glyphs.CONNECTIVES[connective]
            yield left, sign, parts[0]
            yield from ((None, sign, part) for part in parts[1:])
        case _:
            yield None, "", statement


def _continued(sides: Sequence[Node], relations: Sequence[Relation]) -> Iterator[Cells]:
    for relation, side in zip(relations, sides, strict=True):
        yield None, glyphs.RELATIONS[relation], side


def _row(left: Node | None, sign: str, right: Node) -> str:
    body = formula(right)
    if not sign:
        return element("tr", element("td", body, colspan="3"))
    relation = f"<math><mo>{sign}</mo></math>".replace("<mo><", "<mo>&lt;")
    return element(
        "tr",
        element("td", formula(left) if left else "", class_="left")
        + element("td", relation, class_="relation")
        + element("td", body, class_="right"),
    )
