"""From SymPy to a tree, in the fixed readable order: one rule per SymPy class.

*Why a closed table.* An object whose class is not listed is refused, never printed loosely: floats,
the imaginary unit, integrals and whatever later versions of SymPy add.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, Literal

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.matrices.matrixbase import MatrixBase

from symconv.errors import DialectError
from symconv.latex import tree as t
from symconv.latex.bridge import names
from symconv.latex.order import ordered_product, ordered_sum
from symconv.notation import Name, SymbolTable


def from_sympy(obj: Any, symbols: SymbolTable | None = None) -> Any:
    r"""Return the tree of a SymPy object (or an int or Fraction), terms in the readable order.

    ``symbols`` helps to read symbol names: those that equal the ``plain`` form of a declared name
    become that name. Raises DialectError for an object without a spelling.

    >>> from symconv.latex.tex import write
    >>> W, P, K, S = sp.symbols("W P K S")
    >>> write(from_sympy(sp.floor((W + 2 * P - K) / S) + 1))
    '\\left\\lfloor \\frac{W + 2 P - K}{S} \\right\\rfloor + 1'
    """
    try:
        start = sp.sympify(obj, strict=True)
    except sp.SympifyError:
        raise DialectError(f"{type(obj).__name__} is not a mathematical object") from None
    return Converter(symbols).read(start)


class Converter:
    """The rules, closed over the names that are known."""

    def __init__(self, symbols: SymbolTable | None) -> None:
        self.symbols = symbols

    def read(self, obj: Any) -> Any:
        """Convert one object by the most specific class that has a rule."""
        for kind in type(obj).__mro__:
            if kind in RULES:
                return RULES[kind](obj, self)
        raise DialectError(f"the SymPy object {type(obj).__name__} has no spelling")

    def all(self, objs: Iterable[Any]) -> tuple[Any, ...]:
        """Convert several objects."""
        return tuple(self.read(obj) for obj in objs)

    def symbol(self, text: str) -> t.Symbol:
        """Return the node of a name."""
        return t.Symbol(names.parsed(text, self.symbols))


def number(value: int) -> Any:
    """Return an integer node, a negative one as `Negative`."""
    node = t.Number(Fraction(abs(value)))
    return t.Negative(node) if value < 0 else node


def _rational(obj: Any, to: Converter) -> Any:
    if obj.q == 1:
        return number(int(obj.p))
    size = t.Divide(number(abs(int(obj.p))), number(int(obj.q)))
    return t.Negative(size) if obj.p < 0 else size


def _mul(obj: Any, to: Converter) -> Any:
    if not obj.is_commutative:
        raise DialectError("a product of symbols that do not commute")
    negative, top, bottom = False, [], []
    for arg in obj.args:
        if arg.is_Rational:
            negative ^= bool(arg.p < 0)
            top += [sp.Integer(abs(arg.p))] if abs(arg.p) != 1 else []
            bottom += [sp.Integer(arg.q)] if arg.q != 1 else []
        elif arg.is_Pow and arg.exp.is_Rational and arg.exp < 0:
            bottom.append(arg.base**-arg.exp)
        else:
            top.append(arg)
    size = ordered_product(to.all(top))
    if bottom:
        size = t.Divide(size, ordered_product(to.all(bottom)))
    return t.Negative(size) if negative else size


def _pow(obj: Any, to: Converter) -> Any:
    base, exponent = obj.args
    if exponent.is_Rational and exponent < 0:
        return t.Divide(number(1), to.read(base**-exponent))
    if exponent.is_Rational and exponent.p == 1:
        return t.Root(to.read(base), None if exponent.q == 2 else number(int(exponent.q)))
    return t.Power(to.read(base), to.read(exponent))


def _big(operator: Literal["sum", "prod"]) -> Callable[[Any, Converter], Any]:
    def rule(obj: Any, to: Converter) -> Any:
        body = to.read(obj.function)
        for limit in obj.limits:  # the innermost first
            body = t.Big(operator, (t.Range(*to.all(limit)),), body)
        return body

    return rule


def _piecewise(obj: Any, to: Converter) -> Any:
    branches = [
        (to.read(value), None if when == sp.true else to.read(when)) for value, when in obj.args
    ]
    return t.Cases(tuple(branches))


def _subs(obj: Any, to: Converter) -> Any:
    body, variables, points = obj.args
    if len(variables) != 1:
        raise DialectError("a substitution of several variables")
    return t.Evaluated(to.read(body), t.Chain(to.all((variables[0], points[0])), ("=",)))


def _matrix(obj: Any, to: Converter) -> Any:
    rows = (to.all(obj[i, j] for j in range(obj.cols)) for i in range(obj.rows))
    return t.Matrix(tuple(rows))


def _interval(obj: Any, to: Converter) -> Any:
    lower, upper = to.all(obj.args[:2])
    return t.Interval(lower, upper, not obj.left_open, not obj.right_open)


def _contains(obj: Any, to: Converter) -> Any:
    return t.Chain(to.all(obj.args), ("in",))


def _not(obj: Any, to: Converter) -> Any:
    (body,) = obj.args
    if isinstance(body, sp.Contains):
        return t.Chain(to.all(body.args), ("notin",))
    return t.Not(to.read(body))


def _relation(sign: t.Relation) -> Callable[[Any, Converter], Any]:
    return lambda obj, to: t.Chain(to.all(obj.args), (sign,))


def _logic(sign: Literal["and", "or", "implies", "iff"]) -> Callable[[Any, Converter], Any]:
    return lambda obj, to: t.Logic(sign, to.all(obj.args))


def _function(word: str, most: int | None = 1) -> Callable[[Any, Converter], Any]:
    return lambda obj, to: t.Apply(Name(word), to.all(obj.args[:most]))


def _fence(kind: Literal["floor", "ceil", "abs"]) -> Callable[[Any, Converter], Any]:
    return lambda obj, to: t.Fence(kind, to.read(obj.args[0]))


def _product(sign: Literal["", "otimes", "odot"]) -> Callable[[Any, Converter], Any]:
    return lambda obj, to: t.Multiply(to.all(obj.args), sign)


def _space(letter: Literal["R", "Z", "N", "Q", "C"]) -> Callable[[Any, Converter], Any]:
    return lambda obj, to: t.Space(letter)


def _refuse(obj: Any, to: Converter) -> Any:
    raise DialectError(f"the SymPy object {type(obj).__name__} has no spelling")


RULES: dict[type, Callable[[Any, Converter], Any]] = {
    sp.Rational: _rational,
    type(sp.oo): lambda o, to: t.Infinity(),
    type(-sp.oo): lambda o, to: t.Negative(t.Infinity()),
    type(sp.pi): lambda o, to: t.Symbol(Name("pi")),
    type(sp.E): lambda o, to: t.Apply(Name("exp"), (number(1),)),
    sp.Dummy: _refuse,
    sp.Symbol: lambda o, to: to.symbol(o.name),
    sp.IndexedBase: lambda o, to: to.symbol(str(o.label)),
    sp.Indexed: lambda o, to: t.Indexed(to.read(o.base), to.all(o.indices)),
    sp.Add: lambda o, to: ordered_sum(to.all(o.args)),
    sp.Mul: _mul,
    sp.Pow: _pow,
    sp.exp: _function("exp"),
    sp.log: _function("log"),
    sp.sin: _function("sin"),
    sp.cos: _function("cos"),
    sp.tan: _function("tan"),
    sp.sinh: _function("sinh"),
    sp.cosh: _function("cosh"),
    sp.tanh: _function("tanh"),
    sp.sign: _function("sgn"),
    sp.Heaviside: _function("step"),
    sp.Max: _function("max", None),
    sp.Min: _function("min", None),
    AppliedUndef: lambda o, to: t.Apply(to.symbol(o.func.__name__).name, to.all(o.args)),
    sp.floor: _fence("floor"),
    sp.ceiling: _fence("ceil"),
    sp.Abs: _fence("abs"),
    sp.Mod: lambda o, to: t.Modulo(*to.all(o.args)),
    sp.factorial: lambda o, to: t.Factorial(to.read(o.args[0])),
    sp.binomial: lambda o, to: t.Binomial(*to.all(o.args)),
    sp.KroneckerDelta: lambda o, to: t.Delta(*to.all(o.args[:2])),
    sp.Sum: _big("sum"),
    sp.Product: _big("prod"),
    sp.Piecewise: _piecewise,
    sp.Derivative: lambda o, to: t.Derivative(to.read(o.expr), to.all(o.variables)),
    sp.Limit: lambda o, to: t.Limit(*to.all((o.args[1], o.args[2], o.args[0]))),
    sp.Subs: _subs,
    MatrixBase: _matrix,
    sp.Determinant: lambda o, to: t.Apply(Name("det"), (to.read(o.arg),)),
    sp.MatrixExpr: _refuse,
    sp.MatrixSymbol: lambda o, to: to.symbol(o.name),
    sp.Identity: lambda o, to: t.Indexed(t.Symbol(Name("I")), (to.read(o.args[0]),)),
    sp.MatAdd: lambda o, to: ordered_sum(to.all(o.args)),
    sp.MatMul: _product(""),
    sp.KroneckerProduct: _product("otimes"),
    sp.HadamardProduct: _product("odot"),
    sp.Transpose: lambda o, to: t.Transposed(to.read(o.arg)),
    sp.Inverse: lambda o, to: t.Power(to.read(o.arg), number(-1)),
    sp.Tuple: lambda o, to: t.Tuple(to.all(o)),
    sp.FiniteSet: lambda o, to: t.SetOf(to.all(o.args)),
    sp.Interval: _interval,
    type(sp.S.Reals): _space("R"),
    type(sp.S.Integers): _space("Z"),
    type(sp.S.Naturals0): _space("N"),
    type(sp.S.Rationals): _space("Q"),
    type(sp.S.Complexes): _space("C"),
    sp.Eq: _relation("="),
    sp.Ne: _relation("!="),
    sp.Lt: _relation("<"),
    sp.Le: _relation("<="),
    sp.Gt: _relation(">"),
    sp.Ge: _relation(">="),
    sp.Contains: _contains,
    sp.And: _logic("and"),
    sp.Or: _logic("or"),
    sp.Implies: _logic("implies"),
    sp.Equivalent: _logic("iff"),
    sp.Not: _not,
}
