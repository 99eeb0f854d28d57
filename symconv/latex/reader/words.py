r"""Words between formulas: which connect two statements, which comment, which change the meaning.

*Why three classes.* ``\text{where}`` may go, a remark such as ``\text{by definition}`` is kept
beside the line, but ``\text{if}``, ``\text{not}`` and unknown words right behind a formula could
change what it says, so they are refused.
"""

from __future__ import annotations

import re

CONNECTING = frozenset(
    """where with and hence thus so therefore then let also further finally next now moreover
    giving yields gives recall note since because as we have is are i.e. that namely which
    consequently here given both ie""".split()
)
CONDITIONAL = frozenset(
    """if unless when whenever not no for otherwise else or without except only until iff false
    wrong never neither nor approximately about such subject s.t st million billion
    thousand percent""".split()
)
_WORD = re.compile(r"[A-Za-z][A-Za-z.]*")


def connects(words: str) -> bool:
    """Whether the words only join two statements.

    >>> connects(" and therefore "), connects("if")
    (True, False)
    """
    found = [w.rstrip(".") if w.lower() != "i.e." else w for w in _WORD.findall(words.lower())]
    rest = _WORD.sub("", words).strip(" ,.;:")
    return not rest and all(w in CONNECTING for w in found)


def comments(words: str) -> bool:
    """Whether the words can stand beside a line without changing what it says."""
    found = {w.rstrip(".") for w in _WORD.findall(words.lower())}
    return bool(found) and not found & CONDITIONAL
