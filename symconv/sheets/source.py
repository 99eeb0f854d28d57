"""The text of a problem set, with places in it.

*Defines* `Source` and `read_source`, which refuses what cannot be a problem set (a directory, a
binary file, a file beyond the bound) before anything parses it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from symconv.errors import Place, SpecError, TooLarge

LIMIT = 1 << 20
"""Bytes that a problem set may have: a mebibyte is some thousand questions."""

_TEXT_CONTROLS = "\t\n\r\u00a0\u3000\u200b"
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Source:
    """A named text; offsets count characters.

    >>> Source("hw.yaml", "a: 1\\nb: 2").place(5, 6).line
    2
    """

    name: str
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends."""
        return tuple(_LINE_END.split(self.text))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """The offset at which each line starts."""
        return (0, *(end.end() for end in _LINE_END.finditer(self.text)))

    def place(self, start: int, end: int) -> Place:
        """Return the place of the characters ``start`` to ``end`` (one line of it)."""
        row = bisect_right(self._starts, start) - 1
        column = start - self._starts[row]
        line = self.lines[row] if row < len(self.lines) else ""
        width = max(1, min(end - start, len(line) - column))
        return Place(self.name, row + 1, column + 1, line, width)

    def find(self, fragment: str, start: int, end: int) -> Place:
        """Return the place of ``fragment`` between two offsets, or of the whole stretch."""
        at = self.text.find(fragment, start, end) if fragment else -1
        return self.place(start, end) if at < 0 else self.place(at, at + len(fragment))


def read_source(path: str | Path) -> Source:
    """Read a problem set as UTF-8 text.

    Raises SpecError when there is no such text file and TooLarge beyond one mebibyte.
    """
    path = Path(path)
    name = str(path)
    if path.is_dir():
        raise SpecError(f"{name} is a directory", remedy="name a .yaml file in it")
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except FileNotFoundError:
        raise SpecError(f"{name}: no such file", remedy=_near(path)) from None
    except OSError as error:
        raise SpecError(f"{name} cannot be read: {error.strerror}") from None
    if len(data) > LIMIT:
        raise TooLarge(
            f"{name} is larger than {LIMIT} bytes, the most a problem set may have",
            remedy="split the problem set into several files",
        )
    return _decoded(name, data)


def _decoded(name: str, data: bytes) -> Source:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8")
        place = Source(name, good + "?").place(len(good), len(good) + 1)
        raise SpecError(
            "the file is not UTF-8 text", place=place, remedy="save it as UTF-8"
        ) from None
    source = Source(name, text)
    for at, char in enumerate(text):
        if not (char.isprintable() or char in _TEXT_CONTROLS):
            raise SpecError(
                f"the file holds the control character U+{ord(char):04X}",
                place=source.place(at, at + 1),
                remedy="delete it; a problem set is plain text",
            )
    return source


def _near(path: Path) -> str:
    """Name the file in the same folder that the user probably meant."""
    folder = path.parent
    names = sorted(p.name for p in folder.glob("*.y*ml")) if folder.is_dir() else []
    close = get_close_matches(path.name, names, n=1)
    if close:
        return f"did you mean {folder / close[0]}?"
    return f"{folder} has {', '.join(names)}" if names else "symconv init writes a first one"
