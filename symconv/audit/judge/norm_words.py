r"""Words and arrows in formulas about norms of a window, as the reader reads them.

*Defines* `respelled`, which gives a text of the same length, so that places in it stay where they
are: ``\text{Average-pooling}(S)`` becomes a name, a colon behind ``p = 1`` a comma, and an arrow
with a limit above it a bare arrow.
"""

from __future__ import annotations

import re
from dataclasses import replace

from symconv.audit.answer import Piece, SubmittedAnswer

_WORDS = re.compile(
    r"\\(?:text|textrm|textit|mathrm|mathit|operatorname)\s*\{(?P<words>[^{}]*)\}"
    r"(?P<label>\s*_\s*(?:\{[^{}]*\}|[a-zA-Z0-9]|\\infty))?"
    r"(?P<argument>\s*(?:\\left)?\((?:[^()]|\([^()]*\))*\))?"
)
_CASE = re.compile(r"(?<=\d)\s*:")
_ARROW = re.compile(
    r"\\x(?:right)arrow\s*(?:\[[^\]]*\])?\s*\{[^{}]*\}"
    r"|\\underset\s*\{[^{}]*\}\s*\{\s*\\(?:long)?(?:rightarrow|to)\s*\}"
)
_SIDE = re.compile(r"(?<=0)\^\s*(?:\{\s*\+\s*\}|\+)")
KINDS = (
    (re.compile(r"l[\s_]*-?p|power|norm"), "V"),
    (re.compile(r"av|mean"), r"\bar V"),
    (re.compile(r"max"), r"\hat V"),
)
"""What the words for a pool are spelled as; `symconv.audit.judge.norm_names` knows the names."""


def respelled(answer: SubmittedAnswer) -> SubmittedAnswer:
    """Return an answer with the words of its formulas as names."""
    return replace(answer, pieces=tuple(map(_piece, answer.pieces)))


def _piece(piece: Piece) -> Piece:
    if piece.kind != "math":
        return piece
    text = _WORDS.sub(_named, piece.text)
    text = _ARROW.sub(_arrow, text)
    text = _SIDE.sub(lambda m: " " * len(m[0]), text)
    return replace(piece, text=_CASE.sub(lambda m: m[0][:-1] + ",", text, count=1))


def _named(match: re.Match[str]) -> str:
    words = match["words"].lower()
    kinds = [name for pattern, name in KINDS if pattern.search(words)]
    if not kinds or "\n" in match[0]:
        return match[0]
    spelled = kinds[0] + (match["label"] or "").strip()
    return spelled.ljust(len(match[0])) if len(spelled) <= len(match[0]) else match[0]


def _arrow(match: re.Match[str]) -> str:
    return r"\to".ljust(len(match[0])) if r"\infty" in match[0] else match[0]
