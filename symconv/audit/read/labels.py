r"""What a heading calls a question: ``3.3 (2)``, ``**3.2 [8pts]**``, ``(b)``, ``Question 4``.

*Defines* `Label`, `label` and `atoms`. A question is known by the numbers and letters of its name
in order: ``3.3.2`` and ``3.3 (2)`` are both 3, 3, 2; ``1.1(a)`` and ``1.1 a`` are both 1, 1, a.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Atoms = tuple[str, ...]

_WORDS = (
    r"(?:(?:answers?|solutions?|to|for|the|question|problem|exercise|part|section|task|ex|no|q)"
    r"\b[\s.:#]*)*q?"
)
_GROUP = r"\(\s?[a-z0-9]{1,4}\s?\)"
_NUMBER = (
    r"[0-9]{1,3}(?:[.\-][0-9]{1,3})*(?:[a-z](?![a-z0-9])|\s[a-z](?=[.:]?\s*$))?"
    rf"(?:\.?\s?{_GROUP})*"
)
_LABEL = re.compile(
    rf"[^\w(\[]{{0,4}}{_WORDS}(?P<label>{_NUMBER}|{_GROUP}(?:\s?{_GROUP})*"
    r"|[a-z]{1,4}\)|[a-z](?=[.:]?\s*$)|[ivx]{1,5}(?=[.:]?\s*$))(?![\w'^])",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[*_`#]+|\\(?:textbf|emph|textit|mathbf)\b|[{}]")
_ATOM = re.compile(r"[0-9]+|[a-z]+")
_ROMAN = {word: n for n, word in enumerate("i ii iii iv v vi vii viii ix x".split(), start=1)}
_PREFIXES = frozenset({"q", "question", "problem", "exercise", "ex", "part"})


@dataclass(frozen=True)
class Label:
    """The atoms of a label; ``bare`` when it only says which part, as ``(b)`` or ``2``."""

    atoms: Atoms
    bare: bool
    bracketed: bool = False


def label(title: str) -> Label | None:
    """Return the label that a title starts with.

    >>> label("**3.2 [8pts]** Output padding"), label("Part (b)"), label("Choice")
    (Label(atoms=('3', '2'), bare=False, bracketed=False),
     Label(atoms=('b',), bare=True, bracketed=True), None)
    """
    match = _LABEL.match(_MARKUP.sub("", title[:200]).strip())
    if match is None:
        return None
    found = atoms(match["label"])
    bracketed = ")" in match["label"] and not match["label"][0].isdigit()
    return Label(found, len(found) == 1 or bracketed, bracketed)


def atoms(text: str) -> Atoms:
    """Return the numbers and letters of a question's name.

    >>> atoms("3.3 (2)") == atoms("3.3.2"), atoms("Q1.1a")
    (True, ('1', '1', 'a'))
    """
    found = [a.lstrip("0") or "0" for a in _ATOM.findall(text.lower())]
    return tuple(found[1:] if len(found) > 1 and found[0] in _PREFIXES else found)


def ordinals(atom: str) -> frozenset[int]:
    """Return which position in a list an atom may stand for: ``i`` is the 1st or the 9th.

    >>> sorted(ordinals("i")), sorted(ordinals("2"))
    ([1, 9], [2])
    """
    if atom.isdigit():
        return frozenset({int(atom)})
    found = {_ROMAN[atom]} if atom in _ROMAN else set()
    return frozenset(found | ({ord(atom) - ord("a") + 1} if len(atom) == 1 else set()))


def alike(left: Atoms, right: Atoms) -> bool:
    """Whether two paths name the same question if letters, Roman and Arabic numbers may vary.

    >>> alike(("3", "3", "ii"), ("3", "3", "2")), alike(("3", "1"), ("3", "2"))
    (True, False)
    """
    return len(left) == len(right) and all(
        a == b or ordinals(a) & ordinals(b) for a, b in zip(left, right, strict=True)
    )
