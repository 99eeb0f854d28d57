r"""A transposed convolution as a matrix, from its own definition: every input stamps the kernel.

Input ``a`` adds ``w_u x_a`` to output ``s a + d u - p``; collecting the coefficient of every input
gives ``A_{r,q} = \sum_u w_u [r = s q + d u - p]``.

*Source.* V. Dumoulin, F. Visin, A guide to convolution arithmetic for deep learning (2016), 4.2.
"""

from __future__ import annotations

import numpy as np

from symconv.algebra.tap_values import matvec
from symconv.algebra.transposed_matrix import transposed_matrix
from symconv.errors import WitnessError
from symconv.kernels import conv_transpose
from symconv.proof.author import define, step
from symconv.proof.derivation import Defined, Derivation, Witness
from symconv.theorems.conv_matrix import FLATTENING
from symconv.theorems.conv_transpose_by_hand import CONVENTION
from symconv.theorems.flattening import unravel
from symconv.theorems.givens import Sizes, axes, flag, integer, integers
from symconv.theorems.indices import OUTPUTS, TAPS, affine, element, tap_sum
from symconv.theorems.layer_matrix import LayerMatrix
from symconv.theorems.scatter_axes import INPUTS, ScatterAxes, read_scatter_axes


def conv_transpose_matrix(
    *,
    size: Sizes = (2, 2),
    kernel_size: Sizes = 2,
    stride: Sizes = 1,
    padding: Sizes = 0,
    output_padding: Sizes = 0,
    dilation: Sizes = 1,
    full: bool = False,
) -> Derivation:
    """Return the matrix of a one-channel transposed convolution on an input of ``size``.

    Raises GivenError for values that are not numbers and for a matrix of more than a page unless
    ``full``; ShapeError for an illegal output padding or an empty result.

    >>> conv_transpose_matrix(size=[2], kernel_size=2, stride=2).answer.value
    (('w_0', 0), ('w_1', 0), (0, 'w_0'), (0, 'w_1'))
    """
    sizes = tuple(integer(n, "size", least=1) for n in axes(size, "size"))
    kernel = integers(kernel_size, "kernel_size", rank=len(sizes), least=1)
    scatter = read_scatter_axes(sizes, kernel, stride, padding, output_padding, dilation)
    taps = transposed_matrix(scatter.windows(), sizes, output_padding=scatter.output_padding)
    layer = LayerMatrix(taps, kernel, sizes, scatter.out)
    layer.refuse_beyond_a_page(full=flag(full, "full"))
    return Derivation(
        name="conv_transpose_matrix",
        title="A transposed convolution as a matrix",
        symbols=layer.symbols,
        conventions=(CONVENTION, FLATTENING),
        definitions=(*layer.given(), _output(scatter, layer), _matrix(scatter, layer)),
        steps=(
            *(step(line, "the size of the output", layer.symbols) for line in scatter.size_lines()),
            *layer.output_steps(),
            *layer.matrix_steps(),
        ),
        answer=layer.answer(),
        witness=Witness(
            "the transposed convolution kernel on random integers", lambda: _check(scatter, layer)
        ),
    )


def _output(scatter: ScatterAxes, layer: LayerMatrix) -> Defined:
    rank = len(scatter.size)
    inputs = " ".join(
        rf"\sum_{{{a}=0}}^{{{n - 1}}}" for a, n in zip(INPUTS, scatter.size, strict=False)
    )
    hits = " ".join(
        f"[{OUTPUTS[axis]} = {_reached(scatter, axis, INPUTS[axis])}]" for axis in range(rank)
    )
    return define(
        f"{element('y', OUTPUTS[:rank])} := {inputs} {tap_sum(scatter.kernel)} "
        f"{element('x', INPUTS[:rank])} {element('w', TAPS[:rank])} {hits}",
        "the definition: every input stamps its copy of the kernel",
        layer.symbols,
        shape=scatter.out,
    )


def _matrix(scatter: ScatterAxes, layer: LayerMatrix) -> Defined:
    outputs, inputs = unravel("r", scatter.out), unravel("q", scatter.size)
    hits = " ".join(
        f"[{outputs[axis]} = {_reached(scatter, axis, inputs[axis])}]"
        for axis in range(len(scatter.size))
    )
    return define(
        f"A_{{r, q}} := {tap_sum(scatter.kernel)} {element('w', TAPS[: len(scatter.size)])} {hits}",
        "the coefficient of input q in output r",
        layer.symbols,
        shape=layer.taps.shape,
    )


def _reached(scatter: ScatterAxes, axis: int, source: str) -> str:
    """Return the output that one input reaches with tap ``TAPS[axis]`` along one axis."""
    terms = (
        (0 if source == "0" else scatter.stride[axis], source),
        (scatter.dilation[axis], TAPS[axis]),
    )
    return affine(*terms, constant=-scatter.padding[axis])


def _check(scatter: ScatterAxes, layer: LayerMatrix) -> int:
    random = np.random.default_rng(0)
    cases = 8
    for _ in range(cases):
        x = random.integers(-9, 10, scatter.size)
        w = random.integers(-9, 10, scatter.kernel)
        y = conv_transpose(
            x[None, None],
            w[None, None],
            stride=scatter.stride,
            padding=scatter.padding,
            output_padding=scatter.output_padding,
            dilation=scatter.dilation,
        )
        if not np.array_equal(matvec(layer.taps, w.ravel(), x.ravel()), y.ravel()):
            raise WitnessError("the matrix and the transposed convolution kernel disagree")
    return cases * y.size
