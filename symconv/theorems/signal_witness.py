"""The witness of a convolution of signals: sums of products by the kernel, at many sizes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import numpy as np

from symconv.algebra.sequences.signal import INDEX
from symconv.errors import WitnessError
from symconv.kernels import conv
from symconv.theorems.signal_variants import Ratios, Values, Variant, closed_value
from symconv.theorems.signals import GivenSignal
from symconv.theorems.tensors import Array

REACH = 16
SIZES = (1, 2, 5, 7, 3)
DELAYS = (0, 3, -2)
RATIOS = (Fraction(1, 2), Fraction(1), Fraction(-2, 3), Fraction(3))
CASES = 12


def check(x: GivenSignal, h: GivenSignal, found: Sequence[Variant]) -> int:
    """Compare the closed form with brute-force sums; return how many samples were compared."""
    compared = 0
    for values, ratios in _cases(x, h):
        truth = brute_force(x, h, values, ratios)
        reach = (len(truth) - 1) // 2
        for n in range(-reach, reach + 1):
            if closed_value(found, n, values, ratios) != truth[n + reach]:
                at = ", ".join(f"{k} = {v}" for k, v in {**values, **ratios, INDEX: n}.items())
                raise WitnessError(f"the closed form and the sum of products disagree at {at}")
            compared += 1
    return compared


def brute_force(x: GivenSignal, h: GivenSignal, values: Values, ratios: Ratios) -> list[Fraction]:
    """Return y[-reach] .. y[reach] by the kernel; what begins later than that is not seen."""
    reach = REACH + sum(abs(s.delay) for s in (x, h) if isinstance(s.delay, int))
    places = range(-2 * reach, 2 * reach + 1)
    samples, flipped = (
        _row([s.at(n, values, ratios) for n in order])
        for s, order in ((x, places), (h, places[::-1]))
    )
    # full correlation with the flipped h: index k of the result is n = k - 4 reach
    y = conv(samples, flipped, padding=len(places) - 1)[0, 0]
    middle = 4 * reach
    return [Fraction(v) for v in y[middle - reach : middle + reach + 1]]


def _row(entries: list[Fraction]) -> Array:
    row = np.empty((1, 1, len(entries)), dtype=object)
    row[0, 0] = entries
    return row


def _cases(x: GivenSignal, h: GivenSignal) -> list[tuple[Values, Ratios]]:
    """Return numbers for the names: at most `CASES` combinations, spread over all."""
    lengths = sorted({s.length for s in (x, h) if isinstance(s.length, str)})
    delays = sorted({s.delay for s in (x, h) if isinstance(s.delay, str)} - set(lengths))
    ratios = sorted({s.ratio for s in (x, h) if isinstance(s.ratio, str)})
    found: list[tuple[Values, Ratios]] = [
        (
            dict(zip(lengths, sizes, strict=True)) | dict(zip(delays, late, strict=True)),
            dict(zip(ratios, chosen, strict=True)),
        )
        for chosen in product(RATIOS, repeat=len(ratios))
        for sizes in product(SIZES, repeat=len(lengths))
        for late in product(DELAYS, repeat=len(delays))
    ]
    return found[:: -(-len(found) // CASES)]
