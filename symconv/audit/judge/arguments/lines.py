r"""The lines of a proof as linear conditions on the weights and the bias.

*Defines* `Line`, `lines_of` and `with_chains`. A chain gives one line for each pair of neighbours;
an equation of arrays one for each entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from symconv.audit.judge.affine.forms import ZERO, Affine, NotAffine, entries
from symconv.audit.judge.affine.systems import Condition, Sign
from symconv.audit.judge.arguments.demands import Demands
from symconv.audit.judge.arguments.unknowns import Unknowns
from symconv.audit.judge.sayings import Said
from symconv.latex.tree import Add, Boxed, Chain, Expr, Logic, Not, Quantified, Statement

SIGNS: dict[str, tuple[Sign, bool]] = {
    "=": ("=", False),
    "!=": ("!=", False),
    ">": (">", False),
    ">=": (">=", False),
    "<": (">", True),
    "<=": (">=", True),
}


@dataclass(frozen=True)
class Line:
    """A condition, where it is stated, and which statement it is a part of.

    ``written`` says that unknowns stand in it, even if they cancel; ``denied`` that it stands under
    a negation, so that it is assumed and not claimed. ``link`` is its number in a chain, and
    whether its sides are exchanged in the condition; ``sums`` are the terms of both sides.
    One that is ``unlike_table`` is false when the values of the table are put in for outputs:
    ``f(0,0) + f(1,1) = f(0,1) + f(1,0)``. ``parts`` are the lines of which a chain consists.
    """

    condition: Condition
    said: Said
    statement: int
    written: bool = True
    denied: bool = False
    link: tuple[int, bool] | None = None
    sums: tuple[tuple[Affine, ...], ...] = ()
    unlike_table: bool = False
    parts: tuple[int, ...] = ()

    @property
    def is_identity(self) -> bool:
        """Whether unknowns stand on it and cancel, and it holds."""
        return self.written and self.condition.form.is_constant and self.condition.at({})

    @property
    def is_absurd(self) -> bool:
        """Whether it is false, whatever the weights are."""
        return self.condition.form.is_constant and not self.condition.at({})

    @property
    def is_about_numbers(self) -> bool:
        """Whether no unknown is left in it."""
        return self.condition.form.is_constant


def lines_of(said: Sequence[Said], unknowns: Unknowns, demands: Demands) -> list[Line]:
    """Return the conditions that an answer states, in order; what is no condition is left out."""
    points = [tuple(map(Fraction, p)) for p in demands.points]
    table = dict(zip(points, demands.values, strict=True)) if demands.are_equations else {}
    found: list[Line] = []
    for number, one in enumerate(said):
        valued = list(_lines(one.statement, one, number, replace(unknowns, table=table)))
        unlike = any(line.is_absurd and line.condition.sign == "=" for line in with_chains(valued))
        for line in _lines(one.statement, one, number, unknowns):
            found.append(replace(line, unlike_table=unlike and line.is_identity))
    return found


def _lines(
    statement: Statement, one: Said, number: int, unknowns: Unknowns, *, denied: bool = False
) -> Iterator[Line]:
    match statement:
        case Boxed(body):
            yield from _lines(body, one, number, unknowns, denied=denied)
        case Not(body):
            yield from _lines(body, one, number, unknowns, denied=not denied)
        case Quantified("exists", _, body) if denied:
            yield from _lines(body, one, number, unknowns, denied=True)
        case Logic("and", parts):
            for part in parts:
                yield from _lines(part, one, number, unknowns, denied=denied)
        case Chain(sides, relations):
            for at, pair in enumerate(zip(sides, relations, sides[1:], strict=False)):
                for line in _of_pair(*pair, one, number, unknowns):
                    link = (at, SIGNS[pair[1]][1]) if line.sums and len(relations) > 1 else None
                    yield replace(line, denied=denied, link=link)


def _of_pair(
    left: Expr, sign: str, right: Expr, one: Said, number: int, unknowns: Unknowns
) -> Iterator[Line]:
    """Yield the condition of two neighbours, or those of the entries of arrays."""
    if sign not in SIGNS:
        return
    try:
        a, b = entries(unknowns.form(left)), entries(unknowns.form(right))
        sums = (_terms(left, unknowns), _terms(right, unknowns)) if len(a) == len(b) == 1 else ()
    except NotAffine:
        return
    if len(a) != len(b):
        a, b = (a * len(b), b) if len(a) == 1 else (a, b * len(a))
    for x, y in zip(a, b, strict=False):
        written = not (x.is_constant and y.is_constant)
        yield Line(condition_of(x, sign, y), one, number, written, sums=sums)


def _terms(side: Expr, unknowns: Unknowns) -> tuple[Affine, ...]:
    """Return the terms of a sum as forms, or a side alone."""
    parts = side.terms if isinstance(side, Add) else (side,)
    return tuple(e for part in parts for e in entries(unknowns.form(part)))


def condition_of(left: Affine, sign: str, right: Affine) -> Condition:
    """Return ``left sign right`` as a condition."""
    kind, turned = SIGNS[sign]
    return Condition(right.minus(left) if turned else left.minus(right), kind)


def with_chains(lines: Sequence[Line]) -> list[Line]:
    """Return the lines and what chains say of sides that are no neighbours: ``a >= b > c``."""
    found = list(lines)
    for number in dict.fromkeys(line.statement for line in lines):
        parts = [
            i for i, line in enumerate(lines) if line.statement == number and line.link is not None
        ]
        for start in range(len(parts)):
            for stop in range(start + 2, len(parts) + 1):
                if (line := _joined(lines, parts[start:stop])) is not None:
                    found.append(line)
    return found


def _joined(lines: Sequence[Line], chosen: Sequence[int]) -> Line | None:
    """Return what neighbours of a chain that lead the same way say together."""
    parts = [lines[i] for i in chosen]
    links = [line.link for line in parts if line.link is not None]
    ways = {way for line, (_, way) in zip(parts, links, strict=True) if line.condition.sign != "="}
    signs = {line.condition.sign for line in parts}
    if len(ways) > 1 or "!=" in signs or {b[0] - a[0] for a, b in pairwise(links)} != {1}:
        return None
    way, total = next(iter(ways), False), ZERO
    for line, (_, own) in zip(parts, links, strict=True):
        total = total.plus(line.condition.form.times(Fraction(1 if own == way else -1)))
    sign: Sign = ">" if ">" in signs else ">=" if ">=" in signs else "="
    written, condition = not total.is_constant, Condition(total, sign)
    return Line(condition, parts[0].said, parts[0].statement, written, parts=tuple(chosen))
