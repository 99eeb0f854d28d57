"""The matrix against PyTorch: 500 random layers each way, exact on integers, verdicts included."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from symconv.algebra.tap_values import matvec
from symconv.errors import ShapeError
from symconv.layers import Conv, ConvTranspose, Layer

torch = pytest.importorskip("torch")

CASES = 500
REFUSED = "refused"


def drawn(rng: np.random.Generator, *, transposed: bool) -> tuple[Any, tuple[int, ...]]:
    """Return a random layer with PyTorch's parameters only (no pairs), and a size."""
    rank = int(rng.integers(1, 4))

    def each(low: int, high: int) -> tuple[int, ...]:
        return tuple(rng.integers(low, high + 1, rank).tolist())

    groups = int(rng.integers(1, 3))
    options: dict[str, Any] = {
        "in_channels": groups * int(rng.integers(1, 3)),
        "out_channels": groups * int(rng.integers(1, 3)),
        "kernel_size": each(1, 3),
        "stride": each(1, 3),
        "padding": each(0, 2),
        "dilation": each(1, 2),
        "groups": groups,
        "bias": bool(rng.integers(2)),
    }
    if transposed:
        return ConvTranspose(**options, output_padding=each(0, 2)), each(1, 4)
    if rng.random() < 0.2:
        options["padding"], options["stride"] = "same", (1,) * rank
    mode = str(rng.choice(["zeros", "zeros", "circular", "reflect", "replicate"]))
    return Conv(**options, padding_mode=mode), each(1, 6)


def with_torch(layer: Any, x: NDArray[Any], weights: dict[str, NDArray[Any]]) -> Any:
    """Return PyTorch's result as integers, or "refused"."""
    rank = x.ndim - 1
    kind = "ConvTranspose" if isinstance(layer, ConvTranspose) else "Conv"
    options = {field.name: getattr(layer, field.name) for field in fields(layer)}
    try:
        module = getattr(torch.nn, f"{kind}{rank}d")(**options, dtype=torch.float64)
        with torch.no_grad():
            for name, values in weights.items():
                getattr(module, name).copy_(torch.from_numpy(values))
            return module(torch.from_numpy(x[None]).double())[0].numpy().astype(int)
    except (RuntimeError, ValueError):
        return REFUSED


def with_matrix(layer: Layer, x: NDArray[Any], weights: dict[str, NDArray[Any]]) -> Any:
    """Return A x + bias, or "refused"."""
    try:
        A = layer.matrix(x.shape[1:])
        shape = layer.out_shape(x.shape)
    except ShapeError:
        return REFUSED
    y = matvec(A.structure, weights["weight"], x.ravel()).reshape(shape)
    bias = weights.get("bias", np.zeros(shape[0], dtype=int))
    return y + bias.reshape(-1, *[1] * (len(shape) - 1))


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel:UserWarning")
@pytest.mark.parametrize("transposed", [False, True])
def test_random_layers_agree_with_torch(transposed: bool) -> None:
    rng = np.random.default_rng(20 + transposed)
    accepted = refused = 0
    while accepted < CASES:
        layer, size = drawn(rng, transposed=transposed)
        x = rng.integers(-99, 100, (layer.in_channels, *size))
        shapes = layer.weight_shapes(len(size))
        weights = {name: rng.integers(-99, 100, shape) for name, shape in shapes.items()}
        ours, theirs = with_matrix(layer, x, weights), with_torch(layer, x, weights)
        assert np.array_equal(ours, theirs), (layer, size)
        accepted += not isinstance(ours, str)
        refused += isinstance(ours, str)
    assert refused > CASES / 10  # the verdicts on illegal layers were compared as well
