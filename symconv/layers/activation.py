"""Activations without parameters, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from math import prod
from typing import TYPE_CHECKING, Any

from symconv import kernels
from symconv.errors import ShapeError
from symconv.layers.layer import Example, Layer, Shape, Weights
from symconv.layers.operations import Operations

if TYPE_CHECKING:
    from numpy.typing import NDArray

FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "absolute": kernels.absolute,
    "celu": kernels.celu,
    "elu": kernels.elu,
    "gelu": kernels.gelu,
    "hardsigmoid": kernels.hardsigmoid,
    "hardswish": kernels.hardswish,
    "hardtanh": kernels.hardtanh,
    "leaky_relu": kernels.leaky_relu,
    "mish": kernels.mish,
    "relu6": partial(kernels.hardtanh, min_val=0.0, max_val=6.0),
    "selu": kernels.selu,
    "sigmoid": kernels.sigmoid,
    "silu": kernels.swish,
    "softplus": kernels.softplus,
    "softsign": kernels.softsign,
    "square": lambda x: x * x,
    "tanh": kernels.tanh,
}


@dataclass(frozen=True)
class Activation(Layer):
    """A function of one number, entry by entry; ``function`` is its name in `torch.nn.functional`.

    Raises ShapeError for an unknown name.

    >>> Activation("relu6").out_shape((32, 112, 112))
    (32, 112, 112)
    """

    function: str = "sigmoid"

    def __post_init__(self) -> None:
        if self.function not in FUNCTIONS:
            close = get_close_matches(self.function, FUNCTIONS, 1)
            raise ShapeError(
                f"there is no activation {self.function!r}",
                remedy=f"did you mean {close[0]!r}?" if close else f"use {', '.join(FUNCTIONS)}",
            )

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return the shape of the input."""
        return in_shape

    def operations(self, in_shape: Shape) -> Operations:
        """Return how many values go through the function."""
        return Operations(elementwise=prod(in_shape))

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run the kernel of that name."""
        y: NDArray[Any] = FUNCTIONS[self.function](x)
        return y

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return every function."""
        return tuple(Example(cls(name), (2, 3)) for name in FUNCTIONS)
