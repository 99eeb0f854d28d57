r"""Arrays of exact numbers in derivations: as trees, as printed lines, as definitions.

A rank-1 array prints as a column, a rank-2 array as a matrix, a rank-3 array slice by slice of its
entries, because a page has two dimensions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from symconv.latex import tex
from symconv.latex.tree import Add, Chain, Divide, Expr, Indexed, Matrix, Multiply, Negative, Number
from symconv.latex.tree import Symbol as Letter
from symconv.notation import name
from symconv.proof.context import Tensor
from symconv.proof.derivation import Defined, Exact
from symconv.theorems.givens import Nested, shape

Array = np.ndarray[Any, np.dtype[Any]]


def number(value: int | Fraction) -> Expr:
    r"""Return an exact number as a tree; a fraction becomes a quotient.

    >>> tex.write(number(Fraction(-2, 3)))
    '-\\frac{2}{3}'
    """
    absolute = abs(value if isinstance(value, Fraction) else Fraction(int(value)))
    whole: Expr = Number(Fraction(absolute.numerator))
    if absolute.denominator != 1:
        whole = Divide(whole, Number(Fraction(absolute.denominator)))
    return Negative(whole) if value < 0 else whole


def element(tensor: str, indices: Sequence[int]) -> Indexed:
    """Return the tree of one element, ``Y_{0,1}``."""
    return Indexed(Letter(name(tensor)), tuple(number(i) for i in indices))


def matrix(entries: Array) -> Matrix:
    """Return a rank-1 or rank-2 array as a matrix; rank 1 as a column."""
    rows = (entries.reshape(-1, 1) if entries.ndim == 1 else entries).tolist()
    return Matrix(tuple(tuple(number(v) for v in row) for row in rows))


def lines(tensor: str, entries: Array) -> Iterator[str]:
    """Yield the LaTeX lines that say what an array is."""
    if entries.ndim <= 2:
        yield equation(Letter(name(tensor)), matrix(entries))
        return
    for index in np.ndindex(entries.shape):
        yield equation(element(tensor, index), number(entries.item(index)))


def equation(*sides: Expr) -> str:
    """Return a chain of equal sides as LaTeX."""
    return tex.write(Chain(tuple(sides), tuple("=" for _ in sides[1:])))


def products(left: Iterable[Any], right: Iterable[Any]) -> Expr:
    r"""Return ``a_1 \cdot b_1 + a_2 \cdot b_2 + ...``."""
    terms = tuple(
        Multiply((number(a), number(b)), "cdot") for a, b in zip(left, right, strict=True)
    )
    return terms[0] if len(terms) == 1 else Add(terms)


def given(tensor: str, entries: tuple[Nested, ...], reason: str) -> Defined:
    """Define a tensor by its numbers; elements outside are 0."""
    values = to_array(entries)
    sizes = tuple(number(n) for n in values.shape)
    latex = r" \quad ".join(lines(tensor, values))
    return Defined(name(tensor), Tensor(sizes, _trees(entries)), latex, reason)


def to_array(entries: tuple[Nested, ...]) -> Array:
    """Return nested exact numbers as an object array of ints and Fractions."""
    result = np.empty(shape(entries), dtype=object)
    for index in np.ndindex(result.shape):
        value: Any = entries
        for i in index:
            value = value[i]
        result[index] = int(value) if Fraction(value).denominator == 1 else value
    return result


def exact_value(entries: Array) -> Exact:
    """Return an array as nested tuples of integers and fractions."""
    if entries.ndim == 1:
        return tuple(v if isinstance(v, Fraction) else int(v) for v in entries)
    return tuple(exact_value(row) for row in entries)


def grid(sizes: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the index tuples of an array in row-major order."""
    yield from product(*map(range, sizes))


def _trees(entries: tuple[Nested, ...]) -> tuple[Any, ...]:
    return tuple(_trees(e) if isinstance(e, tuple) else number(e) for e in entries)
