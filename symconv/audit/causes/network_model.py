r"""A network in plain integers, with a habit of doing something wrongly.

*Defines* `Habit`, `size_behind`, `shapes` and `counts`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod

from symconv.audit.causes.plan import Layer
from symconv.audit.causes.question import Question, plain_count
from symconv.audit.causes.values import Value

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Habit:
    """What is done in a layer; the defaults are right."""

    size: Callable[[int, Layer, int], int] | None = None
    keeps_channels: bool = False
    flatten: str = "all"
    weights: str = "right"
    biases: str = "right"


def size_behind(n: int, at: Layer, axis: int) -> int:
    """Return the size behind a layer along one axis."""
    k, s, p, d = at.kernel[axis], at.stride[axis], at.padding[axis], at.dilation[axis]
    if at.role == "conv_transpose":
        return (n - 1) * s - 2 * p + d * (k - 1) + 1 + at.output_padding[axis]
    return (n + 2 * p - d * (k - 1) - 1) // s + 1


def shapes(question: Question, plan: tuple[Layer, ...], habit: Habit) -> list[tuple[Shape, Shape]]:
    """Return the shape before and behind each layer, channels first."""
    sizes = question.given.get("size")
    sizes = sizes if isinstance(sizes, list) else [sizes or 1]
    channels = question.given.get("channels", 3 if question.ask != "network_sizes" else 0)
    if not all(isinstance(n, int) for n in (*sizes, channels)):
        return []
    shape: Shape = (int(channels), *(int(n) for n in sizes))  # type: ignore[arg-type]
    out = []
    for layer in plan:
        behind = _behind(shape, layer, habit)
        out.append((shape, behind))
        shape = behind
    return out


def _behind(shape: Shape, layer: Layer, habit: Habit) -> Shape:
    channels, *sizes = shape
    if layer.role == "flatten":
        whole = {"all": prod(shape), "area": prod(sizes), "depth": channels}
        return (whole[habit.flatten],)
    if layer.role == "linear":
        return (layer.outputs,)
    if layer.role == "global":
        return (channels, *(1 for _ in sizes))
    size = habit.size or size_behind
    found = [size(n, layer, axis) for axis, n in enumerate(sizes)]
    keeps = layer.role == "pool" or habit.keeps_channels or not layer.outputs
    return (channels if keeps else layer.outputs, *found)


def counts(question: Question, plan: tuple[Layer, ...], habit: Habit) -> dict[int, Value]:
    """Return the numbers of weights and biases, by conclusion, and their total."""
    weights: dict[int, int] = {}
    biases: dict[int, int] = {}
    wanted = question.given.get("bias", True) is True
    for layer, (before, behind) in zip(plan, shapes(question, plan, habit), strict=False):
        weights[layer.number] = _weights(layer, before, habit)
        has = layer.role in ("conv", "conv_transpose", "linear") and layer.bias
        biases[layer.number] = _biases(layer, before, behind, habit) if has else 0
    if habit.biases == "none" or (not wanted and habit.biases == "right"):
        biases = dict.fromkeys(biases, 0)
    total = sum(weights.values()) + sum(biases.values())
    if habit.biases == "counted" and not wanted:
        weights = {n: w + biases[n] for n, w in weights.items()}
    out: dict[int, Value] = {}
    for i, name in enumerate(question.names[: plain_count(question)]):
        layer_number = question.layers[i]
        if layer_number is None:
            out[i] = total
        else:
            out[i] = (biases if name.endswith("b") else weights)[layer_number]
    return out


def _weights(layer: Layer, before: Shape, habit: Habit) -> int:
    if layer.role == "linear":
        return before[0] * layer.outputs
    if layer.role == "pool" and habit.weights == "pool":
        return prod(layer.kernel) * before[0]
    if layer.role not in ("conv", "conv_transpose"):
        return 0
    depth = 1 if habit.weights == "depthless" else before[0] // layer.groups
    filters = 1 if habit.weights == "one" else layer.outputs
    area = layer.kernel[0] if habit.weights == "line" else prod(layer.kernel)
    return area * depth * filters


def _biases(layer: Layer, before: Shape, behind: Shape, habit: Habit) -> int:
    if habit.biases == "position":
        return prod(behind)
    if habit.biases == "slice":
        return before[0] * layer.outputs
    return 1 if habit.biases == "once" else layer.outputs
