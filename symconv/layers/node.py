"""One place in a network: a name, a layer, and what it reads."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from symconv.errors import ShapeError
from symconv.layers.layer import Layer

INPUT = "input"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]{0,99}")


@dataclass(frozen=True)
class Node:
    """A named layer of a network.

    ``inputs`` are the names of the nodes that it reads, ``"input"`` for the network's input; none
    means the node before it. ``shares`` names an earlier node whose weights this one uses too.

    >>> from symconv.layers import Conv
    >>> Node("conv1", Conv(3, 64)).inputs
    ()
    """

    name: str
    layer: Layer
    inputs: tuple[str, ...] = ()
    shares: str = ""

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or self.name == INPUT:
            raise ShapeError(
                f"{self.name!r} cannot be the name of a layer",
                remedy="use letters, digits and _ . -, begin with a letter, and not 'input'",
            )
        object.__setattr__(self, "inputs", tuple(self.inputs))

    def after(self, name: str) -> Node:
        """Return the node reading ``name`` unless it says itself what it reads."""
        return self if self.inputs else replace(self, inputs=(name,))
