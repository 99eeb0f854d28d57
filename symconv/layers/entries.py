r"""How the entries of a weight are spelled: ``w_{(i, j)}``, with channels ``w_{(o, c, i, j)}``."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any, Literal

import numpy as np

from symconv.latex import tree as t
from symconv.notation import Name

ZERO: t.Expr = t.Number(Fraction(0))
CHANNEL_AXES = 2


@dataclass(frozen=True)
class Entries:
    """The entries of a weight of ``shape`` (two channel axes, then the kernel), in row-major order.

    Channel indices are left out when there is one channel on both sides. ``style`` is "paren" for
    ``w_{(0, 1)}`` or "sub" for ``w_{0, 1}``; a single index is never put in parentheses.
    """

    weight: Name
    shape: tuple[int, ...]
    style: Literal["paren", "sub"] = "paren"

    @property
    def shows_channels(self) -> bool:
        """Whether the channel indices are part of the spelling."""
        return self.shape[:CHANNEL_AXES] != (1, 1)

    def indices(self, tap: int) -> tuple[int, ...]:
        """Return the indices of entry number ``tap``, as they are spelled.

        >>> Entries(Name("w"), (1, 1, 2, 3)).indices(4)
        (1, 1)
        """
        every = tuple(int(i) for i in np.unravel_index(tap, self.shape))
        return every if self.shows_channels else every[CHANNEL_AXES:]

    def element(self, indices: tuple[t.Expr, ...]) -> t.Indexed:
        """Return the weight at the given indices."""
        style = "sub" if len(indices) == 1 else self.style
        return t.Indexed(t.Symbol(self.weight), indices, style)

    def cell(self, taps: tuple[int, ...]) -> t.Expr:
        """Return what a cell with these taps shows: an entry, or the sum of several.

        >>> from symconv.latex import tex
        >>> tex.write(Entries(Name("w"), (1, 1, 3)).cell((0, 2, 2)))
        'w_{0} + 2 w_{2}'
        """
        terms = tuple(self._term(tap, times) for tap, times in Counter(taps).items())
        return terms[0] if len(terms) == 1 else t.Add(terms)

    def _term(self, tap: int, times: int) -> t.Expr:
        entry = self.element(tuple(t.Number(Fraction(i)) for i in self.indices(tap)))
        return entry if times == 1 else t.Multiply((t.Number(Fraction(times)), entry))

    def sympy_symbols(self) -> list[Any]:
        """Return one SymPy symbol per entry, named like ``w_0_1``."""
        from sympy import Symbol

        return [
            Symbol("_".join(map(str, (self.weight.plain, *self.indices(tap)))))
            for tap in range(prod(self.shape))
        ]
