"""Powers of sums, quotients of sizes and functions in index notation: proved, but no more."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symconv.algebra.index_fractions import added, lowest
from symconv.algebra.index_terms import unknown
from symconv.algebra.named_polynomial import NoValue, minus, times
from symconv.errors import ProofError
from symconv.notation import Domain, SymbolTable, functions, name, scalars, tensors
from symconv.proof.author import define, size, statement
from symconv.proof.context import Context, Tensor
from symconv.proof.index_notation import decide
from symconv.proof.indices import second_opinion
from symconv.proof.indices.field import MODULUS, Field
from symconv.proof.indices.field_check import agrees
from symconv.proof.indices.intervals import Interval, Intervals
from symconv.proof.indices.numbers import Floats, NotHere
from symconv.proof.indices.values import PointValues
from symconv.proof.verdict import Proved, Refuted, Undecided

TABLE = SymbolTable.of(
    scalars("N C", Domain.POSITIVE),
    scalars("k n c n' c'", Domain.INTEGER),
    scalars(r"\varepsilon", Domain.POSITIVE_REAL),
    scalars("a q"),
    tensors("x y", rank=2),
    tensors(r"\mu v s b", rank=1),
    tensors("p", rank=1, domain=Domain.POSITIVE_REAL),
    functions("f h"),
)


def read(latex):
    return statement(latex, TABLE)


def context(*hypotheses):
    found = {
        name("x"): Tensor((size("N", TABLE), size("C", TABLE))),
        name("b"): Tensor((size("C", TABLE),)),
        name("p"): Tensor((size("C", TABLE),)),
    }
    for latex, *shape in (
        (r"\mu_{c} := \frac{1}{N} \sum_{n=0}^{N-1} x_{n, c}", "C"),
        (r"v_{c} := \frac{1}{N} \sum_{n=0}^{N-1} \left(x_{n, c} - \mu_{c}\right)^{2}", "C"),
        (r"s_{c} := \frac{1}{\sqrt{v_{c} + \varepsilon}}", "C"),
        (r"y_{n, c} := \left(x_{n, c} - \mu_{c}\right) s_{c}", "N", "C"),
    ):
        defined = define(latex, "", TABLE, shape=shape)
        found[defined.name] = defined.definition
    inside = (r"0 \le n < N", r"0 \le c < C", r"0 \le c' < C")
    return Context(TABLE, found, tuple(map(read, (*inside, *hypotheses))))


PLAIN = context()
TRUE = [
    r"\sum_{n=0}^{N-1} \left(x_{n, c} - \mu_{c}\right) = 0",
    r"\sum_{n=0}^{N-1} y_{n, c} = 0",
    r"v_{c} = \frac{1}{N} \sum_{n=0}^{N-1} x_{n, c}^{2} - \mu_{c}^{2}",
    r"s_{c} = \left(v_{c} + \varepsilon\right)^{-\frac{1}{2}}",
    r"s_{c}^{2} \left(v_{c} + \varepsilon\right) = 1",
    r"s_{c}^{-3} = \left(v_{c} + \varepsilon\right) \sqrt{v_{c} + \varepsilon}",
    r"\frac{1}{N} \sum_{n=0}^{N-1} y_{n, c}^{2} = \frac{v_{c}}{v_{c} + \varepsilon}",
    r"\frac{1}{N} \sum_{n=0}^{N-1} y_{n, c}^{2} = 1 - \varepsilon s_{c}^{2}",
    r"\sum_{c=0}^{C-1} s_{c} = \sum_{c'=0}^{C-1} \frac{1}{\sqrt{\varepsilon + v_{c'}}}",
    r"\sqrt{v_{c} + \varepsilon} \sqrt{v_{c} + \varepsilon} = v_{c} + \varepsilon",
    r"\sqrt{4 N} = 2 \sqrt{N}",
    r"\sqrt{2809} \sqrt{N} = 53 \sqrt{N}",
    r"\frac{N^{2} - 1}{N + 1} = N - 1",
    r"\sqrt{N C} = \sqrt{N} \sqrt{C}",
    r"p_{c}^{2} p_{c}^{-2} = 1",
    r"\sqrt{p_{c}} \sqrt{p_{c}} = p_{c}",
    r"\exp(x_{n, c} - \mu_{c}) = \frac{\exp(x_{n, c})}{\exp(\mu_{c})}",
    r"\frac{\exp(x_{n, c} + b_{c})}{\sum_{k=0}^{N-1} \exp(x_{k, c} + b_{c})} = "
    r"\frac{\exp(x_{n, c})}{\sum_{k=0}^{N-1} \exp(x_{k, c})}",
    r"\sum_{n=0}^{N-1} \frac{\exp(x_{n, c})}{\sum_{k=0}^{N-1} \exp(x_{k, c})} = 1",
    r"\log(\exp(x_{n, c})) = x_{n, c}",
    r"\log(N C) = \log(N) + \log(C)",
    r"f(x_{n, c} + b_{c}) = f(b_{c} + x_{n, c})",
    r"\lvert x_{n, c} \rvert + \max(0, b_{c}) = \max(0, b_{c}) + \lvert x_{n, c} \rvert",
]
FUNCTIONS = ("exp", "log", r"f(", r"\lvert")


@pytest.mark.parametrize("latex", TRUE)
def test_what_holds_for_all_sizes_is_proved(latex) -> None:
    """The normal form is empty; a second road agrees wherever it can compute."""
    verdict = decide(read(latex), PLAIN)
    assert isinstance(verdict, Proved), verdict
    if not any(f in latex for f in FUNCTIONS):
        assert "0 sizes" not in verdict.evidence


NOT = {
    "root of a square": r"\sqrt{x_{n, c}^{2}} = x_{n, c}",
    "cancelled element": r"\frac{x_{n, c}}{x_{n, c}} = 1",
    "cancelled mean": r"\mu_{c} \mu_{c}^{-1} = 1",
    "root of a product": r"\sqrt{x_{n, c} b_{c}} = \sqrt{x_{n, c}} \sqrt{b_{c}}",
    "one over one less": r"\frac{N - 1}{N - 1} = 1",
    "one over a real number": r"\frac{a}{a} = 1",
    "power of a real number": r"\sqrt{a^{2}} = a",
    "one over a variance": r"\frac{v_{c}}{v_{c}} = 1",
    "outside its sizes": r"s_{c + 1}^{-2} s_{c + 1}^{2} = 1",
    "outside, positive": r"\frac{p_{c + 1}}{p_{c + 1}} = 1",
    "nothing over nothing": r"\frac{s_{c + 1}}{s_{c + 1}} = [c + 1 < C]",
    "nothing over nothing, given": r"\frac{p_{c + 1}}{p_{c + 1}} = [c + 1 < C]",
    "a base that vanishes outside": r"\frac{s_{c + 1} + b_{c}^{2}}{s_{c + 1} + b_{c}^{2}} = 1",
    "root of nothing": r"\frac{1}{\sqrt{1 + s_{c + 1} - 1}} \sqrt{s_{c + 1}} = [c + 1 < C]",
    "other function": r"f(x_{n, c}) = h(x_{n, c})",
    "other argument": r"f(x_{n, c}) = f(b_{c})",
    "other index": r"s_{c} = s_{c'}",
    "captured index": r"\sum_{n=0}^{N-1} x_{n, c} s_{c} = \sum_{n=0}^{N-1} x_{n, c'} s_{c}",
    "function of a sum": r"f(\sum_{n=0}^{N-1} x_{n, c}) = \sum_{n=0}^{N-1} f(x_{n, c})",
    "log of a sum": r"\log(1 + N) = \log(1) + \log(N)",
    "root of a sum": r"\sqrt{v_{c} + \varepsilon} = \sqrt{v_{c}} + \sqrt{\varepsilon}",
    "epsilon forgotten": r"s_{c}^{2} v_{c} = 1",
    "three for N": r"\sum_{n=0}^{N-1} s_{c} = 3 s_{c}",
}


@pytest.mark.parametrize("fault", NOT)
def test_what_need_not_hold_is_not_proved(fault) -> None:
    """Zero divisors, roots of negative numbers, elements outside, captured names."""
    verdict = decide(read(NOT[fault]), PLAIN)
    assert isinstance(verdict, Refuted | Undecided), verdict


def test_a_hypothesis_makes_a_divisor_fit() -> None:
    """N - 1 divides once there are two rows."""
    line = read(r"\frac{N - 1}{N - 1} \sum_{n=0}^{N-1} y_{n, c} = 0 \cdot x_{n, c}")
    assert isinstance(decide(line, PLAIN), Undecided)
    assert isinstance(decide(line, context(r"N \ge 2")), Proved)


def test_definitions_in_a_circle_are_noticed() -> None:
    """Also where the circle leads through divisors and roots."""
    circle = {}
    for latex in (r"a := \frac{1}{q}", r"q := \frac{1}{\sqrt{a}}"):
        defined = define(latex, "", TABLE)
        circle[defined.name] = defined.definition
    verdict = decide(read("a = 1"), Context(TABLE, circle))
    assert isinstance(verdict, Undecided)
    assert "leads back to itself" in verdict.reasons[0]


def test_a_reason_names_the_divisor() -> None:
    """Why a claim is not decided is said."""
    verdict = decide(read(r"\frac{x_{n, c}}{x_{n, c}} = 1"), PLAIN)
    assert isinstance(verdict, Undecided)
    assert "x is not known to be positive, under a power" in verdict.reasons[0]


def test_refutations_hold_at_their_point() -> None:
    """The counterexample of a statement with roots gives sizes, indices and data."""
    verdict = decide(read(r"s_{c}^{2} v_{c} = 1"), PLAIN)
    assert isinstance(verdict, Refuted)
    assert {"N", "C", "c", r"\varepsilon", "x_{0, 0}"} <= verdict.counterexample.keys()
    assert "right 1" in verdict.detail


def test_a_false_proof_is_objected_to() -> None:
    """Were the normal form wrong, the prime field would say so."""
    claim = second_opinion.Claim(read(r"s_{c}^{2} v_{c} = 1"), PLAIN, None, powers=True)
    with pytest.raises(ProofError, match="evaluation in a prime field disagree"):
        second_opinion.confirmed(claim)


def test_fractions_in_lowest_terms() -> None:
    """Equal fractions are equal pairs, whatever they were made of."""
    n = unknown("n")
    square = minus(times(n, n), 1)
    assert lowest(square, times(2, minus(n, 1))) == (lowest(minus(n, -1), 2))
    assert lowest(minus(1, n), minus(times(n, n), n)) == (-1, n)
    assert added((1, n), (-1, n)) == (0, 1)
    assert lowest(0, n) == (0, 1)
    assert lowest(times(3, n), times(-6, times(n, n))) == (Fraction(-1, 2), n)


def test_roots_in_the_field_obey_the_laws_of_positive_numbers() -> None:
    """Products of squares have products of roots; others have none."""
    field, half = Field(), Fraction(1, 2)
    a, b = 7**2, 11**2
    product = field.power(a, half) * field.power(b, half) % MODULUS
    assert field.power(a * b % MODULUS, half) == product
    assert field.power(field.power(a, half), Fraction(2)) == a
    assert field.power(field.power(a, Fraction(1, 3)), Fraction(3)) == a
    assert field.power(a, Fraction(-1)) * a % MODULUS == 1
    with pytest.raises(NotHere, match="not a square"):
        field.power(MODULUS - a, half)
    with pytest.raises(NotHere, match="divisor is 0"):
        field.inverse(0)


def test_intervals_hold_what_they_stand_for() -> None:
    """Roots are enclosed; signs and zero are respected."""
    numbers = Intervals()
    two = numbers.exact(Fraction(2))
    root = numbers.power(two, Fraction(-1, 2))
    assert root.low**2 <= Fraction(1, 2) <= root.high**2
    assert root.high - root.low < Fraction(1, 2**80)
    assert Interval(Fraction(-1), Fraction(2)) * Interval(Fraction(-3), Fraction(1)) == Interval(
        Fraction(-6), Fraction(3)
    )
    with pytest.raises(NotHere, match="may be 0"):
        numbers.inverse(Interval(Fraction(-1), Fraction(1)))
    with pytest.raises(NotHere, match="may be negative"):
        numbers.power(numbers.exact(Fraction(-1)), Fraction(1, 2))


def test_derivatives_by_numbers_agree_with_hand_calculation() -> None:
    """Forward rates of a variance: 2 (x - mean) / N."""
    integers = {name("N"): 3, name("C"): 1, name("n"): 1, name("c"): 0}
    given = {(name("x"), (k, 0)): v for k, v in enumerate((1.0, 2.0, 6.0))}
    point = PointValues(PLAIN, integers, 0, Floats(), given)
    rate = read(r"\frac{\partial v_{c}}{\partial x_{n, c}} = 0").sides[0]
    assert point.value(rate, {}) == pytest.approx(2 * (2 - 3) / 3, rel=1e-14)


def test_one_agreeing_point_is_enough_for_a_perfect_square() -> None:
    """The root of a square has two candidates in the field; the true one is met soon."""
    line = read(r"\sqrt{\left(1 + x_{n, c}^{2}\right)^{2}} = 1 + x_{n, c}^{2}")
    point = {name("N"): 1, name("C"): 1, name("n"): 0, name("c"): 0}
    assert agrees(line, PLAIN, point) is True


@pytest.mark.parametrize("latex", [r"\sqrt[k - k]{2}", r"2^{1 / (k - k)}"])
def test_an_exponent_over_nought_has_no_value(latex: str) -> None:
    point = PointValues(PLAIN, {name("k"): 3}, 0, Floats(), {})
    with pytest.raises(NoValue, match="divided by 0"):
        point.value(read(f"{latex} = 1").sides[0], {})
    assert point.value(read(r"\sqrt[k]{8} = 1").sides[0], {}) == pytest.approx(2)


def test_a_sum_of_too_many_terms_is_not_begun() -> None:
    point = PointValues(PLAIN, {name("k"): 10**12, name("n"): 3}, 0, Floats(), {})
    for latex in (r"\sum_{c=0}^{k} c", r"\sum_{c=0}^{999} \sum_{c'=0}^{n k - c} c'"):
        with pytest.raises(NoValue, match="too many terms"):
            point.value(read(f"{latex} = 1").sides[0], {})
    assert point.value(read(r"\sum_{c=0}^{n} \sum_{c'=c}^{2} 1 = 1").sides[0], {}) == 6
