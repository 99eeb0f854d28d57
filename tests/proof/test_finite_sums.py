"""Sums of symbolic length: true statements are proved, slips are refuted or stay undecided."""
# ruff: noqa: E501  (one statement of the dialect per line)

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from symconv.algebra.index_terms import plus
from symconv.algebra.named_polynomial import Polynomial, times
from symconv.algebra.sequences.antidifference import Quotient
from symconv.algebra.sequences.exponential_polynomial import number
from symconv.latex.reader import read_one
from symconv.latex.tree import Chain, Indexed, Symbol
from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.proof import finite_sums
from symconv.proof.context import Context, Formula
from symconv.proof.sums import telescoping
from symconv.proof.sums.trees import closed_form
from symconv.proof.verdict import Proved, Refuted, Undecided

TABLE = SymbolTable.of(
    scalars("n i j k m N", Domain.INTEGER),
    scalars("L M", Domain.POSITIVE),
    scalars("r s", Domain.POSITIVE_REAL),
    scalars("q", Domain.REAL),
    tensors("x h y z", rank=1),
)
BOX = r"x_{n} := \left[0 \le n \le L - 1\right]"
GEOMETRIC = r"h_{n} := \left[0 \le n\right] r^{n}"
CONVOLUTION = r"y_{n} := \sum_{i=-\infty}^{\infty} x_{n - i} h_{i}"
SIGNALS = (BOX, GEOMETRIC, CONVOLUTION)


def formula(latex):
    """Read a sequence that is defined for every integer."""
    match read_one(latex, TABLE).statement:
        case Chain((Indexed(Symbol(name), indices), body), (":=",)):
            return name, Formula(body, tuple(i.name for i in indices))
    raise AssertionError(latex)


def decide(latex, definitions=(), hypotheses=()):
    """Decide one line under definitions and hypotheses, all as LaTeX."""
    assumed = tuple(read_one(h, TABLE).statement for h in hypotheses)
    context = Context(TABLE, dict(map(formula, definitions)), assumed)
    return finite_sums.decide(read_one(latex, TABLE).statement, context)


TRUE = {
    "geometric": (r"0 \le n \wedge r \ne 1 \implies \sum_{i=0}^{n} r^{i} = \frac{1 - r^{n+1}}{1-r}",),
    "empty at the edge": (r"r \ne 1 \implies \sum_{i=n}^{n-1} r^{i} = 0",),
    "ratio one": (r"0 \le n \wedge r = 1 \implies \sum_{i=0}^{n} r^{i} = n + 1",),
    "ratio of either sign": (
        r"0 \le n \wedge q \ne 0 \wedge q \ne 1 \implies \sum_{i=0}^{n} q^{i} = \frac{q^{n+1} - 1}{q - 1}",
    ),
    "negative number": (
        r"0 \le n \implies \sum_{i=0}^{n} \left(-2\right)^{i} = \frac{1 - (-2)^{n+1}}{3}",
    ),
    "two ratios": (
        r"0 \le n \wedge r \ne s \implies \sum_{i=0}^{n} r^{i} s^{n-i} = \frac{r^{n+1} - s^{n+1}}{r-s}",
    ),
    "equal ratios": (r"0 \le n \wedge r = s \implies \sum_{i=0}^{n} r^{i} s^{n-i} = (n+1) r^{n}",),
    "squares": (r"0 \le n \implies \sum_{i=1}^{n} i^{2} = \frac{n (n+1) (2 n+1)}{6}",),
    "ramp": (
        r"0 \le n \wedge r \ne 1 \implies \sum_{i=0}^{n} i r^{n-i} = \frac{r^{n+1} - (n+1) r + n}{(1-r)^{2}}",
    ),
    "two sums, reversed": (r"0 \le n \implies \sum_{i=0}^{n} i = \sum_{j=0}^{n} (n - j)",),
    "before both signals": (r"n < 0 \implies y_{n} = 0", SIGNALS),
    "sliding in": (r"0 \le n \le L - 1 \implies y_{n} = \sum_{i=0}^{n} r^{i}", SIGNALS),
    "inside": (r"n \ge L \implies y_{n} = \sum_{i=n-L+1}^{n} r^{i}", SIGNALS),
    "a cut that is far enough": (
        r"0 \le n \le M \implies y_{n} = \sum_{i=-M}^{M} x_{n-i} h_{i}", SIGNALS,
    ),
    "one term": (r"\sum_{i=n-3}^{n-3} r^{i} z_{i} = r^{n-3} z_{n-3}",),
    "factors in reverse order": (
        r"0 \le n \implies \sum_{i=0}^{n} z_{i} x_{n-i} = \sum_{i=0}^{n} x_{i} z_{n-i}", (BOX,),
    ),
    "the same terms for ever": (
        r"\sum_{i=-\infty}^{\infty} z_{i} x_{n-i} = \sum_{j=-\infty}^{\infty} x_{n-j} z_{j}",
    ),
    "a hypothesis that bounds": (r"\sum_{i=0}^{n} 1 = n + 1", (), (r"n \ge 0",)),
}  # fmt: skip


