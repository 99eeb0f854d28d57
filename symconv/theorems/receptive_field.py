r"""The receptive field behind every layer of a stack: how much of the input one unit sees.

For convolutions and pools the size follows from what one layer does: ``r' = r + d (k - 1) J``,
``J' = s J``. Behind a transposed convolution it depends on the phase of the unit; behind a layer
that reads everything it is what all units together see.

*Source.* A. Araujo, W. Norris, J. Sim, "Computing Receptive Fields of Convolutional Neural
Networks", Distill 2019, for the recurrences; phases and borders are derived here.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.latex.reader import read_one
from symconv.latex.tree import Expr
from symconv.notation import Domain, SymbolTable, scalars
from symconv.proof.author import step
from symconv.proof.derivation import Answer, Derivation, Exact, Step
from symconv.theorems.answers import box, exact
from symconv.theorems.givens import Sizes, axes
from symconv.theorems.receptive_branches import Branches
from symconv.theorems.receptive_phases import (
    Phased,
    linear,
    phase_definitions,
    phase_names,
    phase_steps,
    require_numbers,
)
from symconv.theorems.receptive_picture import stack_picture
from symconv.theorems.receptive_stack import Reach, declare, read_stack
from symconv.theorems.receptive_stack_witness import stack_witness
from symconv.theorems.receptive_whole import Whole, whole_axes
from symconv.theorems.receptive_windows import (
    GENERIC,
    backward,
    one_layer,
    size_value,
    window_definitions,
    window_names,
    window_steps,
)
from symconv.theorems.stages import read_stages

INTERIOR = (
    "Sizes are along one axis, in pixels of the input, and count from the first pixel to the last; "
    "they are those of units away from the border. Near it part of the field is padding, and the "
    "unit sees only the part inside the image."
)
PHASES = (
    "Behind a transposed convolution units differ by their index modulo a period, which the "
    "subscript names; in two dimensions the field of a unit is the product of both axes."
)
INFERENCE = (
    "Batch normalisation is that of inference; in training its statistics read the whole image."
)


def receptive_field(*, layers: Sequence[str], size: Sizes = 0) -> Derivation:
    r"""Return the derivation of the receptive field behind every layer of a stack.

    ``layers`` are lines such as ``"H_1 = conv 128 kernel_size=5 stride=2"`` with numbers or
    symbols; ``size`` is the image's, needed only for layers that read all of it. The value holds
    one entry per layer; a transposed convolution gives one number per phase. A line may name what
    it reads, ``from=left,right``; ``add`` and ``concat`` join branches.

    >>> layers = ["conv 1 kernel_size=5 stride=2", "conv 1 kernel_size=5 stride=2", "max_pool 2"]
    >>> receptive_field(layers=layers).answer.value
    (5, 13, 17)
    >>> up = ["conv 1 kernel_size=5 stride=2", "conv_transpose 1 kernel_size=3 stride=2"]
    >>> receptive_field(layers=up).answer.value
    (5, (7, 5))
    """
    image = axes(size, "size", least=0) if size != 0 else ()
    stages = read_stages(layers, branches=True)
    if not all(stage.follows for stage in stages):
        return Branches.of(stages, max(1, len(image))).derivation(INTERIOR)
    stack = read_stack(layers, max(1, len(image)))
    windows, phased, rest = _parts(stack)
    whole = whole_axes((*windows, *phased), rest[0], image) if rest else ()
    symbols = _table(stack, windows, phased, whole)
    definitions = [*window_definitions(windows, symbols)] if windows else []
    steps = [*one_layer(symbols)] if windows else []
    steps += window_steps(windows, symbols)
    if len(windows) > 1:
        more, back = backward(windows, symbols)
        definitions, steps = definitions + more, steps + back
    behind = _behind(windows, phased)
    if phased:
        steps += _start(windows, behind[0], symbols)
    for before, layer in zip(behind, phased, strict=False):
        definitions += phase_definitions(before, layer, symbols)
        steps += phase_steps(before, layer, symbols)
    for axis in whole:
        axis.require_unbroken(symbols)
        definitions += axis.definitions(symbols)
        steps += axis.steps(symbols)
    return Derivation(
        name="receptive_field",
        title="Receptive fields",
        symbols=symbols,
        conventions=(
            INTERIOR,
            *((PHASES,) if phased else ()),
            *((INFERENCE,) if any("batch_norm" in r.stage.after for r in stack) else ()),
        ),
        definitions=tuple(definitions),
        steps=tuple(steps),
        answer=_answer(windows, behind, phased, whole, symbols),
        witness=stack_witness(windows, behind, phased, whole, symbols),
        remarks=_remarks(rest),
        figures=stack_picture(
            (*windows, *phased), max(1, len(image)), behind[-1].period if phased else 1
        ),
    )


def _parts(
    stack: Sequence[Reach],
) -> tuple[tuple[Reach, ...], tuple[Reach, ...], tuple[Reach, ...]]:
    """Cut the stack before the first layer with phases and before the first that reads all."""
    end = next((i for i, layer in enumerate(stack) if layer.reads_all), len(stack))
    cut = next((i for i, layer in enumerate(stack[:end]) if layer.spreads), end)
    if cut < end:
        for layer in stack[:end]:
            require_numbers(layer)
    return tuple(stack[:cut]), tuple(stack[cut:end]), tuple(stack[end:])


def _behind(windows: Sequence[Reach], phased: Sequence[Reach]) -> list[Phased]:
    """Return the phases before each phased layer, and behind the last."""
    if not phased:
        return []
    found = [Phased(((0, 0),), 1)]
    for layer in windows:
        found = [found[0].behind(layer)]
    for layer in phased:
        found.append(found[-1].behind(layer))
    return found


def _table(
    stack: Sequence[Reach],
    windows: Sequence[Reach],
    phased: Sequence[Reach],
    whole: Sequence[Whole],
) -> SymbolTable:
    letters = (*GENERIC, "q", "i")
    names = [row for axis in whole for row in axis.names()]
    for before, layer in zip(_behind(windows, phased), phased, strict=False):
        names += scalars(" ".join(phase_names(before, layer)), Domain.INTEGER)
    return SymbolTable.of(
        declare(stack, letters),
        window_names(len(windows)),
        scalars("q i", Domain.INTEGER),
        names,
    )


def _start(windows: Sequence[Reach], before: Phased, symbols: SymbolTable) -> list[Step]:
    """Say in numbers what unit q of the last convolution or pool sees."""
    if not windows or before.ends[0] is None:
        return []
    number, (first, last), shift = len(windows), before.ends[0], before.shift
    return [
        step(
            rf"a^{{({number})}} + J^{{({number})}} q = {linear(shift, first)}",
            f"unit q of {windows[-1].stage.title} sees from this position",
            symbols,
        ),
        step(
            rf"a^{{({number})}} + J^{{({number})}} q + r^{{({number})}} - 1 "
            rf"= {linear(shift, last)}",
            "to this one",
            symbols,
        ),
    ]


def _answer(
    windows: Sequence[Reach],
    behind: Sequence[Phased],
    phased: Sequence[Reach],
    whole: Sequence[Whole],
    symbols: SymbolTable,
) -> Answer:
    lines, values = [], list[Exact]()
    for now in range(1, len(windows) + 1):
        size = size_value(windows, now)
        lines.append(f"r^{{({now})}} = {size}")
        tree = read_one(size, symbols, source="size").statement
        values.append(exact(tree) if isinstance(tree, Expr) else size)
    for place, layer in enumerate(phased):
        sizes = behind[place + 1].sizes
        names = phase_names(behind[place], layer)
        lines += [f"{name} = {size}" for name, size in zip(names, sizes, strict=True)]
        values.append(sizes[0] if len(sizes) == 1 else sizes)
    lines += [f"{axis.name} = {axis.value}" for axis in whole]
    if whole:
        values.append(whole[0].value if len(whole) == 1 else tuple(a.value for a in whole))
    return Answer(box(lines), values[0] if len(values) == 1 else tuple(values))


def _remarks(rest: Sequence[Reach]) -> tuple[str, ...]:
    later = ", ".join(layer.stage.title for layer in rest[1:])
    return (f"Behind it, {later} see as much: all that can be seen.",) if later else ()
