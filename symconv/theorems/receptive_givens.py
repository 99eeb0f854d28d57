"""What the theorems about receptive fields ask of their givens: letters that mean one thing."""

from __future__ import annotations

from collections.abc import Mapping

from symconv.errors import GivenError
from symconv.notation import name
from symconv.theorems.givens import Size, size


def require_free(given: Mapping[str, Size], letters: str) -> None:
    """Refuse a symbol that is one of the derivation's own letters.

    >>> require_free({"stride": "S"}, "r s")
    >>> require_free({"stride": "r"}, "r s")
    Traceback (most recent call last):
    ...
    symconv.errors.GivenError: the letter r means something else in this derivation; hint: ...
    """
    own = {name(letter) for letter in letters.split()}
    for key, value in given.items():
        if isinstance(value, str) and name(value) in own:
            raise GivenError(
                f"the letter {value} means something else in this derivation",
                remedy=f"choose another for {key}; in use are {', '.join(letters.split())}",
                given=key,
            )


def letter(value: object, given: str, letters: str) -> str:
    """Return a symbol that stands for any number; refuse numbers and the derivation's letters.

    >>> letter("L", "depth", "l i")
    'L'
    >>> letter(3, "depth", "l i")
    Traceback (most recent call last):
    ...
    symconv.errors.GivenError: depth must be a letter here, not 3; hint: ...
    """
    found = size(value, given, least=1)
    if not isinstance(found, str):
        raise GivenError(
            f"{given} must be a letter here, not {value}",
            remedy="give the layers themselves to receptive_field or size_law",
            given=given,
        )
    require_free({given: found}, letters)
    return found


def product(a: Size, b: Size) -> str:
    """Write a product: numbers multiplied out, a number before a symbol, no factor 1.

    >>> product(2, 3), product("S", 2), product(1, "J"), product("S", "J"), product(0, "J")
    ('6', '2 S', 'J', 'S J', '0')
    """
    if isinstance(a, int) and isinstance(b, int):
        return str(a * b)
    if isinstance(b, int):
        a, b = b, a
    if a == 0:
        return "0"
    return str(b) if a == 1 else f"{a} {b}"
