"""Pools, batch norm, distances and dropout against torch and scipy.

"Both" is the maximum and its gradient from ``dy``: what a training step pays, on either side of the
choice between storing indices (torch) and finding them again (ours); only gradients are compared,
the forward values have their own workload. Batch norm's backward is given
its saved statistics on torch's side and recomputes them on ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from workload import Arrays, Workload, normal, to_torch, unchanged

from symconv import kernels as K

Goals = tuple[float | None, float | None]  # float32, float64
PLANES = {2: (8, 64, 112, 112), 3: (4, 64, 112, 112)}
BATCH = (8, 64, 56, 56)
F, aten = torch.nn.functional, torch.ops.aten


def both_types(goals: Goals, **fields: Any) -> list[Workload]:
    work = Workload(**fields)
    return [
        replace(work, dtype=dtype, goal=goal)
        for dtype, goal in zip(("float32", "float64"), goals, strict=True)
    ]


def with_gradient(k: int, stride: int) -> Callable[[np.random.Generator, Any], Arrays]:
    """An image and the gradient of its pooled version."""
    n, c, h, _ = PLANES[k]
    m = (h - k) // stride + 1
    return normal(PLANES[k], (n, c, m, m))


def max_pool_both(k: int, stride: int) -> Workload:
    def peer(x: torch.Tensor, dy: torch.Tensor) -> torch.Tensor:
        _, index = F.max_pool2d(x, k, stride, return_indices=True)
        window = [k, k], [stride, stride], [0, 0], [1, 1], False
        return aten.max_pool2d_with_indices_backward(dy, x, *window, index)

    return Workload(
        name=f"max pool {k}x{k} s{stride}, both",
        ours=lambda x, dy: (
            K.max_pool(x, k, stride=stride),
            K.max_pool_backward(dy, x, k, stride=stride),
        )[1],
        peer=peer,
        inputs=with_gradient(k, stride),
    )


def avg_pool_both(k: int, stride: int) -> Workload:
    window = [k, k], [stride, stride], [0, 0], False, True, None
    return Workload(
        name=f"average pool {k}x{k} s{stride}, both",
        ours=lambda x, dy: (
            K.avg_pool(x, k, stride=stride),
            K.avg_pool_backward(dy, x, k, stride=stride),
        )[1],
        peer=lambda x, dy: (
            F.avg_pool2d(x, k, stride),
            aten.avg_pool2d_backward(dy, x, *window),
        )[1],
        inputs=with_gradient(k, stride),
    )


def pools() -> list[Workload]:
    found = []
    for k, stride in ((2, 2), (3, 2)):
        options: dict[str, Any] = {"stride": stride, "inputs": normal(PLANES[k])}
        found += _forward(f"max pool {k}x{k} s{stride}", K.max_pool, F.max_pool2d, k, **options)
        found += _forward(f"average pool {k}x{k} s{stride}", K.avg_pool, F.avg_pool2d, k, **options)
        for work in (max_pool_both(k, stride), avg_pool_both(k, stride)):
            found += [replace(work, dtype=d, goal=0.9) for d in ("float32", "float64")]
    return found


def _forward(
    name: str, ours: Any, peer: Any, k: int, *, stride: int, inputs: Any
) -> list[Workload]:
    return both_types(
        (0.35, 0.35),
        name=name,
        ours=lambda x: ours(x, k, stride=stride),
        peer=lambda x: peer(x, k, stride),
        inputs=inputs,
    )


def saved_statistics(dy: np.ndarray, x: np.ndarray, gamma: np.ndarray) -> Arrays:
    """What torch's backward gets from its forward pass; not timed."""
    tensors = to_torch(dy, x, gamma)
    _, mean, inverse = torch.native_batch_norm(*tensors[1:], None, None, None, True, 0.1, 1e-5)
    return (*tensors, mean, inverse)


def batch_norms() -> list[Workload]:
    def backward(dy: Any, x: Any, gamma: Any, mean: Any, inverse: Any) -> Any:
        saved = None, None, mean, inverse, True, 1e-5, [True] * 3
        return aten.native_batch_norm_backward(dy, x, gamma, *saved)

    return [
        *both_types(
            (1.0, 1.3),
            name="batch norm",
            ours=K.batch_norm,
            peer=lambda x, g, b: F.batch_norm(x, None, None, g, b, training=True),
            inputs=normal(BATCH, (64,), (64,)),
        ),
        *both_types(
            (1.9, 1.9),
            name="batch norm, backward",
            ours=lambda *arrays: K.batch_norm_backward(*arrays)[0],
            peer=lambda *tensors: backward(*tensors)[0],
            inputs=normal(BATCH, BATCH, (64,)),
            prepare=saved_statistics,
        ),
        *both_types(
            (None, None),
            name="batch norm, both",
            ours=lambda dy, x, g: (K.batch_norm(x, g, None), K.batch_norm_backward(dy, x, g)[0])[1],
            peer=lambda dy, x, g: _batch_norm_both(dy, x, g, backward),
            inputs=normal(BATCH, BATCH, (64,)),
        ),
    ]


def _batch_norm_both(dy: Any, x: Any, gamma: Any, backward: Callable[..., Any]) -> Any:
    _, mean, inverse = torch.native_batch_norm(x, gamma, None, None, None, True, 0.1, 1e-5)
    return backward(dy, x, gamma, mean, inverse)[0]


def cdist(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """SciPy computes in float64 whatever it is given."""
    from scipy.spatial.distance import cdist as distances

    return distances(a, b, "cityblock")


def l1_distances() -> list[Workload]:
    shapes = {"500x500, 128 features": (500, 500, 128), "100x500, 3072 features": (100, 500, 3072)}
    return [
        work
        for name, (n, m, d) in shapes.items()
        for work in both_types(
            (1.0, None),
            name=f"l1 {name}",
            ours=K.l1_distances,
            peer=cdist,
            peer_name="scipy",
            inputs=normal((n, d), (m, d)),
            prepare=unchanged,
        )
    ]


def dropouts() -> list[Workload]:
    return both_types(
        (None, None),
        name="dropout",
        ours=lambda x: K.dropout(x, 0.5, rng=np.random.default_rng(0)),
        peer=lambda x: F.dropout(x, 0.5),
        inputs=normal(BATCH),
        check=False,
    )


def layers() -> list[Workload]:
    shape = (256, 128, 64)
    return [
        *both_types(
            (None, None),
            name="layer norm",
            ours=lambda x: K.layer_norm(x, None, None),
            peer=lambda x: F.layer_norm(x, shape[-1:]),
            inputs=normal(shape),
        ),
        *both_types(
            (None, None),
            name="softmax",
            ours=K.softmax,
            peer=lambda x: torch.softmax(x, -1),
            inputs=normal(shape),
        ),
        *both_types(
            (None, None),
            name="global average pool",
            ours=K.global_avg_pool,
            peer=lambda x: F.adaptive_avg_pool2d(x, 1),
            inputs=normal(BATCH),
        ),
    ]


WORKLOADS = [*pools(), *batch_norms(), *l1_distances(), *dropouts(), *layers()]
