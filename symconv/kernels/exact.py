"""Exact products of integers and rationals by floating-point matrix products, never a silent wrap.

Every kernel here is bilinear: an entry of the result is a sum of products a*b, each pair used once.
Write A for max|a| and B for the largest sum of |b| that meets in one entry of the result.

**Bound.** If a and b hold integers and M = max(A*B, A, max|b|) <= 2^53, the float64 result is exact
for every order of summation, blocking, thread count, with or without fused multiply-add; likewise
float32 for M <= 2^24.

*Proof.* Each node of the evaluation tree is a sum over some of one entry's products, or an input:
an integer of magnitude at most M. Doubles hold all integers up to 2^53, and an IEEE operation
whose exact result is representable returns it. Induct from the leaves. (It fails for Winograd, FFT
or Strassen, whose intermediates are other numbers; none is used here.)

Above the bound, numbers are cut into limbs of r bits with K * 2^r * 2^r <= 2^53 for K products per
entry; the products of limbs are exact by the same argument, and are put together in int64 where
M < 2^63 (a wrap on the way is harmless modulo 2^64), else in Python integers. Rationals are
integers over the least common denominator of each operand.

Results: int64 for two integer arrays, or Python integers in an object array where an entry might
not fit; object arrays give object arrays of ``int``, or of ``Fraction`` if either has one. Other
objects (symbols, elements of a field) use their own ``*`` and ``+``.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Product = Callable[[Array, Array], Array]
Rows = Callable[[Array], Array]
FLOAT32_INTEGERS, FLOAT64_INTEGERS, INT64_END = 2**24, 2**53, 2**63
FEW = 1000  # products below which casting costs more than slow integer arithmetic
ADDABLE = 1024  # numbers up to 2^53 that may be added in int64


def multiply(product: Product, a: Array, b: Array, rows: Rows, work: int) -> Array:
    """Return ``product(a, b)``, exact for integers and rationals.

    ``rows(b)`` is ``b`` as a matrix, one row per set of entries that meet in one entry of the
    result. ``work`` is the number of multiplications.
    """
    kinds = {kind_of(a), kind_of(b)}
    if "other" in kinds or ("float" in kinds and (a.dtype.hasobject or b.dtype.hasobject)):
        return product(a.astype(object), b.astype(object))
    if "float" in kinds:
        common = np.result_type(a, b)
        return product(a.astype(common), b.astype(common))
    if "rational" in kinds:
        (a, p), (b, q) = over_common_denominator(a), over_common_denominator(b)
        return _divided(_multiply_integers(product, a, b, rows, work), p * q)
    y = _multiply_integers(product, a, b, rows, work)
    return y.astype(object) if a.dtype.hasobject or b.dtype.hasobject else y


def kind_of(a: Array) -> str:
    """Return "int", "rational", "float" (complex too) or "other".

    >>> kind_of(np.array([1, Fraction(1, 2)], object))
    'rational'
    """
    if a.dtype.kind in "iub":
        return "int"
    if a.dtype.kind in "fc":
        return "float"
    types = set(map(type, a.flat))
    if all(issubclass(t, int | np.integer | np.bool_) for t in types):
        return "int"
    whole_or_fraction = all(issubclass(t, int | Fraction | np.integer) for t in types)
    return "rational" if whole_or_fraction else "other"


def largest(a: Array) -> int:
    """Return max|a| of an integer array as a Python int (np.abs of the least int64 is negative).

    >>> largest(np.array([3, np.iinfo(np.int64).min])) == 2**63
    True
    """
    if a.dtype.hasobject:
        return max((abs(int(v)) for v in a.flat), default=0)
    return max(int(a.max()), -int(a.min())) if a.size else 0


def largest_row_sum(rows: Array, top: int) -> int:
    """Return the largest sum of absolute values in a row, given ``top`` = max|rows|."""
    if not rows.size:
        return 0
    if rows.dtype.hasobject or top * rows.shape[1] >= INT64_END:
        return max(sum(abs(int(v)) for v in row) for row in rows)
    return int(np.abs(rows.astype(np.int64)).sum(1).max())


def _multiply_integers(product: Product, a: Array, b: Array, rows: Rows, work: int) -> Array:
    matrix = rows(b)
    top_a, top_b = largest(a), largest(b)
    bound = max(top_a * largest_row_sum(matrix, top_b), top_a, top_b)
    fits = bound < INT64_END
    if fits and work <= FEW:
        return product(a.astype(np.int64), b.astype(np.int64))
    if bound <= FLOAT64_INTEGERS:
        dtype = np.float32 if bound <= FLOAT32_INTEGERS else np.float64
        return product(a.astype(dtype), b.astype(dtype)).astype(np.int64)
    bits = (53 - (matrix.shape[1] - 1).bit_length()) // 2
    counts = _limb_count(top_a, bits), _limb_count(top_b, bits)
    if work <= FEW // 4 * math.prod(counts) or min(counts) >= ADDABLE:
        y = product(_python_ints(a), _python_ints(b))
        return y.astype(np.int64) if fits else y
    left, right = _limbs(a, counts[0], bits), _limbs(b, counts[1], bits)
    return _multiply_limbs(product, left, right, bits, boxed=not fits)


def _multiply_limbs(
    product: Product, left: list[Array], right: list[Array], bits: int, *, boxed: bool
) -> Array:
    """Multiply every pair of limbs in float64 and add by powers of 2^bits, highest first."""
    sums: dict[int, Array] = {}
    for (i, u), (j, v) in itertools.product(enumerate(left), enumerate(right)):
        part = product(u, v).astype(np.int64)
        sums[i + j] = sums[i + j] + part if i + j in sums else part
    total = sums.pop(max(sums))
    total = total.astype(object) if boxed else total
    for power in sorted(sums, reverse=True):
        total = total * (1 << bits) + sums[power]
    return total


def _limb_count(top: int, bits: int) -> int:
    """Return how many limbs hold integers up to ``top`` and their sign."""
    return -(-(top.bit_length() + 1) // bits)


def _limbs(a: Array, count: int, bits: int) -> list[Array]:
    """Return float64 limbs: a = sum of limb_i * 2^(bits*i), all but the last in [0, 2^bits)."""
    if a.dtype.kind != "i":
        a = _python_ints(a)
    low = [(a >> (bits * i)) & ((1 << bits) - 1) for i in range(count - 1)]
    return [limb.astype(np.float64) for limb in (*low, a >> (bits * (count - 1)))]


def _python_ints(a: Array) -> Array:
    """Return the integers as Python ints: NumPy's own would wrap, inside an object array too."""
    return _objects([int(v) for v in a.flat], a.shape)


