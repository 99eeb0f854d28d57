r"""Mistakes about the powers in the branches of a function of an integer n.

*Defines* `power_changes`: exponents with the wrong sign, powers that are left out, and a branch
that stays at the value with which the one before it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.pieces import TIME, Row
from symconv.audit.causes.trees import minus, number
from symconv.latex.substitute import rebuild, substitute
from symconv.latex.tree import Node, Power
from symconv.proof.sums.trees import polynomial

Rows = tuple[Row, ...]


def power_changes(rows: Rows) -> Iterator[tuple[Mistake, Rows]]:
    """Yield branches after a mistake about powers of which the exponent contains n."""
    everywhere = range(len(rows))
    for chosen in [(i,) for i in everywhere] + ([tuple(everywhere)] if len(rows) > 1 else []):
        where = f"branch {chosen[0] + 1}" if len(chosen) == 1 else "every branch"
        for mistake, change in _changes(where):
            changed = [
                replace(row, value=rebuild(row.value, change)) if i in chosen else row
                for i, row in enumerate(rows)
            ]
            if changed != list(rows):
                yield mistake, tuple(changed)
    yield from _held(rows)


def _changes(where: str) -> Sequence[tuple[Mistake, Callable[[Node], Node]]]:
    negated = Mistake("sign", f"the sign of the exponent is reversed in {where}")
    bare = Mistake("ratio-ignored", f"powers of 1 stand for powers of the ratio in {where}", 2)
    return (negated, _negated), (bare, _left_out)


def _is_power_of_time(node: Node) -> bool:
    return isinstance(node, Power) and TIME.name in names_in_tree(node.exponent)


def _negated(node: Node) -> Node:
    if isinstance(node, Power) and _is_power_of_time(node):
        return Power(node.base, minus(node.exponent))
    return node


def _left_out(node: Node) -> Node:
    return number(1) if _is_power_of_time(node) else node


def _held(rows: Rows) -> Iterator[tuple[Mistake, Rows]]:
    for i, (before, row) in enumerate(pairwise(rows)):
        if before.last is not None and TIME.name in names_in_tree(row.value):
            said = f"branch {i + 2} stays at the value with which branch {i + 1} ends"
            end = substitute(before.value, {TIME.name: polynomial(before.last)})
            held = replace(row, value=end)
            yield Mistake("constant-limit", said, 2), (*rows[: i + 1], held, *rows[i + 2 :])
