"""How single signs are spelled for a backend, and what the tree knows of where signs belong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from symconv.latex import tree as t

SIGNS = {
    "+": "+",
    "-": "-",
    "/": "/",
    r"\div": "/",
    "=": "=",
    r"\cdot": r"\cdot ",
    r"\times": r"\times ",
    "*": r"\cdot ",
    r"\ast": r"\cdot ",
    r"\bmod": r"\mod ",
}
OPENERS = {
    "(": "(",
    "[": "(",
    r"\lfloor": r"\lfloor ",
    r"\lceil": r"\lceil ",
    r"\lvert": r"\lvert ",
}
PARTNERS = {
    "(": ")",
    "[": ")",
    r"\lfloor": r"\rfloor ",
    r"\lceil": r"\rceil ",
    r"\lvert": r"\rvert ",
}
CLOSERS = frozenset({")", r"\rfloor", r"\rceil", r"\rvert"})
ARGUMENTS = {r"\frac": 2, r"\binom": 2, r"\sqrt": 1}


class Unreadable(Exception):
    """A construct that has no encoding; the message names it."""


class Item(NamedTuple):
    """A bit of text, and whether an operand starts or ends with it."""

    text: str
    starts: bool = False
    ends: bool = False


@dataclass
class Frame:
    """One pair of brackets: how it closes, how many arguments commands inside still take."""

    closer: Item = field(default=Item(""))
    pending: int = 0


def extent(node: t.Node) -> tuple[int, int]:
    """Return the characters of a node that was read from a text."""
    if node.span is None:
        raise Unreadable(f"{type(node).__name__} without a span")
    return node.span.start, node.span.end


def limits(over: t.Over) -> tuple[t.Node, t.Node, t.Node]:
    """Return the index of a set-bound operator and two stand-ins for the limits it lacks.

    What is asked is the operator's scope, and that does not depend on the limits.
    """
    return over.indices[0], over, t.Tuple(over.indices)


@dataclass
class Marks:
    """What our tree knows of the text, by offset: lexical facts only, no grouping.

    ``leaves`` are the opaque parts; ``bigs`` the operators, several where one sign has several
    indices; ``bars`` the sides of absolute values.
    """

    leaves: dict[int, t.Node] = field(default_factory=dict)
    bigs: dict[int, list[t.Big]] = field(default_factory=dict)
    bars: dict[int, str] = field(default_factory=dict)
