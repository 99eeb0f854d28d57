r"""Superscripts that are channels: ``X_{l,m}^{k}`` is no power if the set has the same ``k``.

*Defines* `channels` and `one_channel`. A superscript that the set carries too is a channel, and so
is a letter that stands nowhere but above elements. A sum over such a letter adds `CHANNELS`
channels up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from symconv.audit.causes.trees import number
from symconv.audit.judge.window import Window
from symconv.latex.tree import (
    Big,
    Indexed,
    Node,
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


def one_channel(
    tree: Any, above: frozenset[Name], window: Window, summed: frozenset[Name] = frozenset()
) -> Any:
    """Drop superscripts that are channels; elements that are summed over channels keep theirs."""
    match tree:
        case Big(operator, binders, body) if bound := _bound(binders) & above:
            letters = [Symbol(n) for n in sorted(bound)]
            limits = tuple(Range(k, number(0), number(CHANNELS - 1)) for k in letters)
            return Big(operator, limits, one_channel(body, above, window, summed | bound))
        case Power(Indexed(Symbol(name), indices) as element, Symbol(letter) as k) if (
            letter in above
        ):
            if letter in summed and name != window.name:
                return replace(element, indices=(*indices, k))
            return element
        case _:
            return rebuilt(tree, lambda child: one_channel(child, above, window, summed))


def _bound(binders: tuple[Over | Range, ...]) -> frozenset[Name]:
    return frozenset(i.name for b in binders for i in bound_indices(b))


def bound_indices(binder: Over | Range) -> tuple[Symbol, ...]:
    """Return the indices that a binder binds."""
    return binder.indices if isinstance(binder, Over) else (binder.index,)
