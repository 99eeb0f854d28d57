r"""The gradient of inverted dropout by its input, for a mask that has been drawn.

With the mask fixed, an element is kept and divided by the probability q of being kept, or dropped;
so the same mask, with the same factor, is applied to what comes from above.
"""

from __future__ import annotations

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import dropout_backward
from symconv.notation import Domain, SymbolTable, functions, name, scalars, tensors
from symconv.proof.author import define, size, statement, step
from symconv.proof.context import Tensor
from symconv.proof.derivation import Answer, Defined, Derivation, Witness


def dropout_gradients() -> Derivation:
    r"""Return the derivation for any size, mask and probability.

    >>> dropout_gradients().answer.value
    'm[i]*g[i]/q'
    """
    symbols = SymbolTable.of(
        scalars("n", Domain.POSITIVE),
        scalars("i", Domain.INTEGER),
        scalars("q", Domain.POSITIVE_REAL),
        scalars("L"),
        functions(r"\ell"),
        tensors("x y g m", rank=1),
    )
    space, inside = r"\in \mathbb{R}^{n}", r"0 \le i < n"
    shape = (size("n", symbols),)
    result = r"\frac{\partial L}{\partial x_{i}} = \frac{m_{i} g_{i}}{q}"
    return Derivation(
        name="dropout_gradients",
        title="Gradient of dropout",
        symbols=symbols,
        conventions=("The mask m of zeros and ones is drawn before, and does not depend on x.",),
        hypotheses=((inside, statement(inside, symbols)),),
        definitions=(
            Defined(name("x"), Tensor(shape), f"x {space}", "the input"),
            Defined(name("m"), Tensor(shape), f"m {space}", "the mask"),
            define(r"y_{i} := \frac{m_{i} x_{i}}{q}", "the layer", symbols, shape=["n"]),
            define(r"L := \ell\left(y\right)", "the loss", symbols),
            define(
                r"g_{i} := \frac{\partial L}{\partial y_{i}}",
                "the gradient from above",
                symbols,
                shape=["n"],
            ),
        ),
        steps=(
            step(
                r"\frac{\partial y_{i}}{\partial x_{i}} = \frac{m_{i}}{q}",
                "an input changes its own output alone",
                symbols,
            ),
            step(
                result, "the mask of the forward pass is applied to what comes from above", symbols
            ),
        ),
        answer=Answer(result, "m[i]*g[i]/q"),
        witness=Witness("the backward pass of the dropout kernel", _check),
    )


def _check() -> int:
    source = np.random.default_rng(0)
    mask, dy = source.random(400) < 0.7, source.standard_normal(400)
    found = dropout_backward(dy, mask, 0.3)
    if not np.allclose(found, mask * dy / 0.7, rtol=1e-12, atol=0):
        raise WitnessError("the kernel does not apply the mask to the gradient")
    return found.size
