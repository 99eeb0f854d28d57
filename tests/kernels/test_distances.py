"""Distances: against SciPy and the taught forms, exact on exact numbers, small in memory."""

from __future__ import annotations

import tracemalloc
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symconv import kernels as K
from symconv.errors import ShapeError

ALL = {
    1: [
        K.l1_distances,
        K.l1_distances_two_loops,
        K.l1_distances_one_loop,
        K.l1_distances_no_loops,
    ],
    2: [
        K.l2_distances,
        K.l2_distances_two_loops,
        K.l2_distances_one_loop,
        K.l2_distances_no_loops,
    ],
}
FORMS = [(order, f) for order, functions in ALL.items() for f in functions]
SHAPES = st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 9))


@pytest.mark.parametrize(("order", "form"), FORMS, ids=lambda v: getattr(v, "__name__", str(v)))
@given(SHAPES, st.integers(0, 2**31))
@settings(max_examples=15, deadline=None)
def test_every_form_is_the_norm_of_the_difference(
    order: int, form: object, shape: tuple[int, int, int], seed: int
) -> None:
    """All forms equal the vector norm of a[i] - b[j], empty matrices included."""
    rng = np.random.default_rng(seed)
    n, m, d = shape
    a, b = rng.standard_normal((n, d)), rng.standard_normal((m, d))
    expected = [[np.linalg.norm(u - v, order) for v in b] for u in a]
    np.testing.assert_allclose(form(a, b), np.reshape(expected, (n, m)), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_distances_equal_scipy(dtype: str) -> None:
    """Several blocks in both directions agree with SciPy and keep the type."""
    distance = pytest.importorskip("scipy.spatial.distance", reason="SciPy is the peer here")
    rng = np.random.default_rng(0)
    a = rng.standard_normal((130, 300)).astype(dtype)
    b = rng.standard_normal((900, 300)).astype(dtype)
    tolerance = 1e-12 if dtype == "float64" else 2e-5  # 300 roundings of 2^-24 each
    for ours, metric in ((K.l1_distances, "cityblock"), (K.l2_distances, "euclidean")):
        y = ours(a, b)
        assert y.dtype == dtype
        np.testing.assert_allclose(y, distance.cdist(a, b, metric), rtol=tolerance)


def test_near_points_do_not_cancel() -> None:
    """The distance 2^-30 of two points of size 1 is exact; the product form loses it."""
    a, b = np.array([[1.0, 1.0]]), np.array([[1.0, 1.0 + 2.0**-30]])
    assert K.l2_distances(a, b).item() == 2.0**-30
    assert K.l2_distances_no_loops(a, b).item() == 0


def python_l1(a: np.ndarray, b: np.ndarray) -> list[list[object]]:
    """The definition in Python's own arithmetic."""
    rows = [[u if isinstance(u, Fraction) else int(u) for u in r] for r in a.tolist()]
    columns = [[v if isinstance(v, Fraction) else int(v) for v in r] for r in b.tolist()]
    return [[sum(abs(u - v) for u, v in zip(r, c, strict=True)) for c in columns] for r in rows]


@pytest.mark.parametrize("dtype", ["uint8", "int8", "int64", "uint64"])
@pytest.mark.parametrize("extreme", [False, True])
def test_integers_never_wrap(dtype: str, extreme: bool) -> None:
    """Unsigned differences, and the extremes of a type, equal Python's arithmetic."""
    info = np.iinfo(dtype)
    pool = [info.min, info.max, info.max // 3] if extreme else [0, 1, 5]
    rng = np.random.default_rng(1)
    a, b = (np.array(pool, dtype=dtype)[rng.integers(0, 3, (3, 4))] for _ in range(2))
    assert K.l1_distances(a, b).tolist() == python_l1(a, b)
    squares = K.l2_distances(a, b, squared=True)
    expected = [
        [sum((int(u) - int(v)) ** 2 for u, v in zip(r, c, strict=True)) for c in b] for r in a
    ]
    assert squares.tolist() == expected


@pytest.mark.parametrize("bits", [51, 52, 53, 54, 62, 63])
def test_integers_are_exact_around_every_bound(bits: int) -> None:
    """On both sides of 2^53 and 2^63 an odd sum keeps its last bit."""
    a = np.array([[2 ** (bits - 1) - 1, 0, 3]])
    b = np.array([[-(2 ** (bits - 1)) + 1, 1, 0]])
    assert K.l1_distances(a, b).tolist() == python_l1(a, b)


def test_fractions_are_exact() -> None:
    """Fractions give Fractions; the root of one is refused."""
    a = np.array([[Fraction(1, 3), Fraction(1, 7)]])
    b = np.array([[0, Fraction(1, 2)]], dtype=object)
    assert K.l1_distances(a, b).tolist() == [[Fraction(1, 3) + Fraction(5, 14)]]
    assert K.l2_distances(a, b, squared=True).item() == Fraction(1, 9) + Fraction(25, 196)
    with pytest.raises(TypeError, match="root of a Fraction is irrational"):
        K.l2_distances(a, b)


def test_no_array_of_all_differences() -> None:
    """300 by 500 rows of 3072 floats would be 1.8 GB of differences; under 5 MB are allocated."""
    a, b = np.zeros((300, 3072), np.float32), np.ones((500, 3072), np.float32)
    tracemalloc.start()
    y = K.l1_distances(a, b)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (y == 3072).all()
    assert peak < 5e6


def test_shapes_that_do_not_fit_are_named() -> None:
    """The message names both shapes and the rule."""
    with pytest.raises(ShapeError, match=r"\(2, 3\) and \(2, 4\) violate a.shape\[1\]"):
        K.l1_distances(np.zeros((2, 3)), np.zeros((2, 4)))
    with pytest.raises(TypeError, match="a has dtype complex128"):
        K.l2_distances(np.zeros((1, 1), complex), np.zeros((1, 1)))
