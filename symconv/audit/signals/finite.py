r"""Sums over all integers of which finitely many terms are not 0, as sums that can be computed.

*Defines* `finite`. :math:`\sum_{m=-\infty}^{\infty} x[m]\, h[n - m]` has terms other than 0 only
between the places where a condition on m changes, which depend on n: the range runs from the first
of them to the last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from symconv.algebra.named_polynomial import Scalar
from symconv.audit.signals.ahead import TIME, NotFarOut
from symconv.audit.signals.far_out import is_zero_ahead
from symconv.audit.signals.parts import Whole, cuts_of, part_of
from symconv.latex.substitute import rebuild, substitute
from symconv.latex.tree import (
    Apply,
    Big,
    Expr,
    Iverson,
    Multiply,
    Negative,
    Node,
    Over,
    Range,
    Symbol,
)
from symconv.notation import Name
from symconv.proof.context import Definition
from symconv.proof.sums.trees import polynomial


def finite(tree: Node, definitions: Mapping[Name, Definition]) -> Any:
    """Return the tree with sums without end cut to where their terms may differ from 0.

    A sum of which that cannot be said stays as it is.

    >>> from symconv.latex.reader import read_one
    >>> from symconv.notation import Domain, SymbolTable, scalars
    >>> from symconv.proof.point import number
    >>> from symconv.proof.point_truth import Point
    >>> table = SymbolTable.of(scalars("k", Domain.INTEGER))
    >>> tree = read_one(r"\\sum_{k=-\\infty}^{\\infty} k [0 \\le k \\le 4]", table).statement
    >>> number(finite(tree, {}), Point({}, {}))
    10
    """

    def cut(node: Node) -> Node:
        if not isinstance(node, Big) or node.operator != "sum":
            return node
        try:
            whole = part_of(node, definitions)
            return _ended(node, whole, definitions)
        except NotFarOut:
            return node

    return rebuild(tree, cut)


def _ended(node: Big, whole: Whole, definitions: Mapping[Name, Definition]) -> Node:
    open_ends = [side for side, end in ((-1, whole.lower), (1, whole.upper)) if end is None]
    cuts = cuts_of(whole) if open_ends else []
    if not open_ends or not cuts or not all(_ends(whole, s, definitions) for s in open_ends):
        return node
    lower = _extreme("min", cuts) if whole.lower is None else whole.lower
    upper = _extreme("max", cuts) if whole.upper is None else whole.upper
    return Big("sum", (Range(Symbol(whole.index), lower, upper),), _term(node))


def _ends(whole: Whole, side: int, definitions: Mapping[Name, Definition]) -> bool:
    """Whether every term far out on a side is 0."""
    place = Symbol(TIME) if side > 0 else Negative(Symbol(TIME))
    return is_zero_ahead(substitute(whole.body, {whole.index: place}), definitions)


def _extreme(which: str, cuts: Sequence[Scalar]) -> Expr:
    places = tuple(dict.fromkeys(polynomial(cut) for cut in cuts))
    return places[0] if len(places) == 1 else Apply(Name(which), places)


def _term(node: Big) -> Expr:
    """Return the term as it is written, with the condition below the sign, if there is one."""
    match node.binders:
        case (Over(_, condition),) if condition is not None:
            return Multiply((Iverson(condition), node.body))
        case _:
            return node.body
