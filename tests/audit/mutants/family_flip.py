"""A layer that flips its kernel and one that does not: kernels turned, in formulas and arrays."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from shared import Family, Mutant, Rewriting, matrix

THEOREM = "flip_is_absorbed"
GIVEN: dict[str, object] = {}
# what stands in each axis of the second kernel, for the indices a and b of the first and a size
INDEX_FORMULAS = {
    "kernel-not-flipped": ("{a}", "{b}"),
    "kernel-rows-reversed": ("{m} - 1 - {a}", "{b}"),
    "kernel-columns-reversed": ("{a}", "{n} - 1 - {b}"),
    "kernel-transposed": ("{b}", "{a}"),
    "kernel-turned": ("{m} - 1 - {b}", "{n} - 1 - {a}"),
    "index-off-by-one": ("{m} - {a}", "{n} - {b}"),
    "index-off-by-one 2": ("{m} - 2 - {a}", "{n} - 2 - {b}"),
    "index-off-by-one 3": ("{m} - 1 - {a}", "{n} - {b}"),
    "index-off-by-one 4": ("{m} + 1 - {a}", "{n} - {b}"),
}
RIGHT_FORMULAS = (
    ("{m} - 1 - {a}", "{n} - 1 - {b}"),
    ("{m} - {a} - 1", "{n} - {b} - 1"),
    ("-{a} + {m} - 1", "-{b} + {n} - 1"),
    ("{m} + 1 - {a}", "{n} + 1 - {b}"),
    ("-{a}", "-{b}"),
    ("({m} - 1) - {a}", "({n} - 1) - {b}"),
)
NAMES = (
    ("w'", "w", "i", "j", "K", "K"),
    (r"\tilde{w}", "w", "u", "v", "K", "K"),
    ("R", "h", "u", "v", "K", "J"),
    ("W'", "W", "m", "n", "k", "k"),
    (r"\hat{k}", "k", "p", "q", "F", "F"),
)


def formula(parts: Sequence[str], names: Sequence[str], style: int) -> str:
    first, second, a, b, m, n = names
    listed = [part.format(a=a, b=b, m=m, n=n) for part in parts]
    if style == 0:
        return f"$${first}_{{{a}, {b}}} = {second}_{{{listed[0]}, {listed[1]}}}$$"
    if style == 1:
        return f"With ${first}[{a}, {b}] = {second}[{listed[0]}, {listed[1]}]$ both agree."
    if style == 2:
        inside = ", ".join(["c", *listed])
        return f"The layer learns ${first}_{{c, {a}, {b}}} = {second}_{{{inside}}}$."
    return f"$${second}_{{{listed[0]}, {listed[1]}}} = {first}_{{{a}, {b}}}$$"


def line(part: str, names: Sequence[str]) -> str:
    first, second, a, b, m, n = names
    return f"$${first}[{a}] = {second}[{part.format(a=a, b=b, m=m, n=n)}]$$"


SUM = r"\sum_{u=0}^{%s} \sum_{v=0}^{%s} "
TRUE = SUM % ("K - 1", "J - 1") + "h_{u, v} x_{i - u, j - v}"
SUMS = {
    "": (SUM % ("K - 1", "J - 1"), "x_{i + u - K + 1, j + v - J + 1}"),
    "kernel-not-flipped": (SUM % ("K - 1", "J - 1"), "x_{i - u, j - v}"),
    "kernel-rows-reversed": (SUM % ("K - 1", "J - 1"), "x_{i + u - K + 1, j - v}"),
    "kernel-columns-reversed": (SUM % ("K - 1", "J - 1"), "x_{i - u, j + v - J + 1}"),
    "index-off-by-one": (SUM % ("K - 1", "J - 1"), "x_{i + u - K, j + v - J}"),
    "index-off-by-one 2": (SUM % ("K - 1", "J - 1"), "x_{i + u - K + 1, j + v - J}"),
    "index-off-by-one 3": (SUM % ("K - 1", "J - 1"), "x_{i + u, j + v}"),
    "sum-range-off-by-one": (SUM % ("K", "J"), "x_{i + u - K + 1, j + v - J + 1}"),
}
RULE = "$$R_{u, v} = h_{K - 1 - u, J - 1 - v}$$"


def sums(kind: str, kernel: str = "R", rule: str = RULE) -> str:
    head, sample = SUMS[kind]
    return f"{rule}\n$${TRUE} = {head}{kernel}_{{u, v}} {sample}$$"


SIGNAL = {
    "": r"\sum_{k=0}^{K-1} h[k] x[n - k] = \sum_{k=0}^{K-1} g[k] x[n + k - K + 1]",
    "again": r"\sum_{k=-K}^{K} h[k] x[n - k] = \sum_{k=-K}^{K} g[k] x[n + k]",
    "one": r"\sum_{k=1}^{K} h[k] x[n - k] = \sum_{k=1}^{K} g[k] x[n + k - K - 1]",
    "index-off-by-one": r"\sum_{k=0}^{K-1} h[k] x[n - k] = \sum_{k=0}^{K-1} g[k] x[n + k - K]",
    "index-off-by-one 2": r"\sum_{k=1}^{K} h[k] x[n - k] = \sum_{k=1}^{K} g[k] x[n + k - K]",
    "kernel-not-flipped": r"\sum_{k=0}^{K-1} h[k] x[n - k] = \sum_{k=0}^{K-1} h[k] x[n + k]",
}


def kernels(count: int, seed: int) -> list[np.ndarray]:
    """Random kernels that no turn maps onto themselves."""
    source, found = random.Random(seed), []
    while len(found) < count:
        rows, columns = source.choice([(2, 2), (3, 3), (2, 3), (1, 4)])
        w = np.array([[source.randint(-9, 9) for _ in range(columns)] for _ in range(rows)])
        if len({w.tobytes(), w[::-1, ::-1].tobytes(), w[:, ::-1].tobytes()}) == 3:
            found.append(w)
    return found


LETTERS = np.array([["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]])
CHANGES = {
    "kernel-not-flipped": lambda w: w,
    "kernel-rows-reversed": lambda w: w[::-1],
    "kernel-columns-reversed": lambda w: w[:, ::-1],
    "kernel-transposed": lambda w: w.T,
    "kernel-turned": lambda w: w[::-1, ::-1].T,
    "quarter-turn": np.rot90,
}


def arrays(before: np.ndarray, after: np.ndarray, style: int) -> str:
    one, two = matrix(before.tolist()), matrix(after.tolist())
    if style == 0:
        return f"The kernel $${one}$$ becomes $${two}$$"
    if style == 1:
        return rf"$$W = {one}, \quad W' = {two}$$"
    return rf"If true convolution learns ${one}$, the other layer learns ${two}$."


def right() -> Iterator[Rewriting]:
    """Every way to write the indices, arrays of numbers and of letters, sums."""
    texts = [
        formula(parts, names, (n + k) % 4)
        for n, parts in enumerate(RIGHT_FORMULAS)
        for k, names in enumerate(NAMES)
    ]
    texts += [line(parts[0], NAMES[n % len(NAMES)]) for n, parts in enumerate(RIGHT_FORMULAS)]
    texts += [arrays(w, w[::-1, ::-1], n % 3) for n, w in enumerate([*kernels(8, 1), LETTERS])]
    texts += [sums(""), f"$${SIGNAL['']}$$", f"$${SIGNAL['again']}$$", f"$${SIGNAL['one']}$$"]
    for n, text in enumerate(texts):
        yield Rewriting(THEOREM, GIVEN, f"{n}", text)


@cache
def wrong() -> list[Mutant]:
    """Kernels turned wrongly, indices that are off by one, sums over other taps."""
    return list(_wrong())


def _wrong() -> Iterator[Mutant]:
    for n, (kind, parts) in enumerate(INDEX_FORMULAS.items()):
        for k, names in enumerate(NAMES):
            yield _mutant(kind, formula(parts, names, (n + k) % 4), unique=True)
    for names in NAMES[:3]:
        yield _mutant("index-off-by-one", line("{m} - {a}", names), unique=True)
        yield _mutant("kernel-not-flipped", line("{a}", names))
    for n, w in enumerate([*kernels(8, 2), LETTERS]):
        for kind, change in CHANGES.items():
            after = change(w)
            if (after.shape, after.tolist()) == (w.shape, w[::-1, ::-1].tolist()):
                continue
            same = {
                k for k, f in CHANGES.items() if f(w).shape == after.shape and (f(w) == after).all()
            }
            yield Mutant(THEOREM, GIVEN, kind, frozenset(same), arrays(w, after, n % 3))
    for kind in SUMS:
        if kind:
            yield _mutant(kind, sums(kind))
    yield _mutant("kernel-not-flipped", sums("", "h", ""))
    for kind, text in SIGNAL.items():
        if "-" in kind:
            yield _mutant(kind, f"$${text}$$")


def _mutant(kind: str, text: str, *, unique: bool = False) -> Mutant:
    name = kind.partition(" ")[0]
    return Mutant(THEOREM, GIVEN, name, frozenset({name}), text, unique)


FAMILIES = {THEOREM: Family(wrong, right)}
