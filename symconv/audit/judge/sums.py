r"""Conclusions that an answer may state together: parameters of a layer, operations of a layer.

*Defines* `with_sums`. A text that says "9728 parameters in the first layer" has said how many
weights and biases there are as one number; it is compared with their sum, and covers both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from symconv.audit.judge.item import Item
from symconv.latex.reader import read_one
from symconv.latex.tree import Add, Expr, Number, Text
from symconv.proof.derivation import Derivation
from symconv.sheets.given import Given

VANILLA = ("vanilla operations", "standard operations", "ordinary operations")
PARTED = ("depthwise operations", "separable operations")


def with_sums(
    items: tuple[Item, ...], derivation: Derivation, given: Mapping[str, Given]
) -> tuple[Item, ...]:
    """Return the conclusions with the sums that stand for several of them behind them."""
    match derivation.name:
        case "network_parameters":
            return _by_layer(items)
        case "conv_parameters" if len(items) == 3:
            return (*items[:2], replace(items[2], covers=(0, 1)))
        case "batch_norm_definition" if len(items) == 4:  # y may be written out, without x hat
            return (*items[:3], replace(items[3], covers=(2,)))
        case "depthwise_separable_cost":
            items = tuple(_told_apart(item) for item in items)
            plain = _sum(items, "mu", "alpha", VANILLA)
            parted = _sum(items, "mu'", "alpha'", PARTED)
            return (*items, *plain, *parted, *_halves(derivation, given))
        case _:
            return items


def _halves(derivation: Derivation, given: Mapping[str, Given]) -> list[Item]:
    """The operations of the depthwise and of the pointwise step alone, multiplications and sums."""
    sizes = given.get("size", ["H", "W"])
    h, w = sizes if isinstance(sizes, list) and len(sizes) == 2 else ("H", "W")
    keys = {"in_channels": "C", "out_channels": "N", "kernel_size": "K"}
    c, n, k = (given.get(key, letter) for key, letter in keys.items())
    area = rf"{h} \cdot {w}"
    steps = {
        "depthwise step": rf"{area} \cdot {c} \cdot \left(2 \cdot {k}^{{2}} - 1\right)",
        "pointwise step": rf"{area} \cdot {n} \cdot \left(2 \cdot {c} - 1\right)",
    }
    return [
        Item(
            (Text(words),),
            read_one(latex, derivation.symbols).statement,
            words=(words,),
            optional=True,
        )
        for words, latex in steps.items()
    ]


def _told_apart(item: Item) -> Item:
    """Which of the two convolutions is meant must be said in words."""
    parted = any(a.endswith("'") for a in item.aliases)
    kinds = ("depthwise", "separable") if parted else ("vanilla", "standard", "ordinary")
    words = tuple(f"{kind} {word}" for kind in kinds for word in item.words if " " not in word)
    return replace(item, words=words)


def _by_layer(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """One sum per layer that has weights and biases; the layer's own name means the sum."""
    layers: dict[int, list[int]] = {}
    for number, item in enumerate(items):
        if item.layer is not None:
            layers.setdefault(item.layer, []).append(number)
    several = {layer: numbers for layer, numbers in layers.items() if len(numbers) == 2}
    out = [
        replace(item, aliases=_own(item), words=_worded(item)) if item.layer in several else item
        for item in items
    ]
    for layer, numbers in several.items():
        first = items[numbers[0]]
        whole = _plus([items[i].value for i in numbers])
        aliases = (first.aliases - _own(first)) | {f"theta{layer}"}
        of_layer = Item(first.subjects, whole, aliases, first.words, layer)
        out.append(replace(of_layer, covers=tuple(numbers), optional=True))
    return tuple(out)


def _worded(item: Item) -> tuple[str, ...]:
    """The weights or the biases of a layer must be called so."""
    kind = "biases" if any(a.endswith("b") for a in _own(item)) else "weights"
    return tuple(f"{words} {kind}" for words in item.words)


def _own(item: Item) -> frozenset[str]:
    return frozenset(a for a in item.aliases if a.startswith("theta"))


def _sum(items: tuple[Item, ...], first: str, second: str, words: tuple[str, ...]) -> list[Item]:
    found = [i for i, item in enumerate(items) if {first, second} & item.aliases]
    if len(found) != 2:
        return []
    whole = _plus([items[i].value for i in found])
    both = Item((Text(words[0]),), whole, frozenset(), words)
    return [replace(both, covers=tuple(found), optional=True)]


def _plus(values: list[object]) -> Expr:
    numbers = [v.value for v in values if isinstance(v, Number)]
    if len(numbers) == len(values):
        return Number(sum(numbers, Fraction(0)))
    return Add(tuple(v for v in values))  # type: ignore[misc]
