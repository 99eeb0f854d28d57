r"""What an answer about a network of pieces claims, in the terms of its question.

*Defines* `in_terms_of`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symconv.audit.judge.claims import Claim
from symconv.audit.judge.desk import COUNTED_IN_PROOFS, Desk
from symconv.audit.judge.item import Item
from symconv.audit.judge.rectified.at_points import at_points
from symconv.audit.judge.rectified.whole import as_function
from symconv.audit.judge.region_claims import counted_regions
from symconv.theorems.relu_lines import LABELS


def in_terms_of(desk: Desk, claims: Sequence[Claim]) -> tuple[Desk, tuple[Claim, ...]]:
    """Return claims as the question names what they are about, with the desk to judge them at."""
    if desk.problem.ask == "local_linear_map":
        desk = replace(desk, items=_joined(desk.items))
        return desk, at_points(desk, claims)
    if desk.problem.ask in COUNTED_IN_PROOFS:
        return desk, counted_regions(desk, claims)
    if desk.problem.ask == "piecewise_form":
        return as_function(desk, claims)
    return desk, tuple(claims)


def _joined(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return one map for a breakpoint on whose sides it is the same: people state it once."""
    values = {a: item.value for item in items for a in item.aliases}
    kept = list(items)
    for label in LABELS:
        pairs = [(f"{letter}{label}left", f"{letter}{label}right") for letter in "Wb"]
        if all(a in values and values[a] == values.get(b) for a, b in pairs):
            for left, right in pairs:
                both = frozenset({left, right, left.removesuffix("left")})
                kept = [
                    replace(item, aliases=both) if left in item.aliases else item
                    for item in kept
                    if right not in item.aliases
                ]
    return tuple(kept)
