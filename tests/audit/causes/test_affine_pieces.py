"""Formulas of x as affine pieces: bends, slopes, gaps, and what is no such formula."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symconv.audit.causes.affine_pieces import agree_somewhere, bends_of, pieces_of, same_pieces
from symconv.audit.causes.values import NoValue
from symconv.latex.reader import read_one
from symconv.latex.tree import Node
from symconv.notation import SymbolTable, name, scalars

X = name("x")


def tree(text: str) -> Node:
    """Read a formula of x."""
    return read_one(text, SymbolTable.of(scalars("x n")), source="test").statement


@pytest.mark.parametrize(
    ("text", "ends", "lines"),
    [
        ("3 x - 1", [], [(3, -1)]),
        (r"\max(0, 2 x - 3)", ["3/2"], [(0, 0), (2, -3)]),
        (r"\lvert x \rvert - 2 \lvert x - 1 \rvert", [0, 1], [(1, -2), (3, -2), (-1, 2)]),
        (r"\max(0, 1 - \max(0, x))", [0, 1], [(0, 1), (-1, 1), (0, 0)]),
        (r"\max(x, 2 x, 3)", ["3/2"], [(0, 3), (2, 0)]),
        (r"\frac{\min(x, 1)}{2}", [1], [("1/2", 0), (0, "1/2")]),
        (r"\max(0, x) + \max(0, -x) - \lvert x \rvert", [], [(0, 0)]),
        (
            r"\begin{cases} x & x < 1 \\ 2 - x & 1 \le x < 2 \\ 0 & \text{otherwise} \end{cases}",
            [1, 2],
            [(1, 0), (-1, 2), (0, 0)],
        ),
    ],
)
def test_pieces(text: str, ends: list[object], lines: list[tuple[object, object]]) -> None:
    """By hand; pieces with one formula are merged."""
    found = pieces_of(tree(text), X)
    assert [p.high for p in found[:-1]] == [Fraction(str(e)) for e in ends]
    assert [(p.slope, p.constant) for p in found] == [
        (Fraction(str(a)), Fraction(str(b))) for a, b in lines
    ]


def test_a_stretch_about_which_nothing_is_said_has_no_slope() -> None:
    """Between 0 and 1."""
    gap = pieces_of(tree(r"\begin{cases} x & x < 0 \\ 1 & x > 1 \end{cases}"), X)
    assert [p.slope for p in gap] == [1, None, 0]


@pytest.mark.parametrize("text", ["x^2", r"\frac{1}{x}", "x x", r"\lfloor x \rfloor", "n x"])
def test_other_formulas_have_no_pieces(text: str) -> None:
    """Products, quotients and roundings of x, and free names, are refused or unknown."""
    try:
        found = pieces_of(tree(text), X)
    except NoValue:
        return
    assert [p.slope for p in found] == [None]


def test_comparing() -> None:
    """A maximum is each of its arguments somewhere, and none of them everywhere."""
    hinge, line = tree(r"\max(0, x)"), tree("x")
    assert agree_somewhere(hinge, line, X)
    assert same_pieces(hinge, line, X) is False
    assert not agree_somewhere(hinge, tree("x + 1"), X)
    assert not agree_somewhere(hinge, tree(r"\min(0, x) - \max(0, x)"), X)
    assert same_pieces(tree(r"x + \lvert x \rvert"), tree(r"2 \max(0, x)"), X) is True
    assert same_pieces(tree("x^2"), line, X) is None


def test_too_many_bends_are_refused() -> None:
    """A formula of a hundred maxima is not taken apart."""
    text = " + ".join(rf"\max(0, x - {n})" for n in range(100))
    with pytest.raises(NoValue, match="more than 60 places"):
        bends_of(tree(text), X)
