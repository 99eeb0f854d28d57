r"""Letters that an author uses without saying what they are: indices, counts, unknowns.

*Defines* `generic_letters` and `points_with`. ``1 + m (K - 1) + (K - 1) = 1 + (m + 1)(K - 1)`` is
claimed for every m. ``K = 2 m + 1`` says what m is, and so do ``0 < m < 1`` and "let $m$ be ...";
such a letter is not free, and nothing is said of lines with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.sayings import Said
from symconv.latex.tree import Chain, Symbol
from symconv.notation import Name
from symconv.proof.point_truth import Point

EQUAL = frozenset({"=", ":=", "==", "~", "->"})
MAX_LETTERS = 3
REACH = {0: 1, 1: 24, 2: 6, 3: 3}
"""Up to which number letters run, by how many there are."""
MAX_POINTS = 3


def generic_letters(said: Iterable[Said], desk: Desk) -> frozenset[Name]:
    """Return own names that stand on both sides of every equation that they stand in."""
    found: set[Name] = set()
    told: set[Name] = set()
    for one in said:
        statement = one.statement
        own = {n for n in names_in_tree(statement) if n not in desk.known}
        if isinstance(statement, Symbol):
            told |= own
        found |= own
        if not isinstance(statement, Chain):
            continue
        if not set(statement.relations) <= EQUAL:
            told |= own if one.given is None and not one.condition else set()
            continue
        sides = [names_in_tree(side) for side in statement.sides]
        told |= {n for n in own if not all(n in side for side in sides)}
        told |= {n for side in statement.sides if isinstance(side, Symbol) for n in [side.name]}
    return frozenset(n for n in found - told if n not in desk.known)


def points_with(letters: Sequence[Name], desk: Desk) -> Iterator[Point]:
    """Yield the points of a desk with values for further letters; none for too many of them."""
    if not letters:
        yield from desk.points
        return
    if len(letters) > MAX_LETTERS:
        return
    for point in islice(desk.points, MAX_POINTS):
        for values in product(range(1, REACH[len(letters)] + 1), repeat=len(letters)):
            yield point.bind(tuple(letters), values)
