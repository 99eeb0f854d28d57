"""Reading a network from YAML: strict, with a place for every mistake.

    title: LeNet
    input: [1, 28, 28]
    layers:
      - conv 6 kernel_size=5 padding=2
      - relu
      - {name: sum, layer: add, from: [relu1, input]}

A layer is one line (`symconv.layers.lines`), or a mapping with the line under ``layer`` and, where
they are needed, ``name``, ``from`` (what it reads) and ``shares`` (whose weights it uses). A layer
without a name is called by its kind and number. Sizes of the input are integers or names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from symconv.algebra.sizes import Size
from symconv.errors import Place, ShapeError, SpecError
from symconv.layers.lines import layer_line
from symconv.layers.make import layer
from symconv.layers.network import Network
from symconv.layers.node import Node
from symconv.sheets.given import given
from symconv.sheets.source import Source, read_source
from symconv.sheets.words import meant
from symconv.sheets.yaml_marks import Fields, Items, Marked, Scalar, compose

KEYS = ("title", "input", "layers")
LAYER_KEYS = ("name", "layer", "from", "shares")


def read_network(path: str | Path) -> Network:
    """Read a network from a YAML file; raise SpecError with the place of a mistake."""
    return parse_network(read_source(path), Path(path).stem)


def parse_network(source: Source, title: str) -> Network:
    """Read a network from a text.

    >>> net = parse_network(Source("net.yaml", "input: [3, 8, 8]\\nlayers: [conv 4, relu]"), "net")
    >>> net.trace().out_shape
    (4, 6, 6)
    """
    fields = _fields(compose(source), KEYS, "a network", "layers")
    nodes = fields["layers"]
    if not isinstance(nodes, Items) or not nodes.items:
        raise SpecError("layers must be a list", place=nodes.place, remedy="write `- conv 8`")
    seen: Counter[str] = Counter()
    read = tuple(_node(item, seen) for item in nodes.items)
    named = fields.get("title")
    try:
        return Network(read, _input(fields.get("input")), _word(named) if named else title)
    except ShapeError as error:
        raise SpecError(
            error.fact, place=_place_of(error.fact, read, nodes), remedy=error.remedy
        ) from None


def _node(item: Marked, seen: Counter[str]) -> Node:
    fields = (
        {"layer": item}
        if isinstance(item, Scalar)
        else _fields(item, LAYER_KEYS, "a layer", "layer")
    )
    text = _word(fields["layer"])
    try:
        line = layer_line(text)
        made = layer(line)
        seen[line.kind] += 1
        name = _word(fields["name"]) if "name" in fields else line.name
        shares = _word(fields["shares"]) if "shares" in fields else ""
        reads = _inputs(fields) or line.reads
        return Node(name or f"{line.kind}{seen[line.kind]}", made, reads, shares)
    except ShapeError as error:
        raise SpecError(error.fact, place=item.place, remedy=error.remedy) from None


def _inputs(fields: Mapping[str, Marked]) -> tuple[str, ...]:
    where = fields.get("from")
    if where is None:
        return ()
    return tuple(map(_word, where.items)) if isinstance(where, Items) else (_word(where),)


def _input(node: Marked | None) -> tuple[Size, ...]:
    if node is None:
        return ()
    values = given(node)
    if not isinstance(values, list):
        raise SpecError("input must be a list", place=node.place, remedy="write [3, 224, 224]")
    return tuple(_size(value, node) for value in values)


def _size(value: object, node: Marked) -> Size:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    if isinstance(value, str) and value.isidentifier():
        from sympy import Symbol

        found: Size = Symbol(value, integer=True, positive=True)
        return found
    raise SpecError(
        f"{value} is not a size of the input",
        place=node.place,
        remedy="write positive integers, or letters such as H",
    )


def _fields(node: Marked, keys: tuple[str, ...], what: str, needed: str) -> dict[str, Marked]:
    if not isinstance(node, Fields):
        raise SpecError(f"{what} must be a mapping of {', '.join(keys)}", place=node.place)
    for key, _ in node.entries:
        if key.text not in keys:
            raise SpecError(
                f"unknown key {key.text!r} in {what}", place=key.place, remedy=meant(key.text, keys)
            )
    found = {key.text: value for key, value in node.entries}
    if needed not in found:
        raise SpecError(f"{what} needs the key {needed!r}", place=node.place)
    return found


def _word(node: Marked) -> str:
    if not isinstance(node, Scalar) or not node.text.strip():
        raise SpecError("a text is needed here", place=node.place)
    return node.text.strip()


def _place_of(fact: str, nodes: tuple[Node, ...], items: Items) -> Place:
    """Return the place of the layer that a message names, or of the list."""
    for node, item in zip(nodes, items.items, strict=True):
        if f"layer {node.name!r}" in fact:
            return item.place
    return items.place
