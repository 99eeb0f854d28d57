r"""Deciding a concrete statement by computing both sides exactly.

*Defines* `decide` and `value`.

Applies where all sizes are numbers. Entries of tensors may be free: they are unknowns of
polynomials over the rationals, so that equality is decided for all their values at once. An index
that the hypotheses confine to finitely many values is run through all of them. A scalar that stays
free where a number is needed, or outside every tensor, is left to the other procedures.

Verdicts: `Proved` for one comparison, `Exhausted` for arrays, quantifiers and confined indices,
`Refuted` with the first entry that differs, else `Undecided` with the reason.

A counterexample must satisfy the hypotheses: where one of them speaks of the free entries, a
difference is reported as undecided.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from symconv.algebra.named_polynomial import NoValue, Polynomial, spelled
from symconv.latex.tree import Boxed, Expr, Indexed, Leading, Matrix, Statement
from symconv.latex.tree.walk import descendants
from symconv.notation import Domain, Kind, Name
from symconv.proof.context import Context, Formula
from symconv.proof.derivation import Exact
from symconv.proof.evaluation.arrays import shape_text
from symconv.proof.evaluation.comparison import Fails, Holds, Outcome, for_all, judged
from symconv.proof.evaluation.compiling import conjuncts, free_names
from symconv.proof.evaluation.evaluator import CELL_LIMIT, Evaluator
from symconv.proof.evaluation.ranges import Filter, Variable, domain_from, filter_of
from symconv.proof.evaluation.values import Array, Value
from symconv.proof.verdict import Exhausted, Proved, Refuted, Undecided, Verdict

METHOD = "exact evaluation"
SYMBOLIC_METHOD = "polynomial identity per entry"
_SMALLEST = {Domain.POSITIVE: 1, Domain.NATURAL: 0}


def decide(statement: Statement, context: Context) -> Verdict:
    """Judge a statement by computing its sides; never raises for what it cannot judge."""
    evaluator = Evaluator(context)
    try:
        names, outcome, used = _judge(statement, context, evaluator)
    except NoValue as why:
        return Undecided((f"{METHOD}: {why.fact}",))
    if evaluator.scalars and not _speaks_of_tensors(statement, context):
        free = ", ".join(sorted(evaluator.scalars))
        return Undecided((f"{METHOD}: {free} has no value",))
    if isinstance(outcome, Fails):
        doubt = _doubt(statement, context, used, evaluator)
        if doubt:
            return Undecided((f"{METHOD}: {outcome.detail}, but {doubt}",))
        return Refuted(METHOD, dict(outcome.counterexample), outcome.detail)
    return _shown(outcome, several=bool(names))


def value(expr: Expr, context: Context) -> Exact:
    r"""Compute an expression from the definitions: numbers, nested tuples, SymPy-parsable strings.

    Raises NoValue (a ProofError) where it has no exact value.

    >>> from fractions import Fraction
    >>> from symconv.latex.tree import Matrix, Multiply, Number
    >>> from symconv.notation import SymbolTable
    >>> row = Matrix((tuple(Number(Fraction(n)) for n in (1, 2)),))
    >>> value(Multiply((Number(Fraction(3)), row)), Context(SymbolTable()))
    ((3, 6),)
    """
    evaluator = Evaluator(context)
    return _exact(evaluator.compile(expr, {})({}), evaluator)


def _judge(
    statement: Statement, context: Context, evaluator: Evaluator
) -> tuple[list[str], Outcome, list[Statement]]:
    if isinstance(statement, Leading):
        raise NoValue("a row that continues another one")
    if isinstance(statement, Expr) and not isinstance(statement, Boxed):
        raise NoValue("an expression is not a statement")
    parts = [p for h in context.hypotheses for p in conjuncts(h)]
    scope: dict[Name, int] = {}
    variables: list[Variable] = []
    pending = _free_integers(statement, context)
    for name in sorted(pending):
        try:
            variable = domain_from(evaluator, name, parts, scope, pending - scope.keys())
        except NoValue:
            continue
        variables.append(variable)
        scope[name] = variable.slot
    used = [p for p in parts if free_names(p) & scope.keys()]
    filters = [_smallest(evaluator, context, n, s) for n, s in scope.items()]
    filters += [filter_of(evaluator, p, scope) for p in used]
    judge = judged(evaluator, statement, scope)
    names = [str(n) for n in scope]
    if names:
        judge = for_all(evaluator, names, variables, filters, judge)
    return names, judge({}), used


def _free_integers(statement: Statement, context: Context) -> set[Name]:
    """Return the undefined integer scalars that occur."""
    found = free_names(statement) - context.definitions.keys()
    rows = (context.symbols[n] for n in found if n in context.symbols)
    return {r.name for r in rows if r.kind is Kind.SCALAR and r.domain.is_integer}


def _smallest(evaluator: Evaluator, context: Context, name: Name, slot: int) -> Filter:
    least = _SMALLEST.get(context.symbols[name].domain)
    return Filter(lambda env: least is None or env[slot] >= least, frozenset({slot}))


def _shown(outcome: Holds, *, several: bool) -> Verdict:
    method = SYMBOLIC_METHOD if outcome.symbolic else METHOD
    if outcome.cases == 0:
        return Undecided((f"{METHOD}: there is no case to check",))
    if outcome.domain or several:
        return Exhausted(method, outcome.domain, outcome.cases)
    return Proved(method, outcome.note)


def _speaks_of_tensors(statement: Statement, context: Context) -> bool:
    if any(isinstance(node, Indexed | Matrix) for node in descendants(statement)):
        return True
    rows = (context.symbols[n] for n in free_names(statement) if n in context.symbols)
    return any(row.kind is Kind.TENSOR for row in rows)


def _doubt(
    statement: Statement, context: Context, used: list[Statement], evaluator: Evaluator
) -> str:
    """Return why a counterexample may violate a hypothesis, or nothing."""
    ours = _reachable(free_names(statement), context)
    for part in (p for h in context.hypotheses for p in conjuncts(h)):
        if part in used:
            continue
        try:
            if not evaluator.test(part, {})({}):
                return "a hypothesis is false"
        except NoValue:
            shared = ours & _reachable(free_names(part), context)
            if shared:
                return f"a hypothesis speaks of {min(shared)}"
    return ""


def _reachable(names: Iterable[Name], context: Context) -> frozenset[Name]:
    """Return the undefined names and free tensors that a set of names leads to."""
    seen: set[Name] = set()
    todo = list(names)
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            match context.definitions.get(name):
                case Formula(body, _, shape):
                    todo.extend(n for e in (body, *shape) for n in free_names(e))
    definitions = context.definitions
    return frozenset(n for n in seen if not isinstance(definitions.get(n), Formula))


def _exact(found: Value, evaluator: Evaluator) -> Exact:
    if isinstance(found, Array):
        if prod(found.shape) > CELL_LIMIT:
            raise NoValue(f"an array of shape {shape_text(found.shape)} is too large to list")
        return _nested(found, (), evaluator)
    if isinstance(found, tuple):
        return tuple(_exact(v, evaluator) for v in found)
    if isinstance(found, frozenset):
        return tuple(sorted(found))
    return spelled(found, evaluator.plain) if isinstance(found, Polynomial) else found


def _nested(found: Array, index: tuple[int, ...], evaluator: Evaluator) -> Exact:
    if len(index) == len(found.shape):
        return _exact(found[index], evaluator)
    return tuple(_nested(found, (*index, i), evaluator) for i in range(found.shape[len(index)]))
