"""One slip in a function in pieces: what it is called, and that it alone is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symconv.audit.causes.network_function import function_of
from symconv.audit.causes.piece_slips import piece_slips
from symconv.audit.causes.piecewise import piecewise_variants
from symconv.audit.causes.question import ask
from symconv.latex.reader import read_one
from symconv.latex.tree import Node
from symconv.notation import SymbolTable, scalars
from symconv.theorems.relu_network import read_network

RIGHT = (("0", "x < 1"), ("2 x - 2", r"1 \le x < 3"), ("4", r"x \ge 3"))


def function(*rows: tuple[str, str]) -> Node:
    """Read a function in cases."""
    body = r" \\ ".join(f"{value} & {where}" for value, where in rows)
    text = rf"\begin{{cases}} {body} \end{{cases}}"
    return read_one(text, SymbolTable.of(scalars("x")), source="test").statement


@pytest.mark.parametrize(
    ("rows", "name", "told"),
    [
        ((RIGHT[0], ("2 x - 2", r"1 \le x < 4"), ("4", r"x \ge 4")), "branch-range-shifted", "3 was put at 4 (+1)"),  # noqa: E501
        ((("0", "x < 2"), ("2 x - 2", r"2 \le x < 4"), ("4", r"x \ge 4")), "branch-range-shifted", "(+1)"),  # noqa: E501
        ((("0", "x < -1"), ("2 x - 2", r"-1 \le x < 3"), RIGHT[2]), "breakpoint-sign", "breakpoint 1"),  # noqa: E501
        ((("2 x - 2", "x < 1"), ("0", r"1 \le x < 3"), RIGHT[2]), "branches-exchanged", "x < 1 and for 1 < x < 3"),  # noqa: E501
        ((RIGHT[0], RIGHT[2]), "branch-missing", "for 1 < x < 3 is missing"),
        ((RIGHT[0], ("4", r"x \ge 1")), "branch-missing", "its neighbour reaches over it"),
        ((RIGHT[0], ("3 x - 2", r"1 \le x < 3"), RIGHT[2]), "slip", "the slope of the branch for 1 < x < 3"),  # noqa: E501
        ((RIGHT[0], ("2 x - 1", r"1 \le x < 3"), RIGHT[2]), "slip", "the intercept of the branch"),
        ((RIGHT[0], ("-2 x - 2", r"1 \le x < 3"), RIGHT[2]), "sign", "the sign of the slope"),
        ((RIGHT[0], ("-2 x + 2", r"1 \le x < 3"), RIGHT[2]), "slope-intercept-exchanged", "slope and intercept"),  # noqa: E501
        ((*RIGHT[:2], ("4", r"3 \le x < 5"), ("9", r"x \ge 5")), "slip", "a branch too many for x > 5"),  # noqa: E501
    ],
)  # fmt: skip
def test_what_it_is_called(rows: tuple[tuple[str, str], ...], name: str, told: str) -> None:
    """By hand: one thing is different in each."""
    (found,) = piece_slips(function(*RIGHT), function(*rows))
    assert found.name == name
    assert told in found.sentence


@pytest.mark.parametrize(
    "rows",
    [
        (("1", "x < 1"), ("x", r"1 \le x < 3"), RIGHT[2]),
        (("0", "x < 2"), ("x", r"2 \le x < 5"), ("4", r"x \ge 5")),
        (("x^2", "x < 1"), *RIGHT[1:]),
    ],
)
def test_two_slips_are_not_one(rows: tuple[tuple[str, str], ...]) -> None:
    """Two branches, a branch and its ends, a parabola."""
    assert not list(piece_slips(function(*RIGHT), function(*rows)))


def test_a_mistake_without_consequence_explains_nothing() -> None:
    """The output is never negative: to rectify it too changes nothing, and is not tried."""
    given = {"layers": ["[[1], [-1]] x + [0, 1]", "[[1, 1]] x + [0]"]}
    tree = function_of(read_network(given["layers"]))
    question = ask("piecewise_form", given)  # type: ignore[arg-type]
    names = {v.mistakes[0].name for v in piecewise_variants(replace(question, trees=(tree,)))}
    assert "activation-at-output" not in names
    assert "units-all-open" in names
