"""Where branches meet: their sizes must agree, and so must their channels if they are added.

*Defines* `check_joins` and `join_steps`, the lines that say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from symconv.errors import GivenError
from symconv.notation import SymbolTable
from symconv.proof.author import step
from symconv.proof.derivation import Step
from symconv.theorems.givens import Size
from symconv.theorems.quotients import Quotient
from symconv.theorems.shapes import Sizes


def check_joins(found: Sequence[Sizes], laws: Mapping[str, Quotient]) -> None:
    """Raise GivenError for branches that cannot be joined, or whose sizes are not seen to agree."""
    for sizes in found:
        for other in sizes.joined[1:]:
            _check(sizes, sizes.joined[0], other, laws)


def _check(sizes: Sizes, first: Sizes, other: Sizes, laws: Mapping[str, Quotient]) -> None:
    assert sizes.stage is not None
    if len(first.values) != len(other.values):
        raise GivenError(
            f"{sizes.stage.title} joins an image and a vector",
            remedy="flatten both branches, or neither",
            given="layers",
        )
    pairs = [*zip(first.values, other.values, strict=True)]
    if sizes.stage.kind == "add" and first.channels and other.channels:
        pairs.append((first.channels, other.channels))
    for ours, theirs in pairs:
        if _known(ours, laws) != _known(theirs, laws):
            raise GivenError(
                f"{sizes.stage.title} joins {first.title} and {other.title}: "
                f"{_shown(ours, laws)} and {_shown(theirs, laws)} differ",
                remedy="give both branches the same strides, paddings and filters",
                given="layers",
            )


def _known(value: Size, laws: Mapping[str, Quotient]) -> object:
    """Return a size in a form in which equal sizes are equal; a letter is its own quotient."""
    if isinstance(value, int):
        return value
    return laws.get(value, Quotient(value))


def _shown(value: Size, laws: Mapping[str, Quotient]) -> str:
    if not isinstance(value, str) or value not in laws:
        return str(value)
    law = laws[value]
    top = law.symbol + (f" {'+' if law.shift > 0 else '-'} {abs(law.shift)}" if law.shift else "")
    return f"floor(({top})/{law.divisor})" if law.divisor > 1 else top


def join_steps(sizes: Sizes, symbols: SymbolTable) -> Iterator[Step]:
    """Yield that all branches have the sizes that a join needs, and its channels."""
    assert sizes.stage is not None
    for axis, name in enumerate(sizes.names):
        sides = [s.names[axis] if s.stage else str(s.values[axis]) for s in sizes.joined]
        yield _agreement([name, *sides], sizes.values[axis], sizes, symbols)
    counts = [s.channel_name if s.stage else str(s.channels) for s in sizes.joined]
    if sizes.channels and sizes.stage.kind == "add":
        yield _agreement([sizes.channel_name, *counts], sizes.channels, sizes, symbols)
    elif sizes.channels:
        numbers = " + ".join(str(s.channels) for s in sizes.joined)
        yield step(
            f"{sizes.channel_name} = {numbers} = {sizes.channels}",
            f"{sizes.title}: the channels of all branches, one after the other",
            symbols,
        )


def _agreement(sides: list[str], value: Size, sizes: Sizes, symbols: SymbolTable) -> Step:
    ends = [str(value)] if isinstance(value, int) else []
    line = " = ".join(dict.fromkeys([*sides, *ends]))
    return step(line, f"{sizes.title}: all branches agree", symbols)
