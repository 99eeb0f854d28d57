"""Structured matrices: equality, differences, numbers and symbols for taps."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sympy import Matrix, symbols, zeros

from symconv.algebra.tap_compare import difference
from symconv.algebra.tap_matrix import TapMatrix, index_type
from symconv.algebra.tap_product import Factor, kronecker
from symconv.algebra.tap_symbols import to_sympy
from symconv.algebra.tap_values import matvec, to_dense
from symconv.errors import ShapeError, TooLarge

TAPS = 4
triples = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, TAPS - 1)), max_size=12
)


def matrix_of(entries: list[tuple[int, int, int]]) -> TapMatrix:
    row, col, tap = ([e[i] for e in entries] for i in range(3))
    return TapMatrix.of((3, 4), row, col, tap)


def summed(entries: list[tuple[int, int, int]], weights: list[int]) -> list[list[int]]:
    """Return the dense matrix, added up one triple at a time."""
    dense = [[0] * 4 for _ in range(3)]
    for r, c, t in entries:
        dense[r][c] += weights[t]
    return dense


@given(triples, st.lists(st.integers(-5, 5), min_size=TAPS, max_size=TAPS))
def test_dense_adds_every_entry(entries: list[tuple[int, int, int]], weights: list[int]) -> None:
    A = matrix_of(entries)
    assert to_dense(A, weights).tolist() == summed(entries, weights)
    assert to_dense(A.T, weights).T.tolist() == summed(entries, weights)


@given(triples, st.permutations(range(12)), st.permutations(range(12)))
def test_equality_ignores_the_order_of_entries(
    entries: list[tuple[int, int, int]], one: list[int], other: list[int]
) -> None:
    shuffled = [[entries[i] for i in order if i < len(entries)] for order in (one, other)]
    A, B = map(matrix_of, shuffled)
    assert A.same(B)
    assert difference(A, B) is None


@given(triples, triples)
def test_a_difference_is_the_first_cell_with_other_taps(
    one: list[tuple[int, int, int]], other: list[tuple[int, int, int]]
) -> None:
    A, B = matrix_of(one), matrix_of(other)
    cells = [(r, c) for r in range(3) for c in range(4)]
    held = [
        [tuple(sorted(t for r, c, t in entries if (r, c) == cell)) for cell in cells]
        for entries in (one, other)
    ]
    found = difference(A, B)
    assert A.same(B) == (sorted(one) == sorted(other)) == (found is None)
    if found is not None:
        first = next(i for i, (a, b) in enumerate(zip(*held, strict=True)) if a != b)
        assert (found.cell, found.left, found.right) == (
            cells[first],
            held[0][first],
            held[1][first],
        )


def test_a_difference_says_what_each_side_holds() -> None:
    A, B = matrix_of([(0, 1, 2)]), matrix_of([(0, 1, 2), (0, 1, 3), (2, 2, 0)])
    assert str(difference(A, B)) == (
        "cell (0, 1) holds tap 2 on the left and tap 2 + tap 3 on the right"
    )
    assert str(difference(matrix_of([]), B)).startswith("cell (0, 1) holds 0 on the left")
    assert str(difference(A, A.T)) == "the shapes are (3, 4) and (4, 3)"


@given(triples, st.lists(st.integers(-9, 9), min_size=4, max_size=4))
def test_matvec_is_the_dense_product(entries: list[tuple[int, int, int]], x: list[int]) -> None:
    weights = [1, 10, 100, 1000]
    dense = summed(entries, weights)
    expected = [sum(a * b for a, b in zip(row, x, strict=True)) for row in dense]
    assert matvec(matrix_of(entries), weights, x).tolist() == expected


def test_integers_that_would_wrap_are_added_as_python_integers() -> None:
    A = TapMatrix.of((1, 1), [0, 0], [0, 0], [0, 0])
    assert to_dense(A, np.array([2**62])).tolist() == [[2**63]]
    assert matvec(A, np.array([2**32]), np.array([2**32])).tolist() == [2**65]
    assert matvec(A, np.array([-(2**63)]), np.array([1])).tolist() == [-(2**64)]
    assert to_dense(A, np.array([200], dtype=np.uint8)).tolist() == [[400]]


def test_fractions_and_floats_keep_their_type() -> None:
    A = matrix_of([(0, 0, 0), (0, 0, 1)])
    half = np.array([Fraction(1, 2), Fraction(1, 3)], dtype=object)
    assert matvec(A, half, [6, 0, 0, 0]).tolist() == [5, 0, 0]
    assert to_dense(A, np.array([1, 2], dtype=np.float32)).dtype == np.float32


@given(triples)
def test_sympy_matrix_is_the_cell_by_cell_sum(entries: list[tuple[int, int, int]]) -> None:
    names = symbols("a b c d")
    expected: Matrix = zeros(3, 4)
    for r, c, t in entries:
        expected[r, c] += names[t]
    assert to_sympy(matrix_of(entries), names) == expected


def test_symbols_that_cancel_leave_a_zero() -> None:
    a = symbols("a")
    assert to_sympy(matrix_of([(0, 0, 0), (0, 0, 1)]), [a, -a]) == zeros(3, 4)


def test_density_and_dead_columns_count_cells_not_entries() -> None:
    A = matrix_of([(0, 0, 0), (0, 0, 1), (2, 2, 0)])
    assert A.nnz == 3
    assert A.density == 2 / 12
    assert A.dead_columns().tolist() == [1, 3]
    assert TapMatrix.of((0, 4), [], [], []).density == 0.0


def test_a_product_is_the_kronecker_product_of_dense_matrices() -> None:
    A = TapMatrix.of((2, 3), [0, 1, 1], [2, 0, 1], [1, 0, 1])
    B = TapMatrix.of((2, 2), [0, 1], [1, 0], [0, 2])
    weights = {2: np.array([2, 3]), 3: np.array([5, 7, 11])}
    both = kronecker([Factor(A, 2), Factor(B, 3)])
    expected = np.kron(to_dense(A, weights[2]), to_dense(B, weights[3]))
    assert to_dense(both, np.kron(weights[2], weights[3])).tolist() == expected.tolist()


def test_keys_of_huge_matrices_are_sorted_without_overflow() -> None:
    side = 2**31
    A = TapMatrix.of((side, side), [5, 5, 0], [7, 7, 3], [9, 8, 1])
    assert A.same(replace(A, tap=A.tap[[1, 0, 2]]))
    assert not A.same(A.T)
    assert [part.tolist() for part in A.key()] == [[3, 5 * side + 7, 5 * side + 7], [1, 8, 9]]


def test_indices_are_narrow_while_the_shape_allows() -> None:
    assert index_type(2**31 - 1) is np.int32
    assert index_type(2**31) is np.int64


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: TapMatrix.of((2, 2), [0], [0, 1], [0]), ShapeError, "three flat arrays"),
        (lambda: TapMatrix.of((2, 2), [2], [0], [0]), ShapeError, r"row runs from 2 to 2, outside"),
        (lambda: TapMatrix.of((2, 2), [0], [-1], [0]), ShapeError, r"col runs from -1 .* 0\.\.1"),
        (lambda: to_dense(matrix_of([(0, 0, 3)]), [1, 2]), ShapeError, r"2 weights .* taps 0\.\.3"),
        (lambda: to_sympy(matrix_of([(0, 0, 3)]), [1, 2]), ShapeError, r"2 symbols .* taps 0\.\.3"),
        (
            lambda: matvec(matrix_of([]), [], [1]),
            ShapeError,
            r"shape \(1,\) .* 4 columns; .*flatten",
        ),
        (
            lambda: to_dense(TapMatrix.of((2**14, 2**14), [], [], []), []),
            TooLarge,
            r"268435456.*matvec",
        ),
    ],
)
def test_what_does_not_fit_is_refused(call: object, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()  # type: ignore[operator]


def test_sympy_matrices_are_bounded() -> None:
    many = np.zeros(10**6 + 1, dtype=np.int32)
    with pytest.raises(TooLarge, match="keep the structure"):
        to_sympy(TapMatrix((1, 1), many, many, many), symbols("a,"))
