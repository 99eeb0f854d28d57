r"""Receptive fields of networks whose branches meet, in numbers.

What a unit of a sum or a concatenation sees is what the units of its branches see together: with
equal jumps ``J``, from the smallest start ``a`` to the largest end,

    a = min a_i      r = max (a_i + r_i) - a      J = J_i.

Where the jumps differ the branches move apart from unit to unit, and the network is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from symconv.errors import GivenError
from symconv.notation import SymbolTable
from symconv.proof.author import step
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.answers import box
from symconv.theorems.receptive_stack import STATISTICS, Reach, reach_of
from symconv.theorems.receptive_windows import one_layer, tidied, window_names
from symconv.theorems.receptive_witness import Array, Tap, require_same
from symconv.theorems.stages import JOINS, POOLS, Stage

READS = (
    "A layer reads the one before it, or those that it names; the superscript counts the layers."
)


@dataclass(frozen=True)
class Seen:
    """What unit 0 of a layer sees and how far units are apart, in pixels of the input."""

    size: int
    jump: int
    start: int


@dataclass(frozen=True)
class Branches:
    """Stages of numbers with branches: their windows, and what is seen behind each."""

    stages: tuple[Stage, ...]
    layers: Mapping[int, Reach]
    seen: tuple[Seen, ...]

    @staticmethod
    def of(stages: Sequence[Stage], rank: int) -> Branches:
        """Return what the units of every stage see.

        Raises GivenError for symbols, for layers that spread or read everything, and for branches
        whose units are not equally far apart.
        """
        layers = {s.number: _window(s, rank) for s in stages if s.kind not in JOINS}
        seen = [Seen(1, 1, 0)]
        for stage in stages:
            seen.append(_behind(stage, layers, seen))
        return Branches(tuple(stages), layers, tuple(seen))

    def derivation(self, *conventions: str) -> Derivation:
        """Return the derivation of the field behind every stage."""
        stages, seen = self.stages, self.seen
        symbols = SymbolTable.of(window_names(len(stages)))
        lines = [f"r^{{({stage.number})}} = {seen[stage.number].size}" for stage in stages]
        return Derivation(
            name="receptive_field",
            title="Receptive fields",
            symbols=symbols,
            conventions=(*conventions, READS),
            definitions=tuple(_definitions(stages, self.layers, symbols)),
            steps=(*one_layer(symbols), *_steps(stages, seen, symbols)),
            answer=Answer(box(lines), tuple(found.size for found in seen[1:])),
            witness=Witness(
                "gradients of the network of ones, by the kernels' backward passes",
                lambda: _check(stages, self.layers, seen),
            ),
        )


def _window(stage: Stage, rank: int) -> Reach:
    if stage.kind not in POOLS | {"conv"} or set(stage.after) & STATISTICS:
        raise GivenError(
            f"{stage.title} is not written out beside branches",
            remedy="use convolutions and pools there, or the exact sets of a network",
            given="layers",
        )
    layer = reach_of(stage, rank)
    if not layer.is_numeric:
        raise GivenError(
            f"{stage.title}: branches are written out for numbers only",
            remedy="give numbers",
            given="layers",
        )
    return layer


def _behind(stage: Stage, layers: Mapping[int, Reach], seen: Sequence[Seen]) -> Seen:
    read = [seen[number] for number in stage.inputs]
    if stage.kind in JOINS:
        jumps = {one.jump for one in read}
        if len(jumps) > 1:
            apart = " and ".join(map(str, sorted(jumps)))
            raise GivenError(
                f"{stage.title} joins branches whose units are {apart} pixels apart",
                remedy="give all branches the same product of strides",
                given="layers",
            )
        start = min(one.start for one in read)
        return Seen(max(one.start + one.size for one in read) - start, jumps.pop(), start)
    k, s, p, d = layers[stage.number].numbers
    (before,) = read
    size = before.size + d * (k - 1) * before.jump
    return Seen(size, s * before.jump, before.start - p * before.jump)


def _definitions(
    stages: Sequence[Stage], layers: Mapping[int, Reach], symbols: SymbolTable
) -> Iterator[Defined]:
    yield tidied("r^{(0)} := 1", "a pixel of the input sees itself", symbols)
    yield tidied("J^{(0)} := 1", "neighbouring pixels are one position apart", symbols)
    yield tidied("a^{(0)} := 0", "pixel 0 sees position 0", symbols)
    for stage in stages:
        r, jump, start = (f"{x}^{{({stage.number})}}" for x in "rJa")
        old = [tuple(f"{x}^{{({number})}}" for x in "rJa") for number in stage.inputs]
        if stage.kind in JOINS:
            starts = ", ".join(a for _, _, a in old)
            ends = ", ".join(f"{a} + {size}" for size, _, a in old)
            said = f"{stage.title}: all that its branches see"
            yield tidied(rf"{start} := \min\left({starts}\right)", said, symbols)
            yield tidied(rf"{r} := \max\left({ends}\right) - {start}", said, symbols)
            yield tidied(f"{jump} := {old[0][1]}", said, symbols)
            continue
        layer, (size, before, a) = layers[stage.number], old[0]
        yield tidied(f"{r} := {size} + {layer.reach} {before}", stage.title, symbols)
        yield tidied(f"{jump} := {layer.s} {before}", stage.title, symbols)
        yield tidied(f"{start} := {a} - {layer.p} {before}", stage.title, symbols)


def _steps(stages: Sequence[Stage], seen: Sequence[Seen], symbols: SymbolTable) -> Iterator[Step]:
    for stage in stages:
        found, number = seen[stage.number], stage.number
        if stage.kind in JOINS:
            jumps = " = ".join(f"J^{{({n})}}" for n in dict.fromkeys(stage.inputs))
            yield step(
                f"{jumps} = {found.jump}",
                f"{stage.title}: the units of all branches are equally far apart",
                symbols,
            )
        yield step(
            rf"a^{{({number})}} = {found.start} \wedge r^{{({number})}} = {found.size} "
            rf"\wedge J^{{({number})}} = {found.jump}",
            f"{stage.title}: where unit 0 begins, how much it sees, how far the next one is",
            symbols,
        )


def _check(stages: Sequence[Stage], layers: Mapping[int, Reach], seen: Sequence[Seen]) -> int:
    """Compare with the gradient of one unit of every layer, far from the border."""
    reach = max(found.size - found.start for found in seen)
    period = max(found.jump for found in seen)
    unit = 2 + reach // min(found.jump for found in seen[1:])
    n = (unit + 2) * period + 2 * reach
    taps = {number: Tap(*layer.numbers) for number, layer in layers.items()}
    values: list[Array] = [np.zeros((1, 1, n))]
    for stage in stages:
        first = values[stage.inputs[0]]
        values.append(first if stage.kind in JOINS else taps[stage.number].forward(first))
    cases = 0
    for stage in stages:
        found = seen[stage.number]
        pixels = np.flatnonzero(_gradient(stage.number, unit, stages, taps, values))
        start = found.start + unit * found.jump
        expected = [start, start + found.size - 1]
        cases += require_same([int(pixels[0]), int(pixels[-1])], expected, stage.title)
    return cases


def _gradient(
    number: int, unit: int, stages: Sequence[Stage], taps: dict[int, Tap], values: Sequence[Array]
) -> Array:
    """Return where the gradient of a unit is not zero; a join hands it to all its branches.

    Branches may be cut to different lengths at the far border, which does not matter here.
    """
    gradients = [np.zeros_like(value) for value in values]
    gradients[number][0, 0, unit] = 1
    for stage in reversed(stages[:number]):
        dy = gradients[stage.number]
        for source in stage.inputs:
            if stage.kind in JOINS:
                length = min(dy.shape[2], gradients[source].shape[2])
                gradients[source][..., :length] += dy[..., :length]
            else:
                gradients[source] += np.sign(taps[stage.number].backward(dy, values[source]))
    return gradients[0]
