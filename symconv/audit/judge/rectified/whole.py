r"""A rectified network with one input as one conclusion: a function in cases.

*Defines* `as_function`, the desk at which a function is judged. The sheet states the map of every
stretch; where an answer states the function, stretches included, it is compared as that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from symconv.audit.causes.network_function import X, function_of
from symconv.audit.causes.points import Points
from symconv.audit.judge.claims import Claim
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.item import Item
from symconv.audit.judge.rectified.functions import OUTPUTS, stated_functions
from symconv.latex.tree import Chain, Symbol
from symconv.notation import Name
from symconv.theorems.relu_network import read_network
from symconv.theorems.relu_views import switches

H = Name("h")


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


def _places(bends: Sequence[Fraction]) -> list[Fraction]:
    """Return the places where a function may bend, and three on each stretch."""
    if not bends:
        return [Fraction(at) for at in (-1, 0, 2)]
    inner = [a + (b - a) * part / 7 for a, b in pairwise(bends) for part in (1, 3, 6)]
    outer = [
        s for n in (Fraction(1, 5), Fraction(1), Fraction(7)) for s in (bends[0] - n, bends[-1] + n)
    ]
    return sorted({*bends, *inner, *outer})
