"""Counting regions with certified floats against counting them with integers, in one run."""

from __future__ import annotations

from typing import Any

from random_networks import random_network
from workload import Workload, unchanged

from symconv.algebra.regions import count_activation_regions, iter_regions


def with_integers(net: Any, box: Any) -> int:
    """Enumerate all regions with maps and inequalities, and count them."""
    return sum(1 for _ in iter_regions(net, box))


def counting(seed: int, sizes: tuple[int, ...], side: int, goal: float) -> Workload:
    """One generic ReLU network over a box."""

    def inputs(_rng: Any, _dtype: Any) -> tuple[Any, ...]:
        return random_network(seed, sizes), [(-side, side)] * sizes[0]

    return Workload(
        name="count " + "-".join(map(str, sizes[:-1])),
        ours=count_activation_regions,
        peer=with_integers,
        inputs=inputs,
        goal=goal,
        peer_name="float64",
        prepare=unchanged,
        tolerance=0,
    )


WORKLOADS: list[Workload] = [
    counting(3, (2, 16, 16, 16, 1), 4, 0.2),
    counting(4, (2, 32, 32, 32, 1), 4, 0.15),
    counting(7, (3, 12, 12, 1), 2, 0.2),
    counting(9, (4, 12, 12, 1), 2, 0.2),
]
