r"""Mistakes in pooling by hand: another stride or window, or not the maximum.

*Defines* `pool_variants`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.question import Question
from symconv.audit.causes.values import Value
from symconv.errors import SymconvError
from symconv.kernels import max_pool
from symconv.proof.exact_numbers import reduced


def pool_variants(question: Question) -> Iterator[Variant]:
    """Yield what a max pool by hand gives after each mistake."""
    if question.ask != "max_pool_by_hand":
        return
    kernel = question.given.get("kernel_size")
    stride = question.given.get("stride", kernel)
    if not isinstance(kernel, int) or not isinstance(stride, int):
        return
    image = np.array(question.given["X"], dtype=object)
    if image.ndim != 2 or question.given.get("padding", 0) != 0:
        return
    for mistake, compute in _mistakes(kernel, stride):
        value = _value(compute, image)
        if value is not None:
            yield Variant((mistake,), values={0: value})


def _mistakes(kernel: int, stride: int) -> Iterator[tuple[Mistake, Callable[[Any], Any]]]:
    def windows(k: int, s: int) -> Callable[[Any], Any]:
        return lambda x: max_pool(x[None, None], k, stride=s)[0, 0]

    if stride != 1:
        yield (
            Mistake("stride-ignored", "the stride was ignored (1 in its place)"),
            windows(kernel, 1),
        )
    if stride != kernel:
        sentence = "windows do not overlap: the stride was taken to be the kernel size"
        yield Mistake("stride-as-kernel", sentence), windows(kernel, kernel)
    for step in (1, -1):
        if kernel + step >= 1:
            size = "large" if step > 0 else "small"
            off = Mistake("kernel-size-off-by-one", f"the window is one too {size}", 2)
            yield off, windows(kernel + step, stride)
        if stride + step >= 1 and stride + step not in (1, kernel):
            off = Mistake("stride-off-by-one", f"the stride was taken to be {stride + step}", 2)
            yield off, windows(kernel, stride + step)
    least = Mistake("minimum-for-maximum", "the minimum was taken")
    yield least, lambda x: -max_pool(-x[None, None], kernel, stride=stride)[0, 0]
    yield Mistake("sum-for-maximum", "the sum was taken"), lambda x: _sums(x, kernel, stride)
    mean = Mistake("average-for-maximum", "the average was taken")
    yield mean, lambda x: _sums(x, kernel, stride) * Fraction(1, kernel * kernel)
    strip = Mistake("input-transposed", "rows and columns of the input were swapped", 2)
    yield strip, lambda x: windows(kernel, stride)(x.T)


def _sums(x: Any, k: int, s: int) -> Any:
    rows, columns = ((n - k) // s + 1 for n in x.shape)
    return np.array(
        [
            [x[i * s : i * s + k, j * s : j * s + k].sum() for j in range(columns)]
            for i in range(rows)
        ],
        dtype=object,
    )


def _value(compute: Callable[[Any], Any], image: Any) -> Value | None:
    try:
        found = compute(image)
    except (SymconvError, ValueError, TypeError):
        return None
    return tuple(tuple(reduced(Fraction(e)) for e in row) for row in found)
