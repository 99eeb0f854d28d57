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

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from symconv.errors import GivenError, ShapeError
from symconv.layers.kinds import ACTIVATIONS
from symconv.layers.lines import LayerLine, Value, layer_line
from symconv.layers.node import INPUT
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
JOINS = frozenset({"add", "concat"})
CHAIN = WINDOWED | GLOBAL | VECTOR | SAME_SIZE | {"upsample"}
UNSUPPORTED_OPTIONS = frozenset({"ceil_mode", "size", "keepdims"})


@dataclass(frozen=True)
class Stage:
    """One layer that changes a size or joins branches: its number, its line, the words behind it.

    ``inputs`` are the numbers of the stages that it reads, 0 for the input.
    """

    number: int
    line: LayerLine
    after: tuple[str, ...] = ()
    inputs: tuple[int, ...] = ()

    @property
    def follows(self) -> bool:
        """Whether it reads the stage before it and nothing else."""
        return self.inputs == (self.number - 1,)

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


def read_stages(layers: object, *, branches: bool = False) -> tuple[Stage, ...]:
    """Return the stages of a list of lines; raise GivenError for what is not one.

    With ``branches``, a line may say what it reads (``from=``), and ``add`` and ``concat`` join.
    """
    if not isinstance(layers, Sequence) or isinstance(layers, str) or not layers:
        raise GivenError(
            f"layers must be a list of lines, not {layers!r}",
            remedy='write layers: ["conv 64 kernel_size=3", "relu"]',
            given="layers",
        )
    stages: list[Stage] = []
    named = {INPUT: 0}
    for text in layers:
        line = _line(text, CHAIN | JOINS if branches else CHAIN)
        inputs = _inputs(line, named, len(stages), branches=branches)
        if line.kind not in SAME_SIZE:
            stages.append(Stage(len(stages) + 1, line, inputs=inputs))
        elif inputs != (len(stages),):
            raise GivenError(
                f"{line.kind} keeps the size and belongs to the layer in front of it",
                remedy="write its line behind that layer, without from=",
                given="layers",
            )
        elif stages:
            stages[-1] = replace(stages[-1], after=(*stages[-1].after, line.kind))
        if line.name:
            named[line.name] = len(stages)
    if not stages:
        raise GivenError("no layer changes a size", given="layers")
    return tuple(stages)


def _inputs(
    line: LayerLine, named: Mapping[str, int], last: int, *, branches: bool
) -> tuple[int, ...]:
    """Return the numbers of the stages that a line reads."""
    if line.reads and not branches:
        raise GivenError(
            f"{line.kind}: from= makes branches, and this theorem takes a chain of layers",
            remedy="leave it out; theorems named network_ and receptive_field take branches",
            given="layers",
        )
    unknown = next((name for name in line.reads if name not in named), "")
    if unknown:
        raise GivenError(
            f"{line.kind} reads {unknown}, which no line before it is named",
            remedy=f"named so far are {', '.join(named)}",
            given="layers",
        )
    if (line.kind in JOINS) != (len(line.reads) > 1):
        raise GivenError(
            f"{line.kind} reads {len(line.reads) or 1} layer{'s' * (len(line.reads) > 1)}",
            remedy="add and concat join several, and only they do: write add from=left,right",
            given="layers",
        )
    return tuple(named[name] for name in line.reads) or (last,)


def _line(text: object, supported: Set[str]) -> LayerLine:
    if not isinstance(text, str):
        raise GivenError(f"a layer is one line of words, not {text!r}", given="layers")
    try:
        line = layer_line(text)
    except ShapeError as error:
        raise GivenError(error.fact, remedy=error.remedy, given="layers") from None
    if line.kind not in supported:
        raise GivenError(
            f"{line.kind} has no size formula here",
            remedy=f"use {', '.join(sorted(supported - SAME_SIZE))}",
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
