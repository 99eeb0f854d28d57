r"""A convolution with circular padding commutes with shifts, exactly when it keeps the circle.

On a circle of ``n = s m`` positions, a convolution of stride ``s`` reads position
``(s o + d t - p) mod n`` through tap ``t``. Moving the input by ``s v`` moves what a tap of output
``o`` reads to what the same tap of output ``o - v`` read before: the output moves by ``v``. For
this the layer must have ``m`` outputs, which total padding ``K - s .. K - 1`` gives and no other:
with stride 1 and equal padding on both sides the span ``K`` must be odd.

A mean over the circle does not change when the circle is turned, so that a network of such layers
with a global pool behind them is invariant.
"""

from __future__ import annotations

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import conv
from symconv.notation import Domain, SymbolTable, name, scalars, tensors
from symconv.proof.author import define, size, step
from symconv.proof.context import Tensor
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.conv_size import CONVENTION

TURNED = r"x_{\left(\left(i - c\right) \bmod n\right)}"


def circular_equivariance() -> Derivation:
    r"""Return the derivation for any size, kernel, stride, dilation and padding.

    >>> circular_equivariance().answer.latex.count(r"\iff")
    1
    """
    symbols = SymbolTable.of(
        scalars("K S D m n", Domain.POSITIVE),
        scalars("P", Domain.NATURAL),
        scalars("o t v i c p", Domain.INTEGER),
        tensors("x u", rank=1),
    )
    return Derivation(
        name="circular_equivariance",
        title="Shifts and circular padding",
        symbols=symbols,
        conventions=(
            CONVENTION,
            "P is the padding of both sides together, p that in front, K the kernel's span.",
        ),
        definitions=(
            Defined(
                name("x"), Tensor((size("n", symbols),)), r"x \in \mathbb{R}^{n}", "any image row"
            ),
            define(f"u_{{i}} := {TURNED}", "the same, moved on by c", symbols, shape=["n"]),
        ),
        steps=tuple(_steps(symbols)),
        answer=Answer(rf"{OUTPUTS} = m \iff K - S \le P \le K - 1", ("K - S", "K - 1")),
        witness=Witness("circular convolutions of turned images by the kernel", _check),
    )


OUTPUTS = r"\left\lfloor \frac{S m + P - K}{S} \right\rfloor + 1"


def _steps(symbols: SymbolTable) -> list[Step]:
    read = r"\left(S o + D t - p\right) \bmod \left(S m\right)"
    return [
        step(
            r"\left(S \left(\left(o - v\right) \bmod m\right) + D t - p\right) "
            rf"\bmod \left(S m\right) = \left(\left({read}\right) - S v\right) "
            r"\bmod \left(S m\right)",
            "in the image moved on by S v, tap t of output o reads what tap t of output o - v read "
            "before: the output has moved on by v",
            symbols,
        ),
        step(
            rf"{OUTPUTS} = m \iff K - S \le P \le K - 1",
            "for this the outputs must close a circle of m positions",
            symbols,
        ),
        step(
            r"S = 1 \wedge P = 2 p \wedge K - S \le P \le K - 1 \implies K = 2 p + 1",
            "with stride 1 and equal padding on both sides the span is odd",
            symbols,
        ),
        step(
            r"\left(S m + D t - p\right) \bmod \left(S m\right) "
            r"= \left(S \cdot 0 + D t - p\right) \bmod \left(S m\right)",
            "with more padding an output m appears that repeats output 0, and counts twice in a "
            "mean",
            symbols,
        ),
        step(
            r"\sum_{i=0}^{n - 1} u_{i} = \sum_{i=0}^{n - 1} x_{i}",
            "a sum over the circle does not change when the circle is turned: a global mean behind "
            "such layers is invariant",
            symbols,
        ),
    ]


def _check() -> int:
    """Turn images in front of the kernel and results behind it."""
    random, cases = np.random.default_rng(0), 0
    for _ in range(60):
        k, s, d, m = (int(v) for v in random.integers((1, 1, 1, 3), (5, 4, 3, 8)))
        span, n = d * (k - 1) + 1, s * m
        total = max(0, span - int(random.integers(1, s + 1)))
        before = int(random.integers(0, total + 1))
        pads = ((before, total - before),)
        if max(pads[0]) > n:
            continue
        x = random.integers(-9, 10, (1, 1, n)).astype(float)
        w = random.integers(-9, 10, (1, 1, k)).astype(float)
        v = int(random.integers(1, m))
        options = {"stride": s, "padding": pads, "dilation": d, "padding_mode": "circular"}
        y, moved = (conv(a, w, **options) for a in (x, np.roll(x, s * v, 2)))  # type: ignore[arg-type]
        if y.shape[2] != m or not np.array_equal(moved, np.roll(y, v, 2)):
            raise WitnessError(f"kernel {k}, stride {s}, padding {pads}: the result is not turned")
        cases += 1
    return cases
