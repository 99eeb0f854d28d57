"""Answers written out in full, each kind of mistake with the causes that explain it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shared import Mutant, Rewriting

Names = Mapping[str, str]
"""From a kind of mistake to the causes that explain it, with spaces between them."""


def wrong(
    theorem: str, given: Mapping[str, object], names: Names, *answers: tuple[str, str]
) -> Iterator[Mutant]:
    """Yield wrong answers, each after its kind."""
    for kind, answer in answers:
        yield Mutant(theorem, given, kind, frozenset(names.get(kind, "").split()), answer)


def right(theorem: str, given: Mapping[str, object], *answers: str) -> Iterator[Rewriting]:
    """Yield right answers; the first words of each name its form."""
    for answer in answers:
        yield Rewriting(theorem, given, answer[:40], answer)
