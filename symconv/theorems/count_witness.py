"""Counts behind the theorems about parameters and operations: arrays, and loops that count.

Parameters are the entries of arrays that the convolution kernel accepts as weight and bias.
Operations of one output are counted one by one in the loops of the definition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import conv
from symconv.notation import SymbolTable, name
from symconv.proof.derivation import Witness
from symconv.proof.point import value
from symconv.theorems.count_lines import expression
from symconv.theorems.givens import Size

SAMPLES, DRAWS = 8, 400
Numbers = Mapping[str, int]
Count = Callable[[Numbers], int]


def counted(
    description: str,
    values: Mapping[str, Size],
    symbols: SymbolTable,
    claims: Sequence[tuple[str, Count]],
    *,
    most: int = 5,
    keep: Callable[[Numbers], bool] = lambda _: True,
) -> Witness:
    """Compare formulas with counts.

    ``values`` maps the letters of a theorem to numbers or symbols; each claim is a formula as LaTeX
    and a function of the letters' numbers that counts. ``keep`` says which numbers the hypotheses
    allow.
    """
    trees = [(expression(latex, symbols), count) for latex, count in claims]

    def check() -> int:
        cases = 0
        for letters in _numbers(values, most, keep):
            point = {name(v): letters[k] for k, v in values.items() if isinstance(v, str)}
            for tree, count in trees:
                expected, found = value(tree, point, {}), count(letters)
                if expected != found:
                    raise WitnessError(f"the formula gives {expected}, the count {found}")
                cases += 1
        return cases

    return Witness(description, check)


def parameters(
    channels: tuple[int, int], kernel: Sequence[int], groups: int = 1, *, bias: bool
) -> int:
    """Count the entries of arrays that a convolution from and to so many channels accepts."""
    in_channels, out_channels = channels
    w = np.zeros((out_channels, in_channels // groups, *kernel))
    b = np.zeros(out_channels) if bias else None
    y = conv(np.zeros((1, in_channels, *kernel)), w, b, groups=groups)
    if y.shape != (1, out_channels, *(1 for _ in kernel)):
        raise WitnessError(f"the kernel returns {y.shape}")
    return w.size + (0 if b is None else b.size)


def operations(outputs: int, channels: int, taps: int, *, bias: bool = False) -> tuple[int, int]:
    """Count multiplications and additions of one sum of products one by one, for all outputs."""
    multiplications = additions = 0
    for number, _ in enumerate(product(range(channels), range(taps))):
        multiplications += 1
        additions += number > 0
    return outputs * multiplications, outputs * (additions + bias)


def _numbers(
    values: Mapping[str, Size], most: int, keep: Callable[[Numbers], bool]
) -> Iterator[Numbers]:
    random = np.random.default_rng(0)
    unknown = dict.fromkeys(v for v in values.values() if isinstance(v, str))
    wanted = SAMPLES if unknown else 1
    for _ in range(DRAWS):
        drawn = {v: int(random.integers(1, most + 1)) for v in unknown}
        letters = {k: drawn[v] if isinstance(v, str) else v for k, v in values.items()}
        if keep(letters):
            yield letters
            wanted -= 1
        if not wanted:
            return
