"""Rectified networks in plain fractions: layers, what they compute, and maps about a point."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

Vector = list[Fraction]
Rows = list[Vector]
Net = list[tuple[Rows, Vector]]
Rule = Callable[[int, int, Fraction], Fraction]
"""What is left of the sum z of unit j of layer n: a factor, 1 for an open unit."""


@dataclass(frozen=True)
class Affine:
    """Slopes by the inputs, and a constant."""

    slopes: tuple[Fraction, ...]
    constant: Fraction

    def at(self, point: Sequence[Fraction]) -> Fraction:
        return sum((s * x for s, x in zip(self.slopes, point, strict=True)), self.constant)


def relu(_n: int, _j: int, z: Fraction) -> Fraction:
    return Fraction(z > 0)


def local(net: Net, point: Sequence[Fraction], rule: Rule = relu) -> list[Affine]:
    """Return the network about a point, where ``rule`` says what becomes of each unit."""
    size = len(point)
    forms = [Affine(tuple(Fraction(i == j) for j in range(size)), Fraction(0)) for i in range(size)]
    for n, (rows, shifts) in enumerate(net):
        forms = [summed(row, forms, shift) for row, shift in zip(rows, shifts, strict=True)]
        if n < len(net) - 1:
            kept = [rule(n, j, f.at(point)) for j, f in enumerate(forms)]
            forms = [scaled(f, k) for f, k in zip(forms, kept, strict=True)]
    return forms


def summed(weights: Vector, forms: Sequence[Affine], shift: Fraction) -> Affine:
    """Return a weighted sum of forms and a shift."""
    pairs = list(zip(weights, forms, strict=True))
    size = len(forms[0].slopes)
    slopes = tuple(sum((w * f.slopes[i] for w, f in pairs), Fraction(0)) for i in range(size))
    return Affine(slopes, sum((w * f.constant for w, f in pairs), shift))


def scaled(form: Affine, factor: Fraction) -> Affine:
    """Return a multiple of a form."""
    return Affine(tuple(factor * s for s in form.slopes), factor * form.constant)


def sums(net: Net, point: Sequence[Fraction]) -> Rows:
    """Return the sums of all hidden units at a point."""
    return [
        [f.at(point) for f in local([*net[:n], layer], point)] for n, layer in enumerate(net[:-1])
    ]


def made(seed: int, *sizes: int) -> Net:
    """Return a network with small weights, halves among them, and none of its units dead."""
    source = random.Random(seed)
    while True:
        net = [
            (
                [
                    [Fraction(source.randint(-4, 4), source.choice((1, 1, 2))) for _ in range(a)]
                    for _ in range(b)
                ],
                [Fraction(source.randint(-3, 3)) for _ in range(b)],
            )
            for a, b in pairwise(sizes)
        ]
        if all(any(row) for rows, _ in net for row in rows) and all(any(b) for _, b in net):
            return net


def texts(net: Net) -> list[str]:
    """Return the layers as the givens of a question."""
    return [f"{bracketed(map(bracketed, rows))} x + {bracketed(shift)}" for rows, shift in net]


def bracketed(items: Iterable[object]) -> str:
    """Write a list."""
    return f"[{', '.join(map(str, items))}]"


def without_biases(net: Net, *layers: int) -> Net:
    """Return the network with no biases in some layers, in all where none is named."""
    return [
        (rows, [Fraction(0)] * len(shift) if not layers or n in layers else shift)
        for n, (rows, shift) in enumerate(net)
    ]


def transposed(net: Net, layer: int) -> Net:
    """Return the network with the weights of a layer transposed."""
    rows, shift = net[layer]
    turned = [list(column) for column in zip(*rows, strict=True)]
    return [*net[:layer], (turned, shift), *net[layer + 1 :]]
