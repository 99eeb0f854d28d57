r"""From a formula to an affine form.

*Defines* `form_of`. What a name, an application or a comparison stands for is told by a function
that the caller gives; sums, products, quotients, transposes and matrices are understood here.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import reduce

from symconv.audit.causes.values import NoValue, Value, value_at
from symconv.audit.judge.affine.forms import (
    Affine,
    Form,
    NotAffine,
    added,
    column,
    each,
    number,
    product,
    transposed,
)
from symconv.latex.tree import (
    Add,
    Boxed,
    Divide,
    Labelled,
    Matrix,
    Multiply,
    Negative,
    Node,
    Number,
    Transposed,
    Tuple,
)
from symconv.proof.point_truth import Point

Leaf = Callable[[Node], Form | None]


def form_of(tree: Node, leaf: Leaf) -> Form:
    """Return the affine form that a formula is; ``leaf`` tells what names stand for.

    Raises NotAffine where it is none.

    >>> form_of(Add((Number(Fraction(1)), Negative(Number(Fraction(3))))), lambda node: None)
    Affine(terms={}, constant=Fraction(-2, 1))
    """
    found = leaf(tree)
    if found is not None:
        return found
    match tree:
        case Number(value):
            return number(value)
        case Add(terms):
            return reduce(added, [form_of(t, leaf) for t in terms])
        case Negative(body):
            return _scaled(form_of(body, leaf), Fraction(-1))
        case Multiply(factors, "" | "cdot" | "times"):
            return reduce(product, [form_of(f, leaf) for f in factors])
        case Divide(top, bottom):
            return _scaled(form_of(top, leaf), 1 / _constant(form_of(bottom, leaf)))
        case Matrix(rows):
            return tuple(tuple(_single(form_of(e, leaf)) for e in row) for row in rows)
        case Tuple(items):
            return column(tuple(_single(form_of(e, leaf)) for e in items))
        case Transposed(body):
            return transposed(form_of(body, leaf))
        case Boxed(body) | Labelled(body, _):
            return form_of(body, leaf)
        case _:
            return _closed(tree)


def _scaled(form: Form, factor: Fraction) -> Form:
    return each(form, lambda entry: entry.times(factor))


def _constant(form: Form) -> Fraction:
    if not isinstance(form, Affine) or not form.is_constant or not form.constant:
        raise NotAffine("a divisor must be a number that is not 0")
    return form.constant


def _single(form: Form) -> Affine:
    if isinstance(form, Affine):
        return form
    raise NotAffine("an entry of an array must be a number")


def _closed(tree: Node) -> Form:
    """Return the value of what holds no name."""
    try:
        return _form(value_at(tree, Point({}, {})))
    except NoValue as error:
        raise NotAffine(error.fact) from None


def _form(value: Value) -> Form:
    if not isinstance(value, tuple):
        return number(Fraction(value))
    rows = [row if isinstance(row, tuple) else (row,) for row in value]
    return tuple(tuple(number(Fraction(e)) for e in row) for row in rows)  # type: ignore[arg-type]
