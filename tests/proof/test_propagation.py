"""What hypotheses of the form "if A then B" give, and what they must not give."""

from __future__ import annotations

import pytest

from symconv.latex.reader import read_one
from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.proof import integer_arithmetic
from symconv.proof.context import Context
from symconv.proof.hypotheses import without_sums
from symconv.proof.prove import decide as decide_all
from symconv.proof.verdict import Proved, Refuted, Undecided

TABLE = SymbolTable.of(
    scalars("n i m", Domain.INTEGER),
    scalars("L M", Domain.POSITIVE),
    scalars("q r x", Domain.REAL),
    tensors("y z", rank=1),
)
REGIONS = (
    r"n < 0 \implies y_{n} = 0",
    r"0 \le n \le L - 1 \implies y_{n} = n + 1",
    r"L \le n \le L + M \implies y_{n} = L",
    r"n > L + M \implies y_{n} = 0",
)


def read(latex):
    """Read a statement."""
    return read_one(latex, TABLE).statement


def decide(latex, hypotheses=()):
    """Decide by arithmetic alone."""
    return integer_arithmetic.decide(read(latex), Context(TABLE, {}, tuple(map(read, hypotheses))))


@pytest.mark.parametrize(
    "claim",
    [
        r"n < 0 \implies y_{n} \le 0",
        r"y_{n} = \begin{cases} n + 1 & 0 \le n \le L - 1 \\ L & L \le n \le L + M \\ "
        r"0 & \text{otherwise} \end{cases}",
        r"0 \le y_{n} \le L",
        r"n = L \implies y_{n} = n",
    ],
)
def test_regions_are_put_together(claim):
    """Four implications, of which each place makes one speak."""
    assert isinstance(decide(claim, REGIONS), Proved)


@pytest.mark.parametrize(
    ("claim", "hypotheses"),
    [
        (r"y_{n} = L", REGIONS),
        (r"n \le L \implies y_{n} = n + 1", REGIONS),
        (r"n \ge 0 \implies y_{n} \ge 1", REGIONS),
        (r"y_{n} = n", (r"q \ne 0 \implies y_{n} = n", r"r \ne 0 \implies y_{n} = n")),
        (r"y_{n} = n", (r"q = 0 \implies y_{n} = n", r"q = 1 \implies y_{n} = n", r"q \ge 0")),
        (r"q = 1", (r"n > 0 \implies q = 1", r"n > 1 \implies q = 1")),
        (r"r = 0", (r"q = 0 \vee r = 0", r"r = 0 \vee n = 0")),
    ],
)
def test_what_does_not_follow_is_not_proved(claim, hypotheses):
    """Conditions that are not known to hold may be false."""
    assert not isinstance(decide(claim, hypotheses), Proved)


@pytest.mark.parametrize(
    "claim",
    [
        r"q \ne 0 \implies q^{n} > 0",
        r"q \ne 0 \implies q^{n} \ge 1",
        r"q \ne 0 \wedge n \ge 0 \implies q^{n} \ge 0",
        r"r^{n} = 1",
        r"q \ne 0 \implies q^{n} = q^{n + 1}",
    ],
)
def test_a_power_of_a_base_of_either_sign_is_not_positive(claim):
    """(-1)^n is not."""
    assert not isinstance(decide(claim), Proved)


@pytest.mark.parametrize(
    "claim",
    [
        r"q \ne 0 \implies q^{n + 2} = q^{2} q^{n}",
        r"q \ne 0 \implies \frac{q^{n}}{q^{n}} = 1",
        r"q \ne 0 \wedge q \ne 1 \implies \frac{q (q - 1)}{q (q - 1)} = 1",
        r"x = 1 \implies x^{n} = 1",
        r"q < 0 \implies q^{n} q^{-n} = 1",
    ],
)
def test_powers_of_a_base_that_is_not_zero(claim):
    """Exponents are added, and every power is a divisor."""
    assert isinstance(decide(claim), Proved)


@pytest.mark.parametrize("known", [r"q \ne 0", r"q \ne 1"])
def test_a_product_needs_every_factor_to_be_other_than_zero(known):
    """Of q (q - 1) one factor alone is known."""
    verdict = decide(rf"{known} \implies \frac{{q (q - 1)}}{{q (q - 1)}} = 1")
    assert isinstance(verdict, Undecided)
    assert "not shown to be non-zero" in verdict.reasons[0]


def test_sums_are_left_out_of_equations_alone():
    """From a = sum = c follows a = c; from a <= sum <= c nothing that is kept."""
    chain = r"y_{n} = \sum_{i=0}^{n} i = z_{n}"
    assert without_sums(read(chain)) == read("y_{n} = z_{n}")
    assert without_sums(read(rf"n < 0 \implies {chain}")) == read(r"n < 0 \implies y_{n} = z_{n}")
    for kept in (
        r"y_{n} \le \sum_{i=0}^{n} i \le z_{n}",
        r"y_{n} = \sum_{i=0}^{n} i",
        r"y_{n} = z_{n}",
        rf"{chain} \implies n = 0",
    ):
        assert without_sums(read(kept)) == read(kept)


def test_a_hypothesis_with_a_sum_is_used_under_its_condition():
    """Not without it, and not backwards."""
    given = (r"n \ge 0 \implies y_{n} = \sum_{i=0}^{n} i = z_{n}",)
    assert isinstance(decide(r"n \ge 0 \implies y_{n} = z_{n}", given), Proved)
    assert not isinstance(decide("y_{n} = z_{n}", given), Proved)


def test_what_was_stated_before_needs_no_procedure():
    """Word for word; anything else is decided as usual."""
    stated = read(r"\sum_{i=0}^{m} y_{i} = x")
    context = Context(TABLE, {}, (stated,))
    assert decide_all(stated, context) == Proved("stated before")
    other = decide_all(read(r"\sum_{i=0}^{m} z_{i} = x"), context)
    assert isinstance(other, Undecided | Refuted)
