"""Does a structured matrix cost nanoseconds per entry, to build and to compare?

The peer is NumPy: an array of one entry each, filled (for building) or sorted (for comparing). The
goals bound the ratio; ``python tests/benchmarks/workloads_matrix.py`` prints nanoseconds per entry.
"""

# ruff: noqa: T201  (printing is what this file is for)

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from workload import Workload, unchanged

from symconv.algebra.conv_matrix import conv_matrix
from symconv.algebra.matrix_identities import transpose_identity
from symconv.algebra.subpixel import subpixel
from symconv.algebra.tap_matrix import TapMatrix
from symconv.algebra.transposed_matrix import transposed_matrix
from symconv.algebra.window import Window
from symconv.layers import Conv

SAME = [Window(3, padding=1)] * 2
HALVING = [Window(3, stride=2, padding=1)] * 2
SIZES = {"64": ((64, 64), 1), "512": ((512, 512), 1), "32_c16": ((32, 32), 16)}
BUILD_GOAL, COMPARE_GOAL, SYMPY_GOAL = 10.0, 100.0, 500.0  # nanoseconds per entry
LATEX_GOAL = 1000.0  # nanoseconds per cell


def built(build: Callable[..., TapMatrix], size: tuple[int, int], channels: int) -> TapMatrix:
    return build(SAME, size, in_channels=channels, out_channels=channels)


def verified(A: TapMatrix, B: TapMatrix) -> int:
    """Return the number of entries of two matrices that must be equal."""
    assert A.T.same(B)
    return A.nnz


def build_of(build: Callable[..., TapMatrix], name: str) -> Callable[[Any], int]:
    return lambda _: built(build, *SIZES[name]).nnz


def filled(triples: Any) -> int:
    """Fill three fresh arrays, which is the least that building can cost."""
    return int(np.stack([triples + 1, triples + 2, triples + 3])[0].size)


def triples_of(name: str) -> Callable[[np.random.Generator, Any], tuple[Any]]:
    return lambda *_: (np.zeros(built(conv_matrix, *SIZES[name]).nnz, dtype=np.int32),)


WORKLOADS = [
    Workload(
        f"matrix_{kind}_{name}",
        build_of(build, name),
        filled,
        triples_of(name),
        dtype="int32",
        peer_name="numpy",
        prepare=unchanged,
    )
    for kind, build in (("conv", conv_matrix), ("transposed", transposed_matrix))
    for name in SIZES
]


def nanoseconds(call: Callable[[], Any], entries: int, rounds: int = 7) -> float:
    """Return the best time of several rounds, per entry."""
    times = []
    for _ in range(rounds):
        start = time.thread_time()
        call()
        times.append(time.thread_time() - start)
    return min(times) / entries * 1e9


def show(name: str, entries: int, ns: float, goal: float) -> None:
    print(f"{name:28s} {entries:9d} entries {ns:8.2f} ns each  goal {goal:g}")


def axes_and_channels() -> None:
    """Time building and comparing for each size."""
    for name, (size, channels) in SIZES.items():
        A, B = (built(build, size, channels) for build in (conv_matrix, transposed_matrix))
        n = verified(A, B)
        for build in (conv_matrix, transposed_matrix):
            ns = nanoseconds(partial(built, build, size, channels), n)
            show(f"{build.__name__} {name}", n, ns, BUILD_GOAL)
        show(f"compare {name}", n, nanoseconds(partial(A.T.same, B), n), COMPARE_GOAL)


def identities() -> None:
    """Time whole theorems: both sides built, moved and compared."""
    identity = transpose_identity(HALVING, (512, 512))
    assert identity.holds
    n = identity.left.nnz
    ns = nanoseconds(lambda: transpose_identity(HALVING, (512, 512)).holds, n)
    show("transpose theorem 512 s2", n, ns, COMPARE_GOAL)
    pair = subpixel((2, 2), (3, 3), (64, 64), in_channels=4, out_channels=4)
    assert pair.identity.holds
    n = pair.conv.nnz
    show("sub-pixel 64 c4", n, nanoseconds(lambda: pair.identity.holds, n), COMPARE_GOAL)


def spelled() -> None:
    """Time LaTeX per cell and SymPy per entry."""
    A = Conv(kernel_size=3).matrix((16, 16))
    cells = A.shape[0] * A.shape[1]
    assert A.latex(full=True).count("&") == cells - A.shape[0]
    show("LaTeX 196x256", cells, nanoseconds(lambda: A.latex(full=True), cells), LATEX_GOAL)
    B = Conv(kernel_size=3).matrix((64, 64))
    n = B.structure.nnz
    assert B.to_sympy().shape == B.shape
    show("to SymPy 64", n, nanoseconds(B.to_sympy, n, rounds=3), SYMPY_GOAL)


if __name__ == "__main__":
    axes_and_channels()
    identities()
    spelled()
