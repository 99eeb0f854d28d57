r"""A convolution of given numbers, with all of its intermediate work.

The padded input, then for every output the list of products under the window, then the result.
"Convolution" is the layer of deep learning: the kernel is not flipped.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from symconv.algebra.conv_matrix import conv_matrix
from symconv.algebra.tap_values import matvec
from symconv.errors import WitnessError
from symconv.kernels import conv
from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.proof.author import define, step
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.answers import box
from symconv.theorems.givens import array, shape
from symconv.theorems.hand_axes import HandAxes, read_hand_axes
from symconv.theorems.indices import OUTPUTS, TAPS, affine, listed, span_words, tap_sum
from symconv.theorems.tensors import (
    Array,
    element,
    equation,
    exact_value,
    given,
    grid,
    lines,
    number,
    products,
    to_array,
)

CONVENTION = "Convolution means cross-correlation: the kernel is not flipped."
PADDED = r"\tilde{X}"


def conv_by_hand(
    *,
    X: Sequence[object],
    W: Sequence[object],
    stride: int | Sequence[int] = 1,
    padding: int | Sequence[int] = 0,
    dilation: int | Sequence[int] = 1,
) -> Derivation:
    """Return the convolution of the numbers ``X`` with the kernel ``W``, one channel, rank 1 to 3.

    Raises GivenError for entries that are not exact numbers and ShapeError where W does not fit.

    >>> conv_by_hand(X=[1, 2, 3, 4], W=[1, -1]).answer.value
    (-1, -1, -1)
    """
    image, kernel = array(X, "X"), array(W, "W")
    axes = read_hand_axes(shape(image), shape(kernel), stride, padding, dilation)
    rank = len(axes.kernel)
    symbols = SymbolTable.of(
        scalars("i j l u v t", Domain.INTEGER), tensors(rf"X W Y {PADDED}", rank=rank)
    )
    x, w = to_array(image), to_array(kernel)
    padded = np.pad(x, axes.padding)
    y = conv(
        x[None, None],
        w[None, None],
        stride=axes.stride,
        padding=axes.padding,
        dilation=axes.dilation,
    )[0, 0]
    result = list(lines("Y", y))
    return Derivation(
        name="conv_by_hand",
        title="A convolution by hand",
        symbols=symbols,
        conventions=(CONVENTION,),
        definitions=(
            given("X", image, "given; elements outside X are 0"),
            given("W", kernel, "given"),
            _padded(axes, symbols),
            _output(axes, symbols),
        ),
        steps=(
            *(step(line, "the size of the output", symbols) for line in axes.size_lines()),
            *(
                step(line, "the input with its border of zeros", symbols)
                for line in (lines(PADDED, padded) if any(map(any, axes.padding)) else ())
            ),
            *(_window(axes, index, padded, w, y, symbols) for index in grid(y.shape)),
            *(step(line, "all windows together", symbols) for line in (result if rank < 3 else ())),
        ),
        answer=Answer(box(result), exact_value(y)),
        witness=Witness(
            "the matrix of the layer times the flattened input", lambda: _check(axes, x, w, y)
        ),
    )


def _padded(axes: HandAxes, symbols: SymbolTable) -> Defined:
    rank = len(axes.kernel)
    shifted = ", ".join(
        affine((1, o), constant=-before)
        for o, (before, _) in zip(OUTPUTS, axes.padding, strict=False)
    )
    return define(
        rf"{PADDED}_{{{listed(OUTPUTS, rank)}}} := X_{{{shifted}}}",
        "padding moves the input and leaves zeros around it",
        symbols,
        shape=[n + sum(p) for n, p in zip(axes.size, axes.padding, strict=True)],
    )


def _output(axes: HandAxes, symbols: SymbolTable) -> Defined:
    rank = len(axes.kernel)
    read = ", ".join(
        affine((s, o), (d, t))
        for s, d, o, t in zip(axes.stride, axes.dilation, OUTPUTS, TAPS, strict=False)
    )
    return define(
        rf"Y_{{{listed(OUTPUTS, rank)}}} := {tap_sum(axes.kernel)} "
        rf"W_{{{listed(TAPS, rank)}}} {PADDED}_{{{read}}}",
        "the definition of the convolution",
        symbols,
        shape=axes.out,
    )


def _window(
    axes: HandAxes, index: tuple[int, ...], padded: Array, w: Array, y: Array, symbols: SymbolTable
) -> Step:
    positions = axes.positions(index)
    seen = padded[np.ix_(*positions)]
    return step(
        equation(element("Y", index), products(w.ravel(), seen.ravel()), number(y[index])),
        f"the window covers {span_words(positions)} of the padded input",
        symbols,
    )


def _check(axes: HandAxes, x: Array, w: Array, y: Array) -> int:
    product = matvec(conv_matrix(axes.windows(), x.shape), w.ravel(), x.ravel())
    if [*product] != [*y.ravel()]:
        raise WitnessError("the matrix of the layer and the convolution kernel disagree")
    return y.size
