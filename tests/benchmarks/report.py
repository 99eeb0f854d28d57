"""The printed tables: times against goals, and peak memory."""

# ruff: noqa: T201  (printing is what this file is for)

from __future__ import annotations

import numpy as np
from memory import peaks
from timing import Result, measure
from workload import Workload


def matmul_rate(dtype: str, size: int = 1024, rounds: int = 9) -> float:
    """Return the GFLOP/s of a square `np.matmul`, the roof of every dense workload."""
    a = np.ones((size, size), dtype)
    square = Workload("matmul", np.matmul, np.matmul, lambda *_: (a, a), prepare=lambda *v: v)
    return 2 * size**3 / measure(square, rounds).ours_ms / 1e6


def show_times(works: list[Workload], rounds: int) -> tuple[int, int]:
    """Print one line per workload; return how many were wrong and how many missed their goal."""
    rates = {d: matmul_rate(d) for d in ("float32", "float64")}
    print("np.matmul, GFLOP/s:", "  ".join(f"{d} {r:.0f}" for d, r in rates.items()))
    head = f"{'workload':22s} {'type':8s} {'ours ms':>9s} {'% matmul':>8s}"
    print(f"{head}  {'peer':12s} {'ratio':>7s} {'quartiles':>13s} {'goal':>5s}")
    results = []
    for work in works:
        results.append(measure(work, rounds))
        print(_line(results[-1], rates), flush=True)
    wrong, missed = sum(bool(r.wrong) for r in results), sum(r.missed for r in results)
    print(f"{len(works)} workloads, {missed} above their goal, {wrong} wrong")
    return wrong, missed


def _line(r: Result, rates: dict[str, float]) -> str:
    work = r.workload
    share = work.flop / r.ours_ms / 1e6 / rates.get(work.dtype, np.inf)
    return (
        f"{work.name:22s} {work.dtype:8s} {r.ours_ms:9.4f} {f'{share:.0%}' if share else '':>8s}"
        f"  {work.peer_name:12s} {r.ratio:7.3f} {f'{r.low:.2f}-{r.high:.2f}':>13s}"
        f" {'' if work.goal is None else f'{work.goal:.2f}':>5s}"
        f"  {f'WRONG: {r.wrong}' if r.wrong else 'missed' if r.missed else ''}"
    )


def show_memory(works: list[Workload]) -> int:
    """Print the peak growth of both sides; return on how many workloads ours is larger."""
    larger = 0
    for work in works:
        ours, peer = peaks(work)
        more = ours > peer + 1  # MB: below that the heap's own rounding decides
        larger += more
        names = f"{work.name:22s} {work.dtype:8s} ours {ours:8.1f} MB"
        print(f"{names}  {work.peer_name} {peer:8.1f} MB {'more' if more else ''}", flush=True)
    return larger
