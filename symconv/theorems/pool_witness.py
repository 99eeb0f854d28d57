"""Arrays behind the theorem about pools: shapes that max and average pooling return."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import avg_pool, max_pool
from symconv.latex.tree import Expr
from symconv.notation import SymbolTable
from symconv.proof.derivation import Witness
from symconv.proof.point import value
from symconv.theorems.axis import Axis
from symconv.theorems.givens import Size
from symconv.theorems.size_witness import samples


def pool_witness(found: Sequence[Axis], channels: Size, symbols: SymbolTable) -> Witness:
    """Compare sizes and channels with the shapes of pooled zeros."""
    depth = channels if isinstance(channels, int) else 3

    def check() -> int:
        return sum(_check(axis, depth, symbols) for axis in found)

    return Witness("shapes of arrays returned by the max and average pooling kernels", check)


def _check(axis: Axis, depth: int, symbols: SymbolTable) -> int:
    tree = axis.draft(symbols).tree(axis.out)
    assert isinstance(tree, Expr)
    cases = 0
    for (n, k, s, p, q, _), assignment in samples(axis):
        if 2 * max(p, q) > k:
            continue
        x, size = np.zeros((1, depth, n)), value(tree, assignment, {})
        for pool in (max_pool, avg_pool):
            shape = pool(x, k, stride=s, padding=((p, q),)).shape
            if shape != (1, depth, size):
                raise WitnessError(f"the kernel returns {shape}, the formulas say {(depth, size)}")
        cases += 1
    return cases
