r"""Mistakes in the gradients of a squared norm: the gradient from above, the norm for its square.

*Defines* `squared_norm_changes`. With y = W x the gradient by y is 2 y; whoever forgets it takes 1
for each of its entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.question import Question
from symconv.audit.causes.trees import number, over, times
from symconv.latex.tree import Matrix, Node, Norm, Symbol, Transposed
from symconv.notation import Name

W, X = Symbol(Name("W")), Symbol(Name("x"))


def squared_norm_changes(question: Question) -> Iterator[tuple[Mistake, Mapping[int, Node]]]:
    """Yield both gradients, and each alone, after a mistake about what comes from above."""
    rows = question.given.get("W")
    if question.ask != "squared_norm_gradients" or len(question.trees) != 2:
        return
    if isinstance(rows, list):
        ones = Matrix(tuple((number(1),) for _ in rows))
        sentence = "the gradient from above was ignored (1 in its place)"
        ignored = {0: times(ones, Transposed(X)), 1: times(Transposed(W), ones)}
        yield from _each(Mistake("gradient-ignored", sentence), ignored)
    linear = Mistake("product-for-norm", "the derivative of W x was taken, not of its norm", 2)
    yield from _each(linear, {0: Transposed(X), 1: Transposed(W)})
    doubled = Mistake(
        "product-for-norm", "of the chain only the outer 2 and one factor are left", 2
    )
    yield from _each(doubled, {0: times(number(2), W), 1: times(number(2), X)})
    product = times(W, X)
    output = Mistake("output-for-input", "the output W x was taken for the input x")
    yield output, {0: times(number(2), product, Transposed(product))}
    plain = Mistake("square-forgotten", "the norm was differentiated, not its square")
    above = times(product, Transposed(X)), times(Transposed(W), product)
    yield from _each(plain, {i: over(tree, Norm(product)) for i, tree in enumerate(above)})


def _each(mistake: Mistake, trees: dict[int, Node]) -> Iterator[tuple[Mistake, dict[int, Node]]]:
    yield mistake, trees
    for i, tree in trees.items():
        yield mistake, {i: tree}
