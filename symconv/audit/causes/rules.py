r"""Mistakes about particular rules: biases, operations, additions.

*Defines* `rule_changes`. Each rule names the theorem it is about and the conclusions, by their
place, whose trees it rebuilds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.question import Question
from symconv.audit.causes.trees import number, plus, times
from symconv.latex.tree import Multiply, Node, Symbol
from symconv.notation import name as spelling

FLOP = "a multiplication and its addition counted as two operations"
BIAS = "biases counted"
NO_BIAS = "biases left out"
TWO = number(2)
ADDITIONS = {"alpha": "mu", "alpha'": "mu'"}
POSITIONS = {"mu": "theta", "mu'": "theta'"}
STEP = "pointwise step"

Changes = Iterator[tuple[Mistake, Mapping[int, Node]]]


def rule_changes(question: Question) -> Changes:
    """Yield the mistakes about the rules of the question's own theorem."""
    if question.ask == "conv_parameters":
        yield from _biases(question)
    if question.ask in ("conv_operations", "depthwise_separable_cost"):
        yield from _operations(question)
    if "J'" in question.names:
        place = question.names.index("J'")
        match question.trees[place]:
            case Multiply((first, second)):
                added = Mistake("strides-added", "strides were added, not multiplied")
                yield added, {place: plus(first, second)}


def _biases(question: Question) -> Changes:
    n, c = question.letters.get("out_channels"), question.letters.get("in_channels")
    if n is None or c is None:
        return
    weights = question.trees[0]
    if len(question.trees) == 1:
        counted = Mistake("bias-counted", "biases were counted", convention=BIAS)
        yield counted, {0: plus(weights, Symbol(n))}
        return
    forgotten = Mistake("bias-forgotten", "the biases were forgotten", convention=NO_BIAS)
    yield forgotten, {1: number(0), 2: weights}
    yield forgotten, {2: weights}
    per_slice = times(Symbol(c), Symbol(n))
    sentence = "a bias was counted for every channel of every kernel"
    both: Node = plus(weights, per_slice)
    yield Mistake("bias-per-channel", sentence), {1: per_slice, 2: both}
    single: Node = plus(weights, number(1))
    yield Mistake("bias-once", "one bias was counted for all kernels"), {1: number(1), 2: single}
    inputs: Node = plus(weights, Symbol(c))
    sentence = "a bias was counted for every input channel"
    yield Mistake("bias-per-input-channel", sentence), {1: Symbol(c), 2: inputs}


def _operations(question: Question) -> Changes:
    """Twice the multiplications for what should be multiplications, or additions."""
    for i, tree in enumerate(question.trees):
        doubled = times(TWO, tree)
        yield Mistake("mac-as-flop", "operations were counted twice", 1, FLOP), {i: doubled}
    yield from _additions(question)
    for name, once in POSITIONS.items():
        if name in question.names and once in question.names:
            sentence = "the positions of the output were not counted"
            tree = question.trees[question.names.index(once)]
            yield Mistake("positions-ignored", sentence), {question.names.index(name): tree}
    for i, parts in question.sums.items():
        twice = times(TWO, question.trees[parts[0]])
        sentence = "additions were counted like multiplications"
        yield Mistake("mac-as-flop", sentence, 1, FLOP), {i: twice}


def _additions(question: Question) -> Changes:
    """A sum of q products takes q - 1 additions: each time, and not once in all."""
    sentence = "a sum of q products was given q additions, not q - 1"
    once = "one addition fewer was counted in all, not one fewer for each output"
    for name, products in ADDITIONS.items():
        if name in question.names and products in question.names:
            i, tree = question.names.index(name), question.trees[question.names.index(products)]
            yield Mistake("additions-miscounted", sentence), {i: tree}
            yield Mistake("additions-miscounted", once), {i: plus(tree, number(-1))}
    if STEP in question.names:
        c, n, *area = (_node(question, key) for key in ("in_channels", "out_channels", "H", "W"))
        inside = plus(times(TWO, c, n), number(-1))
        yield (
            Mistake("additions-miscounted", once),
            {question.names.index(STEP): times(*area, inside)},
        )


def _node(question: Question, key: str) -> Node:
    """Return a given as a tree: a number, or its letter."""
    default = {"in_channels": "C", "out_channels": "N"}.get(key, key)
    sizes = question.given.get("size", ["H", "W"])
    value = question.given.get(key, default)
    if key in ("H", "W") and isinstance(sizes, list):
        value = sizes["HW".index(key)]
    return Symbol(spelling(value)) if isinstance(value, str) else number(value)  # type: ignore[arg-type]
