"""A network from an ONNX file.

*Defines* `from_onnx`. Weights are read for their shapes alone. Operators without a counterpart are
an error that names the node. The package ``onnx`` is imported only here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from symconv.errors import MissingTool, ShapeError, SpecError
from symconv.layers.layer import Shape
from symconv.layers.network import Network
from symconv.layers.node import INPUT, Node
from symconv.layers.onnx_operators import layer


def from_onnx(path: str | Path) -> Network:
    """Return the network in an ONNX file, with the shape of its input where it is fixed.

    Raises SpecError for a file that cannot be read, ShapeError for an operator without counterpart,
    MissingTool without the package ``onnx``.
    """
    try:
        import onnx
        from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
    except ImportError:
        raise MissingTool("the package onnx is not installed", remedy="pip install onnx") from None
    try:
        graph = onnx.load(str(path), load_external_data=False).graph
    except (OSError, DecodeError) as error:
        raise SpecError(f"{path} cannot be read as ONNX: {error}") from None
    arrays: dict[str, tuple[int, ...]] = {a.name: tuple(a.dims) for a in graph.initializer}
    images = [value for value in graph.input if value.name not in arrays]
    if len(images) != 1:
        raise ShapeError(f"{path} has {len(images)} inputs", remedy="use a network of one input")
    names = {images[0].name: INPUT}
    nodes: list[Node] = []
    for number, operator in enumerate(graph.node):
        if operator.op_type == "Constant":
            value = next((a.t for a in operator.attribute if a.name == "value"), None)
            arrays[operator.output[0]] = tuple(value.dims) if value is not None else ()
            continue
        name = _name(operator, number)
        read = [names[value] for value in operator.input if value in names]
        shapes = [arrays[value] for value in operator.input if value in arrays]
        nodes.append(Node(name, layer(operator, name, shapes, onnx), tuple(read)))
        names[operator.output[0]] = name
    return Network(tuple(nodes), _shape(images[0]), graph.name or Path(path).stem)


def _name(operator: Any, number: int) -> str:
    said = "".join(c if c.isalnum() or c in "_.-" else "_" for c in operator.name).strip("_.-")
    if not said or not said[0].isalpha() or said == INPUT:
        return f"{operator.op_type.lower()}{number}"
    return said[:90] + f"_{number}" if len(said) > 90 else said


def _shape(value: Any) -> Shape:
    """Return (channels, *spatial) where all of them are fixed."""
    sizes = [axis.dim_value for axis in value.type.tensor_type.shape.dim][1:]
    return tuple(sizes) if sizes and all(sizes) else ()
