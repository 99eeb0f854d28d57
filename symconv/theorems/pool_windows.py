r"""The windows of a pool that is worked out by hand, one axis at a time.

*Defines* `WindowAxis` and its two makers: `sliding` windows (kernel, stride, padding, dilation,
with or without a truncated last window) and `adaptive` cells (a given number of outputs).

*Notation* per axis: ``i`` the output, ``u`` the tap, ``n`` the input size. A window reads the cells
of the image alone; what it covers of the padding is counted in ``taps`` but has no value, because
for a maximum the padding is :math:`-\infty` and for a sum it is 0.

*Source.* V. Dumoulin, F. Visin, "A guide to convolution arithmetic for deep learning" (2016),
section 3; PyTorch ``AdaptiveAvgPool2d`` for the cells :math:`\lfloor i n / m \rfloor` to
:math:`\lceil (i + 1) n / m \rceil - 1`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symconv.errors import ShapeError
from symconv.theorems.axis import read_axes
from symconv.theorems.givens import integer, integers
from symconv.theorems.indices import OUTPUTS, TAPS, affine

KERNEL_SIZE = "kernel_size"
"""What a stride is unless it is given: windows that touch and do not overlap."""


def kernel_stride(stride: int | Sequence[int] | str) -> int | Sequence[int] | None:
    """Return a stride as the pooling kernels take it: None is the kernel size."""
    return None if isinstance(stride, str) else stride


@dataclass(frozen=True)
class WindowAxis:
    r"""The windows along one axis of ``size`` cells.

    ``cells[i]`` are the cells that output i reads and ``taps[i]`` counts them together with the
    padding. ``position`` is the LaTeX of the cell that a tap reads, ``limits`` what confines the
    tap (or the cell) for a sum, ``inside`` what confines it to cells of the image and ``counted``
    what confines it to positions before the end of the padding.
    """

    size: int
    cells: tuple[tuple[int, ...], ...]
    taps: tuple[int, ...]
    position: str
    limits: str
    inside: str
    counted: str
    size_line: str

    @property
    def out(self) -> int:
        """The number of windows."""
        return len(self.cells)

    @property
    def touches_padding(self) -> bool:
        """Whether some window covers a position outside the image."""
        return any(len(c) != t for c, t in zip(self.cells, self.taps, strict=True))


def sliding(
    size: Sequence[int],
    kernel_size: object,
    stride: object,
    padding: object,
    dilation: object = 1,
    *,
    ceil_mode: bool = False,
) -> tuple[WindowAxis, ...]:
    """Return the windows of a kernel that slides; raises GivenError or ShapeError."""
    rank = len(size)
    k = integers(kernel_size, "kernel_size", rank=rank, least=1)
    s = k if stride == KERNEL_SIZE else integers(stride, "stride", rank=rank, least=1)
    found = read_axes(list(size), list(k), list(s), padding, dilation)
    result = []
    for a, axis in enumerate(found):
        before, after = integer(axis.p, "padding", least=0), integer(axis.q, "padding", least=0)
        d = integer(axis.d, "dilation", least=1)
        geometry = _Sliding(size[a], k[a], s[a], before, after, d, ceil_mode, a)
        result.append(geometry.axis())
    return tuple(result)


def adaptive(size: Sequence[int], output_size: object) -> tuple[WindowAxis, ...]:
    """Return cells that cover the input with the wanted number of outputs; raises GivenError."""
    wanted = integers(output_size, "output_size", rank=len(size), least=1)
    return tuple(_adaptive(n, m, a) for a, (n, m) in enumerate(zip(size, wanted, strict=True)))


@dataclass(frozen=True)
class _Sliding:
    n: int
    k: int
    s: int
    before: int
    after: int
    d: int
    ceil_mode: bool
    number: int

    def axis(self) -> WindowAxis:
        o, t = OUTPUTS[self.number], TAPS[self.number]
        position = affine((self.s, o), (self.d, t), constant=-self.before)
        limits = rf"0 \le {t} \le {self.k - 1}"
        reads = [[self.s * i - self.before + self.d * j for j in range(self.k)]
                 for i in range(self.out())]  # fmt: skip
        cells = tuple(tuple(c for c in read if 0 <= c < self.n) for read in reads)
        if not all(cells):
            raise ShapeError(
                "a window covers padding alone and has no value",
                remedy=f"use a padding of at most {self.k // 2}, half the kernel",
                given="padding",
            )
        end, whole = self.n + self.after, all(len(c) == self.k for c in cells)
        return WindowAxis(
            self.n,
            cells,
            tuple(sum(c < end for c in read) for read in reads),
            position,
            limits,
            limits if whole else rf"\substack{{{limits} \\ 0 \le {position} \le {self.n - 1}}}",
            limits if whole else rf"\substack{{{limits} \\ {position} \le {end - 1}}}",
            self.size_line(),
        )

    def out(self) -> int:
        slack = self.n + self.before + self.after - self.d * (self.k - 1) - 1
        if not self.ceil_mode:
            return slack // self.s + 1
        return min(-(-slack // self.s) + 1, -(-(self.n + self.before) // self.s))

    def size_line(self) -> str:
        pads = f" + {self.before} + {self.after}" if self.before + self.after else ""
        span = str(self.k) if self.d == 1 else rf"{self.d} \cdot ({self.k} - 1) - 1"
        quotient = rf"\frac{{{self.n}{pads} - {span}}}{{{self.s}}}"
        if not self.ceil_mode:
            return rf"\left\lfloor {quotient} \right\rfloor + 1 = {self.out()}"
        start = rf"\frac{{{self.n} + {self.before}}}{{{self.s}}}"
        return (
            rf"\min\left(\left\lceil {quotient} \right\rceil + 1, "
            rf"\left\lceil {start} \right\rceil\right) = {self.out()}"
        )


def _adaptive(n: int, m: int, number: int) -> WindowAxis:
    o, t = OUTPUTS[number], TAPS[number]
    if n % m == 0:
        first, last = affine((n // m, o)), affine((n // m, o), constant=n // m - 1)
    else:
        first = rf"\left\lfloor \frac{{{n} {o}}}{{{m}}} \right\rfloor"
        last = rf"\left\lceil \frac{{{n} ({o} + 1)}}{{{m}}} \right\rceil - 1"
    limits = rf"{first} \le {t} \le {last}" if m > 1 else rf"0 \le {t} \le {n - 1}"
    cells = tuple(tuple(range(i * n // m, -(-(i + 1) * n // m))) for i in range(m))
    return WindowAxis(n, cells, tuple(map(len, cells)), t, limits, limits, limits, "")


def bound(operator: str, limits: Sequence[str]) -> str:
    """Return one operator per axis.

    >>> bound("sum", ["0 < u < 3", "0 < v < 3"])
    'sum_{0 < u < 3} sum_{0 < v < 3}'
    """
    return " ".join(f"{operator}_{{{limit}}}" for limit in limits)
