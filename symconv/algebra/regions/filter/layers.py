r"""A layer in float64 with proven bounds on every rounding error.

*Defines* `FloatLayer`, `Bounded` (numbers with error bounds) and `OutOfRange`.

*Notation.* u = 2^-53. H are the layer's inputs, one row per vertex, E_H bounds on their errors. A
*column* is a unit minus one of its breakpoints; its sign is what cuts. For m inputs

    Z = H W^T + b - t,    E_Z = E_H |W|^T + (m + 6) u (|H| |W|^T + |b|) + 3u (|Z| + |t|),

enlarged by 1/1000 for the rounding of the bound itself; the constants cover the rounding of W, b
and t to float64, too. Behind an activation E_H = E_Z max|slope| + 5u (|slope z| + |intercept|), and
only the intercept's own rounding on a flat piece that certainly holds.

*Range.* The bounds ignore overflow and underflow; so every number that is not zero must lie between
1e-100 and 1e100, else `OutOfRange` is raised and the caller counts with integers.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from symconv.algebra.regions.activation import Activation
from symconv.algebra.regions.network import DenseLayer

Floats = NDArray[np.float64]
Signs = NDArray[np.int8]

U = 2.0**-53
UNKNOWN = 2
"""The sign of a column that its error bound does not decide."""


class OutOfRange(ArithmeticError):
    """Numbers too large or too small for the error bounds; never leaves this package."""


@dataclass(frozen=True)
class Bounded:
    """Values and bounds on their absolute errors, of one shape."""

    value: Floats
    error: Floats

    def signs(self) -> Signs:
        """Return -1, 0, 1, or UNKNOWN; a value without error is decided even when it is 0."""
        signs = np.sign(self.value).astype(np.int8)
        undecided = ~(np.abs(self.value) > self.error) & ~(self.error == 0)
        signs[undecided] = UNKNOWN
        return signs


@dataclass(frozen=True)
class FloatLayer:
    """A layer of scalar units, rounded to float64."""

    weight: Floats
    bias: Floats
    breakpoints: Floats
    slopes: Floats
    intercepts: Floats

    @staticmethod
    def of(layer: DenseLayer) -> FloatLayer:
        """Round a layer; raise OutOfRange where that loses too much."""
        assert isinstance(layer.activation, Activation)
        slopes, intercepts = zip(*layer.activation.pieces, strict=True)
        made = FloatLayer(
            np.array([_floats(row) for row in layer.weight]),
            _floats(layer.bias),
            _floats(layer.activation.breakpoints),
            _floats(slopes),
            _floats(intercepts),
        )
        for numbers in (made.weight, made.bias, made.breakpoints, made.slopes, made.intercepts):
            require_range(numbers)
        return made

    def pre_activation(self, h: Bounded) -> Bounded:
        """Return W h + b at all vertices."""
        require_range(h.value)
        sizes = np.abs(self.weight).T
        z = h.value @ self.weight.T + self.bias
        grow = (self.weight.shape[1] + 6) * U
        error = h.error @ sizes + grow * (np.abs(h.value) @ sizes + np.abs(self.bias))
        return Bounded(z, error * 1.001)

    def columns(self, h: Bounded) -> Bounded:
        """Return the layer's columns at all vertices: unit by unit, breakpoint by breakpoint."""
        before = self.pre_activation(h)
        k = len(self.breakpoints)
        if not self.breakpoints.any():  # the one breakpoint is 0
            return before
        z, error = before.value, before.error
        z, error = np.repeat(z, k, axis=1), np.repeat(error, k, axis=1)
        t = np.tile(self.breakpoints, z.shape[1] // k)
        error = (error + 3 * U * (np.abs(z) + np.abs(t))) * 1.001
        return Bounded(z - t, error)

    def outputs(self, columns: Bounded) -> Bounded:
        """Return the units' values, given their columns."""
        first = slice(None, None, len(self.breakpoints))
        z, error = columns.value[:, first], columns.error[:, first]
        if self.breakpoints[0]:
            z = z + self.breakpoints[0]
            error = error + 2 * U * (np.abs(z) + abs(self.breakpoints[0]))
        slope, shift = self.slopes[0], self.intercepts[0]
        for t, a, c in zip(self.breakpoints, self.slopes[1:], self.intercepts[1:], strict=True):
            slope, shift = np.where(z > t, a, slope), np.where(z > t, c, shift)
        scaled = slope * z
        rounding = 5 * U * (np.abs(scaled) + np.abs(shift))
        bound = error * (np.abs(self.slopes).max() * 1.001) + rounding
        ends = (-np.inf, *self.breakpoints, np.inf)
        for k in np.flatnonzero(self.slopes == 0):
            # a breakpoint is rounded: stay clear of it by more than that
            clear = error + 4 * U * (np.abs(z) + np.abs(self.breakpoints).max())
            flat = (z - clear > ends[k]) & (z + clear < ends[k + 1])
            bound[flat] = U * abs(self.intercepts[k])
        return Bounded(scaled + shift, bound)


def _floats(values: tuple[Fraction, ...]) -> Floats:
    try:
        return np.array([float(v) for v in values])
    except OverflowError:
        raise OutOfRange from None


def require_range(numbers: Floats) -> None:
    """Raise OutOfRange unless every number is 0 or of moderate size."""
    sizes = np.abs(numbers)
    if not ((sizes == 0) | ((sizes >= 1e-100) & (sizes <= 1e100))).all():
        raise OutOfRange
