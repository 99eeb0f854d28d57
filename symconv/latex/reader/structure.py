r"""Which bracket closes which, found once for a whole line.

*Defines* `partners`, an array that maps the position of each opening token to its closing token,
and `top_level`, the positions outside all brackets. With these, looking ahead costs one step per
bracket however long its content, and reading never has to go back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symconv.errors import LatexError, TooLarge
from symconv.latex.reader.bounds import MAX_DEPTH
from symconv.latex.reader.source import Source
from symconv.latex.reader.tokens import Token

CLOSERS = {
    "{": ("}",), "(": (")", "]"), "[": ("]", ")"), r"\{": (r"\}",), r"\lfloor": (r"\rfloor",),
    r"\lceil": (r"\rceil",), r"\lvert": (r"\rvert",), r"\lVert": (r"\rVert",),
    r"\langle": (r"\rangle",), r"\left.": (), r"\begin": (r"\end",),
}  # fmt: skip
CLOSING = frozenset({"}", ")", "]", r"\}", r"\rfloor", r"\rceil", r"\rvert", r"\rVert", r"\rangle",
                     r"\right.", r"\end"})  # fmt: skip


def partners(source: Source, tokens: Sequence[Token]) -> list[int]:
    """Return, for each opening token, the position of its closing token; -1 for all others.

    Raises LatexError for what is unbalanced and TooLarge for nesting beyond the bound.

    >>> from symconv.latex.reader.tokens import tokenize
    >>> source = Source("a(b)")
    >>> partners(source, tokenize(source))
    [-1, 3, -1, -1]
    """
    found = [-1] * len(tokens)
    stack: list[int] = []
    for i, token in enumerate(tokens):
        if token.text in CLOSERS and token.word != "right":
            stack.append(i)
            if len(stack) > MAX_DEPTH:
                fact = f"brackets are nested more than {MAX_DEPTH} deep"
                raise source.error(TooLarge, fact, token.start, token.end)
        elif token.text in CLOSING or token.word == "right":
            if not stack:
                if token.text == r"\rvert" and token.word != "right":
                    continue  # an evaluation bar
                fact = f"{_shown(token)} closes nothing"
                raise source.error(LatexError, fact, token.start, token.end)
            if not _fits(tokens[stack[-1]], token):
                if token.text == r"\rvert" and token.word != "right":
                    continue
                raise _mismatch(source, tokens[stack[-1]], token)
            found[stack.pop()] = i
    if stack:
        opener = tokens[stack[-1]]
        fact = f"{_shown(opener)} is never closed"
        raise source.error(LatexError, fact, opener.start, opener.end)
    return found


def _fits(opener: Token, closer: Token) -> bool:
    if opener.text == r"\begin":
        return closer.text == r"\end" and opener.word == closer.word
    if opener.word == "left":
        return closer.word == "right"
    return closer.word != "right" and closer.text in CLOSERS[opener.text]


def _mismatch(source: Source, opener: Token, closer: Token) -> LatexError:
    fact = f"{_shown(opener)} is closed by {_shown(closer)}"
    return source.error(LatexError, fact, closer.start, closer.end)


def _shown(token: Token) -> str:
    if token.text in (r"\begin", r"\end"):
        return f"{token.text}{{{token.word}}}"
    sign = {r"\lvert": "|", r"\rvert": "|", r"\lVert": r"\|", r"\rVert": r"\|"}.get(token.text)
    if token.word in ("left", "right"):
        return f"\\{token.word}{sign or token.text.removeprefix(chr(92) + token.word)}"
    return token.text


def top_level(found: Sequence[int], first: int, last: int) -> Iterator[int]:
    """Yield the positions in ``first <= i < last`` outside brackets; of a bracket its opener."""
    i = first
    while i < last:
        yield i
        i = found[i] + 1 if found[i] >= 0 else i + 1
