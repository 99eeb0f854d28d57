r"""The lines that every theorem about a stack of layers prints: names, formulas, sizes.

*Defines* `table` (the symbols), `definitions` (one formula per size) and `size_steps` (its value).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from symconv.errors import GivenError
from symconv.notation import SymbolTable, name
from symconv.proof.author import define, step
from symconv.proof.derivation import Defined, Step
from symconv.theorems.givens import Size, declared_sizes
from symconv.theorems.joins import join_steps
from symconv.theorems.quotients import Quotient
from symconv.theorems.shapes import Sizes, declared

NAMES = (
    "A superscript is the number of the layer: layer l turns sizes with superscript l - 1 into "
    "those with superscript l."
)
BRANCHES = (
    "A superscript is the number of the layer; a layer reads the one before it, or those named."
)


def table(found: Sequence[Sizes], counts: Sequence[Size] = ()) -> SymbolTable:
    """Declare the symbols of the givens and the names of all sizes.

    Raises GivenError when a symbol is also the name of a size.
    """
    own = declared(found)
    taken = {row.name for row in own}
    parameters = [v for s in found for axis in s.axes for v in (axis.k, axis.s, axis.d)]
    natural = [v for s in found for axis in s.axes for v in (axis.p, axis.q)]
    natural += [u for s in found for u in s.extra]
    positive = [*counts, *(s.channels for s in found), *parameters]
    for given, values in (("size", found[0].values), ("layers", (*positive, *natural))):
        for value in values:
            if isinstance(value, str) and name(value) in taken:
                raise GivenError(
                    f"{value} is the name of a size in this derivation",
                    remedy="choose another letter",
                    given=given,
                )
    return SymbolTable.of(declared_sizes(*found[0].values, *positive, natural=natural), own)


def definitions(found: Sequence[Sizes], symbols: SymbolTable) -> Iterator[Defined]:
    """Yield the channels and the size formula of every stage, in terms of the stage before."""
    for sizes in found[1:]:
        if sizes.channels:
            yield define(
                f"{sizes.channel_name} := {channels_formula(sizes)}",
                f"{sizes.title}: {_channel_reason(sizes)}",
                symbols,
            )
        what = "the size of every branch" if sizes.joined else "the size formula"
        for a, template in enumerate(sizes.templates):
            yield sizes.draft(a, symbols, by_name=True).define(
                f"m := {template}", f"{sizes.title}: {what}"
            )


def channels_formula(sizes: Sizes) -> str:
    """Return the number of channels behind a stage, as LaTeX."""
    assert sizes.stage is not None
    assert sizes.before is not None
    if sizes.stage.kind == "flatten":
        before = sizes.before
        return r" \cdot ".join(str(v) for v in (before.channels, *before.values))
    if sizes.stage.kind in ("conv", "conv_transpose", "linear"):
        return str(sizes.channels)
    if sizes.stage.kind == "concat":
        return " + ".join(s.channel_name if s.stage else str(s.channels) for s in sizes.joined)
    return sizes.before.channel_name if sizes.before.stage else str(sizes.before.channels)


def _channel_reason(sizes: Sizes) -> str:
    assert sizes.stage is not None
    return {
        "conv": "one channel per filter",
        "conv_transpose": "one channel per filter",
        "linear": "the number of outputs",
        "flatten": "all entries in one row",
        "concat": "those of all branches",
        "add": "those of every branch",
    }.get(sizes.stage.kind, "each channel by itself")


def size_steps(sizes: Sizes, laws: Mapping[str, Quotient], symbols: SymbolTable) -> Iterator[Step]:
    """Yield the value of every size behind a stage; axes with the same numbers share a line."""
    if sizes.joined:
        yield from join_steps(sizes, symbols)
        return
    if sizes.stage and sizes.stage.kind == "flatten":
        line = f"{sizes.channel_name} = {channels_formula(sizes)} = {sizes.channels}"
        yield step(line, f"{sizes.title}: all entries in one row", symbols)
    for group in _alike(sizes):
        first, names = group[0], " = ".join(sizes.names[a] for a in group)
        value, said = sizes.values[first], sizes.title
        formula = sizes.draft(first, symbols).fill(sizes.templates[first])
        if isinstance(value, int):
            line = f"{names} = {formula} = {value}"
        elif sizes.names[first] in laws:
            law = laws[sizes.names[first]].latex
            line, said = f"{names} = {law}", f"{said}: as one quotient of the size of the input"
        else:
            line = f"{names} = {formula}"
        yield step(line, said, symbols)


def _alike(sizes: Sizes) -> list[list[int]]:
    """Group the axes of a stage that have equal numbers; symbols stay apart."""
    groups: dict[object, list[int]] = {}
    for a, axis in enumerate(sizes.axes):
        key = (axis.n, axis.k, axis.s, axis.p, axis.q, axis.d, sizes.extra[a])
        groups.setdefault(key if isinstance(sizes.values[a], int) else a, []).append(a)
    return list(groups.values())
