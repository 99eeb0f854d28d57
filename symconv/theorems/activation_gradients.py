r"""Derivatives of activation functions, in terms of what the forward pass has computed anyway.

Elementwise, the gradient from above is multiplied by the slope:
:math:`\partial L / \partial z_i = g_i\, \phi'(z_i)`. Functions with a kink are differentiated away
from it; step is 1 above 0 and 0 elsewhere, sgn is -1, 0 or 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import erf, pi, sqrt
from typing import Any

import numpy as np

from symconv import kernels
from symconv.errors import GivenError, WitnessError
from symconv.notation import Domain, SymbolTable, functions, name, scalars, tensors
from symconv.proof.author import define, size, statement, step
from symconv.proof.context import Tensor
from symconv.proof.derivation import Answer, Defined, Derivation, Witness
from symconv.theorems.graph_values import for_programs

Array = np.ndarray[Any, np.dtype[Any]]
STEP, SGN = r"\operatorname{step}", r"\operatorname{sgn}"
BELL = r"\operatorname{erf}\left(\frac{z}{\sqrt{2}}\right)"


@dataclass(frozen=True)
class Activation:
    """A function of z by its LaTeX, its slope by that of y and z, and both in numbers."""

    value: str
    slope: str
    backward: Callable[[Array, Array], Array]
    numeric: Callable[[Array], Array]


def _logistic(z: Array) -> Array:
    return 1 / (1 + np.exp(-z))


def _normal(z: Array) -> Array:
    return np.array([(1 + erf(v / sqrt(2))) / 2 for v in z])


ACTIVATIONS = {
    "relu": Activation(
        r"\operatorname{ReLU}\left(z\right)",
        rf"{STEP}\left(z\right)",
        kernels.relu_backward,
        lambda z: z > 0,
    ),
    "leaky_relu": Activation(
        r"\operatorname{ReLU}\left(z\right) - \alpha \operatorname{ReLU}\left(-z\right)",
        rf"{STEP}\left(z\right) + \alpha {STEP}\left(-z\right)",
        lambda dy, z: kernels.leaky_relu_backward(dy, z, 0.25),
        lambda z: np.where(z > 0, 1, 0.25),
    ),
    "abs": Activation(
        r"\left|z\right|", rf"{SGN}\left(z\right)", kernels.absolute_backward, np.sign
    ),
    "sigmoid": Activation(
        r"\frac{1}{1 + \exp\left(-z\right)}",
        r"y \left(1 - y\right)",
        kernels.sigmoid_backward,
        lambda z: _logistic(z) * (1 - _logistic(z)),
    ),
    "tanh": Activation(
        r"\tanh\left(z\right)", "1 - y^{2}", kernels.tanh_backward, lambda z: 1 - np.tanh(z) ** 2
    ),
    "softplus": Activation(
        r"\log\left(1 + \exp\left(z\right)\right)",
        r"\frac{\exp\left(z\right)}{1 + \exp\left(z\right)}",
        kernels.softplus_backward,
        lambda z: np.exp(z) / (1 + np.exp(z)),
    ),
    "gelu": Activation(
        rf"\frac{{z}}{{2}} \left(1 + {BELL}\right)",
        rf"\frac{{1}}{{2}} \left(1 + {BELL}\right) + \frac{{z}}{{\sqrt{{2}} \sqrt{{\pi}}}} "
        r"\exp\left(-\frac{z^{2}}{2}\right)",
        kernels.gelu_backward,
        lambda z: _normal(z) + z / sqrt(2 * pi) * np.exp(-(z**2) / 2),
    ),
}
CONVENTIONS = (
    "A function with a kink is differentiated away from it; step is 1 above 0 and 0 elsewhere, sgn "
    "is -1, 0 or 1.",
)


def activation_gradients(*, function: str = "relu") -> Derivation:
    """Return the slope of an activation function, and how it enters backpropagation.

    Raises GivenError for a function that is not known.

    >>> "y" in activation_gradients(function="sigmoid").answer.latex
    True
    """
    if not isinstance(function, str) or function not in ACTIVATIONS:
        raise GivenError(
            f"function is {function!r}",
            remedy=f"write one of {', '.join(ACTIVATIONS)}",
            given="function",
        )
    chosen = ACTIVATIONS[function]
    symbols = SymbolTable.of(
        scalars("n", Domain.POSITIVE),
        scalars("i", Domain.INTEGER),
        scalars(r"z y L \alpha"),
        scalars(r"\pi", Domain.POSITIVE_REAL),
        functions(r"\phi \phi' \ell"),
        tensors("a o g", rank=1),
    )
    result = rf"\frac{{\mathrm{{d}} y}}{{\mathrm{{d}} z}} = {chosen.slope}"
    inside = r"0 \le i < n"
    return Derivation(
        name="activation_gradients",
        title=f"The derivative of {function.replace('_', ' ')}",
        symbols=symbols,
        conventions=CONVENTIONS,
        hypotheses=((inside, statement(inside, symbols)),),
        definitions=(
            define(f"y := {chosen.value}", "the function", symbols),
            Defined(name("a"), Tensor((size("n", symbols),)), r"a \in \mathbb{R}^{n}", "inputs"),
            define(r"o_{i} := \phi\left(a_{i}\right)", "outputs, one by one", symbols, shape=["n"]),
            define(r"L := \ell\left(o\right)", "the loss", symbols),
            define(
                r"g_{i} := \frac{\partial L}{\partial o_{i}}",
                "the gradient from above",
                symbols,
                shape=["n"],
            ),
        ),
        steps=(
            step(
                r"\frac{\partial L}{\partial a_{i}} = g_{i} \phi'\left(a_{i}\right)",
                "an input changes its own output alone: what comes from above, times the slope",
                symbols,
            ),
            step(result, "the slope of this function", symbols),
        ),
        answer=Answer(result, for_programs(statement(result, symbols), symbols)),
        witness=Witness("the backward pass of the kernel", lambda: _check(chosen)),
    )


def _check(chosen: Activation) -> int:
    source = np.random.default_rng(0)
    z, dy = source.standard_normal((2, 500)) * 2
    found = chosen.backward(dy, z)
    if not np.allclose(found, dy * chosen.numeric(z), rtol=1e-10, atol=1e-12):
        raise WitnessError("the slope and the backward pass of the kernel differ")
    return found.size
