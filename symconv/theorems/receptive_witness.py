"""Witness of receptive fields: gradients of networks of ones, by the kernels' backward passes.

A unit sees exactly the positions where its gradient is not zero, because with all weights one no
two paths cancel. The kernels' backward passes know nothing of the recurrences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from symconv.errors import WitnessError
from symconv.kernels import conv, conv_backward, conv_transpose, conv_transpose_backward

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Tap:
    """One layer in numbers; ``spreads`` for a transposed convolution."""

    k: int
    s: int = 1
    p: int = 0
    d: int = 1
    u: int = 0
    spreads: bool = False
    mode: Literal["zeros", "reflect", "replicate", "circular"] = "zeros"

    def forward(self, x: Array) -> Array:
        """Run the layer with weights one."""
        ones = np.ones((1, 1, self.k), x.dtype)
        if self.spreads:
            return conv_transpose(x, ones, stride=self.s, padding=self.p, dilation=self.d,
                                  output_padding=self.u)  # fmt: skip
        return conv(x, ones, stride=self.s, padding=self.p, dilation=self.d, padding_mode=self.mode)

    def backward(self, dy: Array, x: Array) -> Array:
        """Return the gradient in the input."""
        ones = np.ones((1, 1, self.k), x.dtype)
        if self.spreads:
            return conv_transpose_backward(dy, x, ones, stride=self.s, padding=self.p,
                                           dilation=self.d, output_padding=self.u)[0]  # fmt: skip
        return conv_backward(
            dy, x, ones, stride=self.s, padding=self.p, dilation=self.d, padding_mode=self.mode
        )[0]


def extents(layers: Sequence[Tap], n: int, units: Callable[[int], Sequence[int]]) -> list[int]:
    """Return for some units of the last layer how many positions lie from first to last seen.

    ``units`` chooses them, given how many there are. A unit that sees nothing has extent 0.
    """
    inputs = [np.zeros((1, 1, n))]
    for layer in layers:
        inputs.append(layer.forward(inputs[-1]))
    return [_extent(_gradient(layers, inputs, (unit,))) for unit in units(inputs[-1].shape[2])]


def ends(layers: Sequence[Tap], n: int, unit: int) -> list[int]:
    """Return the first and the last position that a unit of the last layer sees."""
    inputs = [np.zeros((1, 1, n))]
    for layer in layers:
        inputs.append(layer.forward(inputs[-1]))
    seen = np.flatnonzero(_gradient(layers, inputs, (unit,)))
    return [int(seen[0]), int(seen[-1])]


def whole_extent(layers: Sequence[Tap], n: int) -> int:
    """Return the extent of what all units of the last layer see together."""
    inputs = [np.zeros((1, 1, n))]
    for layer in layers:
        inputs.append(layer.forward(inputs[-1]))
    return _extent(_gradient(layers, inputs, range(inputs[-1].shape[2])))


def gradient(layers: Sequence[Tap]) -> list[int]:
    """Return the gradient of one unit of a stack of convolutions in the pixels that it needs.

    The input is as small as it can be, so that the last layer has a single unit. Python's integers
    count the paths, of which there are more than a float can tell apart.
    """
    n = 1
    for layer in reversed(layers):
        n = layer.s * (n - 1) + layer.d * (layer.k - 1) + 1
    inputs: list[Any] = [np.zeros((1, 1, n), object)]
    for layer in layers:
        inputs.append(layer.forward(inputs[-1]))
    found: Any = np.ones(inputs[-1].shape, object)
    for layer, x in zip(reversed(layers), reversed(inputs[:-1]), strict=True):
        found = layer.backward(found, x)
    return [int(v) for v in found[0, 0]]


def middle(period: int) -> Callable[[int], Sequence[int]]:
    """Return a choice of one unit per phase, in the middle."""
    return lambda count: [count // (2 * period) * period + phase for phase in range(period)]


def require_same(found: Sequence[int], expected: Sequence[int], what: str) -> int:
    """Return how many numbers agree; raise WitnessError when one does not."""
    if list(found) != list(expected):
        raise WitnessError(
            f"{what}: gradients reach over {list(found)} positions, not {list(expected)}"
        )
    return len(expected)


def samples(
    names: Sequence[str], least: Callable[[str], int], count: int = 24
) -> Iterator[dict[str, int]]:
    """Yield fixed choices of small numbers for some symbols; one empty choice for none."""
    random = np.random.default_rng(0)
    for _ in range(count if names else 1):
        yield {v: int(random.integers(least(v), 5)) for v in names}


def _gradient(layers: Sequence[Tap], inputs: Sequence[Array], units: Sequence[int]) -> Array:
    gradient = np.zeros_like(inputs[-1])
    gradient[0, 0, list(units)] = 1
    for layer, x in zip(reversed(layers), reversed(inputs[:-1]), strict=True):
        gradient = np.sign(layer.backward(gradient, x))
    return gradient


def _extent(gradient: Array) -> int:
    seen = np.flatnonzero(gradient)
    return int(np.ptp(seen)) + 1 if len(seen) else 0
