r"""Whether a condition on n holds, where the signs of linear forms are known.

*Defines* `Signs` (what knows them: for large t, or within a region of sizes) and `holds`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from symconv.algebra.named_polynomial import Scalar, minus
from symconv.audit.signals.ahead import NotFarOut, linear
from symconv.latex.tree import Chain, Dots, Interval, Logic, Node, Not, SetOf, Space
from symconv.notation import Name
from symconv.proof.context import Definition

SIGNS: Mapping[str, tuple[int, ...]] = {
    "=": (0,),
    "<": (-1,),
    "<=": (-1, 0),
    ">": (1,),
    ">=": (1, 0),
    "!=": (-1, 1),
}
Places = Mapping[Name, Scalar]


class Signs(Protocol):
    """What knows the sign of a linear form, and the sequences that may be put in."""

    @property
    def definitions(self) -> Mapping[Name, Definition]:
        """Sequences with their formulas."""

    def sign(self, form: Scalar) -> int:
        """Return -1, 0 or 1; raise NotFarOut where that is not known."""


def holds(signs: Signs, guard: Node, places: Places) -> bool:
    """Whether a condition holds, with indices of sums at their ``places``."""
    match guard:
        case Chain(sides, relations):
            pairs = zip(sides, relations, sides[1:], strict=False)
            return all(_related(signs, a, sign, b, places) for a, sign, b in pairs)
        case Logic("and", parts):
            return all(holds(signs, part, places) for part in parts)
        case Logic("or", parts):
            return any(holds(signs, part, places) for part in parts)
        case Not(body):
            return not holds(signs, body, places)
        case _:
            raise NotFarOut("a condition is no comparison")


def _related(signs: Signs, a: Node, sign: str, b: Node, places: Places) -> bool:
    if sign in ("in", "notin"):
        return _member(signs, a, b, places) == (sign == "in")
    if sign not in SIGNS:
        raise NotFarOut(f"the relation {sign} is no comparison")
    return signs.sign(minus(linear(a, places), linear(b, places))) in SIGNS[sign]


def _member(signs: Signs, a: Node, where: Node, places: Places) -> bool:
    match where:
        case Space("Z", ()):
            return True
        case Interval(low, high, left, right):
            above = _related(signs, low, "<=" if left else "<", a, places)
            return above and _related(signs, a, "<=" if right else "<", high, places)
        case SetOf((first, *_, Dots(), last)):
            above = _related(signs, first, "<=", a, places)
            return above and _related(signs, a, "<=", last, places)
        case SetOf(items):
            return any(_related(signs, a, "=", item, places) for item in items)
        case _:
            raise NotFarOut("a condition names a set that is not known")
