r"""Published bounds on the number of activation regions, each with its hypothesis.

*Defines* `zaslavsky`, `product_upper`, `serra_upper`, `montufar_lower` and `upper_bounds`.

*Notation.* n inputs, widths n_1 … n_L of the layers with an activation.

- Zaslavsky 1975: m hyperplanes cut R^n into at most :math:`\sum_{i \le n} \binom{m}{i}` parts.
- Montúfar 2017: the product over the layers with :math:`d_l = \min(n, n_1, …, n_{l-1}, n_l)`; for
  every activation of two pieces.
- Serra, Tjandraatmadja, Ramalingam 2018, Theorem 1: for ReLU alone, because a unit that is off
  loses rank. For |x| it is false: two layers |2x - 1| in the plane have 16 regions, it says 11.
- Montúfar, Pascanu, Cho, Bengio 2014, Theorem 4: a lower bound on the *maximum* over all weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb

from symconv.algebra.regions.activation import Activation
from symconv.algebra.regions.network import PiecewiseNetwork
from symconv.errors import ShapeError


@dataclass(frozen=True)
class UpperBound:
    """A bound that holds for the network it was asked for."""

    name: str
    value: int


def zaslavsky(m: int, n: int) -> int:
    """Return the most parts that m hyperplanes cut R^n into.

    >>> zaslavsky(3, 2)
    7
    """
    return sum(comb(m, i) for i in range(n + 1))


def product_upper(n: int, widths: Sequence[int]) -> int:
    """Return the product bound, for activations of two pieces.

    >>> product_upper(2, (2, 2))
    16
    """
    product, d = 1, n
    for width in widths:
        d = min(d, width)
        product *= zaslavsky(width, d)
    return product


def serra_upper(n: int, widths: Sequence[int]) -> int:
    """Return the bound for ReLU: a sum over how many units of each layer change sign.

    >>> serra_upper(2, (2, 2))
    11
    """
    return _serra(n, tuple(widths))


@lru_cache(maxsize=4096)
def _serra(d: int, widths: tuple[int, ...]) -> int:
    if not widths:
        return 1
    m, *rest = widths
    return sum(comb(m, j) * _serra(min(d, m - j), tuple(rest)) for j in range(min(d, m) + 1))


def montufar_lower(n: int, widths: Sequence[int]) -> int:
    """Return how many regions some ReLU network of these widths reaches.

    Raises ShapeError when a width is below n, where the theorem says nothing.

    >>> montufar_lower(1, (4, 4))
    20
    """
    if any(width < n for width in widths):
        raise ShapeError(f"the lower bound needs widths of at least n = {n}")
    product = 1
    for width in widths[:-1]:
        product *= (width // n) ** n
    return product * zaslavsky(widths[-1], n)


def upper_bounds(net: PiecewiseNetwork) -> tuple[UpperBound, ...]:
    """Return the bounds whose hypothesis the network meets; none for units of three pieces.

    >>> from symconv.algebra.regions.network import DenseLayer
    >>> fold = DenseLayer.of([[2, 0], [0, 2]], [-1, -1], "abs")
    >>> [bound.name for bound in upper_bounds(PiecewiseNetwork((fold, fold)))]
    ['product of Zaslavsky numbers (Montufar 2017)']
    """
    active = [
        layer
        for layer in net.layers
        if not isinstance(layer.activation, Activation) or layer.activation.breakpoints
    ]
    kinds = [layer.activation for layer in active]
    if not all(isinstance(kind, Activation) and len(kind.pieces) == 2 for kind in kinds):
        return ()
    widths = [layer.out_size for layer in active]
    found = [
        UpperBound(
            "product of Zaslavsky numbers (Montufar 2017)", product_upper(net.in_size, widths)
        )
    ]
    if all(kind.name == "relu" for kind in kinds):
        found.append(UpperBound("ReLU (Serra et al. 2018)", serra_upper(net.in_size, widths)))
    return tuple(found)
