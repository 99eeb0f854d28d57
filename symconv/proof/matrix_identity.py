r"""Decide equations between matrix expressions for all sizes, under equations between matrices.

*Defines* `decide`. Applies to chains of = and <= between expressions built from tensors of rank 1
and 2 that are free (vectors are columns), scalars, sums, products, transposes, natural powers and
squared norms (a norm without a name is the Euclidean one), as a line of its own or behind premises
that are equations of the same kind: :math:`X v = y \Rightarrow \ldots`. Both sides are brought to
the normal form of `symconv.algebra.matrix_words`; the premises are rules for it.

An inequality :math:`a \le b` holds when b - a has the normal form of one of the squared norms that
the line mentions.

*What it cannot decide.* A consequence that needs several rules to be combined, or commuting 1 × 1
factors, is left undecided; nothing is refuted here.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symconv.algebra.matrix_words import (
    Rules,
    Word,
    Words,
    add,
    letter,
    multiply,
    normal,
    rules_from,
    scalar,
    transposed,
)
from symconv.algebra.named_polynomial import NoValue, Polynomial, reduced
from symconv.latex import tex
from symconv.latex.tree import (
    Add,
    Boxed,
    Chain,
    Expr,
    Logic,
    Multiply,
    Negative,
    Node,
    Norm,
    Number,
    Power,
    Statement,
    Symbol,
    Transposed,
    descendants,
)
from symconv.notation import Kind, Name
from symconv.proof.context import Context, Formula, Tensor
from symconv.proof.verdict import Proved, Undecided, Verdict

METHOD = "words in matrices"
DEPTH, HIGHEST = 20, 12


def decide(statement: Statement, context: Context) -> Verdict:
    """Return Proved or Undecided."""
    while isinstance(statement, Boxed):
        statement = statement.body
    try:
        premises, claim = _parted(statement)
        if not _speaks_of_matrices(statement, context):
            raise NoValue("it does not speak of matrices alone")
        rules: dict[Word, Words] = {}
        for left, relation, right in premises:
            if relation != "=":
                raise NoValue("a premise that is not an equation")
            rules |= rules_from(_words(left, context), _words(right, context))
        for left, relation, right in claim:
            _show(left, relation, right, statement, rules, context)
    except NoValue as why:
        return Undecided((f"{METHOD}: {why.fact}",))
    used = ", with the premises as rules" if premises else ""
    return Proved(METHOD, f"normal forms agree for all sizes{used}")


Relation = tuple[Expr, str, Expr]


def _parted(statement: Statement) -> tuple[list[Relation], list[Relation]]:
    match statement:
        case Logic("implies", (premise, claim)):
            return list(_relations(premise)), list(_relations(claim))
    return [], list(_relations(statement))


def _relations(statement: Statement) -> Iterator[Relation]:
    match statement:
        case Logic("and", parts):
            for part in parts:
                yield from _relations(part)
        case Chain(sides, relations):
            yield from zip(sides, relations, sides[1:], strict=False)
        case _:
            raise NoValue("a statement that is not made of relations")


def _speaks_of_matrices(statement: Statement, context: Context) -> bool:
    """Whether a name in it is a tensor; scalars alone are for other procedures."""
    names = {n.name for n in descendants(statement) if isinstance(n, Symbol)}
    return any(n in context.symbols and context.symbols[n].kind is Kind.TENSOR for n in names)


def _show(
    left: Expr, relation: str, right: Expr, whole: Statement, rules: Rules, context: Context
) -> None:
    minus_left = multiply(scalar(-1), _words(left, context))
    rest = normal(add([_words(right, context), minus_left]), rules)
    if relation == "=" and not rest.terms:
        return
    if relation == "<=" and any(
        rest.terms == normal(square, rules).terms for square in _squares(whole, context)
    ):
        return
    raise NoValue(f"{tex.write(left)} and {tex.write(right)} differ by {len(rest.terms)} words")


def _squares(statement: Node, context: Context) -> Iterator[Words]:
    for node in descendants(statement):
        match node:
            case Power(Norm(), Number(value)) if value == 2:
                yield _words(node, context)


def _words(node: Node, context: Context, depth: int = 0) -> Words:
    """Translate an expression; raise NoValue for what is not about matrices."""
    if depth > DEPTH:
        raise NoValue("definitions lead back to themselves, or too deep")
    match node:
        case Number(value):
            return scalar(reduced(Fraction(value)))
        case Symbol(name):
            return _named(name, context, depth)
        case Add(terms):
            return add([_words(t, context, depth) for t in terms])
        case Negative(body):
            return multiply(scalar(-1), _words(body, context, depth))
        case Multiply(factors, sign) if sign in ("", "cdot"):
            found = [_words(f, context, depth) for f in factors]
            result = found[0]
            for factor in found[1:]:
                result = multiply(result, factor)
            return result
        case Transposed(body):
            return transposed(_words(body, context, depth))
        case Power(Norm(body, order), Number(value)) if value == 2 and _euclidean(order):
            vector = _words(body, context, depth)
            if vector.columns != "1":
                raise NoValue("the norm of something that is not a vector")
            return multiply(transposed(vector), vector)
        case Power(base, Number(value)) if value.denominator == 1 and 1 <= value <= HIGHEST:
            result = square = _words(base, context, depth)
            for _ in range(int(value) - 1):
                result = multiply(result, square)
            return result
    raise NoValue(f"{type(node).__name__.lower()} is not an expression in matrices")


def _euclidean(order: Expr | None) -> bool:
    return order is None or order == Number(Fraction(2))


def _named(name: Name, context: Context, depth: int) -> Words:
    match context.definitions.get(name):
        case Formula(body, (), ()):
            return _words(body, context, depth + 1)
        case Tensor((rows,), None):
            return letter(name.latex, _size(rows), "1")
        case Tensor((rows, columns), None):
            return letter(name.latex, _size(rows), _size(columns))
        case None if name in context.symbols and context.symbols[name].kind is Kind.SCALAR:
            return scalar(Polynomial({(name.latex,): 1}))
    raise NoValue(f"{name} is not a free matrix")


def _size(size: Expr) -> str:
    return tex.write(size)
