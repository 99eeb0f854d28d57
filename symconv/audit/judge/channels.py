r"""Superscripts that are channels: ``X_{l,m}^{k}`` is no power if the set has the same ``k``.

*Defines* `channels` and `one_channel`. A superscript that the set carries too is a channel, and so
is a letter that stands nowhere but above elements. A sum over such a letter adds `CHANNELS`
channels up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from symconv.audit.judge.window import Window
from symconv.latex.tree import (
    Big,
    Indexed,
    Node,
    Number,
    Over,
    Power,
    Range,
    Symbol,
    descendants,
    rebuilt,
)
from symconv.notation import Name

CHANNELS = 3
EXPONENTS = frozenset("pPtT")
"""Letters that are exponents, or transpose, wherever they stand."""


def channels(tree: Node, window: Window) -> Iterator[Name]:
    """Yield the letters that are superscripts of the set, or of nothing but elements."""
    above: Counter[Name] = Counter()
    everywhere: Counter[Name] = Counter()
    for node in descendants(tree):
        match node:
            case Power(Indexed(Symbol(base), _), Symbol(letter)):
                above[letter] += 1
                if base == window.name:
                    yield letter
            case Over(indices, None):
                everywhere.subtract(i.name for i in indices)
            case Range(index, _, _):
                everywhere[index.name] -= 1
            case Symbol(letter):
                everywhere[letter] += 1
    for letter, count in above.items():
        if count == everywhere[letter] and letter.base not in EXPONENTS:
            yield letter


def one_channel(tree: Any, above: frozenset[Name], summed: frozenset[Name]) -> Any:
    """Drop superscripts that are channels; elements that are summed over channels keep theirs."""
    if isinstance(tree, Big):
        bound = {i.name for b in tree.binders for i in bound_indices(b)} & above
        if bound:
            (letter,) = bound
            limits = Range(Symbol(letter), Number(Fraction(0)), Number(Fraction(CHANNELS - 1)))
            return Big(tree.operator, (limits,), one_channel(tree.body, above, summed | bound))
    if isinstance(tree, Power) and isinstance(tree.base, Indexed):
        letter_ = tree.exponent
        if isinstance(letter_, Symbol) and letter_.name in above:
            if letter_.name in summed and tree.base.base != letter_:
                return Indexed(tree.base.base, (*tree.base.indices, letter_))
            return tree.base
    changed: Any = rebuilt(tree, lambda child: one_channel(child, above, summed))
    return changed


def bound_indices(binder: Over | Range) -> tuple[Symbol, ...]:
    """Return the indices that a binder binds."""
    return binder.indices if isinstance(binder, Over) else (binder.index,)
