r"""Conditions on n, and values, that stand among words without dollar signs, as formulas.

*Defines* `with_worded_conditions`: in "$y[n] = 127 \cdot 2^{-n}$ for n >= 7" the condition is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from symconv.audit.answer import Piece, SubmittedAnswer
from symconv.audit.judge.cutting import cut
from symconv.audit.judge.signals.edits import Edit, edited

_LESS = r"(?:<=?|\u2264|=<)"
_MORE = r"(?:>=?|\u2265)"
_NUMBER = r"-?\d+"
_CONDITION = re.compile(
    rf"(?<![\w$]){_NUMBER}\s*{_LESS}\s*n\s*{_LESS}\s*{_NUMBER}(?![\w.]*\w)"
    rf"|(?<![\w$])n\s*(?:{_LESS}|{_MORE})\s*{_NUMBER}(?![\w.]*\w)"
    rf"|(?<![\w$])y'?\s*\[n\]\s*=\s*{_NUMBER}(?:/\d+)?(?![\w.^*]*\w)"
    rf"|(?<![\w$])n\s*=\s*{_NUMBER}\s*(?:\.\.+|\u2026|to|through|,\s*(?:\.\.+|\u2026),)\s*{_NUMBER}"
)
_SIGNS = {"<=": r"\le ", "\u2264": r"\le ", "=<": r"\le ", ">=": r"\ge ", "\u2265": r"\ge "}
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
_RANGE = re.compile(rf"n\s*=\s*({_NUMBER})\D*?({_NUMBER})\Z")


def with_worded_conditions(answer: SubmittedAnswer) -> SubmittedAnswer:
    """Return the answer with the conditions among its words as formulas."""
    return replace(answer, pieces=tuple(p for piece in answer.pieces for p in _parts(piece)))


def _parts(piece: Piece) -> Iterator[Piece]:
    if piece.kind != "words":
        yield piece
        return
    at = 0
    for match in _CONDITION.finditer(piece.text):
        if match.start() > at:
            yield cut(piece, at, match.start())
        yield _formula(cut(piece, match.start(), match.end()))
        at = match.end()
    if at < len(piece.text) or at == 0:
        yield cut(piece, at, len(piece.text)) if at else piece


def _formula(piece: Piece) -> Piece:
    formula = replace(piece, kind="math")
    if span := _RANGE.match(piece.text):
        text = rf"{span[1]} \le n \le {span[2]}"
        return edited(formula, [Edit(0, len(piece.text), text)])
    signs = (Edit(m.start(), m.end(), _SIGNS[m[0]]) for m in _SIGN.finditer(piece.text))
    return edited(formula, list(signs))
