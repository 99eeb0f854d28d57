r"""What a sheet prints beside its steps is read back too: hypotheses, definitions, answers.

*Defines* `check`. The prover reads back the steps and decides the answer; this compares

- each hypothesis and demand with its LaTeX,
- each definition with its LaTeX: the body of a formula, the numbers and sizes of a tensor,
- the exact value of an answer, which programs read, with the LaTeX of it, which people read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from symconv.errors import ProofError
from symconv.latex import plain
from symconv.latex.reader import read
from symconv.latex.tree import Chain, Expr, Matrix, Multiply, Space, Statement, Tuple
from symconv.proof.context import Entries, Formula, Tensor
from symconv.proof.derivation import Defined, Derivation, Exact
from symconv.sheets.same_value import same_value

CLAIMS = ("Eq(", "Ne(", "Lt(", "Le(", "Gt(", "Ge(", "And(", "Or(", "Implies(", "Equivalent(")


def check(derivation: Derivation) -> None:
    """Raise ProofError for printed LaTeX that does not say what the data says."""
    for lemma in derivation.lemmas.values():
        check(lemma)
    for latex, statement in (*derivation.hypotheses, *derivation.demands):
        if _read(latex, derivation) != [statement]:
            raise _error(derivation, "hypothesis", latex)
    for defined in derivation.definitions:
        if not _defines(_read(defined.latex, derivation), defined):
            raise _error(derivation, "definition", defined.latex)
    _check_answer(derivation)


def _read(latex: str, derivation: Derivation) -> list[Statement]:
    lines = read(latex, derivation.symbols, source=f"{derivation.name}, printed")
    return [line.statement for line in lines]


def _error(derivation: Derivation, what: str, latex: str) -> ProofError:
    return ProofError(f"{derivation.name}: this {what} does not read back as its data: {latex}")


def _defines(statements: Sequence[Statement], defined: Defined) -> bool:
    sides = [s.sides[-1] for s in statements if isinstance(s, Chain)]
    match defined.definition:
        case Formula(body):
            return sides == [body]
        case Tensor(shape, None):
            return [side.shape for side in sides if isinstance(side, Space)] == [shape]
        case Tensor(_, entries):
            return [leaf for side in sides for leaf in _leaves(side)] == [*_flat(entries or ())]


def _leaves(side: Expr) -> Iterator[Expr]:
    """Yield the entries of a printed matrix, its factor with each, or of a tuple, or the value."""
    if isinstance(side, Matrix):
        yield from (entry for row in side.rows for entry in row)
    elif isinstance(side, Tuple):
        yield from side.items
    elif isinstance(side, Multiply) and isinstance(side.factors[-1], Matrix):
        for entry in _leaves(side.factors[-1]):
            yield Multiply((*side.factors[:-1], entry), "cdot")
    else:
        yield side


def _flat(entries: Entries) -> Iterator[Expr]:
    for entry in entries:
        if isinstance(entry, tuple):
            yield from _flat(entry)
        else:
            yield entry


def _check_answer(derivation: Derivation) -> None:
    """Compare the values of an answer with its LaTeX: a claim, or a list of equations."""
    answer = derivation.answer
    statements = _read(answer.latex, derivation)
    if _is_claim(answer.value):
        if [plain.claim(s) for s in statements] != [answer.value]:
            raise _error(derivation, "answer", answer.latex)
        return
    equations = [s for s in statements if isinstance(s, Chain) and s.relations[-1] == "="]
    if len(equations) != len(statements):
        return
    printed = [leaf for equation in equations for leaf in _leaves(equation.sides[-1])]
    values = [*_values(answer.value)]
    same = len(printed) == len(values) and all(
        same_value(value, tree, derivation.symbols)
        for tree, value in zip(printed, values, strict=True)
    )
    if not same:
        raise _error(derivation, "answer", answer.latex)


def _is_claim(value: Exact) -> bool:
    """Whether a value is a claim, ``Eq(a, b)``, and not something that equals the last side."""
    return isinstance(value, str) and value.startswith(CLAIMS)


def _values(value: Exact) -> Iterator[int | Fraction | str]:
    if isinstance(value, tuple):
        for item in value:
            yield from _values(item)
    else:
        yield value
