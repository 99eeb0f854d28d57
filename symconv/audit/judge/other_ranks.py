r"""Names of the question with another number of indices than the question gives them.

*Defines* `of_another_rank`. Where the question has one mean for everything, an answer may have a
mean for every channel, :math:`\mu_c`: a quantity of its own, for which a bar is put over the
letter. It counts as what the answer gives for the question's :math:`\mu`.
"""

from __future__ import annotations

import re

from symconv.errors import LatexError, SymconvError
from symconv.notation import Domain, Name, SymbolTable, name

_RANK = re.compile(r"(\S+) (?:is a scalar and takes no index|has \d+ ind\w+, not \d+)")
_SUBSCRIPT = re.compile(r"\s*_\s*(?:\{([^{}]*)\}|([A-Za-z]))")


def of_another_rank(
    text: str, error: LatexError, known: SymbolTable
) -> tuple[str, frozenset[str]] | None:
    r"""Return the formula with such a name barred, and its indices; None for other errors.

    >>> from symconv.latex.reader import read
    >>> from symconv.notation import scalars
    >>> table = SymbolTable.of(scalars(r"\mu"), scalars("h w", Domain.INTEGER))
    >>> try:
    ...     read(r"\mu_{h, w}", table)
    ... except LatexError as wrong:
    ...     of_another_rank(r"\mu_{h, w}", wrong, table)[0]
    '\\bar{\\mu}_{h, w}'
    """
    found = _RANK.match(error.fact)
    base = _named(found[1]) if found else None
    if found is None or base is None or base not in known or base.accent:
        return None
    spelled = re.compile(re.escape(found[1]) + r"(?=\s*_)")
    behind = [_SUBSCRIPT.match(text, m.end()) for m in spelled.finditer(text)]
    inner = [m[1] or m[2] or "" for m in behind if m is not None]
    letters = frozenset(part.strip() for group in inner for part in group.split(","))
    if not letters or not all(_is_index(letter, known) for letter in letters):
        return None
    return spelled.sub(lambda m: rf"\bar{{{m[0]}}}", text), letters


def _named(spelled: str) -> Name | None:
    try:
        return name(spelled)
    except SymconvError:
        return None


def _is_index(letter: str, known: SymbolTable) -> bool:
    """Whether a letter is an index of the question, with or without a prime."""
    found = _named(letter.rstrip("'"))
    return found is not None and found in known and known[found].domain is Domain.INTEGER