def over_common_denominator(a: Array) -> tuple[Array, int]:
    """Return integers and a denominator whose quotients are the rationals ``a``.

    >>> over_common_denominator(np.array([Fraction(1, 2), Fraction(2, 3), 1], object))
    (array([3, 4, 6], dtype=object), 6)
    """
    values = [v if isinstance(v, Fraction) else int(v) for v in a.flat]
    common = math.lcm(*{v.denominator for v in values})
    return _objects([v.numerator * (common // v.denominator) for v in values], a.shape), common


def _divided(y: Array, denominator: int) -> Array:
    return _objects([Fraction(int(v), denominator) for v in y.flat], y.shape)


def _objects(values: list[Any], shape: tuple[int, ...]) -> Array:
    out = np.empty(len(values), object)
    out[:] = values
    return out.reshape(shape)


def add(a: Array, b: Array) -> Array:
    """Return a + b, broadcast, without wrapping: Python ints where int64 might not hold it.

    >>> add(np.array([2**63 - 1]), np.array([1])).tolist()
    [9223372036854775808]
    """
    if kind_of(a) == "int" == kind_of(b):
        boxed = a.dtype.hasobject or b.dtype.hasobject
        if boxed or largest(a) + largest(b) >= INT64_END:
            return np.asarray(_python_ints(a) + _python_ints(b))
        return np.asarray(a.astype(np.int64) + b.astype(np.int64))
    return np.asarray(a + b)


def total(a: Array, axes: tuple[int, ...]) -> Array:
    """Return the sum over ``axes`` without wrapping.

    >>> total(np.array([[2**62, 2**62]]), (1,)).tolist()
    [9223372036854775808]
    """
    count = math.prod(a.shape[i] for i in axes)
    return np.asarray(summable(a, count).sum(axes))


def summable(a: Array, count: int) -> Array:
    """Return ``a`` in a type that holds the sum of any ``count`` of its entries."""
    if kind_of(a) != "int":
        return a
    if a.dtype.hasobject or largest(a) * count >= INT64_END:
        return _python_ints(a)
    return a.astype(np.int64)
