"""Which bound indices a relation can be solved for: those in which both sides are affine."""

from __future__ import annotations

from symconv.latex.tree import Add, Expr, Labelled, Multiply, Negative, Symbol
from symconv.notation import Name
from symconv.proof.evaluation.compiling import PRODUCT_SIGNS, Scope, names_in


def is_affine_in(expr: Expr, name: Name) -> bool:
    """Whether an expression is certainly of the form ``a + b name`` with a, b free of the name.

    >>> n, m = Symbol(Name("n")), Symbol(Name("m"))
    >>> is_affine_in(Multiply((m, n)), Name("n")), is_affine_in(Multiply((n, n)), Name("n"))
    (True, False)
    """
    if name not in names_in(expr):
        return True
    match expr:
        case Symbol():
            return True
        case Add(terms):
            return all(is_affine_in(t, name) for t in terms)
        case Negative(body) | Labelled(body, _):
            return is_affine_in(body, name)
        case Multiply(factors, sign) if sign in PRODUCT_SIGNS:
            holding = [f for f in factors if name in names_in(f)]
            return len(holding) == 1 and is_affine_in(holding[0], name)
    return False


def solvable_slots(left: Expr, right: Expr, scope: Scope) -> frozenset[int]:
    """Return the slots of the bound names in which both sides are affine."""
    names = (names_in(left) | names_in(right)) & scope.keys()
    return frozenset(scope[n] for n in names if is_affine_in(left, n) and is_affine_in(right, n))
