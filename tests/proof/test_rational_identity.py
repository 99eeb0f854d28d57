"""Equations between rational expressions: proved by normal form, refuted by a point."""

from __future__ import annotations

import pytest

from symconv.errors import ProofError
from symconv.latex.reader import read_one
from symconv.notation import Domain, SymbolTable, functions, name, scalars, tensors
from symconv.proof import rational_identity
from symconv.proof.context import Context, Formula
from symconv.proof.sampling import Sample
from symconv.proof.verdict import Proved, Refuted, Undecided

SYMBOLS = SymbolTable.of(
    scalars(r"x y \mu \gamma \beta \nu", Domain.REAL),
    scalars(r"v \varepsilon \sigma", Domain.POSITIVE_REAL),
    scalars("M N k n", Domain.POSITIVE),
    scalars("i j", Domain.INTEGER),
    tensors("X Y", rank=1),
    tensors("w", rank=2),
    functions("f"),
)


def decide(latex, hypotheses=(), definitions=None):
    def read(text):
        return read_one(text, SYMBOLS).statement

    bodies = {name(n): Formula(read(body)) for n, body in (definitions or {}).items()}
    context = Context(SYMBOLS, bodies, tuple(map(read, hypotheses)))
    return rational_identity.decide(read(latex), context)


TRUE = {
    "binomial": (r"(x+y)^3 = x^3 + 3x^2 y + 3 x y^2 + y^3 = (y+x)(x+y)^2",),
    "common divisor": (r"\frac{x}{v} + \frac{y}{v} = \frac{x+y}{v}",),
    "square of a root": (
        r"\frac{x - \mu}{\sqrt{v+\varepsilon}} \cdot \frac{1}{\sqrt{v + \varepsilon}}"
        r" = \frac{x-\mu}{v+\varepsilon}",
    ),
    "power of a half": (r"(v+\varepsilon)^{-1/2} = \frac{1}{\sqrt{v+\varepsilon}}",),
    "cube of a root": (r"\frac{\sqrt{v}^3}{v} = \sqrt{v}",),
    "root of a quotient": (r"\sqrt{\frac{x^2 + 1}{v}} = \frac{\sqrt{(x^2 + 1) v}}{v}",),
    "root of a square": (r"\sqrt{9} x = 3 x",),
    "cancelled": (r"\frac{\sigma}{\sigma^2} = \frac{1}{\sigma}",),
    "hypothesis not equal": (r"\frac{x^2-y^2}{x-y} = x+y", (r"x \neq y",)),
    "hypothesis greater": (r"\frac{x^2-y^2}{x-y} = x+y", (r"x > y",)),
    "sizes above one": (r"\frac{M^2-1}{M-1} = M+1", (r"M \ge 2",)),
    "equation among the hypotheses": (
        r"\frac{\gamma}{\nu} = \frac{\gamma}{\sigma^2+\varepsilon}",
        (r"\nu = \sigma^2+\varepsilon",),
    ),
    "definition": (
        r"\frac{\gamma}{\nu} = \frac{\gamma}{\sigma^2+\varepsilon}",
        (),
        {r"\nu": r"\sigma^2+\varepsilon"},
    ),
    "definitions of definitions": (
        r"\nu = \gamma^2 + 2\gamma + 1",
        (),
        {r"\nu": r"\beta^2", r"\beta": r"\gamma + 1"},
    ),
    "elements": (r"X_{i} Y_{j} + X_{i+1} = Y_{j} X_{i} + X_{1+i}",),
    "elements of rank two": (r"w_{i,j} - w_{2i-i,j} = 0",),
    "function values": (r"f(x+y)^2 = f(y + x) f(x+y)",),
    "triangular numbers": (r"\frac{M(M+1)}{2} - M = \frac{M(M-1)}{2}",),
    "decimals are exact": (r"0.1 + 0.2 = 0.3",),
    "powers of two": (r"2^{M} \cdot 2^{N+1} = 2 \cdot 2^{M+N}",),
    "defining equality": (r"x := x",),
    "boxed": (r"\boxed{x + x = 2x}",),
}


