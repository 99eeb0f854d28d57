"""Numeric hyper-parameters of a convolution that is worked out by hand, all axes at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symconv.algebra.window import Window
from symconv.errors import GivenError
from symconv.notation import SymbolTable
from symconv.theorems.axis import Axis, declared, read_axes
from symconv.theorems.givens import integer


@dataclass(frozen=True)
class HandAxes:
    """Sizes, kernel, stride, padding (before, after), dilation and output sizes, one per axis."""

    size: tuple[int, ...]
    kernel: tuple[int, ...]
    stride: tuple[int, ...]
    padding: tuple[tuple[int, int], ...]
    dilation: tuple[int, ...]
    axes: tuple[Axis, ...]

    @property
    def out(self) -> tuple[int, ...]:
        """The sizes of the output."""
        return tuple(axis.out_number() for axis in self.axes)

    def positions(self, index: Sequence[int]) -> list[tuple[int, ...]]:
        """Return the padded positions that the window of one output covers, per axis."""
        return [
            tuple(s * o + d * t for t in range(k))
            for s, o, d, k in zip(self.stride, index, self.dilation, self.kernel, strict=True)
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
        """Return one line per distinct axis that computes its output size."""
        symbols = SymbolTable.of(declared(self.axes))
        found = [
            axis.draft(symbols).fill(f"{axis.out} = {axis.out_number()}") for axis in self.axes
        ]
        return list(dict.fromkeys(found))


def read_hand_axes(
    size: tuple[int, ...],
    kernel: tuple[int, ...],
    stride: object,
    padding: object,
    dilation: object,
) -> HandAxes:
    """Check numeric givens; raises GivenError or ShapeError."""
    if len(size) != len(kernel) or not 1 <= len(size) <= 3:
        raise GivenError(
            f"the kernel has {len(kernel)} axes and the input {len(size)}",
            remedy="give both as lists of the same depth, one to three",
            given="W",
        )
    axes = read_axes(size, kernel, stride, padding, dilation)
    return HandAxes(
        size,
        kernel,
        tuple(integer(a.s, "stride", least=1) for a in axes),
        tuple((integer(a.p, "padding", least=0), integer(a.q, "padding", least=0)) for a in axes),
        tuple(integer(a.d, "dilation", least=1) for a in axes),
        axes,
    )
