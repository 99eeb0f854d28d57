"""Givens of a theorem: integers or symbols for sizes, exact numbers or symbols for arrays.

*Defines* `Size` (an int, or the spelling of a symbol such as ``"H"``) and the functions that check
one given each. Every error names the given, so that a problem set can point at its line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from symconv.errors import DialectError, GivenError
from symconv.notation import Declared, Domain, name, scalars

Size = int | str
Sizes = Size | Sequence[Size]
_FRACTION = re.compile(r"-?\d{1,40}(/0*[1-9]\d{0,39})?")

Nested = int | Fraction | tuple["Nested", ...]


def size(value: object, given: str, *, least: int) -> Size:
    """Return one size: an int of at least ``least``, or the spelling of a single name.

    >>> size(3, "stride", least=1), size("H'", "size", least=1)
    (3, "H'")
    """
    if isinstance(value, str):
        try:
            return name(value).latex
        except DialectError as error:
            raise GivenError(error.fact, remedy=error.remedy, given=given) from None
    if isinstance(value, bool) or not isinstance(value, int):
        raise GivenError(
            f"{given} must be an integer or a symbol, not {value!r}",
            remedy=f"write {given}: {max(least, 1)}, or a letter",
            given=given,
        )
    if value < least:
        kind = {0: "a non-negative", 1: "a positive"}.get(least, f"at least {least}, an")
        raise GivenError(
            f"{given} must be {kind} integer, not {value}",
            remedy=f"did you mean {given}: {least}?",
            given=given,
        )
    return value


def sizes(value: object, given: str, *, rank: int, least: int) -> tuple[Size, ...]:
    """Return one size per axis; a single one serves every axis."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        if len(value) != rank:
            raise GivenError(
                f"{given} has {len(value)} values for {rank} axes",
                remedy=f"give one value, or {rank}",
                given=given,
            )
        return tuple(size(v, given, least=least) for v in value)
    return (size(value, given, least=least),) * rank


def axes(value: object, given: str, *, least: int = 1) -> tuple[Size, ...]:
    """Return the spatial sizes of an image, one per axis, one to three axes."""
    listed = value if isinstance(value, Sequence) and not isinstance(value, str) else (value,)
    if not 1 <= len(listed) <= 3:
        raise GivenError(f"{given} has {len(listed)} axes; 1, 2 or 3 are supported", given=given)
    return tuple(size(v, given, least=least) for v in listed)


def integer(value: object, given: str, *, least: int, most: int | None = None) -> int:
    """Return a size that must be a number here, at most ``most``."""
    checked = size(value, given, least=least)
    if isinstance(checked, str):
        raise GivenError(
            f"{given} must be a number here, not the symbol {checked}",
            remedy="this theorem writes the result out entry by entry",
            given=given,
        )
    if most is not None and checked > most:
        raise GivenError(
            f"{given} must be at most {most}, not {checked}",
            remedy=f"use {given}: {most} or less",
            given=given,
        )
    return checked


def integers(value: object, given: str, *, rank: int, least: int) -> tuple[int, ...]:
    """Return one number per axis."""
    return tuple(
        integer(v, given, least=least) for v in sizes(value, given, rank=rank, least=least)
    )


def flag(value: object, given: str) -> bool:
    """Return a yes or no."""
    if not isinstance(value, bool):
        raise GivenError(
            f"{given} must be true or false, not {value!r}",
            remedy=f"write {given}: true",
            given=given,
        )
    return value


def array(value: object, given: str) -> tuple[Nested, ...]:
    """Return an array of exact numbers as nested tuples; every row must have the same length.

    >>> array([[1, "2/3"], [0, -1]], "W")
    ((1, Fraction(2, 3)), (0, -1))
    """
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        raise GivenError(
            f"{given} must be a matrix of exact numbers, not {value!r}",
            remedy=f"write {given}: [[1, 2], [3, 4]]",
            given=given,
        )
    rows = tuple(_entry(v, given) for v in value)
    shapes = [shape(r) if isinstance(r, tuple) else () for r in rows]
    for number, other in enumerate(shapes):
        if other != shapes[0]:
            raise GivenError(
                f"{given} is ragged: row {number + 1} has {_length(other)}, "
                f"row 1 has {_length(shapes[0])}",
                remedy="give every row the same number of entries",
                given=given,
            )
    return rows


def shape(entries: tuple[Nested, ...]) -> tuple[int, ...]:
    """Return the sizes of a nested array, outermost first."""
    first = entries[0]
    return (len(entries), *(shape(first) if isinstance(first, tuple) else ()))


def declared_sizes(*values: Size, natural: Sequence[Size] = ()) -> list[Declared]:
    """Declare the symbols among some sizes: positive integers, or non-negative ones."""
    positive = dict.fromkeys(v for v in values if isinstance(v, str))
    rest = dict.fromkeys(v for v in natural if isinstance(v, str) and v not in positive)
    return [row for v in positive for row in scalars(v, Domain.POSITIVE)] + [
        row for v in rest for row in scalars(v, Domain.NATURAL)
    ]


def _entry(value: object, given: str) -> Nested:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return array(value, given)
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _FRACTION.fullmatch(value):
        return Fraction(value)
    raise GivenError(
        f"{given} has the entry {value!r}, which is not an exact number",
        remedy="write an integer or a fraction such as 2/3",
        given=given,
    )


def _length(inner: tuple[int, ...]) -> str:
    return f"{inner[0]} entries" if inner else "a single number"
