r"""Mistakes in convolving by hand: parameters ignored or changed, the kernel turned.

*Defines* `by_hand_variants`. Every combination of one wrong kernel and up to three wrong parameters
is small enough to be computed by the kernels, with exact integers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.question import Question
from symconv.audit.causes.values import Value
from symconv.errors import SymconvError
from symconv.kernels import conv, conv_transpose
from symconv.proof.exact_numbers import reduced

FLIP = "convolution with a flipped kernel"
KERNELS: tuple[tuple[Mistake | None, Callable[[Any], Any]], ...] = (
    (None, lambda w: w),
    (Mistake("kernel-flipped", "the kernel was flipped", 1, FLIP), lambda w: w[::-1, ::-1]),
    (
        Mistake("kernel-transposed", "rows and columns of the kernel were swapped"),
        lambda w: w.T,
    ),
    (
        Mistake("kernel-rows-reversed", "the rows of the kernel were reversed", 2),
        lambda w: w[::-1],
    ),
    (
        Mistake("kernel-columns-reversed", "the columns of the kernel were reversed", 2),
        lambda w: w[:, ::-1],
    ),
    (
        Mistake("kernel-turned", "the kernel was flipped and transposed", 2),
        lambda w: w[::-1, ::-1].T,
    ),
    (Mistake("sign", "the sign of the kernel is reversed"), lambda w: -w),
)
OPERATIONS: Mapping[str, tuple[Callable[..., Any], str]] = {
    "conv_by_hand": (conv, "X"),
    "conv_transpose_by_hand": (conv_transpose, "Y"),
    "conv_gradient_by_hand": (conv_transpose, "G"),
}
"""A gradient by the input is the transposed convolution of the gradient by the output."""
DEFAULTS = {"stride": 1, "padding": 0, "output_padding": 0, "dilation": 1}


def by_hand_variants(question: Question) -> Iterator[Variant]:
    """Yield what the answer would be after each combination of mistakes that can be computed."""
    if question.ask not in OPERATIONS or question.given.get("by", "input") != "input":
        return
    operation, array = OPERATIONS[question.ask]
    try:
        image, kernel = _array(question.given[array]), _array(question.given["W"])
    except (TypeError, ValueError, KeyError):
        return
    right = {k: v for k, v in question.given.items() if k in DEFAULTS}
    if image.ndim != 2 or not all(isinstance(v, int) for v in right.values()):
        return
    changes = list(_parameters(right))  # type: ignore[arg-type]
    for (turned, turn), (changed, values) in product(KERNELS, changes):
        mistakes = tuple(m for m in (_named(turned, question), changed) if m is not None)
        found = _computed(operation, image, turn(kernel), values)
        if mistakes and found is not None:
            yield Variant(mistakes, values={0: found})
    found = _computed(operation, image.T, kernel, right)  # type: ignore[arg-type]
    if found is not None:
        sentence = "rows and columns of the input were swapped"
        yield Variant((Mistake("input-transposed", sentence, 2),), values={0: found})


def _named(turned: Mistake | None, question: Question) -> Mistake | None:
    """To flip the kernel is a convention of a convolution, not of a gradient by its input."""
    by_gradient = "G" in question.given
    return replace(turned, convention="") if turned is not None and by_gradient else turned


def _array(value: object) -> Any:
    return np.array(value, dtype=object)


def _computed(
    operation: Callable[..., Any], image: Any, kernel: Any, values: Mapping[str, int]
) -> Value | None:
    try:
        found = operation(image[None, None], kernel[None, None], **values)
    except (SymconvError, ValueError, TypeError):
        return None
    return tuple(tuple(reduced(Fraction(e)) for e in row) for row in found[0, 0])


def _parameters(right: Mapping[str, int]) -> Iterator[tuple[Mistake | None, dict[str, int]]]:
    """Yield the parameters as they are, ignored in every combination, off by one, and swapped."""
    yield None, dict(right)
    given = [k for k, v in right.items() if v != DEFAULTS[k]]
    for ignored in product((False, True), repeat=len(given)):
        keys = [k for k, drop in zip(given, ignored, strict=True) if drop]
        if keys:
            yield _ignored(keys, given), {**right, **{k: DEFAULTS[k] for k in keys}}
    for key, value in right.items():
        for other in (value - 1, value + 1):
            if other >= DEFAULTS[key] and (other != DEFAULTS[key] or key not in given):
                words = key.replace("_", " ")
                sentence = f"the {words} was taken to be {other} in place of {value}"
                off = Mistake(f"{key.replace('_', '-')}-off-by-one", sentence, 2)
                yield off, {**right, key: other}
    yield from _swapped(right)


def _ignored(keys: list[str], given: list[str]) -> Mistake:
    words = [k.replace("_", " ") for k in keys]
    if len(keys) == 1:
        default = DEFAULTS[keys[0]]
        sentence = f"the {words[0]} was ignored ({default} in its place)"
        return Mistake(f"{keys[0].replace('_', '-')}-ignored", sentence)
    sentence = f"{', '.join(words[:-1])} and {words[-1]} were ignored"
    sentence += f": {', '.join(f'{k} = {DEFAULTS[k]}' for k in keys)}"
    return Mistake("params-ignored", sentence, 1 if len(keys) == len(given) else 2 * len(keys) - 1)


def _swapped(right: Mapping[str, int]) -> Iterator[tuple[Mistake, dict[str, int]]]:
    keys = [k for k in right if k != "output_padding"]
    for i, a in enumerate(keys):
        for b in keys[i + 1 :]:
            if right[a] != right[b] and min(right[a], right[b]) >= max(DEFAULTS[a], DEFAULTS[b]):
                name = f"{a}-{b}-swapped"
                sentence = f"{a} and {b} were swapped"
                yield Mistake(name, sentence), {**right, a: right[b], b: right[a]}
    if "padding" in right and right["padding"] > 0:
        twice = {**right, "padding": 2 * right["padding"]}
        yield Mistake("padding-twice", "the padding was applied twice"), twice
