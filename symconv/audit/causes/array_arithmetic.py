r"""Arithmetic of arrays of exact numbers: sums, multiples, products, transposes, inverses.

*Defines* the operations that `values.value_at` is made of. A matrix is a tuple of rows; a vector, a
tuple of numbers, is a column in a product. A product of two matrices is the product of linear
algebra.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import cast

from symconv.proof.exact_numbers import Exact, Undefined, quotient, reduced

Value = Exact | bool | tuple["Value", ...]
Rows = tuple[tuple[Exact, ...], ...]


class Misfit(Undefined):
    """Two arrays were added or multiplied whose sizes do not allow it."""


def rows_of(value: Value) -> Rows:
    """Return a matrix as it is, and a vector as a column.

    >>> rows_of((1, 2))
    ((1,), (2,))
    """
    if not isinstance(value, tuple) or not value:
        raise Undefined("only a matrix or a vector has rows")
    if not any(isinstance(part, tuple) for part in value):
        return tuple((cast("Exact", part),) for part in value)
    if any(not isinstance(p, tuple) or any(isinstance(e, tuple) for e in p) for p in value):
        raise Undefined("only a matrix or a vector has rows")
    return cast("Rows", value)


def added(first: Value, second: Value) -> Value:
    """Add entry by entry; a vector and a column are the same thing."""
    if isinstance(first, tuple) and isinstance(second, tuple):
        if _depth(first) != _depth(second):
            first, second = rows_of(first), rows_of(second)
        if len(first) != len(second):
            raise Misfit("arrays of different sizes do not add")
        return tuple(added(a, b) for a, b in zip(first, second, strict=True))
    if isinstance(first, tuple) or isinstance(second, tuple):
        first, second = single(first), single(second)
        if isinstance(first, tuple) or isinstance(second, tuple):
            raise Misfit("a number and an array do not add")
    return reduced(first + second)


def single(value: Value) -> Value:
    """Return an array of one entry as a number, and anything else as it is."""
    while isinstance(value, tuple) and len(value) == 1:
        value = value[0]
    return value


def _depth(value: Value) -> int:
    return 1 + _depth(value[0]) if isinstance(value, tuple) and value else 0


def scaled(factor: Exact, value: Value) -> Value:
    """Multiply every entry by a number."""
    if isinstance(value, tuple):
        return tuple(scaled(factor, v) for v in value)
    return factor * value


def transposed(value: Value) -> Value:
    """Exchange rows and columns; the transpose of a vector is a row, of a number the number."""
    if not isinstance(value, tuple):
        return value
    return tuple(zip(*rows_of(value), strict=True))


def multiplied(first: Value, second: Value) -> Value:
    """Multiply two values, of which one may be a number.

    A product with one entry is a number: that is how an inner product is meant.

    >>> multiplied(((1, 2),), (3, 4)), multiplied((3, 4), ((1, 2),))
    (11, ((3, 6), (4, 8)))
    """
    if not isinstance(first, tuple):
        return scaled(first, second)
    if not isinstance(second, tuple):
        return scaled(second, first)
    a, b = rows_of(first), rows_of(second)
    if len(a[0]) != len(b):
        if not isinstance(single(first), tuple) or not isinstance(single(second), tuple):
            return multiplied(single(first), single(second))
        sizes = f"{len(a)} x {len(a[0])} and {len(b)} x {len(b[0])}"
        raise Misfit(f"the sizes {sizes} do not fit in a product")
    columns = tuple(zip(*b, strict=True))
    found = tuple(
        tuple(sum(x * y for x, y in zip(row, column, strict=True)) for column in columns)
        for row in a
    )
    return found[0][0] if len(found) == len(found[0]) == 1 else found


def has_vector(*values: Value) -> bool:
    """Whether one of the values is a vector, a row or a column."""
    found = [rows_of(v) for v in values if isinstance(v, tuple)]
    return any(min(len(rows), len(rows[0])) == 1 for rows in found)


def squared_norm(value: Value) -> Exact:
    """Return the sum of the squares of all entries."""
    return sum(e * e for row in rows_of(value) for e in row)


def trace(value: Value) -> Exact:
    """Return the sum of the diagonal; raise Misfit for a matrix that is not square."""
    if not isinstance(value, tuple):
        return value
    rows = rows_of(value)
    if len(rows) != len(rows[0]):
        raise Misfit("only a square matrix has a trace")
    return sum(rows[i][i] for i in range(len(rows)))


def identity(size: int) -> Rows:
    """Return the identity matrix."""
    return tuple(tuple(int(i == j) for j in range(size)) for i in range(size))


def inverted(value: Value) -> Value:
    """Return the inverse; raise Misfit for what is not square, Undefined where there is none.

    >>> inverted(((2, 1), (1, 1)))
    ((1, -1), (-1, 2))
    """
    if not isinstance(value, tuple):
        return quotient(1, value)
    rows = rows_of(value)
    if len(rows) != len(rows[0]):
        raise Misfit(f"a matrix of size {len(rows)} x {len(rows[0])} has no inverse")
    size = len(rows)
    work = [[Fraction(e) for e in (*r, *u)] for r, u in zip(rows, identity(size), strict=True)]
    for i in range(size):
        pivot = next((j for j in range(i, size) if work[j][i]), None)
        if pivot is None:
            raise Undefined("this matrix has no inverse")
        work[i], work[pivot] = work[pivot], work[i]
        work[i] = [e / work[i][i] for e in work[i]]
        for j in range(size):
            if j != i:
                work[j] = [a - work[j][i] * b for a, b in zip(work[j], work[i], strict=True)]
    return tuple(tuple(reduced(e) for e in row[size:]) for row in work)


def folded(parts: list[Value], how: Callable[[Value, Value], Value]) -> Value:
    """Join values from left to right."""
    total = parts[0]
    for part in parts[1:]:
        total = how(total, part)
    return total
