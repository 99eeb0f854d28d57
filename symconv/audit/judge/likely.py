r"""Which readings of foreign letters are worth a proof.

*Defines* `likely_readings`.
"""

from __future__ import annotations

from collections.abc import Iterable

from symconv.audit.judge.desk import Desk
from symconv.audit.judge.item import Item
from symconv.audit.judge.origins import from_zero
from symconv.audit.judge.own import Renaming
from symconv.audit.judge.quick import refuted_at_points
from symconv.latex.tree import Statement


def likely_readings(
    found: Iterable[tuple[Renaming, Statement]], item: Item, desk: Desk
) -> tuple[list[tuple[Renaming, Statement]], list[tuple[Renaming, Statement]]]:
    """Part the readings into those that values do not refute, and those that they do."""
    likely: list[tuple[Renaming, Statement]] = []
    unlikely: list[tuple[Renaming, Statement]] = []
    for reading in found:
        trees = (reading[1], from_zero(reading[1]))
        refuted = all(refuted_at_points(tree, item.value, desk) for tree in trees)
        (unlikely if refuted else likely).append(reading)
    return likely, unlikely
