r"""A rectified network with one input and one output as a function in cases.

*Defines* `function_of`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symconv.algebra.regions import PiecewiseNetwork
from symconv.audit.causes.trees import plus, times
from symconv.latex.tree import Cases, Chain, Expr, Symbol
from symconv.notation import Name
from symconv.theorems.relu_views import Form, between, switches
from symconv.theorems.tensors import number

X = Name("x")


def function_of(net: PiecewiseNetwork) -> Expr:
    """Return a network with one input and one output in cases; affine where it never bends."""
    places: list[Fraction] = []
    forms: list[Form] = []
    for view in between(net, switches(net)):
        form = view.forms[-1][0]
        if forms and forms[-1] == form:
            continue
        if forms and view.low[0] is not None:
            places.append(view.low[0])
        forms.append(form)
    lines = [_line(form) for form in forms]
    if len(lines) == 1:
        return lines[0]
    conditions = [Chain((Symbol(X), number(at)), ("<",)) for at in places]
    return Cases((*zip(lines, conditions, strict=False), (lines[-1], None)))


def _line(form: Form) -> Any:
    slope, constant = form.slopes[0], form.constant
    if not slope:
        return number(constant)
    term = times(number(slope), Symbol(X))
    return plus(term, number(constant)) if constant else term
