r"""A network as plain integers: what each layer does to sizes, channels and fields.

*Defines* `Layer` and `plan_of`. The symbolic theorems remain the judge of what is right; plans are
for computing quickly what comes out when something is done wrongly.
"""

from __future__ import annotations

from dataclasses import dataclass

from symconv.audit.causes.question import Question
from symconv.errors import SymconvError
from symconv.theorems.stages import GLOBAL, POOLS, Stage, read_stages


@dataclass(frozen=True)
class Layer:
    """One layer in integers; ``role`` is conv, conv_transpose, pool, global, flatten or linear."""

    number: int
    role: str
    kernel: tuple[int, ...]
    stride: tuple[int, ...]
    padding: tuple[int, ...]
    dilation: tuple[int, ...]
    output_padding: tuple[int, ...] = ()
    outputs: int = 0
    groups: int = 1
    bias: bool = True


def plan_of(question: Question) -> tuple[Layer, ...]:
    """Return the layers of a question; none if a layer is of another kind or not in numbers."""
    lines = question.given.get("layers")
    if lines is None:
        return ()
    rank = rank_of(question)
    try:
        layers = [_layer(stage, rank) for stage in read_stages(lines)]
    except SymconvError:
        return ()
    found = tuple(layer for layer in layers if layer is not None)
    return found if len(found) == len(layers) else ()


def rank_of(question: Question) -> int:
    """Return how many axes an image of the question has."""
    size = question.given.get("size")
    return len(size) if isinstance(size, list) else 1


def _layer(stage: Stage, rank: int) -> Layer | None:
    role = _role(stage.kind)
    if role is None:
        return None
    kernel = _numbers(stage, "kernel_size", 1, rank)
    stride = _numbers(stage, "stride", kernel[0] if role == "pool" and kernel else 1, rank)
    padding, dilation = _numbers(stage, "padding", 0, rank), _numbers(stage, "dilation", 1, rank)
    if not (kernel and stride and padding and dilation):
        return None
    key = "out_features" if role == "linear" else "out_channels"
    outputs = stage.line.options.get(key, 0)
    groups = stage.line.options.get("groups", 1)
    if not isinstance(outputs, int) or not isinstance(groups, int):
        return None
    extra = _numbers(stage, "output_padding", 0, rank)
    return Layer(
        stage.number, role, kernel, stride, padding, dilation, extra, outputs, groups,
        stage.has_bias,
    )  # fmt: skip


def _role(kind: str) -> str | None:
    if kind in POOLS:
        return "pool"
    if kind in GLOBAL:
        return "global"
    return kind if kind in ("conv", "conv_transpose", "flatten", "linear") else None


def _numbers(stage: Stage, key: str, default: int, rank: int) -> tuple[int, ...]:
    values = stage.per_axis(key, default, rank)
    numbers = tuple(v for v in values if isinstance(v, int))
    return numbers if len(numbers) == len(values) else ()
