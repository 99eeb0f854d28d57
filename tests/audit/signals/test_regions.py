"""Formulas with sizes that are letters, region by region, against numbers."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from symconv.algebra.index_terms import unknown
from symconv.algebra.named_polynomial import minus
from symconv.audit.causes.values import value_at
from symconv.audit.signals import regions
from symconv.audit.signals.ahead import NotFarOut, linear
from symconv.audit.signals.finite import finite
from symconv.audit.signals.regions import Open, Region, agree_everywhere, contradictory
from symconv.latex.reader import read_one
from symconv.latex.tree import Add, Node
from symconv.notation import Domain, Name, SymbolTable, scalars, tensors
from symconv.proof.context import Formula
from symconv.proof.point_truth import Point

ZERO, ONE = Fraction(0), Fraction(1)
N, L, M, D = (Name(letter) for letter in "nLMD")
TABLE = SymbolTable.of(
    scalars("n k m D", Domain.INTEGER),
    scalars("L M", Domain.POSITIVE),
    scalars("r", Domain.REAL),
    tensors("x h", rank=1),
)
INTEGERS = {"n": None, "D": None, "L": 1, "M": 1}


def tree(text: str) -> Node:
    """Read a formula."""
    found: Node = read_one(text, TABLE).statement
    return found


DEFINED = {
    Name("x"): Formula(tree(r"[0 \le n \le L - 1]"), (N,)),  # type: ignore[arg-type]
    Name("h"): Formula(tree(r"[n \ge 0] 3^{-n}"), (N,)),  # type: ignore[arg-type]
}
GEOMETRIC = r"\begin{cases} \frac{3 - 3^{-n}}{2} & 0 \le n < L \\ \frac{3^{L} - 1}{2} \cdot 3^{-n} & n \ge L \\ 0 & \text{otherwise} \end{cases}"  # noqa: E501
SAME = [
    (r"\sum_{k=-\infty}^{\infty} x[k] h[n - k]", GEOMETRIC),
    (r"\sum_{k=0}^{L-1} h[n - k]", GEOMETRIC),
    (r"\sum_{k=\max(0, n-L+1)}^{n} 3^{-k}", GEOMETRIC),
    (r"\max(0, \min(n, L - 1) + 1)", r"\sum_{k=0}^{n} x[k]"),
    (r"2^{L} \cdot 4^{n} \cdot (1/8)^{D}", r"2^{L + 2 n - 3 D}"),
    (r"(-1)^{n + 2 D} \cdot (-2)^{L}", r"(-1)^{n + L} \cdot 2^{L}"),
    (r"\sum_{k=1}^{L} [k \le M]", r"\min(L, M)"),
    (r"[n \ge D] - [n > D]", r"[n = D]"),
    (r"\sum_{k=D}^{D+L-1} [n = k]", r"x[n - D]"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_formulas_are_shown_to_be_the_same(one: str, other: str) -> None:
    """In every region, and at numbers too."""
    a, b = tree(one), tree(other)
    assert agree_everywhere(a, b, INTEGERS, DEFINED) > 0
    for n, length, width, late in product((-3, 0, 2, 5), (1, 4), (1, 3), (-1, 2)):
        point = Point({N: n, L: length, M: width, D: late}, DEFINED)
        assert value_at(finite(a, DEFINED), point) == value_at(b, point)


@pytest.mark.parametrize(("one", "other"), SAME)
@pytest.mark.parametrize("fault", ["[n = L + 7]", r"[D \ge 40]", r"[L = 12] 3^{-n}", "1"])
def test_formulas_that_differ_somewhere_are_not_shown(one: str, other: str, fault: str) -> None:
    """However far away the difference is."""
    changed = Add((tree(other), tree(fault)))  # type: ignore[arg-type]
    with pytest.raises(NotFarOut):
        agree_everywhere(tree(one), changed, INTEGERS, DEFINED)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (r"[r > 1] n", "n", "no integer"),
        (r"r^{n}", "0", "power"),
        (r"[n L > 1]", "1", "not linear"),
        (r"n^2", "n", "one form"),
        (r"(-1)^{n}", "1", "one form"),
        (r"(-2)^{n + L}", r"2^{n + L}", "one form"),
        (r"\sum_{k=0}^{\infty} 2^{-k}", "2", "infinitely many"),
    ],
)
def test_what_is_not_decided_is_said(one: str, other: str, why: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(NotFarOut, match=why):
        agree_everywhere(tree(one), tree(other), INTEGERS, DEFINED)


def test_signs_within_regions_against_all_their_points() -> None:
    """A sign that is given is that of every point; one that is open occurs in several."""
    source = random.Random(5)
    box = list(product(range(-9, 10), repeat=2))
    given = 0
    for _ in range(150):
        forms = [
            [source.randint(-2, 2), source.randint(-2, 2), source.randint(-4, 4)] for _ in range(3)
        ]
        trees = [linear(tree(f"{a} n + {b} D + {c}"), {}) for a, b, c in forms]
        inside = [p for p in box if all(a * p[0] + b * p[1] + c >= 0 for a, b, c in forms[:2])]
        a, b, c = forms[2]
        signs = {(v > 0) - (v < 0) for v in (a * p[0] + b * p[1] + c for p in inside)}
        try:
            sign = Region({}, frozenset({"n", "D"}), tuple(trees[:2])).sign(trees[2])
        except Open:
            continue
        given += 1
        assert signs <= {sign}, forms
    assert given > 30


def test_wrong_weights_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the search returns is multiplied out, not believed."""
    n = unknown("n")
    for weights in ((ZERO, ZERO, ZERO), (ONE, -ONE, ONE), (ONE, ONE, ONE)):
        monkeypatch.setattr(regions, "feasible", lambda *_, found=weights: found)
        assert not contradictory([n, minus(5, n)])


def test_contradictions_are_multiplied_out() -> None:
    """Inequalities that no integer meets over the rationals, and some that only integers do not."""
    n = unknown("n")
    assert contradictory([n, minus(-1, n)])
    assert not contradictory([n, minus(5, n)])
    assert not contradictory([])
