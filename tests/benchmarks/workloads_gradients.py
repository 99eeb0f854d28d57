"""Closed forms of gradients: proved for all sizes, against SymPy's simplification at one size."""

from __future__ import annotations

from typing import Any

import numpy as np
from workload import Workload, unchanged

from symconv.proof.author import statement
from symconv.proof.prove import context_of, decide, judge
from symconv.proof.verdict import Proved
from symconv.theorems import derive

ROWS = 8


def closed_form() -> Any:
    """Return 1 when the gradient of batch norm over N numbers is proved, for every N."""
    derivation = derive("batch_norm_gradients", shape=["N"], over=[0], affine="none")
    line = derivation.steps[-1].statement
    return np.array(float(isinstance(decide(line, context_of(derivation)), Proved)))


def by_sympy() -> Any:
    """Return 1 when SymPy simplifies the difference to 0 for a batch of eight numbers."""
    import sympy as sp

    x, g = sp.symbols(f"x:{ROWS}", real=True), sp.symbols(f"g:{ROWS}", real=True)
    eps = sp.Symbol("epsilon", positive=True)
    mean = sum(x) / ROWS
    variance = sum((v - mean) ** 2 for v in x) / ROWS
    s = 1 / sp.sqrt(variance + eps)
    hat = [(v - mean) * s for v in x]
    loss = sum(u * h for u, h in zip(g, hat, strict=True))
    spread = sum(u * h for u, h in zip(g, hat, strict=True))
    closed = s / ROWS * (ROWS * g[0] - sum(g) - hat[0] * spread)
    return np.array(float(sp.simplify(sp.diff(loss, x[0]) - closed) == 0))


def whole_layer() -> Any:
    """Return 1 when every line for images, per channel, is proved and witnessed."""
    return np.array(float(judge(derive("batch_norm_gradients")).shown))


def misprint() -> Any:
    """Return 1 when a missing sum is refuted, with what is missing."""
    derivation = derive("batch_norm_gradients", shape=["N"], over=[0], affine="none")
    wrong = statement(
        r"\frac{\partial L}{\partial x_{i}} = \frac{s}{N} \left(N g_{i} - \hat{x}_{i} "
        r"\sum_{i'=0}^{N-1} g_{i'} \hat{x}_{i'}\right)",
        derivation.symbols,
    )
    known = context_of(derivation).assuming(derivation.steps[-1].statement)
    return np.array(float("missing" in str(decide(wrong, known))))


def convolution() -> Any:
    """Return 1 when the gradients of a convolution with two axes are derived, all sizes symbols."""
    return np.array(float(len(derive("conv_gradients", dilation="D").steps) == 10))


def workload(name: str, ours: Any, goal: float) -> Workload:
    """One line of the table; the peer is the same proof attempt at one size in SymPy."""
    return Workload(
        name=name,
        ours=ours,
        peer=by_sympy,
        inputs=lambda rng, dtype: (),
        goal=goal,
        dtype="object",
        peer_name="sympy",
        prepare=unchanged,
        tolerance=0,
    )


WORKLOADS: list[Workload] = [
    workload("convolution, derived", convolution, 0.15),
    workload("batch norm, closed form", closed_form, 0.5),
    workload("batch norm, wrong one", misprint, 0.5),
    workload("batch norm, images, all", whole_layer, 3.0),
]
