r"""Elements of kernels and signals as people write them, in the reader's brackets.

*Defines* `in_brackets`. ``w_{flip}[i, j]``, ``w'(i, j)`` and ``(w * x)[n]`` become ``w'[i, j]`` and
``y[n]``; every formula keeps its length, so places stay exact.
"""

from __future__ import annotations

import re
from dataclasses import replace

from symconv.audit.answer import Piece, SubmittedAnswer

_CONVOLVED = re.compile(r"\(\s*[a-z]'?\s*(?:\*|\\ast\b|\\star\b)\s*[a-z]'?\s*\)(?=\s*[\[(_])")
_LABELLED = re.compile(r"(?P<letter>[a-zA-Z])_\{?(?:\\(?:text|mathrm)\{)?[a-z]+\}*(?=[\[(])")
_CALLED = re.compile(r"(?P<name>(?<![A-Za-z\\])[a-z]'?|[}])(?P<gap>\s*)\((?P<inside>[^()=]*)\)")


def in_brackets(answer: SubmittedAnswer) -> SubmittedAnswer:
    """Return an answer with the elements of its formulas in square brackets."""
    return replace(answer, pieces=tuple(map(_respelled, answer.pieces)))


def _respelled(piece: Piece) -> Piece:
    if piece.kind != "math":
        return piece
    return replace(piece, text=spelled_in_brackets(piece.text))


def spelled_in_brackets(text: str) -> str:
    """Return a formula of the same length with elements in square brackets.

    >>> spelled_in_brackets("w_{flip}[i] = w(K - 1 - i)")
    "w'      [i] = w[K - 1 - i]"
    """
    text = _CONVOLVED.sub(lambda m: "y".ljust(len(m[0])), text)
    text = _LABELLED.sub(lambda m: f"{m['letter']}'".ljust(len(m[0])), text)
    return _CALLED.sub(r"\g<name>\g<gap>[\g<inside>]", text)
