r"""A tree as one line of text that programs can parse: SymPy's syntax with plain names.

``\left\lfloor \frac{H + 2 P - K}{S} \right\rfloor + 1`` becomes ``floor((H + 2*P - K)/S) + 1``. The
order of terms is the author's; nothing is evaluated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from symconv.errors import DialectError
from symconv.latex.tree import (
    Add,
    Apply,
    Big,
    Chain,
    Divide,
    Expr,
    Fence,
    Indexed,
    Logic,
    Modulo,
    Multiply,
    Negative,
    Number,
    Over,
    Power,
    Range,
    Root,
    Statement,
    Symbol,
)

_FENCES: Mapping[str, str] = {"floor": "floor", "ceil": "ceiling", "abs": "Abs"}
_RELATIONS: Mapping[str, str] = {
    "=": "Eq", "!=": "Ne", "<": "Lt", "<=": "Le", ">": "Gt", ">=": "Ge"
}  # fmt: skip
_CONNECTIVES: Mapping[str, str] = {
    "and": "And", "or": "Or", "implies": "Implies", "iff": "Equivalent"
}  # fmt: skip
_OPERATORS: Mapping[str, str] = {"sum": "Sum", "prod": "Product"}
_FUNCTIONS: Mapping[str, str] = {"max": "Max", "min": "Min", "exp": "exp", "log": "log"}


def write(node: Expr) -> str:
    """Return the expression in SymPy's syntax; raise DialectError for what has none here.

    >>> from symconv.notation import Name
    >>> H, S = Symbol(Name("H", primes=1)), Symbol(Name("S"))
    >>> write(Fence("floor", Divide(Add((H, Negative(S))), S)))
    'floor((H_prime - S)/S)'
    """
    match node:
        case Number(value):
            return str(value)
        case Symbol(name):
            return name.plain
        case Indexed(Symbol(name), indices):
            return f"{name.plain}[{', '.join(map(write, indices))}]"
        case Root(body, degree):
            inner = write(body)
            return f"sqrt({inner})" if degree is None else f"root({inner}, {write(degree)})"
        case Add(terms):
            return _sum(terms)
        case Negative(body):
            return "-" + _within(body, _is_factor)
        case Multiply(factors, "" | "cdot" | "times"):
            return "*".join(_within(f, _is_factor) for f in factors)
        case Divide(numerator, denominator):
            return f"{_within(numerator, _is_factor)}/{_within(denominator, _is_atom)}"
        case Power(base, exponent):
            return f"{_within(base, _is_atom)}**{_within(exponent, _is_atom)}"
        case Fence(kind, body):
            return f"{_FENCES[kind]}({write(body)})"
        case Modulo(dividend, modulus):
            return f"Mod({write(dividend)}, {write(modulus)})"
        case Apply(function, arguments) if function.base in _FUNCTIONS:
            return f"{_FUNCTIONS[function.base]}({', '.join(map(write, arguments))})"
        case Big("sum" | "prod" as operator, binders, body):
            limits = ", ".join(map(_limits, binders))
            return f"{_OPERATORS[operator]}({write(body)}, {limits})"
    raise DialectError(f"{type(node).__name__} has no plain spelling")


def claim(statement: Statement) -> str:
    """Return a statement in SymPy's syntax: ``Eq(a, b)``, ``Implies(Le(a, b), Eq(c, d))``.

    >>> from symconv.notation import Name
    >>> a, b, c = (Symbol(Name(letter)) for letter in "abc")
    >>> claim(Chain((a, b, c), ("=", "<=")))
    'And(Eq(a, b), Le(b, c))'
    """
    match statement:
        case Chain(sides, relations) if set(relations) <= set(_RELATIONS):
            parts = [
                f"{_RELATIONS[sign]}({write(a)}, {write(b)})"
                for a, sign, b in zip(sides, relations, sides[1:], strict=False)
            ]
            return parts[0] if len(parts) == 1 else f"And({', '.join(parts)})"
        case Logic(connective, inner):
            return f"{_CONNECTIVES[connective]}({', '.join(map(claim, inner))})"
    raise DialectError(f"{type(statement).__name__} has no plain spelling as a claim")


def _limits(binder: Range | Over) -> str:
    match binder:
        case Range(index, lower, upper):
            return f"({write(index)}, {write(lower)}, {write(upper)})"
    raise DialectError("a sum over a set has no plain spelling")


def _sum(terms: tuple[Expr, ...]) -> str:
    text = write(terms[0])
    for term in terms[1:]:
        match term:
            case Negative(body):
                text += " - " + _within(body, _is_factor)
            case _:
                text += " + " + write(term)
    return text


def _within(node: Expr, fits: Callable[[Expr], bool]) -> str:
    return write(node) if fits(node) else f"({write(node)})"


def _is_atom(node: Expr) -> bool:
    if isinstance(node, Number):
        return node.value.denominator == 1
    return isinstance(node, Symbol | Indexed | Fence | Modulo | Apply | Big)


def _is_factor(node: Expr) -> bool:
    return _is_atom(node) or isinstance(node, Multiply | Power)
