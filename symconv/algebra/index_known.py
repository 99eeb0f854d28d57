"""What the sizes, the hypotheses and the conditions of a term say about its indices."""

from __future__ import annotations

from collections.abc import Collection

from symconv.algebra.index_bounds import is_implied
from symconv.algebra.index_rows import Echelon, echelon
from symconv.algebra.index_terms import Box, Facts, Term, indices_of, unknown
from symconv.algebra.named_polynomial import Scalar, minus


class Known:
    """The conditions of a term, ready for questions; every "yes" is a proof.

    >>> term = Term(1, (), {"#i": 4})
    >>> Known(term, Facts()).implies(minus(3, unknown("#i")))
    True
    """

    def __init__(self, term: Term, facts: Facts, system: Echelon | None = None) -> None:
        self.facts = facts
        self.system = system or echelon(term.equalities, index_order(term), facts)
        self.boxes = boxes_of(term, facts)
        solved = {row.index for row in self.system.rows}
        limits = _limits({v: box for v, box in self.boxes.items() if v in solved})
        conditions = [*term.inequalities, *limits, *facts.inequalities]
        self.forms = [self.system.reduced(g, facts) for g in conditions]

    def implies(self, form: Scalar, *, without: Collection[int] = ()) -> bool:
        """Whether ``form >= 0`` wherever the term is not 0.

        ``without`` leaves some of the inequalities of the term out of account.
        """
        goal = self.system.reduced(form, self.facts)
        forms = [g for n, g in enumerate(self.forms) if n not in without]
        return is_implied(goal, forms, self.boxes, self.facts)

    def within(self, form: Scalar, low: Scalar, high: Scalar) -> bool:
        """Whether ``low <= form <= high`` wherever the term is not 0."""
        return self.implies(minus(form, low)) and self.implies(minus(high, form))


def index_order(term: Term) -> list[str]:
    """Return the indices of the equalities: of tensors first, then other bound ones, then free."""
    taken = {i for a in term.atoms for i in a.indices if i in term.bound}
    names = {n for e in term.equalities for n in indices_of(e)}
    return sorted(names, key=lambda n: (n not in taken, n))


def boxes_of(term: Term, facts: Facts) -> dict[str, Box]:
    """Return the bounds of every index, bound and free."""
    boxes: dict[str, Box] = dict(facts.boxes)
    for name, size in term.bound.items():
        boxes[name] = (None, None) if size is None else (0, minus(size, 1))
    return boxes


def _limits(boxes: dict[str, Box]) -> list[Scalar]:
    found: list[Scalar] = []
    for name, (low, high) in boxes.items():
        found += [] if low is None else [minus(unknown(name), low)]
        found += [] if high is None else [minus(high, unknown(name))]
    return found
