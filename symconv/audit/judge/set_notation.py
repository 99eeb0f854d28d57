r"""How people write sums and extrema over a window, in the notation of the question.

*Defines* `in_set_notation`. All of these are the maximum over the window:

.. math:: \max_{(l, m) \in S_{i,j}} X_{l,m}, \quad \max_{l, m \in S_{i,j}} X_{l,m}, \quad
    \max \{ X_{l,m}^k \mid (l, m) \in S_{i,j}^k \}, \quad \max_{x \in S_{i,j}} x, \quad
    \max_k x_k, \quad \lVert X \rVert_\infty \text{ for } X \ge 0
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from symconv.audit.causes.trees import number
from symconv.audit.judge.channels import bound_indices, channels, one_channel
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.outputs import with_outputs
from symconv.audit.judge.pool_words import about_pools, named_by_words
from symconv.audit.judge.range_notation import over_sets
from symconv.audit.judge.sayings import Said
from symconv.audit.judge.window import Window, norm, window_of
from symconv.latex.substitute import rebuild, substitute
from symconv.latex.tree import (
    Apply,
    Big,
    Chain,
    Dots,
    Expr,
    Fence,
    Indexed,
    Logic,
    Multiply,
    Node,
    Norm,
    Over,
    Power,
    Range,
    SetOf,
    SetWhere,
    Statement,
    Symbol,
    Tuple,
    descendants,
)
from symconv.notation import Name, SymbolTable

ONE = number(1)
CARDINALITY = frozenset({"card", "size", "count"})


def in_set_notation(said: list[Said], desk: Desk) -> list[Said]:
    """Return what was said with windows written as the question writes them, if it has any."""
    window = window_of(desk) if desk.points.sets else None
    if window is None:
        return said
    if about_pools(desk):
        said = named_by_words(said, desk)
    plain = [
        replace(one, statement=in_notation_of(one.statement, window, desk.known)) for one in said
    ]
    return over_sets(plain, window)


def in_notation_of(statement: Statement, window: Window, known: SymbolTable) -> Statement:
    """Return a statement with windows written as the question writes them."""
    above = frozenset(n for n in channels(statement, window) if n not in known)
    plain = _one_case(one_channel(statement, above, window), window, known)
    changed = with_outputs(plain, window)
    counts = frozenset(n for n in _ends(changed) if n not in known)
    changed = substitute(changed, dict.fromkeys(counts, Fence("abs", window.where)))
    return rebuild(changed, lambda node: _plain(node, window))


def _one_case(tree: Any, window: Window, known: SymbolTable) -> Any:
    """Write an own ``x_{l,m}`` as the question's ``X_{l,m}``, and ``k = 1, ..., n`` as a range."""
    base = window.element.base
    assert isinstance(base, Symbol)

    def change(node: Node) -> Node:
        match node:
            case Indexed(Symbol(name), indices) if name not in known:
                alike = name.base.lower() == base.name.base.lower()
                same = alike and len(indices) == len(window.element.indices)
                return replace(node, base=base) if same else node
            case Over((index,), Chain((left, SetOf((lower, Dots(), upper))), ("in",))):
                return Range(index, lower, upper) if left == index else node
            case _:
                return node

    return rebuild(tree, change)


def _ends(tree: Node) -> Iterator[Name]:
    """Yield the letters up to which the elements of a vector are numbered from 1."""
    for node in descendants(tree):
        match node:
            case Big(_, (Range(index, lower, Symbol(name)),), body) if lower == ONE:
                if any(isinstance(n, Indexed) and n.indices == (index,) for n in descendants(body)):
                    yield name


