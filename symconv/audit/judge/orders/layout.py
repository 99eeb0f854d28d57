r"""The two layers of a sub-pixel convolution at concrete sizes, and which element is which.

*Defines* `Layout`, `layouts_of` and `Pairs`. Output :math:`z_{o, i}` of the transposed layer is
:math:`y_{R o + \rho(i \bmod r), \lfloor i / r \rfloor}` of the other one, where :math:`\rho`
numbers the offsets within a factor row by row and R is how many there are; the kernels correspond
likewise, with the taps reversed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

from symconv.notation import Name, name
from symconv.sheets.given import Given

EQUIVALENCE, ALL_SIZES = "sub_pixel_equivalence", "sub_pixel_for_all_sizes"
Index = tuple[int, ...]
Pairs = frozenset[tuple[Index, Index]]
Map = Callable[["Layout", Index], Index]


@dataclass(frozen=True)
class Layout:
    """Channels, and per axis the factor r, the kernel k and the size m of the convolution's output.

    ``values`` are the numbers of the question's letters.
    """

    out: int
    channels: int
    r: Index
    k: Index
    m: Index
    values: Mapping[Name, int]

    @property
    def block(self) -> int:
        """How many offsets there are within the factors."""
        return prod(self.r)

    @property
    def shapes(self) -> Mapping[str, Index]:
        """The shapes of outputs and kernels, by their letters."""
        fine = tuple(m * r for m, r in zip(self.m, self.r, strict=True))
        taps = tuple(k * r for k, r in zip(self.k, self.r, strict=True))
        return {
            "z": (self.out, *fine),
            "y": (self.out * self.block, *self.m),
            "w": (self.out, self.channels, *taps),
            "f": (self.out * self.block, self.channels, *self.k),
        }

    def number(self, offset: Index) -> int:
        """Number the offsets within the factors, row by row."""
        found = 0
        for b, r in zip(offset, self.r, strict=True):
            found = found * r + b
        return found

    def pairs(self, tensor: str, to: Map) -> Pairs:
        """Return which element of z (or of w) is which of y (or of f)."""
        places = product(*map(range, self.shapes[tensor]))
        return frozenset((at, to(self, at)) for at in places)


def output(layout: Layout, at: Index) -> Index:
    """Return the output of the convolution that an output of the transposed one is."""
    o, *place = at
    pairs = list(zip(place, layout.r, strict=True))
    offset = tuple(i % r for i, r in pairs)
    return (layout.block * o + layout.number(offset), *(i // r for i, r in pairs))


def tap(layout: Layout, at: Index) -> Index:
    """Return the tap of the convolution that a tap of the transposed one is."""
    o, h, *place = at
    group, *coarse = output(layout, (o, *place))
    return (group, h, *(k - 1 - u for k, u in zip(layout.k, coarse, strict=True)))


RIGHT: Mapping[str, Map] = {"z": output, "w": tap}


def layouts_of(ask: str, given: Mapping[str, Given]) -> Iterator[Layout]:
    """Yield the sizes of a question; for symbols, several sizes that differ in all of them."""
    if ask == ALL_SIZES:
        yield from _samples(int(str(given.get("rank", 2))))
        return
    size = _axes(given.get("size", [2, 2]), 0)
    rank = len(size)
    r, k, p = (
        _axes(given.get(key, default), rank)
        for key, default in (("factor", 2), ("kernel_size", 1), ("padding", 0))
    )
    m = tuple(n + 2 * q - t + 1 for n, q, t in zip(size, p, k, strict=True))
    out, channels = (int(str(given.get(key, 1))) for key in ("out_channels", "in_channels"))
    yield Layout(out, channels, r, k, m, {})


def _samples(rank: int) -> Iterator[Layout]:
    for r, out, channels, k, p, sizes in ((2, 2, 1, 1, 0, (3, 4, 2)), (3, 2, 2, 2, 1, (2, 3, 2))):
        n = sizes[:rank]
        m = tuple(s + 2 * p - k + 1 for s in n)
        letters = {"r": r, "Q": out, "C": channels, "k": k, "p": p}
        for axis, (s, t) in enumerate(zip(n, m, strict=True)):
            letters |= {"n" + "'" * axis: s, "m" + "'" * axis: t}
        values = {name(letter): value for letter, value in letters.items()}
        yield Layout(out, channels, (r,) * rank, (k,) * rank, m, values)


def _axes(value: object, rank: int) -> Index:
    values = value if isinstance(value, list) else [value] * (rank or 1)
    return tuple(int(str(v)) for v in values)
