r"""What every unit of a network sees of the input, exactly: borders, holes, phases, branches.

*Defines* `Field`, the receptive sets of one layer's output positions, and `receptive_fields`, which
carries them through a network from its input, layer by layer, each clipped where it stands.

*Shape of a set.* Along one path through the network the axes do not know of each other, so a unit
sees a product of one set per axis. Branches that join give a union of products. A product that lies
in another one for every unit is dropped, so that residual networks keep a single product.

*Why not a closed form.* Size, jump and start describe a unit far from the borders. At the borders
clipping once at the end is wrong; `symconv.layers.receptive_interior` has the closed form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from symconv.algebra.receptive_sets import carried, extent, hull, identity, positions, union
from symconv.algebra.sizes import as_number
from symconv.errors import ShapeError
from symconv.layers.flatten import Flatten
from symconv.layers.layer import Shape
from symconv.layers.network import Network
from symconv.layers.node import INPUT
from symconv.layers.receptive_reads import BatchNormMode, flat_reads, layer_reads
from symconv.layers.receptive_union import Box, joined, reduced
from symconv.layers.trace import Row

Position = tuple[int, ...]


@dataclass(frozen=True, repr=False)
class Field:
    """The receptive sets of the positions of one output.

    ``products`` holds, for each product of sets, the masks per axis; ``in_size`` is the spatial
    size of the network's input, ``out_size`` that of the output. After a `Flatten`, positions are
    those that the features came from (``is_flat``).
    """

    products: tuple[Box, ...]
    in_size: tuple[int, ...]
    is_flat: bool = False

    @property
    def out_size(self) -> tuple[int, ...]:
        """How many positions each axis of the output has."""
        return tuple(map(len, self.products[0]))

    def __repr__(self) -> str:
        sizes = ("x".join(map(str, size)) for size in (self.out_size, self.in_size))
        return f"<Field of {next(sizes)} units on {next(sizes)} pixels>"

    def boxes(self, unit: Position) -> tuple[tuple[int, ...], ...]:
        """Return the products that a unit sees, one mask per axis each; empty ones are left out."""
        self._require(unit)
        found = (tuple(m[u] for m, u in zip(box, unit, strict=True)) for box in self.products)
        return tuple(dict.fromkeys(box for box in found if all(box)))

    def pixels(self, unit: Position) -> frozenset[Position]:
        """Return the input positions that a unit sees.

        >>> from symconv.layers import Conv, Network
        >>> net = Network.chain(Conv(kernel_size=3, stride=2, padding=1), in_shape=(1, 5))
        >>> sorted(receptive_fields(net)["conv1"].pixels((0,)))
        [(0,), (1,)]
        """
        return frozenset(p for box in self.boxes(unit) for p in product(*map(positions, box)))

    def window(self, unit: Position) -> tuple[tuple[int, int], ...]:
        """Return the first and last position per axis of what a unit sees; () if it is nothing."""
        boxes = self.boxes(unit)
        return tuple(hull(union(axis)) for axis in zip(*boxes, strict=True))

    def size(self, unit: Position) -> tuple[int, ...]:
        """Return how many positions per axis lie from the first to the last; 0 for none."""
        ends = self.window(unit)
        return tuple(last - first + 1 for first, last in ends) or (0,) * len(unit)

    def largest(self) -> tuple[int, ...]:
        """Return the largest `size` of each axis over all units."""
        if all(mask for box in self.products for masks in box for mask in masks):
            axes = zip(*self.products, strict=True)
            return tuple(max(extent(union(m)) for m in zip(*axis, strict=True)) for axis in axes)
        return tuple(map(max, zip(*map(self.size, self.units()), strict=True)))

    def units(self) -> Iterator[Position]:
        """Iterate over the positions of the output."""
        return product(*map(range, self.out_size))

    def blind_units(self) -> Iterator[Position]:
        """Iterate over the units that see nothing of the input: their value is a constant."""
        return (unit for unit in self.units() if not self.boxes(unit))

    def dead_pixels(self) -> Iterator[Position]:
        """Iterate over the input positions that no unit sees."""
        seen = [tuple(map(union, box)) for box in self.products]
        for pixel in product(*map(range, self.in_size)):
            if not any(all(m >> i & 1 for m, i in zip(b, pixel, strict=True)) for b in seen):
                yield pixel

    def _require(self, unit: Position) -> None:
        if len(unit) != len(self.out_size) or not all(
            0 <= u < m for u, m in zip(unit, self.out_size, strict=True)
        ):
            raise ShapeError(
                f"there is no unit {unit}", remedy=f"positions run below {self.out_size}"
            )


def receptive_fields(
    network: Network, in_shape: Shape = (), *, batch_norm: BatchNormMode = "inference"
) -> Mapping[str, Field]:
    """Return the receptive sets of every layer by name.

    ``in_shape`` is (channels, *spatial) in numbers. ``batch_norm="training"`` takes statistics over
    the image, so that every unit behind one sees all of it. Raises ShapeError for an input without
    spatial axes and for layers without a rule, TooLarge for branches that stay too different.

    >>> from symconv.layers import Conv, ConvTranspose, Network
    >>> net = Network.chain(Conv(), ConvTranspose(kernel_size=1, stride=2), in_shape=(1, 4))
    >>> field = receptive_fields(net)["convtranspose1"]
    >>> [field.size(unit) for unit in field.units()], list(field.blind_units())
    ([(3,), (0,), (3,)], [(1,)])
    """
    if batch_norm not in ("inference", "training"):
        raise ShapeError(f"batch_norm={batch_norm!r} is no mode", remedy="use inference, training")
    traced = network.trace(in_shape)
    sizes = tuple(as_number(n, "in_shape") for n in traced.in_shape[1:])
    if not sizes:
        raise ShapeError(
            f"an input of shape {traced.in_shape} has no positions to see",
            remedy="give (channels, *spatial)",
        )
    fields = {INPUT: Field((tuple(map(identity, sizes)),), sizes)}
    for row in traced.rows:
        fields[row.node.name] = _behind(row, [fields[name] for name in row.node.inputs], batch_norm)
    del fields[INPUT]
    return fields


def _behind(row: Row, read: Sequence[Field], batch_norm: BatchNormMode) -> Field:
    """Return what the output of one layer sees, from what its inputs see."""
    boxes = joined([field.products for field in read], row.node.name)
    flat = all(field.is_flat for field in read)
    if flat:
        reads = flat_reads(row.layer, tuple(map(len, boxes[0])), batch_norm=batch_norm)
    else:
        reads = layer_reads(row.layer, row.in_shapes[0], row.out_shape, batch_norm=batch_norm)
    moved = reduced([tuple(map(carried, reads, box)) for box in boxes])
    leaves_axes = isinstance(row.layer, Flatten) or len(row.out_shape) == 1
    return Field(moved, read[0].in_size, flat or leaves_axes)