def _plain(node: Node, window: Window) -> Node:
    match node:
        case Apply(Name("max" | "min") as function, (SetWhere(element, condition),)):
            return _of_builder(function.base, element, condition, window)
        case Over(indices, Logic("and", parts)) if _pairwise(indices, parts):
            first = parts[0]
            assert isinstance(first, Chain)
            return Over(indices, Chain((Tuple(indices), first.sides[1]), ("in",)))
        case Multiply(factors, sign) if any(map(_is_cardinality, factors)):
            return _counted(factors, sign)
        case Norm(body, order) if isinstance(body, Symbol | Indexed | Tuple):
            return norm(order or number(2), window)
        case Big(operator, (binder,), body):
            return _of_cells(operator, binder, body, window) or node
        case _:
            return node


def _of_builder(which: str, element: Any, condition: Any, window: Window) -> Node:
    match condition:
        case Chain((Tuple(indices), where), ("in",)) if all(isinstance(i, Symbol) for i in indices):
            return Big(which, (Over(indices, condition),), element)  # type: ignore[arg-type]
        case Chain((Symbol() as index, where), ("in",)):
            big = Big(which, (Over((index,), condition),), element)  # type: ignore[arg-type]
            return _of_cells(which, big.binders[0], element, window) or big
        case Logic("and", parts) if isinstance(element, Indexed) and _pairwise(
            element.indices, parts
        ):
            where = parts[0].sides[1]  # type: ignore[union-attr]
            within = Chain((Tuple(element.indices), where), ("in",))
            return Big(which, (Over(element.indices, within),), element)  # type: ignore[arg-type]
        case _:
            return Apply(Name(which), (SetWhere(element, condition),))


def _pairwise(indices: tuple[Expr, ...], parts: tuple[Any, ...]) -> bool:
    r"""Whether ``l, m \in S`` says of each index what is meant of the pair."""
    return len(parts) == len(indices) > 1 and all(
        isinstance(p, Chain)
        and p.relations == ("in",)
        and p.sides == (i, parts[0].sides[-1])
        and isinstance(p.sides[-1], Indexed | Symbol)
        for i, p in zip(indices, parts, strict=True)
    )


def _is_cardinality(factor: Node) -> bool:
    return isinstance(factor, Symbol) and factor.name.base in CARDINALITY


def _counted(factors: tuple[Expr, ...], sign: Any) -> Node:
    """Read ``card(S)``, which came as a product, as the number of elements."""
    out: list[Expr] = []
    for factor in factors:
        if out and _is_cardinality(out[-1]):
            out[-1] = Fence("abs", factor)
            if isinstance(factor, Power):  # the power of the number, as a set has none
                out[-1] = Power(Fence("abs", factor.base), factor.exponent)
        else:
            out.append(factor)
    return out[0] if len(out) == 1 else Multiply(tuple(out), sign)


def _of_cells(operator: str, binder: Over | Range, body: Expr, window: Window) -> Node | None:
    """Read a sum over the elements of a vector or of the window itself as one over its cells."""
    cells = window.over.indices
    index = bound_indices(binder)[0]
    if len(bound_indices(binder)) != 1 or not _is_whole(binder, window):
        return None
    used = [n for n in descendants(body) if n == index]
    picked = [n for n in descendants(body) if isinstance(n, Indexed) and n.indices == (index,)]
    if picked and len(used) == len(picked) and len({n.base for n in picked}) == 1:
        changed: Any = rebuild(body, lambda n: window.element if n in picked else n)
    elif isinstance(binder, Over) and used and not picked:
        changed = substitute(body, {index.name: window.element})
    else:
        return None
    if not cells or operator not in ("sum", "max", "min", "prod"):
        return None
    return Big(operator, (window.over,), changed)  # type: ignore[arg-type]


def _is_whole(binder: Over | Range, window: Window) -> bool:
    """Whether an index runs through all cells: without limits, in the window, or from 1 to n."""
    match binder:
        case Range(_, lower, upper):
            return lower == ONE and isinstance(upper, Fence | Symbol)
        case Over(_, None):
            return True
        case Over((index,), Chain((left, where), ("in",))) if left == index:
            inside = where.base if isinstance(where, Indexed) else where
            return inside in (window.where.base, window.element.base)
        case _:
            return False
