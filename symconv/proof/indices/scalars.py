r"""Scalars of a context as polynomials: which are free, what is known of them, what they equal.

*Defines* `Unsupported`, and `Scalars`, which the conversion of indices and terms shares.

A name without a definition is an unknown; a definition is unfolded. A quotient that is rounded,
:math:`\lfloor a/c \rfloor` with a and c free of indices, is an unknown of its own, of which
:math:`0 \le a - c \lfloor a/c \rfloor \le c - 1` is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from symconv.algebra.index_bounds import is_positive
from symconv.algebra.index_terms import (
    Box,
    Facts,
    Fresh,
    fresh_names,
    indices_of,
    plus,
    put,
    unknown,
)
from symconv.algebra.named_polynomial import NoValue, Scalar, minus, spelled, times
from symconv.notation import Domain, Name
from symconv.proof.context import Context

LEAST = {Domain.POSITIVE: 1, Domain.NATURAL: 0}


class Unsupported(NoValue):
    """A construct that index notation does not cover."""


@dataclass
class Scalars:
    """The context, the free indices, values that hypotheses give, and what is known so far."""

    context: Context
    indices: Mapping[Name, str] = field(default_factory=dict)
    values: dict[str, Scalar] = field(default_factory=dict)
    least: dict[str, int] = field(default_factory=dict)
    boxes: dict[str, Box] = field(default_factory=dict)
    inequalities: list[Scalar] = field(default_factory=list)
    fresh: Fresh = field(default_factory=fresh_names)
    quotients: dict[tuple[Scalar, Scalar], str] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        """What is known, for the algebra."""
        indexed = [g for g in self.inequalities if indices_of(g)]
        sizes = [g for g in self.inequalities if not indices_of(g)]
        return Facts(dict(self.least), dict(self.boxes), tuple(indexed), tuple(sizes))

    def settled(self, value: Scalar) -> Scalar:
        """Return a polynomial with the values that hypotheses give."""
        return put(value, self.values)

    def free(self, name: Name, *, integer: bool) -> Scalar:
        """Return a name without a definition as an unknown."""
        symbols = self.context.symbols
        if name not in symbols:
            raise Unsupported(f"{name} is not declared")
        domain = symbols[name].domain
        if integer and not domain.is_integer:
            raise Unsupported(f"{name} is not an integer")
        text = self.indices.get(name, name.latex)
        if domain in LEAST and text not in self.values:
            if name in self.indices:
                self.know(minus(unknown(text), LEAST[domain]))
                self.boxes.setdefault(text, (LEAST[domain], None))
            else:
                self.least.setdefault(text, LEAST[domain])
        return self.settled(unknown(text))

    def know(self, form: Scalar) -> None:
        """Note that a polynomial is not negative."""
        if form not in self.inequalities:
            self.inequalities.append(form)

    def give(self, name: str, value: Scalar) -> None:
        """Replace an unknown by its value everywhere, keeping what its domain said."""
        known = [minus(unknown(name), self.least.pop(name))] if name in self.least else []
        step = {name: value}
        self.values = {n: put(v, step) for n, v in self.values.items()} | step
        self.inequalities = [put(g, step) for g in self.inequalities + known]

    def rounded(self, above: Scalar, below: Scalar) -> Scalar:
        """Return the floor of a quotient of polynomials without indices."""
        if not is_positive(below, self.facts):
            raise Unsupported("a quotient whose divisor is not known to be positive")
        name = rf"\lfloor ({spelled(above)}) / ({spelled(below)}) \rfloor"
        rest = minus(above, times(below, unknown(name)))
        self.know(rest)
        self.know(minus(plus(below, -1), rest))
        return unknown(name)
