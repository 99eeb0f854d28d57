r"""A rectified network with one input as one conclusion: a function in cases.

*Defines* `as_function`, the desk at which a function is judged, and `function_of`, a network as a
tree. The sheet states the map of every stretch; where an answer states the function, stretches
included, it is compared as that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from symconv.algebra.regions import PiecewiseNetwork
from symconv.audit.causes.points import Points
from symconv.audit.causes.trees import number, plus, times
from symconv.audit.judge.claims import Claim
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.item import Item
from symconv.audit.rectified.functions import OUTPUTS, stated_functions
from symconv.latex.tree import Cases, Chain, Expr, Symbol
from symconv.notation import Name
from symconv.theorems.relu_network import read_network
from symconv.theorems.relu_views import Form, between, switches

X, H = Name("x"), Name("h")


def as_function(desk: Desk, claims: Sequence[Claim]) -> tuple[Desk, tuple[Claim, ...]]:
    """Return the desk and the claims of an answer that states a function; else as they are."""
    stated = stated_functions(claims)
    if not stated:
        return desk, tuple(claims)
    net = read_network(desk.problem.given["layers"])
    value = function_of(net)
    subject = Symbol(H)
    item = Item((subject,), value, OUTPUTS, statement=Chain((subject, value), ("=",)))
    points = Points(tuple({X: at} for at in _places(switches(net))), desk.points.definitions)
    return replace(desk, items=(item,), points=points), tuple(stated)


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


def _places(bends: Sequence[Fraction]) -> list[Fraction]:
    """Return the places where a function may bend, and three on each stretch."""
    if not bends:
        return [Fraction(at) for at in (-1, 0, 2)]
    inner = [a + (b - a) * part / 7 for a, b in pairwise(bends) for part in (1, 3, 6)]
    outer = [
        s for n in (Fraction(1, 5), Fraction(1), Fraction(7)) for s in (bends[0] - n, bends[-1] + n)
    ]
    return sorted({*bends, *inner, *outer})
