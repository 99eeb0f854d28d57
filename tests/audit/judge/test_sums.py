"""Sums that count from 1, letters of summation, and N - 1 for N."""

import pytest

from symconv.audit.judge.bound_names import with_plain_indices
from symconv.audit.judge.origins import from_zero
from symconv.audit.judge.unbiased import unbiased
from symconv.latex import tex
from symconv.latex.reader import read_one
from symconv.latex.tree import Statement
from symconv.notation import SymbolTable, scalars, tensors

TABLE = SymbolTable.of(scalars("n m"), tensors("x", rank=1))


def tree(latex: str) -> Statement:
    """Read one statement."""
    return read_one(latex, TABLE).statement


def test_a_sum_over_elements_is_counted_from_zero() -> None:
    """All elements, however they are numbered."""
    shifted = from_zero(tree(r"\sum_{i=1}^{n} x_{i}"))
    assert with_plain_indices(shifted) == with_plain_indices(tree(r"\sum_{j=0}^{n - 1} x_{j}"))


@pytest.mark.parametrize(
    "latex",
    [
        r"\sum_{i=1}^{n} i x_{i}",
        r"\sum_{i=1}^{n} x_{i + 1}",
        r"\sum_{i=1}^{n} m",
        r"\sum_{i=2}^{n} x_{i}",
    ],
)
def test_other_sums_stay_as_they_are(latex: str) -> None:
    """An index that counts for something else is not moved."""
    assert from_zero(tree(latex)) == tree(latex)


def test_only_means_of_squares_lose_one() -> None:
    """A mean is no variance."""
    variance = tree(r"\frac{1}{n} \sum_{i=0}^{n - 1} (x_{i} - m)^{2}")
    assert r"\frac{1}{n - 1}" in tex.write(unbiased(variance))
    mean = tree(r"\frac{1}{n} \sum_{i=0}^{n - 1} x_{i}")
    assert unbiased(mean) == mean
