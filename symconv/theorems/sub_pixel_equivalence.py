r"""Sub-pixel convolution: a transposed convolution is a convolution whose outputs are reordered.

With ``r`` the factor per axis and ``R`` the product of all factors: a convolution with kernel ``f``
of shape ``(o R, i, k..)``, stride 1 and padding ``p`` gives, reordered, the transposed convolution
with kernel ``w`` of shape ``(o, i, (k r)..)``, stride ``r`` and padding ``r (k - 1 - p)``, where

    w_{(o, h, r a + b)} = f_{(R o + b, h, k - 1 - a)}       (0 <= b < r).

Indices of axes with one element are left out of the print.

*Source.* W. Shi et al., Is the deconvolution layer the same as a convolutional layer? (2016),
arXiv:1609.07009.
"""

from __future__ import annotations

from math import prod

from symconv.errors import GivenError
from symconv.notation import name
from symconv.proof.author import step
from symconv.proof.context import Tensor
from symconv.proof.derivation import Answer, Defined, Derivation, Witness
from symconv.theorems.conv_matrix import FLATTENING
from symconv.theorems.draft import node
from symconv.theorems.givens import Sizes, axes, integer, integers
from symconv.theorems.sub_pixel_layers import SubPixelLayers, shown
from symconv.theorems.sub_pixel_matrices import matrices, matrix_steps


def sub_pixel_equivalence(
    *,
    size: Sizes = (2, 2),
    out_channels: int = 1,
    in_channels: int = 1,
    factor: Sizes = 2,
    kernel_size: Sizes = 1,
    padding: Sizes = 0,
) -> Derivation:
    """Return the equivalence on an input of ``size`` for numbers of channels, factors and taps.

    Raises GivenError for values that are not numbers, or a padding of ``kernel_size`` or more.

    >>> sub_pixel_equivalence(size=[2], factor=2).answer.value
    (0, 2, 1, 3)
    """
    sizes = tuple(integer(n, "size", least=1) for n in axes(size, "size"))
    rank = len(sizes)
    layers = SubPixelLayers(
        sizes,
        integer(out_channels, "out_channels", least=1),
        integer(in_channels, "in_channels", least=1),
        integers(factor, "factor", rank=rank, least=1),
        integers(kernel_size, "kernel_size", rank=rank, least=1),
        integers(padding, "padding", rank=rank, least=0),
    )
    _check_sizes(layers)
    order = layers.order()
    return Derivation(
        name="sub_pixel_equivalence",
        title="Transposed convolution as convolution and reordering",
        symbols=layers.symbols,
        conventions=(
            "Both layers hold the same numbers; the kernel of the transposed convolution is the "
            "kernel of the convolution, reordered and reversed within each factor.",
            FLATTENING,
        ),
        definitions=(
            _free("f", layers.f_shape, layers.f_shape, "the kernel of the convolution"),
            _free("x", layers.x_shape, layers.x_reach, "the input"),
            layers.convolution(),
            layers.kernel(),
            layers.transposed(),
            *matrices(layers),
        ),
        steps=(
            step(layers.count_line(), "both layers have as many outputs", layers.symbols),
            *matrix_steps(layers),
            step(order, "compare the two definitions output by output", layers.symbols),
        ),
        answer=Answer(order, layers.permutation()),
        witness=Witness("both kernels on random integers", layers.check),
    )


def _check_sizes(layers: SubPixelLayers) -> None:
    for k, p, n in zip(layers.k, layers.p, layers.size, strict=True):
        if p > k - 1:
            raise GivenError(
                f"padding={p} violates padding <= kernel_size - 1 = {k - 1}: the transposed "
                "convolution would need a negative padding",
                remedy=f"use padding={k - 1} or less",
                given="padding",
            )
        if n + 2 * p < k:
            raise GivenError(
                f"kernel_size={k} exceeds the padded input {n + 2 * p}", given="kernel_size"
            )
    if prod(layers.y_shape) > 4096:
        raise GivenError(
            f"{prod(layers.y_shape)} outputs are too many to compare one by one",
            remedy="choose a smaller size",
            given="size",
        )


def _free(tensor: str, shape: tuple[int, ...], reach: tuple[int, ...], reason: str) -> Defined:
    kept = shown(reach, shape)
    sizes = r" \times ".join(map(str, kept))
    latex = rf"{tensor} \in \mathbb{{R}}^{{{sizes}}}"
    return Defined(name(tensor), Tensor(tuple(node(n) for n in kept)), latex, reason)
