r"""Claims for names that the question does not have: they are its conclusions in their order.

*Defines* `in_order`. ``m_c``, ``v_c`` and ``\hat{X}`` are the mean, the deviation and the
normalised value. Where fewer are claimed than asked for, a conclusion may be left out that a later
one is computed from; which one, the names that a claim and a conclusion share must tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.claims import Claim, sort_of
from symconv.audit.judge.item import Item

MAX_LEFT_OUT = 2


def in_order(
    items: Sequence[Item], rest: Sequence[int], claims: Sequence[Claim]
) -> tuple[int, ...]:
    """Return the conclusion of each claim, or nothing if that cannot be told."""
    names = {min(c.names) for c in claims}
    left_out = len(rest) - len(claims)
    if len(claims) < 2 or len(names) != len(claims) or not 0 <= left_out <= MAX_LEFT_OUT:
        return ()
    scored = sorted(
        ((_shared(items, chosen, claims), chosen) for chosen in _choices(items, rest, claims)),
        reverse=True,
    )
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return ()
    return scored[0][1]


def _choices(
    items: Sequence[Item], rest: Sequence[int], claims: Sequence[Claim]
) -> list[tuple[int, ...]]:
    """Return the conclusions that may be meant: those of the same sort, the last one among them."""
    return [
        chosen
        for chosen in combinations(rest, len(claims))
        if all(
            sort_of(c.value) == sort_of(items[i].value) for i, c in zip(chosen, claims, strict=True)
        )
        and all(_used_later(items, i, chosen) for i in rest if i not in chosen)
    ]


def _used_later(items: Sequence[Item], number: int, chosen: Sequence[int]) -> bool:
    """Whether a conclusion that is left out is part of a later one."""
    return any(items[number].is_part_of(items[i].value) for i in chosen if i > number)


def _shared(items: Sequence[Item], chosen: Sequence[int], claims: Sequence[Claim]) -> int:
    """Return how many names the claims have in common with what they would be claims for."""
    return sum(
        len(names_in_tree(c.value) & names_in_tree(items[i].value))
        for i, c in zip(chosen, claims, strict=True)
    )
