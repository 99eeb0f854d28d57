r"""Abbreviations that a document defines for itself: ``\newcommand{\R}{\mathbb{R}}``.

*Defines* `Macro`, `macros_in` and `Abbreviations`. A formula that uses them is read as if it were
written out; every character of it knows where in the formula it came from, so that places stay
exact.

*Bounds.* A body has at most 500 characters, a document 300 macros and 20,000 expansions, a formula
300 of them and 20,000 characters; one that wants more stays as it is written, and is then refused
by the reader. Optional arguments and ``\def`` with arguments are not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from symconv.audit.answer import Piece

BODY, MACROS, EXPANSIONS, LENGTH = 500, 300, 300, 20_000
IN_ALL = 20_000
_DEFINITION = re.compile(  # possessive: each run of blanks is walked through once
    r"\\(?:(?:re|provide)?newcommand\*?\s*+\{?\s*+\\(?P<name>[A-Za-z]++)\s*+\}?\s*+"
    r"(?:\[(?P<arity>[1-9])\])?|def\s*+\\(?P<plain>[A-Za-z]++)"
    r"|DeclareMathOperator\*?\s*+\{?\s*+\\(?P<operator>[A-Za-z]++)\s*+\}?)\s*+(?=\{)"
)
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_ARGUMENT = re.compile(r"\s*(\\[A-Za-z]+|\\.|[^\s{}])")
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_PLACE = re.compile(r"#([1-9])")


@dataclass(frozen=True, slots=True)
class Macro:
    """What a command stands for, with ``#1`` … for its arguments."""

    arity: int
    body: str


def macros_in(text: str) -> dict[str, Macro]:
    r"""Return the macros that a text defines, by name without the backslash.

    >>> macros_in(r"\newcommand{\R}[1]{\mathbb{R}^{#1}} \DeclareMathOperator{\relu}{ReLU}")["relu"]
    Macro(arity=0, body='\\operatorname{ReLU}')
    """
    found: dict[str, Macro] = {}
    text = _COMMENT.sub("", text) if "\\newcommand" in text or "\\def" in text else text
    for match in _DEFINITION.finditer(text):
        end = _closing(text, match.end(), BODY)
        if end < 0 or len(found) >= MACROS:
            continue
        body = text[match.end() + 1 : end]
        if match["operator"]:
            found[match["operator"]] = Macro(0, rf"\operatorname{{{body}}}")
        else:
            found[match["name"] or match["plain"]] = Macro(int(match["arity"] or 0), body)
    return found


@dataclass
class Abbreviations:
    """The macros of a document, and how many expansions are left to it."""

    macros: Mapping[str, Macro]
    left: int = IN_ALL

    def expanded(self, piece: Piece) -> Piece:
        """Return a formula with its macros written out; itself if there is none in it."""
        text, origin = _without_definitions(piece.text)
        at = 0
        for _ in range(min(EXPANSIONS, self.left)):
            match = _next(text, at, self.macros)
            if match is None:
                break
            self.left -= 1
            written = _written_out(text, origin, match, self.macros[match[1]])
            if written is None:
                at = match.end()
                continue
            text, origin, at = *written, match.start()
            if len(text) > LENGTH:
                return piece
        if text == piece.text or _next(text, at, self.macros) is not None:
            return piece
        return replace(piece, text=text, original=piece.text, origin=tuple(origin))


def _next(text: str, at: int, macros: Mapping[str, Macro]) -> re.Match[str] | None:
    return next((m for m in _COMMAND.finditer(text, at) if m[1] in macros), None)


def _written_out(
    text: str, origin: list[int], match: re.Match[str], macro: Macro
) -> tuple[str, list[int]] | None:
    """Replace one use of a macro; None where an argument is missing."""
    at = match.end()
    arguments: list[tuple[int, int]] = []
    for _ in range(macro.arity):
        span = _argument(text, at)
        if span is None:
            return None
        arguments.append(span[:2])
        at = span[2]
    new, places, last = "", list[int](), 0
    for place in _PLACE.finditer(macro.body):
        if int(place[1]) > len(arguments):
            return None
        start, end = arguments[int(place[1]) - 1]
        fixed = macro.body[last : place.start()]
        new += fixed + text[start:end]
        places += [origin[match.start()]] * len(fixed) + origin[start:end]
        last = place.end()
    new += macro.body[last:]
    places += [origin[match.start()]] * (len(new) - len(places))
    if text[at : at + 1].isalpha() and re.search(r"\\[A-Za-z]+$", new):
        new, places = new + " ", [*places, origin[match.start()]]
    return text[: match.start()] + new + text[at:], origin[: match.start()] + places + origin[at:]


def _argument(text: str, at: int) -> tuple[int, int, int] | None:
    """Return where the argument at a position starts and ends, and what comes after it."""
    start = at + len(text[at:]) - len(text[at:].lstrip())
    if text[start : start + 1] == "{":
        end = _closing(text, start, LENGTH)
        return None if end < 0 else (start + 1, end, end + 1)
    single = _ARGUMENT.match(text, at)
    return None if single is None else (single.start(1), single.end(1), single.end(1))


def _without_definitions(text: str) -> tuple[str, list[int]]:
    kept, origin, at = "", list[int](), 0
    for match in _DEFINITION.finditer(text):
        end = _closing(text, match.end(), BODY)
        if end >= 0 and match.start() >= at:
            kept += text[at : match.start()]
            origin += range(at, match.start())
            at = end + 1
    return kept + text[at:], [*origin, *range(at, len(text) + 1)]


def _closing(text: str, at: int, reach: int) -> int:
    """Return where the brace at a position is closed, -1 if it is not within reach."""
    depth = 0
    for sign in _BRACES.finditer(text, at, at + reach):
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
        if depth == 0:
            return sign.start()
    return -1
