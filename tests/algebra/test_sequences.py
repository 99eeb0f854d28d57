"""Sequences in closed form against sums of products, term by term, in exact fractions."""

from fractions import Fraction
from itertools import product

import pytest

from symconv.algebra.index_terms import Facts, plus, put, unknown
from symconv.algebra.named_polynomial import NoValue, times
from symconv.algebra.sequences.antidifference import antidifference, summed
from symconv.algebra.sequences.convolution import convolved
from symconv.algebra.sequences.exponential_polynomial import ExpPoly, number, power
from symconv.algebra.sequences.signal import boxcar, exponential, impulse, ramp, value_at

L, M, Q = map(unknown, "LMQ")
BASES = {"r": Fraction(2, 3), "s": Fraction(-3, 2)}
SIZES = ({"L": 3, "M": 5, "Q": 2}, {"L": 5, "M": 2, "Q": -1}, {"L": 1, "M": 1, "Q": 0})
SIGNALS = {
    "impulse": impulse(),
    "boxcar of L": boxcar(L),
    "step": boxcar(None),
    "ramp of M, late": ramp(M).delayed(Q),
    "endless ramp": ramp(None).scaled(-2),
    "power of r": exponential("r", None),
    "L powers of r": exponential("r", L),
    "M powers of s, early": exponential("s", M).delayed(-3),
    "halves": exponential(Fraction(1, 2), None),
    "a negative ratio": exponential(Fraction(-2, 3), M),
    "seven": boxcar(7),
}
FACTS = Facts({"L": 1, "M": 1})


def sample(signal, n, names):
    """The value at n, 0 outside the ends."""
    last = None if signal.last is None else put(signal.last, names)
    if n < put(signal.first, names) or (last is not None and n > last):
        return Fraction(0)
    return value_at(signal.body, {**names, "n": n}, BASES)


@pytest.mark.parametrize("pair", list(product(SIGNALS, repeat=2)), ids=" * ".join)
def test_every_region_of_every_pair_is_the_sum_of_products(pair):
    """Three sets of sizes decide the order of the breakpoints in different ways."""
    x, h = (SIGNALS[name] for name in pair)
    cases = convolved(x, h, FACTS)
    for names in SIZES:
        regions = next(c.regions for c in cases if all(put(g, names) >= 0 for g in c.given))
        xs, hs = ({n: sample(s, n, names) for n in range(-24, 24)} for s in (x, h))
        for n in range(-6, 13):
            truth = sum(xs[n - i] * hs[i] for i in range(-8, 17) if xs[n - i] and hs[i])
            inside = [
                r
                for r in regions
                if put(r.first, names) <= n and (r.last is None or n <= put(r.last, names))
            ]
            assert len(inside) <= 1
            found = value_at(inside[0].value, {**names, "n": n}, BASES) if inside else 0
            assert found == truth, (names, n)


def test_an_undecidable_order_makes_two_cases_and_a_decided_one_does_not():
    """Box of L and box of M: two orders; of L and L + 2: one."""
    assert len(convolved(boxcar(L), boxcar(M), FACTS)) == 2
    assert len(convolved(boxcar(L), boxcar(plus(L, 2)), FACTS)) == 1
    two = convolved(boxcar(L), boxcar(M), FACTS)
    for names in ({"L": 2, "M": 2}, {"L": 2, "M": 3}, {"L": 3, "M": 2}):
        assert sum(all(put(g, names) >= 0 for g in c.given) for c in two) == 1


def test_a_region_that_is_empty_for_all_sizes_is_left_out():
    """Two impulses meet at one place."""
    (case,) = convolved(impulse(), impulse().delayed(Q), FACTS)
    assert [(r.first, r.last) for r in case.regions] == [(Q, Q)]


@pytest.mark.parametrize("degree", range(5))
@pytest.mark.parametrize("base", ["r", Fraction(1), Fraction(-2), Fraction(3, 5)], ids=str)
def test_the_difference_of_an_antidifference_is_the_sequence(degree, base):
    """At more points than the degree, so for all of them."""
    i = unknown("i")
    w = power(base, i)
    for _ in range(degree):
        w = w * number(i)
    G = antidifference(w, "i")
    for k in range(-3, degree + 6):
        here = value_at(G, {"i": k}, BASES)
        assert value_at(G, {"i": k + 1}, BASES) - here == value_at(w, {"i": k}, BASES)


def test_sum_of_cubes():
    """A published value: 1 + 8 + ... + n^3 = (n (n + 1) / 2)^2."""
    i, n = unknown("i"), unknown("n")
    found = summed(number(times(i, times(i, i))), "i", 1, n)
    assert [value_at(found, {"n": k}, {}) for k in (0, 1, 2, 10)] == [0, 1, 9, 3025]


def test_powers_meet_in_one_spelling():
    """r r^n = r^(n+1), and 2 2^n = 2^(n+1); nothing is left of a difference."""
    n = unknown("n")
    for base in ("r", Fraction(2), Fraction(-1, 3)):
        twice = power(base, 1) * power(base, n)
        assert (twice - power(base, plus(n, 1))) == ExpPoly()


def test_an_exponent_that_is_not_linear_is_refused():
    """The powers of i^2 have no quotient."""
    i = unknown("i")
    with pytest.raises(NoValue, match="an exponent is not linear in i"):
        antidifference(power("r", times(i, i)), "i")
