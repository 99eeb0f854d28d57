r"""Formulas over ranges of a window, written over the set of its cells.

*Defines* `over_sets`. ``\frac{1}{K^2} \sum_{a=0}^{K-1} \sum_{b=0}^{K-1} X_{s i + a, s j + b}`` is
the mean over the window: the two sums run over its cells, and ``K^2`` is their number. A window
that differs from the question's is a set of another name, see `symconv.audit.causes.index_sets`.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.index_sets import LARGER, SMALLER, labelled
from symconv.audit.causes.trees import number, over, plus, times
from symconv.audit.judge.range_windows import (
    TRANSPOSED,
    Axis,
    Limits,
    NotAWindow,
    count_of,
    kind_of,
    limits_of,
)
from symconv.audit.judge.sayings import Said
from symconv.audit.judge.window import Window
from symconv.latex.substitute import rebuild, substitute
from symconv.latex.tree import (
    Big,
    Chain,
    Divide,
    Expr,
    Fence,
    Indexed,
    Multiply,
    Node,
    Number,
    Over,
    Power,
    Symbol,
    Tuple,
    descendants,
    rebuilt,
)
from symconv.notation import Declared, Domain, Name, SymbolTable
from symconv.proof.context import Context
from symconv.proof.prove import decide
from symconv.proof.verdict import Exhausted, Proved

STRIDE = Symbol(Name("S", label="stride"))
SIZES = frozenset({LARGER, SMALLER})
HALF = over(number(1), number(2))


def over_sets(said: list[Said], window: Window) -> list[Said]:
    """Return what was said with ranges of cells as sets; what is none stays as it is."""
    return [replace(one, statement=_statement(one.statement, window)) for one in said]


def _statement(statement: Any, window: Window) -> Any:
    if not isinstance(statement, Chain) or any(n == window.over for n in descendants(statement)):
        return statement
    plain = _with_stride(statement, window)
    counts: list[tuple[Expr, Expr]] = []
    try:
        changed = _changed(plain, window, counts)
    except NotAWindow:
        return statement
    if not counts or len(set(counts)) > 1:
        return statement
    return _with_count(changed, counts[0], window)


def _with_stride(tree: Any, window: Window) -> Any:
    """A bare name of the set is no set: it is the letter of the stride."""
    name = window.where.base

    def change(node: Node) -> Node:
        if isinstance(node, Indexed) and node.base == name:
            return node
        return STRIDE if node == name else rebuilt(node, change)

    return change(tree)


def _changed(tree: Any, window: Window, counts: list[tuple[Expr, Expr]]) -> Any:
    if isinstance(tree, Big):
        return _set_of(tree, window, counts)
    return rebuilt(tree, lambda child: _changed(child, window, counts))


def _set_of(big: Big, window: Window, counts: list[tuple[Expr, Expr]]) -> Big:
    limits: list[Limits] = []
    body: Expr = big
    while isinstance(body, Big) and body.operator == big.operator:
        limits += [x for binder in body.binders for x in limits_of(binder)]
        body = body.body
    picked = {n for n in descendants(body) if isinstance(n, Indexed)}
    if len(picked) != 1 or len(limits) != len(window.over.indices):
        raise NotAWindow
    (element,) = picked
    limits = _in_order(limits, element)
    axes = [_axis(place, each) for place, each in zip(element.indices, limits, strict=True)]
    kind = _kind(axes, window)
    sizes = [_letter(axis.count) if kind in SIZES else axis.count for axis in axes]
    counts.append((sizes[0], sizes[1]))
    cells = Tuple(window.over.indices)
    where = _named(window.where, kind)
    inside: Any = rebuild(body, lambda n: window.element if n == element else n)
    return Big(big.operator, (Over(cells.items, Chain((cells, where), ("in",))),), inside)  # type: ignore[arg-type]


def _axis(place: Expr, limits: Limits) -> Axis:
    index, lower, _ = limits
    first, second = (
        substitute(place, {index.name: start}) for start in (lower, plus(lower, number(1)))
    )
    return Axis(first, second, count_of(limits))


def _in_order(limits: list[Limits], element: Indexed) -> list[Limits]:
    """Return the limits in the order of the axes that they run along."""
    found = [[x for x in limits if x[0].name in names_in_tree(i)] for i in element.indices]
    if len(element.indices) != len(limits) or any(len(f) != 1 for f in found):
        raise NotAWindow
    return [f[0] for f in found]


def _kind(axes: list[Axis], window: Window) -> str:
    i, j = (s.name for s in window.where.indices if isinstance(s, Symbol))
    kinds = [kind_of(axes[0], i, j), kind_of(axes[1], j, i)]
    named = {k for k in kinds if k}
    if len(named) > 1 or (TRANSPOSED in named and kinds[0] != kinds[1]):
        raise NotAWindow
    return named.pop() if named else ""


def _named(where: Indexed, kind: str) -> Indexed:
    if kind == TRANSPOSED:
        return replace(where, indices=where.indices[::-1])
    assert isinstance(where.base, Symbol)
    return replace(where, base=Symbol(labelled(where.base.name, kind)))


def _with_count(tree: Any, counts: tuple[Expr, Expr], window: Window) -> Any:
    """Write the product of the sizes of a window as its number of cells.

    What is left of the sizes is their value for a square window, or one twice as wide as high.
    """
    total = Fence("abs", window.where)
    letters = sorted({n for c in counts for n in names_in_tree(c)})
    fresh = {n: Symbol(replace(n, label=f"{n.label}size")) for n in letters}
    rows = [Declared(s.name, Domain.POSITIVE) for s in fresh.values()]
    product = substitute(times(*counts), fresh)
    context = Context(SymbolTable.of(rows))

    def change(node: Node) -> Node:
        match node:
            case Divide(top, Number() as bottom) if _same(bottom, product, context):
                return Divide(change(top), total)  # type: ignore[arg-type]
            case Multiply() | Power() if letters and names_in_tree(node) <= {*letters}:
                return total if _same(substitute(node, fresh), product, context) else node
            case _:
                return rebuilt(node, change)

    root = Power(total, HALF)
    sizes = [root] if len(letters) < 2 else [times(number(2), root), times(HALF, root)]
    return substitute(change(tree), dict(zip(letters, sizes, strict=False)))


def _letter(count: Expr) -> Expr:
    """Return the size that a count is meant to be: its letter, or its number."""
    names = sorted(names_in_tree(count))
    return Symbol(names[0]) if len(names) == 1 else count


def _same(node: Any, product: Expr, context: Context) -> bool:
    if isinstance(node, Number) and not names_in_tree(product) and node.value == Fraction(1):
        return False
    return isinstance(decide(Chain((node, product), ("=",)), context), Proved | Exhausted)
