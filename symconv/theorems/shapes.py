r"""The sizes of every stage of a network: names, formulas, and their values where they have one.

*Defines* `Sizes` (one stage) and `sizes_of` (all of them).

    convolution, pool     n' = floor((n + 2p - d(k-1) - 1)/s) + 1
    transposed            n' = s(n - 1) - 2p + d(k-1) + 1 + u
    upsampling            n' = s n        global pool    n' = 1
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from symconv.errors import GivenError, ShapeError
from symconv.notation import Declared, Domain, SymbolTable, scalars
from symconv.theorems.axis import LETTERS, Axis
from symconv.theorems.draft import Draft, nodes
from symconv.theorems.givens import Size
from symconv.theorems.stage_windows import windows_of
from symconv.theorems.stages import GLOBAL, JOINS, POOLS, Stage

AXES = {1: ("W",), 2: ("H", "W"), 3: ("T", "H", "W")}


@dataclass(frozen=True)
class Sizes:
    """The sizes behind one stage; without a stage, those of the input.

    ``values`` and ``channels`` are numbers, symbols that were given, or the names of sizes that
    were defined for an earlier stage. ``axes`` are the windows that made them; ``joined`` are all
    the branches that a sum or a concatenation reads, ``before`` is the first of them.
    """

    stage: Stage | None
    before: Sizes | None
    names: tuple[str, ...]
    values: tuple[Size, ...]
    channels: Size
    axes: tuple[Axis, ...] = ()
    templates: tuple[str, ...] = ()
    extra: tuple[Size, ...] = ()
    joined: tuple[Sizes, ...] = ()

    @property
    def title(self) -> str:
        """How the stage is called."""
        return self.stage.title if self.stage else "the input"

    @property
    def channel_name(self) -> str:
        """The name of the number of channels or features."""
        return f"C^{{({self.stage.number})}}" if self.stage else "C"

    def draft(self, axis: int, symbols: SymbolTable, *, by_name: bool = False) -> Draft:
        """Return the desk for lines about one axis; ``by_name`` keeps the name of what it reads."""
        values = {**self.axes[axis].values, "u": self.extra[axis]}
        if by_name and self.before and self.before.stage:
            values["n"] = self.before.names[axis]
        return Draft(LETTERS, symbols, nodes(values))

    @property
    def is_numeric(self) -> bool:
        """Whether every size is a number."""
        return all(isinstance(v, int) for v in (*self.values, self.channels))

    @property
    def features(self) -> int:
        """How many numbers the stage returns for one sample, where all sizes are numbers."""
        return prod(_number(v) for v in (self.channels, *self.values))


def sizes_of(stages: Sequence[Stage], size: Sequence[Size], channels: Size) -> tuple[Sizes, ...]:
    """Return the sizes of the input and of every stage.

    Raises GivenError naming the layer that does not fit.
    """
    letters = _letters(size)
    found = [Sizes(None, None, letters, tuple(size), channels)]
    for stage in stages:
        inputs = [found[number] for number in stage.inputs]
        if stage.kind in JOINS:
            found.append(_joined(stage, inputs, letters))
        else:
            found.append(_behind(stage, inputs[0], letters))
    return tuple(found)


def _letters(size: Sequence[Size]) -> tuple[str, ...]:
    """Return a letter for each axis: the one that was given, or W, H and W, T, H and W."""
    given = [v for v in size if isinstance(v, str) and len(v) == 1 and v != "C"]
    return tuple(given) if len(set(given)) == len(size) else AXES[len(size)]


def declared(found: Sequence[Sizes]) -> list[Declared]:
    """Declare the names of all sizes and numbers of channels."""
    names = [n for sizes in found[1:] for n in (*sizes.names, sizes.channel_name)]
    return [row for n in names for row in scalars(n, Domain.INTEGER)]


def _behind(stage: Stage, before: Sizes, letters: Sequence[str]) -> Sizes:
    if stage.kind == "flatten":
        return _flattened(stage, before)
    if stage.kind == "linear":
        return _linear(stage, before)
    if not before.values:
        raise GivenError(
            f"{stage.title} reads a vector and needs an image",
            remedy="move it before the flatten",
            given="layers",
        )
    names = tuple(f"{letter}^{{({stage.number})}}" for letter in letters)
    if stage.kind in GLOBAL:
        return Sizes(stage, before, (), (), before.channels)
    axes, templates, extra = windows_of(stage, before.values, names)
    values = tuple(
        _value(stage, axis, template, more, name)
        for axis, template, more, name in zip(axes, templates, extra, names, strict=True)
    )
    channels = before.channels
    if stage.kind in ("conv", "conv_transpose"):
        channels = stage.option("out_channels", 1)
        _check_read(stage, "in_channels", before.channels)
        _check_groups(stage, before.channels, channels)
    return Sizes(stage, before, names, values, channels, axes, templates, extra)


def _joined(stage: Stage, inputs: Sequence[Sizes], letters: Sequence[str]) -> Sizes:
    """Return the sizes of the first branch; `symconv.theorems.joins` compares the others."""
    first = inputs[0]
    counts = [sizes.channels for sizes in inputs]
    channels = counts[0]
    if stage.kind == "concat":
        numbers = [c for c in counts if isinstance(c, int)]
        if len(numbers) < len(counts):
            raise GivenError(
                f"{stage.title} adds up channels, which must be numbers",
                remedy="give the channels as numbers",
                given="layers",
            )
        channels = sum(numbers) if all(numbers) else 0
    names = tuple(f"{letter}^{{({stage.number})}}" for letter in letters) if first.values else ()
    axes = tuple(Axis(n, 1, 1, 0, 0, 1, m) for n, m in zip(first.values, names, strict=True))
    values = tuple(n if isinstance(n, int) else m for n, m in zip(first.values, names, strict=True))
    same, none = ("n",) * len(axes), (0,) * len(axes)
    return Sizes(stage, first, names, values, channels, axes, same, none, tuple(inputs))


def _value(stage: Stage, axis: Axis, template: str, extra: Size, name: str) -> Size:
    """Return the number of a numeric axis, else the name that the formula defines."""
    if not axis.is_numeric or isinstance(extra, str):
        return name
    n, k, s, p, d = (_number(v) for v in (axis.n, axis.k, axis.s, axis.p, axis.d))
    span = d * (k - 1) + 1
    if template == "s n":
        return s * n
    if stage.kind == "conv_transpose":
        made = s * (n - 1) - 2 * p + span + _number(extra)
        if made < 1:
            raise ShapeError(f"{stage.title}: padding {p} crops the whole result", given="layers")
        return made
    if n + 2 * p < span:
        raise ShapeError(
            f"{stage.title}: the kernel spans {span} but the padded input has {n + 2 * p} samples: "
            f"{n + 2 * p} >= {span} is violated",
            remedy="use a smaller kernel, more padding or a larger input",
            given="layers",
        )
    if stage.kind in POOLS and 2 * p > k:
        raise ShapeError(f"{stage.title}: padding {p} exceeds half the kernel {k}", given="layers")
    return (n + 2 * p - span) // s + 1


def _flattened(stage: Stage, before: Sizes) -> Sizes:
    if not all(isinstance(v, int) for v in (*before.values, before.channels)):
        raise GivenError(
            f"{stage.title} needs numbers: its length is a product of sizes",
            remedy="give the size and the channels as numbers, or leave flatten and linear out",
            given="layers",
        )
    return Sizes(stage, before, (), (), before.features)


def _linear(stage: Stage, before: Sizes) -> Sizes:
    if before.values:
        raise GivenError(
            f"{stage.title} reads an image and needs a vector",
            remedy="put flatten before it",
            given="layers",
        )
    _check_read(stage, "in_features", before.channels)
    return Sizes(stage, before, (), (), stage.option("out_features", 1))


def _check_read(stage: Stage, key: str, count: Size) -> None:
    """Refuse a line that says another number of inputs than the layer before has."""
    said = stage.line.options.get(key, "?")
    if said != "?" and count and said != count:
        raise GivenError(
            f"{stage.title}: {key}={said}, but it reads {count}",
            remedy=f"write {key}={count}, or leave it out",
            given="layers",
        )


def _check_groups(stage: Stage, in_channels: Size, out_channels: Size) -> None:
    groups = stage.option("groups", 1)
    for what, count in (("input channels", in_channels), ("filters", out_channels)):
        if isinstance(groups, int) and isinstance(count, int) and count and count % groups:
            raise ShapeError(
                f"{stage.title}: groups={groups} does not divide the {count} {what}",
                remedy="use a common divisor",
                given="layers",
            )


def _number(value: Size) -> int:
    assert isinstance(value, int)
    return value
