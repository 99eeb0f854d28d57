r"""The notation of signal processing, rewritten to what the reader takes, places kept.

*Defines* `in_signal_notation`. ``y(n)`` is the element ``y[n]``; ``x[n] * h[n]`` is no product but
the convolution, ``y[n]``; ``y_2`` or ``\tilde{y}`` is the output for the delayed input; a condition
behind ``\text{for}`` or in brackets stands behind a wide space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from symconv.audit.answer import Piece, SubmittedAnswer
from symconv.audit.judge.signals.case_lines import in_lines
from symconv.audit.judge.signals.edits import Edit, edited
from symconv.audit.judge.signals.stars import convolutions
from symconv.audit.judge.signals.worded import with_worded_conditions

_LABEL = r"(?:_(?:\{\\(?:mathrm|text|rm)\s*\{?\w+\}?\}|\{\w+\}|\w)|\^\{\(\w\)\})"
_ACCENTED = r"\\(?:tilde|hat|bar|widetilde)\s*\{?([xy])\}?"
_OWN = re.compile(rf"(?:{_ACCENTED}|(?<![A-Za-z\\])([xy])({_LABEL}))\s*(?=\[|\(|\\left\s*[\[(])")
_ROUND = re.compile(r"(?<![A-Za-z\\])([xyhu]'?|\\delta)\s*(?:\\left\s*)?\(([^()\[\]=<>]*)\)")
_GAP = re.compile(r"\\\\\s*\[\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm)\s*\]")
_RIGHT = re.compile(r"\\right\s*$")
_WORDS = re.compile(
    r"(?<!&)(?<!& )[,;]?(?:\s|\\[;,: ]|\\q?quad\b|~)*"
    r"\\(?:text|textrm|mathrm|mbox)\s*\{\s*,?\s*(?:and\s+)?(?:for|if|when|where|whenever|with)"
    r"(?:\s+all)?\s*\}(?:\s|\\[;,: ]|~)*"
)
_BRACKETED = re.compile(
    r"(?:\s|\\[;,: ]|~)+\(\s*([^()=]*(?:<|>|\\leq?|\\geq?)[^()=]*)\)\s*[.,]?\s*(?=$|\\\\)"
)
_PLAIN = r"(?:(?!\\\\)[^=:{}&])*"
_CASE = re.compile(
    r"(?:\A|\\begin\{(?:aligned|align\*?|gathered|split)\}|\\\\)\s*&?\s*,?\s*(?:\\q?quad\b)?\s*"
    rf"(?P<condition>{_PLAIN}(?:<|>|\\leq?\b|\\geq?\b){_PLAIN}):\s*&?(?:\s*\\q?quad\b)?"
)
_ONE = re.compile(r"(?:\\(?:mathbb|mathbf|mathbbm|mathds|bm)\s*\{?1\}?|(?<=[\s=+-])1)\s*(?=\[)")
_ONE_BELOW = re.compile(
    r"(?:\\(?:mathbb|mathbf|mathbbm|mathds)\s*\{?1\}?)\s*(?:_\{([^{}]*)\}|\\\{([^{}]*)\\\})"
)


def in_signal_notation(answer: SubmittedAnswer, delay: str = "") -> SubmittedAnswer:
    """Return the answer with its formulas rewritten; with a delay, there are x' and y'."""
    answer = with_worded_conditions(answer)
    renaming = _renaming(answer, delayed=bool(delay))
    return replace(
        answer,
        pieces=tuple(_plain(p, renaming, delay) if p.kind == "math" else p for p in answer.pieces),
    )


def _renaming(answer: SubmittedAnswer, *, delayed: bool) -> dict[str, str]:
    """Return what labelled outputs and inputs mean: of two, the second is the delayed one."""
    found: dict[str, None] = {}
    for piece in answer.pieces:
        found |= dict.fromkeys(_spelled(m) for m in _OWN.finditer(piece.text))
    meant: dict[str, str] = {}
    for letter in "xy":
        own = sorted(name for name in found if letter in name)
        for number, name in enumerate(own):
            late = delayed and (len(own) == 1 or number > 0)
            meant[name] = f"{letter}'" if late else letter
    return meant


def _spelled(match: re.Match[str]) -> str:
    return re.sub(r"[\s{}]", "", match[0])


def _plain(piece: Piece, renaming: dict[str, str], delay: str) -> Piece:
    for rule in (
        lambda text: _names(text, renaming),
        _row_gaps,
        _round,
        lambda text: convolutions(text, delay),
        in_lines,
        _conditions,
        _indicators,
    ):
        piece = edited(piece, list(rule(piece.text)))
    return piece


def _names(text: str, renaming: dict[str, str]) -> Iterator[Edit]:
    for match in _OWN.finditer(text):
        yield Edit(match.start(), match.end(), renaming.get(_spelled(match), match[0]))


def _row_gaps(text: str) -> Iterator[Edit]:
    for match in _GAP.finditer(text):
        yield Edit(match.start(), match.end(), r"\\ ")


def _round(text: str) -> Iterator[Edit]:
    for match in _ROUND.finditer(text):
        inner = _RIGHT.sub("", match[2])
        if re.search(r"\w", inner):
            yield Edit(match.start(), match.end(), f"{match[1]}[{inner}]")


def _conditions(text: str) -> Iterator[Edit]:
    if "cases" in text or "array" in text:
        return
    taken = 0
    for match in _WORDS.finditer(text):
        yield Edit(match.start(), match.end(), r", \quad " if match.start() else "")
        taken = match.end()
    if not taken:
        for case in _CASE.finditer(text):
            yield Edit(case.end("condition"), case.end(), r", \quad ")
    for match in _BRACKETED.finditer(text):
        if match.start() >= taken:
            yield Edit(match.start(), match.end(), rf", \quad {match[1]}")


def _indicators(text: str) -> Iterator[Edit]:
    for match in _ONE.finditer(text):
        yield Edit(match.start(), match.end(), "")
    for match in _ONE_BELOW.finditer(text):
        yield Edit(match.start(), match.end(), f"[{match[1] or match[2]}]")
