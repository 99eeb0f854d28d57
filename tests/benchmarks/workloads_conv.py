"""Convolutions, transposed convolutions and their gradients against torch."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import torch
from workload import Workload, normal

from symconv.kernels import conv, conv_grad_input, conv_grad_weight, conv_transpose

Goals = tuple[float | None, float | None]  # float32, float64


@dataclass(frozen=True)
class Layer:
    """One convolution layer; ``size`` is the spatial size of the image, the same on every axis."""

    batch: int
    channels: int
    size: tuple[int, ...]
    filters: int
    kernel: tuple[int, ...]
    stride: int = 1
    padding: int = 0
    dilation: int = 1
    groups: int = 1

    @property
    def options(self) -> dict[str, int]:
        return {n: getattr(self, n) for n in ("stride", "padding", "dilation", "groups")}

    @property
    def out(self) -> tuple[int, ...]:
        pad, step = 2 * self.padding, self.dilation
        return tuple(
            (n + pad - step * (k - 1) - 1) // self.stride + 1
            for n, k in zip(self.size, self.kernel, strict=True)
        )

    @property
    def shapes(self) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """Shapes of image, weight and result."""
        weight = (self.filters, self.channels // self.groups, *self.kernel)
        image = (self.batch, self.channels, *self.size)
        return image, weight, (self.batch, self.filters, *self.out)

    @property
    def flop(self) -> int:
        return 2 * self.batch * math.prod(self.out) * math.prod(self.shapes[1])


VGG = Layer(1, 64, (112, 112), 64, (3, 3), padding=1)
FIVE = Layer(1, 3, (512, 512), 128, (5, 5), stride=2)
STRIDED = Layer(1, 128, (56, 56), 128, (3, 3), stride=2, padding=1)
ALEXNET = Layer(1, 3, (227, 227), 96, (11, 11), stride=4)
WAVE = Layer(1, 1, (100000,), 1, (64,))

FORWARD: dict[str, tuple[Layer, Goals]] = {
    "alexnet 11x11 s4": (ALEXNET, (None, 0.85)),
    "vgg 3x3": (VGG, (2.0, 0.9)),
    "vgg 3x3, batch 8": (replace(VGG, batch=8), (2.0, 0.9)),
    "resnet 1x1": (Layer(1, 256, (56, 56), 64, (1, 1)), (0.95, 1.05)),
    "resnet 3x3 s2": (STRIDED, (2.0, 0.9)),
    "late 512 7x7": (Layer(1, 512, (7, 7), 512, (3, 3), padding=1), (2.0, 0.9)),
    "4 groups": (Layer(1, 128, (56, 56), 128, (3, 3), padding=1, groups=4), (None, 0.9)),
    "depthwise": (Layer(1, 128, (56, 56), 128, (3, 3), padding=1, groups=128), (2.5, 0.9)),
    "one image 5x5": (Layer(1, 1, (512, 512), 1, (5, 5), padding=2), (None, None)),
    "5x5 s2": (FIVE, (1.6, 0.85)),
    "dilated 3x3": (Layer(1, 64, (56, 56), 64, (3, 3), padding=2, dilation=2), (2.0, 0.9)),
    "narrow 256 to 16": (Layer(1, 256, (56, 56), 16, (3, 3), padding=1), (2.0, 0.9)),
    "3-d": (Layer(1, 16, (16, 16, 16), 32, (3, 3, 3), padding=1), (None, 0.9)),
    "1-d, 16 channels": (Layer(1, 16, (16384,), 16, (9,), padding=4), (None, 0.9)),
    "1-d, one channel": (WAVE, (None, None)),
    "1000 images 8x8": (Layer(1000, 3, (8, 8), 8, (3, 3), padding=1), (None, 0.9)),
    "tiny 3x3": (Layer(1, 1, (3, 3), 1, (2, 2)), (1.2, 1.2)),
    "tiny padded": (Layer(1, 2, (5, 5), 3, (3, 3), stride=2, padding=1), (None, None)),
}
# Given as the convolution of which they are the adjoint.
TRANSPOSED: dict[str, tuple[Layer, Goals]] = {
    "transposed 4x4 s2": (Layer(1, 64, (56, 56), 128, (4, 4), stride=2, padding=1), (2.3, 1.0)),
    "transposed 3x3 s2": (Layer(1, 32, (112, 112), 64, (3, 3), 2, 1), (2.3, 1.0)),
    "transposed 2x2 s2": (Layer(1, 64, (112, 112), 128, (2, 2), stride=2), (2.3, 1.0)),
    "1000 times 4x4 to 8x8": (Layer(1000, 3, (8, 8), 8, (4, 4), 2, 1), (None, None)),
    "tiny transposed": (Layer(1, 1, (4, 4), 1, (2, 2), stride=2), (2.0, 2.0)),
}
GRADIENTS: dict[str, tuple[Layer, Goals]] = {
    "vgg 3x3": (VGG, (2.3, 1.0)),
    "5x5 s2": (FIVE, (2.3, 1.0)),
    "resnet 3x3 s2": (STRIDED, (2.3, 1.0)),
}
WEIGHT_GRADIENTS: dict[str, tuple[Layer, Goals]] = {
    "vgg 3x3": (VGG, (None, 0.9)),
    "5x5 s2": (FIVE, (None, 0.9)),
    "alexnet 11x11 s4": (ALEXNET, (None, 0.9)),
}
TORCH_CONV = {1: torch.conv1d, 2: torch.conv2d, 3: torch.conv3d}


def both_types(work: Workload, goals: Goals) -> list[Workload]:
    return [
        replace(work, dtype=dtype, goal=goal)
        for dtype, goal in zip(("float32", "float64"), goals, strict=True)
    ]


def forward(name: str, layer: Layer, goals: Goals) -> list[Workload]:
    image, weight, _ = layer.shapes
    peer = TORCH_CONV[len(layer.size)]
    work = Workload(
        name=name,
        ours=lambda x, w: conv(x, w, **layer.options),
        peer=lambda x, w: peer(x, w, None, **layer.options),
        inputs=normal(image, weight),
        flop=layer.flop,
    )
    return both_types(work, goals)


def transposed(name: str, layer: Layer, goals: Goals) -> list[Workload]:
    _, weight, result = layer.shapes
    least = (layer.out[0] - 1) * layer.stride - 2 * layer.padding + layer.kernel[0]
    options = layer.options | {"output_padding": layer.size[0] - least}
    work = Workload(
        name=name,
        ours=lambda y, w: conv_transpose(y, w, **options),
        peer=lambda y, w: torch.conv_transpose2d(y, w, None, **options),
        inputs=normal(result, weight),
        flop=layer.flop,
    )
    return both_types(work, goals)


def torch_gradient(layer: Layer, which: int) -> Callable[..., Any]:
    """Return the call (dy, x, w) of torch's gradient: 0 by the input, 1 by the weight."""
    rank = len(layer.size)
    stride, padding, dilation = ([v] * rank for v in (layer.stride, layer.padding, layer.dilation))
    mask = [which == i for i in range(3)]

    def call(dy: Any, x: Any, w: Any) -> Any:
        return torch.ops.aten.convolution_backward(
            dy, x, w, None, stride, padding, dilation, False, [0] * rank, layer.groups, mask
        )[which]

    return call


def input_gradient(name: str, layer: Layer, goals: Goals) -> list[Workload]:
    image, weight, result = layer.shapes
    work = Workload(
        name=f"dx {name}",
        ours=lambda dy, x, w: conv_grad_input(dy, w, x.shape, **layer.options),
        peer=torch_gradient(layer, 0),
        inputs=normal(result, image, weight),
        flop=layer.flop,
    )
    return both_types(work, goals)


def weight_gradient(name: str, layer: Layer, goals: Goals) -> list[Workload]:
    image, weight, result = layer.shapes
    work = Workload(
        name=f"dw {name}",
        ours=lambda dy, x, w: conv_grad_weight(dy, x, w.shape, **layer.options),
        peer=torch_gradient(layer, 1),
        inputs=normal(result, image, weight),
        flop=layer.flop,
    )
    return both_types(work, goals)


WORKLOADS: list[Workload] = [
    *(w for name, case in FORWARD.items() for w in forward(name, *case)),
    *(w for name, case in TRANSPOSED.items() for w in transposed(name, *case)),
    *(w for name, case in GRADIENTS.items() for w in input_gradient(name, *case)),
    *(w for name, case in WEIGHT_GRADIENTS.items() for w in weight_gradient(name, *case)),
]
