r"""A mistake, and what an answer looks like after it was made.

*Defines* `Mistake` and `Variant`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from symconv.audit.causes.points import Points
from symconv.audit.causes.values import Value
from symconv.latex.tree import Node
from symconv.notation import Name


@dataclass(frozen=True)
class Mistake:
    """A mistake with a stable name, told in a clause.

    ``weight`` grows with how far-fetched it is. ``convention`` names the convention under which it
    is none.
    """

    name: str
    sentence: str
    weight: int = 1
    convention: str = ""


@dataclass(frozen=True)
class Variant:
    """The conclusions of a question after some mistakes, by their numbers.

    Either ``trees``, which have values at ``points``, or ``values`` that were computed.
    A conclusion without an entry is one that the mistakes leave open. ``letters`` are changes of
    givens that the points already contain, and the trees do not yet.
    """

    mistakes: tuple[Mistake, ...]
    trees: Mapping[int, Node] = field(default_factory=dict)
    points: Points | None = None
    values: Mapping[int, Value] = field(default_factory=dict)
    letters: tuple[Mapping[Name, Node], ...] = ()

    @property
    def weight(self) -> int:
        """How far-fetched the mistakes are together; two are more so than one."""
        return sum(m.weight for m in self.mistakes) + len(self.mistakes) - 1
