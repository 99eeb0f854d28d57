"""Operations of small layers, counted by hand, and merges of branches that do not fit."""

from __future__ import annotations

from typing import Any

import pytest

from symconv.errors import ShapeError
from symconv.layers import (
    Activation,
    AdaptiveAvgPool,
    AdaptiveMaxPool,
    Add,
    AvgPool,
    BatchNorm,
    Concat,
    Conv,
    ConvTranspose,
    GlobalAvgPool,
    GlobalMaxPool,
    GroupNorm,
    InstanceNorm,
    Layer,
    LayerNorm,
    Linear,
    LpPool,
    MaxPool,
    Operations,
    PixelShuffle,
    PReLU,
    ReLU,
    Softmax,
    Upsample,
)
from symconv.layers.dropout import Dropout

BY_HAND: list[tuple[Layer, tuple[int, ...], dict[str, int]]] = [
    # 4 outputs of 2 * 3 = 6 products each
    (Conv(2, 2, 3), (2, 4), {"macs": 24, "multiplications": 24, "additions": 20,
                             "bias_additions": 4}),
    # 3 outputs in each of 4 channels, one input channel of two taps
    (Conv(4, 4, 2, groups=4, bias=False), (4, 4), {"macs": 24, "multiplications": 24,
                                                    "additions": 12}),
    (ConvTranspose(2, 4, 2, groups=2), (2, 3), {"macs": 24, "multiplications": 24,
                                                "additions": 24, "bias_additions": 16}),
    (Linear(3, 5), (2, 4, 3), {"macs": 120, "multiplications": 120, "additions": 80,
                               "bias_additions": 40}),
    (MaxPool(2), (3, 4, 6), {"comparisons": 54}),
    (AvgPool(2), (3, 4, 6), {"additions": 54, "divisions": 18}),
    (LpPool(2, 2), (1, 4), {"additions": 2, "elementwise": 6}),
    # three cells over five inputs read 2, 3 and 2 of them
    (AdaptiveAvgPool(3), (1, 5), {"additions": 4, "divisions": 3}),
    (AdaptiveMaxPool(3), (1, 5), {"comparisons": 4}),
    (GlobalAvgPool(), (2, 3, 4), {"additions": 22, "divisions": 2}),
    (GlobalMaxPool(), (2, 3, 4), {"comparisons": 22}),
    (ReLU(), (2, 3), {"comparisons": 6, "elementwise": 6}),
    (PReLU(), (2, 3), {"comparisons": 6, "elementwise": 6}),
    (Activation("tanh"), (2, 3), {"elementwise": 6}),
    (Softmax(), (7,), {"elementwise": 7}),
    (BatchNorm(2), (2, 3), {"elementwise": 6}),
    (GroupNorm(1, 2), (2, 3), {"elementwise": 6}),
    (LayerNorm(3), (2, 3), {"elementwise": 6}),
    (InstanceNorm(2), (2, 3), {"elementwise": 6}),
    (Upsample(scale_factor=2), (2, 3), {}),
]  # fmt: skip


@pytest.mark.parametrize(("layer", "shape", "expected"), BY_HAND)
def test_operations_counted_by_hand(
    layer: Layer, shape: tuple[int, ...], expected: dict[str, int]
) -> None:
    assert layer.operations(shape) == Operations(**expected)


def test_sums_of_branches() -> None:
    assert Add().operations((2, 3), (2, 3), (2, 3)) == Operations(additions=12)
    assert Concat().operations((2, 3), (4, 3)) == Operations()


def test_buffers_exist_only_where_statistics_are_kept() -> None:
    assert BatchNorm(5).buffer_count() == 10
    assert BatchNorm(5, track_running_stats=False).buffer_count() == 0


REFUSED: list[tuple[Any, tuple[Any, ...], str]] = [
    (Add(), ((2, 3), (2, 4)), r"cannot be added: size of axis 1 3 != 4"),
    (Add(), ((2, 3), (1, 3)), r"cannot be added: channels 2 != 1"),
    (Add(), ((2, 3), (2, 3, 1)), r"cannot be added: 2 axes against 3"),
    (Concat(), ((2, 3, 4), (2, 3, 5)), r"their sizes \(3, 4\) and \(3, 5\) differ"),
    (Conv(1, 1, 5, padding=3, padding_mode="reflect"), ((1, 3),), r"reflect padding 3 .* <= 2"),
    (Conv(1, 1, 5, padding=4, padding_mode="circular"), ((1, 3),), r"circular padding 4 .* <= 3"),
    (PixelShuffle(2), ((6, 2, 2),), r"6 channels are not divisible by upscale_factor\^rank = 4"),
    (LayerNorm((3, 4)), ((2, 4, 4),), r"does not end in normalized_shape=\(3, 4\)"),
    (PReLU(3), ((2, 4),), r"3 slopes for 2 channels"),
    (Softmax(0), ((2, 4),), r"dim=0 is not an axis of one sample"),
    (Linear(8, 1), ((2, 4),), r"4 features for in_features=8; hint: flatten the image first"),
    (MaxPool(3, padding=1, ceil_mode=True, stride=2, dilation=9), ((1, 4),), r"spans 19 > 6"),
    (MaxPool(2, padding=-1), ((1, 4),), r"padding=-1 violates padding >= 0"),
]


@pytest.mark.parametrize(("layer", "shapes", "message"), REFUSED)
def test_shapes_that_do_not_fit_are_refused(
    layer: Any, shapes: tuple[Any, ...], message: str
) -> None:
    with pytest.raises(ShapeError, match=message):
        layer.out_shape(*shapes)


MADE = [
    (lambda: GroupNorm(3, 4), r"num_groups=3 does not divide num_channels=4"),
    (lambda: Dropout(1.5), r"p=1.5 violates 0 <= p <= 1"),
    (lambda: Upsample(), r"exactly one must be given"),
    (lambda: Linear(0, 1), r"in_features=0 violates in_features >= 1"),
    (lambda: LpPool(-1), r"norm_type=-1 violates norm_type > 0"),
    (lambda: AvgPool(2, divisor_override=0), r"divides by zero"),
    (lambda: Activation("rely6"), r"no activation 'rely6'.*did you mean 'relu6'"),
    (lambda: PixelShuffle(0), r"upscale_factor=0 violates upscale_factor >= 1"),
]


@pytest.mark.parametrize(("make", "message"), MADE)
def test_layers_that_cannot_exist_are_refused(make: Any, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        make()
