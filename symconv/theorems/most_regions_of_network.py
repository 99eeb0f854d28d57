r"""A bound on the regions of a network, layer by layer: the product of Zaslavsky's numbers.

On a region of the layers before, the network is affine, and its values lie in a flat of at most d
dimensions, d the least of the input and the widths so far. There the next layer's units, of one
breakpoint each, are hyperplanes: they cut the region into at most as many parts as hyperplanes cut
d dimensions into (`most_regions_of_hyperplanes`).

It holds for every activation of two pieces, ReLU, leaky ReLU, absolute value. *See* Montufar,
"Notes on the number of linear regions of deep neural networks" (2017).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import comb

import numpy as np

from symconv.errors import GivenError, WitnessError
from symconv.kernels import linear, relu
from symconv.notation import Domain, SymbolTable, scalars
from symconv.proof.author import define, statement, step
from symconv.proof.derivation import Answer, Derivation, Step, Witness
from symconv.theorems.givens import size
from symconv.theorems.most_regions_of_hyperplanes import law

MOST_INPUTS, MOST_LAYERS, MOST_UNITS = 8, 12, 512


def most_regions_of_network(*, inputs: int = 2, widths: Sequence[int] = (4, 4)) -> Derivation:
    r"""Return a bound on the activation regions of layers of ``widths`` two-piece units.

    ``inputs`` is the dimension of the input; both are numbers.

    >>> most_regions_of_network(inputs=1, widths=[5] * 10).answer.value  # 6 to the 10
    60466176
    """
    n = _number(inputs, "inputs", MOST_INPUTS)
    if not isinstance(widths, Sequence) or isinstance(widths, str) or not widths:
        raise GivenError("widths must be a list of numbers", given="widths")
    units = tuple(_number(width, "widths", MOST_UNITS) for width in widths)
    if len(units) > MOST_LAYERS:
        raise GivenError(f"more than {MOST_LAYERS} layers do not fit on a sheet", given="widths")
    depth = len(units)
    layers = range(1, depth + 1)
    symbols = SymbolTable.of(
        *(scalars(_at("N", j), Domain.POSITIVE, f"regions of {_layers(j)}") for j in layers),
        *(scalars(_at("r", j), Domain.POSITIVE, f"parts by layer {j}") for j in layers),
    )
    parts, total = _parts(n, units), 1
    for count in parts:
        total *= count
    claim = rf"{_at('N', depth)} \leq {total}"
    return Derivation(
        name="most_regions_of_network",
        title="A bound on the regions of a network",
        symbols=symbols,
        conventions=("Regions are activation regions; each unit has one breakpoint.",),
        hypotheses=tuple((line, statement(line, symbols)) for line in map(_assumed, layers)),
        definitions=tuple(
            define(
                f"{_at('r', j)} := {law(_rank(n, units[:j]), str(units[j - 1]))}",
                _reason(n, units[:j]),
                symbols,
            )
            for j in layers
        ),
        steps=tuple(_steps(parts, symbols)),
        answer=Answer(claim, total),
        witness=Witness(
            "patterns of random ReLU layers at many points, by the kernels",
            lambda: _check(n, units, total),
        ),
    )


def _number(value: object, given: str, most: int) -> int:
    found = size(value, given, least=1)
    if not isinstance(found, int) or found > most:
        raise GivenError(
            f"{given} must be made of numbers from 1 to {most}, not {found!r}", given=given
        )
    return found


def _at(letter: str, j: int) -> str:
    return f"{letter}^{{({j})}}"


def _layers(j: int) -> str:
    return "the first layer" if j == 1 else f"the first {j} layers"


def _rank(n: int, units: Sequence[int]) -> int:
    return min(n, *units)


def _parts(n: int, units: Sequence[int]) -> list[int]:
    """Return the sums of binomials that are the layers' numbers of parts."""
    found = []
    for j in range(1, len(units) + 1):
        found.append(sum(comb(units[j - 1], k) for k in range(_rank(n, units[:j]) + 1)))
    return found


def _assumed(j: int) -> str:
    """Return the line that a layer cuts each region into so many parts at most."""
    before = f" {_at('N', j - 1)}" if j > 1 else ""
    return rf"{_at('N', j)} \leq {_at('r', j)}{before}"


def _reason(n: int, units: Sequence[int]) -> str:
    d = _rank(n, units)
    return f"{units[-1]} hyperplanes cut {d} dimension{'s' * (d > 1)} into at most so many parts"


def _steps(parts: Sequence[int], symbols: SymbolTable) -> Iterator[Step]:
    for j, count in enumerate(parts, start=1):
        yield step(f"{_at('r', j)} = {count}", "the binomials added", symbols)
    total = 1
    for j, count in enumerate(parts, start=1):
        before, total = total, total * count
        reason = (
            "the first layer's hyperplanes cut the input"
            if j == 1
            else f"each of at most {before} regions is cut into at most {count}"
        )
        yield step(rf"{_at('N', j)} \leq {total}", reason, symbols)


def _check(n: int, units: Sequence[int], total: int) -> int:
    """Compare with the patterns that random networks show at 2000 points: never more."""
    random = np.random.default_rng(0)
    for _ in range(5):
        h = random.uniform(-3, 3, (2000, n))
        patterns = []
        for width in units:
            z = linear(
                h, random.standard_normal((width, h.shape[1])), random.standard_normal(width)
            )
            patterns.append(z > 0)
            h = relu(z)
        seen = len(np.unique(np.concatenate(patterns, axis=1), axis=0))
        if seen > total:
            raise WitnessError(f"{seen} patterns, and at most {total} regions")
    return 5
