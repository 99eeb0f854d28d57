"""How many regions a second, by counting and with everything known of each; how it grows.

    python tests/benchmarks/regions.py
    python tests/benchmarks/regions.py --strict

One thread, CPU time, best of three. Every count is compared with the other way of counting before
it is printed; `--strict` makes a missed goal an error, too.
"""

# ruff: noqa: T201  (printing is what this file is for)

from __future__ import annotations

import sys

from run import restart_with_environment

if __name__ == "__main__":
    restart_with_environment(warm=False)

import json
import time
from collections.abc import Callable
from typing import Any

from random_networks import random_network

from symconv.algebra.regions import (
    certificate,
    count_activation_regions,
    enumerate_regions,
)
from symconv.algebra.regions.checker import recheck

COUNT_GOAL, MAPS_GOAL = 50_000, 5_000
HEADLINE = (4, (2, 32, 32, 32, 1), 4)
GROWTH = {
    "width": [(4, (2, m, m, 1), 4) for m in (8, 16, 32, 64)],
    "depth": [(4, (2, *([16] * k), 1), 4) for k in (1, 2, 3, 4, 5)],
    "dimension": [(4, (n, 8, 8, 1), 2) for n in (1, 2, 3, 4, 5)],
}


def best(call: Callable[[], Any], rounds: int = 3) -> tuple[float, Any]:
    """Return the least seconds and the result."""
    seconds, result = float("inf"), None
    for _ in range(rounds):
        start = time.thread_time()
        result = call()
        seconds = min(seconds, time.thread_time() - start)
    return seconds, result


def measure(seed: int, sizes: tuple[int, ...], side: int) -> tuple[int, float, float]:
    """Return the count, and the rates of counting and of maps with inequalities."""
    net, box = random_network(seed, sizes), [(-side, side)] * sizes[0]
    seconds, count = best(lambda: count_activation_regions(net, box))
    full_seconds, regions = best(lambda: enumerate_regions(net, box))
    if len(regions) != count:
        raise SystemExit(f"{sizes}: {count} by counting, {len(regions)} regions")
    return count, count / seconds, count / full_seconds


def show(seed: int, sizes: tuple[int, ...], side: int) -> tuple[float, float]:
    """Print one row; return both rates."""
    count, counting, full = measure(seed, sizes, side)
    name = "-".join(map(str, sizes))
    print(f"{name:18s} {side:>4d} {count:>9,d} {counting:>12,.0f} {full:>12,.0f}", flush=True)
    return counting, full


def check_rates() -> None:
    """Print how fast certificates are written and checked."""
    for seed, sizes, side in (HEADLINE, (7, (3, 12, 12, 1), 2)):
        net, box = random_network(seed, sizes), [(-side, side)] * sizes[0]
        regions = enumerate_regions(net, box)
        written, data = best(lambda n=net, r=regions, b=box: certificate(n, r, b), 1)
        sent = json.loads(json.dumps(data))
        checked, found = best(lambda d=sent: recheck(d), 1)
        many = found.activation_regions
        name = "-".join(map(str, sizes))
        print(f"{name:18s} {found.kind:8s} written {many / written:>8,.0f}/s, "
              f"checked {many / checked:>8,.0f}/s")  # fmt: skip


def main() -> int:
    """Return the exit code."""
    head = f"{'network':18s} {'box':>4s} {'regions':>9s} {'counted/s':>12s} {'with maps/s':>12s}"
    print(head)
    counting, full = show(*HEADLINE)
    missed = counting < COUNT_GOAL or full < MAPS_GOAL
    print(f"goals: {COUNT_GOAL:,} counted, {MAPS_GOAL:,} with maps{'  MISSED' if missed else ''}")
    for what, cases in GROWTH.items():
        print(f"\ngrowth with {what}\n{head}")
        for case in cases:
            show(*case)
    print("\ncertificates")
    check_rates()
    return 1 if missed and "--strict" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
