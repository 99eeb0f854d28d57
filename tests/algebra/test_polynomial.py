"""The operations on polynomials that the deciding procedures rely on."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from symconv.algebra.polynomial import (
    constant_term,
    content,
    key,
    plain,
    pull_multiples,
    replaced,
    ring,
    scaled,
    solved_for,
    terms,
    unknowns,
)

R = ring(3)
x, y, z = R.gens()[:3]
INTEGERS = {0, 1, 2}


def at(p, point):
    total = Fraction(0)
    for monomial, coefficient in plain(p).items():
        for base, exponent in zip(point, monomial, strict=False):
            coefficient = coefficient * Fraction(base) ** exponent
        total += coefficient
    return total


def random_polynomial(source, count=4):
    monomials = [x**i * y**j * z**k for i in range(3) for j in range(3) for k in range(2)]
    return sum((source.randint(-5, 5) * m for m in source.sample(monomials, count)), 0 * x)


@pytest.mark.parametrize("seed", range(40))
def test_pulled_multiples_are_integers_and_the_rest_is_canonical(seed):
    """e = d t + r at every point, t is an integer, and adding a multiple of d leaves r as it is."""
    source = random.Random(seed)
    e, d = random_polynomial(source), random_polynomial(source, 2) + 1
    if d == 0:
        d = 1 + x
    whole, rest = pull_multiples(e, d, integers=INTEGERS)
    assert e == d * whole + rest
    assert all(c.denominator == 1 for _, c in terms(whole))
    multiple = random_polynomial(source, 2)
    moved, same = pull_multiples(e + d * multiple, d, integers=INTEGERS)
    assert same == rest
    assert moved == whole + multiple


def test_multiples_of_a_real_are_not_pulled():
    """With y real, only x leaves the floor."""
    whole, rest = pull_multiples(x + y, R.constant(1), integers={0})
    assert whole == x
    assert rest == y


@pytest.mark.parametrize("seed", range(20))
def test_replacing_commutes_with_evaluation(seed):
    """Putting a value for an unknown and evaluating gives the same number in either order."""
    source = random.Random(seed)
    p, value = random_polynomial(source), random_polynomial(source, 2)
    point = [source.randint(-3, 3) for _ in range(3)]
    assert at(replaced(p, 1, value), point) == at(p, [point[0], at(value, point), point[2]])


def test_solves_only_what_is_linear_with_a_number_in_front():
    """x y = 1 and x^2 = 1 are not solved for x."""
    assert solved_for(x * y - 1, 0) is None
    assert solved_for(x * x - 1, 0) is None
    assert solved_for(y - 1, 0) is None
    a, value = solved_for(3 * x - y * y + 6, 0)
    assert a == 3
    assert value == scaled(y * y, Fraction(1, 3)) - 2


def test_reads_terms():
    """Constants, contents, unknowns and keys."""
    p = scaled(4 * x * y - 6, Fraction(1, 5))
    assert constant_term(p) == Fraction(-6, 5)
    assert content(p) == Fraction(2, 5)
    assert unknowns(p) == {0, 1}
    assert key(p) == key(scaled(x * y, Fraction(4, 5)) - scaled(R.constant(1), Fraction(6, 5)))
    assert key(p) != key(p + 1)
    assert content(0 * x) == 1
