r"""Mistakes about a rectified network as a function: the network changed, the axis turned.

*Defines* `piecewise_variants`, for answers that state the function as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.network_changes import network_changes
from symconv.audit.causes.network_function import X, function_of
from symconv.audit.causes.question import Question
from symconv.audit.causes.trees import minus
from symconv.errors import SymconvError
from symconv.latex.substitute import substitute
from symconv.latex.tree import Symbol
from symconv.theorems.relu_network import read_network


def piecewise_variants(question: Question) -> Iterator[Variant]:
    """Yield the function after each mistake."""
    if question.ask != "piecewise_form" or len(question.trees) != 1:
        return
    try:
        net = read_network(question.given["layers"])
    except (SymconvError, KeyError):
        return
    (right,) = question.trees
    if right != function_of(net):
        return
    for mistake, changed in network_changes(net):
        yield Variant((mistake,), {0: function_of(changed)}, question.points)
    turned = Mistake("argument-sign", "the sign of x was reversed")
    yield Variant((turned,), {0: substitute(right, {X: minus(Symbol(X))})}, question.points)
