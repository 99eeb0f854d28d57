r"""Take hypotheses into the table of a decision.

*Defines* `relevant`, `without_sums` and `assume`. Parts of a conjunction and pairs of a chain are
taken one by one. An equation is solved for an unknown where that is exact (an integer unknown needs
an integer value); ``d | e`` becomes ``e = d w`` with a new integer w. A hypothesis that is outside
scalar arithmetic is left out: what is shown without it holds with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from symconv.algebra.polynomial import Polynomial, solved_for, unknowns
from symconv.latex.tree import Big, Chain, Logic, Node, Statement, descendants
from symconv.notation import Domain, Name, SymbolTable
from symconv.proof.expressions import ratio
from symconv.proof.formula import All, Formula, Literal, put
from symconv.proof.sequents import Sequent
from symconv.proof.statements import formula_of, is_integer
from symconv.proof.tighten import tightened
from symconv.proof.unfolding import names_in
from symconv.proof.unknowns import NotArithmetic, Unknowns


def relevant(
    hypotheses: Iterable[Statement],
    claim: Statement,
    names: Callable[[Node], frozenset[Name]] = names_in,
) -> tuple[Statement, ...]:
    """Return the hypotheses that share a name with the claim, directly or through others.

    Names behind a definition count when they have been put in, or when ``names`` finds them.
    """
    waiting = list(hypotheses)
    reached = names(claim)
    kept: set[int] = set()
    while True:
        more = {i for i, h in enumerate(waiting) if i not in kept and names(h) & reached}
        if not more:
            return tuple(h for i, h in enumerate(waiting) if i in kept)
        kept |= more
        reached = reached.union(*(names(waiting[i]) for i in more))


def without_sums(statement: Statement) -> Statement:
    """Return what a hypothesis still says when sides with sums are left out of its equations.

    From a = b = c follows a = c; an implication keeps its condition.
    """
    match statement:
        case Chain(sides, relations) if set(relations) == {"="}:
            kept = tuple(s for s in sides if not any(isinstance(n, Big) for n in descendants(s)))
            return (
                Chain(kept, relations[: len(kept) - 1]) if 1 < len(kept) < len(sides) else statement
            )
        case Logic("implies", (condition, claim)):
            return Logic("implies", (condition, without_sums(claim)))
        case _:
            return statement


def assume(sequent: Sequent, symbols: SymbolTable, table: Unknowns) -> tuple[str, ...]:
    """Take in what can be translated; return why some hypotheses could not be.

    Raises NotArithmetic for a condition that cannot be translated. A divisor in one statement may
    be positive because of another, so failures are tried again. Equations come first, so that a
    floor is met in one form.
    """
    plain = map(without_sums, sequent.hypotheses)
    waiting = [(part, False) for h in plain for part in _parts(h)]
    waiting += [(part, True) for c in sequent.conditions for part in _parts(c)]
    waiting.sort(key=lambda item: not _is_equation(item[0]))
    while waiting:
        failed: list[tuple[Statement, bool]] = []
        errors: list[NotArithmetic] = []
        for part, required in waiting:
            try:
                _assume_one(part, symbols, table)
            except NotArithmetic as error:
                failed.append((part, required))
                errors.append(error)
        if len(failed) == len(waiting):
            for reason, (_, required) in zip(errors, failed, strict=True):
                if required:
                    raise reason
            return tuple(reason.fact for reason in errors)
        waiting = failed
    return ()


def _parts(statement: Statement) -> Iterator[Statement]:
    match statement:
        case Logic("and", parts):
            for part in parts:
                yield from _parts(part)
        case Chain(sides, relations):
            for a, sign, b in zip(sides, relations, sides[1:], strict=False):
                yield Chain((a, b), (sign,))
        case _:
            yield statement


def _is_equation(statement: Statement) -> bool:
    return isinstance(statement, Chain) and statement.relations == ("=",)


def _assume_one(statement: Statement, symbols: SymbolTable, table: Unknowns) -> None:
    if isinstance(statement, Chain) and statement.relations == ("mid",):
        _take(_witnessed(statement, symbols, table), table)
    else:
        _take(formula_of(statement, symbols, table), table)


def _witnessed(statement: Chain, symbols: SymbolTable, table: Unknowns) -> Formula:
    """``d | e`` says ``e = d w`` for an integer w, whatever the sign of d."""
    d, e = (ratio(side, symbols, table) for side in statement.sides)
    if not (is_integer(d, table) and is_integer(e, table)):
        raise NotArithmetic("divisibility is about integers")
    _, w = table.fresh("w", Domain.INTEGER)
    return Literal(e.numerator - d.numerator * w, "eq")


def _take(formula: Formula, table: Unknowns) -> None:
    for unknown, value in table.solved:
        formula = put(formula, unknown, value)
    match tightened(formula, table):
        case All(parts):
            for part in parts:
                _take(part, table)
        case Literal(p, "eq") as equation:
            solution = _solution(p, table)
            if solution is None:
                table.facts.append(equation)
            else:
                table.solve(*solution)
        case Literal() as literal:
            table.facts.append(literal)
        case other:
            table.formulas.append(other)


def _solution(p: Polynomial, table: Unknowns) -> tuple[int, Polynomial] | None:
    """Return an unknown, one that is no quotient if possible, and its value by ``p = 0``."""
    quotients = {q.unknown for q in table.quotients}
    found = []
    for unknown in unknowns(p):
        solution = solved_for(p, unknown)
        if solution is None:
            continue
        _, value = solution
        if unknown not in table.integers or table.is_integer(value):
            found.append((unknown in quotients, -unknown, value))
    if not found:
        return None
    _, number, value = min(found, key=lambda f: f[:2])
    return -number, value
