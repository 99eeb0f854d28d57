r"""Decide statements about sequences given by recurrences, and about sums of any length.

*Defines* `decide` and `is_recursive`.

Abbreviations are put in first.

*Directly.* Recurrences are taken back (``r_{n+1}`` becomes an expression in ``r_{n}``), the last
term of a sum or product up to ``n + 1`` is written out; what is left of sums, products and elements
becomes a name of its own, and scalar arithmetic decides.

*By induction.* A claim ``r_{n} = A(n)``, or several at once, where ``r`` is given by a recurrence,
is proved for all ``n >= 0``: its base ``r_{0} = A(0)``
directly, and its step ``r_{n+1} = A(n+1)`` directly with ``A(n)`` in the place of ``r_{n}``.
Hypotheses that mention ``n`` are not used, since they need not hold for the values before.

A proved statement is also evaluated at small points; were one to contradict it, it would be an
error of symconv, and is raised as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from symconv.errors import ProofError
from symconv.latex.substitute import substitute
from symconv.latex.tree import (
    Add,
    Big,
    Chain,
    Expr,
    Indexed,
    Logic,
    Node,
    Number,
    Statement,
    Symbol,
    descendants,
)
from symconv.notation import Domain, Kind, Name, SymbolTable
from symconv.proof import integer_arithmetic, rational_identity
from symconv.proof.context import Context
from symconv.proof.recursion.atoms import Atoms
from symconv.proof.recursion.sequences import Recurrence, defines_itself, recurrences
from symconv.proof.recursion.unrolling import LEAST, Unroller
from symconv.proof.sampling import counterexample
from symconv.proof.unfolding import bound_in, names_in, unfolded
from symconv.proof.unknowns import NotArithmetic, NotShown
from symconv.proof.verdict import Proved, Refuted, Undecided, Verdict

CHECKED_POINTS, SEARCHED_POINTS = 60, 600
ZERO, ONE = Number(Fraction(0)), Number(Fraction(1))


def is_recursive(statement: Statement, context: Context) -> bool:
    """Whether a statement mentions a sequence that is defined by itself."""
    return any(defines_itself(n, context) for n in names_in(statement) & context.definitions.keys())


def decide(statement: Statement, context: Context) -> Verdict:
    r"""Return Proved, Refuted with a counterexample, or Undecided with the reason.

    >>> from symconv.latex.reader import read_one
    >>> from symconv.notation import scalars, tensors
    >>> table = SymbolTable.of(
    ...     scalars("n", Domain.NATURAL), scalars("i", Domain.INTEGER), tensors("k", rank=1)
    ... )
    >>> line = r"\sum_{i=1}^{n + 1} k_{i} = \sum_{i=1}^{n} k_{i} + k_{n + 1}"
    >>> decide(read_one(line, table).statement, Context(table)).method
    'last terms written out'
    """
    found, recursive = recurrences(context), is_recursive(statement, context)
    try:
        statement = unfolded(statement, context.definitions)
    except NotArithmetic as error:
        return Undecided((f"induction: {error.fact}",))
    if not (recursive or _has_sums(statement)):
        return Undecided(("induction: there is no recurrence and no sum",))
    reasons = []
    for way in (_directly, _by_induction):
        try:
            proved = way(statement, context, found)
        except NotArithmetic as error:
            reasons.append(error.fact)
            continue
        _require_true(statement, context)
        return proved
    sample = counterexample(statement, context, points=SEARCHED_POINTS)
    if sample.failing:
        return Refuted("exact evaluation at a point", sample.failing)
    return Undecided((f"induction: {'; '.join(dict.fromkeys(reasons))}",))


def _has_sums(statement: Statement) -> bool:
    return any(isinstance(n, Big) for n in descendants(statement))


def _directly(statement: Statement, context: Context, found: Mapping[Name, Recurrence]) -> Proved:
    _show(statement, context, found, {})
    return Proved("last terms written out", "recurrences and sums one step back")


def _by_induction(
    statement: Statement, context: Context, found: Mapping[Name, Recurrence]
) -> Proved:
    claims = dict(_claim(part, found) for part in _parts(statement))
    over = _variable(statement, claims, context, found)
    inner = _without(over, context)
    for element, body in claims.items():
        base = Chain((_at(element, over, ZERO), _at(body, over, ZERO)), ("=",))
        _show(base, inner, found, {})
    later = Add((Symbol(over), ONE))
    for element, body in claims.items():
        step = Chain((_at(element, over, later), _at(body, over, later)), ("=",))
        _show(step, inner, found, claims)
    return Proved("induction", f"from {over} = 0, and from {over} to {over} + 1")


def _parts(statement: Statement) -> Sequence[Statement]:
    return (
        statement.parts
        if isinstance(statement, Logic) and statement.connective == "and"
        else (statement,)
    )


def _claim(part: Statement, found: Mapping[Name, Recurrence]) -> tuple[Indexed, Expr]:
    """Return the element and the closed form that a part of the claim equates."""
    match part:
        case Chain((Indexed(Symbol(name), (Symbol(),)) as element, body), ("=",)) if name in found:
            return element, body
    raise NotShown("not a closed form of sequences that recurrences define")


def _variable(
    statement: Statement,
    claims: Mapping[Indexed, Expr],
    context: Context,
    found: Mapping[Name, Recurrence],
) -> Name:
    """Return the name over which induction runs; raise NotShown where it cannot run."""
    names = {n.name for e in claims for n in e.indices if isinstance(n, Symbol)}
    if len(names) > 1 or len(claims) < len(_parts(statement)):
        raise NotShown("closed forms over different names")
    (over,) = names
    row = context.symbols[over]
    if row.kind is not Kind.SCALAR or row.domain not in LEAST or over in context.definitions:
        raise NotShown(f"{over} is not declared as an integer that is not negative")
    if over in bound_in(statement):
        raise NotShown(f"{over} is bound in the statement")
    if any(over in names_in(part) for r in found.values() for part in (r.first, r.body)):
        raise NotShown(f"{over} occurs in a recurrence")
    return over


def _without(over: Name, context: Context) -> Context:
    """Return the context for any value of a name: a natural number, of which nothing is assumed."""
    rows = {**context.symbols.rows, over: replace(context.symbols[over], domain=Domain.NATURAL)}
    kept = tuple(h for h in context.hypotheses if over not in names_in(h))
    return replace(context, symbols=SymbolTable(rows), hypotheses=kept)


def _at(tree: Node, over: Name, value: Expr) -> Any:
    return substitute(tree, {over: value})


def _show(
    statement: Statement,
    context: Context,
    found: Mapping[Name, Recurrence],
    closed: Mapping[Indexed, Expr],
) -> None:
    """Show a statement by scalar arithmetic once it is unrolled; raise NotArithmetic otherwise."""
    unroller, atoms = Unroller(context.symbols, found), Atoms(context, found.keys())
    atoms.known = {element: atoms.of(unroller.of(body)) for element, body in closed.items()}
    claim = atoms.of(unroller.of(statement))
    hypotheses = tuple(_usable(context.hypotheses, unroller, atoms))
    plain = Context(atoms.symbols, {}, hypotheses)
    reasons: list[str] = []
    for procedure in (rational_identity.decide, integer_arithmetic.decide):
        verdict = procedure(claim, plain)
        if isinstance(verdict, Proved):
            return
        reasons += verdict.reasons if isinstance(verdict, Undecided) else ["it fails as arithmetic"]
    raise NotShown("; ".join(reasons))


def _usable(
    hypotheses: Sequence[Statement], unroller: Unroller, atoms: Atoms
) -> Iterator[Statement]:
    for hypothesis in hypotheses:
        try:
            yield atoms.of(unroller.of(unfolded(hypothesis, atoms.context.definitions)))
        except NotArithmetic:
            continue


def _require_true(statement: Statement, context: Context) -> None:
    sample = counterexample(statement, context, points=CHECKED_POINTS)
    if sample.failing:
        raise ProofError(
            f"procedures disagree: shown by induction, but false at {sample.failing}",
            remedy="this is an error in symconv; please report the statement",
        )
