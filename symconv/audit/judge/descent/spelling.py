r"""The names of gradient descent as people write them, as the names of the derivation.

*Defines* `Spelling` and `spelled`. The limit is :math:`w_{\mathrm{gd}}` for :math:`w^*`,
:math:`\hat w`, :math:`w_\infty` and the like; :math:`X^+` is a matrix of its own, an answer about
:math:`A x = b` is one about :math:`X w = y`. What was replaced is on record, so that places stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from symconv.audit.answer import Piece, SubmittedAnswer

LIMIT, STEP, NEXT, START = (rf"w_{{\mathrm{{{label}}}}}" for label in ("gd", "t", "next", "start"))
SMALLEST = r"\lambda_{\mathrm{min}} "
PSEUDO = r"X_{\mathrm{pinv}}"
_W = r"(?:\\mathbf\{w\}|\\boldsymbol\{w\}|(?<![A-Za-z\\])w)"
_UPRIGHT = (
    r"(?:\\(?:mathrm|text|textrm|rm)\s*)?"
    r"\{?\s*(?:gd|GD|min|mn|MN|ls|LS|lim|limit|final|opt|end)\s*\}?"
)
_STAR = r"\\?(?:\*|ast\b|star\b|infty\b|dagger\b|\+)"
_HATS = r"\\(?:hat|bar|tilde)\s*(?:\{\s*w\s*\}|w\b)"
_INDEX = r"(?:t|k|i|j|n|s|\\tau)"
Rule = tuple[re.Pattern[str], str]


def _rules() -> Iterator[Rule]:
    index = rf"(?:_\s*\{{?\s*{_INDEX}\s*\}}?|\^\s*\{{?\s*\(?{_INDEX}\)?\s*\}}?)"
    goes = rf"_\s*\{{\s*{_INDEX}\s*\\to\s*\\infty\s*\}}"
    limit = rf"\\lim\s*(?:\\limits)?\s*{goes}\s*w\s*{index}"
    yield re.compile(limit), LIMIT
    yield re.compile(rf"{_W}\s*_\s*\{{\s*\\mathrm\{{gd\}}\s*\}}"), LIMIT
    yield (
        re.compile(
            rf"{_W}\s*_\s*\{{\s*{_UPRIGHT}\s*\}}|{_W}\s*_\s*\\min\b|{_W}\s*_\s*\{{\s*\\min\s*\}}"
        ),
        LIMIT,
    )
    yield re.compile(rf"{_W}\s*[\^_]\s*(?:\{{\s*\(?{_STAR}\)?\s*\}}|{_STAR})"), LIMIT
    yield re.compile(_HATS), LIMIT
    yield re.compile(rf"{_W}\s*(?:_|\^)\s*\{{\s*\(?\s*{_INDEX}\s*\+\s*1\s*\)?\s*\}}"), NEXT
    yield re.compile(rf"{_W}\s*(?:_\s*\{{?\s*{_INDEX}\s*\}}?|\^\s*\{{\s*\({_INDEX}\)\s*\}})"), STEP
    yield re.compile(rf"{_W}\s*(?:_\s*\{{?\s*0\s*\}}?|\^\s*\{{\s*\(0\)\s*\}})"), START
    yield re.compile(r"X\s*\^\s*(?:\{\s*(?:\+|\\dagger)\s*\}|\+|\\dagger\b)"), PSEUDO
    top = r"(?:\\lambda|\\sigma)\s*_\s*(?:\{\s*\\?(?:max|1|\\max)\s*\}|\\max\b|1)"
    turned = r"\^\s*\{?\s*(?:\\top|T)\s*\}?"
    of = rf"\s*(?:\(\s*X\s*{turned}\s*X\s*\)|\(\s*X\s*X\s*{turned}\s*\))?"
    yield re.compile(rf"{top.replace('sigma', 'lambda')}{of}"), r"\Lambda "
    yield (
        re.compile(
            r"\\sigma\s*_\s*(?:\{\s*\\?max\s*\}|\\max\b|1)\s*(?:\(X\))?\s*\^\s*\{?2\}?(?:\s*\(X\))?"
        ),
        r"\Lambda ",
    )
    low = r"\\lambda\s*_\s*(?:\{\s*\\?min\s*\}|\\min\b)"
    yield re.compile(rf"{low}{of}"), SMALLEST
    yield (
        re.compile(
            r"\\(?:mathbb\{I\}|mathbf\{I\}|mathrm\{I\})|(?<![A-Za-z\\])I\s*_\s*(?:\{?\s*[nd]\s*\}?)"
        ),
        "I ",
    )


@dataclass(frozen=True)
class Spelling:
    """Which letters an answer uses for X, w, y and the step."""

    letters: tuple[tuple[str, str], ...] = ()


def spelling_of(answer: SubmittedAnswer) -> Spelling:
    """Return the letters of an answer: A, x and b, or X, w and y; another step than eta."""
    text = " ".join(piece.text for piece in answer.of("math"))
    found: list[tuple[str, str]] = []
    for usual, other in (("w", "x"), ("y", "b"), ("X", "A")):
        if _uses(text, other) and not _uses(text, usual):
            found.append((other, usual))
    if r"\eta" not in text:
        found += [(s, r"\eta ") for s in (r"\alpha", r"\gamma", r"\mu", r"\epsilon") if s in text][
            :1
        ]
    return Spelling(tuple(found))


def _uses(text: str, letter: str) -> bool:
    return _alone(letter).search(text) is not None


def _alone(letter: str) -> re.Pattern[str]:
    if letter.startswith("\\"):
        return re.compile(re.escape(letter) + r"(?![A-Za-z])")
    return re.compile(rf"(?<![A-Za-z\\]){letter}(?![A-Za-z{{]*\}}\s*\()(?=[^a-z]|$|[A-Za-z])")


def spelled(answer: SubmittedAnswer) -> SubmittedAnswer:
    """Return an answer in the names of the derivation."""
    spelling = spelling_of(answer)
    pieces = [_of_piece(p, spelling) if p.kind == "math" else p for p in answer.pieces]
    return replace(answer, pieces=tuple(pieces))


def _of_piece(piece: Piece, spelling: Spelling) -> Piece:
    text, origin = piece.text, list(piece.origin or range(len(piece.text) + 1))
    letters = [(_alone(old), new) for old, new in spelling.letters]
    for pattern, new in [*letters, *_rules()]:
        text, origin = _replaced(pattern, new, text, origin)
    if text == piece.text:
        return piece
    return replace(piece, text=text, original=piece.original or piece.text, origin=tuple(origin))


def _replaced(
    pattern: re.Pattern[str], put: str, text: str, origin: list[int]
) -> tuple[str, list[int]]:
    new, places, last = "", list[int](), 0
    for match in pattern.finditer(text):
        new += text[last : match.start()] + put
        places += [*origin[last : match.start()], *[origin[match.start()]] * len(put)]
        last = match.end()
    return new + text[last:], [*places, *origin[last:]]
