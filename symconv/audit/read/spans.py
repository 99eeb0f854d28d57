r"""Where the formulas, the code and the markers of a text are; the rest is words.

*Defines* `Span` and `spans`.

*Tolerance.* This is somebody's draft: a formula that is never closed ends with its paragraph and is
reported, everything else goes on. It is one pass, and a search for a closing sign that failed is
not begun again before it could succeed, so that the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from symconv.audit.read.rules import PARAGRAPH, Rules

SpanKind = Literal["math", "code", "table", "comment", "answer"]
_ENVIRONMENT_KINDS: dict[str, SpanKind] = {
    "environment": "math",
    "verbatim": "code",
    "tabular": "table",
}
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_ATTEMPTS, _REACH = 20, 50_000
_CLOSERS = {"$$": "$$", "\\[": "\\]", "\\(": "\\)"}


@dataclass(frozen=True, slots=True)
class Span:
    """What stands from ``start`` to ``end``, with its content ``inner``.

    ``closed`` is False where the end had to be guessed.
    """

    kind: SpanKind
    start: int
    end: int
    inner: tuple[int, int]
    display: bool = False
    closed: bool = True


def spans(text: str, rules: Rules) -> list[Span]:
    r"""Return the formulas, code and markers of a text in order, without overlaps.

    >>> from symconv.audit.read.rules import MARKDOWN
    >>> text = r"It costs $5. Then $W' = 3$ or `$x$`."
    >>> [(span.kind, text[slice(*span.inner)]) for span in spans(text, MARKDOWN)]
    [('math', "W' = 3"), ('code', '$x$')]
    """
    return list(_Scan(text, rules).found())


@dataclass
class _Scan:
    """One pass over a text.

    ``failed[sign]``: up to there the sign is known not to come; for an environment, how often its
    end was not found.
    """

    text: str
    rules: Rules
    failed: dict[str, int] = field(default_factory=dict)
    paragraph: tuple[int, int] = (0, -1)
    braces: list[int] = field(default_factory=list)
    """Where the answers that were opened end."""

    def found(self) -> Iterator[Span]:
        at = 0
        readers: dict[str, Callable[[re.Match[str]], Span | None]] = {
            "info": self.fence,
            "comment": self.comment,
            "ticked": self.ticks,
            "ticks": self.ticks,
            "display": self.display,
            "inline": self.inline,
            "environment": self.environment,
            "verbatim": self.environment,
            "tabular": self.environment,
            "dollar": self.dollar,
            "spaced": self.dollar,
            "verb": self.verb,
            "answer": self.answer,
        }
        while match := self.rules.opening.search(self.text, at):
            reader = readers.get(match.lastgroup or "")
            span = None if reader is None else reader(match)
            yield from self.ended(at, match.start())
            at = match.end() if span is None else max(span.end, match.end())
            if span is not None:
                yield span
        yield from self.ended(at, len(self.text))

    def ended(self, start: int, end: int) -> Iterator[Span]:
        """Yield the ends of answers between two offsets, as markers that name no question."""
        while self.braces and self.braces[0] < end:
            brace = self.braces.pop(0)
            if brace >= start:
                yield Span("answer", brace, brace + 1, (brace, brace))

    def fence(self, match: re.Match[str]) -> Span:
        mark = match["fence"]
        closing = re.compile(rf"^[ \t]*{mark[0]}{{{len(mark)},}}[ \t]*$", re.MULTILINE)
        end = closing.search(self.text, match.end())
        stop = len(self.text) if end is None else end.start()
        first = min(match.end() + 1, stop)
        math = match["info"].strip().lower() in ("math", "latex", "tex")
        whole = stop if end is None else end.end()
        kind: SpanKind = "math" if math else "code"
        return Span(kind, match.start(), whole, (first, stop), math, end is not None)

    def comment(self, match: re.Match[str]) -> Span | None:
        if match[0] != "<!--":
            return Span("comment", match.start(), match.end(), (match.start() + 1, match.end()))
        end = self.find("-->", match.end(), len(self.text))
        return None if end < 0 else Span("comment", match.start(), end + 3, (match.end(), end))

    def ticks(self, match: re.Match[str]) -> Span | None:
        """Read a code span, or the formula that some dialects write between ticks and dollars."""
        ticked = match.lastgroup == "ticked"
        closer = "`$" if ticked else match[0]
        end = self.find(closer, match.end(), self.paragraph_end(match.end()))
        kind: SpanKind = "math" if ticked else "code"
        inner = (match.end(), end)
        return None if end < 0 else Span(kind, match.start(), end + len(closer), inner)

    def display(self, match: re.Match[str]) -> Span:
        closer = _CLOSERS[match["display"]]
        end = self.find(closer, match.end(), self.paragraph_end(match.end()))
        if end < 0:
            return self.unclosed(match)
        inner = (match.end(), end - self.doubled(match, end))
        return Span("math", match.start(), end + len(closer), inner, display=True)

    def inline(self, match: re.Match[str]) -> Span:
        end = self.find("\\)", match.end(), self.paragraph_end(match.end()))
        if end < 0:
            return self.unclosed(match)
        return Span("math", match.start(), end + 2, (match.end(), end - self.doubled(match, end)))

    def doubled(self, match: re.Match[str], end: int) -> bool:
        r"""Whether ``\\[ \\]`` or ``\\( \\)`` was written, as some Markdown dialects want it."""
        return match[0].startswith("\\\\") and self.text[end - 1] == "\\" and end > match.end()

    def unclosed(self, match: re.Match[str]) -> Span:
        stop = self.paragraph_end(match.end())
        start = match.start() if match.lastgroup == "environment" else match.end()
        return Span("math", match.start(), stop, (start, stop), display=True, closed=False)

    def environment(self, match: re.Match[str]) -> Span:
        kind = _ENVIRONMENT_KINDS[match.lastgroup or ""]
        name = match[match.lastgroup or 0]
        mark = re.compile(rf"\\(begin|end)\s*\{{{re.escape(name)}\}}")
        depth = 0
        if self.failed.get(name, 0) < _ATTEMPTS:
            for found in mark.finditer(self.text, match.start()):
                depth += 1 if found[1] == "begin" else -1
                if depth == 0:
                    math = (match.start(), found.end())
                    inner = (match.end(), found.start()) if kind == "code" else math
                    return Span(kind, match.start(), found.end(), inner, display=True)
        self.failed[name] = self.failed.get(name, 0) + 1
        return self.unclosed(match)

    def dollar(self, match: re.Match[str]) -> Span | None:
        end = self.find("$", match.end(), self.paragraph_end(match.end()))
        while end > 0 and self.text[end - 1] == "\\":
            end = self.find("$", end + 1, self.paragraph_end(match.end()))
        if end < 0 or (self.rules.prices and match.lastgroup == "dollar" and not self.ends(end)):
            return None
        return Span("math", match.start(), end + 1, (match.end(), end))

    def ends(self, at: int) -> bool:
        """Whether a dollar sign can end a formula, where it may be a price."""
        return not self.text[at - 1].isspace() and not self.text[at + 1 : at + 2].isdigit()

    def verb(self, match: re.Match[str]) -> Span | None:
        end = self.find(match["verb"], match.end(), self.paragraph_end(match.end()))
        return None if end < 0 else Span("code", match.start(), end + 1, (match.end(), end))

    def answer(self, match: re.Match[str]) -> Span:
        depth = 1
        if self.failed.get("answer", 0) == _ATTEMPTS:
            return Span("answer", match.start(), match.end(), match.span("answer"))
        for sign in _BRACES.finditer(self.text, match.end(), match.end() + _REACH):
            depth += {"{": 1, "}": -1}.get(sign[0], 0)
            if depth == 0:
                self.braces.append(sign.start())
                break
        else:
            self.failed["answer"] = self.failed.get("answer", 0) + 1
        return Span("answer", match.start(), match.end(), match.span("answer"))

    def find(self, sign: str, at: int, stop: int) -> int:
        if self.failed.get(sign, -1) >= stop:
            return -1
        end = self.text.find(sign, at, stop)
        if end < 0:
            self.failed[sign] = stop
        return end

    def paragraph_end(self, at: int) -> int:
        first, last = self.paragraph
        if not first <= at <= last:
            found = PARAGRAPH.search(self.text, at)
            self.paragraph = (at, len(self.text) if found is None else found.start())
        return self.paragraph[1]
