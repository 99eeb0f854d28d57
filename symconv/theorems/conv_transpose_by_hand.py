r"""A transposed convolution of given numbers: every stamped kernel copy, their sum, the crop.

Sample ``a`` of the input adds ``Y_a`` times the kernel to the full result, ``s a`` samples from its
start. Padding then crops both ends; output padding keeps samples at the far end, or appends zeros
where the full result has none left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symconv.algebra.tap_values import matvec
from symconv.algebra.transposed_matrix import transposed_matrix
from symconv.errors import WitnessError
from symconv.kernels import conv_transpose
from symconv.latex.tree import Multiply, Symbol
from symconv.notation import Domain, SymbolTable, name, scalars, tensors
from symconv.proof.author import define, step
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.answers import box
from symconv.theorems.givens import array, shape
from symconv.theorems.indices import OUTPUTS, TAPS, affine, listed, span_words, tap_sum
from symconv.theorems.scatter_axes import INPUTS, ScatterAxes, read_scatter_axes
from symconv.theorems.stamp_picture import stamp_picture
from symconv.theorems.tensors import (
    Array,
    element,
    equation,
    exact_value,
    given,
    grid,
    lines,
    matrix,
    to_array,
)

RESULT = r"\hat{X}"
CONVENTION = (
    "The kernel is that of the convolution whose transpose this is: it is stamped as it stands, "
    "not flipped."
)


def conv_transpose_by_hand(
    *,
    Y: Sequence[object],
    W: Sequence[object],
    stride: int | Sequence[int] = 1,
    padding: int | Sequence[int] = 0,
    output_padding: int | Sequence[int] = 0,
    dilation: int | Sequence[int] = 1,
) -> Derivation:
    """Return the transposed convolution of the numbers ``Y`` with ``W``, one channel, rank 1 to 3.

    Raises GivenError for entries that are not exact numbers, ShapeError for an illegal output
    padding or an empty result.

    >>> conv_transpose_by_hand(Y=[1, 2], W=[1, 1, 1], stride=2).answer.value
    (1, 1, 3, 2, 2)
    """
    image, kernel = array(Y, "Y"), array(W, "W")
    axes = read_scatter_axes(shape(image), shape(kernel), stride, padding, output_padding, dilation)
    rank = len(axes.kernel)
    symbols = SymbolTable.of(
        scalars("i j l a b c u v t", Domain.INTEGER), tensors(rf"Y W F {RESULT}", rank=rank)
    )
    y, w = to_array(image), to_array(kernel)
    full = _scatter(y, w, axes, cropped=False)
    x = _scatter(y, w, axes, cropped=True)
    result = list(lines(RESULT, x))
    return Derivation(
        name="conv_transpose_by_hand",
        title="A transposed convolution by hand",
        symbols=symbols,
        conventions=(CONVENTION,),
        definitions=(
            given("Y", image, "given"),
            given("W", kernel, "given"),
            _full(axes, symbols),
            _crop(axes, symbols),
        ),
        steps=(
            *(step(line, "the size of the result", symbols) for line in axes.size_lines()),
            *(_stamp(axes, index, y, w, symbols) for index in (grid(y.shape) if rank < 3 else ())),
            *(step(line, "the stamped copies added up", symbols) for line in lines("F", full)),
            *(step(line, axes.crop_words(), symbols) for line in result),
        ),
        answer=Answer(box(result), exact_value(x)),
        witness=Witness(
            "the matrix of the layer times the flattened input", lambda: _check(axes, y, w, x)
        ),
        figures=stamp_picture(axes, y, w, full),
    )


def _scatter(y: Array, w: Array, axes: ScatterAxes, *, cropped: bool) -> Array:
    keywords: dict[str, Any] = (
        {"padding": axes.padding, "output_padding": axes.output_padding} if cropped else {}
    )
    return conv_transpose(
        y[None, None], w[None, None], stride=axes.stride, dilation=axes.dilation, **keywords
    )[0, 0]


def _full(axes: ScatterAxes, symbols: SymbolTable) -> Defined:
    rank = len(axes.kernel)
    inputs = " ".join(
        rf"\sum_{{{a}=0}}^{{{n - 1}}}" for a, n in zip(INPUTS, axes.size, strict=False)
    )
    hits = " ".join(
        f"[{o} = {affine((s, a), (d, t))}]"
        for o, s, a, d, t in zip(OUTPUTS, axes.stride, INPUTS, axes.dilation, TAPS, strict=False)
    )
    return define(
        rf"F_{{{listed(OUTPUTS, rank)}}} := {inputs} {tap_sum(axes.kernel)} "
        rf"Y_{{{listed(INPUTS, rank)}}} W_{{{listed(TAPS, rank)}}} {hits}",
        "the full result: every sample stamps its copy of the kernel",
        symbols,
        shape=axes.full,
    )


def _crop(axes: ScatterAxes, symbols: SymbolTable) -> Defined:
    rank = len(axes.kernel)
    shifted = ", ".join(
        affine((1, o), constant=p) for o, p in zip(OUTPUTS, axes.padding, strict=False)
    )
    return define(
        rf"{RESULT}_{{{listed(OUTPUTS, rank)}}} := F_{{{shifted}}}",
        axes.crop_words(),
        symbols,
        shape=axes.out,
    )


def _stamp(
    axes: ScatterAxes, index: tuple[int, ...], y: Array, w: Array, symbols: SymbolTable
) -> Step:
    product = Multiply((element("Y", index), Symbol(name("W"))))
    return step(
        equation(product, matrix(y[index] * w)),
        f"stamped on {span_words(axes.positions(index))} of the full result",
        symbols,
    )


def _check(axes: ScatterAxes, y: Array, w: Array, x: Array) -> int:
    matrix_ = transposed_matrix(axes.windows(), y.shape, output_padding=axes.output_padding)
    product = matvec(matrix_, w.ravel(), y.ravel())
    if [*product] != [*x.ravel()]:
        raise WitnessError("the matrix of the layer and the transposed convolution disagree")
    return x.size
