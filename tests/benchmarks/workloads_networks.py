"""Do receptive fields grow with the number of layers and no faster?

A network of 155 convolutions against one of 20: closed forms away from the borders, and the exact
sets of every unit of 224 x 224 pixels. Both are ours, so the ratio of the times is what counts; the
networks differ by a factor of seven in layers.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from workload import Workload, unchanged
from workloads_language import resnet

from symconv.layers import interior_patterns, receptive_fields


def interior(deep: Any, _: Any) -> int:
    """Return the largest closed form of the first network."""
    return max(int(axis.size) for pattern in interior_patterns(deep).values() for axis in pattern)


def interior_shallow(_: Any, shallow: Any) -> int:
    """Return the largest closed form of the second network."""
    return interior(shallow, None)


def sets(deep: Any, _: Any) -> int:
    """Carry the exact sets through the first network."""
    return len(receptive_fields(deep))


def sets_shallow(_: Any, shallow: Any) -> int:
    """Carry the exact sets through the second network."""
    return sets(shallow, None)


def networks(rng: np.random.Generator, dtype: Any) -> tuple[Any, Any]:
    """Return ResNet-152 and ResNet-18."""
    return resnet((3, 8, 36, 3), bottleneck=True), resnet((2, 2, 2, 2), bottleneck=False)


WORKLOADS = [
    Workload("closed_forms_resnet152", interior, interior_shallow, networks, goal=10.0,
             peer_name="symconv", prepare=unchanged, check=False),
    Workload("exact_sets_resnet152", sets, sets_shallow, networks, goal=10.0,
             peer_name="symconv", prepare=unchanged, check=False),
]  # fmt: skip
