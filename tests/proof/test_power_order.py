"""Powers, sums and maxima: what follows is proved, what does not is never proved."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.proof.author import define, statement
from symconv.proof.context import Context
from symconv.proof.power_order import decide
from symconv.proof.verdict import Proved, Undecided

SYMBOLS = SymbolTable.of(
    scalars("n K P Q", Domain.POSITIVE),
    scalars("h", Domain.POSITIVE_REAL),
    scalars("i j k m r u v", Domain.INTEGER),
    scalars("M L N a b c", Domain.REAL),
    tensors("x y", rank=1),
    tensors("X S", rank=2),
)
WINDOW = r"(m, r) \in S_{i,j}"
DEFINITIONS = [
    define(rf"M := \max_{{{WINDOW}}} \lvert X_{{m,r}} \rvert", "", SYMBOLS),
    define(
        rf"L := \left(\sum_{{{WINDOW}}} \lvert X_{{m,r}} \rvert^P\right)^{{\frac{{1}}{{P}}}}",
        "",
        SYMBOLS,
    ),
    define(r"N := \max_{0 \le k \le n-1} \lvert x_k \rvert", "", SYMBOLS),
]
CONTEXT = Context(SYMBOLS, {d.name: d.definition for d in DEFINITIONS})


def norm(
    term: str = r"\lvert x_i \rvert", cells: str = "n", factor: str = "", power: str = "P"
) -> str:
    """Return the P-norm of a row as LaTeX, or a wrong variant of it."""
    total = rf"{factor} \sum_{{i=0}}^{{{cells}-1}} {term}^{{{power}}}"
    return rf"\left({total}\right)^{{\frac{{1}}{{P}}}}"


COUNT = r"\lvert S_{i,j} \rvert"

MEAN, OTHER = r"\frac{1}{n}", r"\lvert y_i \rvert"
TRUE = [
    r"M \le L \le " + COUNT + r"^{\frac{1}{P}} M",
    r"M^P \le L^P \le " + COUNT + r" M^P",
    r"L \ge M",
    rf"\frac{{1}}{{{COUNT}}} \sum_{{{WINDOW}}} \lvert X_{{m,r}} \rvert \le M",
    r"\lim_{P \to \infty} L = M",
    r"\lim_{P \to \infty} " + COUNT + r"^{\frac{1}{P}} M = M",
    r"\lim_{P \to \infty} n^{\frac{1}{P}} = 1",
    r"\lim_{P \to \infty} 3 h^{\frac{2}{P}} = 3",
    rf"\lim_{{P \to \infty}} {norm()} = N",
    rf"\lim_{{P \to \infty}} {norm(factor=MEAN)} = N",
    r"\lim_{P \to \infty} \sqrt[P]{\sum_{u=0}^{K-1} \sum_{v=0}^{K-1} \lvert X_{u,v} \rvert^P}"
    r" = \max_{0 \le i \le K-1} \max_{0 \le j \le K-1} \lvert X_{i,j} \rvert",
    r"(h^P n)^{\frac{1}{P}} = h n^{\frac{1}{P}}",
    r"\sqrt{h^2 n} = h \sqrt{n}",
    r"\left(\sum_{i=0}^{2} x_i^2\right)^2 \le 9 \left(\max_{0 \le i \le 2} x_i^2\right)^2",
]  # fmt: skip
NOT_SHOWN = [
    (r"L \le M", "no fact"),
    (r"M \le " + COUNT + r"^{\frac{1}{P}} L", "no fact"),
    (r"L \le " + COUNT + r"^{P} M", "no fact"),
    (r"L = M", "different products"),
    (r"\lim_{P \to \infty} L = N", "no bounds"),
    (r"\lim_{P \to \infty} M^{\frac{1}{P}} = 1", "no bounds"),
    (r"\lim_{P \to \infty} n^P = n", "no bounds"),
    (r"\lim_{P \to \infty} n^P = n^P", "depends on its own variable"),
    (r"\lim_{P \to 0} n^P = 1", "not one at infinity"),
    (r"\lim_{c \to \infty} n = n", "not declared as a positive number"),
    (r"\lim_{P \to \infty} \sum_{i=0}^{n-1} \lvert x_i \rvert^P = N", "no bounds"),
    (rf"\lim_{{P \to \infty}} {norm('x_i')} = \max_{{0 \le i \le n-1}} x_i",
     "not shown to be non-negative"),
    (rf"\lim_{{P \to \infty}} {norm(OTHER)} = N", "no bounds"),
    (rf"\lim_{{P \to \infty}} {norm(cells='K')} = N", "no bounds"),
    (rf"\lim_{{P \to \infty}} {norm(power='-P')} = N", "not shown to be positive"),
    (r"\sum_{i=0}^{n-1} \lvert x_i \rvert \le N", "no fact"),
    (r"\left(\sum_{i=0}^{n-1} \lvert x_i \rvert\right)^{-1} \le 1", "not shown to be positive"),
    (r"a^2 \le b^2", "no fact"),
    (r"\sqrt{a^2} = a", "not shown to be non-negative"),
    (r"(a b)^{\frac{1}{2}} = a^{\frac{1}{2}} b^{\frac{1}{2}}", "not shown to be non-negative"),
    (r"\lvert x_0 \rvert \le \lvert x_1 \rvert", "no fact"),
    (r"\sum_{i=0}^{0} \sum_{j=0}^{n-1} \lvert X_{i,j} \rvert \le n N", "no fact"),
    (r"h^P h^Q = h^{P}", "do not add up"),
]  # fmt: skip


@pytest.mark.parametrize("line", TRUE)
def test_what_follows_is_proved(line: str) -> None:
    assert isinstance(decide(statement(line, SYMBOLS), CONTEXT), Proved)


@pytest.mark.parametrize(("line", "reason"), NOT_SHOWN)
def test_what_does_not_follow_is_not(line: str, reason: str) -> None:
    verdict = decide(statement(line, SYMBOLS), CONTEXT)
    assert isinstance(verdict, Undecided)
    assert reason in verdict.reasons[0]


def test_a_hypothesis_gives_an_inequality_between_roots() -> None:
    assumed = CONTEXT.assuming(statement(r"\lvert a \rvert^P \le \lvert b \rvert^P", SYMBOLS))
    line = statement(r"\lvert a \rvert \le \lvert b \rvert", SYMBOLS)
    assert isinstance(decide(line, assumed), Proved)
    assert isinstance(decide(line, CONTEXT), Undecided)
    other = statement(r"\lvert b \rvert \le \lvert a \rvert", SYMBOLS)
    assert isinstance(decide(other, assumed), Undecided)


def test_a_hypothesis_about_one_exponent_does_not_squeeze_a_limit() -> None:
    """That the bounds hold at the P at hand says nothing about a limit."""
    assumed = CONTEXT.assuming(
        statement(r"\lvert a \rvert \le \lvert b \rvert^P \le \lvert a \rvert", SYMBOLS)
    )
    line = statement(r"\lim_{P \to \infty} \lvert b \rvert^P = \lvert a \rvert", SYMBOLS)
    assert isinstance(decide(line, assumed), Undecided)


def test_a_tensor_that_depends_on_the_exponent_has_no_such_limit() -> None:
    """With the first entry n to the P, the norm of the entries does not tend to their maximum."""
    moving = define(r"x_{k} := n^P", "", SYMBOLS, shape=["n"])
    context = CONTEXT.defining({moving.name: moving.definition})
    line = rf"\lim_{{P \to \infty}} {norm()} = N"
    assert isinstance(decide(statement(line, SYMBOLS), context), Undecided)


EXPONENTS = {
    "1": lambda _: 1.0,
    "2": lambda _: 2.0,
    "P": float,
    r"\frac{1}{2}": lambda _: 0.5,
    r"\frac{1}{P}": lambda p: 1 / p,
    r"\frac{2}{P}": lambda p: 2 / p,
}


@given(st.integers(0, 10**6))
def test_no_random_inequality_is_proved_that_fails_at_a_point(seed: int) -> None:
    """Random products of N, a sum of powers and n: a proof must survive random numbers."""
    draw = random.Random(seed)
    q = draw.choice(["1", "2", "P"])
    bases = {
        "N": max,
        rf"\left(\sum_{{i=0}}^{{n-1}} \lvert x_i \rvert^{{{q}}}\right)": None,
        "n": len,
    }
    sides = [
        [(b, draw.choice(list(EXPONENTS))) for b in bases if draw.random() < 0.7] for _ in range(2)
    ]
    left, right = (" ".join(f"{b}^{{{e}}}" for b, e in side) or "1" for side in sides)
    if not isinstance(decide(statement(rf"{left} \le {right}", SYMBOLS), CONTEXT), Proved):
        return
    for n in (1, 2, 5):
        for p in (1, 3):
            x = [draw.choice([0.0, 0.5, 2.0, 3.0]) for _ in range(n)]
            total = sum(v ** EXPONENTS[q](p) for v in x)
            low, high = (
                math.prod(
                    (total if bases[b] is None else bases[b](x)) ** EXPONENTS[e](p) for b, e in side
                )
                for side in sides
            )
            assert low <= high * (1 + 1e-9)
