"""Looking for a counterexample takes bounded work, whatever the definitions are."""

from symconv.latex.reader import read_one
from symconv.notation import Domain, SymbolTable, name, scalars, tensors
from symconv.proof.author import define
from symconv.proof.context import Context, Tensor
from symconv.proof.sampling import STEPS, counterexample

TABLE = SymbolTable.of(
    scalars("n", Domain.POSITIVE), scalars("i j k l o", Domain.INTEGER), tensors("x y", rank=1)
)


def test_sums_over_sums_are_given_up() -> None:
    """Six nested sums over n^6 terms at 2,500 points would take hours."""
    signs = " ".join(rf"\sum_{{{i}=0}}^{{40 n}}" for i in "ijkl")
    nested = define(rf"y_{{o}} := {signs} x_{{i + j}} x_{{k + l + o}}", "slow", TABLE, shape=["n"])
    size = read_one("n", TABLE).statement
    context = Context(TABLE, {nested.name: nested.definition, name("x"): Tensor((size,))})
    claim = read_one("y_{0} = y_{0}", TABLE).statement
    sample = counterexample(claim, context)
    assert not sample.failing
    assert "take too long" in sample.undefined
    assert STEPS <= 100_000


def test_definitions_do_not_hide_the_names_of_a_hypothesis() -> None:
    """A name that is an index of a definition may be a free name elsewhere."""
    double = define("y_{o} := 2 x_{o}", "double", TABLE, shape=["n"])
    claim, hypothesis = (read_one(t, TABLE).statement for t in ("o < 3", r"0 \le o < n"))
    context = Context(TABLE, {double.name: double.definition}, (hypothesis,))
    assert counterexample(claim, context).failing == {"n": "4", "o": "3"}
