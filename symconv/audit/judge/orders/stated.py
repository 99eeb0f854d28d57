r"""What an answer says of the order of elements: :math:`z_{r a + b} = y_{r q + b, a}`.

*Defines* `Stated`, `stated_in` and `pairs_at`. The letters of the indices run over what makes
sense: all places of their axis; in :math:`r a + b`, b runs below r.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.values import NoValue, value_at
from symconv.audit.judge.orders.layout import Index, Layout, Pairs
from symconv.audit.judge.sayings import Said
from symconv.latex.tree import Chain, Expr, Indexed, Over, Quantified, Statement, Symbol, Tuple
from symconv.notation import Name
from symconv.proof.exact_numbers import Undefined
from symconv.proof.point import number
from symconv.proof.point_truth import Point, bound_points

OF = {"z": "y", "w": "f"}
MOST = 200_000


@dataclass(frozen=True)
class Stated:
    """An equation between elements of two arrays, by the letters of the arrays."""

    said: Said
    tensor: str
    first: tuple[Expr, ...]
    second: tuple[Expr, ...]
    binders: tuple[Over, ...] = ()


def stated_in(said: Sequence[Said]) -> Iterator[Stated]:
    """Yield the equations between outputs or between kernels, in order."""
    for one in said:
        statement: Statement = one.statement
        binders: list[Over] = []
        while isinstance(statement, Quantified):
            binders.append(statement.binder)
            statement = statement.body
        if not isinstance(statement, Chain) or not set(statement.relations) <= {"=", ":="}:
            continue
        elements = {_letter(side): side for side in statement.sides if _letter(side)}
        for tensor, of in OF.items():
            if tensor in elements and of in elements:
                first, second = elements[tensor], elements[of]
                yield Stated(one, tensor, _indices(first), _indices(second), tuple(binders))


def _letter(side: Expr) -> str:
    match side:
        case Indexed(Symbol(name), indices) if indices and not name.primes:
            return name.base.lower()
        case _:
            return ""


def _indices(side: Expr) -> tuple[Expr, ...]:
    assert isinstance(side, Indexed)
    match side.indices:
        case (Tuple(items),):
            return items
        case indices:
            return indices


def pairs_at(stated: Stated, layout: Layout) -> Pairs | None:
    """Return which elements are said to be equal at some sizes; None where that is not clear."""
    shapes = [layout.shapes[t] for t in (stated.tensor, OF[stated.tensor])]
    axes = [_axes(e, s) for e, s in zip((stated.first, stated.second), shapes, strict=True)]
    if axes[0] is None or axes[1] is None:
        return None
    sides = list(zip((stated.first, stated.second), axes, strict=True))
    ranges = next((r for side in sides if (r := _ranges(*side, layout)) is not None), None)  # type: ignore[arg-type]
    letters = _letters((*stated.first, *stated.second), layout)
    if ranges is None or not letters <= ranges.keys():
        return None
    said = _said_ranges(stated, layout)
    ranges = {**ranges, **{n: r for n, r in said.items() if n in ranges}}
    found: set[tuple[Index, Index]] = set()
    order = sorted(ranges)
    for values in product(*(ranges[letter] for letter in order)):
        point = Point({**layout.values, **dict(zip(order, values, strict=True))}, {})
        try:
            whole = [
                _full(e, s, point)
                for e, s in zip((stated.first, stated.second), shapes, strict=True)
            ]
        except NoValue:
            return None
        if said or all(0 <= i < n for i, n in zip(whole[0], shapes[0], strict=True)):
            found.add((whole[0], whole[1]))
        if len(found) > MOST:
            return None
    return frozenset(found)


def _said_ranges(stated: Stated, layout: Layout) -> dict[Name, Sequence[int]]:
    r"""Return the values of letters over which an answer says ``\forall``."""
    found: dict[Name, Sequence[int]] = {}
    for binder in stated.binders:
        try:
            points = bound_points((binder,), Point(layout.values, {}), number)
            kept = list(islice(points, MOST))
        except Undefined:
            continue
        for index in binder.indices:
            found[index.name] = sorted({_whole(p.values[index.name]) for p in kept})
    return found


def _letters(trees: Sequence[Expr], layout: Layout) -> frozenset[Name]:
    return frozenset(n for t in trees for n in names_in_tree(t) if n not in layout.values)


def _axes(indices: Sequence[Expr], shape: Index) -> list[int] | None:
    """Return the size of the axis of each index; axes with one element may be left out."""
    if len(indices) == len(shape):
        return list(shape)
    kept = [n for n in shape if n > 1] or list(shape[:1])
    return kept if len(indices) == len(kept) else None


def _full(indices: Sequence[Expr], shape: Index, point: Point) -> Index:
    values = [_whole(value_at(i, point)) for i in indices]
    if len(values) == len(shape):
        return tuple(values)
    rest = iter(values)
    if all(n == 1 for n in shape):
        return (values[0], *(0 for _ in shape[1:]))
    return tuple(next(rest) if n > 1 else 0 for n in shape)


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise NoValue("an index is not an integer")
    return value


def _ranges(
    indices: Sequence[Expr], sizes: Sequence[int], layout: Layout
) -> Mapping[Name, Sequence[int]] | None:
    """Return the values of the letters, if each index is a letter, or a multiple and an offset."""
    found: dict[Name, Sequence[int]] = {}
    for index, size in zip(indices, sizes, strict=True):
        slopes = _slopes(index, layout)
        if slopes is None or any(s < 1 for s in slopes.values()):
            return None
        ordered = sorted(slopes, key=lambda n: slopes[n])
        ends = [*(slopes[n] for n in ordered[1:]), None]
        for letter, above in zip(ordered, ends, strict=True):
            count = above // slopes[letter] if above else -(-size // slopes[letter])
            found[letter] = range(max(count, 1) if above != slopes[letter] else size)
    return found


def _slopes(index: Expr, layout: Layout) -> dict[Name, int] | None:
    """Return the coefficient of each letter in an index; None where it is not linear."""
    letters = sorted(_letters((index,), layout))
    zero = dict.fromkeys(letters, 0)

    def at(changes: Mapping[Name, int]) -> int:
        return _whole(value_at(index, Point({**layout.values, **zero, **changes}, {})))

    try:
        base = at({})
        slopes = {n: at({n: 1}) - base for n in letters}
        straight = all(
            at({n: v}) == base + v * slopes[n] for n in letters for v in (2, 3, 5, 7)
        ) and at(dict.fromkeys(letters, 1)) == base + sum(slopes.values())
    except NoValue:
        return None
    return slopes if straight else None
