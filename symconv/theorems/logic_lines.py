r"""Lines about tables of functions of bits: rows as inequalities, names of inputs and weights.

*Notation.* :math:`w_1, \dots, w_n, b` are weights and a bias that nobody has chosen yet.
A row says on which side of the threshold the sum of its weights lies.
"""

from __future__ import annotations

from collections.abc import Iterable

from symconv.algebra.logic.truth_table import Point, TruthTable
from symconv.algebra.logic.verdicts import Rule, Weights
from symconv.latex.tree import Add, Chain, Expr, Multiply, Relation
from symconv.notation import Declared, Domain, scalars, tensors
from symconv.proof.derivation import Defined
from symconv.theorems.tensors import given, number

ROWS = "Rows are in counting order, the first input changes slowest."


def conventions(rule: Rule) -> tuple[str, ...]:
    """Say when a threshold unit answers 1."""
    sign, other = (side(value, rule) for value in (1, 0))
    unit = (
        rf"A threshold unit answers 1 where $w^{{\top}} x + b {sign} 0$, 0 where it is ${other} 0$."
    )
    return (unit, ROWS)


UNKNOWNS = [*tensors("w", rank=1), *scalars("b")]


def inputs(table: TruthTable) -> tuple[list[Declared], tuple[Defined, ...]]:
    """Declare and define X, all inputs row by row, and t, the column of values."""
    rows = [*tensors("X", rank=2), *tensors("t", rank=1), *scalars("r i", Domain.INTEGER)]
    return rows, (
        given("X", table.points, "all inputs, one in each row"),
        given("t", table.values, "the values that the table asks for"),
    )


def preactivation(point: Point) -> str:
    r"""Return ``w . x + b`` at a point of the cube.

    >>> preactivation((0, 1))
    'w_{2} + b'
    """
    return " + ".join([f"w_{{{i}}}" for i, x in enumerate(point, start=1) if x] + ["b"])


def fenced(total: str) -> str:
    """Put parentheses around a sum."""
    return rf"\left({total}\right)" if "+" in total else total


def side(value: int, rule: Rule) -> str:
    """Return the relation to 0 that a value of the table asks for."""
    if value:
        return r"\ge" if rule == ">=" else ">"
    return "<" if rule == ">=" else r"\le"


def inequality(table: TruthTable, row: int, rule: Rule) -> str:
    """Return what a row asks of the weights."""
    return f"{preactivation(table.points[row])} {side(table.values[row], rule)} 0"


def all_of(parts: Iterable[str]) -> str:
    """Join statements by "and"."""
    return r" \wedge ".join(parts)


def numbers(found: Weights, point: Point, relation: Relation) -> Chain:
    """Return ``w . x + b = value``, and how the value compares with 0."""
    terms: list[Expr] = [
        Multiply((number(w), number(x)), "cdot") for w, x in zip(found.weights, point, strict=True)
    ]
    if found.bias:
        terms.append(number(found.bias))
    total = terms[0] if len(terms) == 1 else Add(tuple(terms))
    return Chain((total, number(found.at(point)), number(0)), ("=", relation))


def point_text(point: Point) -> str:
    """Write a point in words, ``(0, 1)``."""
    return f"({', '.join(map(str, point))})"
