"""One thing to time: our call, the peer's call on the same inputs, and the ratio we want.

A file ``workloads_NAME.py`` beside this one exposes ``WORKLOADS``, a list of `Workload`; `run.py`
collects them all. Inputs are made when the workload runs, never at import.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Arrays = tuple[Any, ...]


def to_torch(*inputs: Any) -> Arrays:
    """Return the same memory as torch tensors; anything that is not an array stays as it is."""
    import torch

    return tuple(torch.from_numpy(a) if isinstance(a, np.ndarray) else a for a in inputs)


@dataclass(frozen=True)
class Workload:
    """`ours(*inputs)` against `peer(*prepare(*inputs))`; `goal` bounds the ratio of their times.

    ``inputs(rng, dtype)`` returns the arrays; `prepare` turns them into what the peer reads and is
    not timed. `goal` None: shown, never judged. `check` False: results are random or defined
    differently, so they are not compared. `tolerance` is relative to the largest entry; None means
    1e-4 in float32, 1e-10 in float64. `peer_name` is shown, and a peer that cannot be imported is
    skipped.
    """

    name: str
    ours: Callable[..., Any]
    peer: Callable[..., Any]
    inputs: Callable[[np.random.Generator, Any], Arrays]
    goal: float | None = None
    dtype: str = "float64"
    peer_name: str = "torch"
    prepare: Callable[..., Arrays] = to_torch
    check: bool = True
    tolerance: float | None = None
    flop: int = 0


def unchanged(*inputs: Any) -> Arrays:
    """`prepare` for a peer that reads NumPy arrays: scipy, NumPy itself, another call of ours."""
    return inputs


def normal(*shapes: tuple[int, ...]) -> Callable[[np.random.Generator, Any], Arrays]:
    """Return an `inputs` function that draws one standard normal array per shape."""
    return lambda rng, dtype: tuple(rng.standard_normal(s).astype(dtype) for s in shapes)
