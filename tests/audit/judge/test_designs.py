"""Units and networks that an answer designs: read, run, and mended by one number."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from itertools import product

import pytest

from symconv import check
from symconv.audit.finding import Finding
from symconv.audit.judge.designs.design import Design, Unit
from symconv.audit.judge.designs.gates import gate_name
from symconv.audit.judge.designs.mending import mends
from symconv.audit.judge.designs.spans import Span
from symconv.sheets.problem import Problem

Verdict = Callable[[str, str, str], Finding]
CPEN, CS = "cpen455_hw2", "cs7643_ps3"
XOR_BY_SQUARES = {"table": [0, 1, 1, 0], "activation": "square"}


def random_design(source: random.Random, hidden: str, output: str) -> Design:
    def number() -> Fraction:
        return Fraction(source.randint(-4, 4), source.choice((1, 1, 2)))

    units = [Unit((0, 1), (number(), number()), number(), hidden) for _ in range(2)]
    return Design(2, (*units, Unit((2, 3), (number(), number()), number(), output)))


KINDS = ("relu", "square", "step", "strict step", "sign", "abs", "linear")
OUTPUTS = ("linear", "step", "strict step")
PAIRS = [p for p in product(KINDS, OUTPUTS) if p[0] not in ("square", "abs") or p[1] == "linear"]
"""What a square has to be for a step behind it is an interval, which is not taken apart."""


@pytest.mark.parametrize(("hidden", "output"), PAIRS)
def test_mends_against_trying(hidden: str, output: str) -> None:
    """A value is said to mend a design exactly if the design with it has the table."""
    source = random.Random(f"{hidden} {output}")
    values = [Fraction(n, 2) for n in range(-10, 11)]
    mended = 0
    for _ in range(12):
        right = random_design(source, hidden, output)
        wanted, entry = right.table(), source.choice(list(right.entries()))
        design = right.changed(entry, Fraction(source.randint(-9, 9), 2))
        found = {m.entry: m for m in mends(design, wanted)}
        for entry in design.entries():
            for value in values:
                works = design.changed(entry, value).table() == wanted
                said = entry in found and found[entry].holds(value)
                assert works == said, (design, entry, value)
                mended += works
    assert mended > 0


@pytest.mark.parametrize("bits", range(16))
def test_names_of_gates(bits: int) -> None:
    """The usual names of the functions of two bits."""
    table = [bits >> 3 & 1, bits >> 2 & 1, bits >> 1 & 1, bits & 1]
    x = list(product((False, True), repeat=2))
    usual = {
        "AND": [a and b for a, b in x], "OR": [a or b for a, b in x], "XOR": [a != b for a, b in x],
        "NAND": [not (a and b) for a, b in x], "NOR": [not (a or b) for a, b in x],
        "XNOR": [a == b for a, b in x], "x_1 implies x_2": [not a or b for a, b in x],
        "x_2 implies x_1": [not b or a for a, b in x], "x_1": [a for a, _ in x],
        "x_2": [b for _, b in x], "always 0": [False] * 4, "always 1": [True] * 4,
    }  # fmt: skip
    names = [name for name, values in usual.items() if [int(v) for v in values] == table]
    assert gate_name(table) == (names[0] if names else "")


def test_spans() -> None:
    """Open and closed ends."""
    half = Span(0, 1, high_closed=False)
    assert half.holds(0)
    assert not half.holds(1)
    assert half.meet(Span(1, 2)).is_empty
    assert half.meet(Span(None, 0)) == Span(0, 0)
    assert half.mirrored() == Span(-1, 0, low_closed=False)
    assert half.said("b") == "0 <= b < 1"


DESIGNS = [
    (CPEN, "1.2", r"$f(x) = (x_1 - x_2)^2$", "right", ""),
    (CPEN, "1.3", r"$y = \max(0, a - b) + \max(0, b - a)$", "right", ""),
    (CPEN, "1.3", r"$h = \sigma(A + B)$, $k = \sigma(A + B - 1)$, $y = h - 2 k$", "right", ""),
    (CPEN, "1.3", r"$y = \lvert x_1 - x_2 \rvert$", "wrong", "absolute value units in place of"),
    (CPEN, "1.3", "$y = x_1 + x_2$", "wrong", "0, 1, 1, 2"),
    (CPEN, "1.3", "$h = x_1 + x_2$", "wrong", "0, 1, 1, 2"),
    (
        CPEN, "1.3",
        r"$h = \max(0, x_1 - x_2)$, $k = \max(0, x_2 - x_1)$, $y = \max(0, \max(0, h + k))$",
        "person", "2 hidden layers",
    ),
    (CPEN, "1.3", "A hidden layer does it.", "person", "were not found"),
    (
        CPEN, "1.2",
        r"$h = \sigma(W^\top x + c)$, $W^\top = \begin{bmatrix} 1 & -1 \end{bmatrix}$, $c = 0$, "
        "$w = 2$, $b = 0$",
        "wrong", "0, 2, 2, 0",
    ),
    (CS, "4 (AND)", "$x + y \\ge 3 / 2$", "right", ""),
    (CS, "4 (AND)", "Weights $(1, 1)$ and bias $-2$.", "right", ""),
    (CS, "4 (AND)", "| | |\n|-|-|\n| $w_1$ | 1 |\n| $w_2$ | 1 |\n| $b$ | -2 |", "right", ""),
    (CS, "4 (AND)", "$w = (1, 1)$, $b = -2$, so $x_1 + x_2 - 1 \\ge 0$.", "wrong", "(OR)"),
    (CS, "4 (OR)", "$w_{OR} = [1, 1]^T$ and $b_{OR} = -2$", "wrong", "(AND)"),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "question", "answer", "said", "why"), DESIGNS)
def test_designs_as_people_write_them(
    verdict: Verdict, sheet: str, question: str, answer: str, said: str, why: str
) -> None:
    found = verdict(sheet, question, answer)
    assert (found.verdict, found.summary) == (said, found.summary)
    assert why in found.message


def test_a_matrix_of_columns_is_another_convention(verdict: Verdict) -> None:
    """Without a formula, nobody knows whether rows or columns belong to units."""
    parts = (
        r"$$W = \begin{bmatrix} 1 & 1 \\ -1 & 1 \end{bmatrix}$$"
        r"$$c = \begin{bmatrix} 0 \\ -1 \end{bmatrix}$$"
        r"$$w = \begin{bmatrix} \frac12 \\ -\frac12 \end{bmatrix}, \quad b = \frac12$$"
    )
    found = verdict(CPEN, "1.2", parts)
    assert found.verdict == "other convention"
    assert "one column for each unit" in found.convention
    assert verdict(CPEN, "1.2", r"$h = \sigma(W^\top x + c)$ " + parts).right
    told = verdict(CPEN, "1.2", r"$h = \sigma(W x + c)$ " + parts)
    assert told.verdict == "wrong"
    assert told.cause is not None
    assert told.cause.name == "transposed"


def test_signs_that_are_reversed_in_one_of_two_ways() -> None:
    """A sum is squared in place of a difference: either sign may have been meant."""
    question = Problem("1", Fraction(1), "two_layer_network_of_table", XOR_BY_SQUARES)
    found = check("$$f(x) = (x_1 + x_2)^2$$", question)
    assert found.cause is not None
    assert found.cause.name == "sign"


def test_values_without_a_product() -> None:
    """``x_1^2 + x_2^2`` has the values of ``x_1 + x_2``: XOR without its ``-2 x_1 x_2``."""
    question = Problem("1", Fraction(1), "two_layer_network_of_table", XOR_BY_SQUARES)
    found = check("$$f(x) = x_1^2 + x_2^2$$", question)
    assert found.cause is not None
    assert found.cause.name == "cross-terms-missing"


def test_how_many_numbers_could_be_mended(verdict: Verdict) -> None:
    """Several single changes mend it: none is called the cause, but what the unit does is."""
    found = verdict(CS, "4 (AND)", "$w = (1, 1)$, $b = -3$")
    assert found.cause is not None
    assert found.cause.name == "another-gate"
    assert "always 0" in found.cause.sentence
    assert "3 single numbers could be changed" in found.message
    assert "the bias: -2 <= it < -1" in found.message
