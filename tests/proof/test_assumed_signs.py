"""Elements that a hypothesis takes as positive: where it is used, and where it must not be."""

import pytest

from symconv.latex.reader import read_one
from symconv.notation import Domain, SymbolTable, functions, name, scalars, tensors
from symconv.proof.author import define, statement
from symconv.proof.context import Context, Tensor
from symconv.proof.prove import decide
from symconv.proof.verdict import Proved
from symconv.theorems.pool_gradients import free

SYMBOLS = SymbolTable.of(
    scalars("m n", Domain.POSITIVE),
    scalars("i j h", Domain.INTEGER),
    scalars("u"),
    functions("f"),
    tensors("S R y v", rank=1),
    tensors("x", rank=2),
)
ALL = r"\forall i \in \{0, \dots, m - 1\} : S_{i} > 0"
RANGE = r"0 \le h < m"
SUM = r"S_{i} := \sum_{j=0}^{n-1} x_{i,j}^{2}"
QUOTIENT = r"\frac{S_{h}}{S_{h}} = 1"
ROOT = r"S_{h}^{1/2} S_{h}^{-1/2} = 1"
UNDER_A_SUM = r"\sum_{i=0}^{m-1} \frac{S_{i}^{1/3} S_{i}^{2/3}}{S_{i}} = m"
DEFINED = r"y_{h} S_{h} = S_{h}^{1/2}"
SHOWN = [QUOTIENT, ROOT, UNDER_A_SUM, DEFINED]
UNUSED = {
    "not negative": (r"\forall i \in \{0, \dots, m - 1\} : S_{i} \ge 0",),
    "different from 0": (r"\forall i \in \{0, \dots, m - 1\} : S_{i} \ne 0",),
    "negative": (r"\forall i \in \{0, \dots, m - 1\} : S_{i} < 0",),
    "one of them": (r"\exists i \in \{0, \dots, m - 1\} : S_{i} > 0",),
    "all but the last": (r"\forall i \in \{0, \dots, m - 2\} : S_{i} > 0",),
    "all but the first": (r"\forall i \in \{1, \dots, m - 1\} : S_{i} > 0",),
    "as many as there are columns": (r"\forall i \in \{0, \dots, n - 1\} : S_{i} > 0",),
    "another tensor": (r"\forall i \in \{0, \dots, m - 1\} : R_{i} > 0",),
    "the same one each time": (r"\forall i \in \{0, \dots, m - 1\} : S_{0} > 0",),
    "shifted": (r"\forall i \in \{0, \dots, m - 1\} : S_{i + 1} > 0",),
    "more than a negative number": (r"\forall i \in \{0, \dots, m - 1\} : S_{i} > -1",),
    "more than something": (r"\forall i \in \{0, \dots, m - 1\} : S_{i} > u",),
    "a free index": (r"S_{j} > 0", r"0 \le j < m"),
}


def context(*hypotheses, total=SUM):
    """S are sums of squares of x, and y their roots divided by them."""
    definitions = [
        free("x", ["m", "n"], "given", SYMBOLS),
        free("R", ["m"], "given", SYMBOLS),
        define(total, "sums of squares", SYMBOLS, shape=["m"]),
        define(r"y_{i} := \frac{1}{S_{i}^{1/2}}", "roots", SYMBOLS, shape=["m"]),
    ]
    known = tuple(statement(h, SYMBOLS) for h in (RANGE, *hypotheses))
    return Context(SYMBOLS, {d.name: d.definition for d in definitions}, known)


@pytest.mark.parametrize("latex", SHOWN)
def test_what_is_assumed_positive_may_be_a_divisor(latex) -> None:
    """And may stand under a root."""
    assert isinstance(decide(statement(latex, SYMBOLS), context(ALL)), Proved)


@pytest.mark.parametrize("latex", SHOWN)
def test_without_a_hypothesis_it_may_not(latex) -> None:
    """Sums of squares may be 0."""
    assert not isinstance(decide(statement(latex, SYMBOLS), context()), Proved)


@pytest.mark.parametrize("hypotheses", UNUSED)
def test_another_hypothesis_is_not_used(hypotheses) -> None:
    """Each of them leaves an element that may be 0."""
    known = context(*UNUSED[hypotheses])
    assert not isinstance(decide(statement(QUOTIENT, SYMBOLS), known), Proved)


def test_an_element_outside_is_not_meant() -> None:
    """The hypothesis ends with the last index, and the element after it is 0."""
    for beyond in ("h + 1", "h - 1", "m"):
        latex = QUOTIENT.replace("h", beyond)
        assert not isinstance(decide(statement(latex, SYMBOLS), context(ALL)), Proved)


def test_ranges_that_depend_on_each_other_are_not_used() -> None:
    """The elements above the diagonal are not spoken of."""
    table = SymbolTable.of(
        scalars("m", Domain.POSITIVE), scalars("i j h k", Domain.INTEGER), tensors("T", rank=2)
    )
    claim = read_one(r"\frac{T_{h,k}}{T_{h,k}} = 1", table).statement
    square = Tensor(free("T", ["m", "m"], "given", table).definition.shape)
    verdicts = []
    for last in ("m - 1", "i"):
        rows, columns = (
            rf"\forall {i} \in \{{0, \dots, {n}\}} :" for i, n in (("i", "m - 1"), ("j", last))
        )
        text = rf"{rows} {columns} T_{{i,j}} > 0"
        known = [statement(h, table) for h in (r"0 \le h < m", r"0 \le k < m", text)]
        verdicts.append(decide(claim, Context(table, {name("T"): square}, tuple(known))))
    assert [isinstance(v, Proved) for v in verdicts] == [True, False]