@pytest.mark.parametrize("case", TRUE.values(), ids=list(TRUE))
def test_proves(case):
    """Equal quotients of polynomials, with divisors that are shown to be non-zero."""
    verdict = decide(*case)
    assert isinstance(verdict, Proved), verdict
    assert verdict.method == "rational identity"


FALSE = {
    "a missing term": (r"(x+y)^3 = x^3 + 3x^2 y + 3 x y^2",),
    "a wrong sign": (r"(x-y)^2 = x^2 + 2 x y + y^2",),
    "the second link of a chain": (r"x + x = 2x = 3x",),
    "a divisor added": (r"\frac{x}{v} + \frac{x}{\sigma} = \frac{2x}{v + \sigma}",),
    "a root of a sum": (r"\sqrt{v} + \sqrt{\sigma} = \sqrt{v} \sqrt{\sigma}",),
    "a root of a root": (r"\sqrt{v} = v",),
    "biased for unbiased": (r"\frac{x}{M} = \frac{x}{M + 1}",),
    "another element": (r"X_{i+1} = X_{i}",),
    "indices swapped": (r"w_{i,j} = w_{j,i}",),
    "another argument": (r"f(x) = f(x + 1)",),
    "an equation too many": (r"\nu = \gamma", (r"\nu = \gamma + 1",)),
    "a definition ignored": (r"\nu = \gamma", (), {r"\nu": r"\gamma + \varepsilon"}),
    "powers added": (r"2^{M} + 2^{N} = 2^{M+N}",),
}


@pytest.mark.parametrize("case", FALSE.values(), ids=list(FALSE))
def test_refutes(case):
    """Different quotients of polynomials, with a point where they differ."""
    verdict = decide(*case)
    assert isinstance(verdict, Refuted), verdict
    assert verdict.counterexample


UNDECIDED = {
    "a divisor that may be 0": (r"\frac{x^2-y^2}{x-y} = x+y", "x - y is not shown to be non-zero"),
    "sizes that may be one": (r"\frac{M^2-1}{M-1} = M+1", "M - 1 is not shown to be non-zero"),
    "a root that may be imaginary": (r"\sqrt{x}^2 = x", "not shown to be non-negative"),
    "a floor": (r"\lfloor x \rfloor = \lfloor x \rfloor", "Fence is not rational"),
    "a maximum": (r"\max(x, y) = \max(x, y)", "Apply is not rational"),
    "an inequality": (r"x \le x", "not a chain of equations"),
    "a sum": (r"\sum_{i=1}^{n} X_{i} = \sum_{i=1}^{n} X_{i}", "Big is not scalar arithmetic"),
    "a bare tensor": (r"X = X", "X is not a declared scalar"),
    "zero to the zero": (r"x^0 = 1", "exponent 0"),
    "a symbolic power of any base": (r"x^{n} = x^{n}", "the base x is not shown to be non-zero"),
    "an exponent that is a third": (r"v^{1/3} = v^{1/3}", "not an integer"),
}


@pytest.mark.parametrize("case", UNDECIDED.values(), ids=list(UNDECIDED))
def test_says_why_it_cannot_decide(case):
    """Undecided carries the reason."""
    latex, reason = case
    verdict = decide(latex)
    assert isinstance(verdict, Undecided), verdict
    assert reason in verdict.reasons[0]


def test_equal_wherever_the_hypotheses_hold_is_not_refuted():
    """The sides differ as polynomials, but at no point where the hypothesis holds."""
    assert isinstance(decide("x = 0", (r"x^2 = 0",)), Undecided)


def test_a_point_that_contradicts_a_proof_is_an_error(monkeypatch):
    """A disagreement between the normal form and a point is never signed."""
    monkeypatch.setattr(
        rational_identity, "counterexample", lambda *_, **__: Sample({"x": "1"}, admissible=1)
    )
    with pytest.raises(ProofError, match="procedures disagree"):
        decide("x + x = 2 x")
