r"""Algebra of exact arrays: sums, products, transposes, Kronecker products, flattening.

*Notation.* A rank-1 array is a column; its transpose is a matrix with one row. A product of a row
and a column has one entry, and an array with one entry may stand for its scalar. ``vec`` lists
entries in row-major order, the last index fastest, as everywhere in symconv.

Only entries that are not 0 are visited, so the work grows with them and not with the cells.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from symconv.algebra.named_polynomial import NoValue, Scalar, times, total
from symconv.proof.evaluation.values import WORK_LIMIT, Array, Value

Index = tuple[int, ...]


def array(shape: Sequence[int], entries: Iterable[tuple[Index, Scalar]]) -> Array:
    """Build an array from indices and values; values at one index add up."""
    cells: dict[Index, list[Scalar]] = defaultdict(list)
    for index, value in entries:
        cells[index].append(value)
    summed = {i: total(v) if len(v) > 1 else v[0] for i, v in cells.items()}
    return Array(tuple(shape), {i: v for i, v in summed.items() if v != 0})


def shape_of(value: Value) -> tuple[int, ...]:
    """Return the sizes of an array, ``()`` for a scalar."""
    return value.shape if isinstance(value, Array) else ()


def add(values: Sequence[Value]) -> Value:
    """Add scalars, or arrays of one shape; an array with one entry may join scalars."""
    arrays = [v for v in values if isinstance(v, Array)]
    if not arrays:
        return total(map(scalar, values))
    if any(not isinstance(v, Array) for v in values):
        return total(map(scalar, values))
    shapes = {a.shape for a in arrays}
    if len(shapes) > 1:
        raise NoValue("a sum of arrays with shapes " + " and ".join(map(shape_text, shapes)))
    return array(arrays[0].shape, (cell for a in arrays for cell in a.entries.items()))


def multiply(a: Value, b: Value) -> Value:
    """Multiply scalars, scale an array, or form the matrix product."""
    if isinstance(a, Array) and isinstance(b, Array):
        return _matrix_product(a, b)
    if isinstance(a, Array):
        return _scaled(a, scalar(b))
    return _scaled(b, scalar(a)) if isinstance(b, Array) else times(scalar(a), scalar(b))


def transposed(value: Value) -> Value:
    """Swap rows and columns; a column becomes a matrix with one row."""
    if not isinstance(value, Array):
        return scalar(value)
    if len(value.shape) == 1:
        return Array((1, *value.shape), {(0, *i): v for i, v in value.entries.items()})
    if len(value.shape) != 2:
        raise NoValue(f"the transpose of an array of rank {len(value.shape)}")
    return Array(value.shape[::-1], {i[::-1]: v for i, v in value.entries.items()})


def flattened(value: Value) -> Array:
    """Return the entries in row-major order as a rank-1 array."""
    if not isinstance(value, Array):
        return Array((1,), _cell(scalar(value)))
    strides = [math.prod(value.shape[a + 1 :]) for a in range(len(value.shape))]
    cells: dict[Index, Scalar] = {
        (sum(i * s for i, s in zip(index, strides, strict=True)),): v
        for index, v in value.entries.items()
    }
    return Array((math.prod(value.shape),), cells)


def kronecker(a: Value, b: Value) -> Array:
    """Return the Kronecker product of two arrays of one rank."""
    if not (isinstance(a, Array) and isinstance(b, Array) and len(a.shape) == len(b.shape)):
        raise NoValue("a Kronecker product of arrays with different ranks")
    _check_work(len(a.entries) * len(b.entries))
    shape = tuple(m * n for m, n in zip(a.shape, b.shape, strict=True))
    return array(
        shape,
        (
            (tuple(i * n + j for i, j, n in zip(ia, ib, b.shape, strict=True)), times(va, vb))
            for ia, va in a.entries.items()
            for ib, vb in b.entries.items()
        ),
    )


def entrywise(a: Value, b: Value) -> Array:
    """Return the entrywise product of two arrays of one shape."""
    if not (isinstance(a, Array) and isinstance(b, Array) and a.shape == b.shape):
        raise NoValue("an entrywise product of arrays with different shapes")
    return array(a.shape, ((i, times(v, b[i])) for i, v in a.entries.items() if i in b.entries))


def scalar(value: Value) -> Scalar:
    """Return a scalar, also from an array with one entry; raise NoValue for anything else."""
    if isinstance(value, Array):
        if math.prod(value.shape) != 1:
            raise NoValue(f"an array of shape {shape_text(value.shape)} where a scalar belongs")
        return value[(0,) * len(value.shape)]
    if isinstance(value, tuple | frozenset):
        raise NoValue("a tuple or set where a scalar belongs")
    return value


def shape_text(shape: Sequence[int]) -> str:
    """Write sizes as ``4×9``."""
    return "×".join(map(str, shape)) or "scalar"


def _scaled(a: Array, factor: Scalar) -> Array:
    return array(a.shape, ((i, times(factor, v)) for i, v in a.entries.items()))


def _matrix_product(a: Array, b: Array) -> Array:
    if not (len(a.shape) == 2 and len(b.shape) in (1, 2) and a.shape[1] == b.shape[0]):
        if len(a.shape) == 1 and len(b.shape) == 2 and b.shape[0] == 1:
            column: dict[Index, Scalar] = {(*i, 0): v for i, v in a.entries.items()}
            return _matrix_product(Array((*a.shape, 1), column), b)
        raise NoValue(
            f"a product of arrays with shapes {shape_text(a.shape)} and {shape_text(b.shape)}"
        )
    rows: dict[int, list[tuple[Index, Scalar]]] = defaultdict(list)
    for index, value in b.entries.items():
        rows[index[0]].append((index[1:], value))
    _check_work(sum(len(rows[j]) for _, j in a.entries if j in rows))
    return array(
        (a.shape[0], *b.shape[1:]),
        (
            ((i, *rest), times(value, other))
            for (i, j), value in a.entries.items()
            for rest, other in rows.get(j, ())
        ),
    )


def _cell(value: Scalar) -> dict[Index, Scalar]:
    return {(0,): value} if value != 0 else {}


def _check_work(products: int) -> None:
    if products > WORK_LIMIT:
        raise NoValue(f"a product of arrays needs {products} multiplications, over {WORK_LIMIT}")
