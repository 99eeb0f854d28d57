"""Networks from wherever they are kept: a YAML file, an ONNX file, a PyTorch module.

*Defines* `load_network`. PyTorch and ONNX are imported only for what needs them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from symconv.errors import SpecError
from symconv.layers.layer import Shape
from symconv.layers.network import Network
from symconv.sheets.network_spec import read_network


def load_network(source: Any, in_shape: Shape = ()) -> Network:
    """Return the network in a file, or that a ``torch.nn.Module`` computes.

    ``in_shape`` (channels, *spatial) becomes its usual input, if the source does not say one.
    Raises SpecError for files that cannot be read, ShapeError for layers without a counterpart.
    """
    if isinstance(source, str | Path):
        network = _from_file(Path(source))
    elif hasattr(source, "named_modules"):
        from symconv.layers.from_torch import from_torch

        network = from_torch(source)
    else:
        raise TypeError(f"{source!r} is neither a path nor a torch.nn.Module")
    return Network(network.nodes, in_shape or network.in_shape, network.title)


def _from_file(path: Path) -> Network:
    if path.suffix in (".yaml", ".yml"):
        return read_network(path)
    if path.suffix == ".onnx":
        from symconv.layers.from_onnx import from_onnx

        return from_onnx(path)
    raise SpecError(
        f"{path}: {path.suffix or 'a file without a suffix'} is not a kind of network file",
        remedy="use .yaml or .onnx, or load a torch.nn.Module from Python",
    )
