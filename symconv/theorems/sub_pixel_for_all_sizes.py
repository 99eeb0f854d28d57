r"""The sub-pixel equivalence with every size a symbol: channels, factor, kernel, padding, input.

The kernel ``w`` of the transposed convolution has shape ``(o, i, (k r)..)``. Cut along its taps
into ``r`` interleaved parts per axis, each part reversed, it is the kernel ``f`` of a convolution
with ``o r^R`` channels and ``k`` taps per axis (R axes). Channel ``r q + b`` of the convolution at
``a`` is the transposed convolution at ``r a + b``.

*Source.* W. Shi et al., Is the deconvolution layer the same as a convolutional layer? (2016),
arXiv:1609.07009.
"""

from __future__ import annotations

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import conv, conv_transpose
from symconv.latex import plain
from symconv.notation import Domain, SymbolTable, name, scalars, tensors
from symconv.proof.author import define, size, statement, step
from symconv.proof.context import Tensor
from symconv.proof.derivation import Answer, Defined, Derivation, Witness
from symconv.theorems.givens import integer

PRIMES = ("", "'", "''")


def sub_pixel_for_all_sizes(*, rank: int = 2) -> Derivation:
    """Return the equivalence for one, two or three axes, all sizes symbols.

    Raises GivenError for another number of axes.

    >>> sub_pixel_for_all_sizes(rank=1).answer.latex
    'z_{q, r a + b} = y_{r q + b, a}'
    """
    axes = integer(rank, "rank", least=1, most=3)
    text = _Text(axes)
    symbols = text.symbols
    order = text.order()
    return Derivation(
        name="sub_pixel_for_all_sizes",
        title="Transposed convolution as convolution and reordering, for all sizes",
        symbols=symbols,
        conventions=(
            "Both layers hold the same numbers; elements outside an array are 0.",
            "The convolution has stride 1 and padding p, the transposed convolution stride r and "
            "padding r (k − 1 − p).",
        ),
        hypotheses=tuple((latex, statement(latex, symbols)) for latex in text.hypotheses()),
        definitions=(
            text.free("w", ["Q", "C", *["k r"] * axes], "the kernel of the transposed convolution"),
            text.free("x", ["C", *text.each("n")], "the input"),
            text.kernel(),
            text.convolution(),
            text.transposed(),
        ),
        steps=(
            step(
                r"r (n - 1) - 2 r (k - 1 - p) + k r = r (n + 2 p - k + 1)",
                "per axis the transposed convolution has r times as many outputs",
                symbols,
            ),
            step(order, "compare the two definitions term by term", symbols),
        ),
        answer=Answer(order, plain.claim(statement(order, symbols))),
        witness=Witness("both kernels on random integers", lambda: _check(axes)),
    )


