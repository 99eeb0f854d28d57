"""Piecewise-linear networks with their weights, from YAML: untrusted, bounded, read exactly.

    title: A fold
    layers:
      - weight: [[2, 0], [0, 2]]
        bias: [-1, 1/2]
        activation: abs

*Defines* `read_piecewise`. Numbers are integers, fractions such as ``-3/8`` or decimals such as
``0.1``, which is one tenth. ``activation`` is relu, leaky(1/10), abs, hardtanh, relu6, maxout(2) or
none, which it is when it is left out; so is a bias of zeros. Behind ``input: [C, H, W]`` a layer
may be ``conv: KERNEL`` (with bias, stride, padding, dilation, groups) or ``max_pool: SIZE``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from symconv.algebra.regions import (
    DenseLayer,
    PiecewiseNetwork,
    conv_layer,
    max_pool_layer,
)
from symconv.errors import ShapeError, SpecError, TooLarge
from symconv.sheets.source import Source, read_source
from symconv.sheets.words import meant
from symconv.sheets.yaml_marks import Fields, Items, Marked, Scalar, compose

KEYS = ("title", "input", "layers")
DENSE = ("weight", "bias", "activation")
CONV = ("conv", "bias", "activation", "stride", "padding", "dilation", "groups")
POOL = ("max_pool", "stride")
MOST_INPUTS = 4096

_NUMBER = re.compile(r"[-+]?\d{1,60}(\.\d{0,60})?([eE][-+]?\d{1,3})?|[-+]?\d{1,60}/\d{1,60}")


def read_piecewise(path: str | Path) -> tuple[str, PiecewiseNetwork]:
    """Return title and network of a YAML file; raise SpecError with the place of a mistake."""
    return parse_piecewise(read_source(path), Path(path).stem)


def parse_piecewise(source: Source, title: str) -> tuple[str, PiecewiseNetwork]:
    """Read a network from a text.

    >>> text = "layers: [{weight: [[1/2, 0.1]], activation: relu}]"
    >>> parse_piecewise(Source("net.yaml", text), "net")[1].layers[0].weight
    ((Fraction(1, 2), Fraction(1, 10)),)
    """
    fields = _fields(compose(source), KEYS, "a network")
    if "layers" not in fields:
        raise SpecError("a network needs the key 'layers'", place=compose(source).place)
    nodes = fields["layers"]
    if not isinstance(nodes, Items) or not nodes.items:
        raise SpecError(
            "layers must be a list", place=nodes.place, remedy="write `- weight: [[1, 0]]`"
        )
    shape = tuple(_counts(fields["input"])) if "input" in fields else ()
    layers = []
    for node in nodes.items:
        layer, shape = _layer(node, shape)
        layers.append(layer)
    named = fields.get("title")
    word = named.text.strip() if isinstance(named, Scalar) else title
    return word, PiecewiseNetwork(tuple(layers))


def _layer(node: Marked, shape: tuple[int, ...]) -> tuple[DenseLayer, tuple[int, ...]]:
    """Read a layer that follows an output of ``shape``, () when nothing precedes it."""
    keys = {key.text for key, _ in node.entries} if isinstance(node, Fields) else set()
    known = CONV if "conv" in keys else POOL if "max_pool" in keys else DENSE
    fields = _fields(node, known, "a layer")
    if known[0] not in fields:
        raise SpecError("a layer needs the key 'weight', 'conv' or 'max_pool'", place=node.place)
    if known != DENSE and len(shape) < 2:
        raise SpecError(
            f"{known[0]} needs channels and sizes",
            place=node.place,
            remedy="write `input: [1, 4, 4]` at the top",
        )
    try:
        if known == CONV:
            return _conv(fields, shape)
        if known == POOL:
            return _max_pool(fields, shape)
        return _dense(fields, shape)
    except ShapeError as error:
        raise SpecError(error.fact, place=node.place, remedy=error.remedy) from None


def _dense(
    fields: Mapping[str, Marked], shape: tuple[int, ...]
) -> tuple[DenseLayer, tuple[int, ...]]:
    bias = _vector(fields["bias"]) if "bias" in fields else None
    rows = _nested(fields["weight"])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise SpecError(
            "a weight is a list of rows", place=fields["weight"].place, remedy="write [[1, 2]]"
        )
    layer = DenseLayer.of(rows, bias, _word(fields))
    size = 1
    for n in shape:
        size *= n
    if shape and size != len(layer.weight[0]):
        raise ShapeError(f"the rows have {len(layer.weight[0])} entries for {size} inputs")
    return layer, (layer.out_size,)


def _conv(
    fields: Mapping[str, Marked], shape: tuple[int, ...]
) -> tuple[DenseLayer, tuple[int, ...]]:
    options = {key: _count(fields[key]) for key in CONV[3:] if key in fields}
    bias = _vector(fields["bias"]) if "bias" in fields else None
    kernel = _nested(fields["conv"])
    return conv_layer(kernel, bias, shape, activation=_word(fields), **options)


def _max_pool(
    fields: Mapping[str, Marked], shape: tuple[int, ...]
) -> tuple[DenseLayer, tuple[int, ...]]:
    stride = _count(fields["stride"]) if "stride" in fields else None
    return max_pool_layer(shape, _count(fields["max_pool"]), stride=stride)


def _fields(node: Marked, keys: tuple[str, ...], what: str) -> dict[str, Marked]:
    if not isinstance(node, Fields):
        raise SpecError(f"{what} must be a mapping of {', '.join(keys)}", place=node.place)
    for key, _ in node.entries:
        if key.text not in keys:
            raise SpecError(
                f"unknown key {key.text!r} in {what}", place=key.place, remedy=meant(key.text, keys)
            )
    return {key.text: value for key, value in node.entries}


def _word(fields: Mapping[str, Marked]) -> str:
    node = fields.get("activation")
    if node is None:
        return "none"
    if not isinstance(node, Scalar):
        raise SpecError("an activation is a word", place=node.place, remedy="write relu")
    return node.text.strip()


def _nested(node: Marked) -> Any:
    """Return numbers in lists, each read exactly."""
    if isinstance(node, Items):
        return [_nested(item) for item in node.items]
    if isinstance(node, Scalar) and _NUMBER.fullmatch(node.text.strip()):
        try:
            return Fraction(node.text.strip())
        except ZeroDivisionError:
            pass
    said = f"{node.text!r} is not a number" if isinstance(node, Scalar) else "a number is needed"
    raise SpecError(said, place=node.place, remedy="write 2, -3/8 or 0.25")


def _vector(node: Marked) -> list[Fraction]:
    values = _nested(node)
    if not isinstance(values, list) or any(isinstance(v, list) for v in values):
        raise SpecError("a list of numbers is needed", place=node.place, remedy="write [0, 1/2]")
    return values


def _count(node: Marked) -> int:
    value = _nested(node)
    if not isinstance(value, Fraction) or value.denominator != 1 or abs(value) > MOST_INPUTS:
        raise SpecError("a small integer is needed", place=node.place)
    return int(value)


def _counts(node: Marked) -> list[int]:
    if not isinstance(node, Items):
        raise SpecError("input must be a list", place=node.place, remedy="write [1, 4, 4]")
    sizes = [_count(item) for item in node.items]
    total = 1
    for item, size in zip(node.items, sizes, strict=True):
        if size < 1:
            raise SpecError(f"{size} is not a size of the input", place=item.place)
        total *= size
    if total > MOST_INPUTS:
        raise TooLarge(f"an input of more than {MOST_INPUTS} numbers", place=node.place)
    return sizes
