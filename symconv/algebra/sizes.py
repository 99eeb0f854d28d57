"""Sizes that may be numbers or symbols, and the questions that window arithmetic asks of them.

*Defines* `Size` (an int, or a SymPy expression that is known to be an integer) and the functions
that treat both alike. SymPy is imported only where a symbol needs it: ``//`` and ``%`` of SymPy
expressions already are floor and Mod, so arithmetic on ints never loads it.
"""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING, Any, TypeAlias

from symconv.errors import ShapeError

if TYPE_CHECKING:
    from sympy import Expr

Size: TypeAlias = "int | Expr"


def as_size(value: Any, name: str) -> Size:
    """Return an int for a number, the expression itself for a symbolic integer.

    Raises TypeError for anything that is not known to be an integer.

    >>> as_size(3, "stride")
    3
    >>> from sympy import Symbol
    >>> as_size(Symbol("k", integer=True) + 1, "kernel_size")
    k + 1
    """
    if not is_symbolic(value):
        try:
            return index(value)
        except TypeError:
            raise TypeError(f"{name}={value!r} is not an integer") from None
    if value.is_integer is not True:
        raise TypeError(
            f"{name}={value} is not known to be an integer; declare its symbols with integer=True"
        )
    expression: Expr = value
    return expression


def as_number(value: Any, name: str) -> int:
    """Return an int; raise ShapeError for a symbol, because an array has no symbolic size.

    >>> as_number(3, "n")
    3
    """
    size = as_size(value, name)
    if is_symbolic(size):
        raise ShapeError(
            f"{name}={size} is a symbol, and a matrix is built for numbers",
            remedy="substitute an integer; sizes and entry formulas take symbols",
        )
    return int(size)


def is_symbolic(value: Any) -> bool:
    """Whether ``value`` contains symbols.

    >>> is_symbolic(3)
    False
    """
    return bool(getattr(value, "free_symbols", False))


def is_false(relation: Any) -> bool:
    """Whether a comparison of sizes is known to fail; an open symbolic one is not known to.

    >>> from sympy import Symbol
    >>> is_false(3 < 2), is_false(Symbol("n", positive=True) < 0), is_false(Symbol("n") < 0)
    (True, True, False)
    """
    return relation in (False,)


def larger(a: Size, b: Size) -> Size:
    """Return the maximum, as SymPy's Max when symbols leave it open.

    >>> larger(2, 5)
    5
    """
    if not (is_symbolic(a) or is_symbolic(b)):
        return a if a >= b else b
    from sympy import Max

    return Max(a, b)
