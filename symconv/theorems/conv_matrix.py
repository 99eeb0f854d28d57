r"""A convolution layer as a matrix: ``vec(y) = A vec(x)``, entry by entry.

Output ``i`` gathers ``w_u x_{s i + d u - p}``; collecting the coefficient of every input gives the
entry formula ``A_{r,q} = \sum_u w_u [q = s i_r + d u - p]``.

*Source.* V. Dumoulin, F. Visin, A guide to convolution arithmetic for deep learning (2016), 4.1.
"""

from __future__ import annotations

import numpy as np

from symconv.algebra.conv_matrix import conv_matrix as tap_indices
from symconv.algebra.tap_values import matvec
from symconv.errors import GivenError, WitnessError
from symconv.kernels import conv
from symconv.proof.author import define, step
from symconv.proof.derivation import Defined, Derivation, Witness
from symconv.theorems.conv_by_hand import CONVENTION
from symconv.theorems.flattening import position, unravel
from symconv.theorems.givens import Sizes, axes, flag, integer, integers
from symconv.theorems.hand_axes import HandAxes, read_hand_axes
from symconv.theorems.indices import OUTPUTS, TAPS, affine, element, tap_sum
from symconv.theorems.layer_matrix import LayerMatrix

MODES = ("zeros", "circular", "reflect", "replicate")
FLATTENING = "Arrays are flattened row by row (the last index runs fastest)."


def conv_matrix(
    *,
    size: Sizes = (3, 3),
    kernel_size: Sizes = 3,
    stride: Sizes = 1,
    padding: Sizes = 0,
    dilation: Sizes = 1,
    padding_mode: str = "zeros",
    full: bool = False,
) -> Derivation:
    """Return the matrix of a one-channel convolution on an input of ``size``, one to three axes.

    Raises GivenError for values that are not numbers and for a matrix of more than a page unless
    ``full``; ShapeError where the kernel does not fit.

    >>> conv_matrix(size=[3], kernel_size=2).answer.value
    (('w_0', 'w_1', 0), (0, 'w_0', 'w_1'))
    """
    if padding_mode not in MODES:
        raise GivenError(
            f"padding_mode {padding_mode!r} is not one of {', '.join(MODES)}", given="padding_mode"
        )
    sizes = tuple(integer(n, "size", least=1) for n in axes(size, "size"))
    kernel = integers(kernel_size, "kernel_size", rank=len(sizes), least=1)
    hand = read_hand_axes(sizes, kernel, stride, padding, dilation)
    taps = tap_indices(hand.windows(), sizes, padding_mode=padding_mode)
    layer = LayerMatrix(taps, kernel, sizes, hand.out)
    layer.refuse_beyond_a_page(full=flag(full, "full"))
    return Derivation(
        name="conv_matrix",
        title="A convolution as a matrix",
        symbols=layer.symbols,
        conventions=(CONVENTION, FLATTENING),
        definitions=(
            *layer.given(),
            _output(hand, layer, padding_mode),
            _matrix(hand, layer, padding_mode),
        ),
        steps=(
            *(step(line, "the size of the output", layer.symbols) for line in hand.size_lines()),
            *layer.output_steps(),
            *layer.matrix_steps(),
        ),
        answer=layer.answer(),
        witness=Witness(
            "the convolution kernel on random integers",
            lambda: _check(hand, layer, padding_mode),
        ),
    )


def _output(hand: HandAxes, layer: LayerMatrix, mode: str) -> Defined:
    rank = len(hand.size)
    read = [_read(hand, axis, OUTPUTS[axis], mode) for axis in range(rank)]
    return define(
        f"{element('y', OUTPUTS[:rank])} := {tap_sum(hand.kernel)} "
        f"{element('w', TAPS[:rank])} {element('x', read)}",
        "the definition of the convolution; inputs outside x are 0"
        if mode == "zeros"
        else f"the definition of the convolution with {mode} padding",
        layer.symbols,
        shape=hand.out,
    )


def _matrix(hand: HandAxes, layer: LayerMatrix, mode: str) -> Defined:
    outputs, inputs = unravel("r", hand.out), unravel("q", hand.size)
    hits = " ".join(
        f"[{inputs[axis]} = {_read(hand, axis, outputs[axis], mode)}]"
        for axis in range(len(hand.size))
    )
    return define(
        f"A_{{r, q}} := {tap_sum(hand.kernel)} {element('w', TAPS[: len(hand.size)])} {hits}",
        "the coefficient of input q in output r",
        layer.symbols,
        shape=layer.taps.shape,
    )


def _read(hand: HandAxes, axis: int, output: str, mode: str) -> str:
    """Return the input index that tap ``TAPS[axis]`` of an output reads along one axis."""
    terms = (0 if output == "0" else hand.stride[axis], output), (hand.dilation[axis], TAPS[axis])
    padded = affine(*terms, constant=-hand.padding[axis][0])
    return position(padded, hand.size[axis], mode)


def _check(hand: HandAxes, layer: LayerMatrix, mode: str) -> int:
    random = np.random.default_rng(0)
    cases = 8
    for _ in range(cases):
        x = random.integers(-9, 10, hand.size)
        w = random.integers(-9, 10, hand.kernel)
        y = conv(
            x[None, None],
            w[None, None],
            stride=hand.stride,
            padding=hand.padding,
            dilation=hand.dilation,
            padding_mode=mode,
        )
        if not np.array_equal(matvec(layer.taps, w.ravel(), x.ravel()), y.ravel()):
            raise WitnessError("the matrix and the convolution kernel disagree")
    return cases * y.size
