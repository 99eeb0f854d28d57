r"""Several lines that each give a signal for some n, as one formula in cases.

*Defines* `Pieces`, `pieces_of`, `in_cases`, `value_of` and `has_open_end`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from symconv.audit.judge.sayings import Said
from symconv.latex.tree import Boxed, Cases, Chain, Expr, Indexed, Number, Statement, Symbol

Branch = tuple[Expr, Statement | None]
_REST = re.compile(
    r"\b(?:otherwise|elsewhere|else|all other)\b"
    r"|\b(?:zero|0)\b[^.]{0,20}\b(?:negative|before|outside)\b"
    r"|\b(?:negative|before|outside)\b[^.]{0,40}\b(?:zero|0)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Pieces:
    """Values with conditions in the order in which they were stated, each with its line.

    ``rest`` is what is said for all other n; None where nothing is.
    """

    branches: tuple[Branch, ...]
    lines: tuple[Said, ...]
    rest: Expr | None = None

    @property
    def last(self) -> Said:
        """The line that came last."""
        return self.lines[-1]

    def filled(self, rest: Expr) -> Expr:
        """Return the formula with a value for the n of which nothing is said."""
        return Cases((*self.branches, (self.rest or rest, None)))


def pieces_of(said: Sequence[Said], subject: Expr, words: str) -> Pieces | None:
    """Return what the lines under conditions say of a signal; None if there is no such line.

    ``words`` are all words of the answer: an "otherwise" or "elsewhere" says that the rest is 0.
    """
    found: dict[Statement, tuple[Expr, Said]] = {}
    rest: Expr | None = None
    for one in said:
        value = value_of(one, subject)
        if value is None:
            continue
        if one.under is not None:
            found.pop(one.under, None)
            found[one.under] = value, one
        elif isinstance(value, Cases) and has_open_end(value):
            found = {guard: (v, one) for v, guard in value.branches if guard is not None}
        elif isinstance(value, Number):
            rest = value
    if not found:
        return None
    if rest is None and _says_the_rest(words):
        rest = Number(0)  # type: ignore[arg-type]
    branches = tuple((value, guard) for guard, (value, _) in found.items())
    return Pieces(branches, tuple(line for _, line in found.values()), rest)


def has_open_end(value: Expr) -> bool:
    """Whether a function in cases has no "otherwise"."""
    return isinstance(value, Cases) and value.branches[-1][1] is not None


def value_of(one: Said, subject: Expr) -> Expr | None:
    """Return what a line says that a signal is for every n that it is about."""
    match one.statement:
        case Chain((first, *_, last), relations) if first == subject and relations[0] in (
            "=",
            ":=",
        ):
            while isinstance(last, Boxed):
                last = last.body  # type: ignore[assignment]
            return last
        case _:
            return None


def is_at_all_places(side: Expr) -> bool:
    """Whether a side is the element of a signal at a letter, as ``y[n]`` is."""
    return isinstance(side, Indexed) and isinstance(side.indices[0], Symbol)


def in_cases(pieces: Pieces, subject: Expr, rest: Expr, place: Said) -> Said:
    """Return the pieces as one statement, at the place of one of them."""
    statement = Chain((subject, pieces.filled(rest)), ("=",))
    return replace(place, statement=statement, under=None, boxed=False)


def _says_the_rest(words: str) -> bool:
    return _REST.search(words) is not None
