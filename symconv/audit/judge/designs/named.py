r"""A design from weights and biases that are given by name: ``w = (1, 1)``, ``b = -2``, ``W_1``.

*Defines* `named_unit`, `named_network` and `first_place`. A capital letter is the matrix of a
hidden layer, one row for each unit; where the text multiplies by its transpose, or by it from the
right, one column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from symconv.audit.causes.values import NoValue, Value, value_at
from symconv.audit.judge.claims import Claim
from symconv.audit.judge.designs.design import Design, Unit
from symconv.audit.judge.sayings import Said
from symconv.proof.exact_numbers import Exact
from symconv.proof.point_truth import Point

MAX_UNITS = 60
THRESHOLDS = frozenset({"theta", "T", "tau", "t", "vartheta", "threshold"})
WEIGHTS: Sequence[frozenset[str]] = (
    frozenset({"W", "W1", "U", "W^\\top", "W1^\\top", "U^\\top"}),
    frozenset({"w", "w^\\top", "W2", "W2^\\top", "w2", "v", "v^\\top", "V", "V^\\top", "u"}),
    frozenset({"W3", "W3^\\top", "w3"}),
)
BIASES: Sequence[frozenset[str]] = (
    frozenset({"c", "b1"}),
    frozenset({"b", "b2"}),
    frozenset({"b3"}),
)
_TURNED = re.compile(
    r"(?:W|U)\}?(?:\^\{\(1\)\}|_\{?1\}?)?\s*\^\s*\{?\s*(?:\\top|T\b)"
    r"|x\}?\s*(?:\^\s*\{?\s*(?:\\top|T)\s*\}?)?\s*\\?(?:mathbf\{)?[WU]\b"
)
Rows = tuple[tuple[Exact, ...], ...]


def named_unit(claims: Sequence[Claim], inputs: int, activation: str) -> Design | None:
    """Return the unit of the last weight vector and bias that are stated; None if one is not."""
    weights, bias = _vector(claims, inputs), _bias(claims)
    if weights is None or bias is None:
        return None
    return Design(inputs, (Unit(tuple(range(inputs)), tuple(weights), bias, activation),))


def _vector(claims: Sequence[Claim], inputs: int) -> list[Exact] | None:
    """Return the last vector of the right size, or the numbers w_1, w_2 and so on."""
    numbered: dict[str, Exact] = {}
    found: list[Exact] | None = None
    for claim in claims:
        value = _value(claim)
        flat = _flat(value)
        if isinstance(value, tuple) and len(flat) == inputs and not claim.names & {"x", "X"}:
            found = flat
        elif value is not None and not isinstance(value, tuple):
            numbered |= dict.fromkeys(_names(claim), value)
    for letter in ("w", "v", "a", "omega"):
        single = [numbered.get(f"{letter}{i}") for i in range(1, inputs + 1)]
        if found is None and None not in single:
            return [v for v in single if v is not None]
    return found


def _bias(claims: Sequence[Claim]) -> Exact | None:
    """Return the last number whose name begins with b, or the opposite of a threshold."""
    found: Exact | None = None
    for claim in claims:
        value = _value(claim)
        if value is None or isinstance(value, tuple):
            continue
        names = _names(claim)
        if any(name.startswith("b") for name in names) or names & {"w0", "beta"}:
            found = value
        elif names & THRESHOLDS:
            found = -value
    return found


def first_place(claims: Sequence[Claim]) -> Said | None:
    """Return the first statement that gives a number or an array."""
    return next((claim.said for claim in claims if _value(claim) is not None), None)


def _names(claim: Claim) -> frozenset[str]:
    """Return the names of a claim; of a bare number the word before it, or its row in a table."""
    if claim.names or claim.value != claim.said.statement:
        return claim.names
    before = re.findall(r"[A-Za-z]+", claim.said.words)[-1:]
    row = re.sub(r"[\s_{}$\\]", "", claim.said.heading)
    return frozenset({*(word.lower() for word in before), row} - {"", "is", "of"})


def named_network(
    claims: Sequence[Claim], inputs: int, hidden: str, output: str
) -> tuple[Design, bool] | None:
    """Return the network of the weights that are stated, and whether a formula tells its layout.

    None where weights are missing or do not fit together.
    """
    found: dict[tuple[str, int], Value] = {}
    told = False
    for claim in claims:
        value = _value(claim)
        place = _place(claim)
        if value is None or place is None:
            continue
        kind, layer = place
        if kind == "weights" and layer == 0:
            turned = _is_turned(claim, claims)
            told = turned or _is_told(claims)
            value = tuple(zip(*_rows(value), strict=True)) if turned else value
        found[place] = value
    layers = _layers(found, inputs)
    if layers is None:
        return None
    units: list[Unit] = []
    below = range(inputs)
    for number, (rows, biases) in enumerate(layers):
        activation = output if number == len(layers) - 1 else hidden
        first = inputs + len(units)
        units += [
            Unit(tuple(below), row, bias, activation)
            for row, bias in zip(rows, biases, strict=True)
        ]
        below = range(first, inputs + len(units))
    return Design(inputs, tuple(units)), told


def _layers(
    found: Mapping[tuple[str, int], Value], inputs: int
) -> list[tuple[Rows, tuple[Exact, ...]]] | None:
    """Return weights and biases layer by layer; a bias that is not stated is 0."""
    count = max((layer + 1 for kind, layer in found if kind == "weights"), default=0)
    below, layers = inputs, []
    for layer in range(count):
        value = found.get(("weights", layer))
        rows = _rows(value)
        if layer == count - 1 and len(_flat(value)) == below:
            rows = (tuple(_flat(value)),)
        biases = _flat(found.get(("biases", layer), 0))
        if len(biases) == 1:
            biases = biases * len(rows)
        if not rows or len(rows) > MAX_UNITS or len(rows[0]) != below or len(biases) != len(rows):
            return None
        layers.append((rows, tuple(biases)))
        below = len(rows)
    return layers if count > 1 and below == 1 else None


def _place(claim: Claim) -> tuple[str, int] | None:
    for kind, names in (("weights", WEIGHTS), ("biases", BIASES)):
        for layer, some in enumerate(names):
            if claim.names & some:
                return kind, layer
    return None


def _is_turned(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether a matrix is called W in a text that multiplies by its transpose."""
    plain = not any("top" in name for name in claim.names)
    return plain and any(_TURNED.search(c.said.text) for c in claims)


def _is_told(claims: Sequence[Claim]) -> bool:
    """Whether a formula multiplies a matrix and the input."""
    return any(re.search(r"[WU][^=]*[xX]\b", c.said.text) for c in claims)


def _value(claim: Claim) -> Value | None:
    try:
        return value_at(claim.value, Point({}, {}))
    except NoValue:
        return None


def _rows(value: Value | None) -> Rows:
    if not isinstance(value, tuple) or not value or not isinstance(value[0], tuple):
        return ()
    return value  # type: ignore[return-value]


def _flat(value: Value | None) -> list[Exact]:
    if value is None:
        return []
    if isinstance(value, tuple):
        return [x for part in value for x in _flat(part)]
    return [value if isinstance(value, int) else Fraction(value)]
