"""Numeric witness of the transposed size: shapes of arrays that the kernel returns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import conv_transpose
from symconv.latex.tree import Statement
from symconv.notation import name
from symconv.proof.derivation import Witness
from symconv.proof.point import value
from symconv.theorems.axis import Axis
from symconv.theorems.givens import Size
from symconv.theorems.size_witness import SAMPLES


def transposed_size_witness(
    found: Sequence[Axis], extra: Sequence[Size], formulas: Sequence[Statement]
) -> Witness:
    """Compare size formulas with the shapes of transposed convolutions of zeros."""

    def check() -> int:
        return sum(
            _check_axis(axis, u, formula)
            for axis, u, formula in zip(found, extra, formulas, strict=True)
        )

    return Witness("shapes of arrays returned by the transposed convolution kernel", check)


def _check_axis(axis: Axis, extra: Size, formula: Statement) -> int:
    """Draw the symbols anew until enough legal configurations were compared."""
    parameters: tuple[Size, ...] = (axis.n, axis.k, axis.s, axis.p, axis.q, axis.d, extra)
    unknown = list(dict.fromkeys(v for v in parameters if isinstance(v, str)))
    wanted = SAMPLES if unknown else 1
    random = np.random.default_rng(0)
    cases = 0
    while cases < wanted:
        drawn = {v: int(random.integers(1, 8)) for v in unknown}
        m, k, s, p, q, d, u = (drawn[v] if isinstance(v, str) else v for v in parameters)
        full = conv_transpose(np.zeros((1, 1, m)), np.zeros((1, 1, k)), stride=s, dilation=d)
        size = full.shape[-1] - p - q + u
        if size < 1 or u >= max(s, d):
            continue
        if p == q:
            arrays = np.zeros((1, 1, m)), np.zeros((1, 1, k))
            made = conv_transpose(*arrays, stride=s, padding=p, output_padding=u, dilation=d)
            size = made.shape[-1]
        stated = value(formula, {name(v): x for v, x in drawn.items()})
        if size != stated:
            raise WitnessError(f"kernel gives size {size}, formula gives {stated} at {drawn}")
        cases += 1
    return cases
