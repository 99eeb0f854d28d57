"""Paired timing: in every round ours and the peer run in turn; the figure is the median of ratios.

Times of separate runs swing by a factor of two on a busy machine, ratios inside one round do not.
The clock is the CPU time of this thread, so that being descheduled does not count; both sides run
on one thread (`run.py` sees to it before NumPy is loaded).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from workload import Workload

SAMPLE_SECONDS = 0.004  # a sample repeats a short call until it lasts this long


@dataclass(frozen=True)
class Result:
    """Milliseconds per call and the quartiles of the ratio ours / peer."""

    workload: Workload
    ours_ms: float
    peer_ms: float
    low: float
    ratio: float
    high: float
    wrong: str = ""

    @property
    def missed(self) -> bool:
        """Whether the median ratio is above the goal."""
        return self.workload.goal is not None and self.ratio > self.workload.goal


def measure(work: Workload, rounds: int) -> Result:
    """Run the workload; results are compared before anything is timed."""
    inputs = work.inputs(np.random.default_rng(0), np.dtype(work.dtype))
    prepared = work.prepare(*inputs)
    wrong = _difference(work, work.ours(*inputs), work.peer(*prepared)) if work.check else ""
    ours, peer = _sampler(work.ours, inputs), _sampler(work.peer, prepared)
    times = np.array([(ours(), peer()) for _ in range(rounds)])
    low, ratio, high = np.percentile(times[:, 0] / times[:, 1], (25, 50, 75))
    ours_ms, peer_ms = np.median(times, axis=0) * 1e3
    return Result(
        work, float(ours_ms), float(peer_ms), float(low), float(ratio), float(high), wrong
    )


def _sampler(call: Callable[..., Any], args: tuple[Any, ...]) -> Callable[[], float]:
    """Return a function that gives the seconds of one call, averaged over enough of them."""
    call(*args)
    start = time.thread_time()
    call(*args)
    once = time.thread_time() - start
    repeat = max(1, min(2000, int(SAMPLE_SECONDS / max(once, 1e-7))))

    def sample() -> float:
        begin = time.thread_time()
        for _ in range(repeat):
            call(*args)
        return (time.thread_time() - begin) / repeat

    return sample


def _difference(work: Workload, ours: Any, peer: Any) -> str:
    """Return what differs, or the empty string."""
    one, other = np.asarray(ours, float), np.asarray(peer, float)
    if one.shape != other.shape:
        return f"shape {one.shape} for {other.shape}"
    usual = 1e-4 if work.dtype == "float32" else 1e-10
    allowed = usual if work.tolerance is None else work.tolerance
    error = float(np.abs(one - other).max(initial=0) / max(1e-300, np.abs(other).max(initial=0)))
    return f"error {error:.1e}" if not error <= allowed else ""
