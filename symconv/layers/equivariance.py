r"""When a network commutes with cyclic shifts of the image, and an image where it does not.

*Defines* `shift_report`: along each axis either by how much the output moves when the input moves
(`Commutes`; a move by 0 is invariance), or the layer behind which that ends (`Breaks`), with a
counterexample that the kernels confirm: bright pixels, a shift, and weights drawn at random.

*What is certain.* If every layer keeps the circle (`symconv.layers.shift_rules`), the network
commutes for all weights. A counterexample shows that it does not for some weights; where none is
found among those tried, the report says so and claims nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symconv.algebra.sizes import as_number
from symconv.layers.layer import Shape
from symconv.layers.network import Network
from symconv.layers.node import INPUT
from symconv.layers.shift_rules import NotEquivariant, Shift, shifted
from symconv.layers.trace import Row, Trace

TRIES, SHIFTS, TOLERANCE = 3, 4, 1e-9


@dataclass(frozen=True)
class Commutes:
    """When the input moves by ``every`` along ``axis``, the output moves by ``by``."""

    axis: int
    every: int
    by: int

    @property
    def is_invariant(self) -> bool:
        """Whether the output does not change at all, for every single shift."""
        return self.by == 0 and self.every == 1

    def text(self) -> str:
        """Return the verdict as a sentence.

        >>> Commutes(0, 4, 1).text()
        'axis 0: the output moves by 1 when the input moves by 4'
        """
        if self.by == 0:
            step = "" if self.every == 1 else f" by multiples of {self.every}"
            return f"axis {self.axis}: the output does not change when the input moves{step}"
        return (
            f"axis {self.axis}: the output moves by {self.by} when the input moves by {self.every}"
        )


@dataclass(frozen=True)
class Counterexample:
    """An image with bright pixels, moved by ``shift``: no shift of the output gives the new one.

    ``difference`` is the largest distance in any entry, for the shift that comes closest.
    """

    pixels: tuple[tuple[int, ...], ...]
    shift: int
    difference: float


@dataclass(frozen=True)
class Breaks:
    """The layer that does not keep the circle along ``axis``, why, and an image if found."""

    axis: int
    layer: str
    reason: str
    counterexample: Counterexample | None

    def text(self) -> str:
        """Return the verdict as a sentence."""
        found = self.counterexample
        if found is None:
            return f"axis {self.axis}: not shown to commute: {self.layer}: {self.reason}"
        bright = " and ".join(map(str, found.pixels))
        said = f"axis {self.axis}: {self.layer} breaks it: {self.reason}"
        return f"{said}; see the image that is bright at {bright}, moved by {found.shift}"


def shift_report(network: Network, in_shape: Shape = ()) -> tuple[Commutes | Breaks, ...]:
    """Return the verdict for each spatial axis about the last layer's output.

    ``in_shape`` is in numbers. Batch normalisation counts as inference.

    >>> from symconv.layers import Conv, GlobalAvgPool
    >>> circle = {"padding": ((0, 1),), "padding_mode": "circular"}
    >>> net = Network.chain(Conv(kernel_size=2, **circle), GlobalAvgPool(), in_shape=(1, 8))
    >>> print(shift_report(net)[0].text())
    axis 0: the output does not change when the input moves
    >>> two_sided = Conv(kernel_size=2, padding=1, padding_mode="circular")
    >>> print(shift_report(Network.chain(two_sided, in_shape=(1, 8)))[0].text())
    axis 0: conv1 breaks it: it makes 9 outputs of 8 positions, where the circle has 8; see ...
    """
    traced = network.trace(in_shape)
    return tuple(_verdict(network, traced, axis) for axis in range(len(traced.in_shape) - 1))


def _verdict(network: Network, traced: Trace, axis: int) -> Commutes | Breaks:
    known = {INPUT: Shift()}
    for row in traced.rows:
        try:
            before = _joined([known[name] for name in row.node.inputs])
            known[row.node.name] = shifted(row, axis, before)
        except NotEquivariant as why:
            return Breaks(axis, row.node.name, str(why), _search(network, traced, row, axis))
    last = known[traced.rows[-1].node.name]
    return Commutes(axis, last.every, last.by)


def _joined(branches: list[Shift]) -> Shift:
    """Return the shift of a sum of branches: all of them must move alike."""
    every = lcm(*(b.every for b in branches))
    moves = {b.by * every // b.every for b in branches}
    if len(moves) > 1:
        listed = " and ".join(map(str, sorted(moves)))
        raise NotEquivariant(f"its branches move by {listed} when the input moves by {every}")
    return Shift(every, moves.pop())


def _search(network: Network, traced: Trace, row: Row, axis: int) -> Counterexample | None:
    """Look for one or two bright pixels and a shift that the layer does not follow, by the kernels.

    Shifts that should move the output by whole positions come first.
    """
    shape = tuple(as_number(n, "size") for n in traced.in_shape)
    n = shape[axis + 1]
    m = as_number(row.out_shape[axis + 1], "size") if len(row.out_shape) > axis + 1 else 1
    shifts = [s for s in range(1, n) if s * m % n == 0] or [n // 2]
    for seed in range(TRIES):
        weights = _weights(traced, np.random.default_rng(seed))
        for shift, places in product(shifts[:SHIFTS], _places(n)):
            pixels = tuple(
                tuple(place if a == axis else size // 2 for a, size in enumerate(shape[1:]))
                for place in places
            )
            image = np.zeros((1, *shape))
            for pixel in pixels:
                image[np.ix_([0], range(shape[0]), *([i] for i in pixel))] = 1
            one = network.forward(image, weights)[row.node.name]
            other = network.forward(np.roll(image, shift, axis + 2), weights)[row.node.name]
            difference = _distance(one, other, axis + 2)
            if difference > TOLERANCE:
                return Counterexample(pixels, shift, difference)
    return None


def _places(n: int) -> Iterator[tuple[int, ...]]:
    """Yield single places, then pairs that a shift parts at the edge."""
    yield from ((place,) for place in range(n))
    yield from ((place, n - 1) for place in range(n - 1))


def _distance(one: NDArray[Any], other: NDArray[Any], axis: int) -> float:
    """Return how far the other output is from the nearest shift of the one."""
    turns = one.shape[axis] if one.ndim > axis else 1
    moved = (np.roll(one, turn, axis) if turn else one for turn in range(turns))
    return min(float(np.abs(image - other).max()) for image in moved)


def _weights(
    traced: Trace, random: np.random.Generator
) -> Mapping[str, Mapping[str, NDArray[Any]]]:
    return {
        row.node.name: {
            name: random.uniform(0.5, 1.5, tuple(map(int, shape)))
            for name, shape in row.weight_shapes.items()
        }
        for row in traced.rows
    }
