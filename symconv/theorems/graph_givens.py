"""Givens of theorems on graphs: arrays of numbers, or the letter that stands for any array."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from symconv.errors import GivenError
from symconv.notation import Declared, SymbolTable
from symconv.theorems.givens import Nested, Size, array, declared_sizes, shape, size
from symconv.theorems.tensors import Array, to_array

SAMPLES = 6

Given = Sequence[object] | str
Numbers = tuple[Nested, ...] | None


def read_arrays(
    arrays: Mapping[str, tuple[Given, tuple[str, ...]]], letters: Mapping[str, tuple[str, Size]]
) -> tuple[dict[str, Numbers], dict[str, Size]]:
    """Return the numbers of each array, None where its letter was given, and every size.

    ``arrays`` maps a letter to what was given and to the letters of its sizes; ``letters`` maps
    those to the name of a given and its value. Raises GivenError unless all arrays are numbers or
    none, and where a size does not fit.

    >>> read_arrays({"x": ([1, 2], ("n",))}, {"n": ("size", "n")})
    ({'x': (1, 2)}, {'n': 2})
    """
    sizes = {letter: size(value, given, least=1) for letter, (given, value) in letters.items()}
    numbers: dict[str, Numbers] = {
        letter: None if value == letter else array(value, letter)
        for letter, (value, _) in arrays.items()
    }
    missing = [letter for letter, found in numbers.items() if found is None]
    if missing and len(missing) < len(numbers):
        raise GivenError(
            f"{missing[0]} is not given, and other arrays are",
            remedy="give numbers for all arrays, or for none",
            given=missing[0],
        )
    for letter, (_, names) in arrays.items():
        entries = numbers[letter]
        if entries is not None:
            _fit(letter, shape(entries), names, sizes, letters)
    return numbers, sizes


def _fit(
    letter: str,
    found: tuple[int, ...],
    names: tuple[str, ...],
    sizes: dict[str, Size],
    letters: Mapping[str, tuple[str, Size]],
) -> None:
    if len(found) != len(names):
        raise GivenError(
            f"{letter} has {len(found)} axes; {len(names)} are needed",
            remedy="nest the lists as deep as the array has axes",
            given=letter,
        )
    for n, name_ in zip(found, names, strict=True):
        if sizes[name_] == letters[name_][1] and isinstance(sizes[name_], str):
            sizes[name_] = n
        if sizes[name_] != n:
            raise GivenError(
                f"{letter} has the size {n} where {sizes[name_]} is expected",
                remedy=f"make all arrays agree on {letters[name_][0]}",
                given=letter,
            )


def symbols_for(sizes: Sequence[Size], *groups: Iterable[Declared]) -> SymbolTable:
    """Declare the sizes that are symbols, and the names of a derivation.

    Raises GivenError where a size has the letter of something else.
    """
    own = SymbolTable.of(*groups)
    for row in declared_sizes(*sizes):
        if row.name in own:
            raise GivenError(
                f"the letter {row.name} means something else in this derivation",
                remedy="choose another for the size; in use are "
                + ", ".join(sorted(r.name.latex for r in own)),
                given="size",
            )
    return own.extended(declared_sizes(*sizes))


def samples(
    numbers: Mapping[str, Numbers],
    shapes: Mapping[str, tuple[str, ...]],
    sizes: Mapping[str, Size],
) -> Iterator[dict[str, Array]]:
    """Yield the given numbers, and arrays of random integers of random or the given sizes."""
    if all(found is not None for found in numbers.values()):
        yield {letter: to_array(found) for letter, found in numbers.items() if found is not None}
    source = np.random.default_rng(0)
    for _ in range(SAMPLES):
        drawn: dict[Size, int] = {}
        for value in sizes.values():
            fixed = min(value, 8) if isinstance(value, int) else int(source.integers(1, 5))
            drawn.setdefault(value, fixed)
        yield {
            letter: source.integers(-9, 10, [drawn[sizes[n]] for n in names])
            for letter, names in shapes.items()
        }
