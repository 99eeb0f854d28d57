"""Generic ReLU networks with weights k / 2^16, |k| <= 2^16, the same in every run."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from symconv.algebra.regions import DenseLayer, PiecewiseNetwork

ONE = 1 << 16


def random_network(seed: int, sizes: Sequence[int]) -> PiecewiseNetwork:
    """Return the network of these sizes, input first; nothing follows the last layer."""
    draw = random.Random(seed)
    layers = []
    for i, (n, m) in enumerate(pairwise(sizes)):
        weight = [[Fraction(draw.randint(-ONE, ONE), ONE) for _ in range(n)] for _ in range(m)]
        bias = [Fraction(draw.randint(-ONE, ONE), ONE) for _ in range(m)]
        layers.append(DenseLayer.of(weight, bias, "relu" if i < len(sizes) - 2 else "none"))
    return PiecewiseNetwork(tuple(layers))
