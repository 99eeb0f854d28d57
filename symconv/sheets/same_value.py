"""Whether the exact value of an answer says what its LaTeX says.

*Defines* `same_value`. Numbers are compared as numbers. A text is parsed as SymPy would read it,
with the names of the printed formula and a closed list of functions, and must come out as the same
expression; a text that names anything else is not the same value. What SymPy has no counterpart
for, a maximum over a set for example, is given as LaTeX.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from symconv.errors import DialectError
from symconv.latex import tex
from symconv.latex.tree import Divide, Expr, Negative, Number
from symconv.notation import SymbolTable

FUNCTIONS = (
    "floor ceiling Mod Max Min Abs sqrt exp log Sum Product Rational Integer Piecewise binomial "
    "factorial sign KroneckerDelta Heaviside oo pi Eq Ne Lt Le Gt Ge And Or Not"
).split()

_PLAIN = re.compile(r"[\w\s+*/().,<>=&|~\[\]-]*")


def same_value(value: int | Fraction | str, tree: Expr, symbols: SymbolTable) -> bool:
    """Compare one exact value with one printed expression.

    >>> same_value(Fraction(1, 2), Divide(Number(Fraction(1)), Number(Fraction(2))), SymbolTable())
    True
    """
    if not isinstance(value, str) and (printed := _number(tree)) is not None:
        return printed == value
    from symconv.latex.bridge import to_sympy

    try:
        printed = to_sympy(tree, symbols)
    except DialectError:
        return value == tex.write(tree)
    return _same(value, _with_plain_elements(printed))


def _number(tree: Expr) -> Fraction | None:
    match tree:
        case Number(value):
            return value
        case Divide(Number(top), Number(bottom)) if bottom:
            return top / bottom
        case Negative(body):
            inner = _number(body)
            return None if inner is None else -inner
    return None


def _with_plain_elements(printed: Any) -> Any:
    """Write an element with fixed indices as one name, ``w[0, 1]`` as ``w_0_1``."""
    import sympy

    fixed = {
        element: sympy.Symbol("_".join([str(element.base), *map(str, element.indices)]))
        for element in printed.atoms(sympy.Indexed)
        if all(index.is_Integer for index in element.indices)
    }
    return printed.xreplace(fixed)


def _same(value: int | Fraction | str, printed: Any) -> bool:
    import sympy
    from sympy.parsing.sympy_parser import auto_number, parse_expr

    text = str(value)
    if not _PLAIN.fullmatch(text) or "__" in text:
        return False
    names = {str(symbol): symbol for symbol in printed.atoms(sympy.Symbol)}
    names |= {str(base): base for base in printed.atoms(sympy.IndexedBase)}
    known = {name: getattr(sympy, name) for name in FUNCTIONS}
    try:
        read = parse_expr(text, local_dict=names, global_dict=known, transformations=(auto_number,))
    except (SyntaxError, NameError, TypeError, AttributeError):
        return False
    return bool(read == printed or sympy.expand(read - printed) == 0)
