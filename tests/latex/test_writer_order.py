"""The fixed order of computed expressions: as textbooks print window arithmetic."""

from __future__ import annotations

import itertools

import pytest
import sympy as sp

from symconv.latex.bridge import from_sympy
from symconv.latex.order import ordered_product, ordered_sum
from symconv.latex.tex import write

W, P, K, S = sp.symbols("W P K S")
n, k, p, s, o, t, r = sp.symbols("n k p s o t r")
x = sp.Symbol("x")

ORDERED = [
    (W + 2 * P - K, "W + 2 P - K"),
    ((n - 1) * s - 2 * p + k, r"\left(n - 1\right) s - 2 p + k"),
    (n + 2 * p - r * (k - 1) - 1, r"n + 2 p - \left(k - 1\right) r - 1"),
    (s * o + r * t - p, "o s + r t - p"),
    (n + k - 1, "n + k - 1"),
    (k - n, "k - n"),
    (-n - k, "-n - k"),
    (1 - n, "1 - n"),
    (x**2 - 2 * x + 1, "x^{2} - 2 x + 1"),
    (x + x**3, "x^{3} + x"),
    (3 * n * (k + 1), r"3 \left(k + 1\right) n"),
]


@pytest.mark.parametrize(("expression", "expected"), ORDERED, ids=[e for _, e in ORDERED])
def test_sums_and_products_come_in_the_habitual_order(expression, expected):
    assert write(from_sympy(expression)) == expected


def test_the_order_depends_on_the_terms_alone():
    terms = [from_sympy(e) for e in (W, 2 * P, -K, sp.Integer(3), W * P)]
    printed = {write(ordered_sum(row)) for row in itertools.permutations(terms)}
    assert printed == {"W + P W + 2 P - K + 3"}


def test_the_first_term_is_positive_if_any_is():
    for row in itertools.product((1, -1), repeat=3):
        text = write(from_sympy(row[0] * W + 2 * row[1] * P + row[2] * K))
        assert text.startswith("-") == (max(row) < 0)


def test_empty_and_single():
    one_name = from_sympy(n)
    assert write(ordered_sum([])) == "0"
    assert write(ordered_product([])) == "1"
    assert ordered_sum([one_name]) is one_name
    assert ordered_product([one_name]) is one_name
