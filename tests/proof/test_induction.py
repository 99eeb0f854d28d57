"""Induction: what it shows, what it must not show, and random closed forms against numbers."""

from fractions import Fraction
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.proof.author import define, statement
from symconv.proof.context import Context
from symconv.proof.induction import decide
from symconv.proof.prove import decide as decide_by_any
from symconv.proof.verdict import Proved, Refuted

TABLE = SymbolTable.of(
    scalars(r"\theta c N"),
    scalars("t", Domain.NATURAL),
    scalars("d L n", Domain.POSITIVE),
    scalars("i l", Domain.INTEGER),
)


def context(*hypotheses: str, defined: str = "") -> Context:
    definitions = {}
    if defined:
        line = define(defined, "", TABLE)
        definitions = {line.name: line.definition}
    return Context(TABLE, definitions, tuple(statement(h, TABLE) for h in hypotheses))


TRUE = [
    (r"\prod_{i=1}^{d} 2 = 2^{d}", ()),
    (r"\prod_{l=1}^{L} 2^{d} = 2^{L d}", ()),
    (r"\prod_{l=1}^{t} n = n^{t}", ()),
    (r"\prod_{i=2}^{d} 2 = 2^{d - 1}", ()),
    (r"\prod_{i=1}^{d} \frac{i + 1}{i} = d + 1", ()),
    (r"\prod_{i=1}^{d} 2 = \prod_{i=1}^{d} 2 + 0 \cdot d", ()),
    (r"2^{d} \ge d + 1", ()),
    (r"\left(1 + \theta\right)^{t} \ge 1 + t \theta", (r"\theta > 0",)),
]


@pytest.mark.parametrize(("line", "hypotheses"), TRUE)
def test_true_lines_are_shown(line: str, hypotheses: tuple[str, ...]) -> None:
    """By the first case and the step."""
    assert isinstance(decide(statement(line, TABLE), context(*hypotheses)), Proved)


def test_a_defined_name_is_put_in() -> None:
    """The definition is unfolded before the induction."""
    assumed = context(defined=r"N := \prod_{i=1}^{d} 2")
    assert isinstance(decide(statement("N = 2^{d}", TABLE), assumed), Proved)
    assert isinstance(decide_by_any(statement("N = 2^{d + 1}", TABLE), assumed), Refuted)


FALSE = [
    r"\prod_{i=1}^{d} 2 = 2^{d + 1}",
    r"\prod_{i=1}^{d} 2 = 2 d",
    r"\prod_{i=2}^{d} 2 = 2^{d}",
    r"\prod_{i=3}^{d} 2 = 2^{d - 2}",
    r"\prod_{i=1}^{d} d = d^{d} + d - d",
    r"\prod_{l=1}^{L} 2^{d} = 2^{L + d}",
    r"\prod_{i=1}^{t} \frac{i + 1}{i} = t",
    r"2^{d} \ge d + 2",
    r"2^{d} \le 2 d",
    r"\left(1 + \theta\right)^{t} \ge 1 + t \theta",
    r"c^{d} \ge 0",
    r"\prod_{i=1}^{n} \frac{n}{n + 1} = \frac{1}{2 n}",
]


@pytest.mark.parametrize("line", FALSE)
def test_other_lines_are_not_shown(line: str) -> None:
    """False lines, and true ones whose step would need more than is assumed."""
    assert not isinstance(decide(statement(line, TABLE), context()), Proved)


def test_a_hypothesis_about_the_number_does_not_enter_the_step() -> None:
    """What holds of d alone may not be used for d + 1: 2^d <= 2 holds for d = 1 only."""
    line = statement(r"2^{d} \cdot 2^{d} \le 4", TABLE)
    assert not isinstance(decide(line, context("d = 1")), Proved)
    late = statement(r"2^{d} \ge 10 d - 8", TABLE)  # true at 1, and from d on to d + 1 if d >= 2
    assert not isinstance(decide(late, context(r"d \ge 2")), Proved)
    contradiction = statement(r"\prod_{i=1}^{d} 2 = 2", TABLE)
    assert not isinstance(decide(contradiction, context(r"d \le 1")), Proved)


def test_an_index_that_is_also_the_number_is_refused() -> None:
    """The product over d from 1 to d binds its own end."""
    line = statement(r"\prod_{d=1}^{d} 2 = 2^{d}", TABLE)
    assert not isinstance(decide(line, context()), Proved)


@given(st.integers(1, 3), st.integers(1, 4), st.integers(-2, 3), st.integers(1, 3))
def test_a_closed_form_is_shown_only_if_it_is_right(
    low: int, base: int, shift: int, factor: int
) -> None:
    """Products of a constant from 1, 2 or 3 on, against plain multiplication."""
    line = rf"\prod_{{i={low}}}^{{d}} {base} = {factor} \cdot {base}^{{d - {low - 1} + {shift}}}"
    found = decide(statement(line, TABLE), context())
    true = all(
        prod([base] * max(0, d - low + 1)) == factor * Fraction(base) ** (d - low + 1 + shift)
        for d in range(1, 7)
    )
    assert not isinstance(found, Proved) or true
    if low <= 2 and true:
        assert isinstance(found, Proved)


def test_an_exponent_that_is_an_element_of_a_tensor_is_left_alone() -> None:
    """k_i is not one number to run over."""
    table = TABLE.extended(tensors("k", rank=1, domain=Domain.POSITIVE))
    line = statement(r"2^{k_{i}} \ge k_{i} + 1", table)
    assert not isinstance(decide(line, Context(table)), Proved)
