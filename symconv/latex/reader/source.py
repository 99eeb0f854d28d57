"""The text being read, and errors that point into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from symconv.errors import Place, SymconvError

E = TypeVar("E", bound=SymconvError)


@dataclass(frozen=True)
class Source:
    """A text with the name by which messages call it.

    >>> Source("a\\nb + c").place(4, 5).column
    3
    """

    text: str
    name: str = "<text>"

    def place(self, start: int, end: int) -> Place:
        """Return the place of the characters ``start <= i < end``."""
        begin = self.text.rfind("\n", 0, start) + 1
        stop = self.text.find("\n", start)
        line = self.text[begin:] if stop < 0 else self.text[begin:stop]
        width = max(1, min(end, begin + len(line)) - start)
        number = self.text.count("\n", 0, start) + 1
        return Place(self.name, number, start - begin + 1, line, width)

    def error(self, kind: type[E], fact: str, start: int, end: int, remedy: str = "") -> E:
        """Return an error of the given kind that points at the characters."""
        return kind(fact, place=self.place(start, end), remedy=remedy)
