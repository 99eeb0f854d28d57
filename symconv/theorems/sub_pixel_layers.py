"""The two layers of the sub-pixel equivalence: shapes, definitions, reordering, witness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import TypeVar

import numpy as np

from symconv.algebra.subpixel import shuffle_rows
from symconv.errors import WitnessError
from symconv.kernels import conv, conv_transpose
from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.proof.author import define
from symconv.proof.derivation import Defined, Exact
from symconv.theorems.indices import OUTPUTS, TAPS, affine, element
from symconv.theorems.scatter_axes import INPUTS

T = TypeVar("T")
OUT, IN, GROUP = "o", "h", "g"


def shown(shape: Sequence[int], items: Sequence[T]) -> tuple[T, ...]:
    """Return what belongs to the axes that are printed: those with more than one element.

    >>> shown((4, 1, 2), ("g", "h", "u"))
    ('g', 'u')
    """
    kept = tuple(item for n, item in zip(shape, items, strict=True) if n > 1)
    return kept or tuple(items[:1])


@dataclass(frozen=True)
class SubPixelLayers:
    """Input size, channels, and per axis the factor r, the kernel k and the padding p."""

    size: tuple[int, ...]
    out: int
    channels: int
    r: tuple[int, ...]
    k: tuple[int, ...]
    p: tuple[int, ...]

    @property
    def block(self) -> int:
        """The product of all factors, R."""
        return prod(self.r)

    @property
    def m(self) -> tuple[int, ...]:
        """The sizes of the convolution's outputs."""
        return tuple(n + 2 * p - k + 1 for n, p, k in zip(self.size, self.p, self.k, strict=True))

    @property
    def f_shape(self) -> tuple[int, ...]:
        """The kernel of the convolution."""
        return (self.out * self.block, self.channels, *self.k)

    @property
    def w_shape(self) -> tuple[int, ...]:
        """The kernel of the transposed convolution, outputs first."""
        return (self.out, self.channels, *(k * r for k, r in zip(self.k, self.r, strict=True)))

    @property
    def x_shape(self) -> tuple[int, ...]:
        """The input."""
        return (self.channels, *self.size)

    @property
    def x_reach(self) -> tuple[int, ...]:
        """The indices of the input that are read, those of its padding too."""
        return (self.channels, *(n + 2 * p for n, p in zip(self.size, self.p, strict=True)))

    @property
    def y_shape(self) -> tuple[int, ...]:
        """The outputs of the convolution."""
        return (self.out * self.block, *self.m)

    @property
    def z_shape(self) -> tuple[int, ...]:
        """The outputs of the transposed convolution."""
        return (self.out, *(m * r for m, r in zip(self.m, self.r, strict=True)))

    @property
    def symbols(self) -> SymbolTable:
        """The names: kernels f and w, input x, outputs y and z, matrices A and B, indices."""
        shapes = {
            "f": self.f_shape,
            "w": self.w_shape,
            "x": self.x_reach,
            "y": self.y_shape,
            "z": self.z_shape,
        }
        return SymbolTable.of(
            scalars("i j l u v t a b c o h g r q", Domain.INTEGER),
            *(tensors(t, rank=len(shown(s, s))) for t, s in shapes.items()),
            tensors("A B", rank=2),
            tensors(r"\pi", rank=1),
        )

    def element(self, tensor: str, shape: Sequence[int], indices: Sequence[str]) -> str:
        """Return the LaTeX of one element that is read, without the indices that can only be 0."""
        read = ["0" if n == 1 else index for n, index in zip(shape, indices, strict=True)]
        return element(tensor, shown(shape, read))

    def convolution(self) -> Defined:
        """Define y, the convolution with stride 1 and padding p."""
        rank = len(self.size)
        read = [
            affine(
                (int(self.m[a] > 1), OUTPUTS[a]),
                (int(self.k[a] > 1), TAPS[a]),
                constant=-self.p[a],
            )
            for a in range(rank)
        ]
        sums = _sums((self.channels, IN), *zip(self.k, TAPS, strict=False))
        return self._define(
            element("y", shown(self.y_shape, (GROUP, *OUTPUTS[:rank]))),
            f"{sums}{self.element('f', self.f_shape, (GROUP, IN, *TAPS[:rank]))} "
            f"{self.element('x', self.x_reach, (IN, *read))}",
            "the convolution",
            self.y_shape,
        )

    def kernel(self) -> Defined:
        """Define w, the kernel of the transposed convolution, from f."""
        rank = len(self.size)
        inside = [rf"\left({t} \bmod {r}\right)" for t, r in zip(TAPS, self.r, strict=False)]
        taps = [
            "0" if k == 1 else rf"{k - 1} - \left\lfloor \frac{{{t}}}{{{r}}} \right\rfloor"
            for t, r, k in zip(TAPS, self.r, self.k, strict=False)
        ]
        return self._define(
            element("w", shown(self.w_shape, (OUT, IN, *TAPS[:rank]))),
            self.element("f", self.f_shape, (self.group(inside), IN, *taps)),
            "the same numbers as a kernel of the transposed convolution",
            self.w_shape,
        )

    def transposed(self) -> Defined:
        """Define z, the transposed convolution with stride r and padding r (k - 1 - p)."""
        rank = len(self.size)
        inputs = ["0" if n == 1 else INPUTS[a] for a, n in enumerate(self.size)]
        hits = " ".join(
            f"[{OUTPUTS[a] if self.z_shape[1 + a] > 1 else 0} = "
            + affine(
                (self.r[a] if self.size[a] > 1 else 0, INPUTS[a]),
                (int(self.r[a] * self.k[a] > 1), TAPS[a]),
                constant=-self.r[a] * (self.k[a] - 1 - self.p[a]),
            )
            + "]"
            for a in range(rank)
        )
        sums = _sums(
            (self.channels, IN),
            *zip(self.size, INPUTS, strict=False),
            *zip(self.w_shape[2:], TAPS, strict=False),
        )
        return self._define(
            element("z", shown(self.z_shape, (OUT, *OUTPUTS[:rank]))),
            f"{sums}{self.element('x', self.x_reach, (IN, *inputs))} "
            f"{self.element('w', self.w_shape, (OUT, IN, *TAPS[:rank]))} {hits}",
            "the transposed convolution: every input stamps the kernel",
            self.z_shape,
        )

    def group(self, inside: Sequence[str]) -> str:
        """Return the channel of the convolution that holds one position inside a block."""
        weights = [prod(self.r[a + 1 :]) for a in range(len(self.r))]
        terms = [(w, i) for w, i, r in zip(weights, inside, self.r, strict=True) if r > 1]
        return affine((self.block if self.out > 1 else 0, OUT), *terms)

    def order(self) -> str:
        """Return the equality of the two outputs, for all indices."""
        rank = len(self.size)
        inside = [rf"\left({o} \bmod {r}\right)" for o, r in zip(OUTPUTS, self.r, strict=False)]
        blocks = [
            o if r == 1 else rf"\left\lfloor \frac{{{o}}}{{{r}}} \right\rfloor"
            for o, r in zip(OUTPUTS, self.r, strict=False)
        ]
        left = element("z", shown(self.z_shape, (OUT, *OUTPUTS[:rank])))
        right = self.element("y", self.y_shape, (self.group(inside), *blocks))
        letters = shown(self.z_shape, (OUT, *OUTPUTS[:rank]))
        quantifiers = " ".join(
            rf"\forall {letter} \in \left\{{0, \dots, {n - 1}\right\}} :"
            for letter, n in zip(letters, shown(self.z_shape, self.z_shape), strict=True)
        )
        return f"{quantifiers} {left} = {right}"

    def count_line(self) -> str:
        """Return that both layers have as many outputs."""
        y, z = (r" \cdot ".join(map(str, shown(s, s))) for s in (self.y_shape, self.z_shape))
        return f"{y} = {z}"

    def permutation(self) -> Exact:
        """Return, for each flat index of z, the flat index of y that it equals."""
        place = shuffle_rows(self.out, self.r, self.m)
        return tuple(int(i) for i in np.argsort(place))

    def check(self) -> int:
        """Run both kernels on random integers and compare the reordered outputs."""
        random = np.random.default_rng(0)
        f = random.integers(-9, 10, self.f_shape)
        x = random.integers(-9, 10, (1, *self.x_shape))
        y = conv(x, f, padding=self.p)
        z = conv_transpose(
            x,
            self._reordered(f),
            stride=self.r,
            padding=tuple(r * (k - 1 - p) for r, k, p in zip(self.r, self.k, self.p, strict=True)),
        )
        if not np.array_equal(z.ravel(), y.ravel()[np.asarray(self.permutation())]):
            raise WitnessError("the two kernels do not give the same outputs")
        return z.size

    def _reordered(self, f: np.ndarray) -> np.ndarray:
        """Return f as a kernel (in, out, *(k r)) of the transposed convolution, entry by entry."""
        w = np.empty((self.channels, self.out, *self.w_shape[2:]), f.dtype)
        for index in np.ndindex(w.shape):
            h, o, *u = index
            inside = [t % r for t, r in zip(u, self.r, strict=True)]
            taps = [k - 1 - t // r for t, r, k in zip(u, self.r, self.k, strict=True)]
            w[index] = f[(o * self.block + np.ravel_multi_index(inside, self.r), h, *taps)]
        return w

    def _define(self, left: str, right: str, reason: str, shape: tuple[int, ...]) -> Defined:
        return define(f"{left} := {right}", reason, self.symbols, shape=shown(shape, shape))


def _sums(*ranges: tuple[int, str]) -> str:
    return "".join(rf"\sum_{{{letter}=0}}^{{{n - 1}}} " for n, letter in ranges if n > 1)
