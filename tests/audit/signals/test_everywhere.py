"""Formulas of an integer, far out and everywhere, against their values place by place."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest

from symconv.audit.causes.values import value_at
from symconv.audit.signals.ahead import TIME, Ahead, NotFarOut, linear
from symconv.audit.signals.everywhere import everywhere
from symconv.audit.signals.far_out import far_out
from symconv.audit.signals.finite import finite
from symconv.latex.reader import read_one
from symconv.latex.substitute import substitute
from symconv.latex.tree import Add, Cases, Negative, Node, Not, Symbol
from symconv.notation import Domain, Name, SymbolTable, scalars, tensors
from symconv.proof.context import Formula
from symconv.proof.point_truth import Point

N = Name("n")
TABLE = SymbolTable.of(scalars("n k m", Domain.INTEGER), tensors("x h", rank=1))
BOX = r"\begin{cases} 1 & 0 \le n \le 4 \\ 0 & \text{otherwise} \end{cases}"
HALVES = r"\begin{cases} 2^{-n} & n \ge -1 \\ 0 & \text{otherwise} \end{cases}"
SUM = r"\sum_{k=-\infty}^{\infty} x[k] h[n - k]"


def tree(text: str) -> Node:
    """Read a formula."""
    found: Node = read_one(text, TABLE).statement
    return found


DEFINED = {Name("x"): Formula(tree(BOX), (N,)), Name("h"): Formula(tree(HALVES), (N,))}  # type: ignore[arg-type]


def at(formula: Node, n: int) -> Fraction:
    """Compute a formula at one n by the evaluator of points."""
    return Fraction(value_at(finite(formula, DEFINED), Point({N: n}, DEFINED)))  # type: ignore[arg-type]


FORMULAS = [
    "3", "n^2 - n", "(1/2)^n (n + 1)", r"2^{-n} \cdot 4^{n}", BOX, HALVES, SUM, "h[n - 3] - h[n]",
    r"\sum_{k=0}^{n} k^2 \cdot 3^{k}", r"\sum_{k=n-6}^{n} (-1/2)^{k}",
    r"\sum_{k=\max(0, n-6)}^{n} 2^{-k}", r"\sum_{k=0}^{\min(n, 6)} h[n - k]",
    r"\sum_{k} x[k] x[n - k]", r"[n \ge 3] n - [n = 5] 7", r"\sum_{0 \le k \le n} x[k]",
    r"\begin{cases} n & n \in \{-2, \dots, 9\} \\ 2 & \text{otherwise} \end{cases}",
    r"\begin{cases} 1 & n < 0 \text{ or } n > 7 \\ n & \text{otherwise} \end{cases}",
    r"\sum_{k=2}^{9} \delta_{k, n} k",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("side", [1, -1])
def test_far_out_is_what_the_values_are(text: str, side: int) -> None:
    """From its start on, the sum of polynomials times powers gives every value."""
    formula = tree(text)
    t = Symbol(TIME) if side > 0 else Negative(Symbol(TIME))
    found = far_out(substitute(formula, {N: t}), DEFINED)
    for n in range(found.start, found.start + 12):
        terms = (c * n**d * b**n for b, row in found.terms.items() for d, c in row.items())
        assert sum(terms, Fraction(0)) == at(formula, side * n), n


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_agrees_with_itself_and_not_with_its_neighbour(text: str) -> None:
    """A change at a single place, far away or near, is found at that place."""
    formula = tree(text)
    assert everywhere(formula, formula, N, DEFINED).place is None
    for place in (-31, -3, 0, 5, 17, 200):
        other = Add((formula, tree(f"[n = {place}]")))  # type: ignore[arg-type]
        assert everywhere(other, formula, N, DEFINED).place == place


def test_convolutions_of_random_signals_against_numpy() -> None:
    """The sum over all integers, in cases by hand, and with one number changed."""
    source = random.Random(7)
    places = range(-30, 60)
    for _ in range(20):
        a, b = source.randint(1, 6), source.randint(1, 6)
        lead = source.randint(-3, 3)
        given = {
            Name("x"): Formula(tree(rf"[{lead} \le n \le {lead + a - 1}]"), (N,)),  # type: ignore[arg-type]
            Name("h"): Formula(tree(rf"n [0 \le n \le {b}]"), (N,)),  # type: ignore[arg-type]
        }
        truth = np.convolve(
            [lead <= n < lead + a for n in places], [n * (0 <= n <= b) for n in places]
        )
        values = {n: int(truth[n + 60]) for n in range(-20, 30)}
        listed = " + ".join(f"[n = {n}] {v}" for n, v in values.items() if v)
        assert everywhere(tree(SUM), tree(listed), N, given).place is None
        changed = next(n for n, v in values.items() if v)
        assert everywhere(tree(SUM), tree(f"{listed} + [n = {changed}]"), N, given).place == changed


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (r"\sum_{k=0}^{\infty} 2^{-k}", "infinitely many terms that are not 0"),
        (r"\lfloor n / 2 \rfloor", "fence"),
        (r"\sum_{k=0}^{n} \sum_{m=0}^{k} m", "index of another one"),
        (r"\sum_{k=0}^{n} [2 k \le n]", "slope 1"),
        (r"\begin{cases} 1 & n^2 > 4 \\ 0 & \text{otherwise} \end{cases}", "not linear"),
        (r"\begin{cases} 1 & n > 2 \end{cases}", "no case applies"),
        (r"[n \ge 5000]", "too far away"),
        (r"\sum_{k=0}^{n} \frac{1}{k + 1}", "quotient by a sum"),
        (r"(-2)^{n^2}", "power"),
        ("y[n]", "not defined by a formula"),
    ],
)
def test_what_is_not_decided_is_said(text: str, why: str) -> None:
    """Nothing is guessed."""
    table = TABLE.extended(tensors("y", rank=1))
    formula = read_one(text, table).statement
    with pytest.raises(NotFarOut, match=why):
        everywhere(formula, tree("0"), N, DEFINED)


def test_signs_hold_from_their_start_on() -> None:
    """A linear form has the sign that is said for every t from the start, and not just before."""
    source = random.Random(3)
    for _ in range(200):
        a, b = source.randint(-5, 5), source.randint(-40, 40)
        ahead = Ahead({})
        sign = ahead.sign(linear(tree(f"{a} n + {b}"), {N: linear(Symbol(TIME), {})}))
        for t in range(ahead.start, ahead.start + 50):
            assert np.sign(a * t + b) == sign


def test_a_sum_is_cut_to_all_its_terms() -> None:
    """What is left out is 0, and what stays has the same sum."""
    for n in range(-8, 20):
        truth = sum(Fraction(1, 2) ** (n - k) for k in range(5) if n - k >= -1)
        assert at(tree(SUM), n) == truth
    for text in ("2^{-k}", "h[k]", "h[n - k]", "x[k] + h[n + k]"):
        whole = tree(rf"\sum_{{k=-\infty}}^{{\infty}} \left({text}\right)")
        assert finite(whole, DEFINED) == whole


def test_what_is_left_over_by_other_cases() -> None:
    """A branch for all n at which a condition does not hold."""
    inside = tree(r"-2 \le n \le 6")
    rest = Cases(((tree("n"), Not(inside)), (tree("5"), None)))  # type: ignore[arg-type]
    assert everywhere(rest, tree("n + [-2 \\le n \\le 6] (5 - n)"), N, DEFINED).place is None
    assert everywhere(rest, tree("n + [-2 \\le n \\le 7] (5 - n)"), N, DEFINED).place == 7
