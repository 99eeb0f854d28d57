r"""Headings without a number, below a question that has parts: which part do they answer?

*Defines* `Headed` and `parts_meant`. ``### Choice`` below ``## 2.5`` names no part of 2.5. It is
taken for one if every word of it is in the title of that part alone; those that are left are taken
in order if there are as many of them as parts without an answer, and if then all parts follow each
other as in the sheet. How a heading was matched is always said; nothing else is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from symconv.audit.read.labels import Atoms, atoms

SMALL_WORDS = frozenset("a an the of is are and or per with by for to in on at as which".split())
_STEM = 5
"""Words that begin with the same letters, this many, are one word: parameter, parameters."""


@dataclass(frozen=True)
class Headed:
    """What stands under a title: its question if known, and the label of the group it is below."""

    title: str
    question: str | None
    group: Atoms = ()


def parts_meant(headed: Sequence[Headed], titles: Mapping[str, str]) -> dict[int, tuple[str, str]]:
    """Return the question that each unlabelled heading answers, and how that was found.

    >>> titles = {"2.1": "Width", "2.2": "Which of the two is larger", "3": "Sum"}
    >>> parts_meant([Headed("(1)", "2.1", ("2",)), Headed("Choice", None, ("2",))], titles)
    {1: ('2.2', 'the only part of 2 without an answer')}
    """
    found: dict[int, tuple[str, str]] = {}
    for group in dict.fromkeys(h.group for h in headed if h.group and h.question is None):
        found |= _in_group(headed, group, titles)
    return found


def _in_group(
    headed: Sequence[Headed], group: Atoms, titles: Mapping[str, str]
) -> dict[int, tuple[str, str]]:
    parts = [q for q in titles if atoms(q)[: len(group)] == group and len(atoms(q)) > len(group)]
    answered = {h.question for h in headed}
    left = {part: titles[part] for part in parts if part not in answered}
    open_ = [i for i, h in enumerate(headed) if h.question is None and h.group == group]
    found: dict[int, tuple[str, str]] = {}
    for i in open_:
        alike = [part for part, title in left.items() if _called(headed[i].title, title)]
        if len(alike) == 1:
            found[i] = (alike[0], f"its title is {left.pop(alike[0])!r}")
    rest = [i for i in open_ if i not in found]
    ordered = dict(zip(rest, left, strict=False))
    names = [
        ordered[i] if i in ordered else found[i][0] if i in found else h.question
        for i, h in enumerate(headed)
    ]
    places = [parts.index(name) for name in names if name in parts]
    if rest and len(rest) == len(left) and places == sorted(places):
        name = ".".join(group)
        how = f"the parts of {name} without an answer, in order"
        only = f"the only part of {name} without an answer"
        found |= {i: (part, how if len(rest) > 1 else only) for i, part in ordered.items()}
    return found


def _called(heading: str, title: str) -> bool:
    """Whether every word of a heading that says something is in a title."""
    words = _stems(heading)
    return bool(words) and words <= _stems(title)


def _stems(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z]{2,}", text.lower())
    return frozenset(word[:_STEM] for word in words if word not in SMALL_WORDS)
