"""Layers from words: what a line or a file says of a layer becomes the layer itself.

The number of input channels may be left out everywhere; it is then the unknown one, which a network
reads off the layer before. Names stand for positive integers, ``padding`` for a non-negative one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symconv.errors import ShapeError
from symconv.layers.activation import Activation
from symconv.layers.kinds import ACTIVATIONS, KINDS
from symconv.layers.layer import Layer
from symconv.layers.lines import LayerLine, layer_line
from symconv.layers.unknown import SPELLING, unknown

WORDS = frozenset({"padding_mode", "function"})
RULES = frozenset({"same", "valid"})
FRACTIONS = frozenset({"p", "eps", "norm_type"})


def layer(line: str | LayerLine) -> Layer:
    """Return the layer that a line describes; raise ShapeError where there is none.

    >>> layer("conv 64 kernel_size=7 stride=2 padding=3").out_shape((3, 224, 224))
    (64, 112, 112)
    """
    read = layer_line(line) if isinstance(line, str) else line
    return make(read.kind, read.options)


def make(kind: str, options: Mapping[str, Any]) -> Layer:
    """Return the layer of a kind with some options, all others at their defaults."""
    if kind in ACTIVATIONS:
        return Activation(kind)
    chosen = KINDS[kind]
    values = {key: _value(key, value) for key, value in options.items()}
    if chosen.channel_field and chosen.channel_field not in values:
        values[chosen.channel_field] = unknown()
    try:
        return chosen(**values)
    except TypeError as error:
        raise ShapeError(f"{kind}: {error}") from None


def _value(key: str, value: Any) -> Any:
    if isinstance(value, tuple | list):
        return tuple(_value(key, v) for v in value)
    if not isinstance(value, str) or key in WORDS or (key == "padding" and value in RULES):
        return value
    if value == SPELLING:
        return unknown()
    if key in FRACTIONS:
        return _number(key, value)
    from sympy import Symbol

    natural = key in ("padding", "output_padding")
    return Symbol(value, integer=True, **{"nonnegative" if natural else "positive": True})


def _number(key: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ShapeError(f"{key}={text!r} is not a number", remedy=f"write {key}=0.5") from None
