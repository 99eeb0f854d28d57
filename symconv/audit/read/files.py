"""The bytes of a submission as text, bounded and without surprises.

*Defines* `Text`, `read_text`, `decode` and `Reading`. A submission is never refused for its
encoding: what is not UTF-8 is read as UTF-16 (with its mark) or Windows-1252, and a note says so.
Of a text that is longer than a book the beginning is read. Control characters become blanks, so
that nothing that is printed later can move a terminal's cursor. Only plain files
are opened; a name with a path in it is never made from what a file says.
"""

from __future__ import annotations

import codecs
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from symconv.audit.submission import Note
from symconv.errors import SymconvError, TooLarge

LIMIT = 8 << 20
"""Bytes that a submission may have; pictures in a notebook are most of them."""
CHARACTERS = 500_000
"""Characters that are read of what people wrote in it: some hundred pages."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u2028\u2029]")
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


class UnreadableSubmission(SymconvError):
    """A submission cannot be read at all."""

    code = "SC806"


@dataclass(frozen=True)
class Text:
    """The text of a file, the name by which messages call it, and what was odd about it."""

    name: str
    text: str
    notes: tuple[Note, ...] = ()


def read_text(path: Path, *, limit: int = LIMIT) -> Text:
    """Read a file; raise UnreadableSubmission or TooLarge where it cannot be a submission."""
    name = shown_name(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableSubmission(f"{name} is not a plain file")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        fact = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableSubmission(f"{name} cannot be read: {fact}") from None
    return decode(name, data, limit=limit)


def decode(name: str, data: bytes, *, limit: int = LIMIT) -> Text:
    r"""Return the text of some bytes.

    >>> decode("a.md", b"na\xefve").notes[0].code
    'SC810'
    """
    if len(data) > limit:
        raise TooLarge(
            f"{name} is larger than {limit} bytes, the most a submission may have",
            remedy="leave out pictures and listings",
        )
    notes: list[Note] = []
    text = _decoded(name, data, notes)
    if _CONTROL.search(text):
        notes.append(Note("SC811", f"{name} holds control characters; they are read as blanks"))
        text = _CONTROL.sub(" ", text)
    return Text(name, text, tuple(notes))


def shown_name(path: Path) -> str:
    """Return a file's name as it may be printed, with every odd character replaced."""
    return "".join(c if c.isprintable() else "?" for c in str(path))


@dataclass
class Reading:
    """What is left of the characters that are read of a file."""

    name: str
    left: int = CHARACTERS
    cut: bool = False

    def taken(self, text: str) -> str:
        """Return a text, or as much of it as may still be read."""
        self.cut = self.cut or len(text) > self.left
        text = text[: self.left]
        self.left -= len(text)
        return text

    def notes(self) -> list[Note]:
        """Return the note that something was cut off, if it was."""
        said = f"only the first {CHARACTERS} characters of {self.name} are read"
        return [Note("SC812", said)] if self.cut else []


def clean(text: str) -> str:
    """Return a text from JSON without lone surrogates and control characters."""
    whole = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return _CONTROL.sub(" ", whole)


def _decoded(name: str, data: bytes, notes: list[Note]) -> str:
    encoding = next((e for mark, e in _MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        said = "Windows-1252" if encoding.startswith("utf-8") else encoding
        notes.append(Note("SC810", f"{name} is not {encoding} text; it is read as {said}"))
        return data.decode("cp1252" if said == "Windows-1252" else encoding, "replace")
