"""Sets that a question names: what they are at a point, and values of what runs over them."""

from fractions import Fraction
from math import inf, isclose

import pytest

from symconv.audit.causes.enclosures import Enclosed, power_between
from symconv.audit.causes.index_sets import CHANGES, labelled
from symconv.audit.causes.points import Points, points_of
from symconv.audit.causes.values import NoValue, value_at
from symconv.latex.reader import read_one
from symconv.notation import Name, SymbolTable
from symconv.proof.point_truth import Point
from symconv.theorems import derive

DERIVATION = derive("lp_pool_limits")
TABLE: SymbolTable = DERIVATION.symbols
S = Name("S")
OVER = r"(m, n) \in S_{i, j}"


@pytest.fixture(scope="module")
def points() -> Points:
    return points_of(DERIVATION)


def cells(point: Point, name: Name = S) -> list[tuple[int, int]]:
    """The cells of a set at a point, computed here from its corner and shifts."""
    i, j = (point.values[Name(letter)] for letter in "ij")
    listed = point.definitions[name]
    put = dict(zip(listed.parameters, (i, j), strict=True))  # type: ignore[union-attr]
    found = []
    for item in listed.body.items:  # type: ignore[union-attr]
        row = []
        for place in item.items:
            (step, corner), shift = place.terms[0].factors, place.terms[1]
            row.append(int(step.value * put[corner.name] + shift.value))
        found.append(tuple(row))
    return found  # type: ignore[return-value]


def numbers(point: Point) -> list[int]:
    """What stands in the cells of the set at a point."""
    assert point.elements is not None
    return [int(point.elements(Name("X"), cell)) for cell in cells(point)]


def value(latex: str, point: Point) -> object:
    """Read and compute at a point."""
    return value_at(read_one(latex, TABLE).statement, point)


def test_cells_differ_and_are_not_symmetric(points: Points) -> None:
    """A set lists each cell once, no cell is that of swapped indices, and counts vary."""
    counts = set()
    for point in points:
        found = cells(point)
        assert len(set(found)) == len(found) >= 2
        assert not {(b, a) for a, b in found} & set(found)
        counts.add(len(found))
    assert len(counts) >= 3


def test_each_point_comes_with_both_signs(points: Points) -> None:
    """Half of the points have their largest magnitude in a negative number."""
    pairs = list(points)
    for first, second in zip(pairs[::2], pairs[1::2], strict=True):
        assert numbers(first) == [-x for x in numbers(second)]
        assert 0 not in numbers(first)


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_window_has_other_cells(points: Points, change: str) -> None:
    """Moved, not moved by the stride, one more or one fewer."""
    differs = 0
    for point in points:
        plain, other = cells(point), cells(point, labelled(S, change))
        differs += set(plain) != set(other)
        assert len(other) - len(plain) == {"larger": 1, "smaller": -1}.get(change, 0)
    assert differs


def test_sums_extrema_and_counts_are_those_of_the_cells(points: Points) -> None:
    """Against plain Python on the listed cells."""
    for point in points:
        xs = numbers(point)
        assert value(rf"\max_{{{OVER}}} X_{{m, n}}", point) == max(xs)
        assert value(rf"\min_{{{OVER}}} |X_{{m, n}}|", point) == min(map(abs, xs))
        assert value(rf"\sum_{{{OVER}}} X_{{m, n}}^2", point) == sum(x * x for x in xs)
        assert value(r"\lvert S_{i, j} \rvert", point) == len(xs)
        assert value("A", point) == Fraction(sum(map(abs, xs)), len(xs))


