"""From a tree to SymPy: one rule per node type; what SymPy cannot say is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp
from sympy import MatrixBase

from symconv.errors import DialectError
from symconv.latex import tree as t
from symconv.latex.bridge import bounds, names, statements
from symconv.notation import Kind, Name, SymbolTable

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "max": sp.Max,
    "min": sp.Min,
    "exp": sp.exp,
    "log": sp.log,
    "ln": sp.log,
    "sin": sp.sin,
    "cos": sp.cos,
    "tan": sp.tan,
    "sinh": sp.sinh,
    "cosh": sp.cosh,
    "tanh": sp.tanh,
    "gcd": sp.gcd,
    "step": sp.Heaviside,
    "sgn": sp.sign,
}
FENCES = {"floor": sp.floor, "ceil": sp.ceiling, "abs": sp.Abs}


def to_sympy(node: t.Node, symbols: SymbolTable) -> Any:
    r"""Return the SymPy object of an expression or statement.

    ``symbols`` declares every name; its domains become assumptions. Raises UnknownName for an
    undeclared name, DialectError for a construct without a SymPy counterpart, TooLarge for
    numbers that would take SymPy too long.

    >>> from symconv.notation import Domain, name, scalars
    >>> W = t.Symbol(name("W"))
    >>> to_sympy(t.Chain((W, W), ("=",)), SymbolTable.of(scalars("W", Domain.POSITIVE)))
    Eq(W, W)
    """
    return Converter(symbols).read(node)


class Converter:
    """The rules, closed over a symbol table; ``scalar`` may replace how names become symbols."""

    def __init__(
        self, symbols: SymbolTable, scalar: Callable[[t.Symbol], Any] | None = None
    ) -> None:
        self.symbols = symbols
        self.scalar = scalar or (lambda node: names.scalar(node, symbols))

    def read(self, node: t.Node) -> Any:
        """Convert one node."""
        rule = RULES.get(type(node))
        if rule is None:
            raise DialectError(f"{type(node).__name__} has no SymPy counterpart")
        return rule(node, self)

    def all(self, nodes: tuple[t.Node, ...]) -> list[Any]:
        """Convert several nodes."""
        return [self.read(node) for node in nodes]


def _indexed(node: t.Indexed, to: Converter) -> Any:
    if not isinstance(node.base, t.Symbol) or to.symbols[node.base.name].kind is not Kind.TENSOR:
        raise DialectError("only a declared tensor takes indices")
    return names.symbol(to.symbols[node.base.name])[tuple(to.all(node.indices))]


def _multiply(node: t.Multiply, to: Converter) -> Any:
    factors = to.all(node.factors)
    first, *rest = factors
    if node.sign in ("", "cdot", "times"):
        for factor in rest:
            first = first * factor
        return first
    if node.sign in MATRIX_PRODUCTS and all(isinstance(f, MatrixBase) for f in factors):
        for factor in rest:
            first = MATRIX_PRODUCTS[node.sign](first, factor)
        return sp.ImmutableMatrix(first)
    raise DialectError(f"the product {node.sign!r} has no SymPy counterpart here")


def _divide(node: t.Divide, to: Converter) -> Any:
    denominator = to.read(node.denominator)
    if denominator == 0:
        raise DialectError("division by zero")
    return to.read(node.numerator) / denominator


def _modulo(node: t.Modulo, to: Converter) -> Any:
    modulus = to.read(node.modulus)
    if modulus == 0:
        raise DialectError("a remainder by zero")
    return sp.Mod(to.read(node.dividend), modulus)


def _power(node: t.Power, to: Converter) -> Any:
    base, exponent = to.read(node.base), to.read(node.exponent)
    bounds.power(base, exponent)
    return base**exponent


def _root(node: t.Root, to: Converter) -> Any:
    degree = 2 if node.degree is None else to.read(node.degree)
    if degree == 0:
        raise DialectError("a root of degree zero")
    return sp.root(to.read(node.body), degree)


def _transposed(node: t.Transposed, to: Converter) -> Any:
    body = to.read(node.body)
    if not isinstance(body, MatrixBase):
        raise DialectError("only the transpose of a written matrix has a SymPy counterpart")
    return body.T


def _binomial(node: t.Binomial, to: Converter) -> Any:
    n, k = to.read(node.n), to.read(node.k)
    bounds.binomial(n, k)
    return sp.binomial(n, k)


def _factorial(node: t.Factorial, to: Converter) -> Any:
    body = to.read(node.body)
    bounds.factorial(body)
    return sp.factorial(body)


def _apply(node: t.Apply, to: Converter) -> Any:
    arguments, function = to.all(node.arguments), node.function
    if function in to.symbols and to.symbols[function].kind is Kind.FUNCTION:
        return names.symbol(to.symbols[function])(*arguments)
    if function == Name(function.base) and function.base in FUNCTIONS:
        return FUNCTIONS[function.base](*arguments)
    raise DialectError(
        f"the function {function} is neither declared nor known to SymPy",
        remedy="declare it as a function",
    )


def _norm(node: t.Norm, to: Converter) -> Any:
    body = to.read(node.body)
    if not isinstance(body, MatrixBase) or 1 not in body.shape:
        raise DialectError("only the norm of a written vector has a SymPy counterpart")
    return body.norm(None if node.order is None else to.read(node.order))


def _iverson(node: t.Iverson, to: Converter) -> Any:
    return sp.Piecewise((1, to.read(node.condition)), (0, True))


def _evaluated(node: t.Evaluated, to: Converter) -> Any:
    at = node.condition
    if not isinstance(at, t.Chain) or at.relations != ("=",):
        raise DialectError("an evaluation bar needs one equation below it")
    return sp.Subs(to.read(node.body), *to.all(at.sides))


def _big(node: t.Big, to: Converter) -> Any:
    operators = {"sum": sp.Sum, "prod": sp.Product}
    if node.operator not in operators or not all(isinstance(b, t.Range) for b in node.binders):
        raise DialectError(
            f"{node.operator} over this index set has no SymPy counterpart",
            remedy="give the index a lower and an upper limit",
        )
    body = to.read(node.body)
    limits = [to.all((b.index, b.lower, b.upper)) for b in node.binders if isinstance(b, t.Range)]
    return operators[node.operator](body, *limits[::-1])  # SymPy lists the innermost limit first


def _limit(node: t.Limit, to: Converter) -> Any:
    return sp.Limit(*to.all((node.body, node.variable, node.target)), dir="+-")


def _derivative(node: t.Derivative, to: Converter) -> Any:
    return sp.Derivative(to.read(node.body), *to.all(node.variables))


def _matrix(node: t.Matrix, to: Converter) -> Any:
    matrix = sp.ImmutableMatrix([to.all(row) for row in node.rows])
    return sp.Determinant(matrix) if node.fence == "vmatrix" else matrix


def _cases(node: t.Cases, to: Converter) -> Any:
    branches = [
        (to.read(value), True if when is None else to.read(when)) for value, when in node.branches
    ]
    return sp.Piecewise(*branches)


def _interval(node: t.Interval, to: Converter) -> Any:
    lower, upper = to.read(node.lower), to.read(node.upper)
    return sp.Interval(lower, upper, not node.left_closed, not node.right_closed)


MATRIX_PRODUCTS = {
    "otimes": sp.kronecker_product,
    "odot": lambda a, b: a.multiply_elementwise(b),
}
RULES: dict[type[t.Node], Callable[[Any, Converter], Any]] = {
    t.Number: lambda n, to: sp.Rational(n.value.numerator, n.value.denominator),
    t.Infinity: lambda n, to: sp.oo,
    t.Symbol: lambda n, to: to.scalar(n),
    t.Space: lambda n, to: statements.space(n),
    t.Indexed: _indexed,
    t.Add: lambda n, to: statements.added(to.all(n.terms)),
    t.Negative: lambda n, to: -to.read(n.body),
    t.Multiply: _multiply,
    t.Divide: _divide,
    t.Power: _power,
    t.Root: _root,
    t.Transposed: _transposed,
    t.Factorial: _factorial,
    t.Binomial: _binomial,
    t.Apply: _apply,
    t.Fence: lambda n, to: FENCES[n.kind](to.read(n.body)),
    t.Norm: _norm,
    t.Modulo: _modulo,
    t.Iverson: _iverson,
    t.Delta: lambda n, to: sp.KroneckerDelta(to.read(n.left), to.read(n.right)),
    t.Evaluated: _evaluated,
    t.Big: _big,
    t.Limit: _limit,
    t.Derivative: _derivative,
    t.Matrix: _matrix,
    t.Cases: _cases,
    t.Shape: lambda n, to: sp.Tuple(*to.all(n.sizes)),
    t.Tuple: lambda n, to: sp.Tuple(*to.all(n.items)),
    t.SetOf: lambda n, to: sp.FiniteSet(*to.all(n.items)),
    t.Interval: _interval,
    t.Labelled: lambda n, to: to.read(n.body),
    t.Boxed: lambda n, to: to.read(n.body),
    t.Chain: lambda n, to: statements.chain(n.relations, to.all(n.sides)),
    t.Logic: lambda n, to: statements.logic(n.connective, to.all(n.parts)),
    t.Not: lambda n, to: sp.Not(to.read(n.body), evaluate=False),
}
