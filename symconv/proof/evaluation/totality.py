r"""Whether an expression certainly has a value wherever its indices are integers.

*Why.* Where a product has a factor 0, the other factors need not be computed, provided that they
have values: :math:`0 \cdot x` is 0, but :math:`0 \cdot \frac{1}{0}` is not. The answer may be
"not certain" for an expression that is total; it is never the other way round.
"""

from __future__ import annotations

from symconv.latex.tree import (
    Add,
    Big,
    Chain,
    Delta,
    Indexed,
    Iverson,
    Labelled,
    Logic,
    Multiply,
    Negative,
    Number,
    Power,
    Range,
    Statement,
    Symbol,
)
from symconv.proof.evaluation.compiling import PRODUCT_SIGNS, Compiler, Scope

_TOTAL_RELATIONS = frozenset({"=", "!=", "<", "<=", ">", ">="})


def is_total(expr: Statement, compiler: Compiler, scope: Scope) -> bool:
    """Return True only if the expression has a value for all integer values of bound names."""

    def total(*parts: Statement) -> bool:
        return all(is_total(p, compiler, scope) for p in parts)

    match expr:
        case Number(value):
            return value.denominator == 1
        case Symbol(name):
            return name in scope or compiler.total(name)
        case Indexed(Symbol(name), indices) if name not in scope:
            return compiler.total(name) and total(*indices)
        case Add(parts) | Logic(_, parts):
            return total(*parts)
        case Multiply(parts, sign):
            return sign in PRODUCT_SIGNS and total(*parts)
        case Negative(body) | Labelled(body, _) | Iverson(body):
            return total(body)
        case Power(base, Number(exponent)):
            return exponent >= 1 and exponent.denominator == 1 and total(base)
        case Delta(left, right):
            return total(left, right)
        case Chain(sides, relations):
            return _TOTAL_RELATIONS.issuperset(relations) and total(*sides)
        case Big("sum", binders, body):
            return _total_sum(binders, body, compiler, scope)
    return False


def _total_sum(
    binders: tuple[object, ...], body: Statement, compiler: Compiler, scope: Scope
) -> bool:
    inner = dict(scope)
    for binder in binders:
        if not isinstance(binder, Range):
            return False
        if not all(is_total(e, compiler, inner) for e in (binder.lower, binder.upper)):
            return False
        inner[binder.index.name] = 0
    return is_total(body, compiler, inner)
