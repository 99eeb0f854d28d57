r"""Derivatives of functions of one number that have a name in the dialect.

*Convention.* :math:`\mathrm{ReLU}` and :math:`\mathrm{sgn}` switch at 0 and are differentiated
away from it; step is 1 above 0. :math:`\mathrm{sigmoid}(z) = 1 / (1 + e^{-z})`, and
:math:`\mathrm{erf}' (z) = 2 e^{-z^2} / \sqrt{\pi}`, for which the text must declare :math:`\pi`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from symconv.latex.tree import Apply, Expr, Power, Root, Symbol
from symconv.notation import Name
from symconv.proof.derivatives.forms import ONE, TWO, ZERO, less, product, quotient, summed


def derivative_of(function: Name, argument: Expr) -> Expr | None:
    """Return the derivative of a known function at its argument, None for one that is not known.

    >>> from symconv.latex.tree import Symbol
    >>> x = Symbol(Name("x"))
    >>> derivative_of(Name("exp"), x) == Apply(Name("exp"), (x,))
    True
    """
    rule = _RULES.get(function)
    return None if rule is None else rule(argument, Apply(function, (argument,)))


def _tangent(_: Expr, value: Expr) -> Expr:
    return summed([ONE, less(Power(value, TWO))])


def _logistic(_: Expr, value: Expr) -> Expr:
    return product(value, summed([ONE, less(value)]))


def _bell(argument: Expr, _: Expr) -> Expr:
    exponential = Apply(Name("exp"), (less(Power(argument, TWO)),))
    return quotient(product(TWO, exponential), Root(Symbol(Name("pi"))))


def _applied(word: str, argument: Expr) -> Expr:
    return Apply(Name(word), (argument,))


_RULES: Mapping[Name, Callable[[Expr, Expr], Expr]] = {
    Name("exp"): lambda _, value: value,
    Name("log"): lambda x, _: quotient(ONE, x),
    Name("sin"): lambda x, _: _applied("cos", x),
    Name("cos"): lambda x, _: less(_applied("sin", x)),
    Name("sinh"): lambda x, _: _applied("cosh", x),
    Name("cosh"): lambda x, _: _applied("sinh", x),
    Name("tanh"): _tangent,
    Name("sigmoid"): _logistic,
    Name("erf"): _bell,
    Name("ReLU"): lambda x, _: _applied("step", x),
    Name("sgn"): lambda _x, _value: ZERO,
    Name("step"): lambda _x, _value: ZERO,
}
