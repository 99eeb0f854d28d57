"""What integer arithmetic leaves undecided, says about hypotheses, and refuses to sign."""

from __future__ import annotations

import re
import time

import pytest

from symconv.errors import ProofError
from symconv.latex.tree import Chain, Leading, Matrix, Symbol, Text
from symconv.notation import name
from symconv.proof import integer_arithmetic
from symconv.proof.context import Context, Formula
from symconv.proof.sampling import Sample
from symconv.proof.verdict import Proved, Refuted, Undecided

UNDECIDED = {
    "a divisor that may be 0": (r"\frac{n}{n-1} (n-1) = n", "n - 1 is not shown to be non-zero"),
    "a divisor of a floor that may be 0": (r"\lfloor n/z \rfloor \le n", "z is not shown"),
    "a modulus that may be negative": (r"n \bmod z < z", "the modulus z is not shown"),
    "a difference of equal reals": (r"\frac{u^2 - v^2}{u - v} = u + v", "not shown to be non-zero"),
    "a root that may be imaginary": (r"\sqrt{u} \sqrt{u} = u", "not shown to be non-negative"),
    "an element outside a tensor of positive numbers is 0": (r"Y_{i} \ge 1", "no certificate"),
    "a bracket around a division by 0": (
        r"[\frac{p}{p} < q] = 3 + 2p \Rightarrow n = m",
        "p is not shown to be non-zero",
    ),
    "a sum": (r"\sum_{i=1}^{n} i = \frac{n(n+1)}{2}", "Big is not scalar arithmetic"),
    "an equivalence modulo n": (r"z \equiv y", "relation '==' is not decided"),
    "an approximation": (r"z \approx y", "relation '~' is not decided"),
    "divisibility of reals": (r"n \mid u", "about integers"),
    "a set of tuples": (r"u \in \{i, z, \dots, n\}", "does not rise in steps of 1"),
    "a huge power": (r"(u+v+n+s+a+c+d+k)^{32} = 0", "terms|too large"),
    "too many residues": (
        r"\lfloor \frac{n^7 - n}{42} \rfloor = \frac{n^7 - n}{42}",
        "no counterexample",
    ),
}


@pytest.mark.parametrize("case", UNDECIDED.values(), ids=list(UNDECIDED))
def test_says_why_it_cannot_decide(decide, case):
    """Undecided carries the reason."""
    latex, reason = case
    verdict = decide(latex)
    assert isinstance(verdict, Undecided), verdict
    assert re.search(reason, verdict.reasons[0]), verdict


@pytest.mark.parametrize(
    "statement",
    [
        Symbol(name("n")),
        Text("words"),
        Leading("=", Symbol(name("n"))),
        Matrix(((Symbol(name("n")),),)),
        Chain((Symbol(name("X")), Symbol(name("X"))), ("=",)),
        Chain((Symbol(name("N")), Symbol(name("N"))), ("=",)),
    ],
    ids=["a bare name", "words", "a row", "a matrix", "a bare tensor", "an undeclared name"],
)
def test_never_raises_for_what_it_does_not_handle(sizes_context, statement):
    """Anything else is left to the other procedures."""
    assert isinstance(integer_arithmetic.decide(statement, sizes_context()), Undecided)


def test_definitions_in_a_circle_are_undecided(sizes, sizes_context):
    """A circle of definitions ends with a reason."""
    definitions = {"a": "c + 1", "c": "a - 1"}
    verdict = integer_arithmetic.decide(sizes("a = c + 1"), sizes_context((), definitions))
    assert isinstance(verdict, Undecided)
    assert "circle" in verdict.reasons[0]


def test_a_bound_index_that_a_definition_uses_is_undecided(decide):
    """Unfolding must not catch the index of a quantifier."""
    verdict = decide(r"\forall i \in \{0, \dots, n\} : m \ge i", (), {"m": "n + i"})
    assert isinstance(verdict, Undecided)
    assert "bound index" in verdict.reasons[0]


