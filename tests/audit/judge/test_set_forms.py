"""Equations between sums over named sets, and windows that are written as ranges."""

import pytest

from symconv.audit.causes.index_sets import LARGER, SHIFTED, SMALLER, UNSTRIDED, index_sets
from symconv.audit.judge.range_windows import TRANSPOSED, Axis, NotAWindow, kind_of
from symconv.audit.judge.set_forms import decide_over_sets
from symconv.latex.reader import read_one
from symconv.latex.tree import Chain
from symconv.notation import Name, SymbolTable, scalars
from symconv.proof.prove import context_of
from symconv.proof.verdict import Proved, Refuted
from symconv.theorems import derive

DERIVATION = derive("pooling_formulas")
SETS = index_sets(DERIVATION)
OVER = r"(m, n) \in S_{i, j}"
OTHER = r"(i, j) \in S_{m, n}"
TABLE = SymbolTable.of(scalars("i j s K p k"))


def proved(equation: str) -> bool:
    """Whether an equation about windows is proved; it is never refuted by its form."""
    chain = read_one(equation, DERIVATION.symbols).statement
    assert isinstance(chain, Chain)
    verdict = decide_over_sets(chain, context_of(DERIVATION), SETS)
    assert not isinstance(verdict, Refuted)
    return isinstance(verdict, Proved)


@pytest.mark.parametrize(
    "equation",
    [
        rf"\sum_{{{OVER}}} (-X_{{m, n}}) = - \sum_{{{OVER}}} X_{{m, n}}",
        rf"\sum_{{{OVER}}} 3 X_{{m, n}} = 3 \sum_{{{OVER}}} X_{{m, n}}",
        rf"\sum_{{{OVER}}} (X_{{m, n}} + P X_{{m, n}}) = (1 + P) \sum_{{{OVER}}} X_{{m, n}}",
        rf"\sum_{{{OVER}}} \frac{{X_{{m, n}}}}{{\lvert S_{{i, j}} \rvert}} = Y_{{\mathrm{{avg}}}}",
        rf"-\min_{{{OVER}}} (-X_{{m, n}}) = Y_{{\mathrm{{max}}}}",
        rf"\sqrt[P]{{\sum_{{{OVER}}} \lvert X_{{m, n}} \rvert^{{P}}}} = Y_{{\mathrm{{Lp}}}}",
    ],
)  # fmt: skip
def test_forms_of_one_sum_are_equal(equation: str) -> None:
    """Constants, signs, terms apart, extrema turned over, roots."""
    assert proved(equation)


@pytest.mark.parametrize(
    "equation",
    [
        rf"\sum_{{{OVER}}} (-X_{{m, n}}) = \sum_{{{OVER}}} X_{{m, n}}",
        rf"\sum_{{{OVER}}} X_{{m, n}} = \max_{{{OVER}}} X_{{m, n}}",
        rf"\sum_{{{OVER}}} X_{{m, n}} = \sum_{{{OVER}}} X_{{n, m}}",
        rf"\sum_{{{OVER}}} m X_{{m, n}} = P \sum_{{{OVER}}} X_{{m, n}}",
        rf"\sum_{{{OVER}}} X_{{m, n}}^2 = \left(\sum_{{{OVER}}} X_{{m, n}}\right)^2",
        rf"\min_{{{OVER}}} X_{{m, n}} = \max_{{{OVER}}} (-X_{{m, n}})",
        rf"\max_{{{OVER}}} 2 X_{{m, n}} = 3 \max_{{{OVER}}} X_{{m, n}}",
        rf"\sum_{{{OVER}}} X_{{m, n}} = \sum_{{{OTHER}}} X_{{i, j}}",
    ],
)
def test_other_sums_are_not(equation: str) -> None:
    """Nothing false is proved."""
    assert not proved(equation)


def kind(first: str, second: str, count: str) -> str:
    """What kind of axis one with this first and second cell and this many cells is."""
    axis = Axis(*(read_one(text, TABLE).statement for text in (first, second, count)))  # type: ignore[arg-type]
    return kind_of(axis, Name("i"), Name("j"))


@pytest.mark.parametrize(
    ("first", "count", "expected"),
    [
        ("s i", "K", ""),
        ("s i + 1", "K", ""),
        ("s (i - 1)", "K", ""),
        ("s (i - 1) + 1", "K", ""),
        ("s i - k", "2 k + 1", ""),
        ("2 i", "2", ""),
        ("K i", "K", ""),
        ("i", "K", UNSTRIDED),
        ("s i + 2", "K", SHIFTED),
        ("s i - 1", "K", SHIFTED),
        ("s (i + 1)", "K", SHIFTED),
        ("s i", "K + 1", LARGER),
        ("s i", "K - 1", SMALLER),
        ("s j", "K", TRANSPOSED),
    ],
)
def test_windows_are_told_apart(first: str, count: str, expected: str) -> None:
    """By their first cell, their stride and their size."""
    assert kind(first, f"{first} + 1", count) == expected


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("s i + j", "s i + j + 1", "K"),
        ("s i", "s i + 2", "K"),
        ("s i - p", "s i - p + 1", "K"),
        ("s i i", "s i i + 1", "K"),
        ("5", "6", "K"),
        ("- s i", "- s i + 1", "K"),
        ("s i", "s i + 1", "2 K"),
        ("s i + 2", "s i + 3", "K + 1"),
    ],
)
def test_what_is_no_usual_window_is_not_taken_for_one(first: str, second: str, count: str) -> None:
    """Both outputs in one index, dilated, padded, squared, fixed, backwards, twice as wide."""
    with pytest.raises(NotAWindow):
        kind(first, second, count)
