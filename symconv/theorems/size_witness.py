"""Numeric witnesses of size theorems: the shapes of arrays that the kernels really return.

The kernels compute a shape by their own arithmetic; a formula is evaluated by exact integer
evaluation of its tree. Neither knows the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import conv, conv_transpose
from symconv.latex.tree import Expr
from symconv.notation import Name, SymbolTable, name
from symconv.proof.derivation import Witness
from symconv.proof.point import value
from symconv.theorems.axis import Axis
from symconv.theorems.givens import Size

SAMPLES = 64
ATTEMPTS = 100_000
Assignment = dict[Name, int]


def conv_size_witness(found: Sequence[Axis], symbols: SymbolTable) -> Witness:
    """Compare the size formulas with the shapes of convolutions of zeros."""

    def check() -> int:
        return sum(_check_axis(axis, symbols) for axis in found)

    return Witness("shapes of arrays returned by the convolution kernel", check)


def output_padding_witness(
    found: Sequence[Axis], symbols: SymbolTable, templates: Sequence[str]
) -> Witness:
    """Run convolution and transposed convolution; the round trip must restore the size."""

    def check() -> int:
        return sum(
            _check_round_trip(axis, symbols, template)
            for axis, template in zip(found, templates, strict=True)
        )

    return Witness("round trips through the convolution and transposed convolution kernels", check)


def _check_axis(axis: Axis, symbols: SymbolTable) -> int:
    formula = _tree(axis, symbols, axis.out)
    cases = list(samples(axis))
    for concrete, assignment in cases:
        found = _conv(concrete).shape[-1]
        expected = value(formula, assignment, {})
        if found != expected:
            raise WitnessError(
                f"kernel gives size {found}, formula gives {expected} for {concrete}"
            )
    return len(cases)


def _check_round_trip(axis: Axis, symbols: SymbolTable, template: str) -> int:
    formula = _tree(axis, symbols, template)
    cases = list(samples(axis))
    for concrete, assignment in cases:
        n, k, s, p, q, d = concrete
        y = _conv(concrete)
        extra = int(value(formula, assignment, {}))
        full = conv_transpose(y, np.zeros((1, 1, k)), stride=s, dilation=d).shape[-1]
        if full - p - q + extra != n:
            raise WitnessError(
                f"transposed convolution restores {full - p - q} + {extra}, not {n}, for {concrete}"
            )
    return len(cases)


def _conv(concrete: tuple[int, ...]) -> np.ndarray:
    n, k, s, p, q, d = concrete
    image, kernel = np.zeros((1, 1, n)), np.zeros((1, 1, k))
    return conv(image, kernel, stride=s, padding=((p, q),), dilation=d)


def _tree(axis: Axis, symbols: SymbolTable, template: str) -> Expr:
    tree = axis.draft(symbols).tree(template)
    assert isinstance(tree, Expr)
    return tree


def samples(axis: Axis) -> Iterator[tuple[tuple[int, ...], Assignment]]:
    """Yield concrete (n, k, s, p, q, d) in which the kernel fits, with values of the symbols.

    Numbers stay; each symbol gets one value wherever it occurs. The sequence is fixed.
    """
    parameters: tuple[Size, ...] = (axis.n, axis.k, axis.s, axis.p, axis.q, axis.d)
    unknown = list(dict.fromkeys(v for v in parameters if isinstance(v, str)))
    random = np.random.default_rng(0)
    wanted = SAMPLES if unknown else 1
    for _ in range(ATTEMPTS):
        drawn = {v: int(random.integers(1, 8)) for v in unknown}
        if isinstance(axis.n, str) and axis.n not in parameters[1:]:
            drawn[axis.n] = _roomy(axis, drawn, random)
        n, k, s, p, q, d = (drawn[v] if isinstance(v, str) else v for v in parameters)
        if n + p + q - d * (k - 1) - 1 >= 0:
            wanted -= 1
            yield (n, k, s, p, q, d), {name(v): x for v, x in drawn.items()}
        if not wanted:
            return
    raise WitnessError("too few configurations were found in which the kernel fits the input")


def _roomy(axis: Axis, drawn: dict[str, int], random: np.random.Generator) -> int:
    """Draw an input size from the smallest that the kernel fits."""
    k, p, q, d = (drawn[v] if isinstance(v, str) else v for v in (axis.k, axis.p, axis.q, axis.d))
    least = max(1, d * (k - 1) + 1 - p - q)
    return least + int(random.integers(0, 33))
