r"""Letters that an author uses without saying what they are: indices, counts, unknowns.

*Defines* `generic_letters`, `private_names` and `points_with`. ``m (K - 1) + m = m K`` is claimed
for every m. ``K = 2 m + 1`` says what m is, and so do ``0 < m < 1`` and "let $m$ be";
such a letter is not free, and nothing is said of lines with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.values import NoValue, value_at
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.real_values import agree_at_reals
from symconv.audit.judge.relations import is_false
from symconv.audit.judge.sayings import Said
from symconv.audit.judge.usual_names import usual_in
from symconv.latex.tree import Chain, Indexed, Symbol
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


def private_names(said: Iterable[Said], desk: Desk) -> frozenset[Name]:
    """Return names that only the sheet's own proof uses, and that mean something else in an answer.

    A proof may call the output before it is cropped ``F``; to an author ``F`` may be the filter.
    """
    shown = {n for item in desk.items for n in names_in_tree(item.statement or item.value)}
    text = f"{desk.problem.text} {' '.join(desk.problem.given)}"
    found = set()
    for one in said:
        match one.statement:
            case Chain((Symbol(name) | Indexed(Symbol(name), _), *_), ("=" | ":=" | "->", *_)):
                spelled = re.compile(rf"(?<![A-Za-z\\]){re.escape(name.latex)}(?![A-Za-z])")
                if name in desk.points.definitions and not spelled.search(text):
                    found |= {name} if _contradicts(one.statement, desk) else set()
    return frozenset(found - shown - usual_in(desk.derivation))


def _contradicts(line: Chain, desk: Desk) -> bool:
    """Whether the first two sides of a line differ at some point, or nothing is known of that."""
    try:
        pairs = [tuple(value_at(side, point) for side in line.sides[:2]) for point in desk.points]
    except NoValue:
        return not agree_at_reals(line.sides[0], line.sides[1], desk.derivation)
    return any(is_false(left, "=", right, closed=False) for left, right in pairs)


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
