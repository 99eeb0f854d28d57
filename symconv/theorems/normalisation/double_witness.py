"""Numeric witness of second derivatives: backward kernels, and differences of them.

As a function of g and of gamma the gradient of the input is linear, so that the kernel itself gives
the derivatives. By x it is differentiated numerically: the error of the central difference with
step h is about h², and taking 4/3 of that with h/2 minus 1/3 of that with h leaves h⁴.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import prod

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import batch_norm_backward
from symconv.theorems.normalisation.layout import Norm
from symconv.theorems.normalisation.witness import EPSILON, Written, evaluated
from symconv.theorems.tensors import Array

STEP, TOLERANCE = 1e-3, 1e-8
LARGEST = 36


def check(norm: Norm, written: Callable[[Norm], Written]) -> int:
    """Compare the three gradients at random arrays; return how many numbers were compared."""
    if prod(n for n in norm.sizes if isinstance(n, int)) > LARGEST:
        norm = replace(norm, sizes=tuple("ABCDE"[: len(norm.sizes)]))
    shape = tuple(n if isinstance(n, int) else 2 + a % 2 for a, n in enumerate(norm.sizes))
    source = np.random.default_rng(0)
    x, g, u = (source.normal(size=shape) for _ in range(3))
    gamma = source.normal(size=tuple(shape[a] for a in norm.kept))

    def back(x: Array, g: Array, gamma: Array | None) -> Array:
        return batch_norm_backward(g, x, gamma, axes=norm.over, eps=EPSILON)[0]

    wanted = {
        "g": back(x, u, gamma),
        r"\gamma": np.asarray((u * back(x, g, None)).sum(norm.over)),
        "x": _differences(lambda at: float((u * back(at, g, gamma)).sum()), x),
    }
    arrays = {"x": x, "g": g, r"\ell'": u, r"\gamma": gamma}
    cases = 0
    for base, index, found in evaluated(norm, shape, written(norm), arrays):
        expected = float(wanted[base][index])
        if abs(found - expected) > TOLERANCE * (1 + abs(expected)):
            raise WitnessError(
                f"the gradient of {base} at {index} is {found} by the formula, {expected} by the "
                "kernels"
            )
        cases += 1
    return cases


def _differences(f: Callable[[Array], float], x: Array) -> Array:
    found = np.empty_like(x)
    for at in np.ndindex(x.shape):
        one = np.zeros_like(x)
        one[at] = 1.0
        wide, near = ((f(x + h * one) - f(x - h * one)) / (2 * h) for h in (STEP, STEP / 2))
        found[at] = (4 * near - wide) / 3
    return found
