"""A network: named layers that read each other, and what follows from their facts.

*Defines* `Network`, an immutable graph in the order of evaluation. A chain needs no more than its
layers; a branch names what it reads, and `Add` or `Concat` join branches.

*Why a list in order.* Every layer reads earlier ones only, so the list proves that the graph has
no cycle, sizes are one pass over it, and a mistake is found at the first layer that shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from symconv.errors import ShapeError
from symconv.layers.add import Add
from symconv.layers.concat import Concat
from symconv.layers.layer import Layer, Shape
from symconv.layers.node import INPUT, Node
from symconv.layers.trace import Rounding, Trace, trace

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Network:
    """A graph of layers; ``in_shape`` is the usual input (channels, *spatial), if there is one.

    Raises ShapeError for names that repeat, inputs that do not exist, and layers that would have to
    read several inputs without joining them.

    >>> from symconv.layers import Conv, ReLU
    >>> net = Network.chain(Conv(3, 8, kernel_size=3), ReLU(), in_shape=(3, 32, 32))
    >>> net.trace().out_shape, net.trace().parameter_count()
    ((8, 30, 30), 224)
    """

    nodes: tuple[Node, ...]
    in_shape: Shape = ()
    title: str = "network"

    def __post_init__(self) -> None:
        linked = tuple(_linked(self.nodes))
        object.__setattr__(self, "nodes", linked)
        object.__setattr__(self, "in_shape", tuple(self.in_shape))
        _require_graph(linked)

    @staticmethod
    def chain(*layers: Layer, in_shape: Shape = (), title: str = "network") -> Network:
        """Return a network without branches; layers are named by kind and number.

        >>> from symconv.layers import Conv, ReLU
        >>> [node.name for node in Network.chain(Conv(), ReLU(), Conv())]
        ['conv1', 'relu1', 'conv2']
        """
        return Network(tuple(numbered(layers)), in_shape, title)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes)

    def __len__(self) -> int:
        return len(self.nodes)

    def __getitem__(self, name: str) -> Node:
        for node in self.nodes:
            if node.name == name:
                return node
        raise ShapeError(f"there is no layer {name!r}", remedy=_nearest(name, self.nodes))

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of the layers that no other layer reads."""
        read = {name for node in self.nodes for name in node.inputs}
        return tuple(node.name for node in self.nodes if node.name not in read)

    def trace(self, in_shape: Shape = (), *, rounding: Rounding = "floor") -> Trace:
        """Return the shapes and counts of every layer for one input of ``in_shape``.

        ``rounding`` is ``"floor"`` (frameworks) or ``"exact"`` (a course in which a fraction means
        that the layer is invalid). Raises ShapeError naming the layer at fault.
        """
        shape = tuple(in_shape) or self.in_shape
        if not shape:
            raise ShapeError(
                f"{self.title} needs the shape of its input",
                remedy="give (channels, *spatial), for example (3, 224, 224)",
            )
        return trace(self.nodes, shape, rounding=rounding)

    def forward(
        self, x: NDArray[Any], weights: Mapping[str, Mapping[str, NDArray[Any]]]
    ) -> Mapping[str, NDArray[Any]]:
        """Run every layer on a batch; ``weights`` holds the arrays of each layer by its name.

        Returns the output of every layer by name.
        """
        values = {INPUT: x}
        for row in self.trace(x.shape[1:]).rows:
            node, layer = row.node, row.layer
            first, *others = (values[name] for name in node.inputs)
            own = weights.get(node.shares or node.name, {})
            joins = isinstance(layer, Add | Concat)
            y = layer.forward(first, own, *others) if joins else layer.forward(first, own)
            values[node.name] = y
        return values


def numbered(layers: Sequence[Layer]) -> Iterator[Node]:
    """Name layers by kind and number."""
    seen: dict[str, int] = {}
    for layer in layers:
        kind = type(layer).__name__.lower()
        seen[kind] = seen.get(kind, 0) + 1
        yield Node(f"{kind}{seen[kind]}", layer)


def _linked(nodes: Sequence[Node]) -> Iterator[Node]:
    before = INPUT
    for node in nodes:
        yield node.after(before)
        before = node.name


def _require_graph(nodes: Sequence[Node]) -> None:
    if not nodes:
        raise ShapeError("a network needs at least one layer")
    known: dict[str, Node] = {}
    for node in nodes:
        if node.name in known:
            raise ShapeError(f"two layers are named {node.name!r}", remedy="rename one of them")
        for name in node.inputs:
            if name != INPUT and name not in known:
                raise ShapeError(
                    f"layer {node.name!r} reads {name!r}, which no earlier layer is named",
                    remedy=_nearest(name, known.values()),
                )
        if len(node.inputs) > 1 and not isinstance(node.layer, Add | Concat):
            raise ShapeError(
                f"layer {node.name!r} ({type(node.layer).__name__}) reads "
                f"{len(node.inputs)} inputs",
                remedy="join them with Add or Concat first",
            )
        _require_sharing(node, known)
        known[node.name] = node


def _require_sharing(node: Node, known: Mapping[str, Node]) -> None:
    if not node.shares:
        return
    if node.shares not in known:
        raise ShapeError(
            f"layer {node.name!r} shares the weights of {node.shares!r}, "
            "which no earlier layer is named",
            remedy=_nearest(node.shares, known.values()),
        )
    if known[node.shares].layer != node.layer:
        raise ShapeError(
            f"layers {node.shares!r} and {node.name!r} cannot share weights: they differ",
            remedy="use one and the same layer for both",
        )


def _nearest(name: str, nodes: Sequence[Node] | Any) -> str:
    names = [INPUT, *(node.name for node in nodes)]
    close = get_close_matches(name, names, 1)
    return f"did you mean {close[0]!r}?" if close else f"there are {', '.join(names)}"
