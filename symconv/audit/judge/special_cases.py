r"""Lines about a special case: "for $S = 1$ we get $W' = W + 2 P - K + 1$".

*Defines* `Cases`. A line that is false in general is no mistake where the text around it sets some
letters. Settings are equations of a letter with a number in the same paragraph or in one beside
it; in words ("without padding") they are looked for among the usual defaults, for letters that the
line itself does not show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.letters import DEFAULTS
from symconv.audit.causes.question import letters_of
from symconv.audit.causes.values import NoValue, value_at
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.relations import is_false
from symconv.audit.judge.sayings import Said
from symconv.latex.tree import Chain, Expr, Symbol
from symconv.notation import Name
from symconv.proof.exact_numbers import Exact
from symconv.proof.point_truth import Point

Setting = Mapping[Name, Exact]
_WORD = re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True)
class Cases:
    """What an answer sets its letters to, by paragraph, and the defaults of the question."""

    settings: Mapping[int, Setting]
    defaults: Setting

    @classmethod
    def of(cls, said: Sequence[Said], desk: Desk) -> Cases:
        """Collect the settings of an answer."""
        found: dict[int, dict[Name, Exact]] = {}
        for one in said:
            for name, value in _set(one, desk):
                found.setdefault(one.block, {})[name] = value
        letters, _ = letters_of(desk.problem.given)
        return cls(found, {letters[key]: n for key, n in DEFAULTS.items() if key in letters})

    def excuse(self, one: Said, sides: tuple[Expr, str, Expr], desk: Desk) -> bool:
        """Whether a line holds at all points of a case that the text may mean."""
        return any(_holds(case, sides, desk) for case in self._meant(one, sides))

    def _meant(self, one: Said, sides: tuple[Expr, str, Expr]) -> Iterator[Setting]:
        near = [self.settings.get(one.block + step, {}) for step in (-1, 1, 0)]
        if stated := {name: value for case in near for name, value in case.items()}:
            yield stated
        if _WORD.search(f"{one.words} {one.paragraph}"):
            shown = names_in_tree(sides[0]) | names_in_tree(sides[2])
            hidden = [name for name in self.defaults if name not in shown]
            for count in range(1, len(hidden) + 1):
                for chosen in combinations(hidden, count):
                    yield {**stated, **{name: self.defaults[name] for name in chosen}}


def _set(one: Said, desk: Desk) -> Iterator[tuple[Name, Exact]]:
    match one.statement:
        case Chain((Symbol(name), value), ("=",)) if not names_in_tree(value):
            try:
                number = value_at(value, Point({}, {}))
            except NoValue:
                return
            if name not in desk.points.definitions and not isinstance(number, tuple):
                yield name, number


def _holds(case: Setting, sides: tuple[Expr, str, Expr], desk: Desk) -> bool:
    left, sign, right = sides
    names, values = tuple(case), tuple(case.values())
    try:
        pairs = [
            (value_at(left, at), value_at(right, at))
            for at in (point.bind(names, values) for point in desk.points)
        ]
    except NoValue:
        return False
    return bool(pairs) and not any(is_false(a, sign, b, closed=False) for a, b in pairs)
