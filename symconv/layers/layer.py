"""What a layer must say of itself, and what follows from that.

*Defines* `Layer`, the one abstract base, and `Example`.

A layer type is one class in one file that states its facts: the shape of its output, the shapes of
its weights and buffers, its operations, the kernel that runs it, examples, and, if it is a matrix,
that of each axis. Its full matrix, its counts and every contract test follow.

Shapes are per sample, ``(channels, *spatial)``; numbers may be symbols wherever no array is built.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

from symconv.algebra.sizes import Size, as_number
from symconv.errors import ShapeError
from symconv.layers.entries import Entries
from symconv.layers.linear_map import LinearMap
from symconv.layers.operations import Operations
from symconv.layers.unknown import is_unknown
from symconv.notation import Name

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from symconv.algebra.tap_product import Factor

Shape: TypeAlias = "tuple[Size, ...]"
Weights: TypeAlias = "Mapping[str, NDArray[Any]]"


@dataclass(frozen=True)
class Example:
    """A layer and the shape (channels, *spatial) of an input for it, and of others that join it."""

    layer: Layer
    in_shape: tuple[int, ...]
    others: tuple[tuple[int, ...], ...] = ()


class Layer(ABC):
    """A layer type. Subclasses are frozen dataclasses whose fields are named as in PyTorch."""

    in_channels: Size = 1
    channel_field: ClassVar[str] = ""
    """The field that says how many channels (or features) the input has, if there is one."""

    @abstractmethod
    def out_shape(self, in_shape: Shape) -> Shape:
        """Return the shape of the output for one sample; raise ShapeError when it does not fit."""

    def weight_shapes(self, rank: int) -> Mapping[str, Shape]:
        """Return the shape of each weight by its PyTorch name, for ``rank`` spatial axes."""
        return {}

    def buffer_shapes(self) -> Mapping[str, Shape]:
        """Return the shape of each stored array that is not learned, by its PyTorch name."""
        return {}

    def operations(self, in_shape: Shape) -> Operations:
        """Return the scalar operations for one sample."""
        return Operations()

    def resolved(self, in_shape: Shape) -> Layer:
        """Return the layer with an unknown number of input channels read off the input."""
        if not self.channel_field or not is_unknown(getattr(self, self.channel_field)):
            return self
        known: Layer = replace(self, **{self.channel_field: self.channels_of(in_shape)})  # type: ignore[type-var]
        return known

    def channels_of(self, in_shape: Shape) -> Size:
        """Return the size of the axis that ``channel_field`` speaks of."""
        return in_shape[0]

    @abstractmethod
    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run the NumPy kernel on a batch (N, channels, *spatial)."""

    @classmethod
    @abstractmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return small layers that together use every parameter; all contracts run on them."""

    def factors(self, in_shape: tuple[int, ...]) -> tuple[Factor, ...]:
        """Return the matrices of channels and axes whose Kronecker product is the layer's matrix.

        Linear layers state this fact; for any other it raises ShapeError.
        """
        raise ShapeError(
            f"{type(self).__name__} is not linear: it has no matrix for {in_shape}",
            remedy="ask for the matrix of a linear layer",
        )

    @property
    def is_linear(self) -> bool:
        """Whether the layer is a matrix, a bias apart."""
        return type(self).factors is not Layer.factors

    def matrix(
        self, size: int | Sequence[int], *, style: Literal["paren", "sub"] = "paren"
    ) -> LinearMap:
        """Return A of ``vec(y) = A vec(x)`` for an input of spatial ``size``, the bias left out.

        The number of axes is that of ``size``; an int stands for one axis. Entries belong to the
        weight named "weight", whose first two axes are channels; ``style`` spells them
        ``w_{(0, 1)}`` or ``w_{0, 1}``. Raises ShapeError when the layer is not linear or the size
        does not fit.
        """
        axes = tuple(size) if isinstance(size, Sequence) else (size,)
        factors = self.factors((as_number(self.in_channels, "in_channels"), *axes))
        shape = tuple(map(int, self.weight_shapes(len(axes))["weight"]))
        return LinearMap(factors, Entries(Name("w"), shape, style))

    def parameter_count(self, rank: int) -> Size:
        """Return the number of learnable numbers."""
        return sum(map(prod, self.weight_shapes(rank).values()))

    def buffer_count(self) -> Size:
        """Return the number of stored numbers that are not learned."""
        return sum(map(prod, self.buffer_shapes().values()))
