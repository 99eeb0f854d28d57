r"""What one stage of a stack learns: the factors of its weights, its biases, its normalisation.

*Defines* `Learned`, `learned_by` and `parameters_witness`, which counts the entries of the arrays
that the layers run with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod

import numpy as np

from symconv.errors import GivenError, WitnessError
from symconv.layers.batch_norm import BatchNorm
from symconv.layers.layer import Layer
from symconv.layers.lines import LayerLine
from symconv.layers.make import layer
from symconv.proof.derivation import Witness
from symconv.theorems.givens import Size
from symconv.theorems.shapes import Sizes
from symconv.theorems.stages import Stage

UNCOUNTED = frozenset({"layer_norm", "group_norm", "instance_norm", "prelu"})
LEARNING = frozenset({"conv", "conv_transpose", "linear"})
KEPT = frozenset({"out_channels", "out_features", "kernel_size", "groups"})


@dataclass(frozen=True)
class Learned:
    """One stage with the names of its counts and the factors of each; empty if it learns nothing.

    ``reads`` and ``makes`` are the numbers of channels or features of its input and of its output,
    ``span`` the size of its kernel.
    """

    stage: Stage
    reads: Size
    makes: Size
    kernel: tuple[Size, ...] = ()
    groups: Mapping[str, tuple[Size, ...]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the counts."""
        return tuple(self.groups)

    @property
    def span(self) -> tuple[int, ...]:
        """The kernel size in numbers, which is the smallest input that it fits."""
        return tuple(int(k) for k in self.kernel)

    def said(self, count: str) -> str:
        """Return a count in words."""
        if "{b}" in count:
            return "one bias per output" if self.stage.kind == "linear" else "one bias per filter"
        if "{n}" in count:
            return "normalisation, a scale and a shift per channel"
        if self.stage.kind == "linear":
            return "a weight for every input and output"
        return "kernel size, times the channels that a kernel spans, times the number of kernels"


def learned_by(sizes: Sizes, *, default: bool) -> Learned:
    """Return what a stage learns; ``default`` says whether it has a bias if it does not say so."""
    stage, before = sizes.stage, sizes.before
    assert stage is not None
    assert before is not None
    for word in stage.after:
        if word in UNCOUNTED:
            raise GivenError(f"{stage.title}: {word} has no count here", given="layers")
    groups: dict[str, tuple[Size, ...]] = {}
    if stage.kind in LEARNING:
        groups[_name(stage, "w")] = _factors(
            stage, before.channels, sizes.channels, len(sizes.axes)
        )
        if stage.line.options.get("bias", default) is True:
            groups[_name(stage, "b")] = (sizes.channels,)
    norms = stage.after.count("batch_norm")
    if norms:
        groups[_name(stage, "n")] = (2 * norms, sizes.channels)
    kernel = stage.per_axis("kernel_size", 3, len(sizes.axes)) if sizes.axes else ()
    return Learned(stage, before.channels, sizes.channels, kernel, groups)


def _name(stage: Stage, label: str) -> str:
    return rf"\theta^{{({stage.number})}}_{{\mathrm{{{label}}}}}"


def _factors(stage: Stage, reads: Size, makes: Size, rank: int) -> tuple[Size, ...]:
    if stage.kind == "linear":
        return (reads, makes)
    kernel = stage.per_axis("kernel_size", 3, rank)
    groups = stage.option("groups", 1)
    if groups == 1:
        return (*kernel, reads, makes)
    if groups == reads:
        return (*kernel, 1, makes)
    if not (isinstance(groups, int) and isinstance(reads, int)):
        raise GivenError(
            f"{stage.title}: groups={groups} and {reads} channels must both be numbers",
            remedy="see the theorem grouped_conv_parameters for symbols",
            given="layers",
        )
    return (*kernel, reads // groups, makes)


def parameters_witness(learned: Sequence[Learned]) -> Witness:
    """Count the entries of weights with which the layers run; stages with symbols have no case."""
    numeric = [one for one in learned if one.groups and _is_numeric(one)]

    def check() -> int:
        for one in numeric:
            found, claimed = _count(one), sum(prod(map(int, f)) for f in one.groups.values())
            if found != claimed:
                raise WitnessError(f"{one.stage.title} has {found} parameters, not {claimed}")
        return len(numeric)

    if not numeric:
        return Witness("none", absent="every count has symbols")
    return Witness("entries of arrays with which the layers run", check)


def _is_numeric(one: Learned) -> bool:
    return (
        isinstance(one.reads, int)
        and isinstance(one.makes, int)
        and all(isinstance(f, int) for factors in one.groups.values() for f in factors)
    )


def _count(one: Learned) -> int:
    """Run the stage on its smallest input and count the numbers it was given."""
    total = 0
    if one.stage.kind in LEARNING:
        options = {k: v for k, v in one.stage.line.options.items() if k in KEPT}
        options["bias"] = any("{b}" in count for count in one.names)
        made = layer(LayerLine(one.stage.kind, options)).resolved((int(one.reads),))
        total += _ran(made, (int(one.reads), *one.span))
    for _ in range(one.stage.after.count("batch_norm")):
        total += _ran(BatchNorm(int(one.makes)), (int(one.makes), 2))
    return total


def _ran(made: Layer, in_shape: tuple[int, ...]) -> int:
    """Run a layer with weights of zeros, which its kernel checks, and count their entries."""
    shapes = made.weight_shapes(len(in_shape) - 1)
    weights = {key: np.zeros(tuple(map(int, shape))) for key, shape in shapes.items()}
    made.forward(np.zeros((2, *in_shape)), weights)
    return sum(w.size for w in weights.values())
