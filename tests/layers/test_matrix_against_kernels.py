"""Two roads to one result: the matrix of a layer times x, and the kernel run on x.

The matrix is built from indices, the kernels from strided memory; they share no code. Integers on
both sides make every comparison exact. Configurations that one side refuses the other must refuse.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from symconv.algebra.padding_maps import MODES
from symconv.algebra.tap_values import matvec
from symconv.errors import ShapeError
from symconv.kernels import conv_grad_input, conv_transpose_backward
from symconv.layers import Conv, ConvTranspose, Layer

small = st.integers(1, 3)
pads = st.tuples(st.integers(-1, 4), st.integers(-1, 4))


def crops_everything(layer: Any, size: tuple[int, ...]) -> bool:
    """Whether the padding removes every sample of an axis and then adds zeros.

    The kernels refuse this, as PyTorch's ``F.pad`` does; the matrix is well defined, and zero.
    """
    return layer.padding_mode == "zeros" and any(
        n + min(p, 0) + min(q, 0) < 1 for n, (p, q) in zip(size, layer.padding, strict=True)
    )


@st.composite
def configurations(draw: st.DrawFn, *, transposed: bool = False) -> tuple[Any, tuple[int, ...]]:
    """Return a layer with every parameter drawn, and a spatial size."""
    rank = draw(small)

    def each(values: st.SearchStrategy[Any]) -> tuple[Any, ...]:
        return tuple(draw(st.lists(values, min_size=rank, max_size=rank)))

    groups = draw(st.integers(1, 2))
    options: dict[str, Any] = {
        "in_channels": groups * draw(st.integers(1, 2)),
        "out_channels": groups * draw(st.integers(1, 2)),
        "kernel_size": each(small),
        "stride": each(small),
        "padding": each(pads),
        "dilation": each(small),
        "groups": groups,
        "bias": False,
    }
    if transposed:
        return ConvTranspose(**options, output_padding=each(st.integers(0, 2))), each(small)
    layer = Conv(**options, padding_mode=draw(st.sampled_from(MODES)))
    size = each(st.integers(1, 5))
    assume(not crops_everything(layer, size))
    return layer, size


def numbers(shape: tuple[int, ...], seed: int) -> NDArray[Any]:
    return np.random.default_rng(seed).integers(-99, 100, shape)


def by_matrix(layer: Layer, x: NDArray[Any], w: NDArray[Any]) -> NDArray[Any] | str:
    """Return A x, or "refused"."""
    try:
        A = layer.matrix(x.shape[1:])
        return matvec(A.structure, w, x.ravel()).reshape(layer.out_shape(x.shape))
    except ShapeError:
        return "refused"


def by_kernel(layer: Layer, x: NDArray[Any], w: NDArray[Any]) -> NDArray[Any] | str:
    """Return what the kernel makes of x, or "refused"."""
    try:
        return layer.forward(x[None], {"weight": w})[0]
    except ShapeError:
        return "refused"


def operands(layer: Any, size: tuple[int, ...]) -> tuple[NDArray[Any], NDArray[Any]]:
    w = numbers(layer.weight_shapes(len(size))["weight"], 2)
    return numbers((layer.in_channels, *size), 1), w


@given(configurations())
@settings(max_examples=300)
def test_the_matrix_of_a_convolution_is_its_kernel(drawn: tuple[Any, tuple[int, ...]]) -> None:
    layer, size = drawn
    x, w = operands(layer, size)
    assert np.array_equal(by_matrix(layer, x, w), by_kernel(layer, x, w))


@given(configurations(transposed=True))
@settings(max_examples=300)
def test_the_matrix_of_a_transposed_convolution_is_its_kernel(
    drawn: tuple[Any, tuple[int, ...]],
) -> None:
    layer, size = drawn
    x, w = operands(layer, size)
    assert np.array_equal(by_matrix(layer, x, w), by_kernel(layer, x, w))


@given(configurations())
@settings(max_examples=200)
def test_the_transposed_matrix_is_the_adjoint_of_the_kernel(
    drawn: tuple[Any, tuple[int, ...]],
) -> None:
    """<dy, conv(x)> = <A^T dy, x> with the kernel on the left, the matrix on the right."""
    layer, size = drawn
    x, w = operands(layer, size)
    y = by_kernel(layer, x, w)
    if isinstance(y, str):
        return
    dy = numbers(y.shape, 3)
    transposed = layer.matrix(size).structure.T
    assert int((dy * y).sum()) == int((matvec(transposed, w, dy.ravel()) * x.ravel()).sum())


@given(configurations())
@settings(max_examples=200)
def test_the_input_gradient_is_the_transposed_matrix(drawn: tuple[Any, tuple[int, ...]]) -> None:
    layer, size = drawn
    x, w = operands(layer, size)
    y = by_kernel(layer, x, w)
    if isinstance(y, str):
        return
    dy = numbers(y.shape, 3)
    names = ("stride", "padding", "dilation", "groups", "padding_mode")
    options = {name: getattr(layer, name) for name in names}
    dx = conv_grad_input(dy[None], w, (1, *x.shape), **options)[0]
    expected = matvec(layer.matrix(size).structure.T, w, dy.ravel())
    assert dx.ravel().tolist() == expected.tolist()


@given(configurations(transposed=True))
@settings(max_examples=200)
def test_the_input_gradient_of_a_transposed_convolution_is_its_transposed_matrix(
    drawn: tuple[Any, tuple[int, ...]],
) -> None:
    layer, size = drawn
    x, w = operands(layer, size)
    y = by_kernel(layer, x, w)
    if isinstance(y, str):
        return
    dy = numbers(y.shape, 3)
    names = ("stride", "padding", "output_padding", "dilation", "groups")
    options = {name: getattr(layer, name) for name in names}
    dx = conv_transpose_backward(dy[None], x[None], w, **options)[0][0]
    expected = matvec(layer.matrix(size).structure.T, w, dy.ravel())
    assert dx.ravel().tolist() == expected.tolist()
