r"""Affine forms: a number for each of some unknowns, and a constant; arrays of them.

*Defines* `Affine`, `Form` (one of them, or a matrix of them; a vector is a column), `NotAffine`,
and the arithmetic of both. A product needs a factor without unknowns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from symconv.errors import SymconvError


class NotAffine(SymconvError):
    """What was written is no affine form of the unknowns, or its sizes do not fit."""


@dataclass(frozen=True)
class Affine:
    """A constant and the factors of unknowns, none of them 0.

    >>> x = Affine.unknown("x")
    >>> (x.plus(x)).plus(Affine(constant=Fraction(1)))
    Affine(terms={'x': Fraction(2, 1)}, constant=Fraction(1, 1))
    """

    terms: Mapping[str, Fraction] = field(default_factory=dict)
    constant: Fraction = Fraction(0)

    def __hash__(self) -> int:
        return hash((frozenset(self.terms.items()), self.constant))

    @staticmethod
    def unknown(key: str) -> Affine:
        """Return one unknown."""
        return Affine({key: Fraction(1)})

    @property
    def is_constant(self) -> bool:
        """Whether no unknown takes part."""
        return not self.terms

    def plus(self, other: Affine) -> Affine:
        """Return the sum."""
        keys = dict.fromkeys((*self.terms, *other.terms))
        sums = {k: self.terms.get(k, Fraction(0)) + other.terms.get(k, Fraction(0)) for k in keys}
        return Affine({k: v for k, v in sums.items() if v}, self.constant + other.constant)

    def times(self, factor: Fraction) -> Affine:
        """Return a multiple."""
        terms = {k: v * factor for k, v in self.terms.items() if factor}
        return Affine(terms, self.constant * factor)

    def minus(self, other: Affine) -> Affine:
        """Return the difference."""
        return self.plus(other.times(Fraction(-1)))


Array = tuple[tuple[Affine, ...], ...]
Form = Affine | Array
ZERO = Affine()


def number(value: Fraction | int) -> Affine:
    """Return a constant as a form."""
    return Affine(constant=Fraction(value))


def column(entries: tuple[Affine, ...]) -> Array:
    """Return entries one below the other."""
    return tuple((entry,) for entry in entries)


def each(form: Form, change: Callable[[Affine], Affine]) -> Form:
    """Change every entry."""
    if isinstance(form, Affine):
        return change(form)
    return tuple(tuple(change(entry) for entry in row) for row in form)


def added(a: Form, b: Form) -> Form:
    """Add; a number is added to every entry."""
    if isinstance(a, Affine) and isinstance(b, Affine):
        return a.plus(b)
    if isinstance(a, Affine):
        return each(b, a.plus)
    if isinstance(b, Affine):
        return each(a, b.plus)
    if len(a) != len(b) or len(a[0]) != len(b[0]):
        raise NotAffine("arrays of different sizes do not add")
    return tuple(
        tuple(x.plus(y) for x, y in zip(r, s, strict=True)) for r, s in zip(a, b, strict=True)
    )


def product(a: Form, b: Form) -> Form:
    """Multiply; two columns, or two rows, give their sum of products."""
    if isinstance(a, Affine) and isinstance(b, Affine):
        return _times(a, b)
    if isinstance(a, Affine):
        return product(b, a)
    if isinstance(b, Affine):
        return tuple(tuple(_times(entry, b) for entry in row) for row in a)
    if len(a[0]) != len(b):
        a, b = _for_dot(a, b)
    columns = list(zip(*b, strict=True))
    rows = tuple(tuple(_dot(row, col) for col in columns) for row in a)
    return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows


def transposed(form: Form) -> Form:
    """Return the transpose; a number is its own."""
    return form if isinstance(form, Affine) else tuple(zip(*form, strict=True))


def entries(form: Form) -> tuple[Affine, ...]:
    """Return all entries, row by row."""
    return (form,) if isinstance(form, Affine) else tuple(e for row in form for e in row)


def _times(a: Affine, b: Affine) -> Affine:
    if a.is_constant:
        return b.times(a.constant)
    if b.is_constant:
        return a.times(b.constant)
    raise NotAffine("a product of unknowns is not affine")


def _dot(row: tuple[Affine, ...], col: tuple[Affine, ...]) -> Affine:
    total = ZERO
    for a, b in zip(row, col, strict=True):
        total = total.plus(_times(a, b))
    return total


def _for_dot(a: Array, b: Array) -> tuple[Array, Array]:
    """Turn two vectors of one length so that their product is a number."""
    flat, other = entries(a), entries(b)
    if 1 not in (len(a), len(a[0])) or 1 not in (len(b), len(b[0])) or len(flat) != len(other):
        raise NotAffine("arrays of these sizes have no product")
    return (flat,), column(other)
