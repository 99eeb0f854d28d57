r"""The shapes of all feature maps of a stack of layers.

Each layer's size formula (`conv_size` derives it) is applied to the sizes of the layer before. For
symbolic sizes the nested floors collapse to one: ``floor((floor(x/a) + b)/c)`` is
``floor((x + a b)/(a c))``, so that every size is one quotient of the size of the input.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from symconv.errors import GivenError
from symconv.latex.reader import read_one
from symconv.latex.tree import Expr
from symconv.notation import SymbolTable
from symconv.proof.derivation import Answer, Derivation, Exact
from symconv.theorems.answers import box, exact
from symconv.theorems.conv_size import CONVENTION
from symconv.theorems.givens import Size, axes
from symconv.theorems.givens import Sizes as SizesGiven
from symconv.theorems.givens import size as one_size
from symconv.theorems.joins import check_joins
from symconv.theorems.network_lines import BRANCHES, NAMES, definitions, size_steps, table
from symconv.theorems.network_witness import shapes_witness
from symconv.theorems.quotients import Quotient, quotients
from symconv.theorems.shapes import Sizes, sizes_of
from symconv.theorems.stages import read_stages
from symconv.theorems.strip_picture import strip_picture


def network_sizes(
    *,
    layers: Sequence[str],
    size: SizesGiven = ("H", "W"),
    channels: Size = 0,
    batch: Size = 0,
) -> Derivation:
    r"""Return the derivation of the shape behind every layer of a stack.

    ``layers`` are lines such as ``"H_1 = conv 128 kernel_size=5 stride=2 padding=2"``; ``size`` has
    one entry per spatial axis; ``channels`` and ``batch`` are those of the input, 0 leaves the axis
    out of the shapes. A line may name what it reads, ``from=left,right``; ``add`` and ``concat``
    join branches.

    >>> layers = ["conv 96 kernel_size=11 stride=4", "relu", "max_pool 3 stride=2"]
    >>> network_sizes(layers=layers, size=[227, 227], channels=3).answer.value
    ((96, 55, 55), (96, 27, 27))
    """
    count = one_size(channels, "channels", least=0)
    samples = one_size(batch, "batch", least=0)
    found = sizes_of(read_stages(layers, branches=True), axes(size, "size"), count)
    if not count and any(not s.values for s in found):
        raise GivenError(
            "a vector has as many entries as the image has in all channels",
            remedy="give the number of channels",
            given="channels",
        )
    found = found if count else tuple(_single(s) for s in found)
    symbols = table(found, [samples])
    laws = quotients(found)
    check_joins(found, laws)
    chain = all(s.stage is None or s.stage.follows for s in found)
    return Derivation(
        name="network_sizes",
        title="Sizes of the feature maps",
        symbols=symbols,
        conventions=(CONVENTION, NAMES if chain else BRANCHES),
        hypotheses=tuple(
            sizes.draft(a, symbols, by_name=True).assume(rf"{axis.slack} \ge 0")
            for sizes in found[1:]
            for a, axis in enumerate(sizes.axes)
            if not isinstance(sizes.values[a], int) and "floor" in sizes.templates[a]
        ),
        definitions=tuple(definitions(found, symbols)),
        steps=tuple(s for sizes in found[1:] for s in size_steps(sizes, laws, symbols)),
        answer=_answer(found, laws, samples, symbols),
        witness=shapes_witness(found, symbols),
        figures=strip_picture(found) if chain else (),
    )


def _single(sizes: Sizes) -> Sizes:
    """Leave the channels out."""
    return replace(sizes, channels=0)


def _answer(
    found: Sequence[Sizes], laws: Mapping[str, Quotient], batch: Size, symbols: SymbolTable
) -> Answer:
    lines = [line for s in found[1:] for line in _lines(s, laws, batch, symbols)]
    values = tuple(_value(s, laws, batch, symbols) for s in found[1:])
    return Answer(box(lines), values[0] if len(values) == 1 else values)


def _lines(
    sizes: Sizes, laws: Mapping[str, Quotient], batch: Size, symbols: SymbolTable
) -> Iterator[str]:
    """Say a shape: as one row where all is known, else size by size."""
    head: list[Size] = [batch] if batch else []
    channels = bool(sizes.channels)
    named = [*head, *([sizes.channel_name] if channels else []), *sizes.names]
    known = [*head, *([sizes.channels] if channels else []), *sizes.values]
    if len(named) > 1 and all(isinstance(v, int) for v in known):
        yield f"{_row(named)} = {_row(known)}"
        return
    for label, value in zip(named[len(head) :], known[len(head) :], strict=True):
        yield f"{label} = {_formula(sizes, label, value, laws, symbols)}"


def _formula(
    sizes: Sizes, label: Size, value: Size, laws: Mapping[str, Quotient], symbols: SymbolTable
) -> str:
    """Return a number or a given symbol as it is, a size that was defined by its formula."""
    if label in laws:
        return laws[str(label)].latex
    if value != label:
        return str(value)
    a = sizes.names.index(str(label))
    return sizes.draft(a, symbols).fill(sizes.templates[a])


def _value(sizes: Sizes, laws: Mapping[str, Quotient], batch: Size, symbols: SymbolTable) -> Exact:
    """Return the shape for programs: numbers, and formulas with plain names.

    The batch is part of it where the sheet says the shape as one row.
    """
    labels = [sizes.channels] if sizes.channels else []
    if batch and all(isinstance(v, int) for v in (batch, *labels, *sizes.values)):
        labels.insert(0, batch)
    shown = [str(v) for v in labels]
    shown += [
        _formula(sizes, label, value, laws, symbols)
        for label, value in zip(sizes.names, sizes.values, strict=True)
    ]
    read = (read_one(text, symbols, source="size").statement for text in shown)
    return tuple(exact(tree) for tree in read if isinstance(tree, Expr))


def _row(values: Sequence[Size]) -> str:
    return rf"\left({', '.join(map(str, values))}\right)"
