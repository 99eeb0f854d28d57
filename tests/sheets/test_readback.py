"""What is printed beside the steps says what the data says, or the build fails."""

from dataclasses import replace
from fractions import Fraction

import hand_built
import pytest

from symconv.errors import ProofError
from symconv.latex import tree as t
from symconv.latex.reader import read_one
from symconv.notation import Domain, SymbolTable, name, scalars, tensors
from symconv.proof.context import Formula, Tensor
from symconv.proof.derivation import Answer, Defined, Derivation
from symconv.sheets.readback import check
from symconv.sheets.same_value import same_value

SYMBOLS = SymbolTable.of(scalars("n k", Domain.POSITIVE), tensors("w A", rank=2))


def number(value: int) -> t.Number:
    return t.Number(Fraction(value))


@pytest.fixture
def good() -> Derivation:
    """The derivation m = 2 n, with the value of its answer given exactly."""
    found = hand_built.double()
    return replace(found, answer=Answer(found.answer.latex, ("2*n", "m")))


def test_a_good_derivation_passes(good: Derivation) -> None:
    check(good)
    check(hand_built.wide())


@pytest.mark.parametrize(
    ("value", "name_"),
    [(("2*n", "n"), "answer"), (("2*n",), "answer"), (("2*n", 3), "answer"), ("2*n", "answer")],
)
def test_a_value_that_is_not_the_latex_is_found(
    good: Derivation, value: object, name_: str
) -> None:
    bad = replace(good, answer=Answer(good.answer.latex, value))  # type: ignore[arg-type]
    with pytest.raises(ProofError, match=f"this {name_} does not read back"):
        check(bad)


def test_a_claim_is_compared_as_a_whole(good: Derivation) -> None:
    check(replace(good, answer=Answer("m = 2 n", "Eq(m, 2*n)")))
    with pytest.raises(ProofError, match="this answer does not read back"):
        check(replace(good, answer=Answer("m = 2 n", "Eq(m, n*2)")))


def test_a_hypothesis_that_prints_something_else_is_found(good: Derivation) -> None:
    ((_, statement),) = good.hypotheses
    with pytest.raises(ProofError, match="this hypothesis does not read back"):
        check(replace(good, hypotheses=((r"n \geq 2", statement),)))
    with pytest.raises(ProofError, match="this hypothesis does not read back"):
        check(replace(good, demands=((r"n \geq 2", statement),)))


def test_a_definition_that_prints_something_else_is_found(good: Derivation) -> None:
    (defined,) = good.definitions
    with pytest.raises(ProofError, match="this definition does not read back"):
        check(replace(good, definitions=(replace(defined, latex="m := n + n + n"),)))


def test_a_lemma_is_read_back_too(good: Derivation) -> None:
    lemma = replace(hand_built.lemma(), answer=Answer("n = n", "n + 1"))
    with pytest.raises(ProofError, match="lemma: this answer"):
        check(replace(good, lemmas={"same": lemma}))


@pytest.mark.parametrize(
    ("latex", "definition", "fine"),
    [
        (r"w \in \mathbb{R}^{2 \times 3}", Tensor((number(2), number(3))), True),
        (r"w \in \mathbb{R}^{3 \times 2}", Tensor((number(2), number(3))), False),
        (
            r"A = \begin{bmatrix} 1 & 2 \end{bmatrix}",
            Tensor((number(1), number(2)), ((number(1), number(2)),)),
            True,
        ),
        (
            r"A = \begin{bmatrix} 1 & 3 \end{bmatrix}",
            Tensor((number(1), number(2)), ((number(1), number(2)),)),
            False,
        ),
        (r"n := k", Formula(t.Symbol(name("k"))), True),
        (r"n := 2 k", Formula(t.Symbol(name("k"))), False),
    ],
)
def test_definitions_of_every_kind(
    good: Derivation, latex: str, definition: Formula | Tensor, fine: bool
) -> None:
    found = replace(
        good,
        symbols=SYMBOLS,
        lemmas={},
        hypotheses=(),
        demands=(),
        definitions=(Defined(name("w"), definition, latex, ""),),
        answer=Answer("n = n", "n"),
    )
    if fine:
        check(found)
    else:
        with pytest.raises(ProofError, match="this definition"):
            check(found)


@pytest.mark.parametrize(
    ("value", "latex", "same"),
    [
        (3, "3", True),
        (-3, "-3", True),
        (3, "4", False),
        (5, "2 + 3", True),
        (Fraction(-1, 2), r"-\frac{1}{2}", True),
        (Fraction(1, 2), r"\frac{1}{3}", False),
        ("n + 1", "1 + n", True),
        ("n + 1", "n - 1", False),
        ("n/2", r"\frac{n}{2}", True),
        ("1/2*n", r"\frac{n}{2}", True),
        ("w_0_1", r"w_{(0, 1)}", True),
        ("w_1_0", r"w_{(0, 1)}", False),
        ("floor((n + k)/2)", r"\left\lfloor \frac{n + k}{2} \right\rfloor", True),
        ("floor((n - k)/2)", r"\left\lfloor \frac{n + k}{2} \right\rfloor", False),
        ("n +", "n", False),
        ("unknown(n)", "n", False),
        ("__import__('os').getcwd()", "n", False),
        ("(lambda: n)()", "n", False),
    ],
)
def test_a_value_is_compared_exactly(value: int | Fraction | str, latex: str, same: bool) -> None:
    line = read_one(latex, SYMBOLS)
    assert same_value(value, line.statement, SYMBOLS) is same  # type: ignore[arg-type]
