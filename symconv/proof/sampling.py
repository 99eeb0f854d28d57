r"""Look for a point where a statement fails: small values first, then scattered ones.

*Defines* `Sample` and `counterexample`, and what they draw from, `assignments` and `Elements`. A
point is admissible when every name is in its domain and every hypothesis that shares names with the
statement holds there. Values are drawn without randomness of the process: the same statement gives
the same points.

Equations among the hypotheses would reject nearly every point. So for each one a name is set to the
value that makes it true, found by evaluating the equation at 1, 2 and 3.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice, product

from symconv.latex.tree import Chain, Number, Statement, descendants
from symconv.notation import Domain, Name, SymbolTable
from symconv.proof.context import Context
from symconv.proof.exact_numbers import Exact, Undefined
from symconv.proof.point import number, truth
from symconv.proof.point_truth import OutOfSteps, Point, Steps
from symconv.proof.sampling_plan import Plan, plan_of
from symconv.proof.unfolding import names_in

STEPS = 20_000
"""Elements and terms that one search may evaluate; a sum over sums would take for ever."""

REALS = (0, 1, -1, 2, Fraction(1, 2), -2, Fraction(-1, 2), 3, Fraction(1, 3), -3, Fraction(7, 2))
POSITIVE_REALS = (1, 2, Fraction(1, 2), 3, Fraction(1, 3), Fraction(7, 2), 4, Fraction(2, 5))
SMALL = {
    Domain.POSITIVE: tuple(range(1, 8)),
    Domain.NATURAL: tuple(range(7)),
    Domain.INTEGER: (0, 1, -1, 2, -2, 3, -3),
    Domain.REAL: REALS,
    Domain.POSITIVE_REAL: POSITIVE_REALS,
}


@dataclass(frozen=True)
class Sample:
    """What sampling saw: a point where the statement fails, if any, and how many points it tried.

    ``undefined`` tells of an admissible point where the statement has no value; ``unjudged`` says
    that at some points the hypotheses had none, as with sums that do not end.
    """

    failing: Mapping[str, str] = field(default_factory=dict)
    admissible: int = 0
    undefined: str = ""
    unjudged: bool = False


def counterexample(statement: Statement, context: Context, *, points: int = 2500) -> Sample:
    """Evaluate the statement at up to ``points`` points; stop at the first where it is false."""
    plan = plan_of(statement, context)
    seen = _Seen(Steps(STEPS))
    try:
        for values in islice(assignments(plan, context.symbols), points):
            failing = _fails_at(statement, plan, values, context, seen)
            if failing:
                return Sample(failing, seen.admissible, seen.undefined, seen.unjudged)
    except OutOfSteps:
        seen.undefined = seen.undefined or "its sums take too long to compute"
    return Sample({}, seen.admissible, seen.undefined, seen.unjudged)


@dataclass
class _Seen:
    """What a search met so far, and how much work it may still do."""

    steps: Steps
    admissible: int = 0
    undefined: str = ""
    unjudged: bool = False


def _fails_at(
    statement: Statement,
    plan: Plan,
    values: Mapping[Name, Exact],
    context: Context,
    seen: _Seen,
) -> dict[str, str]:
    """Return the point, spelled out, if it is admissible and the statement is false there."""
    elements = Elements(context.symbols, len(values))
    point = Point(values, context.definitions, elements, steps=seen.steps)
    try:
        settled = _settled(plan, point, context.symbols)
        if settled is None or not all(truth(h, settled) for h in plan.hypotheses):
            return {}
    except Undefined:
        seen.unjudged = True
        return {}
    seen.admissible += 1
    try:
        return {} if truth(statement, settled) else _spelled(settled, elements)
    except Undefined as error:
        seen.undefined = seen.undefined or f"{error.fact} at {_line(settled)}"
        return {}


def assignments(plan: Plan, symbols: SymbolTable) -> Iterator[dict[Name, Exact]]:
    """Yield all small points by the size of their largest value, then scattered ones."""
    pools = [SMALL[symbols[n].domain] for n in plan.free]
    if not pools:
        yield {}
        return
    budget, reach = 1200, 1
    while reach <= max(map(len, pools)) and (reach + 1) ** len(pools) <= budget:
        reach += 1
    for size in range(reach):
        for picks in product(*(range(min(size + 1, len(p))) for p in pools)):
            if max(picks) == size:
                yield {n: p[i] for n, p, i in zip(plan.free, pools, picks, strict=True)}
    source = random.Random(len(pools))
    tops = (4, 8, 16, 40, *_beyond(plan.hypotheses))
    while True:
        top = source.choice(tops)
        yield {n: _scattered(symbols[n].domain, source, top) for n in plan.free}


def _beyond(hypotheses: Iterable[Statement]) -> tuple[int, ...]:
    """Return a reach for hypotheses with large numbers: ``n >= 100`` holds at no small point."""
    largest = max((n.value for h in hypotheses for n in _numbers_in(h)), default=Fraction(0))
    return (int(4 * largest),) if largest > 10 else ()


def _numbers_in(statement: Statement) -> Iterator[Number]:
    """Yield the numbers that a statement spells out."""
    return (n for n in descendants(statement) if isinstance(n, Number))


def _scattered(domain: Domain, source: random.Random, top: int) -> Exact:
    if domain.is_integer:
        low = {Domain.POSITIVE: 1, Domain.NATURAL: 0}.get(domain, -top)
        return source.randint(low, top)
    low = 1 if domain is Domain.POSITIVE_REAL else -top
    return Fraction(source.randint(low, top), source.randint(1, 4))


def _settled(plan: Plan, point: Point, symbols: SymbolTable) -> Point | None:
    """Set the determined names in turn; None when a value is outside the name's domain.

    A name for which its equation cannot be solved gets a value that may or may not fit.
    """
    for name, equation in plan.determined:
        domain = symbols[name].domain
        result = _solution(name, equation, point)
        if result is None:
            source = random.Random(f"{name} {sorted(point.values.items())}")
            result = _scattered(domain, source, 4)
        if not _in_domain(result, domain):
            return None
        point = point.bind((name,), (result,))
    return point


def _solution(name: Name, equation: Chain, point: Point) -> Exact | None:
    """Solve an equation that is affine in a name, by three evaluations."""
    left, right = equation.sides
    if getattr(left, "name", None) == name and name not in names_in(right):
        return number(right, point)

    def gap(x: int) -> Exact:
        there = point.bind((name,), (x,))
        return number(left, there) - number(right, there)

    at1, at2, at3 = gap(1), gap(2), gap(3)  # never at 0, where a divisor has no remainder
    slope = at2 - at1
    if slope == 0 or at3 - at2 != slope:
        return None
    result = 1 - Fraction(at1) / slope
    return int(result) if result.denominator == 1 else result


def _in_domain(a: Exact, domain: Domain) -> bool:
    if domain.is_integer and a.denominator != 1:
        return False
    return {Domain.POSITIVE: a >= 1, Domain.NATURAL: a >= 0, Domain.POSITIVE_REAL: a > 0}.get(
        domain, True
    )


@dataclass
class Elements:
    """Elements of tensors and values of functions: scattered, but always the same for an index."""

    symbols: SymbolTable
    salt: int
    used: dict[tuple[Name, tuple[Exact, ...]], Exact] = field(default_factory=dict)

    def __call__(self, name: Name, indices: tuple[Exact, ...]) -> Exact:
        """Return an element, the same whenever it is asked for."""
        if name not in self.symbols:
            raise Undefined(f"{name} has no values")
        source = random.Random(f"{self.salt} {name} {indices}")
        return self.used.setdefault(
            (name, indices), _scattered(self.symbols[name].domain, source, 4)
        )


def _spelled(point: Point, elements: Elements) -> dict[str, str]:
    names = {n.latex: str(v) for n, v in sorted(point.values.items())}
    for (name, indices), v in elements.used.items():
        names[f"{name.latex}_{{{', '.join(map(str, indices))}}}"] = str(v)
    return names


def _line(point: Point) -> str:
    return ", ".join(f"{n} = {v}" for n, v in sorted(point.values.items()))
