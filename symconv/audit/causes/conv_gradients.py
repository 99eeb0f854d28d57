r"""Mistakes in the gradients of a convolution of given numbers.

*Defines* `conv_gradient_variants`. With the gradient G from above, stride s, padding p, dilation d:
:math:`\partial E / \partial X_a = \sum_{i, u} G_i W_u [a = s i + d u - p]` and
:math:`\partial E / \partial W_u = \sum_i G_i X_{s i + d u - p}`. A mistake changes one of the
arrays or parameters; the sums are computed again, with exact numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.question import Question
from symconv.audit.causes.values import Value
from symconv.latex.tree import Matrix
from symconv.proof.exact_numbers import reduced

THEOREM = "conv_gradient_by_hand"
PARTS = {"input": "X", "weight": "W", "both": "XW"}
PARAMETERS = {"stride": 1, "padding": 0, "dilation": 1}
WORDS = {"X": "the input", "W": "the kernel", "G": "the gradient from above"}


@dataclass(frozen=True)
class Setting:
    """Image, kernel and gradient from above as matrices; parameters by axis."""

    X: Any
    W: Any
    G: Any
    stride: tuple[int, int] = (1, 1)
    padding: tuple[int, int] = (0, 0)
    dilation: tuple[int, int] = (1, 1)

    def gradient(self, letter: str) -> Any:
        """Return the gradient by X or by W, in the shape of that array."""
        found = np.zeros_like(getattr(self, letter))
        for i, u in product(np.ndindex(self.G.shape), np.ndindex(self.W.shape)):
            at = tuple(
                s * o + d * t - p
                for s, o, d, t, p in zip(
                    self.stride, i, self.dilation, u, self.padding, strict=True
                )
            )
            if all(0 <= a < n for a, n in zip(at, self.X.shape, strict=True)):
                if letter == "X":
                    found[at] += self.G[i] * self.W[u]
                else:
                    found[u] += self.G[i] * self.X[at]
        return found

    def output(self) -> Any:
        """Return the convolution itself, in the shape of G."""
        slid = replace(self, W=np.full_like(self.W, Fraction(0)))
        found = np.zeros_like(self.G)
        for i in np.ndindex(self.G.shape):
            one = np.zeros_like(self.G)
            one[i] = Fraction(1)
            found[i] = (replace(slid, G=one).gradient("W") * self.W).sum()
        return found


def conv_gradient_variants(question: Question) -> Iterator[Variant]:
    """Yield the gradients after a mistake in one of them, and in both alike."""
    asked = PARTS.get(str(question.given.get("by", "both")), "")
    setting = _setting(question)
    if question.ask != THEOREM or setting is None or len(asked) != len(question.trees):
        return
    right = {i: setting.gradient(letter) for i, letter in enumerate(asked)}
    listed = [list(_mistakes(setting, letter)) for letter in asked]
    for mistake, first in listed[0]:
        alike = [[a for m, a in others if m.name == mistake.name][:1] for others in listed[1:]]
        if all(alike):
            arrays = [first, *(a for (a,) in alike)]
            yield _variant(mistake, dict(enumerate(arrays)), question)
    for i, letter in enumerate(asked) if len(asked) > 1 else ():
        for mistake, array in _mistakes(setting, letter):
            yield _variant(mistake, {**right, i: array}, question)


def _variant(mistake: Mistake, arrays: Mapping[int, Any], question: Question) -> Variant:
    return Variant((mistake,), values={i: _value(a, question, i) for i, a in arrays.items()})


def _value(array: Any, question: Question, number: int) -> Value:
    """Return an array as rows, laid out as the conclusion is where it has as many entries."""
    tree = question.trees[number]
    if isinstance(tree, Matrix) and array.size == len(tree.rows) * len(tree.rows[0]):
        same = array.shape == (len(tree.rows), len(tree.rows[0]))
        array = array if same or min(array.shape) > 1 else array.reshape(len(tree.rows), -1)
    return tuple(tuple(reduced(Fraction(e)) for e in row) for row in array)


def _mistakes(setting: Setting, letter: str) -> Iterator[tuple[Mistake, Any]]:
    """Yield what the gradient by X or by W becomes."""
    other = "W" if letter == "X" else "X"
    for name, array, turned in (("kernel", "W", "X"), ("gradient", "G", "XW"), ("input", "X", "W")):
        if letter not in turned:
            continue
        values = getattr(setting, array)
        for how, changed in _turned(values).items():
            if changed.shape == values.shape:
                mistake = Mistake(f"{name}-{how}", f"{WORDS[array]} was {how}")
                yield mistake, replace(setting, **{array: changed}).gradient(letter)
    ones = np.full_like(setting.G, Fraction(1))
    sentence = "the gradient from above was ignored (1 in its place)"
    yield Mistake("gradient-ignored", sentence), replace(setting, G=ones).gradient(letter)
    ignored = replace(setting, **{other: np.full_like(getattr(setting, other), Fraction(1))})
    sentence = f"{WORDS[other]} was ignored (1 in its place)"
    yield (
        Mistake(f"{'kernel' if other == 'W' else 'input'}-ignored", sentence),
        ignored.gradient(letter),
    )
    if letter == "W":  # as if the padding were ones, too
        yield Mistake("input-ignored", sentence), np.full_like(setting.W, setting.G.sum())
    sentence = f"this is the gradient by {WORDS[other]}"
    name = "by-weight" if letter == "X" else "by-input"
    yield Mistake(name, sentence), setting.gradient(other)
    sentence = "this is the output of the convolution, not its gradient"
    yield Mistake("output-for-gradient", sentence), setting.output()
    yield from _parameters(setting, letter)
    yield from _cropped(setting, letter)


def _turned(array: Any) -> dict[str, Any]:
    return {"flipped": array[::-1, ::-1], "transposed": array.T}


def _parameters(setting: Setting, letter: str) -> Iterator[tuple[Mistake, Any]]:
    """A parameter at its default; stride and dilation exchanged."""
    for key, default in PARAMETERS.items():
        if set(getattr(setting, key)) != {default}:
            sentence = f"the {key} was ignored ({default} in its place)"
            changed = replace(setting, **{key: (default, default)})
            yield Mistake(f"{key}-ignored", sentence), changed.gradient(letter)
    if setting.stride != setting.dilation:
        sentence = "stride and dilation were swapped"
        swapped = replace(setting, stride=setting.dilation, dilation=setting.stride)
        yield Mistake("stride-dilation-swapped", sentence), swapped.gradient(letter)


def _cropped(setting: Setting, letter: str) -> Iterator[tuple[Mistake, Any]]:
    """Only a part of the input got a gradient: the border that few outputs read is left out."""
    right = setting.gradient(letter)
    for border in range(1, max(setting.W.shape)) if letter == "X" else ():
        if min(right.shape) > 2 * border:
            sentence = f"a border of {border} is missing: the gradient from above was not padded"
            yield Mistake("cropped", sentence), right[border:-border, border:-border]


def _setting(question: Question) -> Setting | None:
    """Return the givens as matrices; None for volumes and for what is no number."""
    given = question.given
    try:
        x, w, g = (_matrix(given[letter]) for letter in "XWG")
        settings = {key: _pair(given.get(key, value)) for key, value in PARAMETERS.items()}
    except (KeyError, TypeError, ValueError):
        return None
    if not x.ndim == w.ndim == g.ndim == 2:
        return None
    if x.shape[0] == w.shape[0] == 1:  # a sequence is a row; its parameters are the row's
        trivial = {"stride": 1, "padding": 0, "dilation": 1}
        settings = {k: (trivial[k], v[-1]) for k, v in settings.items()}
    return Setting(x, w, g, **settings)


def _matrix(value: object) -> Any:
    array = np.array(value, dtype=object)
    exact = np.array([Fraction(str(e)) for e in array.ravel()], dtype=object).reshape(array.shape)
    return exact[None] if exact.ndim == 1 else exact


def _pair(value: object) -> tuple[int, int]:
    values = value if isinstance(value, list) else [value] * 2
    numbers = [int(str(v)) for v in values]
    return numbers[0], numbers[-1]
