"""What went wrong, where, and how to mend it: every exception that symconv raises on purpose.

One base class carries three parts: the *fact* (what is the case), the *place* (file, line, column,
with the line itself) and the *remedy* (what to change). Context is added once, at the public edge.
Wrong use of a Python function (a string where an int belongs) stays a built-in ``TypeError``.

Codes: SC1xx problem sets and givens, SC2xx LaTeX, SC3xx shapes and kernels, SC7xx proofs, SC9xx
tools that are missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Place:
    """A span in a text: 1-based line and column, the text of that line, and how wide the caret is.

    >>> print(Place("hw.yaml", 5, 13, "    stride: 0").show())
      --> hw.yaml:5:13
       |
     5 |     stride: 0
       |             ^
    """

    source: str
    line: int
    column: int
    text: str = ""
    width: int = 1

    def show(self) -> str:
        """Return the place as a few lines of text with a caret under the span."""
        head = f"  --> {self.source}:{self.line}:{self.column}"
        if not self.text:
            return head
        text, start = self._window()
        number = str(self.line)
        gutter = " " * (len(number) + 1)
        caret = " " * start + "^" * max(1, min(self.width, len(text) - start))
        return f"{head}\n {gutter}|\n {number} | {text}\n {gutter}| {caret}"

    def _window(self) -> tuple[str, int]:
        """Cut a very long line around the span, so that a message never prints a whole file."""
        start, reach = self.column - 1, 60
        printable = "".join(c if c.isprintable() else " " for c in self.text)
        if len(printable) <= 2 * reach:
            return printable, start
        first = max(0, start - reach)
        return printable[first : start + reach], start - first


class SymconvError(ValueError):
    """Base of all errors: a fact, and where known a place, a remedy, and the given it is about."""

    code: ClassVar[str] = "SC000"

    def __init__(
        self, fact: str, *, place: Place | None = None, remedy: str = "", given: str = ""
    ) -> None:
        super().__init__(fact)
        self.fact = fact
        self.place = place
        self.remedy = remedy
        self.given = given

    def __str__(self) -> str:
        if self.place is None:
            return f"{self.fact}; hint: {self.remedy}" if self.remedy else self.fact
        hint = f"\n  = hint: {self.remedy}" if self.remedy else ""
        return f"{self.fact}\n{self.place.show()}{hint}"

    def at(self, place: Place) -> SymconvError:
        """Return the same error with a place, unless it already knows a better one."""
        if self.place is not None:
            return self
        return type(self)(self.fact, place=place, remedy=self.remedy, given=self.given)


class SpecError(SymconvError):
    """A problem set cannot be read, or asks for something that does not exist."""

    code = "SC101"


class GivenError(SymconvError):
    """A value that a theorem was given has the wrong type, range or shape."""

    code = "SC102"


class LatexError(SymconvError):
    """A text is not in the dialect: it cannot be parsed."""

    code = "SC201"


class UnknownName(LatexError):
    """A text uses a name that the problem did not declare."""

    code = "SC202"


class AmbiguousLatex(LatexError):
    """A text has two readings, and the declarations do not say which is meant."""

    code = "SC203"


class DialectError(LatexError):
    """An object has no agreed spelling, or a construction is outside what symconv supports."""

    code = "SC204"


class TooLarge(SymconvError):
    """An input exceeds a bound on size, depth or time."""

    code = "SC205"


class ShapeError(SymconvError):
    """Sizes and hyper-parameters that do not fit together; the remedy is the nearest that do."""

    code = "SC301"


class ProofError(SymconvError):
    """A step of a derivation was refuted or could not be decided."""

    code = "SC701"


class WitnessError(SymconvError):
    """A symbolic result and the numbers that should witness it disagree."""

    code = "SC702"


class MissingTool(SymconvError):
    """An optional program or package is needed and was not found."""

    code = "SC901"
