r"""Mistakes about a rectified network as a function: the network changed, the axis turned.

*Defines* `piecewise_variants`, for answers that state the function as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from symconv.audit.causes.affine_pieces import pieces_of
from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.network_changes import network_changes
from symconv.audit.causes.network_function import X, function_of
from symconv.audit.causes.question import Question
from symconv.audit.causes.trees import minus
from symconv.latex.substitute import substitute
from symconv.latex.tree import Expr, Symbol
from symconv.theorems.relu_network import read_network


def piecewise_variants(question: Question) -> Iterator[Variant]:
    """Yield the function after each mistake."""
    layers = question.given.get("layers")
    if question.ask != "piecewise_form" or len(question.trees) != 1 or not isinstance(layers, list):
        return
    right, changed = _functions(tuple(map(str, layers)))
    if question.trees != (right,):
        return
    for mistake, tree in changed:
        yield Variant((mistake,), {0: tree}, question.points)


@lru_cache(maxsize=16)
def _functions(layers: tuple[str, ...]) -> tuple[Expr, tuple[tuple[Mistake, Expr], ...]]:
    """Return a network as a function, and what it is after each mistake that changes it."""
    net = read_network(layers)
    right = function_of(net)
    changes = [(mistake, function_of(other)) for mistake, other in network_changes(net)]
    turned = substitute(right, {X: minus(Symbol(X))})
    changes.append((Mistake("argument-sign", "the sign of x was reversed"), turned))
    pieces = pieces_of(right, X)
    return right, tuple((m, tree) for m, tree in changes if pieces_of(tree, X) != pieces)
