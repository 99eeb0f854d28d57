"""What a mutant is: a question, a mistake that somebody made, and the answer that came out.

Nothing here uses symconv: wrong answers are computed by plain arithmetic or by torch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

Lines = Mapping[str, str]


@dataclass(frozen=True)
class Mutant:
    """A wrong answer; ``names`` are the causes that explain it, all of them acceptable.

    Without names, the mistake is in no table; ``unique`` says that nothing else explains it.
    """

    theorem: str
    given: Mapping[str, object] = field(hash=False)
    kind: str
    names: frozenset[str]
    answer: str
    unique: bool = False


@dataclass(frozen=True)
class Rewriting:
    """A right answer in another form."""

    theorem: str
    given: Mapping[str, object] = field(hash=False)
    form: str
    answer: str


@dataclass(frozen=True)
class Family:
    """Where the answers to one theorem come from."""

    wrong: Callable[[], Iterable[Mutant]]
    right: Callable[[], Iterable[Rewriting]]


def outcome(mutant: Mutant, right: bool, verdict: str, cause: str) -> str:
    """Say what became of a mutant; ``cause`` is empty where none was named."""
    if right:
        return "accepted"
    if verdict in ("person", "incomplete"):
        return "undecided"
    if not mutant.names:
        return "wrong"
    if not cause:
        return "no cause"
    return "named" if mutant.names & set(cause.split("|")) else "another cause"


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


def tex(number: Fraction | int) -> str:
    """Write a rational number."""
    q = Fraction(number)
    sign = "-" if q < 0 else ""
    size = abs(q)
    if size.denominator == 1:
        return f"{sign}{size}"
    return rf"{sign}\frac{{{size.numerator}}}{{{size.denominator}}}"


def write(lines: Lines) -> str:
    """Write conclusions as displays."""
    return display(*(f"{subject} = {value}" for subject, value in lines.items()))


def changed(
    theorem: str,
    given: Mapping[str, object],
    right: Lines,
    wrong: Sequence[tuple[str, Lines]],
    also: Mapping[str, set[str]] | None = None,
) -> Iterator[Mutant]:
    """Yield the right conclusions with some of them changed, one mutant for each change."""
    for kind, lines in wrong:
        names = frozenset({kind} | (also or {}).get(kind, set()))
        yield Mutant(theorem, given, kind, names, write({**right, **lines}))