def test_norms_are_enclosed(points: Points) -> None:
    """A root lies between its bounds, which are close; a float agrees."""
    for point in points:
        p, xs = int(point.values[Name("P")]), numbers(point)
        found = value("L", point)
        expected = max(map(abs, xs)) * sum((abs(x) / max(map(abs, xs))) ** p for x in xs) ** (1 / p)
        low = found.low if isinstance(found, Enclosed) else found
        assert isclose(float(low), expected, rel_tol=1e-9)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\lim_{P \to \infty} L", lambda xs: max(map(abs, xs))),
        (r"\lim_{P \to -\infty} L", lambda xs: min(map(abs, xs))),
        (r"\lim_{P \to 1} L", lambda xs: sum(map(abs, xs))),
        (r"\lim_{P \to 0} L", lambda xs: inf),
        (r"\lim_{P \to \infty} \lvert S_{i, j} \rvert^{1 / P}", lambda xs: 1),
        (r"\lim_{P \to \infty} \lvert S_{i, j} \rvert^{1 / P} M", lambda xs: max(map(abs, xs))),
        (r"\lim_{P \to 0} \lvert S_{i, j} \rvert^{1 / P} M", lambda xs: inf),
        (r"\lim_{P \to 0} \frac{2}{P}", lambda xs: inf),
        (r"\lim_{P \to \infty} \frac{1}{P}", lambda xs: 0),
        (r"\lim_{P \to \infty} \left(\frac{1}{2}\right)^{P}", lambda xs: 0),
        (r"\lim_{P \to \infty} 2^{P}", lambda xs: inf),
        (r"\lim_{P \to \infty} \left(4^{1 / P}\right)^{P}", lambda xs: 4),
        (r"\lim_{P \to \infty} \left(3^{1 / P}\right)^{2 P}", lambda xs: 9),
        (r"2 \lim_{P \to \infty} L - M", lambda xs: max(map(abs, xs))),
        (
            r"\lim_{P \to \infty} \left(\frac{1}{\lvert S_{i, j} \rvert} "
            rf"\sum_{{{OVER}}} |X_{{m, n}}|^{{P}}\right)^{{1 / P}}",
            lambda xs: max(map(abs, xs)),
        ),
        (rf"\lim_{{P \to \infty}} \left(\sum_{{{OVER}}} |X_{{m, n}}|^{{2 P}}\right)^{{1 / P}}",
         lambda xs: max(x * x for x in xs)),
    ],
)  # fmt: skip
def test_limits(points: Points, latex: str, expected: object) -> None:
    """Against what calculus says, at every point."""
    for point in points:
        assert value(latex, point) == expected(numbers(point))  # type: ignore[operator]


def test_the_mean_of_powers_tends_to_the_geometric_mean(points: Points) -> None:
    """Against a float: the n-th root of the product of magnitudes."""
    latex = (
        r"\lim_{P \to 0} \left(\frac{1}{\lvert S_{i, j} \rvert} "
        rf"\sum_{{{OVER}}} |X_{{m, n}}|^{{P}}\right)^{{1 / P}}"
    )
    for point in points:
        xs, product = numbers(point), 1
        for x in xs:
            product *= abs(x)
        found = value(latex, point)
        low = found.low if isinstance(found, Enclosed) else found
        assert isclose(float(low), product ** (1 / len(xs)), rel_tol=1e-9)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "latex",
    [
        r"\lim_{P \to \infty} (-1)^{P}",
        r"\lim_{P \to \infty} (2^{P} - 3^{P})",
        rf"\lim_{{P \to \infty}} \left(\sum_{{{OVER}}} X_{{m, n}}^{{P}}\right)^{{1 / P}}",
        r"\lim_{P \to \infty} \lfloor P \rfloor",
        r"\frac{1}{M - M}",
        r"\sum_{(m, n) \in X} X_{m, n}",
    ],
)
def test_what_has_no_value_is_said_to_have_none(points: Points, latex: str) -> None:
    """No limit, a negative number below a root, a division by 0, a set that is none."""
    assert any(min(numbers(point)) < 0 for point in points)
    undecided = 0
    for point in points:
        try:
            value(latex, point)
        except NoValue:
            undecided += 1
    assert undecided >= len(points.values)


def test_ranges_meet_or_are_apart() -> None:
    """Equality means that two numbers cannot be told apart; order is certain."""
    root = power_between(2, Fraction(1, 2))
    assert isinstance(root, Enclosed)
    assert root == root
    assert root != Fraction(3, 2)
    assert root < Fraction(3, 2)
    assert root > 1
    assert not root < root
    assert power_between(Fraction(8, 27), Fraction(-2, 3)) == Fraction(9, 4)
    assert root.low**2 <= 2 <= root.high**2
    assert str(root) == "1.414..."


@pytest.mark.parametrize(("base", "exponent"), [(-1, Fraction(1, 2)), (0, Fraction(-1, 2))])
def test_a_power_that_is_no_number(base: int, exponent: Fraction) -> None:
    """A root of a negative number, a negative power of 0."""
    with pytest.raises(Exception, match="has no power"):
        power_between(base, exponent)
