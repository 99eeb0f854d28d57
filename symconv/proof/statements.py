r"""Statements about scalars as formulas over polynomial inequalities.

*Defines* `formula_of`, which translates chains of relations, memberships in integer ranges and
intervals, divisibility, and their logical combinations.

*Notation.* ``a / b <= c / d`` with b, d > 0 becomes ``c b - a d >= 0``. ``d | e`` with d > 0
becomes ``e - d floor(e / d) = 0``. :math:`\{a, \dots, b\}` and :math:`\{a, a + 1, \dots, b\}` are
the integers from a to b.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from symconv.latex.tree import (
    Boxed,
    Chain,
    Dots,
    Interval,
    Labelled,
    Logic,
    Node,
    Not,
    Relation,
    SetOf,
    Space,
)
from symconv.notation import SymbolTable
from symconv.proof.division import Ratio, floor_of, remainder_of
from symconv.proof.expressions import ratio
from symconv.proof.formula import All, Any, Formula, Literal, negated
from symconv.proof.tableau import shows
from symconv.proof.unknowns import NotArithmetic, NotShown, Unknowns


def formula_of(statement: Node, symbols: SymbolTable, table: Unknowns) -> Formula:
    """Translate a statement; raise NotArithmetic for what is not about scalars."""
    match statement:
        case Boxed(body) | Labelled(body, _):
            return formula_of(body, symbols, table)
        case Chain(sides, relations):
            pairs = zip(sides, relations, sides[1:], strict=False)
            return All(tuple(_relation(a, sign, b, symbols, table) for a, sign, b in pairs))
        case Not(body):
            return negated(formula_of(body, symbols, table))
        case Logic(connective, parts):
            return _logic(connective, [formula_of(p, symbols, table) for p in parts])
        case _:
            raise NotArithmetic(f"{type(statement).__name__} is not a statement about scalars")


def _logic(connective: str, parts: list[Formula]) -> Formula:
    if connective == "and":
        return All(tuple(parts))
    if connective == "or":
        return Any(tuple(parts))
    if len(parts) != 2:
        raise NotArithmetic("a chain of implications inside a statement has no agreed meaning")
    a, b = parts
    forward = Any((negated(a), b))
    return forward if connective == "implies" else All((forward, Any((negated(b), a))))


def _relation(
    left: Node, sign: Relation, right: Node, symbols: SymbolTable, table: Unknowns
) -> Formula:
    if sign in ("in", "notin"):
        inside = _member(ratio(left, symbols, table), right, symbols, table)
        return inside if sign == "in" else negated(inside)
    a, b = ratio(left, symbols, table), ratio(right, symbols, table)
    if sign == "mid":
        return divides(a, b, table)
    return compared(a, sign, b)


def compared(a: Ratio, sign: Relation, b: Ratio) -> Formula:
    """Compare two ratios with positive denominators."""
    p = (b - a).numerator
    match sign:
        case "=" | ":=":
            return Literal(p, "eq")
        case "!=":
            return Literal(p, "ne")
        case "<=":
            return Literal(p, "ge")
        case "<":
            return Literal(p, "gt")
        case ">=":
            return Literal(-p, "ge")
        case ">":
            return Literal(-p, "gt")
        case _:
            raise NotArithmetic(f"the relation {sign!r} is not decided by arithmetic")


def divides(d: Ratio, e: Ratio, table: Unknowns) -> Formula:
    """``d | e`` for integers, where d is shown to be positive or negative."""
    if not (is_integer(d, table) and is_integer(e, table)):
        raise NotArithmetic("divisibility is about integers")
    for divisor in (d, -d):
        if shows(Literal(divisor.numerator, "gt"), table):
            return Literal(remainder_of(e, divisor, table).numerator, "eq")
    raise NotShown("a divisor is not shown to be positive or negative")


def is_integer(a: Ratio, table: Unknowns) -> bool:
    """Whether a ratio is a polynomial that takes integer values alone."""
    return a.denominator == 1 and table.is_integer(a.numerator)


def _member(a: Ratio, where: Node, symbols: SymbolTable, table: Unknowns) -> Formula:
    match where:
        case Space("R", ()):
            return All()
        case Space("Z", ()):
            whole = Ratio(floor_of(a, table), table.constant(Fraction(1)))
            return compared(a, "=", whole)
        case Interval(lower, upper, left_closed, right_closed):
            low, high = ratio(lower, symbols, table), ratio(upper, symbols, table)
            return All(
                (
                    compared(low, "<=" if left_closed else "<", a),
                    compared(a, "<=" if right_closed else "<", high),
                )
            )
        case SetOf(items) if any(isinstance(i, Dots) for i in items):
            return _in_range(a, items, symbols, table)
        case SetOf(items):
            return Any(tuple(compared(a, "=", ratio(i, symbols, table)) for i in items))
        case _:
            raise NotArithmetic(f"{type(where).__name__} is not a set of numbers")


def _in_range(a: Ratio, items: tuple[Node, ...], symbols: SymbolTable, table: Unknowns) -> Formula:
    if not isinstance(items[-2], Dots) or sum(isinstance(i, Dots) for i in items) != 1:
        raise NotArithmetic("a set with dots is not an integer range")
    *start, last = [ratio(i, symbols, table) for i in items if not isinstance(i, Dots)]
    steps = [(y - x).numerator == (y - x).denominator for x, y in pairwise(start)]
    if not start or not all(steps):
        raise NotArithmetic("a set with dots does not rise in steps of 1")
    if not all(is_integer(x, table) for x in (a, start[0], last)):
        raise NotArithmetic("membership in an integer range is about integers")
    return All((compared(start[0], "<=", a), compared(a, "<=", last)))
