"""What a mutant is: a question, a mistake that somebody made, and the answer that came out.

Nothing here uses symconv: wrong answers are computed by plain arithmetic or by torch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Mutant:
    """A wrong answer; ``names`` are the causes that explain it, all of them acceptable."""

    theorem: str
    given: Mapping[str, object] = field(hash=False)
    kind: str
    names: frozenset[str]
    answer: str


@dataclass(frozen=True)
class Rewriting:
    """A right answer in another form."""

    theorem: str
    given: Mapping[str, object] = field(hash=False)
    form: str
    answer: str


def merged(mutants: Iterable[Mutant]) -> list[Mutant]:
    """Merge mutants with one answer: each of their mistakes explains it."""
    groups: dict[tuple[str, str, str], list[Mutant]] = {}
    for mutant in mutants:
        key = (mutant.theorem, str(sorted(mutant.given.items(), key=str)), mutant.answer)
        groups.setdefault(key, []).append(mutant)
    return [
        replace(group[0], names=frozenset().union(*(m.names for m in group)))
        for group in groups.values()
    ]


def matrix(rows: object, environment: str = "bmatrix") -> str:
    """Write a matrix."""
    body = r" \\ ".join(" & ".join(map(str, row)) for row in rows)  # type: ignore[attr-defined]
    return rf"\begin{{{environment}}} {body} \end{{{environment}}}"


def display(*lines: str) -> str:
    """Write formulas as displays."""
    return "\n".join(f"$${line}$$" for line in lines)
