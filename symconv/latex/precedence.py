r"""How tightly each construct binds: the one table that decides where parentheses go.

*Defines* `Level`, an ordered scale, and `level(node)`. A child is put in parentheses when its level
is below what its place demands (`symconv.latex.parentheses` holds the demands).

*Conventions.* A big operator reaches over products up to the next plus or minus:
``\sum_i a_i b_i + c`` is ``(\sum_i a_i b_i) + c``. A remainder binds no other operator without
parentheses, because authors disagree on the place of ``\bmod``. A slash takes one factor on each
side.
"""

from __future__ import annotations

from enum import IntEnum

from symconv.latex import tree as t


class Level(IntEnum):
    """From loosest to tightest."""

    ANY = 0
    LEADING = 1
    IFF = 2
    IMPLIES = 3
    OR = 4
    AND = 5
    PREDICATE = 6
    RELATION = 7
    SIDE = 8
    SUM = 9
    SIGN = 10
    PREFIX = 11
    PRODUCT = 12
    POSTFIX = 13
    ATOM = 14


CONNECTIVES = {"iff": Level.IFF, "implies": Level.IMPLIES, "or": Level.OR, "and": Level.AND}

LEVELS: dict[type[t.Node], Level] = {
    t.Leading: Level.LEADING,
    t.Quantified: Level.IFF,
    t.Not: Level.PREDICATE,
    t.Chain: Level.RELATION,
    t.Cases: Level.SIDE,
    t.Shape: Level.SIDE,
    t.Add: Level.SUM,
    t.Modulo: Level.SUM,
    t.Negative: Level.SIGN,
    t.Big: Level.PREFIX,
    t.Limit: Level.PREFIX,
    t.Multiply: Level.PRODUCT,
    t.Power: Level.POSTFIX,
    t.Transposed: Level.POSTFIX,
    t.Factorial: Level.POSTFIX,
    t.Apply: Level.POSTFIX,
    t.Root: Level.POSTFIX,
    t.Binomial: Level.POSTFIX,
    t.Delta: Level.POSTFIX,
    t.Evaluated: Level.POSTFIX,
    t.Boxed: Level.POSTFIX,
}


def level(node: t.Node) -> Level:
    """Return how tightly the node binds; what is not in the table is an atom.

    >>> level(t.Add((t.Infinity(), t.Infinity()))) < level(t.Infinity())
    True
    """
    if isinstance(node, t.Logic):
        return CONNECTIVES[node.connective]
    if isinstance(node, t.Divide):
        return Level.PRODUCT if node.style == "slash" else Level.POSTFIX
    if isinstance(node, t.Derivative):
        return Level.POSTFIX if derives_name(node) else Level.PREFIX
    if isinstance(node, t.Labelled):  # a brace below does not group what stands above it
        return min(Level.POSTFIX, level(node.body))
    return LEVELS.get(type(node), Level.ATOM)


def derives_name(node: t.Derivative) -> bool:
    r"""Whether the body stands on the fraction bar: ``\frac{\partial L}{\partial x}``."""
    return isinstance(node.body, (t.Symbol, t.Indexed))


def open_ended(node: t.Node) -> bool:
    r"""Whether the text ends inside the scope of an operator: ``2 \sum_{i} x_{i}``."""
    if isinstance(node, (t.Big, t.Limit)):
        return True
    if isinstance(node, t.Derivative):
        return not derives_name(node)
    if isinstance(node, (t.Negative, t.Labelled)):
        return open_ended(node.body)
    return isinstance(node, t.Multiply) and open_ended(node.factors[-1])
