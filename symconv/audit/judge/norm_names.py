r"""What names mean in an answer about norms of a window: the norm, its cases, means and maxima.

*Defines* `Meanings`, `meanings_in` and `with_meanings`. A name means what the answer defines it
to be; else what the question calls by it; else what its spelling says: ``L_p``, ``L_\infty``,
``Y_{\mathrm{avg}}``. Words for max and average pooling mean them as they are, without absolute
values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symconv.audit.causes.trees import number, over
from symconv.audit.judge.sayings import Said
from symconv.audit.judge.window import EXPONENT, Window, norm
from symconv.latex.substitute import rebuild, substitute
from symconv.latex.tree import (
    Big,
    Chain,
    Divide,
    Evaluated,
    Expr,
    Fence,
    Indexed,
    Limit,
    Multiply,
    Node,
    Norm,
    Number,
    Power,
    Root,
    Symbol,
    descendants,
)
from symconv.notation import Name
from symconv.proof.unfolding import bound_in

NORMS = frozenset({"L", "Lp", "LP", "V", "LPPool", "LpPool", "LPPooling", "norm"})
DEEP = 8


@dataclass(frozen=True)
class Meanings:
    """What names stand for; ``own`` are those that the answer defines, ``sheet`` the question's."""

    window: Window
    own: Mapping[Name, Expr]
    sheet: Mapping[Name, Expr]


def meanings_in(said: Iterable[Said], window: Window, sheet: Mapping[Name, Expr]) -> Meanings:
    """Return what names mean in an answer; what is defined by a formula over cells is its own."""
    own: dict[Name, Expr] = {}
    for one in said:
        match one.statement:
            case Chain((Symbol(name), body, *_), ("=" | ":=", *_)) if _defines(body, name, window):
                own.setdefault(name, body)
    return Meanings(window, own, sheet)


def _defines(body: Expr, name: Name, window: Window) -> bool:
    used = {n.name for n in descendants(body) if isinstance(n, Symbol)}
    cells = window.element.base in descendants(body) or body == Fence("abs", window.where)
    general = EXPONENT.name in used or not (_is_norm(name) or _order_of(name))
    return cells and general and name not in used and name != EXPONENT.name and not _has_limit(body)


def _order_of(name: Name) -> str:
    """Return the order that a label names: ``p`` and ``1`` in ``Y_{Lp}``, ``Y_{L1}``."""
    label = name.label.lower()
    return label[1:] if label in ("lp", "l1", "l2") else ""


def _has_limit(tree: Node) -> bool:
    return any(isinstance(n, Limit) for n in descendants(tree))


def with_meanings(tree: Any, meanings: Meanings) -> Any:
    """Return a tree in which names are replaced by what they mean."""
    fixed = {*bound_in(tree), EXPONENT.name, meanings.window.name}
    tree = rebuild(tree, lambda node: _of_order(node, meanings))
    for _ in range(DEEP):
        larger = rebuild(tree, lambda node: _meant(node, meanings, fixed))
        if larger == tree:
            break
        tree = larger
    return tree


def _of_order(node: Node, meanings: Meanings) -> Node:
    r"""Read ``L_{\infty}``; a root is a power."""
    match node:
        case Indexed(Symbol(name), (order,)) if _is_norm(name) and name not in meanings.own:
            return norm(order, meanings.window)
        case Root(body, degree) if degree is not None:
            return Power(body, Divide(number(1), degree, "slash"))
        case _:
            return node


def _meant(node: Node, meanings: Meanings, fixed: Set[Name]) -> Node:
    match node:
        case Symbol(name) if name not in fixed:
            return _named(name, meanings) or node
        case Norm(body, order) if isinstance(body, Symbol | Indexed):
            return norm(order or Number(Fraction(2)), meanings.window)
        case Evaluated(body, Chain((Symbol(name), value), ("=",))):
            put: Node = substitute(body, {name: value})
            return put
        case Multiply(factors, sign):
            kept = _without_arguments(factors, meanings)
            if len(kept) == len(factors):
                return node
            return kept[0] if len(kept) == 1 else Multiply(kept, sign)
        case _:
            return node


def _named(name: Name, meanings: Meanings) -> Node | None:
    window = meanings.window
    if name in meanings.own:
        return meanings.own[name]
    if name in meanings.sheet:
        return meanings.sheet[name]
    spelled = f"{name.base}{name.label}".lower()
    if (name.accent == "hat" and name.base == "V") or "max" in spelled:
        return Big("max", (window.over,), window.element)
    if (name.accent == "bar" and name.base == "V") or any(
        w in spelled for w in ("avg", "mean", "average")
    ):
        total: Node = over(Big("sum", (window.over,), window.element), Fence("abs", window.where))
        return total
    if _is_norm(name) or _order_of(name):
        return norm(_order(_order_of(name) or name.label), window)
    return None


def _is_norm(name: Name) -> bool:
    return name.base in NORMS and not name.accent


def _order(label: str) -> Expr:
    return Number(Fraction(int(label))) if label.isdecimal() else EXPONENT


def _without_arguments(factors: tuple[Expr, ...], meanings: Meanings) -> tuple[Expr, ...]:
    """Drop the argument of a pool that was read as a product: ``L_p (X)``."""
    window = meanings.window
    kept: list[Expr] = []
    for factor in factors:
        whole = factor in (window.element.base, window.where)
        whole = whole or (isinstance(factor, Symbol) and factor.name.base in ("x", "X"))
        if not (whole and kept):
            kept.append(factor)
    return tuple(kept)
