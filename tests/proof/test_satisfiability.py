"""Hypotheses are met by a point, or no point is found."""

import pytest

from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.proof.author import define, statement
from symconv.proof.context import Context
from symconv.proof.satisfiability import can_be_met
from symconv.theorems.pool_gradients import free

SYMBOLS = SymbolTable.of(
    scalars("m n", Domain.POSITIVE),
    scalars("i j", Domain.INTEGER),
    tensors("t", rank=2),
    tensors(r"\tau", rank=1),
    tensors("q", rank=1, domain=Domain.POSITIVE_REAL),
)
ROW, SUM = r"0 \le i < m", r"\sum_{j=0}^{n-1} t_{i,j}"
MET = {
    "a row that adds up": (ROW, "n = 3", f"{SUM} = 1"),
    "the same through a definition": (ROW, "n = 3", r"\tau_{i} = 1"),
    "an unlikely sum": (ROW, "n = 2", rf"{SUM} = \frac{{123}}{{457}}"),
    "two entries": ("m = 2", "n = 2", "t_{0,0} = 5", "t_{1,1} = 7 t_{0,0}"),
    "weights": (ROW, "n = 2", r"\sum_{j=0}^{n-1} \left(j + 2\right) t_{i,j} = 19"),
}
NEVER = {
    "two sums at once": (ROW, "n = 3", f"{SUM} = 1", r"\tau_{i} = 2"),
    "an empty row": (ROW, "n = 3", r"\sum_{j=3}^{n-1} t_{i,j} = 1"),
    "a sum of nothing but zeros": (ROW, "n = 3", r"\sum_{j=0}^{n-1} t_{i,j+3} = 1"),
    "a square": (ROW, "n = 1", "t_{i,0}^{2} = -1"),
    "a positive array": ("m = 1", "q_{0} = -1"),
    "sizes apart": (ROW, "n = 3", "n = 4", f"{SUM} = 1"),
}


def met(*hypotheses) -> bool:
    """Whether a point was found."""
    definitions = [
        free("t", ["m", "n"], "given", SYMBOLS),
        free("q", ["m"], "given", SYMBOLS),
        define(rf"\tau_{{i}} := {SUM}", "sums of rows", SYMBOLS, shape=["m"]),
    ]
    known = tuple(statement(h, SYMBOLS) for h in hypotheses)
    return can_be_met(known, Context(SYMBOLS, {d.name: d.definition for d in definitions}, known))


@pytest.mark.parametrize("hypotheses", MET)
def test_entries_are_computed_from_the_others(hypotheses) -> None:
    """So that the equation holds."""
    assert met(*MET[hypotheses])


@pytest.mark.parametrize("hypotheses", NEVER)
def test_what_contradicts_itself_is_not_met(hypotheses) -> None:
    """Whatever the entries are."""
    assert not met(*NEVER[hypotheses])


def test_nothing_is_met() -> None:
    """A derivation need not assume anything."""
    assert met()
