r"""Values of a signal at single places: ``y[3] = 15/8``, the cells of a table, a list of values.

*Defines* `Samples`, `samples_of`, `is_zero_elsewhere`, `is_list`, and `listed`, which writes a list
of values as equations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeGuard

from symconv.audit.causes.values import NoValue, value_at
from symconv.audit.judge.sayings import Said
from symconv.audit.judge.signals.edits import Edit
from symconv.audit.judge.signals.origin import origin_of
from symconv.latex.tree import Chain, Indexed, Node, Number
from symconv.proof.exact_numbers import Exact
from symconv.proof.point_truth import Point

LEAST = 3
"""A list of fewer values than this may be something else."""
_LIST = re.compile(
    r"\A\s*(?P<name>y'?)\s*(?:\[n\])?\s*=\s*(?:\\left\s*)?(?:\\?\{|\[|\()(?P<items>[^=]*?)"
    r"(?:\\right\s*)?(?:\\?\}|\]|\))\s*[.,]?\s*\Z"
)
_ARROW = re.compile(
    r"\\(?:underset|overset|stackrel)\s*\{\s*\\(?:up|down|Up|Down)arrow\s*\}\s*(?=\{)"
)
_COMMA = re.compile(r",(?![^{(]*[})])")
_PLACE = re.compile(r"\s*-?\s*\d+\s*")
_ELSEWHERE = re.compile(
    r"\b(?:otherwise|elsewhere|everywhere else|(?:all|any|every) other)\b", re.IGNORECASE
)
EMPTY = Point({}, {})
NOTHING: Mapping[int, Exact] = {}


@dataclass(frozen=True)
class Samples:
    """Values by their places, and the line that states each."""

    values: Mapping[int, Exact]
    said: Mapping[int, Said]


def samples_of(said: Sequence[Said], subject: Indexed) -> Samples | None:
    """Return the values of ``subject`` that are stated at single places; None without any."""
    values: dict[int, Exact] = {}
    lines: dict[int, Said] = {}
    for one in said:
        for place, value in _sample(one, subject):
            values[place], lines[place] = value, one
    return Samples(values, lines) if values else None


def _sample(one: Said, subject: Indexed) -> Iterator[tuple[int, Exact]]:
    match one.statement:
        case Chain((*others, last), relations) if set(relations) == {"="}:
            places = [s.indices[0] for s in others if _is_element(s, subject)]
            if not places or not _is_element(others[0], subject):
                return
        case Chain():
            return
        case last if (cell := _cell(one)) is not None:
            places = [cell]
        case _:
            return
    value = _number(last)
    for place in places:
        at = _number(place)
        if at is not None and value is not None and Fraction(at).denominator == 1:
            yield int(at), value


def _is_element(side: Node, subject: Indexed) -> TypeGuard[Indexed]:
    return isinstance(side, Indexed) and side.base == subject.base and len(side.indices) == 1


def is_zero_elsewhere(words: str) -> bool:
    """Whether words say that a signal is 0 at all places of which nothing is said.

    >>> is_zero_elsewhere("and 0 elsewhere"), is_zero_elsewhere("it is 0 for negative n")
    (True, False)
    """
    return _ELSEWHERE.search(words) is not None


def _number(tree: Node) -> Exact | None:
    try:
        found = value_at(tree, EMPTY)
    except NoValue:
        return None
    return None if isinstance(found, tuple | bool) else found


def _cell(one: Said) -> Number | None:
    """Return the place of a value in a table: the number that its row or its column is called."""
    label = one.heading.strip()
    column = one.words.removeprefix(one.heading).strip()
    for name, place in ((label, column), (column, label)):
        if "y" in name and _PLACE.fullmatch(place):
            return Number(Fraction(place.replace(" ", "")))
    return None


def is_list(text: str) -> bool:
    """Whether a formula sets the output to a list."""
    return _LIST.match(text) is not None


def listed(
    text: str, window: range, first: int | None, right: Mapping[int, Exact] = NOTHING
) -> Iterator[Edit]:
    r"""Yield the edit that writes ``y = \{1, 2, \dots\}`` as equations for single places.

    The value over an arrow is that at n = 0; else the list starts at ``first``, or with the window
    if it is as long as that, or at 0. Where it starts with a 0 or dots, nobody can tell which n
    that is, and it starts where most of its values are ``right``.

    >>> [edit.text for edit in listed(r"y = \{1, \underset{\uparrow}{2}, 5\}", range(9), None)]
    ['y[-1] = 1, \\quad y[0] = {2}, \\quad y[1] = 5']
    """
    match = _LIST.match(text)
    if match is None:
        return
    items = [item.strip() for item in _COMMA.split(match["items"])]
    leading = bool(items) and "dots" in items[0]
    kept = [item for item in items if "dots" not in item and item]
    marked = [i for i, item in enumerate(kept) if _ARROW.search(item)]
    if len(kept) < LEAST or any("dots" in item for item in items[1:-1]) or len(marked) > 1:
        return
    if marked:
        start = -marked[0]
    elif first is not None:
        start = first
    elif not leading and len(kept) == len(window):
        start = window.start
    elif leading or kept[0] == "0":
        found = origin_of(kept, right)
        if found is None:
            return
        start = found
    else:
        start = 0
    values = [_ARROW.sub("", item) for item in kept]
    equations = (f"{match['name']}[{start + i}] = {v}" for i, v in enumerate(values))
    yield Edit(0, len(text), r", \quad ".join(equations))
