r"""Mistakes in formulas of linear algebra: a transpose lost, factors in another order.

*Defines* `matrix_formula_changes`, `changed_products` and `written_alike`. The first starts from a
formula, :math:`2 W^\top W x`, also where the conclusion is its value: a step says what was
computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import permutations
from math import prod

from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.question import Question
from symconv.latex import tex
from symconv.latex.reader import read
from symconv.latex.tree import (
    Boxed,
    Chain,
    Derivative,
    Divide,
    Expr,
    Indexed,
    Matrix,
    Multiply,
    Node,
    Number,
    Statement,
    Symbol,
    Transposed,
    descendants,
    rebuilt,
)
from symconv.proof.derivation import Derivation

LAYOUT = "a gradient by a vector written as a row"
MOST = 5
"""Products of more factors have too many orders to be tried."""
Changes = Iterator[tuple[Mistake, Mapping[int, Node]]]
Factor = tuple[Expr, bool]
"""A factor, and whether it is transposed."""


def matrix_formula_changes(question: Question) -> Changes:
    """Yield mistakes about transposes and orders, with the formulas that they lead to."""
    for number, (subject, formula) in _formulas(question).items():
        scale, factors = _factored(formula)
        if len(factors) > MOST:
            continue
        for mistake, changed in _changed(factors):
            yield mistake, {number: _product(scale, changed)}
        convention = LAYOUT if _by_vector(subject, question.derivation) else ""
        whole = Mistake("matrix-transposed", "the matrix is transposed", 1, convention)
        yield whole, {number: Transposed(formula)}
        for i, (factor, over) in enumerate(factors):
            rest = [*factors[:i], *factors[i + 1 :]]
            if rest:
                sentence = f"the factor {tex.write(_written(factor, over))} is missing"
                yield Mistake("factor-missing", sentence, 2), {number: _product(scale, rest)}


def changed_products(tree: Node) -> Iterator[tuple[Mistake, Node]]:
    """Yield a tree with one of its products after a mistake about transposes or orders."""
    for node in dict.fromkeys(descendants(tree)):
        if not isinstance(node, Multiply):
            continue
        scale, factors = _factored(node)
        for mistake, changed in _changed(factors) if 0 < len(factors) <= MOST else ():
            yield mistake, _put(tree, node, _product(scale, changed))


def _put(tree: Node, node: Node, changed: Node) -> Node:
    if tree == node:
        return changed
    put: Node = rebuilt(tree, lambda child: _put(child, node, changed))
    return put


def written_alike(a: Node, b: Node) -> bool:
    """Whether two products have the same factors in the same order, whatever their brackets.

    That is all that can be compared where sizes do not fit, or norms are not rational, so that
    there is no value. Quotients are compared part by part.
    """
    if a == b:
        return True
    if isinstance(a, Divide) and isinstance(b, Divide):
        return all(
            written_alike(*pair)
            for pair in ((a.numerator, b.numerator), (a.denominator, b.denominator))
        )
    if not (isinstance(a, Multiply) and isinstance(b, Multiply)):
        return False
    (first, left), (second, right) = _factored(a), _factored(b)
    return left == right and _scale(first) == _scale(second)


def _scale(numbers: Sequence[Expr]) -> Fraction:
    return prod((n.value for n in numbers if isinstance(n, Number)), start=Fraction(1))


def _formulas(question: Question) -> Mapping[int, tuple[Expr, Expr]]:
    """Return the conclusions that are products of matrices, as formulas, with their subjects."""
    derivation = question.derivation
    lines = read(derivation.answer.latex, derivation.symbols, source="answer")
    found: dict[int, tuple[Expr, Expr]] = {}
    for number, line in enumerate(lines):
        statement: Statement = line.statement
        while isinstance(statement, Boxed):
            statement = statement.body
        if not isinstance(statement, Chain):
            continue
        for candidate in (statement, *(step.statement for step in derivation.steps)):
            formula = _right_side(candidate)
            if formula is not None and candidate.sides[0] == statement.sides[0]:  # type: ignore[union-attr]
                found[number] = (statement.sides[0], formula)
                break
    return found


def _right_side(statement: Statement) -> Expr | None:
    """Return the last side of an equation if it is a product with a transpose in it."""
    if not isinstance(statement, Chain) or set(statement.relations) != {"="}:
        return None
    formula = statement.sides[-1]
    nodes = list(descendants(formula))
    product = isinstance(formula, Multiply) and any(isinstance(n, Transposed) for n in nodes)
    return formula if product and not any(isinstance(n, Matrix) for n in nodes) else None


def _by_vector(subject: Expr, derivation: Derivation) -> bool:
    """Whether a subject is the derivative by a vector."""
    match subject:
        case Derivative(_, (Symbol(name) | Indexed(Symbol(name), _),)):
            return name in derivation.symbols and derivation.symbols[name].rank == 1
        case _:
            return False


def _factored(formula: Expr, *, over: bool = False) -> tuple[list[Expr], list[Factor]]:
    """Return the numbers and the matrices of a product, transposes pushed to the factors."""
    match formula:
        case Number():
            return [formula], []
        case Multiply(parts, "" | "cdot"):
            scale: list[Expr] = []
            factors: list[Factor] = []
            for part in reversed(parts) if over else parts:
                more, inner = _factored(part, over=over)
                scale += more
                factors += inner
            return scale, factors
        case Transposed(body):
            return _factored(body, over=not over)
        case _:
            return [], [(formula, over)]


def _changed(factors: Sequence[Factor]) -> Iterator[tuple[Mistake, Sequence[Factor]]]:
    for i, (factor, over) in enumerate(factors):
        changed = [*factors[:i], (factor, not over), *factors[i + 1 :]]
        name, verb = ("transpose-lost", "lost") if over else ("transpose-added", "added")
        written = tex.write(_written(factor, over))
        yield Mistake(name, f"a transpose was {verb} at {written}"), changed
    for order in permutations(range(len(factors))):
        if list(order) != sorted(order):
            mistake = Mistake("factors-reordered", "the factors stand in another order")
            yield mistake, [factors[i] for i in order]
    flags = [over for _, over in factors]
    for i, j in permutations(range(len(factors)), 2):
        if flags[i] and not flags[j]:
            moved = [(f, k == j if k in (i, j) else over) for k, (f, over) in enumerate(factors)]
            yield Mistake("transpose-moved", "the transpose stands at another factor", 2), moved


def _written(factor: Expr, over: bool) -> Expr:  # noqa: FBT001 - a pair of a Factor
    return Transposed(factor) if over else factor


def _product(scale: Sequence[Expr], factors: Sequence[Factor]) -> Expr:
    parts = (*scale, *(_written(factor, over) for factor, over in factors))
    return parts[0] if len(parts) == 1 else Multiply(parts)
