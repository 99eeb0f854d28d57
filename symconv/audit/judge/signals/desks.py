r"""What a judge has at hand for a question about signals, beside what every question has.

*Defines* `THEOREMS`, `signal_desk` and `subject_of`.

- The unit step ``u`` and the unit impulse ``\delta`` are known, as in every text on signals.
- Sums over all integers are cut to their terms that may differ from 0, so that they have values.
- Points stand at every n near the ends of a branch: a branch that is shifted by one shows there.
- That the late output is ``y[n - N]`` and its closed form are one conclusion: each says the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from symconv.audit.causes.points import Points
from symconv.audit.causes.values import NoValue, value_at
from symconv.audit.judge.aliases import alias
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.item import Item
from symconv.audit.signals.everywhere import computed_definitions
from symconv.latex.tree import (
    Cases,
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
from symconv.notation import Name, tensors
from symconv.proof.context import Definition, Formula
from symconv.proof.exact_numbers import Exact
from symconv.proof.point_truth import Point

THEOREMS = frozenset({"signal_convolution", "delayed_convolution"})
TIME = Name("n")
ONE, ZERO = Number(Fraction(1)), Number(Fraction(0))
USUAL: Mapping[str, Definition] = {
    "u": Formula(Cases(((ONE, Chain((Symbol(TIME), ZERO), (">=",))), (ZERO, None))), (TIME,)),
    r"\delta": Formula(Cases(((ONE, Chain((Symbol(TIME), ZERO), ("=",))), (ZERO, None))), (TIME,)),
}
BEFORE, BEHIND = 4, 5
MAX_LETTERED = 3
"""Choices of numbers for sizes that are letters; each gets points of its own."""


def signal_desk(desk: Desk) -> Desk:
    """Return the desk of a question about signals; any other desk as it is."""
    if desk.problem.ask not in THEOREMS:
        return desk
    free = {letter: d for letter, d in USUAL.items() if not _uses(desk, letter)}
    usual = (
        {row.name: free[row.name.latex] for row in tensors(" ".join(free), rank=1)} if free else {}
    )
    symbols = tensors(" ".join(free), rank=1) if free else ()
    items = tuple(i for i in desk.items if isinstance(i.value, Cases)) or _merged(desk.items)
    definitions = {**desk.context.definitions, **usual}
    computed = {**computed_definitions(definitions), **_shown(items)}
    points = Points(tuple(_places(desk, items)), computed)
    context = replace(
        desk.context, symbols=desk.context.symbols.extended(symbols), definitions=definitions
    )
    known = desk.known.extended(symbols)
    return replace(desk, items=items, points=points, context=context, known=known, time=TIME)


def _merged(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return conclusions that hold under conditions on the sizes as one, in cases."""
    branches: list[tuple[Expr, Statement | None]] = []
    subject: Expr | None = None
    for item in items:
        match item.value:
            case Logic("implies", (given, Chain((subject, Cases(rows)), ("=",)))):
                branches += [(v, given if c is None else Logic("and", (given, c))) for v, c in rows]
            case _:
                return items
    if subject is None:
        return items
    value = Cases((*branches[:-1], (branches[-1][0], None)))
    statement = Chain((subject, value), ("=",))
    return (Item((subject,), value, frozenset({alias(subject)}), statement=statement),)


def _shown(items: tuple[Item, ...]) -> dict[Name, Definition]:
    """Return what was shown to be the closed form of a signal as its definition: it is quicker."""
    return {
        base.name: Formula(item.value, (TIME,))
        for item in items
        for base in (subject.base for subject in item.subjects if isinstance(subject, Indexed))
        if isinstance(base, Symbol) and isinstance(item.value, Expr)
    }


def _uses(desk: Desk, letter: str) -> bool:
    return any(row.name.latex == letter for row in desk.derivation.symbols)


def subject_of(desk: Desk) -> Indexed:
    """Return the signal that a question asks for, at n."""
    found = desk.items[-1].subjects[0]
    assert isinstance(found, Indexed)
    return found


def _places(desk: Desk, items: Iterable[Item]) -> Iterator[Mapping[Name, Exact]]:
    """Yield the points of a desk with n around every end of a branch."""
    seen: list[Mapping[Name, Exact]] = []
    for values in desk.points.values:
        letters = {name: v for name, v in values.items() if name not in (TIME, Name("i"))}
        if letters in seen or len(seen) == MAX_LETTERED:
            continue
        seen.append(letters)
        ends = sorted({e for item in items for e in _ends(item.value, letters)})
        near = {e + step for e in ends for step in range(-BEFORE, BEHIND + 1)}
        yield from ({**values, TIME: n} for n in sorted(near))


def _ends(tree: Node, letters: Mapping[Name, Exact]) -> Iterator[int]:
    """Yield the numbers that conditions compare n with."""
    point = Point(letters, {})
    for node in descendants(tree):
        if isinstance(node, Chain) and Symbol(TIME) in node.sides:
            for side in node.sides:
                if side != Symbol(TIME):
                    try:
                        value = value_at(side, point)
                    except NoValue:
                        continue
                    if not isinstance(value, tuple):
                        yield from {floor(value), ceil(value)}
