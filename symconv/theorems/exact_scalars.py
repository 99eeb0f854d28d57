"""Givens that are real numbers: exact, or the spelling of a symbol."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from symconv.errors import DialectError, GivenError
from symconv.latex.tree import Expr, Negative, Node, Number, Symbol
from symconv.notation import Declared, Domain, Name, name, scalars
from symconv.proof.derivation import Exact
from symconv.theorems.tensors import number

Real = int | Fraction | str
DECIMALS = 6
_FRACTION = re.compile(r"-?\d{1,40}(/0*[1-9]\d{0,39})?")


def real(value: object, given: str, *, positive: bool = False) -> Fraction | str:
    r"""Return an exact number, or the spelling of a single name.

    Raises GivenError for anything else, and for a number that is not positive where it must be.

    >>> real("3/2", "mean"), real(r"\mu", "mean")
    (Fraction(3, 2), '\\mu')
    """
    if (isinstance(value, int | Fraction) and not isinstance(value, bool)) or (
        isinstance(value, str) and _FRACTION.fullmatch(value)
    ):
        found = Fraction(value)
    elif isinstance(value, str):
        try:
            return name(value).latex
        except DialectError as error:
            raise GivenError(error.fact, remedy=error.remedy, given=given) from None
    else:
        raise GivenError(
            f"{given} must be an exact number or a symbol, not {value!r}",
            remedy=f"write {given}: 2, {given}: 3/2, or a letter",
            given=given,
        )
    if positive and found <= 0:
        raise GivenError(
            f"{given} must be positive, not {found}", remedy="give a number above 0", given=given
        )
    return found


def reals(
    value: object, given: str, *, count: int, positive: bool = False
) -> tuple[Fraction | str, ...]:
    """Return a list of exact numbers or symbols."""
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != count:
        raise GivenError(
            f"{given} must be a list of {count}, not {value!r}",
            remedy=f"write {given}: [{', '.join(['1'] * count)}]",
            given=given,
        )
    return tuple(real(v, given, positive=positive) for v in value)


def declared_reals(values: Mapping[str, Fraction | str], positive: str = "") -> list[Declared]:
    """Declare the symbols among the values of letters; those in ``positive`` are positive."""
    return [
        row
        for letter, value in values.items()
        if isinstance(value, str)
        for row in scalars(value, Domain.POSITIVE_REAL if letter[0] in positive else Domain.REAL)
    ]


def real_nodes(values: Mapping[str, Fraction | str]) -> dict[Name, Node]:
    """Return the trees of the values of letters; a short decimal is written as one."""
    return {
        name(letter): Symbol(name(v)) if isinstance(v, str) else exact_tree(v)
        for letter, v in values.items()
    }


def exact_tree(value: Fraction) -> Expr:
    r"""Return a number as a tree: a decimal where that is exact and short, else a fraction.

    >>> from symconv.latex import tex
    >>> tex.write(exact_tree(Fraction(-3, 2))), tex.write(exact_tree(Fraction(1, 3)))
    ('-1.5', '\\frac{1}{3}')
    """
    if 10**DECIMALS % value.denominator:
        return number(value)
    return Negative(Number(-value)) if value < 0 else Number(value)


def check_letters(
    values: Mapping[str, Fraction | str], givens: Mapping[str, str], taken: Iterable[Declared]
) -> None:
    """Raise GivenError where a symbol is a name that the derivation uses for something else."""
    names = {row.name.latex for row in taken}
    for letter, value in values.items():
        if value in names:
            raise GivenError(
                f"the letter {value} means something else in this derivation",
                remedy=f"choose another; in use are {', '.join(sorted(names))}",
                given=givens[letter],
            )


def plain_value(value: Fraction | str) -> Exact:
    """Return a value for programs: an int, a fraction, or the plain name of a symbol."""
    if isinstance(value, str):
        return name(value).plain
    return int(value) if value.denominator == 1 else value
