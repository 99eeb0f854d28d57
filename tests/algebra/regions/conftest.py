"""Networks for the tests of regions: reproducible, in seven families of weights."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

import pytest

from symconv.algebra.regions import Activation, DenseLayer, PiecewiseNetwork

Maker = Callable[..., PiecewiseNetwork]

# (denominator, largest numerator, with bias): from degenerate to generic
FAMILIES = {
    "ternary": (1, 1, True),
    "halves": (2, 2, True),
    "quarters": (4, 4, True),
    "int4": (8, 8, True),
    "int8": (128, 128, True),
    "zero bias": (64, 64, False),
    "generic": (1 << 16, 1 << 16, True),
}


def random_network(
    seed: int, sizes: Sequence[int], family: str = "generic", activation: str | Activation = "relu"
) -> PiecewiseNetwork:
    """A network of the given sizes, input first; no activation behind the last layer."""
    bottom, most, with_bias = FAMILIES[family]
    draw = random.Random(seed)
    layers = []
    for i, (n, m) in enumerate(pairwise(sizes)):
        weight = [[Fraction(draw.randint(-most, most), bottom) for _ in range(n)] for _ in range(m)]
        bias = [
            Fraction(draw.randint(-most, most), bottom) if with_bias else Fraction(0)
            for _ in range(m)
        ]
        last = i == len(sizes) - 2
        layers.append(DenseLayer.of(weight, bias, "none" if last else activation))
    return PiecewiseNetwork(tuple(layers))


@pytest.fixture
def network() -> Maker:
    """Make a random network: ``network(seed, sizes, family, activation)``."""
    return random_network


@pytest.fixture
def arrangement() -> Maker:
    """Make the network of one layer whose regions are those of hyperplanes a.x = c."""
    return lambda planes: PiecewiseNetwork(
        (DenseLayer.of([a for a, _ in planes], [-c for _, c in planes], "abs"),)
    )
