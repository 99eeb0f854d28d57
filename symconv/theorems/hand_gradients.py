"""Which products make an entry of a convolution's gradients: pairs of positions, by plain counting.

*Defines* `input_pairs` (an output that read the input, and the weight between them) and
`weight_pairs` (an output, and the input that the weight met there).
"""

from __future__ import annotations

from collections.abc import Iterator

from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.theorems.hand_axes import HandAxes
from symconv.theorems.indices import OUTPUTS, TAPS, affine
from symconv.theorems.scatter_axes import INPUTS
from symconv.theorems.tensors import grid

SYMBOLS = {
    rank: SymbolTable.of(
        scalars("i j l a b c u v t", Domain.INTEGER),
        scalars("E"),
        tensors("X W Y G", rank=rank),
    )
    for rank in (1, 2, 3)
}
Index = tuple[int, ...]
Pairs = dict[Index, list[tuple[Index, Index]]]


def input_pairs(axes: HandAxes) -> Pairs:
    """Return for every input the outputs that read it and the taps through which they did.

    >>> from symconv.theorems.hand_axes import read_hand_axes
    >>> input_pairs(read_hand_axes((3,), (2,), 1, 0, 1))[(1,)]
    [((0,), (1,)), ((1,), (0,))]
    """
    found: Pairs = {place: [] for place in grid(axes.size)}
    for output, tap, place in _readings(axes):
        found[place].append((output, tap))
    return found


def weight_pairs(axes: HandAxes) -> Pairs:
    """Return for every tap the outputs, and the inputs that it read for them."""
    found: Pairs = {tap: [] for tap in grid(axes.kernel)}
    for output, tap, place in _readings(axes):
        found[tap].append((output, place))
    return found


def _readings(axes: HandAxes) -> Iterator[tuple[Index, Index, Index]]:
    """Yield output, tap and input wherever a window covers an input and not the padding."""
    for output in grid(axes.out):
        for tap in grid(axes.kernel):
            place = tuple(
                s * o + d * t - before
                for s, o, d, t, (before, _) in zip(
                    axes.stride, output, axes.dilation, tap, axes.padding, strict=True
                )
            )
            if all(0 <= p < n for p, n in zip(place, axes.size, strict=True)):
                yield output, tap, place


def reads(axes: HandAxes) -> list[str]:
    """Return the index of the input that a tap reads for an output, per axis."""
    return [
        affine((s, o), (d, t), constant=-before)
        for s, d, (before, _), o, t in zip(
            axes.stride, axes.dilation, axes.padding, OUTPUTS, TAPS, strict=False
        )
    ]


def over_outputs(axes: HandAxes) -> str:
    """Return the summation signs over all outputs."""
    return " ".join(rf"\sum_{{{o}=0}}^{{{m - 1}}}" for o, m in zip(OUTPUTS, axes.out, strict=False))


def ranges(axes: HandAxes) -> list[str]:
    """Return the ranges of the indices of outputs, inputs and taps."""
    pairs = [*zip(OUTPUTS, axes.out, strict=False), *zip(INPUTS, axes.size, strict=False)]
    pairs += zip(TAPS, axes.kernel, strict=False)
    return [rf"0 \le {index} < {size}" for index, size in pairs]
