r"""The parameters of a stack, layer by layer and in total.

    convolution           K x K x C_in/groups x C_out weights, C_out biases
    transposed            the same
    linear                in x out weights, out biases
    pool, activation      none

Batch normalisation learns two numbers per channel.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from symconv.errors import GivenError
from symconv.notation import Domain, SymbolTable, name, scalars
from symconv.proof.author import define, step
from symconv.proof.derivation import Answer, Defined, Derivation, Exact, Step
from symconv.theorems.answers import box, exact
from symconv.theorems.count_lines import compact, expression, spelled_out
from symconv.theorems.givens import Size, axes, declared_sizes, flag
from symconv.theorems.givens import Sizes as SizesGiven
from symconv.theorems.givens import size as one_size
from symconv.theorems.joins import check_joins
from symconv.theorems.learned import Learned, learned_by, parameters_witness
from symconv.theorems.network_sizes import network_sizes
from symconv.theorems.quotients import quotients
from symconv.theorems.shapes import Sizes, sizes_of
from symconv.theorems.stages import read_stages

TOTAL = r"\theta"


def network_parameters(
    *,
    layers: Sequence[str],
    size: SizesGiven = ("H", "W"),
    channels: Size = 3,
    bias: bool = True,
) -> Derivation:
    r"""Return the derivation of the weights and biases of every layer, and of their total.

    ``bias`` holds for the layers that do not say ``bias=true`` or ``bias=false`` themselves. The
    size of the input matters only where a linear layer reads a flattened image.

    >>> layers = ["conv 96 kernel_size=11 stride=4", "relu", "max_pool 3 stride=2"]
    >>> network_parameters(layers=layers).answer.value
    (34848, 96, 34944)
    """
    default = flag(bias, "bias")
    stages = read_stages(layers, branches=True)
    image, count = axes(size, "size"), one_size(channels, "channels", least=1)
    found = sizes_of(stages, image, count)
    check_joins(found, quotients(found))
    learned = [learned_by(sizes, default=default) for sizes in found[1:]]
    if not any(one.names for one in learned):
        raise GivenError("no layer learns anything", remedy="add a conv", given="layers")
    flat = any(stage.kind == "flatten" for stage in stages)
    lemma = network_sizes(layers=layers, size=size, channels=channels) if flat else None
    symbols = _table(learned, found, lemma)
    return Derivation(
        name="network_parameters",
        title="Parameters of the layers",
        symbols=symbols,
        conventions=(
            r"With a superscript and w: the weights of that layer; with b: its biases. "
            "Pools and activations learn nothing.",
        ),
        lemmas={"sizes": lemma} if lemma else {},
        definitions=(
            *(d for one in learned for d in _definitions(one, symbols)),
            define(f"{TOTAL} := {' + '.join(_names(learned))}", "all that is learned", symbols),
        ),
        steps=(*(s for one in learned for s in _steps(one, symbols)), _sum(learned, symbols)),
        answer=_answer(learned, symbols),
        witness=parameters_witness(learned),
    )


def _table(
    learned: Sequence[Learned], found: Sequence[Sizes], lemma: Derivation | None
) -> SymbolTable:
    names = [*_names(learned), TOTAL]
    factors = [f for one in learned for group in one.groups.values() for f in group]
    own = [row for count in names for row in scalars(count, Domain.NATURAL)]
    for row in own:
        if any(isinstance(f, str) and name(f) == row.name for f in factors):
            raise GivenError(f"{row.name} is the name of a count here", given="layers")
    given = declared_sizes(*factors, *found[0].values, found[0].channels)
    return SymbolTable.of(given, own, lemma.symbols if lemma else ())


def _definitions(one: Learned, symbols: SymbolTable) -> list[Defined]:
    return [
        define(
            f"{count} := {spelled_out(factors)}", f"{one.stage.title}: {one.said(count)}", symbols
        )
        for count, factors in one.groups.items()
    ]


def _steps(one: Learned, symbols: SymbolTable) -> list[Step]:
    return [
        step(
            f"{count} = {spelled_out(factors)} = {compact(factors)}",
            f"{one.stage.title}: {one.said(count)}",
            symbols,
        )
        for count, factors in one.groups.items()
        if len(factors) > 1
    ]


def _sum(learned: Sequence[Learned], symbols: SymbolTable) -> Step:
    counts = [compact(f) for one in learned for f in one.groups.values()]
    total = _total(learned)
    summed = " + ".join(counts)
    line = f"{TOTAL} = {summed}" + (f" = {total}" if total != summed else "")
    return step(line, "all layers together", symbols)


def _names(learned: Sequence[Learned]) -> list[str]:
    return [count for one in learned for count in one.names]


def _total(learned: Sequence[Learned]) -> str:
    """Return the sum of all counts: the numbers added, then the products with letters."""
    products = [factors for one in learned for factors in one.groups.values()]
    numeric = [p for p in products if all(isinstance(f, int) for f in p)]
    rest = [compact(p) for p in products if p not in numeric]
    number = sum(prod(int(f) for f in p) for p in numeric)
    return " + ".join([*rest, *([str(number)] if number or not rest else [])])


def _answer(learned: Sequence[Learned], symbols: SymbolTable) -> Answer:
    lines = [(count, compact(factors)) for one in learned for count, factors in one.groups.items()]
    lines.append((TOTAL, _total(learned)))
    values: tuple[Exact, ...] = tuple(exact(expression(v, symbols)) for _, v in lines)
    return Answer(box([f"{count} = {value}" for count, value in lines]), values)
