"""Integers against the same sizes in float64, fractions against object matrices."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from workload import Workload, unchanged

from symconv.kernels import conv


def exact(size: int, channels: int, goal: float | None) -> Workload:
    """Integers below the bound against the same sizes in float64."""
    image, weight = (1, channels, size, size), (channels, channels, 3, 3)

    def inputs(rng: np.random.Generator, dtype: Any) -> tuple[Any, ...]:
        return rng.integers(-99, 100, image), rng.integers(-99, 100, weight)

    return Workload(
        name=f"integers {channels}x{size}x{size}",
        ours=lambda x, w: conv(x, w, padding=1),
        peer=lambda x, w: conv(x, w, padding=1),
        inputs=inputs,
        goal=goal,
        dtype="int64",
        peer_name="float64",
        prepare=lambda *arrays: tuple(a.astype(float) for a in arrays),
        tolerance=0,
    )


def fractions(size: int, channels: int, goal: float) -> Workload:
    """Fractions against NumPy's product of object matrices on the same columns."""
    image, weight = (1, channels, size, size), (channels, channels, 3, 3)

    def inputs(rng: np.random.Generator, dtype: Any) -> tuple[Any, ...]:
        third = np.frompyfunc(lambda v: Fraction(int(v), 3), 1, 1)
        return tuple(third(rng.integers(-99, 100, s)) for s in (image, weight))

    def columns(x: Any, w: Any) -> Any:
        padded = np.zeros((channels, size + 2, size + 2), object)
        padded[:, 1:-1, 1:-1] = x[0]
        views = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), (1, 2))
        matrix = views.transpose(0, 3, 4, 1, 2).reshape(channels * 9, size * size)
        return (w.reshape(channels, -1) @ matrix).reshape(1, channels, size, size)

    return Workload(
        name=f"fractions {channels}x{size}x{size}",
        ours=lambda x, w: conv(x, w, padding=1),
        peer=columns,
        inputs=inputs,
        goal=goal,
        dtype="object",
        peer_name="numpy",
        prepare=unchanged,
        tolerance=0,
    )


WORKLOADS: list[Workload] = [
    exact(8, 1, None),
    exact(32, 16, 1.3),
    exact(56, 64, 1.3),
    fractions(16, 4, 0.02),
]
