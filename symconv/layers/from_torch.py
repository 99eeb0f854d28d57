"""A network from a ``torch.nn.Module``, through the graph that ``torch.fx`` records.

*Defines* `from_torch`. Nothing is run and no input is needed: module types and their attributes say
everything. What has no counterpart here is an error that names the module or the function. PyTorch
is imported only here, by somebody who has it.
"""

from __future__ import annotations

from typing import Any

from symconv.errors import MissingTool, ShapeError
from symconv.layers.add import Add
from symconv.layers.concat import Concat
from symconv.layers.flatten import Flatten
from symconv.layers.layer import Layer
from symconv.layers.network import Network
from symconv.layers.node import INPUT, Node
from symconv.layers.torch_modules import function, module

IGNORED = frozenset({"size", "getitem", "getattr", "shape"})
SUMS = frozenset({"add", "iadd", "add_"})
FLATTENING = frozenset({"flatten", "view", "reshape"})


def from_torch(source: Any) -> Network:
    """Return the network that a module computes from one image.

    Raises ShapeError for a module or function without a counterpart, and for control flow that
    ``torch.fx`` cannot record; MissingTool without PyTorch.
    """
    try:
        from torch import fx
    except ImportError:
        raise MissingTool("PyTorch is not installed", remedy="pip install torch") from None
    title = type(source).__name__
    try:
        graph = fx.symbolic_trace(source).graph
    except (fx.proxy.TraceError, TypeError, RuntimeError) as error:
        raise ShapeError(
            f"{title} has control flow that depends on values: {error}",
            remedy="write the network as a list of layers",
        ) from None
    names: dict[Any, str] = {}
    first_use: dict[str, str] = {}
    nodes: list[Node] = []
    modules = dict(source.named_modules())
    for step in graph.nodes:
        if step.op == "placeholder":
            names[step] = INPUT
        elif step.op != "output" and _kind(step) not in IGNORED:
            nodes.append(_node(step, names, modules, first_use))
            names[step] = nodes[-1].name
    return Network(tuple(nodes), title=title)


def _node(
    step: Any, names: dict[Any, str], modules: dict[str, Any], first_use: dict[str, str]
) -> Node:
    name = str(step.name)
    name = f"{name}_" if name == INPUT else name
    shares = ""
    if step.op == "call_module":
        layer = module(modules[step.target], step.target)
        shares = first_use.setdefault(step.target, name)
        shares = shares if shares != name and layer.weight_shapes(2) else ""
    elif step.op in ("call_function", "call_method"):
        layer = _called(step)
    else:
        raise ShapeError(
            f"{step.target} is an array that the module holds itself",
            remedy="use a layer for it",
        )
    return Node(name, layer, _read(step, names), shares)


def _called(step: Any) -> Layer:
    kind = _kind(step)
    if kind in SUMS:
        return Add()
    if kind in ("cat", "concat", "concatenate"):
        axis = step.kwargs.get("dim", step.args[1] if len(step.args) > 1 else 0)
        if axis != 1:
            raise ShapeError(f"{step.name} joins along axis {axis}", remedy="join along axis 1")
        return Concat()
    if kind in FLATTENING:
        return Flatten()
    return function(kind, step.args[1:], step.kwargs)


def _kind(step: Any) -> str:
    target = step.target
    return str(target if isinstance(target, str) else getattr(target, "__name__", target))


def _read(step: Any, names: dict[Any, str]) -> tuple[str, ...]:
    first = step.args[0] if step.args else ()
    sources = list(first) if isinstance(first, list | tuple) else [first]
    if _kind(step) in SUMS:
        sources = list(step.args[:2])
    unknown = [source for source in sources if source not in names]
    if unknown:
        raise ShapeError(
            f"{step.name} reads {unknown[0]}, which is not the output of a layer",
            remedy="use one tensor per argument",
        )
    return tuple(names[source] for source in sources)
