r"""One statement of an answer, with its surroundings.

*Defines* `Said` (a statement), `Unread` (a formula that no statement could be made of) and `Before`
(what stands in front of a formula).
"""

from __future__ import annotations

from dataclasses import dataclass

from symconv.errors import Place
from symconv.latex.tree import Statement


@dataclass(frozen=True)
class Said:
    """One statement of an answer; ``given`` is the one from which an arrow says it follows.

    ``words`` stand right before it, ``paragraph`` since the last display before it. A ``loose`` one
    is part of a sentence ("A with B = C") and no line of its own; a ``condition`` is what others
    follow from. ``both`` says that it follows from what was given, and that from it.
    What is said holds ``under`` a condition alone, if there is one.
    """

    statement: Statement
    place: Place
    text: str
    words: str = ""
    paragraph: str = ""
    boxed: bool = False
    display: bool = False
    block: int = 0
    heading: str = ""
    given: Statement | None = None
    loose: bool = False
    condition: bool = False
    both: bool = False
    under: Statement | None = None


@dataclass(frozen=True)
class Before:
    """What stands before a formula: words, the paragraph, the heading."""

    words: str
    paragraph: str
    heading: str


@dataclass(frozen=True)
class Unread:
    """A formula that could not be read, and why."""

    place: Place
    text: str
    why: str
