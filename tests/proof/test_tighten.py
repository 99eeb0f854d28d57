"""Normal forms of comparisons, and negation: the same truth at every admissible point."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from symconv.algebra.polynomial import plain, ring, scaled
from symconv.notation import Domain
from symconv.proof.formula import FALSE, TRUE, All, Any, Literal, negated
from symconv.proof.tighten import tightened
from symconv.proof.unknowns import Unknowns

TABLE = Unknowns(ring(4))
NAMES = [
    TABLE.named(letter, letter, domain)
    for letter, domain in zip(
        "npzu", (Domain.POSITIVE, Domain.NATURAL, Domain.INTEGER, Domain.REAL), strict=True
    )
]
n, p, z, u = NAMES
# Values of the unknowns themselves: n stands for its unknown plus 1.
BOX = list(product((0, 1, 2), (0, 1, 3), (-2, -1, 0, 2), (Fraction(-3, 2), 0, Fraction(1, 3), 2)))


def at(polynomial, point):
    total = Fraction(0)
    for monomial, coefficient in plain(polynomial).items():
        for base, exponent in zip(point, monomial, strict=False):
            coefficient = coefficient * Fraction(base) ** exponent
        total += coefficient
    return total


def true(formula, point):
    match formula:
        case All(parts):
            return all(true(f, point) for f in parts)
        case Any(parts):
            return any(true(f, point) for f in parts)
        case Literal(q, sign):
            number = at(q, point)
            return {"ge": number >= 0, "gt": number > 0, "eq": number == 0, "ne": number != 0}[sign]


def random_formula(source, depth, letters):
    if depth and source.random() < 0.6:
        parts = tuple(random_formula(source, depth - 1, letters) for _ in range(2))
        return source.choice((All, Any))(parts)
    factors = [
        sum((source.randint(-4, 4) * x for x in letters), source.randint(-5, 5) + 0 * n)
        for _ in range(source.randint(1, 2))
    ]
    q = scaled(factors[0] * factors[-1], Fraction(source.choice((1, 2, 3, -1)), 2))
    return Literal(q, source.choice(("ge", "gt", "eq", "ne")))


@pytest.mark.parametrize("seed", range(60))
def test_normal_form_and_negation_keep_the_truth(seed):
    """A tightened formula holds where the formula does, its negation where it does not."""
    source = random.Random(seed)
    letters = source.sample(NAMES[:3], 2) + source.choice(([], [u]))
    formula = random_formula(source, 2, letters)
    normal, opposite = tightened(formula, TABLE), negated(formula)
    for point in BOX:
        assert true(normal, point) == true(formula, point), point
        assert true(opposite, point) != true(formula, point), point


def test_comparisons_of_integers_are_tight():
    """2 z > 1 is z - 1 >= 0; 3 z = 1 is false; for reals nothing is rounded."""
    assert tightened(Literal(2 * z - 1, "gt"), TABLE) == Literal(z - 1, "ge")
    assert tightened(Literal(2 * z - 1, "ge"), TABLE) == Literal(z - 1, "ge")
    assert tightened(Literal(3 * z - 1, "eq"), TABLE) == FALSE
    assert tightened(Literal(2 * u - 1, "gt"), TABLE) == Literal(2 * u - 1, "gt")


def test_positive_factors_are_dropped():
    """n (z - p) > 0 is z - p > 0, since n is positive; p may be 0 and stays."""
    assert tightened(Literal(n * (z - p), "gt"), TABLE) == Literal(z - p - 1, "ge")
    assert tightened(Literal(-n * z, "ge"), TABLE) == Literal(-z, "ge")
    assert tightened(Literal(p * z, "ge"), TABLE) == Literal(p * z, "ge")


def test_numbers_are_true_or_false():
    """A literal without unknowns is decided."""
    assert tightened(Literal(0 * n, "ge"), TABLE) == TRUE
    assert tightened(Literal(0 * n, "gt"), TABLE) == FALSE
    assert tightened(Literal(n - n + 1, "ne"), TABLE) == TRUE


@pytest.mark.parametrize(
    ("polynomial", "at_least", "above"),
    [
        (n, True, True),
        (p, True, False),
        (n + p, True, True),
        (n * p, True, False),
        (z * z, True, False),
        (z * z + n, True, True),
        (z * z * z, False, False),
        (u * u * p + 1, True, True),
        (z, False, False),
        (n - p, False, False),
        (0 * n, True, False),
    ],
)
def test_signs_at_sight(polynomial, at_least, above):
    """Bounded unknowns and squares have a sign; nothing else has."""
    assert TABLE.at_least_zero(polynomial) is at_least
    assert TABLE.above_zero(polynomial) is above
