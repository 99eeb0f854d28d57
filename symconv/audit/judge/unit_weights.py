r"""Does this threshold unit have the table? The weights of an answer, run on every row.

*Defines* `unit_outputs`. Many weights are right, so an answer is not compared with the sheet's: its
weight vector and its bias are found by their names, and the unit is run on all inputs exactly, by
the rule of the question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product

from symconv.audit.causes.values import NoValue, Value, value_at
from symconv.audit.judge.claims import Claim
from symconv.proof.exact_numbers import Exact
from symconv.proof.point_truth import Point

THEOREM = "threshold_weights"
RULES: Mapping[str, Callable[[Exact], bool]] = {">=": lambda z: z >= 0, ">": lambda z: z > 0}


def unit_outputs(
    claims: Sequence[Claim], inputs: int, rule: str
) -> Sequence[tuple[tuple[int, ...], Exact]] | None:
    """Return what the unit of an answer gives for each input; None where it cannot be told."""
    weights, bias = _vector(claims, inputs), _bias(claims)
    fires = RULES.get(rule)
    if weights is None or bias is None or fires is None:
        return None
    return [
        (x, int(fires(sum(w * v for w, v in zip(weights, x, strict=True)) + bias)))
        for x in product((0, 1), repeat=inputs)
    ]


def _vector(claims: Sequence[Claim], inputs: int) -> list[Exact] | None:
    """Return the last vector of the right size, or the numbers w_1, w_2 and so on."""
    numbered: dict[str, Exact] = {}
    found: list[Exact] | None = None
    for claim in claims:
        value = _value(claim)
        entries = _flat(value)
        if isinstance(value, tuple) and len(entries) == inputs:
            found = entries
        elif value is not None and not isinstance(value, tuple):
            numbered |= dict.fromkeys(claim.names, value)
    single = [numbered.get(f"w{i}") for i in range(1, inputs + 1)]
    if found is None and None not in single:
        return [v for v in single if v is not None]
    return found


def _bias(claims: Sequence[Claim]) -> Exact | None:
    """Return the last number whose name begins with b."""
    found: Exact | None = None
    for claim in claims:
        value = _value(claim)
        plain = any(name.startswith("b") for name in claim.names)
        if plain and value is not None and not isinstance(value, tuple):
            found = value
    return found


def _value(claim: Claim) -> Value | None:
    try:
        return value_at(claim.value, Point({}, {}))
    except NoValue:
        return None


def _flat(value: Value | None) -> list[Exact]:
    if value is None:
        return []
    return [x for part in value for x in _flat(part)] if isinstance(value, tuple) else [value]
