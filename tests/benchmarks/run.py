"""Time every workload beside this file against its peer, and print the goal next to each ratio.

    make bench
    python tests/benchmarks/run.py --only vgg,tiny --dtype float64 --rounds 9
    python tests/benchmarks/run.py --memory

One thread; freed memory is kept by the heap (glibc), because otherwise the peer pays page faults
for its large buffers in some runs and not in others. Exit code 1 when a result is wrong; a missed
goal is shown, and is an error only with ``--strict``: timings depend on the machine.
"""

from __future__ import annotations

import os
import sys

THREADS = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
WARM_HEAP = {
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": str(1 << 40),
    "MALLOC_TOP_PAD_": str(1 << 26),
}


def restart_with_environment(*, warm: bool) -> None:
    """Start this program again: threads and heap are read before the first line of Python."""
    wanted = THREADS | (WARM_HEAP if warm else {})
    if any(os.environ.get(k) != v for k, v in wanted.items()):
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **wanted})


if __name__ == "__main__":
    restart_with_environment(warm="--memory" not in sys.argv)

import argparse  # noqa: E402
import importlib  # noqa: E402
import importlib.util  # noqa: E402
from pathlib import Path  # noqa: E402

import numpy as np  # noqa: E402
from report import show_memory, show_times  # noqa: E402
from workload import Workload  # noqa: E402


def collect() -> list[Workload]:
    """Return the workloads of every ``workloads_*.py`` beside this file."""
    found: list[Workload] = []
    for path in sorted(Path(__file__).parent.glob("workloads_*.py")):
        module = importlib.import_module(path.stem)
        found += module.WORKLOADS
    return found


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="parts of workload names, comma separated")
    parser.add_argument("--dtype", default="", help="float32, float64, int64 or object")
    parser.add_argument("--peer", default="", help="torch, onnxruntime, scipy, numpy or float64")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--memory", action="store_true", help="peak memory instead of time")
    parser.add_argument("--strict", action="store_true", help="exit 1 on a missed goal too")
    return parser.parse_args()


def wanted(work: Workload, args: argparse.Namespace) -> bool:
    """Whether the command line asks for this workload."""
    parts = args.only.split(",") if args.only else [""]
    fits = any(p in work.name for p in parts) and args.dtype in ("", work.dtype)
    return fits and args.peer in ("", work.peer_name)


def have(peer_name: str) -> bool:
    """Whether the peer can be imported; a peer of our own always can."""
    return peer_name == "float64" or importlib.util.find_spec(peer_name) is not None


def prepare_process() -> None:
    """One thread, no gradients for torch; touch a gigabyte so that the heap is warm for both."""
    if have("torch"):
        import torch

        torch.set_num_threads(1)
        torch.set_grad_enabled(False)
    np.ones(1 << 27)


def main() -> int:
    """Return the exit code."""
    args = arguments()
    works = [w for w in collect() if wanted(w, args) and have(w.peer_name)]
    if args.memory:
        return 1 if show_memory(works) and args.strict else 0
    prepare_process()
    wrong, missed = show_times(works, args.rounds)
    return 1 if wrong or (missed and args.strict) else 0


if __name__ == "__main__":
    sys.exit(main())
