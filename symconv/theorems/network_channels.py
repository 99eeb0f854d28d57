r"""The channels that the kernels of a stack must have: what belongs in place of each ``?``.

A kernel spans all channels of its input, and a layer returns one channel per filter. So the depth
of a kernel is the number of filters of the convolution before; pools and activations between do not
change it. A concatenation adds up the channels of its branches, a sum needs equal ones.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.errors import GivenError
from symconv.notation import Domain, SymbolTable, name, scalars
from symconv.proof.author import define, step
from symconv.proof.derivation import Answer, Defined, Derivation, Step
from symconv.theorems.answers import box
from symconv.theorems.givens import Size, declared_sizes
from symconv.theorems.givens import size as one_size
from symconv.theorems.network_witness import channels_witness
from symconv.theorems.stages import Stage, read_stages

CONVENTION = (
    "C with a superscript is the number of channels that a layer returns, with the label in the "
    "number that its kernels span; layer 0 is the input."
)
KERNELS = ("conv", "conv_transpose")


def network_channels(*, layers: Sequence[str], channels: Size = 3) -> Derivation:
    r"""Return the derivation of the kernel depth of every convolution of a stack.

    ``channels`` is that of the input; each layer is a line such as ``"conv 64 kernel_size=5"``. A
    number that the line gives, ``in_channels=3``, is checked and not asked for. A line may name
    what it reads, ``from=left,right``.

    >>> layers = ["conv 128 in_channels=3", "relu", "conv 64 in_channels=?", "conv 32"]
    >>> network_channels(layers=layers).answer.value
    (128, 64)
    """
    first = one_size(channels, "channels", least=1)
    stages = read_stages(layers, branches=True)
    _refuse_vectors(stages)
    kernels = [stage for stage in stages if stage.kind in KERNELS]
    stages = stages[: kernels[-1].number]
    counts = _counts(stages, first)
    kernels = [stage for stage in kernels if _is_asked(stage, counts[stage.inputs[0]])]
    if not kernels:
        raise GivenError(
            "every kernel says how many channels it spans",
            remedy="leave in_channels out, or write in_channels=?",
            given="layers",
        )
    symbols = _table(stages, counts)
    values = tuple(counts[stage.inputs[0]] for stage in kernels)
    return Derivation(
        name="network_channels",
        title="Channels of the kernels",
        symbols=symbols,
        conventions=(CONVENTION,),
        definitions=tuple(d for stage in stages for d in _definitions(stage, first, symbols)),
        steps=tuple(_step(stage, counts, symbols) for stage in kernels),
        answer=Answer(
            box([f"{_depth(s)} = {counts[s.inputs[0]]}" for s in kernels]),
            values[0] if len(values) == 1 else values,
        ),
        witness=channels_witness(kernels, values),
    )


def _is_asked(stage: Stage, before: Size) -> bool:
    """Whether the line leaves the kernel depth open; raise GivenError where it is wrong."""
    said = stage.line.options.get("in_channels", "?")
    if said == "?":
        return True
    if said != before:
        raise GivenError(
            f"{stage.title}: in_channels={said}, but its input has {before} channels",
            remedy=f"write in_channels={before}, or leave it out",
            given="layers",
        )
    return False


def _counts(stages: Sequence[Stage], first: Size) -> list[Size]:
    """Return the number of channels behind every stage, the input first."""
    counts = [first]
    for stage in stages:
        read = [counts[number] for number in stage.inputs]
        if stage.kind in KERNELS:
            counts.append(stage.option("out_channels", 1))
        elif stage.kind == "concat":
            counts.append(_together(stage, read))
        else:
            counts.append(_common(stage, read))
    return counts


def _together(stage: Stage, read: Sequence[Size]) -> int:
    """Return the channels of a concatenation."""
    numbers = [count for count in read if isinstance(count, int)]
    if len(numbers) < len(read):
        raise GivenError(
            f"{stage.title} adds up channels, which must be numbers",
            remedy="give the channels as numbers",
            given="layers",
        )
    return sum(numbers)


def _common(stage: Stage, read: Sequence[Size]) -> Size:
    """Return the channels of every branch of a sum, or of the one layer that is read."""
    if len(set(read)) > 1:
        raise GivenError(
            f"{stage.title} adds branches of {' and '.join(map(str, read))} channels",
            remedy="give both branches the same number of filters",
            given="layers",
        )
    return read[0]


def _table(stages: Sequence[Stage], counts: Sequence[Size]) -> SymbolTable:
    own = [row for stage in stages for row in scalars(f"{_out(stage)} {_depth(stage)}",
                                                      Domain.POSITIVE)]  # fmt: skip
    for number, value in enumerate(counts):
        if isinstance(value, str) and name(value) in {row.name for row in own}:
            raise GivenError(
                f"{value} is the name of a number of channels in this derivation",
                remedy="choose another letter",
                given="layers" if number else "channels",
            )
    return SymbolTable.of(declared_sizes(*counts), own)


def _definitions(stage: Stage, first: Size, symbols: SymbolTable) -> list[Defined]:
    before = _channels(stage.inputs[0], first)
    if stage.kind == "concat":
        total = " + ".join(_channels(number, first) for number in stage.inputs)
        return [define(f"{_out(stage)} := {total}", f"{stage.title}: all branches", symbols)]
    if stage.kind not in KERNELS:
        return [define(f"{_out(stage)} := {before}", f"{stage.title}: channel by channel", symbols)]
    filters = stage.option("out_channels", 1)
    return [
        define(f"{_depth(stage)} := {before}", f"{stage.title}: kernels span the input", symbols),
        define(f"{_out(stage)} := {filters}", f"{stage.title}: one channel per filter", symbols),
    ]


def _step(stage: Stage, counts: Sequence[Size], symbols: SymbolTable) -> Step:
    read = stage.inputs[0]
    before, value = _channels(read, counts[0]), counts[read]
    middle = "" if before == str(value) else f" = {before}"
    return step(
        f"{_depth(stage)}{middle} = {value}",
        f"{stage.title}: as many channels as layer {read} returns"
        if read
        else f"{stage.title}: the channels of the input",
        symbols,
    )


def _channels(number: int, first: Size) -> str:
    return f"C^{{({number})}}" if number else str(first)


def _out(stage: Stage) -> str:
    return f"C^{{({stage.number})}}"


def _depth(stage: Stage) -> str:
    return rf"C^{{({stage.number})}}_{{\mathrm{{in}}}}"


def _refuse_vectors(stages: Sequence[Stage]) -> None:
    """Refuse a stack without kernels, and a convolution behind a vector."""
    if not any(stage.kind in KERNELS for stage in stages):
        raise GivenError("no layer has kernels", remedy="add a conv", given="layers")
    flat = False
    for stage in stages:
        flat = flat or stage.kind in ("flatten", "linear", "global_avg_pool", "global_max_pool")
        if flat and stage.kind in KERNELS:
            raise GivenError(f"{stage.title} reads a vector", given="layers")
