r"""Small sizes as a second opinion: points that satisfy the hypotheses, and a statement there.

*Defines* `points` and `at_point`. A point gives a number to every integer that is free in the
statement, in what it unfolds to, or in the hypotheses; entries of tensors and real scalars stay
free, so exact evaluation at a point decides the statement there for all their values.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from symconv.algebra.index_terms import put, unknown
from symconv.algebra.named_polynomial import Scalar
from symconv.latex.tree import Chain, Number, Statement
from symconv.latex.tree import Symbol as Named
from symconv.notation import Domain, Kind, Name
from symconv.proof import exact_evaluation
from symconv.proof.context import Context, Definition, Formula, Tensor
from symconv.proof.evaluation.compiling import free_names
from symconv.proof.indices.hypotheses import speaks_of_reals
from symconv.proof.indices.scalars import LEAST, Scalars
from symconv.proof.verdict import Refuted, Verdict

Point = Mapping[Name, int]
TRIES = 600
SMALL = {
    Domain.POSITIVE: (1, 2, 2, 3, 3),
    Domain.NATURAL: (0, 1, 1, 2),
    Domain.INTEGER: (-1, 0, 0, 0, 1, 1, 2, 3),
}


def points(
    statement: Statement,
    context: Context,
    scalars: Scalars,
    wanted: Callable[[Point], bool] = lambda _: True,
) -> Iterator[Point]:
    """Yield different small points at which no hypothesis fails, in a fixed random order.

    Points that are not ``wanted`` are left out before the hypotheses are looked at.
    """
    names = sorted(_free_integers(statement, context))
    fitting = _integer_facts(context)
    source = random.Random(1)
    seen = set()
    for _ in range(TRIES):
        point = _drawn(names, context, scalars, source)
        key = tuple(sorted(point.items()))
        if len(point) == len(names) and key not in seen:
            seen.add(key)
            if wanted(point) and _fits(fitting, point):
                yield point
        if not names:
            return


def at_point(statement: Statement, context: Context, point: Point) -> Verdict:
    """Judge the statement with numbers for the free integers."""
    return exact_evaluation.decide(statement, _at(context, point))


def _at(context: Context, point: Point) -> Context:
    return context.defining({n: Formula(Number(Fraction(v))) for n, v in point.items()})


def _integer_facts(context: Context) -> Context:
    """Return the context with those hypotheses that a point decides."""
    kept = tuple(h for h in context.hypotheses if not speaks_of_reals(h, context))
    return replace(context, hypotheses=kept)


def _fits(context: Context, point: Point) -> bool:
    for name, value in point.items():
        if value < LEAST.get(context.symbols[name].domain, value):
            return False
    here = replace(_at(context, point), hypotheses=())
    if any(isinstance(exact_evaluation.decide(h, here), Refuted) for h in context.hypotheses):
        return False
    return all(_has_domain(n, here) for n in context.definitions)


def _has_domain(name: Name, context: Context) -> bool:
    """Whether a defined scalar lies in its declared domain, as far as this can be computed."""
    definition = context.definitions[name]
    if not isinstance(definition, Formula) or definition.parameters or name not in context.symbols:
        return True
    least = LEAST.get(context.symbols[name].domain)
    if least is None or context.symbols[name].kind is not Kind.SCALAR:
        return True
    claim = Chain((Named(name), Number(Fraction(least))), (">=",))
    return not isinstance(exact_evaluation.decide(claim, context), Refuted)


def _drawn(
    names: list[Name], context: Context, scalars: Scalars, source: random.Random
) -> dict[Name, int]:
    """Draw sizes, compute what hypotheses give, then draw indices within their bounds.

    Returns a point that lacks a name where that fails.
    """
    point: dict[Name, int] = {}
    known: dict[str, Scalar] = {}
    for name in names:
        if name not in scalars.indices and name.latex not in scalars.values:
            point[name] = source.choice(SMALL[context.symbols[name].domain])
            known[name.latex] = point[name]
    for name in (n for n in names if n in scalars.indices):
        low, high = (
            put(end, known) if end is not None else None
            for end in scalars.boxes.get(scalars.indices[name], (None, None))
        )
        low = low if isinstance(low, int) else -1
        high = high if isinstance(high, int) else low + 4
        if low <= high:
            point[name] = source.randint(low, high)
            known[scalars.indices[name]] = point[name]
    for name in names:
        value = put(scalars.values.get(name.latex, unknown(name.latex)), known)
        if isinstance(value, int):
            point[name] = value
    return point


def _free_integers(statement: Statement, context: Context) -> set[Name]:
    seen: set[Name] = set()
    todo = [n for s in (statement, *context.hypotheses) for n in free_names(s)]
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo.extend(_names_of(context.definitions.get(name)))
    symbols = context.symbols
    return {
        n
        for n in seen - context.definitions.keys()
        if n in symbols and symbols[n].kind is Kind.SCALAR and symbols[n].domain.is_integer
    }


def _names_of(definition: Definition | None) -> Iterator[Name]:
    match definition:
        case Formula(body, parameters, shape):
            inner = free_names(body) - set(parameters)
            yield from itertools.chain(inner, *map(free_names, shape))
        case Tensor(shape, _):
            yield from itertools.chain(*map(free_names, shape))
