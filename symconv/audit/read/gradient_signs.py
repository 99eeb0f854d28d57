r"""Gradients as people write them, as the fractions of differentials that the reader knows.

*Defines* `with_fractions`. :math:`\nabla_W f`, :math:`\nabla f(W)`, :math:`\partial_W f`,
:math:`D_W f`, ``df/dW`` and :math:`\frac{\partial f(W, x)}{\partial W}` are all
:math:`\frac{\partial f}{\partial W}`. An italic d or D that the question declares is left alone.
Every character still knows where in the file it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from symconv.audit.answer import Piece

_LETTER = (
    r"(?:\\(?:mathcal|mathrm|mathbf)\s*\{[A-Za-z]\}|\\ell\b|\\mathcal\s*[A-Z]|[A-Za-z](?![A-Za-z]))"
)
_VARIABLE = (
    r"(?:\\(?:mathbf|boldsymbol|mathrm|vec|hat|tilde)\s*\{[A-Za-z]\}|\\[a-z]+\b|[A-Za-z])"
    r"(?:\s*\^\s*\{\(\w\)\})?(?:\s*_\s*(?:\{[^{}]*\}|[A-Za-z0-9]))?"
)
_BELOW = rf"\s*_\s*(?:\{{\s*(?P<long>{_VARIABLE})\s*\}}|(?P<short>\\[a-z]+\b|[A-Za-z]))"
_ARGUMENTS = r"(?:\s*\([^()]*\))?"
_DERIVED = rf"\s*(?P<f>{_LETTER}){_ARGUMENTS}"
_D = r"(?<![A-Za-z\\{])d\s*"
_BIG_D = r"(?<![A-Za-z\\])D"
_SIGNED = (r"\\nabla(?![A-Za-z])", r"\\partial(?![A-Za-z])")
Rule = tuple[re.Pattern[str], str]


def with_fractions(piece: Piece, taken: Iterable[str] = ()) -> Piece:
    r"""Return a formula with its gradients as fractions; ``taken`` are letters with a meaning.

    >>> from symconv.audit.answer import Line
    >>> piece = Piece("math", r"\nabla_W f = 1", "", (Line(1, 0, r"\nabla_W f = 1"),))
    >>> with_fractions(piece).text
    '\\frac{\\partial f}{\\partial W} = 1'
    """
    if not any(sign in piece.text for sign in ("nabla", "partial", "d", "D")):
        return piece
    text, origin = piece.text, list(piece.origin or range(len(piece.text) + 1))
    for pattern, template in _rules(frozenset(taken)):
        text, origin = _replaced(pattern, template, text, origin)
    if text == piece.text:
        return piece
    return replace(piece, text=text, original=piece.original or piece.text, origin=tuple(origin))


def _rules(taken: frozenset[str]) -> Iterator[Rule]:
    """Yield patterns with what stands for them; ``f`` is derived by ``long`` or ``short``."""
    whole, operator = r"\frac{\partial F}{\partial V}", r"\frac{\partial}{\partial V} "
    signs = [*_SIGNED, *([] if "D" in taken else [_BIG_D])]
    for sign in signs:
        yield re.compile(rf"{sign}{_BELOW}{_DERIVED}(?![\^_'])"), whole
    yield re.compile(rf"{_SIGNED[0]}\s*(?P<f>{_LETTER})\s*\(\s*(?P<long>{_VARIABLE})\s*\)"), whole
    for sign in _SIGNED:
        yield re.compile(rf"{sign}{_BELOW}\s*"), operator
    over = rf"\s*/\s*\\partial\s*(?P<long>{_VARIABLE})"
    yield re.compile(rf"\\partial{_DERIVED}{over}"), whole
    if "d" not in taken:
        yield (
            re.compile(rf"{_D}(?P<f>{_LETTER}){_ARGUMENTS}\s*/\s*d\s*(?P<long>{_VARIABLE})"),
            whole,
        )
        yield re.compile(rf"{_BIG_D}\s*(?P<f>f)\s*\(\s*(?P<long>{_VARIABLE})\s*\)"), whole
        yield re.compile(r"(?<=\{)\s*d\s*(?P<f>[A-Za-z])\s*\([^()]*\)\s*(?=\})"), "d F"
    yield re.compile(rf"\\partial\s*(?P<f>{_LETTER})\s*\([^()]*\)\s*(?=\}})"), r"\partial F"


def _replaced(
    pattern: re.Pattern[str], template: str, text: str, origin: list[int]
) -> tuple[str, list[int]]:
    """Replace every match; what is new comes from where the match starts."""
    new, places, last = "", list[int](), 0
    for match in pattern.finditer(text):
        found = match.groupdict()
        variable = found.get("long") or found.get("short") or ""
        derived = found.get("f") or ""
        put = "".join({"F": derived, "V": variable}.get(sign, sign) for sign in template)
        new += text[last : match.start()] + put
        places += [*origin[last : match.start()], *[origin[match.start()]] * len(put)]
        last = match.end()
    return new + text[last:], [*places, *origin[last:]]
