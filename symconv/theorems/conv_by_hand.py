r"""A convolution of given numbers, with all of its intermediate work.

The padded input, then for every output the list of products under the window, then the result.
"Convolution" is the layer of deep learning, which does not flip the kernel (cross-correlation);
with ``flip`` it is the convolution of signal processing, a cross-correlation with the kernel turned
by 180 degrees.
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
from symconv.theorems.givens import array, flag, shape
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
FLIPPED = (
    "Convolution in the sense of signal processing: the kernel is flipped along every axis, which "
    "is cross-correlation with the kernel turned by 180 degrees."
)
TURNED = "R"
PADDED = r"\tilde{X}"


def conv_by_hand(
    *,
    X: Sequence[object],
    W: Sequence[object],
    stride: int | Sequence[int] = 1,
    padding: int | Sequence[int] = 0,
    dilation: int | Sequence[int] = 1,
    flip: bool = False,
) -> Derivation:
    """Return the convolution of the numbers ``X`` with the kernel ``W``, one channel, rank 1 to 3.

    ``flip`` asks for the convolution of signal processing.

    Raises GivenError for entries that are not exact numbers and ShapeError where W does not fit.

    >>> conv_by_hand(X=[1, 2, 3, 4], W=[1, -1]).answer.value
    (-1, -1, -1)
    >>> conv_by_hand(X=[1, 2, 3, 4], W=[1, -1], flip=True).answer.value
    (1, 1, 1)
    """
    flip = flag(flip, "flip")
    image, kernel = array(X, "X"), array(W, "W")
    axes = read_hand_axes(shape(image), shape(kernel), stride, padding, dilation)
    rank = len(axes.kernel)
    symbols = SymbolTable.of(
        scalars("i j l u v t", Domain.INTEGER), tensors(rf"X W Y {TURNED} {PADDED}", rank=rank)
    )
    x, w = to_array(image), to_array(kernel)
    padded = np.pad(x, axes.padding)
    laid = np.flip(w) if flip else w
    y = conv(
        x[None, None],
        w[None, None],
        stride=axes.stride,
        padding=axes.padding,
        dilation=axes.dilation,
        flip=flip,
    )[0, 0]
    result = list(lines("Y", y))
    return Derivation(
        name="conv_by_hand",
        title="A convolution by hand",
        symbols=symbols,
        conventions=(FLIPPED if flip else CONVENTION,),
        definitions=(
            given("X", image, "given; elements outside X are 0"),
            given("W", kernel, "given"),
            *((_padded(axes, symbols),) if _is_padded(axes) else ()),
            *((_turned(axes, symbols),) if flip else ()),
            _output(axes, symbols, flip=flip),
        ),
        steps=(
            *(
                step(line, "the kernel as it is laid on the windows", symbols)
                for line in (lines(TURNED, laid) if flip else ())
            ),
            *(step(line, "the size of the output", symbols) for line in axes.size_lines()),
            *(
                step(line, "the input with its border of zeros", symbols)
                for line in (lines(PADDED, padded) if _is_padded(axes) else ())
            ),
            *(_window(axes, index, padded, laid, y, symbols) for index in grid(y.shape)),
            *(step(line, "all windows together", symbols) for line in (result if rank < 3 else ())),
        ),
        answer=Answer(box(result), exact_value(y)),
        witness=Witness(
            "the matrix of the layer times the flattened input", lambda: _check(axes, x, laid, y)
        ),
        remarks=(_places(axes),) if flip else (),
    )


def _is_padded(axes: HandAxes) -> bool:
    return any(map(any, axes.padding))


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


def _turned(axes: HandAxes, symbols: SymbolTable) -> Defined:
    rank = len(axes.kernel)
    last = ", ".join(f"{k - 1} - {t}" for t, k in zip(TAPS, axes.kernel, strict=False))
    return define(
        rf"{TURNED}_{{{listed(TAPS, rank)}}} := W_{{{last}}}",
        "the kernel turned by 180 degrees",
        symbols,
        shape=axes.kernel,
    )


def _output(axes: HandAxes, symbols: SymbolTable, *, flip: bool) -> Defined:
    """Define the output; the flip runs through the window from its end."""
    rank = len(axes.kernel)
    read = ", ".join(
        affine((s, o), (-d if flip else d, t), constant=d * (k - 1) if flip else 0)
        for s, d, k, o, t in zip(
            axes.stride, axes.dilation, axes.kernel, OUTPUTS, TAPS, strict=False
        )
    )
    return define(
        rf"Y_{{{listed(OUTPUTS, rank)}}} := {tap_sum(axes.kernel)} "
        rf"W_{{{listed(TAPS, rank)}}} {PADDED if _is_padded(axes) else 'X'}_{{{read}}}",
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
        f"the window covers {span_words(positions)}"
        + (" of the padded input" if _is_padded(axes) else ""),
        symbols,
    )


def _places(axes: HandAxes) -> str:
    """Say where the outputs lie in the convolution that is defined for all integers."""
    places = ", ".join(
        affine((s, o), constant=d * (k - 1) - before)
        for s, d, k, (before, _), o in zip(
            axes.stride, axes.dilation, axes.kernel, axes.padding, OUTPUTS, strict=False
        )
    ).replace(r" \cdot", "")
    letters = listed(OUTPUTS, len(axes.kernel))
    return (
        f"With samples counted from 0, output ({letters}) is y[{places}] of the convolution that "
        "sums over all integers."
    )


def _check(axes: HandAxes, x: Array, w: Array, y: Array) -> int:
    product = matvec(conv_matrix(axes.windows(), x.shape), w.ravel(), x.ravel())
    if [*product] != [*y.ravel()]:
        raise WitnessError("the matrix of the layer and the convolution kernel disagree")
    return y.size
