r"""A layer that flips its kernel and one that does not can learn the same functions.

True convolution with h is cross-correlation with R, which is h turned by 180 degrees. Turning is a
one-to-one map of the weights onto themselves that keeps their squared norm and turns gradients, so
that training takes the same steps from the same (turned) start.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import conv, conv_grad_weight
from symconv.latex import plain
from symconv.notation import Domain, SymbolTable, name, scalars, tensors
from symconv.proof.author import define, size, statement, step
from symconv.proof.context import Tensor
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.tensors import Array

CONVENTION = (
    "True convolution flips the kernel along both spatial axes; cross-correlation, which deep "
    "learning calls convolution, does not. An element outside x is 0 (zero padding)."
)
SUMS = r"\sum_{c=0}^{C - 1} \sum_{u=0}^{K - 1} \sum_{v=0}^{J - 1}"
AHEAD = r"x_{c, S i + D u - P, S j + D v - Q}"
BACK = r"x_{c, S i + D \left(K - 1 - u\right) - P, S j + D \left(J - 1 - v\right) - Q}"
OUTPUTS = r"\sum_{i=0}^{M - 1} \sum_{j=0}^{N - 1} g_{i, j}"
TURNED = "c, K - 1 - u, J - 1 - v"
INSIDE = r"0 \le c \le C - 1 \wedge 0 \le u \le K - 1 \wedge 0 \le v \le J - 1"


def flip_is_absorbed() -> Derivation:
    r"""Return the derivation for all sizes, strides, dilations, paddings and channels.

    >>> flip_is_absorbed().answer.value[:33]
    'Eq(Sum(Sum(Sum(h[c, u, v]*x[c, S*'
    """
    symbols = SymbolTable.of(
        scalars("C H W K J S D M N", Domain.POSITIVE),
        scalars("P Q", Domain.NATURAL),
        scalars("c i j u v", Domain.INTEGER),
        tensors(r"h x R \mu \nu", rank=3),
        tensors("y g", rank=2),
    )
    rows = ["C", "K", "J"]
    return Derivation(
        name="flip_is_absorbed",
        title="Learning absorbs the flip",
        symbols=symbols,
        conventions=(CONVENTION,),
        definitions=(
            _given(
                "h", r"C \times K \times J", rows, symbols, "the weights of the true convolution"
            ),
            _given("x", r"C \times H \times W", ["C", "H", "W"], symbols, "any input"),
            _given("g", r"M \times N", ["M", "N"], symbols, "any gradient of a loss by the output"),
            define(
                rf"R_{{c, u, v}} := h_{{{TURNED}}}", "turned by 180 degrees", symbols, shape=rows
            ),
            define(
                rf"y_{{i, j}} := {SUMS} h_{{c, u, v}} {BACK}",
                "the true convolution: the kernel runs through the window from its end",
                symbols,
                shape=["M", "N"],
            ),
            define(rf"\mu_{{c, u, v}} := {OUTPUTS} {BACK}", "gradient by h", symbols, shape=rows),
            define(rf"\nu_{{c, u, v}} := {OUTPUTS} {AHEAD}", "gradient by R", symbols, shape=rows),
        ),
        steps=tuple(_steps(symbols)),
        answer=Answer(_conclusion(), plain.claim(statement(_conclusion(), symbols))),
        witness=Witness("true convolutions written as loops, and gradients by the kernels", _check),
    )


def _conclusion() -> str:
    return rf"{SUMS} h_{{c, u, v}} {BACK} = {SUMS} R_{{c, u, v}} {AHEAD}"


def _given(letter: str, shape: str, sizes: list[str], symbols: SymbolTable, reason: str) -> Defined:
    trees = tuple(size(s, symbols) for s in sizes)
    return Defined(name(letter), Tensor(trees), rf"{letter} \in \mathbb{{R}}^{{{shape}}}", reason)


def _steps(symbols: SymbolTable) -> list[Step]:
    return [
        step(
            _conclusion(),
            "count taps from the other end: true convolution with h is cross-correlation with R",
            symbols,
            label="same",
        ),
        step(
            rf"{INSIDE} \implies R_{{{TURNED}}} = h_{{c, u, v}}",
            "turned twice, the kernel is back: every R belongs to exactly one h, so both layers "
            "compute the same set of functions",
            symbols,
        ),
        step(
            rf"{SUMS} R_{{c, u, v}}^{{2}} = {SUMS} h_{{c, u, v}}^{{2}}",
            "a penalty on the squared weights is the same",
            symbols,
        ),
        step(
            rf"{INSIDE} \implies \mu_{{c, u, v}} = \nu_{{{TURNED}}}",
            "the gradient by h is the gradient by R, turned: gradient descent takes the same steps",
            symbols,
        ),
    ]


def _check() -> int:
    random, cases = np.random.default_rng(0), 0
    for _ in range(25):
        c, k, j, s, d, p = (int(v) for v in random.integers((1, 1, 1, 1, 1, 0), (4, 4, 4, 3, 3, 3)))
        height, width = (d * (n - 1) + 1 + int(random.integers(0, 4)) for n in (k, j))
        options: dict[str, Any] = {"stride": s, "padding": p, "dilation": d}
        x = random.integers(-5, 6, (1, c, height, width)).astype(float)
        h = random.integers(-5, 6, (1, c, k, j)).astype(float)
        turned = np.flip(h, (2, 3))
        y = conv(x, turned, **options)
        if not np.array_equal(y[0, 0], _true_convolution(x[0], h[0], y.shape[2:], s, d, p)):
            raise WitnessError("correlation with the turned kernel is not the true convolution")
        g = random.integers(-5, 6, y.shape).astype(float)
        by_h = conv_grad_weight(g, x, h.shape, flip=True, **options)
        by_turned = conv_grad_weight(g, x, h.shape, **options)
        if not np.array_equal(np.flip(by_turned, (2, 3)), by_h):
            raise WitnessError("the gradient by h is not that by R, turned")
        cases += y.size + h.size
    return cases


def _true_convolution(x: Array, h: Array, out: tuple[int, ...], s: int, d: int, p: int) -> Array:
    """Sum tap by tap, against the direction of the window, in plain loops."""
    _, k, j = h.shape
    padded = np.pad(x, ((0, 0), (p, p), (p, p)))
    y = np.zeros(out)
    for i, o in np.ndindex(*out):
        for a, u, v in np.ndindex(*h.shape):
            y[i, o] += h[a, u, v] * padded[a, s * i + d * (k - 1 - u), s * o + d * (j - 1 - v)]
    return y
