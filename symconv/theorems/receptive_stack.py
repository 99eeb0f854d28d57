r"""The layers of a question as what they read along one axis, numbers or symbols.

*Defines* `Reach` (one layer: kernel, stride, padding, dilation, and whether it spreads or reads
everything) and `read_stack`. Layers that look at one position only, such as activations, get no
entry; those that take statistics over the image are refused, because they see all of it.

*Notation* of the theorems about receptive fields, all along one axis, in positions of the input:
``r`` size, ``J`` jump from unit to unit, ``a`` first position that unit 0 sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from symconv.errors import GivenError
from symconv.notation import Declared, name
from symconv.theorems.givens import Size, declared_sizes
from symconv.theorems.stages import GLOBAL, POOLS, VECTOR, Stage, read_stages

STATISTICS = frozenset({"instance_norm", "group_norm", "layer_norm", "softmax"})
SPREADING = frozenset({"conv_transpose", "upsample"})
WHOLE = GLOBAL | {"linear"}


@dataclass(frozen=True)
class Reach:
    """What one layer reads along an axis; ``u`` is the output padding."""

    stage: Stage
    k: Size
    s: Size
    p: Size
    d: Size
    u: Size = 0

    @property
    def number(self) -> int:
        """The number of the layer, from 1."""
        return self.stage.number

    @property
    def spreads(self) -> bool:
        """Whether it is a transposed convolution or an upsampling."""
        return self.stage.kind in SPREADING

    @property
    def reads_all(self) -> bool:
        """Whether every unit reads every position."""
        return self.stage.kind in WHOLE

    @property
    def values(self) -> tuple[Size, ...]:
        """Kernel, stride, padding and dilation."""
        return self.k, self.s, self.p, self.d

    @property
    def is_numeric(self) -> bool:
        """Whether all parameters are numbers."""
        return all(isinstance(v, int) for v in self.values)

    @property
    def numbers(self) -> tuple[int, int, int, int]:
        """The parameters of a numeric layer."""
        k, s, p, d = (v for v in self.values if isinstance(v, int))
        return k, s, p, d

    @property
    def reach(self) -> str:
        """The distance from the first tap to the last, as LaTeX of one factor or product."""
        steps = rf"\left({self.k} - 1\right)"
        if self.d == 1:
            return steps
        return rf"{self.d} {steps}" if isinstance(self.d, str) else rf"{self.d} \cdot {steps}"


def read_stack(layers: object, rank: int) -> tuple[Reach, ...]:
    """Return what the layers of a question read, in order; `Flatten` is left out.

    Raises GivenError for layers that see the whole image by their statistics, for a list of
    different values per axis, and for what `read_stages` refuses.
    """
    _refuse_statistics(layers)
    stages, flat = [], False
    for stage in read_stages(layers):
        if flat and stage.kind not in VECTOR:
            raise GivenError(
                f"{stage.title} reads an image and gets a vector",
                remedy="move it before the flatten",
                given="layers",
            )
        flat = flat or stage.kind in VECTOR
        if stage.kind != "flatten":
            stages.append(stage)
    for stage in stages:
        mixing = sorted(set(stage.after) & STATISTICS)
        if mixing and stage.kind not in WHOLE:
            raise GivenError(
                f"{stage.title}: {mixing[0]} takes numbers from the whole image",
                remedy="leave it out, or ask for the receptive field before it",
                given="layers",
            )
    stack = tuple(reach_of(stage, rank) for stage in stages)
    if not stack:
        raise GivenError("no layer reads a neighbourhood", given="layers")
    return stack


def declare(stack: Iterable[Reach], taken: Sequence[str]) -> list[Declared]:
    """Declare the symbols of a stack; ``taken`` are the letters of the derivation itself.

    Raises GivenError when a symbol is one of those letters.
    """
    own = {name(letter) for letter in taken}
    positive = [v for r in stack for v in (r.k, r.s, r.d)]
    natural = [r.p for r in stack]
    for value in (*positive, *natural):
        if isinstance(value, str) and name(value) in own:
            raise GivenError(
                f"the letter {value} means something else in this derivation",
                remedy=f"choose another; in use are {', '.join(taken)}",
                given="layers",
            )
    return declared_sizes(*positive, natural=natural)


def _refuse_statistics(layers: object) -> None:
    """Refuse a statistic before the first layer, which the stages do not keep."""
    if isinstance(layers, Sequence) and not isinstance(layers, str) and layers:
        words = str(layers[0]).rpartition(" = ")[2].split()
        if words and words[0] in STATISTICS:
            raise GivenError(
                f"{words[0]} takes numbers from the whole image",
                remedy="leave it out: behind it, every unit sees everything",
                given="layers",
            )


def reach_of(stage: Stage, rank: int) -> Reach:
    """Return what one stage reads; raise GivenError for values that differ from axis to axis."""
    if stage.kind in WHOLE:
        return Reach(stage, 1, 1, 0, 1)
    if stage.kind == "upsample":
        factor = _alike(stage, "scale_factor", 1, rank)
        return Reach(stage, factor, factor, 0, 1)
    pool = stage.kind in POOLS
    k = _alike(stage, "kernel_size", 2 if pool else 3, rank)
    s = _alike(stage, "stride", k if pool else 1, rank)
    d = _alike(stage, "dilation", 1, rank)
    u = _alike(stage, "output_padding", 0, rank)
    p = 0 if stage.line.options.get("padding") == "same" else _alike(stage, "padding", 0, rank)
    if stage.line.options.get("padding") == "same":
        p = _half(stage, k, d)
    return Reach(stage, k, s, p, d, u)


def _alike(stage: Stage, key: str, default: Size, rank: int) -> Size:
    values = set(stage.per_axis(key, default, rank))
    if len(values) > 1:
        raise GivenError(
            f"{stage.title}: {key} differs from axis to axis",
            remedy="derive one axis at a time",
            given="layers",
        )
    return values.pop()


def _half(stage: Stage, k: Size, d: Size) -> Size:
    if not isinstance(k, int) or not isinstance(d, int):
        raise GivenError(f"{stage.title}: padding=same needs numbers", given="layers")
    if d * (k - 1) % 2:
        raise GivenError(
            f"{stage.title}: padding=same is not the same on both sides for an even kernel",
            given="layers",
        )
    return d * (k - 1) // 2
