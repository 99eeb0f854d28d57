r"""Whether two formulas of an integer n agree for every n.

*Defines* `Agreement`, `everywhere` and `agreement`. Far out on both sides the formulas are
polynomials times powers, which are compared; the n in between are computed one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from symconv.audit.causes.values import NoValue, Value, value_at
from symconv.audit.signals.ahead import TIME, NotFarOut
from symconv.audit.signals.far_out import far_out
from symconv.audit.signals.finite import finite
from symconv.latex.substitute import substitute
from symconv.latex.tree import Negative, Node, Symbol
from symconv.notation import Name
from symconv.proof.context import Definition, Formula
from symconv.proof.point_truth import Point

LONGEST = 400
"""How many places in between are computed at most, on each side."""
MORE = 30
"""Different polynomials times powers, of so few terms, differ within so many places."""


@dataclass(frozen=True)
class Agreement:
    """Two formulas agree from ``first`` to ``last`` and beyond, or differ at ``place``."""

    first: int = 0
    last: int = 0
    place: int | None = None
    values: tuple[Value, Value] = (0, 0)

    @property
    def how(self) -> str:
        """How it was decided that they agree."""
        return f"exhausted: n from {self.first} to {self.last}; the same closed forms beyond"


def everywhere(
    claimed: Node, expected: Node, index: Name, definitions: Mapping[Name, Definition]
) -> Agreement:
    r"""Compare two formulas for every integer; raise NotFarOut or NoValue where that fails.

    >>> from symconv.latex.reader import read_one
    >>> from symconv.notation import Domain, SymbolTable, scalars
    >>> table = SymbolTable.of(scalars("n k", Domain.INTEGER))
    >>> a, b = (read_one(s, table).statement for s in (r"\sum_{k=0}^{n} 2^k", "2^{n+1} - 1"))
    >>> everywhere(a, b, Name("n"), {}).place
    -2
    """
    computable = computed_definitions(definitions)
    both = [finite(tree, definitions) for tree in (claimed, expected)]
    ends: list[int] = []
    apart = False
    for far in (Negative(Symbol(TIME)), Symbol(TIME)):
        found = [far_out(substitute(tree, {index: far}), definitions) for tree in both]
        start = max(f.start for f in found)
        if start > LONGEST:
            raise NotFarOut("conditions on places that are too far away")
        differ = found[0].terms != found[1].terms
        apart = apart or differ
        ends.append(start + MORE if differ else start)
    for n in sorted(range(-ends[0], ends[1] + 1), key=lambda n: (abs(n), n)):
        point = Point({index: n}, computable)
        got, right = (value_at(tree, point) for tree in both)
        if got != right:
            return Agreement(place=n, values=(got, right))
    if apart:
        raise NotFarOut("the closed forms differ, but no place was found")
    return Agreement(-ends[0], ends[1])


def agreement(
    claimed: Node, expected: Node, index: Name, definitions: Mapping[Name, Definition]
) -> Agreement | None:
    """Return whether two formulas agree for every integer; None where that is not decided."""
    try:
        return everywhere(claimed, expected, index, definitions)
    except (NotFarOut, NoValue):
        return None


def computed_definitions(definitions: Mapping[Name, Definition]) -> dict[Name, Definition]:
    """Return definitions of which sums over all integers are cut to what can be computed."""
    return {
        name: replace(body, body=finite(body.body, definitions))
        if isinstance(body, Formula)
        else body
        for name, body in definitions.items()
    }
