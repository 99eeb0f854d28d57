"""Numbers behind the theorems about stacks: arrays that the kernels really return.

The formulas are LaTeX that `symconv.theorems.shapes` writes; here the lines become layers, and the
layers run on zeros. Sizes do not depend on the number of channels, so one channel is enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import prod
from typing import Any

import numpy as np

from symconv.errors import ShapeError, WitnessError
from symconv.latex.tree import Expr
from symconv.layers.conv import Conv
from symconv.layers.conv_transpose import ConvTranspose
from symconv.layers.layer import Layer
from symconv.layers.lines import LayerLine
from symconv.layers.make import layer
from symconv.notation import SymbolTable, name
from symconv.proof.derivation import Witness
from symconv.proof.point import value
from symconv.theorems.givens import Size
from symconv.theorems.shapes import Sizes
from symconv.theorems.stages import Stage

SAMPLES = 12
PIXELS = 1 << 21


def shapes_witness(found: Sequence[Sizes], symbols: SymbolTable) -> Witness:
    """Compare every size with the shape of the array that the kernel of its layer returns."""
    return Witness("shapes of arrays that the layers return", lambda: _check(found, symbols))


def channels_witness(kernels: Sequence[Stage], values: Sequence[Size]) -> Witness:
    """Chain arrays through the kernels: an array with these channels passes, one more is refused.

    Only numbers are compared; a stack whose channels are all symbols has no case.
    """

    def check() -> int:
        cases = 0
        for stage, channels in zip(kernels, values, strict=True):
            if not isinstance(channels, int):
                continue
            made = layer(LayerLine(stage.kind, {"out_channels": 1})).resolved((channels,))
            weight = np.zeros(tuple(map(int, made.weight_shapes(1)["weight"])))
            made.forward(np.zeros((1, channels, 3)), {"weight": weight})
            try:
                made.forward(np.zeros((1, channels + 1, 3)), {"weight": weight})
            except ShapeError:
                cases += 1
            else:
                raise WitnessError(f"{stage.title} accepts {channels + 1} channels")
        return cases

    if not any(isinstance(v, int) for v in values):
        return Witness("none", absent="the numbers of channels are symbols")
    return Witness("kernels accept so many channels and no more", check)


def _check(found: Sequence[Sizes], symbols: SymbolTable) -> int:
    cases = 0
    for sizes in found[1:]:
        if sizes.joined:
            cases += _joined(sizes)
        elif sizes.axes:
            cases += sum(1 for _ in _compared(sizes, symbols))
    return cases


def _joined(sizes: Sizes) -> int:
    """Join arrays of the shapes that the branches have, where these are numbers."""
    assert sizes.stage is not None
    shapes = [(int(s.channels or 1), *map(int, s.values)) for s in sizes.joined if s.is_numeric]
    if len(shapes) < len(sizes.joined) or any(prod(shape) > PIXELS for shape in shapes):
        return 0
    first, *others = (np.zeros((1, *shape)) for shape in shapes)
    made = layer(LayerLine(sizes.stage.kind, {}))
    expected = (sizes.channels or sum(s[0] for s in shapes), *sizes.values)
    if sizes.stage.kind == "add" and len(set(shapes)) > 1:
        raise WitnessError(f"{sizes.title}: arrays of the shapes {shapes} are added")
    found = made.forward(first, {}, *others).shape[1:]
    if sizes.channels and found != expected:
        raise WitnessError(f"{sizes.title}: the array has the shape {found}, not {expected}")
    return 1


def _compared(sizes: Sizes, symbols: SymbolTable) -> Iterator[Mapping[str, int]]:
    """Yield each choice of numbers for which the layer exists, after comparing its sizes."""
    for assignment in _assignments(sizes):
        in_sizes = tuple(_value(axis.n, assignment) for axis in sizes.axes)
        if prod(in_sizes) > PIXELS:
            continue
        try:
            out = _run(_layer(sizes, assignment), in_sizes)
        except ShapeError:
            continue
        for a, found in enumerate(out):
            tree = sizes.draft(a, symbols).tree(sizes.templates[a])
            assert isinstance(tree, Expr)
            expected = value(tree, {name(k): v for k, v in assignment.items()}, {})
            if found != expected:
                raise WitnessError(
                    f"{sizes.title}: the kernel gives size {found}, the formula {expected}"
                )
        yield assignment


def _assignments(sizes: Sizes) -> list[dict[str, int]]:
    unknown: dict[str, bool] = {}
    for axis, extra in zip(sizes.axes, sizes.extra, strict=True):
        for letter, v in {**axis.values, "u": extra}.items():
            if isinstance(v, str) and letter != "m":
                unknown[v] = unknown.get(v, False) or letter == "n"
    if not unknown:
        return [{}]
    random = np.random.default_rng(0)
    return [
        {v: int(random.integers(1, 60 if large else 4)) for v, large in unknown.items()}
        for _ in range(SAMPLES)
    ]


def _layer(sizes: Sizes, assignment: Mapping[str, int]) -> Layer:
    """Build the layer of a stage with numbers, and with one channel."""
    assert sizes.stage is not None
    line = sizes.stage.line
    options = {
        key: tuple(_value(v, assignment) for v in option)
        if isinstance(option, tuple)
        else _value(option, assignment)
        for key, option in line.options.items()
        if key not in ("groups", "in_channels", "out_channels")
    }
    made = layer(replace(line, options=options)).resolved((1,))
    if isinstance(made, Conv | ConvTranspose):
        return replace(made, bias=False)
    return made


def _run(made: Layer, in_sizes: tuple[int, ...]) -> tuple[int, ...]:
    weights = {
        key: np.zeros(tuple(map(int, shape)))
        for key, shape in made.weight_shapes(len(in_sizes)).items()
    }
    return made.forward(np.zeros((1, 1, *in_sizes)), weights).shape[2:]


def _value(option: Any, assignment: Mapping[str, int]) -> Any:
    return assignment.get(option, option) if isinstance(option, str) else option