@pytest.mark.parametrize("case", TRUE.values(), ids=list(TRUE))
def test_proves(case):
    """For all sizes, ratios and places that the line allows."""
    verdict = decide(*case)
    assert isinstance(verdict, Proved), verdict


SLIPS = {
    "one power short": (r"0 \le n \wedge r \ne 1 \implies \sum_{i=0}^{n} r^{i} = \frac{1 - r^{n}}{1-r}",),
    "no lower bound of n": (r"r \ne 1 \implies \sum_{i=0}^{n} r^{i} = \frac{1 - r^{n+1}}{1-r}",),
    "range below": (r"n \ge -2 \implies \sum_{i=0}^{n} 1 = n + 1",),
    "terms exchanged": (r"0 \le n \implies \sum_{i=0}^{n} i r^{i} = \sum_{i=0}^{n} (n - i) r^{i}",),
    "reversed with a slip": (
        r"0 \le n \implies \sum_{i=0}^{n} z_{i} h_{n-i} = \sum_{i=0}^{n} h_{i} z_{n-i-1}",
    ),
    "one term more": (r"0 \le n \implies \sum_{i=0}^{n} i = \sum_{i=0}^{n + 1} i",),
    "one term of value 0 too few is fine, two are not": (
        r"1 \le n \implies \sum_{i=0}^{n} i = \sum_{i=2}^{n} i",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SLIPS.values(), ids=list(SLIPS))
def test_refutes_with_a_point(case):
    """A slip is false somewhere, and the point is named."""
    verdict = decide(*case)
    assert isinstance(verdict, Refuted), verdict
    assert verdict.counterexample


OPEN = {
    "ratio one not excluded": (
        r"0 \le n \implies \sum_{i=0}^{n} r^{i} = \frac{1 - r^{n+1}}{1-r}", (), "not shown to be non-zero",
    ),
    "a ratio that may be 0": (
        r"0 \le n \wedge q \ne 1 \implies \sum_{i=0}^{n} q^{i} = \frac{1 - q^{n+1}}{1-q}", (), "non-zero",
    ),
    "one term of the signal missed": (
        r"n \ge L \implies y_{n} = \sum_{i=n-L+2}^{n} r^{i}", SIGNALS, "no certificate",
    ),
    "one term too many": (r"n \ge L \implies y_{n} = \sum_{i=n-L}^{n} r^{i}", SIGNALS, "no certificate"),
    "a zero before its time": (r"n \le 0 \implies y_{n} = 0", SIGNALS, ""),
    "a cut too early": (
        r"0 \le n \le M + 1 \implies y_{n} = \sum_{i=0}^{M} r^{i}", SIGNALS, "",
    ),
    "a sum that need not exist": (
        r"\sum_{i=-\infty}^{\infty} z_{i} = \sum_{i=-\infty}^{\infty} z_{i + 1}", (), "",
    ),
    "a limit between integers": (
        r"0 \le n \implies \sum_{i=\frac{1}{2}}^{n} 1 = n + \frac{1}{2}", (), "",
    ),
    "a limit that may be no integer": (
        r"0 \le q \implies \sum_{i=0}^{q} 1 = q + 1", (), "",
    ),
    "one term at no integer": (r"\sum_{i=q}^{q} i = q", (), ""),
    "reversed about no integer": (
        r"\sum_{i=0}^{\frac{1}{2}} z_{i} = \sum_{i=0}^{\frac{1}{2}} z_{\frac{1}{2} - i}", (), "",
    ),
    "an index used beside its sum": (r"0 \le n \implies i + \sum_{i=0}^{n} 1 = i + n + 1", (), "beside"),
    "an index that is declared real": (
        r"\sum_{q=0}^{L} q = \frac{L (L + 1)}{2}", (), "q is not an integer",
    ),
    "sums in sums": (r"0 \le n \implies \sum_{i=0}^{n} \sum_{j=0}^{i} 1 = \frac{(n+1)(n+2)}{2}", (), "big"),
    "no sum at all": (r"n = n", (), "no sum"),
}  # fmt: skip


@pytest.mark.parametrize(("latex", "definitions", "why"), OPEN.values(), ids=list(OPEN))
def test_leaves_open_what_it_cannot_show(latex, definitions, why):
    """Undecided, with the reason; above all not proved."""
    verdict = decide(latex, definitions)
    assert isinstance(verdict, Undecided), verdict
    assert why in verdict.reasons[0]


CAPTURES = {
    "a hypothesis about another i": (r"\sum_{i=0}^{L} x_{i} = L + 1", (), (r"x_{i} = 1", r"i = 1")),
    "a hypothesis that fixes i": (r"\sum_{i=0}^{L} i^{2} = L + 1", (), (r"i^{2} = 1",)),
    "a definition that uses a free i": (
        r"\sum_{i=0}^{L} x_{i} = \sum_{i=0}^{L} i", (r"x_{n} := i + 0 n",), (),
    ),
    "a hypothesis that would be put in": (r"\sum_{i=0}^{L} i^{2} = L + 1", (), (r"i = 1",)),
    "a condition that would be put in": (r"i = 1 \implies \sum_{i=0}^{L} i^{2} = L + 1", (), ()),
    "terms compared at another i": (r"\sum_{i=0}^{L} i^{2} = \sum_{i=0}^{L} i", (), (r"i = 1",)),
    "terms compared under a condition": (
        r"i = 1 \implies \sum_{i=0}^{L} i^{2} = \sum_{i=0}^{L} i", (), (),
    ),
    "an index in its own limit": (r"\sum_{i=0}^{i} 1 = \sum_{i=0}^{i + 5} 1", (), ()),
    "the index of the other sum": (r"\sum_{i=0}^{L} i = \sum_{j=0}^{L} i", (), ()),
    "a free index of a definition's sum": (
        r"x_{i} = \frac{L (L + 1)}{2}", (r"x_{n} := \sum_{i=0}^{L} n",), (),
    ),
    "the same, one definition deeper": (
        r"\sum_{i=0}^{L} y_{i} = \sum_{i=0}^{L} i", (r"x_{n} := i + 0 n", r"y_{n} := x_{n}"), (),
    ),
    "an index that a definition binds": (
        r"\sum_{i=0}^{L} x_{i} = \sum_{i=0}^{L} (L + 1) i", (r"x_{n} := \sum_{i=0}^{L} n",), (),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("latex", "definitions", "given"), CAPTURES.values(), ids=list(CAPTURES))
def test_a_bound_index_is_no_other_thing_of_its_name(latex, definitions, given):
    """None of these lines follows, though each would if the bound i were the free one."""
    assert not isinstance(decide(latex, definitions, given), Proved)


def test_an_element_outside_a_tensor_is_zero():
    """A formula with sizes does not hold beyond them: x has L ones, not L + 1."""
    x, body = formula(r"x_{n} := 1 + 0 n")
    (size,) = (read_one("L", TABLE).statement,)
    sized = Context(TABLE, {x: Formula(body.body, body.parameters, (size,))})
    line = read_one(r"\sum_{i=0}^{L} x_{i} = L + 1", TABLE).statement
    assert not isinstance(finite_sums.decide(line, sized), Proved)


def test_nothing_depends_on_the_proposed_antidifference(monkeypatch):
    """A wrong G loses the proof; it never makes a wrong one."""
    i = Polynomial({("i",): 1})
    for wrong in ((), (Quotient(number(i)),), (Quotient(number(plus(times(i, i), 7))),)):
        monkeypatch.setattr(telescoping, "antidifference", lambda *_, w=wrong: w)
        total = closed_form(wrong)
        for claim in (r"\frac{n (n + 1)}{2}", "0", "n + 1", r"n^{2} + 2 n + 1"):
            verdict = decide(rf"0 \le n \implies \sum_{{i=0}}^{{n}} i = {claim}")
            assert not isinstance(verdict, Proved), (total, claim)


def test_a_sum_is_proved_exactly_with_its_own_coefficients():
    """Random closed forms by hand: sum of (a + b i) 2^i, and the same with one number changed."""
    source = random.Random(3)
    for _ in range(12):
        a, b, ratio = source.randint(-3, 3), source.choice((-2, -1, 1, 2)), source.choice((2, 3))
        first = source.randint(-2, 2)
        values = [Fraction(0)]
        for i in range(first, first + 3):
            values.append(values[-1] + (a + b * i) * Fraction(ratio) ** i)
        # closed form (c + d n) ratio^(n+1) + e, fitted at three empty-or-longer ranges
        d = Fraction(b, ratio - 1)
        c = Fraction(a, ratio - 1) - Fraction(b, (ratio - 1) ** 2)
        e = -(c + d * (first - 1)) * Fraction(ratio) ** first
        for k, value in enumerate(values):
            n = first - 1 + k
            assert value == (c + d * n) * Fraction(ratio) ** (n + 1) + e
        line = (
            rf"n \ge {first} - 1 \implies \sum_{{i={first}}}^{{n}} \left({a} + {b} i\right) {ratio}^{{i}}"
            rf" = \left({_tex(c)} + {_tex(d)} n\right) {ratio}^{{n + 1}} + {_tex(e)}"
        )
        line = line.replace("+ -", "- ")
        assert isinstance(decide(line), Proved), line
        assert isinstance(decide(line + " + 1"), Refuted), line


def _tex(value):
    sign = "-" if value < 0 else ""
    return rf"{sign}\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"


def test_an_exact_point_that_contradicts_a_proof_is_an_error(monkeypatch):
    """The second opinion cannot sign, but it can object."""
    from symconv.errors import ProofError
    from symconv.proof.sampling import Sample

    monkeypatch.setattr(
        finite_sums, "counterexample", lambda *_, **__: Sample({"n": "1"}, admissible=1)
    )
    with pytest.raises(ProofError, match="procedures disagree: shown by sums term by term"):
        decide(r"0 \le n \implies \sum_{i=0}^{n} 1 = n + 1")
