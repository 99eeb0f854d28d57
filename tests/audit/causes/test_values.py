"""Exact values of what was written, and the points at which they are taken."""

from fractions import Fraction

import numpy as np
import pytest

from symconv.audit.causes.points import element, points_of
from symconv.audit.causes.values import NoFit, NoValue, value_at
from symconv.latex.reader import read_one
from symconv.latex.tree import Number
from symconv.notation import Name, SymbolTable, scalars, tensors
from symconv.proof.context import Tensor
from symconv.proof.point_truth import Point, Steps
from symconv.theorems import derive

TABLE = SymbolTable.of(scalars("n k"))
AT = Point({Name("n"): 5, Name("k"): 3}, {})


def value(latex: str) -> object:
    """Read and compute at n = 5, k = 3."""
    return value_at(read_one(latex, TABLE).statement, AT)


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("n - k", 2),
        (r"\frac{n}{k}", Fraction(5, 3)),
        (r"\boxed{n k}", 15),
        ("(n, k, 1)", (5, 3, 1)),
        (r"n \times k", (5, 3)),
        (r"\begin{bmatrix} n & 0 \\ 1 & k \end{bmatrix}", ((5, 0), (1, 3))),
        (
            r"2 \begin{bmatrix} 1 & n \end{bmatrix} - \begin{bmatrix} 1 & 1 \end{bmatrix}",
            ((1, 9),),
        ),
        (r"\begin{bmatrix} 1 & 2 \end{bmatrix}^{\top}", ((1,), (2,))),
        ("n = k + 2", True),
        ("n < k", False),
    ],
)
def test_values(latex: str, expected: object) -> None:
    """Numbers, tuples, matrices and truth."""
    assert value(latex) == expected


@pytest.mark.parametrize(
    ("latex", "why"),
    [
        (r"\frac{n}{k - 3}", "division by 0"),
        (
            r"\begin{bmatrix} 1 \end{bmatrix} + \begin{bmatrix} 1 & 2 \end{bmatrix}",
            "different sizes",
        ),
        (r"1 + \begin{bmatrix} 1 & 2 \end{bmatrix}", "a number and an array"),
        (
            r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}"
            r"\cdot \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}",
            "several meanings",
        ),
        (r"\begin{bmatrix} 1 \\ 2 \end{bmatrix}^{-1}", "2 x 1 has no inverse"),
        (r"\begin{bmatrix} 1 & 2 \\ 2 & 4 \end{bmatrix}^{-1}", "no inverse"),
        (r"\infty", "no number"),
    ],
)
def test_what_has_no_value_says_so(latex: str, why: str) -> None:
    """It is never guessed."""
    with pytest.raises(NoValue, match=why):
        value(latex)


ARRAYS = SymbolTable.of(scalars("n"), tensors("A", rank=2), tensors("x y", rank=1))
SIZES = {
    Name("A"): Tensor((Number(Fraction(2)), Number(Fraction(3)))),
    Name("x"): Tensor((Number(Fraction(3)),)),
    Name("y"): Tensor((Number(Fraction(2)),)),
}
A, X, Y = np.array([[1, 2, -1], [0, 3, 5]]), np.array([2, -3, 4]), np.array([7, -2])


def at_arrays(latex: str) -> object:
    """Compute with the arrays above."""
    numbers = {"A": A, "x": X, "y": Y}
    point = Point({}, SIZES, lambda name, at: int(numbers[name.latex][tuple(map(int, at))]))
    return value_at(read_one(latex, ARRAYS).statement, point)


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("A", A),
        ("A x", (A @ X)[:, None]),
        (r"A^{\top} y", (A.T @ Y)[:, None]),
        (r"2 \left(A x\right) x^{\top}", 2 * np.outer(A @ X, X)),
        (r"x^{\top} A^{\top} A x", (A @ X) @ (A @ X)),
        (r"\lVert A x - y \rVert^{2}", (A @ X - Y) @ (A @ X - Y)),
        (r"\frac{A A^{\top}}{2} - A A^{\top}", -A @ A.T / 2),
        (r"\left(A x\right)_{1}", (A @ X)[1]),
        (r"\left(A A^{\top}\right)^{2}", A @ A.T @ A @ A.T),
        (r"\begin{bmatrix} 1 \\ 2 \end{bmatrix} \cdot y^{\top}", np.outer([1, 2], Y)),
    ],
)  # fmt: skip
def test_formulas_of_linear_algebra(latex: str, expected: np.ndarray) -> None:
    """Arrays by their names alone are multiplied as NumPy does."""
    assert np.array_equal(np.array(at_arrays(latex), dtype=float), np.array(expected, dtype=float))


def test_an_inverse_is_exact() -> None:
    """Its product with the matrix is the identity."""
    assert at_arrays(r"A A^{\top} \left(A A^{\top}\right)^{-1}") == ((1, 0), (0, 1))


@pytest.mark.parametrize(
    ("latex", "holds"),
    [
        (r"x^{\top} x = \lVert x \rVert^{2}", True),
        (r"\lVert y \rVert \le \lVert x \rVert", False),
        (r"A x - A x = 0", True),
        (r"A x = 0 \Rightarrow x = 0", True),
        (r"A x = y \vee A^{\top} y \ne x", True),
    ],
)
def test_statements_about_arrays(latex: str, holds: bool) -> None:
    """They are true or false at a point."""
    assert at_arrays(latex) is holds


@pytest.mark.parametrize("latex", ["x A", "A A", "A x + x", "A^{-1}"])
def test_sizes_that_do_not_fit(latex: str) -> None:
    """That is told apart from what merely has no value."""
    with pytest.raises(NoFit, match=r"do not|no inverse"):
        at_arrays(latex)


def test_long_sums_are_given_up() -> None:
    """A sum over sums takes a bounded time."""
    tree = read_one(r"\sum_{i=1}^{999} \sum_{j=1}^{999} i j", TABLE).statement
    with pytest.raises(NoValue, match="too long"):
        value_at(tree, Point({}, {}, steps=Steps(1000)))


def test_points_satisfy_the_hypotheses() -> None:
    """Windows fit into the image at every point, and the points differ."""
    found = list(points_of(derive("conv_size", size=["W"], kernel_size="K")))
    assert len(found) == 6
    names = {n.latex: n for n in found[0].values}
    for point in found:
        w, k, p = (point.values[names[letter]] for letter in "WKP")
        assert w + 2 * p >= k
    assert len({tuple(sorted(point.values.items())) for point in found}) == 6


def test_elements_are_told_apart() -> None:
    """A misplaced element is another number."""
    numbers = {element(Name("w"), (i, j)) for i in range(9) for j in range(9)}
    assert len(numbers) == 81
    assert element(Name("w"), (0, 1)) == element(Name("w"), (0, 1))
