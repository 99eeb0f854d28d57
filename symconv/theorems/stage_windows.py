r"""The windows of one stage: its hyper-parameters per axis, and the size formula as a template.

convolution, pool     floor((n + 2p - d(k-1) - 1)/s) + 1
transposed            s(n - 1) - 2p + d(k-1) + 1 + u
upsampling            s n
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.errors import GivenError
from symconv.theorems.axis import Axis
from symconv.theorems.givens import Size
from symconv.theorems.stages import POOLS, WINDOWED, Stage


def windows_of(
    stage: Stage, values: Sequence[Size], names: Sequence[str]
) -> tuple[tuple[Axis, ...], tuple[str, ...], tuple[Size, ...]]:
    """Return the axes of a stage that reads ``values``, a template and the output padding of each.

    ``names`` are those of the sizes that it makes. Raises GivenError for options that do not fit.
    """
    rank = len(values)
    if stage.kind == "upsample":
        factors = stage.per_axis("scale_factor", 1, rank)
        axes = tuple(
            Axis(n, 1, s, 0, 0, 1, m) for n, s, m in zip(values, factors, names, strict=True)
        )
        return axes, ("s n",) * rank, (0,) * rank
    assert stage.kind in WINDOWED
    k = stage.per_axis("kernel_size", 2 if stage.kind in POOLS else 3, rank)
    same = stage.line.options.get("padding") == "same"
    s = stage.per_axis("stride", 1, rank) if "stride" in stage.line.options else None
    steps = s or (k if stage.kind in POOLS else (1,) * rank)
    d = stage.per_axis("dilation", 1, rank)
    p = _half(stage, k, d, steps) if same else stage.per_axis("padding", 0, rank)
    axes = tuple(
        Axis(n, *window, m)
        for n, m, window in zip(values, names, zip(k, steps, p, p, d, strict=True),
                                strict=True)
    )  # fmt: skip
    if stage.kind != "conv_transpose":
        return axes, tuple(axis.out for axis in axes), (0,) * rank
    extra = stage.per_axis("output_padding", 0, rank)
    templates = tuple(
        f"s (n - 1) - 2 p + {axis.span}" + ("" if u == 0 else " + u")
        for axis, u in zip(axes, extra, strict=True)
    )
    return axes, templates, extra


def _half(
    stage: Stage, k: Sequence[Size], d: Sequence[Size], s: Sequence[Size]
) -> tuple[Size, ...]:
    """Return the padding that keeps the size; it needs odd numbers and stride 1."""
    pads = []
    for kernel, dilation, stride in zip(k, d, s, strict=True):
        if isinstance(kernel, str) or isinstance(dilation, str) or stride != 1:
            raise GivenError(f"{stage.title}: padding=same needs numbers and stride 1",
                             given="layers")  # fmt: skip
        reach = dilation * (kernel - 1)
        if reach % 2:
            raise GivenError(
                f"{stage.title}: padding=same is not the same on both sides for an even kernel",
                given="layers",
            )
        pads.append(reach // 2)
    return tuple(pads)