def test_a_case_distinction_must_not_leave_cases_out(decide):
    """Without "otherwise" the conditions must be exhaustive."""
    partial = r"\begin{cases} n & \text{if } n \ge 2 \\ 1 & \text{if } n < %s \end{cases} = n"
    assert isinstance(decide(partial % "2"), Proved)
    assert not isinstance(decide(partial % "1"), Proved)


def test_hypotheses_are_used_and_foreign_ones_left_out(decide):
    """A hypothesis about matrices or sums does no harm; a needed one is needed."""
    claim = r"\lfloor (s n + i)/s \rfloor = n"
    foreign = r"\sum_{j=1}^{n} X_{j} = 0"
    needed = r"i \in \{0, \dots, s-1\}"
    assert isinstance(decide(claim, (foreign, needed)), Proved)
    assert not isinstance(decide(claim, (foreign,)), Proved)


def test_a_counterexample_satisfies_hypotheses_behind_definitions(decide):
    """The claim names m alone; the hypothesis speaks of n, from which m is defined."""
    assert isinstance(decide("m = 4", ("n = 3",), {"m": "n + 1"}), Proved)
    verdict = decide("m^2 = 3 m", (r"n \ge 3",), {"m": "n + 1"})
    assert isinstance(verdict, Refuted)
    assert verdict.counterexample == {"n": "3"}


def test_hypotheses_in_any_order(decide):
    """A divisor in the first hypothesis may be positive because of the second."""
    hypotheses = (r"\frac{n}{z} = m", r"z \ge 1")
    assert isinstance(decide("n = m z", hypotheses), Proved)
    assert isinstance(decide("n = m z", hypotheses[::-1]), Proved)


def test_hypotheses_that_contradict_each_other_are_mentioned(decide):
    """A claim that holds for want of admissible sizes says so."""
    verdict = decide("n = 7", (r"n \ge 3", r"n \le 2"))
    assert isinstance(verdict, Proved)
    assert "no sampled point satisfies the hypotheses" in verdict.evidence


def test_a_definition_hides_no_domain(sizes):
    """A defined name has the value of its body, even where its declared domain says otherwise."""
    from symconv.notation import Domain, SymbolTable, scalars

    symbols = SymbolTable.of(scalars("m n", Domain.POSITIVE))
    context = Context(symbols, {name("m"): Formula(sizes("n - 1"))})
    verdict = integer_arithmetic.decide(sizes(r"m \ge 1"), context)
    assert isinstance(verdict, Refuted)
    assert verdict.counterexample == {"n": "1"}


def test_a_point_that_contradicts_a_proof_is_an_error(decide, monkeypatch):
    """Before it signs, the procedure looks at points; a disagreement is never signed."""
    monkeypatch.setattr(
        integer_arithmetic, "counterexample", lambda *_, **__: Sample({"n": "1"}, admissible=1)
    )
    with pytest.raises(ProofError, match="procedures disagree"):
        decide("n + 1 > n")


@pytest.mark.parametrize(
    "latex",
    [
        r"\lfloor n/s \rfloor \lfloor m/a \rfloor = \lfloor (n m)/(s a) \rfloor + |i| - |j|",
        r"\max(i, j, z, y, w) + \min(i, j, z, y, w) \ge \max(C, r, n, s) + \max(a, c, d)",
        r"(u^2 + v^2 + u v + \varepsilon)^4 \ge \frac{u^3 v^3}{\varepsilon}",
        r"n^3 \bmod 7 \in \{0, 1, 6\}",
    ],
)
def test_the_work_is_bounded(decide, latex):
    """Hard statements end, proved or not, in seconds."""
    start = time.process_time()
    decide(latex)
    assert time.process_time() - start < 8


def test_evidence_shows_the_division(decide):
    """The line under a proof says which division was made and how the claim closed."""
    verdict = decide(r"(W + 2P - k) \bmod S \le S - 1")
    assert verdict.method == "division with remainder"
    assert verdict.evidence.startswith("2 P + W - k = S Q1 + R1 with 0 <= R1 < S; ")
    assert "certificate" in verdict.evidence
