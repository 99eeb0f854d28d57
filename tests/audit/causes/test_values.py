"""Exact values of what was written, and the points at which they are taken."""

from fractions import Fraction

import pytest

from symconv.audit.causes.points import element, points_of
from symconv.audit.causes.values import NoValue, value_at
from symconv.latex.reader import read_one
from symconv.notation import Name, SymbolTable, scalars
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
        (r"1 + \begin{bmatrix} 1 \end{bmatrix}", "a number and an array"),
        (r"\begin{bmatrix} 1 \end{bmatrix} \cdot \begin{bmatrix} 1 \end{bmatrix}", "products"),
        (r"\infty", "no number"),
    ],
)
def test_what_has_no_value_says_so(latex: str, why: str) -> None:
    """It is never guessed."""
    with pytest.raises(NoValue, match=why):
        value(latex)


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
