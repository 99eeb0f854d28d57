r"""The matrix of a transposed convolution is the transpose of the convolution's, for all sizes.

The convolution gathers, the transposed convolution scatters; each is written as a matrix from its
own definition, and both turn out to have the entries ``\sum_t w_t [i = s a + d t - p]``. With the
output padding that is the remainder of the size's division they also have transposed shapes, and
then ``<v, conv(x)> = <conv_transpose(v), x>``.
"""

from __future__ import annotations

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import conv, conv_transpose
from symconv.latex import plain
from symconv.proof.author import statement, step
from symconv.proof.derivation import Answer, Derivation, Step, Witness
from symconv.theorems.axis import Axis, read_axes
from symconv.theorems.draft import Draft
from symconv.theorems.givens import Sizes
from symconv.theorems.layer_text import LayerText
from symconv.theorems.size_witness import samples


def conv_transpose_eq_transposed_matrix(
    *,
    size: Sizes = ("H", "W"),
    kernel_size: Sizes = "K",
    stride: Sizes = "S",
    padding: Sizes = "P",
    dilation: Sizes = 1,
) -> Derivation:
    """Return the derivation for one to three axes; every given is an int or a symbol.

    >>> conv_transpose_eq_transposed_matrix(size=["L"]).answer.value
    'Eq(Sum(h[o]*y[o], (o, 0, L_prime - 1)), Sum(x[i]*z[i], (i, 0, L - 1)))'
    """
    found = read_axes(size, kernel_size, stride, padding, dilation)
    text = LayerText.of(found)
    symbols, adjoint = text.symbols, text.adjoint()
    return Derivation(
        name="conv_transpose_eq_transposed_matrix",
        title="The transposed convolution is the transposed matrix",
        symbols=symbols,
        conventions=(
            "Convolution means cross-correlation; elements outside an array are 0; the transposed "
            "convolution has the output padding that restores the size of x.",
        ),
        hypotheses=tuple(
            d.assume(rf"{a.slack} \ge 0")
            for a, d in zip(found, text.drafts, strict=True)
            if not a.is_numeric
        ),
        definitions=(
            *(
                d.define(f"m := {a.out}", "the size of the output")
                for a, d in zip(found, text.drafts, strict=True)
            ),
            *text.given(),
            text.gather(),
            text.scatter(),
            text.matrix(),
        ),
        steps=(
            step(text.rows(), "collect the coefficient of every input in every output", symbols),
            step(text.columns(), "the stamped copies have the same coefficients", symbols),
            *(_size_step(a, d) for a, d in zip(found, text.drafts, strict=True)),
        ),
        answer=Answer(adjoint, plain.claim(statement(adjoint, symbols))),
        witness=Witness("both kernels on random integers", lambda: _check(found)),
    )


def _size_step(axis: Axis, draft: Draft) -> Step:
    crop = "2 p" if axis.p == axis.q else "p - q"
    return draft.step(
        rf"s (m - 1) - {crop} + {axis.span} + \left(\left({axis.slack}\right) \bmod s\right) = n",
        "with this output padding the result has the size of x",
    )


def _check(found: tuple[Axis, ...]) -> int:
    """Compare the two sides of the adjoint identity on random integers, axis by axis."""
    random = np.random.default_rng(0)
    cases = 0
    for axis in found:
        for (n, k, s, p, q, d), _ in samples(axis):
            w, x = random.integers(-9, 10, (1, 1, k)), random.integers(-9, 10, (1, 1, n))
            y = conv(x, w, stride=s, padding=((p, q),), dilation=d)
            h = random.integers(-9, 10, y.shape)
            full = conv_transpose(h, w, stride=s, dilation=d)[0, 0]
            z = np.zeros(max(p + n, full.size), full.dtype)
            z[: full.size] = full
            if (h * y).sum() != (x[0, 0] * z[p : p + n]).sum():
                raise WitnessError(f"the adjoint identity fails at {(n, k, s, p, q, d)}")
            cases += 1
    return cases
