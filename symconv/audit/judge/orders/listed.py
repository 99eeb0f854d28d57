r"""An order of outputs that is listed: which row of one matrix each row of the other is.

*Defines* `listed_order` and `orders_after`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.values import NoValue, Value, value_at
from symconv.audit.judge.orders.layout import Index, Layout, Map, output
from symconv.audit.judge.orders.mistakes import mistakes
from symconv.audit.judge.sayings import Said
from symconv.latex.tree import Chain
from symconv.proof.point_truth import Point


def listed_order(said: Sequence[Said], layout: Layout) -> tuple[Said, Index] | None:
    """Return the last list of as many different numbers as there are outputs."""
    count = prod(layout.shapes["z"])
    for one in reversed(said):
        sides = one.statement.sides if isinstance(one.statement, Chain) else (one.statement,)
        try:
            numbers = _flat(value_at(sides[-1], Point({}, {})))
        except NoValue:
            continue
        if len(numbers) == count > 1 and all(isinstance(n, int) for n in numbers):
            return one, tuple(int(str(n)) for n in numbers)
    return None


def _flat(value: Value) -> list[Value]:
    return [e for part in value for e in _flat(part)] if isinstance(value, tuple) else [value]


def orders_after(layout: Layout) -> list[tuple[Mistake | None, Index]]:
    """Return the right order first, and then that after each mistake."""
    right = _order(layout, output)
    found: list[tuple[Mistake | None, Index]] = [(None, right)]
    inverse = Mistake("order-inverted", "this is the order the other way round")
    found.append((inverse, tuple(right.index(n) for n in range(len(right)))))
    one = Mistake("indices-from-one", "rows were counted from 1", 2)
    found.append((one, tuple(n + 1 for n in right)))
    found += [(mistake, _order(layout, to)) for mistake, to in mistakes("z")]
    return found


def _order(layout: Layout, to: Map) -> Index:
    sizes = layout.shapes["y"]
    return tuple(_row(other, sizes) for _, other in sorted(layout.pairs("z", to)))


def _row(at: Index, sizes: Index) -> int:
    found = 0
    for i, n in zip(at, sizes, strict=True):
        found = found * n + i
    return found
