"""Numeric hyper-parameters of a transposed convolution that is worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symconv.algebra.window import Window
from symconv.errors import GivenError, ShapeError
from symconv.theorems.axis import LETTERS
from symconv.theorems.draft import Draft, nodes
from symconv.theorems.givens import integers

INPUTS = ("a", "b", "c")


@dataclass(frozen=True)
class ScatterAxes:
    """Input size, kernel, stride, padding, output padding and dilation, one number per axis."""

    size: tuple[int, ...]
    kernel: tuple[int, ...]
    stride: tuple[int, ...]
    padding: tuple[int, ...]
    output_padding: tuple[int, ...]
    dilation: tuple[int, ...]

    @property
    def full(self) -> tuple[int, ...]:
        """The sizes before the crop: ``s (m - 1) + d (k - 1) + 1``."""
        return tuple(
            s * (m - 1) + d * (k - 1) + 1
            for m, k, s, d in zip(self.size, self.kernel, self.stride, self.dilation, strict=True)
        )

    @property
    def out(self) -> tuple[int, ...]:
        """The sizes of the result."""
        return tuple(
            f - 2 * p + u
            for f, p, u in zip(self.full, self.padding, self.output_padding, strict=True)
        )

    def positions(self, index: Sequence[int]) -> list[tuple[int, ...]]:
        """Return the positions of the full result on which one sample stamps the kernel."""
        return [
            tuple(s * a + d * t for t in range(k))
            for s, a, d, k in zip(self.stride, index, self.dilation, self.kernel, strict=True)
        ]

    def windows(self) -> list[Window]:
        """Return the windows of the symbolic road, one per axis."""
        return [
            Window(k, stride=s, padding=p, dilation=d)
            for k, s, p, d in zip(
                self.kernel, self.stride, self.padding, self.dilation, strict=True
            )
        ]

    def size_lines(self) -> list[str]:
        """Return one line per distinct axis that computes its size."""
        found = []
        for axis in zip(
            self.size,
            self.kernel,
            self.stride,
            self.padding,
            self.output_padding,
            self.dilation,
            self.out,
            strict=True,
        ):
            *values, size = axis
            draft = Draft(LETTERS, LETTERS, nodes(dict(zip("mkspud", values, strict=True))))
            span = "k" if axis[5] == 1 else "d (k - 1) + 1"
            found.append(draft.fill(f"s (m - 1) - 2 p + {span} + u = {size}"))
        return list(dict.fromkeys(found))

    def crop_words(self) -> str:
        """Say what happens between the full result and the output."""
        words = [f"drop the first {_per_axis(self.padding)} of every axis"] * any(self.padding)
        words.append(f"keep {' × '.join(map(str, self.out))} entries")
        beyond = [u - p for u, p in zip(self.output_padding, self.padding, strict=True)]
        if any(extra > 0 for extra in beyond):
            words.append("beyond the full result there are zeros")
        return ", ".join(words)


def read_scatter_axes(
    size: tuple[int, ...],
    kernel: tuple[int, ...],
    stride: object,
    padding: object,
    output_padding: object,
    dilation: object,
) -> ScatterAxes:
    """Check numeric givens; raises GivenError or ShapeError."""
    rank = len(size)
    if rank != len(kernel) or rank > 3:
        raise GivenError(
            f"the kernel has {len(kernel)} axes and the input {rank}",
            remedy="give both as lists of the same depth, one to three",
            given="W",
        )
    axes = ScatterAxes(
        size,
        kernel,
        integers(stride, "stride", rank=rank, least=1),
        integers(padding, "padding", rank=rank, least=0),
        integers(output_padding, "output_padding", rank=rank, least=0),
        integers(dilation, "dilation", rank=rank, least=1),
    )
    for u, s, d in zip(axes.output_padding, axes.stride, axes.dilation, strict=True):
        if u >= max(s, d):
            raise ShapeError(
                f"output_padding={u} violates output_padding < max(stride, dilation) = {max(s, d)}",
                remedy=f"use output_padding={max(s, d) - 1} or less",
                given="output_padding",
            )
    if min(axes.out) < 1:
        raise ShapeError(
            f"the padding crops everything: the result would have the size {min(axes.out)}",
            remedy="use a smaller padding",
            given="padding",
        )
    return axes


def _per_axis(values: tuple[int, ...]) -> str:
    return str(values[0]) if len(set(values)) == 1 else " / ".join(map(str, values))
