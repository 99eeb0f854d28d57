"""Whether two SymPy expressions mean the same, for expressions of the size of one formula.

*Why rebuilt first.* A backend builds parts unevaluated (``2*3*z``), so equal meaning rarely comes
in equal form; rebuilding every part evaluates both sides alike.
"""

from __future__ import annotations

from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef


def invented(expr: Any, ours: set[str]) -> str | None:
    """Return a symbol or function in the answer that is not one of ours, or None.

    >>> invented(sp.Symbol("z_{101}") + sp.Symbol("e"), {"z_{101}"})
    'e'
    """
    if not isinstance(expr, sp.Basic):
        return type(expr).__name__
    calls = sorted(map(str, expr.atoms(AppliedUndef)))
    names = sorted(s.name for s in expr.atoms(sp.Symbol) if s.name.replace(" ", "") not in ours)
    return next(iter([*calls, *names]), None)  # a placeholder before "(" comes back as a function


def plain(expr: Any) -> Any:
    """Return the expression rebuilt from its parts, every symbol without assumptions."""
    if isinstance(expr, sp.Symbol):
        return sp.Symbol(expr.name.replace(" ", ""))
    return expr.func(*map(plain, expr.args)) if expr.args else expr


def same(left: Any, right: Any) -> bool:
    """Whether the two have the same value, by form, after expansion, or after simplification.

    >>> x = sp.Symbol("x")
    >>> same(2 * (x + 1), sp.Add(x, x, 2, evaluate=False)), same(x, -x)
    (True, False)
    """
    left, right = plain(left), plain(right)
    if left == right:
        return True
    difference = left - right
    return bool(sp.expand(difference, deep=False) == 0 or sp.simplify(difference) == 0)