class _Text:
    """The LaTeX of the two layers for a number of axes; axis 1 is primed, axis 2 twice."""

    def __init__(self, axes: int) -> None:
        self.axes = axes
        self.block = "r" if axes == 1 else f"r^{{{axes}}}"
        self.symbols = SymbolTable.of(
            scalars(" ".join([*self.each("n"), *self.each("m"), "Q C k r"]), Domain.POSITIVE),
            scalars("p", Domain.NATURAL),
            scalars(" ".join(["q c", *(x for a in "abijt" for x in self.each(a))]), Domain.INTEGER),
            tensors("f w", rank=axes + 2),
            tensors("x y z", rank=axes + 1),
        )

    def each(self, letter: str) -> list[str]:
        """Return the letter of every axis."""
        return [letter + prime for prime in PRIMES[: self.axes]]

    def hypotheses(self) -> list[str]:
        inside = [rf"0 \le {b} < r" for b in self.each("b")]
        sizes = [
            f"{m} = {n} + 2 p - k + 1" for m, n in zip(self.each("m"), self.each("n"), strict=True)
        ]
        outputs = [rf"0 \le {a} < {m}" for a, m in zip(self.each("a"), self.each("m"), strict=True)]
        return [r"0 \le q < Q", *inside, *sizes, *outputs]

    def free(self, tensor: str, sizes: list[str], reason: str) -> Defined:
        shape = r" \times ".join(sizes)
        latex = rf"{tensor} \in \mathbb{{R}}^{{{shape}}}"
        return Defined(
            name(tensor), Tensor(tuple(size(s, self.symbols) for s in sizes)), latex, reason
        )

    def kernel(self) -> Defined:
        weights = ["" if e == 0 else f"r^{{{e}}}" if e > 1 else "r" for e in self._exponents()]
        digits = [
            r"q \bmod r" if not w else rf"\lfloor \frac{{q}}{{{w}}} \rfloor \bmod r"
            for w in weights
        ]
        taps = ", ".join(
            rf"r (k - 1 - {t}) + \left({digit}\right)"
            for t, digit in zip(self.each("t"), digits, strict=True)
        )
        return define(
            rf"f_{{q, c, {', '.join(self.each('t'))}}} := "
            rf"w_{{\lfloor \frac{{q}}{{{self.block}}} \rfloor, c, {taps}}}",
            "the same numbers as a kernel of the convolution",
            self.symbols,
            shape=[f"{self.block} Q", "C", *["k"] * self.axes],
        )

    def convolution(self) -> Defined:
        taps, outputs = self.each("t"), self.each("a")
        sums = " ".join(rf"\sum_{{{t}=0}}^{{k-1}}" for t in taps)
        read = ", ".join(f"{a} + {t} - p" for a, t in zip(outputs, taps, strict=True))
        return define(
            rf"y_{{q, {', '.join(outputs)}}} := \sum_{{c=0}}^{{C-1}} {sums} "
            rf"f_{{q, c, {', '.join(taps)}}} x_{{c, {read}}}",
            "the convolution",
            self.symbols,
            shape=[f"{self.block} Q", *self.each("m")],
        )

    def transposed(self) -> Defined:
        taps, inputs, outputs = self.each("t"), self.each("i"), self.each("j")
        sums = " ".join(
            [rf"\sum_{{{i}=0}}^{{{n}-1}}" for i, n in zip(inputs, self.each("n"), strict=True)]
            + [rf"\sum_{{{t}=0}}^{{k r-1}}" for t in taps]
        )
        hits = " ".join(
            f"[{j} = r {i} + {t} - r (k - 1 - p)]"
            for j, i, t in zip(outputs, inputs, taps, strict=True)
        )
        return define(
            rf"z_{{q, {', '.join(outputs)}}} := \sum_{{c=0}}^{{C-1}} {sums} "
            rf"x_{{c, {', '.join(inputs)}}} w_{{q, c, {', '.join(taps)}}} {hits}",
            "the transposed convolution: every input stamps the kernel",
            self.symbols,
            shape=["Q", *(f"r {m}" for m in self.each("m"))],
        )

    def order(self) -> str:
        fine = ", ".join(
            f"r {a} + {b}" for a, b in zip(self.each("a"), self.each("b"), strict=True)
        )
        weights = ["" if e == 0 else f"r^{{{e}}} " if e > 1 else "r " for e in self._exponents()]
        inside = " + ".join(w + b for w, b in zip(weights, self.each("b"), strict=True))
        return f"z_{{q, {fine}}} = y_{{{self.block} q + {inside}, {', '.join(self.each('a'))}}}"

    def _exponents(self) -> range:
        return range(self.axes - 1, -1, -1)


def _check(axes: int) -> int:
    random = np.random.default_rng(0)
    cases = 0
    for r, k, p, channels, out in ((2, 1, 0, 1, 1), (2, 3, 1, 2, 2), (3, 2, 0, 2, 1)):
        x = random.integers(-9, 10, (1, channels, *[3] * axes))
        w = random.integers(-9, 10, (channels, out, *[k * r] * axes))
        z = conv_transpose(x, w, stride=r, padding=r * (k - 1 - p))
        for inside in np.ndindex(*[r] * axes):
            taps = (slice(None), slice(None), *(slice(b, None, r) for b in inside))
            f = np.flip(w[taps], tuple(range(2, 2 + axes))).swapaxes(0, 1)
            y = conv(x, f, padding=p)
            part = z[(slice(None), slice(None), *(slice(b, None, r) for b in inside))]
            if not np.array_equal(part, y):
                raise WitnessError(f"the kernels differ at position {inside} of the factor {r}")
            cases += y.size
    return cases
