"""Sentences that every writer of a sheet shares.

*Defines* `title` of a part, `using` (which earlier lines a reason leans on) and `notation` (what
names stand for).
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.latex.inline.markup import Inline, parse_sentence
from symconv.notation import Kind, Name
from symconv.proof.derivation import Derivation
from symconv.sheets.problem import Part, Solved


def title(part: Part) -> tuple[Inline, ...]:
    """Return the title of a part: its own, or that of the theorem where it has no words at all."""
    if part.problem.title or part.problem.question or not isinstance(part, Solved):
        return part.problem.title
    return parse_sentence(part.derivation.title)


def using(names: Sequence[str]) -> str:
    """Return the end of a reason that names earlier lines.

    >>> using(["(1)", "Lemma 2"])
    ', by (1) and Lemma 2'
    """
    if not names:
        return ""
    *head, last = names
    return f", by {', '.join(head)} and {last}" if head else f", by {last}"


def notation(derivation: Derivation) -> list[tuple[tuple[Name, ...], str]]:
    """Return groups of names and what they stand for, where the derivation says it."""
    groups: dict[str, list[Name]] = {}
    for row in derivation.symbols:
        if row.meaning:
            words = f"{row.meaning}, {row.domain}" if row.kind is Kind.SCALAR else row.meaning
            groups.setdefault(words, []).append(row.name)
    return [(tuple(names), words) for words, names in groups.items()]
