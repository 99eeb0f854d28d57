r"""The layers of a question as stages with names for their sizes, over ints or symbols.

*Notation.* Layer ``l`` has sizes ``H^{(l)}, W^{(l)}`` and ``C^{(l)}`` channels; ``^{(0)}`` is the
input. A vector (after flattening, or of a linear layer) has ``C^{(l)}`` entries. Layers that keep
every size (activations, normalisations, dropout) get no number; they are named with the layer
before.

Lines are read by `symconv.layers.lines`, so that a problem set and a network write a layer in the
same way. What a layer does to a size is written here a second time, as LaTeX, and the
witness compares it with arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symconv.errors import GivenError, ShapeError
from symconv.layers.kinds import ACTIVATIONS
from symconv.layers.lines import LayerLine, Value, layer_line
from symconv.theorems.givens import Size, size

POOLS = frozenset({"max_pool", "avg_pool", "lp_pool"})
WINDOWED = POOLS | {"conv", "conv_transpose"}
GLOBAL = frozenset({"global_avg_pool", "global_max_pool"})
SAME_SIZE = frozenset(
    {"relu", "dropout", "identity", "batch_norm", "instance_norm", "group_norm", "layer_norm"}
    | {"prelu", "softmax"}
    | set(ACTIVATIONS)
)
VECTOR = frozenset({"flatten", "linear"})
SUPPORTED = WINDOWED | GLOBAL | VECTOR | SAME_SIZE | {"upsample"}
UNSUPPORTED_OPTIONS = frozenset({"ceil_mode", "size", "keepdims"})


@dataclass(frozen=True)
class Stage:
    """One layer that changes a size: its number, its line, and the words behind it."""

    number: int
    line: LayerLine
    after: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of layer."""
        return self.line.kind

    @property
    def title(self) -> str:
        """How the layer is called on a sheet."""
        said = self.line.name or f"layer {self.number}"
        behind = "".join(f", then {word.replace('_', ' ')}" for word in self.after)
        return f"{said} ({self.kind.replace('_', ' ')}{behind})"

    def option(self, key: str, default: Size) -> Size:
        """Return an option that is one number or name; a list of equal ones counts as one."""
        value = self.line.options.get(key, default)
        if isinstance(value, tuple):
            raise GivenError(f"{self.title}: {key} must be one value here", given="layers")
        return _size(value, f"{self.title}: {key}", least=0 if "padding" in key else 1)

    def per_axis(self, key: str, default: Size, rank: int) -> tuple[Size, ...]:
        """Return an option per axis; a single value serves all axes."""
        value: Value = self.line.options.get(key, default)
        values = value if isinstance(value, tuple) else (value,) * rank
        if len(values) != rank:
            raise GivenError(
                f"{self.title}: {key} has {len(values)} values for {rank} axes", given="layers"
            )
        least = 0 if "padding" in key else 1
        return tuple(_size(v, f"{self.title}: {key}", least=least) for v in values)

    @property
    def has_bias(self) -> bool:
        """Whether the layer has a bias; PyTorch's default is that it has."""
        return self.line.options.get("bias", True) is True


def read_stages(layers: object) -> tuple[Stage, ...]:
    """Return the stages of a list of lines; raise GivenError for what is not one."""
    if not isinstance(layers, Sequence) or isinstance(layers, str) or not layers:
        raise GivenError(
            f"layers must be a list of lines, not {layers!r}",
            remedy='write layers: ["conv 64 kernel_size=3", "relu"]',
            given="layers",
        )
    stages: list[Stage] = []
    for text in layers:
        line = _line(text)
        if line.kind not in SAME_SIZE:
            stages.append(Stage(len(stages) + 1, line))
        elif stages:
            last = stages[-1]
            stages[-1] = Stage(last.number, last.line, (*last.after, line.kind))
    if not stages:
        raise GivenError("no layer changes a size", given="layers")
    return tuple(stages)


def _line(text: object) -> LayerLine:
    if not isinstance(text, str):
        raise GivenError(f"a layer is one line of words, not {text!r}", given="layers")
    try:
        line = layer_line(text)
    except ShapeError as error:
        raise GivenError(error.fact, remedy=error.remedy, given="layers") from None
    if line.kind not in SUPPORTED:
        raise GivenError(
            f"{line.kind} has no size formula here",
            remedy=f"use {', '.join(sorted(SUPPORTED - SAME_SIZE))}",
            given="layers",
        )
    for key in UNSUPPORTED_OPTIONS & line.options.keys():
        raise GivenError(f"{line.kind}: {key} has no size formula here", given="layers")
    return line


def _size(value: object, what: str, *, least: int) -> Size:
    try:
        return size(value, what, least=least)
    except GivenError as error:
        raise GivenError(error.fact, remedy=error.remedy, given="layers") from None
