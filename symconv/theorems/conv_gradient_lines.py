r"""The lines about a convolution layer and its gradients, for any rank and any groups.

*Notation.* Per axis, with a prime for every further axis: ``h`` input size, ``m`` output size,
``k`` kernel, ``s`` stride, ``d`` dilation, ``p`` padding in front, ``e`` the padding of the
gradient; ``i`` an output, ``j`` an input, ``t`` and ``u`` a tap, ``v`` a position among stuffed
zeros. ``N`` images; groups of ``A`` input channels ``a`` (``c`` within a group) and ``F`` output
channels ``o``, in all ``C`` and ``O``. A bar over a size is the last index: the size less 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PRIMES = ("", "'", "''")
OTHER_IMAGE, OTHER_OUT = "n'", "o'"
STUFFED = r"\hat{g}"


@dataclass(frozen=True)
class Lines:
    """The lines for a number of axes; ``grouped`` says that there is more than one group.

    ``barred`` writes a bar for the last index of a size, and not the size less 1.
    """

    rank: int
    grouped: bool = False
    barred: bool = True

    def each(self, pattern: str) -> list[str]:
        """Return a pattern for every axis; ``*`` stands for the primes of the axis.

        >>> Lines(2).each("s* i*")
        ['s i', "s' i'"]
        """
        return [pattern.replace("*", prime) for prime in PRIMES[: self.rank]]

    def at(self, tensor: str, *indices: str) -> str:
        """Return an element; an index with ``*`` is one per axis."""
        listed = [i for index in indices for i in (self.each(index) if "*" in index else [index])]
        return f"{tensor}_{{{', '.join(listed)}}}"

    def over(self, *sums: tuple[str, str]) -> str:
        """Return summation signs for pairs of an index and its size, per axis where starred."""
        pairs = [
            pair
            for index, size in sums
            for pair in (
                zip(self.each(index), self.each(size), strict=True)
                if "*" in index
                else [(index, size)]
            )
        ]
        ends = [(index, last(size) if self.barred else f"{size} - 1") for index, size in pairs]
        return " ".join(rf"\sum_{{{index}=0}}^{{{end}}}" for index, end in ends)

    def where(self, pattern: str) -> str:
        """Return a bracket for every axis."""
        return " ".join(f"[{condition}]" for condition in self.each(pattern))

    @property
    def read_channel(self) -> str:
        """The input channel that output channel o reads as its c-th."""
        return r"A \left\lfloor \frac{o}{F} \right\rfloor + c" if self.grouped else "c"

    @property
    def own_channel(self) -> str:
        """The place of input channel a within its group."""
        return r"a \bmod A" if self.grouped else "a"

    @property
    def out_channel(self) -> str:
        """The o-th output channel that reads input channel a."""
        return r"F \left\lfloor \frac{a}{A} \right\rfloor + o" if self.grouped else "o"

    def output(self) -> str:
        """Define the layer."""
        weight, read = self.at("w", "o", "c", "t*"), "s* i* + d* t* - p*"
        return (
            f"{self.at('y', 'n', 'o', 'i*')} := {self.over(('c', 'A'), ('t*', 'k*'))} "
            f"{weight} {self.at('x', 'n', self.read_channel, read)} + b_{{o}}"
        )

    @property
    def out(self) -> str:
        """An element of the output."""
        return self.at("y", "n", "o", "i*")

    @property
    def upstream(self) -> str:
        """The gradient there."""
        return self.at("g", "n", "o", "i*")

    def slope(self, top: str, bottom: str) -> str:
        r"""Return ``\frac{\partial top}{\partial bottom}``."""
        return rf"\frac{{\partial {top}}}{{\partial {bottom}}}"

    def chain(self, variable: str) -> str:
        """Return the chain rule through every output, for an element whose n or o is its own."""
        used = {"b": ("n", "o'"), "w": ("n", "o'"), "x": ("n'", "o")}[variable[0]]
        above, y = self.at("g", *used, "i*"), self.at("y", *used, "i*")
        sums = self.over((used[0], "N"), (used[1], "O"), ("i*", "m*"))
        return f"{self.slope('L', variable)} = {sums} {above} {self.slope(y, variable)}"

    def bias(self) -> str:
        """Return the gradient by a bias."""
        sums = self.over(("n", "N"), ("i*", "m*"))
        return f"{self.slope('L', 'b_{o}')} = {sums} {self.at('g', 'n', 'o', 'i*')}"

    @property
    def tap(self) -> str:
        """The weight of which the gradient is taken."""
        return self.at("w", "o", "c", "u*")

    @property
    def pixel(self) -> str:
        """The input of which the gradient is taken."""
        return self.at("x", "n", "a", "j*")

    def weight_slope(self) -> str:
        """Return how an output changes with a weight."""
        seen = self.at("x", "n", self.read_channel, "s* i* + d* u* - p*")
        return f"{self.slope(self.at('y', 'n', OTHER_OUT, 'i*'), self.tap)} = [o' = o] {seen}"

    def weight(self) -> str:
        """Return the gradient by a weight."""
        sums = self.over(("n", "N"), ("i*", "m*"))
        seen = self.at("x", "n", self.read_channel, "s* i* + d* u* - p*")
        return f"{self.slope('L', self.tap)} = {sums} {self.at('g', 'n', 'o', 'i*')} {seen}"

    def input_slope(self) -> str:
        """Return how an output changes with an input."""
        group = (
            r"[\left\lfloor \frac{o}{F} \right\rfloor = \left\lfloor \frac{a}{A} \right\rfloor] "
            if self.grouped
            else ""
        )
        return (
            f"{self.slope(self.at('y', OTHER_IMAGE, 'o', 'i*'), self.pixel)} = [n' = n] {group}"
            f"{self.over(('t*', 'k*'))} {self.at('w', 'o', self.own_channel, 't*')} "
            f"{self.where('j* = s* i* + d* t* - p*')}"
        )

    def scattered(self) -> str:
        """Return the gradient by an input: every output hands its share to what it read."""
        return (
            f"{self.slope('L', self.pixel)} = {self.over(('o', 'F'), ('i*', 'm*'), ('t*', 'k*'))} "
            f"{self.at('g', 'n', self.out_channel, 'i*')} "
            f"{self.at('w', self.out_channel, self.own_channel, 't*')} "
            f"{self.where('j* = s* i* + d* t* - p*')}"
        )

    def stuffed(self) -> str:
        """Define the gradient from above with s - 1 zeros between its elements."""
        return (
            rf"{self.at(STUFFED, 'n', 'o', 'v*')} := {self.over(('i*', 'm*'))} "
            f"{self.at('g', 'n', 'o', 'i*')} {self.where('v* = s* i*')}"
        )

    def gathered(self, upstream: str) -> str:
        """Return the gradient by an input: what each tap finds in the gradient from above."""
        return (
            f"{self.slope('L', self.pixel)} = {self.over(('o', 'F'), ('t*', 'k*'))} "
            f"{self.at('w', self.out_channel, self.own_channel, 't*')} "
            f"{self.at(upstream, 'n', self.out_channel, 'j* + p* - d* t*')}"
        )

    def rotated(self) -> str:
        """Define the kernel turned by 180 degrees, input and output channels swapped."""
        source = self.at("w", self.out_channel, self.own_channel, r"\bar{k}* - t*")
        return f"{self.at('r', 'a', 'o', 't*')} := {source}"

    def full(self, upstream: str) -> str:
        """Return the gradient by an input as a convolution with the rotated kernel."""
        return (
            f"{self.slope('L', self.pixel)} = {self.over(('o', 'F'), ('t*', 'k*'))} "
            f"{self.at('r', 'a', 'o', 't*')} "
            f"{self.at(upstream, 'n', self.out_channel, 'j* + d* t* - e*')}"
        )

    def ranges(self) -> list[str]:
        """Return the ranges of the free indices."""
        pairs: Iterable[tuple[str, str]] = (
            ("n", "N"), ("o", "O"), ("c", "A"), ("a", "C"),
            *zip(self.each("i*"), self.each("m*"), strict=True),
            *zip(self.each("u*"), self.each("k*"), strict=True),
            *zip(self.each("j*"), self.each("h*"), strict=True),
        )  # fmt: skip
        return [rf"0 \le {index} < {size}" for index, size in (*pairs, ("n'", "N"), ("o'", "O"))]

    def sizes(self, *sizes: str) -> Sequence[str]:
        """Return the sizes of a tensor."""
        return [n for size in sizes for n in (self.each(size) if "*" in size else [size])]


def last(size: str) -> str:
    r"""Return the letter of the last index.

    >>> last("k'")
    "\\bar{k}'"
    """
    return rf"\bar{{{size[0]}}}{size[1:]}"
