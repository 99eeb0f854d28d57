r"""Activations made of affine pieces, as data.

*Defines* `Activation` (breakpoints t_1 < … < t_k and k + 1 pieces :math:`z \mapsto az + c`),
`Maxout` (the largest of several affine functions) and the usual activations by name.

*Notation.* A unit's *symbol* is the number of its piece, 0 … k. A unit that is identically at the
breakpoint t_{j+1} on a whole cell has the symbol -1-j, a *tie*: both pieces agree there, so the
affine map is well defined either way. A maxout unit's symbol is the number of the largest function,
the first of several that are identical.

Everything is a Fraction: nothing is rounded, and a slope of 1/10 is one tenth.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from symconv.errors import ShapeError

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Activation:
    """A continuous piecewise affine function of one variable.

    ``pieces`` are (slope, intercept), one more than there are ``breakpoints``. Raises ShapeError
    when the numbers do not fit or the pieces do not meet.

    >>> relu()(Fraction(-3)), relu().piece(Fraction(2)), hardtanh().breakpoints
    (Fraction(0, 1), 1, (Fraction(-1, 1), Fraction(1, 1)))
    """

    name: str
    breakpoints: tuple[Fraction, ...]
    pieces: tuple[tuple[Fraction, Fraction], ...]

    def __post_init__(self) -> None:
        if len(self.pieces) != len(self.breakpoints) + 1:
            raise ShapeError(
                f"{self.name}: {len(self.pieces)} pieces for {len(self.breakpoints)} breakpoints",
                remedy="give one piece more than breakpoints",
            )
        if any(a >= b for a, b in zip(self.breakpoints, self.breakpoints[1:], strict=False)):
            raise ShapeError(f"{self.name}: breakpoints must increase")
        for t, left, right in zip(self.breakpoints, self.pieces, self.pieces[1:], strict=False):
            if left[0] * t + left[1] != right[0] * t + right[1]:
                raise ShapeError(f"{self.name} jumps at {t}", remedy="make the pieces meet there")

    def piece(self, z: Fraction) -> int:
        """Return the number of the piece at ``z``, the left one at a breakpoint."""
        return sum(z > t for t in self.breakpoints)

    def __call__(self, z: Fraction) -> Fraction:
        """Return the value at ``z``."""
        slope, intercept = self.pieces[self.piece(z)]
        return slope * z + intercept

    @cached_property
    def integer_pieces(self) -> tuple[int, tuple[tuple[int, int], ...]]:
        """The pieces' common denominator, and slopes and intercepts times it."""
        scale = lcm(*(v.denominator for piece in self.pieces for v in piece))
        return scale, tuple((int(a * scale), int(c * scale)) for a, c in self.pieces)

    def affine(self, symbol: int) -> tuple[Fraction, Fraction]:
        """Return slope and intercept of the piece that a symbol names; of either side for a tie."""
        return self.pieces[symbol if symbol >= 0 else -1 - symbol]


@dataclass(frozen=True)
class Maxout:
    """The largest of ``size`` consecutive rows; a layer with m of these units has m*size rows.

    >>> Maxout(2).name
    'maxout(2)'
    """

    size: int

    def __post_init__(self) -> None:
        if self.size < 1:
            raise ShapeError(f"maxout of {self.size} rows", remedy="take at least one row")

    @property
    def name(self) -> str:
        """What files and certificates call it."""
        return f"maxout({self.size})"


AnyActivation = Activation | Maxout


def identity() -> Activation:
    """Return z, which has one piece.

    >>> identity().breakpoints
    ()
    """
    return Activation("none", (), ((ONE, ZERO),))


def relu() -> Activation:
    """Return max(z, 0).

    >>> relu()(Fraction(5))
    Fraction(5, 1)
    """
    return Activation("relu", (ZERO,), ((ZERO, ZERO), (ONE, ZERO)))


def leaky_relu(slope: Fraction | int) -> Activation:
    """Return z where z > 0, else slope * z.

    >>> leaky_relu(Fraction(1, 10))(Fraction(-2))
    Fraction(-1, 5)
    """
    return Activation(f"leaky({Fraction(slope)})", (ZERO,), ((Fraction(slope), ZERO), (ONE, ZERO)))


def absolute() -> Activation:
    """Return |z|.

    >>> absolute()(Fraction(-2))
    Fraction(2, 1)
    """
    return Activation("abs", (ZERO,), ((-ONE, ZERO), (ONE, ZERO)))


def hardtanh() -> Activation:
    """Return z clipped to [-1, 1].

    >>> hardtanh()(Fraction(7))
    Fraction(1, 1)
    """
    return Activation("hardtanh", (-ONE, ONE), ((ZERO, -ONE), (ONE, ZERO), (ZERO, ONE)))


def relu6() -> Activation:
    """Return z clipped to [0, 6].

    >>> relu6()(Fraction(7))
    Fraction(6, 1)
    """
    six = Fraction(6)
    return Activation("relu6", (ZERO, six), ((ZERO, ZERO), (ONE, ZERO), (ZERO, six)))
