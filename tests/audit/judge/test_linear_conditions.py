"""Linear conditions: contradictions and consequences, against other linear programs and points."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction

import numpy as np
import pytest
from scipy.optimize import linprog

from symconv.audit.judge.affine.forms import Affine, NotAffine, number, product
from symconv.audit.judge.affine.reading import form_of
from symconv.audit.judge.affine.systems import Condition, contradictory, implies, support
from symconv.latex.reader import read
from symconv.latex.tree import Node
from symconv.notation import SymbolTable, scalars

NAMES = ("x", "y", "z")


def random_condition(source: random.Random) -> Condition:
    terms = {n: Fraction(v) for n in NAMES if (v := source.randint(-2, 2))}
    sign = source.choice((">", ">=", ">=", "="))
    return Condition(Affine(terms, Fraction(source.randint(-2, 2))), sign)  # type: ignore[arg-type]


def can_be_met(conditions: list[Condition]) -> bool:
    """By floating point: the largest slack of all strict conditions at once."""
    above, right, equal, target = [], [], [], []
    for c in conditions:
        row = [-float(c.form.terms.get(n, 0)) for n in NAMES]
        if c.sign == "=":
            equal.append([*row, 0.0])
            target.append(float(c.form.constant))
        else:
            above.append([*row, 1.0 if c.sign == ">" else 0.0])
            right.append(float(c.form.constant))
    found = linprog(
        [0, 0, 0, -1],
        A_ub=above or None, b_ub=right or None, A_eq=equal or None, b_eq=target or None,
        bounds=[(None, None)] * 3 + [(None, 1)],
    )  # fmt: skip
    strict = any(c.sign == ">" for c in conditions)
    return found.status == 0 and (not strict or -found.fun > 1e-7)


@pytest.mark.parametrize("seed", range(8))
def test_contradictions_against_another_program(seed: int) -> None:
    """Random conditions with small whole numbers, strict ones and equations among them."""
    source = random.Random(seed)
    met = 0
    for _ in range(40):
        conditions = [random_condition(source) for _ in range(source.randint(2, 6))]
        expected = can_be_met(conditions)
        assert contradictory(conditions) is not expected
        met += expected
    assert 0 < met < 40


@pytest.mark.parametrize("seed", range(4))
def test_a_support_can_be_met_and_implies(seed: int) -> None:
    """What is returned implies the claim at every point of a grid, and holds somewhere."""
    source, found = random.Random(seed), 0
    grid = list(itertools.product([Fraction(n, 2) for n in range(-6, 7)], repeat=3))
    for _ in range(30):
        conditions = [random_condition(source) for _ in range(4)]
        claim = random_condition(source)
        rows = support(conditions, claim)
        if rows is None:
            continue
        found += 1
        chosen = [conditions[i] for i in rows]
        assert can_be_met(chosen)
        for values in grid:
            at = dict(zip(NAMES, values, strict=True))
            assert claim.at(at) or not all(c.at(at) for c in chosen)
    assert found > 0


def test_nothing_is_supported_by_a_contradiction() -> None:
    """From x > 0 and x < 0 everything follows, but not from conditions that can be met."""
    x, y = Affine.unknown("x"), Affine.unknown("y")
    both = [Condition(x, ">"), Condition(x.times(Fraction(-1)), ">")]
    assert implies(both, Condition(y, "="))
    assert support(both, Condition(y, "=")) is None


def test_unequal_is_contradicted_by_equal_alone() -> None:
    x = Affine.unknown("x")
    assert contradictory([Condition(x, "!="), Condition(x, "=")])
    assert not contradictory([Condition(x, "!="), Condition(x, ">=")])
    assert implies([Condition(x, ">")], Condition(x, "!="))


TABLE = SymbolTable.of(scalars("a b"))


def leaf(node: Node) -> Affine | None:
    name = str(getattr(node, "name", ""))
    return Affine.unknown(name) if name in ("a", "b") else None


def form(text: str) -> object:
    (line,) = read(text, TABLE)
    return form_of(line.statement, leaf)


def test_formulas_are_affine_forms() -> None:
    """Products of matrices, transposes, quotients; a vector times a vector is a number."""
    a, b = Affine.unknown("a"), Affine.unknown("b")
    first, second = a.plus(b.times(Fraction(2))), a.times(Fraction(3)).plus(b.times(Fraction(4)))
    terms = {"a": Fraction(5, 2), "b": Fraction(-2)}
    assert form(r"2 (a - b) + \frac{a}{2} - 1") == Affine(terms, Fraction(-1))
    unknowns = r"\begin{bmatrix} a \\ b \end{bmatrix}"
    square = r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}"
    assert form(rf"{square} {unknowns}") == ((first,), (second,))
    tall = r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \\ 1 & 0 \end{bmatrix}"
    assert form(rf"{tall} {unknowns}") == ((first,), (second,), (a,))
    assert form(rf"\begin{{bmatrix}} 1 \\ 2 \end{{bmatrix}}^{{\top}} {unknowns}") == first


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("a b", "product of unknowns"),
        (r"\frac{1}{a}", "divisor must be a number"),
        (r"\frac{a}{1 - 1}", "divisor must be a number"),
        (
            r"\begin{bmatrix} 1 & 2 \end{bmatrix} + \begin{bmatrix} 1 \\ 2 \end{bmatrix}",
            "do not add",
        ),
    ],
)
def test_what_is_no_affine_form(text: str, match: str) -> None:
    with pytest.raises(NotAffine, match=match):
        form(text)


def test_arrays_that_do_not_fit() -> None:
    row = ((number(1), number(2), number(3)),)
    square = ((number(1), number(0)), (number(0), number(1)))
    with pytest.raises(NotAffine, match="have no product"):
        product(row, square)
    assert np.array([[int(e.constant) for e in r] for r in product(square, square)]).tolist() == [  # type: ignore[union-attr]
        [1, 0], [0, 1],
    ]  # fmt: skip
