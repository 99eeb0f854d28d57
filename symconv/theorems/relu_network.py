"""A network in the givens of a question: one text ``W x + b`` for each layer."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from symconv.algebra.regions import DenseLayer, PiecewiseNetwork
from symconv.errors import GivenError, ShapeError
from symconv.theorems.givens import Nested, array, shape

_LAYER = re.compile(r"\s*(\[\[[][0-9/,\s-]{1,2000}\]\])\s*x\s*\+\s*(\[[0-9/,\s-]{1,500}\])\s*")
_NUMBER = re.compile(r"-?[0-9]+(/[0-9]+)?")
EXAMPLE = 'write layers: ["[[1, -1/2], [0, 2]] x + [0, 1]", "[[1, 1]] x + [3]"]'


def read_network(layers: object) -> PiecewiseNetwork:
    """Return the affine layers of a network, each written ``W x + b`` with exact numbers.

    Raises GivenError for other texts and for sizes that do not fit.

    >>> read_network(["[[3/2], [1/2]] x + [0, 1]", "[[1, 1]] x + [-1]"]).out_size
    1
    """
    if not isinstance(layers, Sequence) or isinstance(layers, str) or not layers:
        raise GivenError(
            f"layers must list one text for each layer, not {layers!r}",
            remedy=EXAMPLE,
            given="layers",
        )
    try:
        return PiecewiseNetwork(tuple(_layer(text, n) for n, text in enumerate(layers, start=1)))
    except ShapeError as error:
        raise GivenError(error.fact, remedy=error.remedy, given="layers") from None


def _layer(text: object, number: int) -> DenseLayer:
    found = _LAYER.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise GivenError(
            f"layer {number} is not of the form W x + b: {text!r}", remedy=EXAMPLE, given="layers"
        )
    weight, bias = (_numbers(part, number) for part in found.groups())
    if len(shape(weight)) != 2 or len(shape(bias)) != 1:
        raise GivenError(
            f"layer {number} needs a matrix W and a vector b", remedy=EXAMPLE, given="layers"
        )
    return DenseLayer.of(weight, bias, "none")  # type: ignore[arg-type]


def _numbers(text: str, layer: int) -> tuple[Nested, ...]:
    try:
        return array(json.loads(_NUMBER.sub(r'"\g<0>"', text)), "layers")
    except json.JSONDecodeError:
        raise GivenError(
            f"layer {layer} has brackets or commas out of place: {text}",
            remedy=EXAMPLE,
            given="layers",
        ) from None
