"""A certificate as it was received: untrusted data, read strictly.

*Defines* `Claim`, `Layer`, `read_claim` and small readers of numbers. What does not have the stated
form raises SpecError; nothing here decides whether a claim is true.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from symconv.errors import SpecError

FORMAT = "symconv regions certificate 1"
_RATIONAL = re.compile(r"-?[0-9]{1,4000}(/[0-9]{1,4000})?")

Numbers = tuple[Fraction, ...]


@dataclass(frozen=True)
class Layer:
    """Rows of weights, biases, and the activation: ``maxout`` rows per unit, or pieces (a, c)."""

    weight: tuple[Numbers, ...]
    bias: Numbers
    breakpoints: Numbers
    pieces: tuple[Numbers, ...]
    maxout: int

    @property
    def units(self) -> int:
        """Number of outputs."""
        return len(self.weight) // max(1, self.maxout)

    @property
    def symbols(self) -> int:
        """How many symbols a pattern holds for this layer."""
        return self.units if self.maxout or self.breakpoints else 0


@dataclass(frozen=True)
class Claim:
    """What a certificate says: this network has ``count`` regions over ``box``, and they are …"""

    kind: str
    layers: tuple[Layer, ...]
    box: tuple[Numbers, ...] | None
    count: int
    regions: tuple[dict[str, Any], ...]

    @property
    def dimension(self) -> int:
        """Number of inputs."""
        return len(self.layers[0].weight[0])


def read_claim(data: Any) -> Claim:
    """Return the claim in a decoded JSON value; raise SpecError where the form is wrong."""
    fields = record(data, "a certificate", "format", "kind", "network", "box", "regions",
                    "activation_regions")  # fmt: skip
    if fields["format"] != FORMAT:
        raise SpecError(f"this is not a {FORMAT!r}")
    if fields["kind"] not in ("tiling", "closure"):
        raise SpecError(f"there is no certificate of kind {fields['kind']!r}")
    layers = tuple(map(_layer, items(fields["network"], "network")))
    _require_chain(layers)
    claim = Claim(
        fields["kind"],
        layers,
        None if fields["box"] is None else _box(fields["box"], len(layers[0].weight[0])),
        integer(fields["activation_regions"], "activation_regions"),
        tuple(items(fields["regions"], "regions")),
    )
    if claim.kind == "tiling" and (claim.box is None or claim.dimension > 2):
        raise SpecError("a tiling needs a box and at most two inputs")
    return claim


def pattern(value: Any, layers: tuple[Layer, ...]) -> tuple[tuple[int, ...], ...]:
    """Return a pattern with one known symbol per unit."""
    rows = [tuple(integer(s, "a symbol") for s in items(v, "a pattern"))
            for v in items(value, "a pattern")]  # fmt: skip
    if [len(row) for row in rows] != [layer.symbols for layer in layers]:
        raise SpecError("a pattern does not have one symbol per unit")
    for row, layer in zip(rows, layers, strict=True):
        k = len(layer.breakpoints)
        least, most = (0, layer.maxout - 1) if layer.maxout else (-k, k)
        if not all(least <= symbol <= most for symbol in row):
            raise SpecError("a pattern has a symbol that names no piece")
    return tuple(rows)


def record(value: Any, what: str, *keys: str) -> dict[str, Any]:
    """Return a mapping that has exactly these keys."""
    if not isinstance(value, dict) or set(value) != set(keys):
        raise SpecError(f"{what} must have the keys {', '.join(keys)}")
    return value


def items(value: Any, what: str) -> list[Any]:
    """Return a list."""
    if not isinstance(value, list):
        raise SpecError(f"{what} must be a list")
    return value


def rational(value: Any, what: str) -> Fraction:
    """Return an integer, or a text such as ``"-3/8"``, as a fraction."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, str) and _RATIONAL.fullmatch(value):
        top, _, bottom = value.partition("/")
        if not bottom or int(bottom):
            return Fraction(int(top), int(bottom or 1))
    raise SpecError(f"{what} must be made of integers and fractions")


def integer(value: Any, what: str) -> int:
    """Return an integer, which may be written as a text."""
    found = rational(value, what)
    if found.denominator != 1:
        raise SpecError(f"{what} must be made of integers")
    return int(found)


def integers(value: Any, size: int, what: str) -> tuple[int, ...]:
    """Return a vector of integers of the stated length."""
    found = tuple(integer(v, what) for v in items(value, what))
    if len(found) != size:
        raise SpecError(f"{what} must have {size} entries")
    return found


def _layer(value: Any) -> Layer:
    fields = record(value, "a layer", "weight", "bias", "activation")
    weight = tuple(
        tuple(rational(v, "a weight") for v in items(row, "a weight"))
        for row in items(fields["weight"], "a weight")
    )
    bias = tuple(rational(v, "a bias") for v in items(fields["bias"], "a bias"))
    if not weight or not weight[0] or {len(row) for row in weight} != {len(weight[0])}:
        raise SpecError("a weight needs rows of one length")
    if len(bias) != len(weight):
        raise SpecError("a layer needs one bias per row")
    return Layer(weight, bias, *_activation(fields["activation"], len(weight)))


def _activation(value: Any, rows: int) -> tuple[Numbers, tuple[Numbers, ...], int]:
    if isinstance(value, dict) and "maxout" in value:
        size = integer(record(value, "maxout", "maxout")["maxout"], "maxout")
        if size < 1 or rows % size:
            raise SpecError(f"maxout of {size} does not divide {rows} rows")
        return (), (), size
    fields = record(value, "an activation", "breakpoints", "pieces")
    breakpoints = tuple(rational(v, "a breakpoint") for v in items(fields["breakpoints"], "it"))
    pieces = tuple(
        tuple(rational(v, "a piece") for v in items(piece, "a piece"))
        for piece in items(fields["pieces"], "pieces")
    )
    if any(len(piece) != 2 for piece in pieces) or len(pieces) != len(breakpoints) + 1:
        raise SpecError("an activation needs one piece (slope, intercept) more than breakpoints")
    if any(s >= t for s, t in pairwise(breakpoints)):
        raise SpecError("breakpoints must increase")
    for t, (a, c), (b, d) in zip(breakpoints, pieces, pieces[1:], strict=False):
        if a * t + c != b * t + d:
            raise SpecError("the pieces of an activation must meet")
    return breakpoints, pieces, 0


def _require_chain(layers: tuple[Layer, ...]) -> None:
    if not layers:
        raise SpecError("a network needs a layer")
    for one, two in pairwise(layers):
        if one.units != len(two.weight[0]):
            raise SpecError("the layers of the network do not fit")


def _box(value: Any, n: int) -> tuple[Numbers, ...]:
    box = tuple(
        tuple(rational(v, "box") for v in items(pair, "box")) for pair in items(value, "box")
    )
    if len(box) != n or any(len(pair) != 2 or pair[0] >= pair[1] for pair in box):
        raise SpecError("a box needs an interval low < high per input")
    return box
