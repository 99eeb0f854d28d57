"""Accept or refuse, and output shapes, on 1 200 random layers: the same verdict as PyTorch.

One difference is meant, by its name. *Average pools of three axes*: PyTorch refuses a kernel that
is larger than the unpadded input, although its pools of one and two axes accept it if the padded
input is large enough; we accept it for any number of axes. The 3-D Lp pool, which PyTorch computes
with that average pool, inherits it.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

from symconv.errors import ShapeError
from symconv.layers import (
    AdaptiveAvgPool,
    AdaptiveMaxPool,
    AvgPool,
    BatchNorm,
    Conv,
    ConvTranspose,
    GroupNorm,
    Layer,
    Linear,
    LpPool,
    MaxPool,
    PixelShuffle,
    Upsample,
)

torch = pytest.importorskip("torch", reason="PyTorch is an optional peer")

EACH = 150
REFUSED = "refused"


def ints(rng: np.random.Generator, low: int, high: int, rank: int) -> tuple[int, ...]:
    return tuple(rng.integers(low, high + 1, rank).tolist())


def conv(rng: np.random.Generator, rank: int) -> tuple[str, dict[str, Any]]:
    return "Conv", {
        "in_channels": int(rng.integers(1, 5)),
        "out_channels": int(rng.integers(1, 5)),
        "kernel_size": ints(rng, 1, 4, rank),
        "stride": ints(rng, 1, 3, rank),
        "padding": ints(rng, 0, 4, rank),
        "dilation": ints(rng, 1, 3, rank),
        "groups": int(rng.integers(1, 4)),
        "padding_mode": str(rng.choice(["zeros", "zeros", "circular", "reflect", "replicate"])),
    }


def conv_transpose(rng: np.random.Generator, rank: int) -> tuple[str, dict[str, Any]]:
    _, options = conv(rng, rank)
    del options["padding_mode"]
    options |= {"output_padding": ints(rng, 0, 3, rank)}
    return "ConvTranspose", options


def max_pool(rng: np.random.Generator, rank: int) -> tuple[str, dict[str, Any]]:
    return "MaxPool", {
        "kernel_size": ints(rng, 1, 4, rank),
        "stride": ints(rng, 1, 4, rank),
        "padding": ints(rng, 0, 2, rank),
        "dilation": ints(rng, 1, 2, rank),
        "ceil_mode": bool(rng.integers(2)),
    }


def avg_pool(rng: np.random.Generator, rank: int) -> tuple[str, dict[str, Any]]:
    _, options = max_pool(rng, rank)
    del options["dilation"]
    return "AvgPool", options | {"count_include_pad": bool(rng.integers(2))}


def lp_pool(rng: np.random.Generator, rank: int) -> tuple[str, dict[str, Any]]:
    return "LPPool", {
        "norm_type": 2,
        "kernel_size": ints(rng, 1, 4, rank),
        "stride": ints(rng, 1, 4, rank),
        "ceil_mode": bool(rng.integers(2)),
    }


def adaptive(rng: np.random.Generator, rank: int) -> tuple[str, dict[str, Any]]:
    kind = str(rng.choice(["AdaptiveAvgPool", "AdaptiveMaxPool"]))
    return kind, {"output_size": ints(rng, 1, 6, rank)}


def channels(rng: np.random.Generator, rank: int) -> tuple[str, dict[str, Any]]:
    if rng.random() < 0.5:
        return "BatchNorm", {"num_features": int(rng.integers(1, 4))}
    return "GroupNorm", {
        "num_groups": int(rng.integers(1, 4)),
        "num_channels": int(rng.integers(1, 5)),
    }


def moving(rng: np.random.Generator, rank: int) -> tuple[str, dict[str, Any]]:
    if rng.random() < 0.5:
        return "Upsample", {"scale_factor": ints(rng, 1, 3, rank)}
    if rng.random() < 0.5:
        return "PixelShuffle", {"upscale_factor": int(rng.integers(1, 3))}
    return "Linear", {"in_features": int(rng.integers(1, 5)), "out_features": 3}


DRAWN = (conv, conv_transpose, max_pool, avg_pool, lp_pool, adaptive, channels, moving)
OURS: dict[str, type[Layer]] = {
    "AdaptiveAvgPool": AdaptiveAvgPool,
    "AdaptiveMaxPool": AdaptiveMaxPool,
    "AvgPool": AvgPool,
    "BatchNorm": BatchNorm,
    "Conv": Conv,
    "ConvTranspose": ConvTranspose,
    "GroupNorm": GroupNorm,
    "LPPool": LpPool,
    "Linear": Linear,
    "MaxPool": MaxPool,
    "PixelShuffle": PixelShuffle,
    "Upsample": Upsample,
}
WITHOUT_RANK = {"Linear", "PixelShuffle", "Upsample", "GroupNorm"}


def theirs(kind: str, options: dict[str, Any], shape: tuple[int, ...]) -> object:
    rank = len(shape) - 1
    name = kind if kind in WITHOUT_RANK else f"{kind}{rank}d"
    given = dict(options)
    if rank == 1 and kind in ("AvgPool", "LPPool"):
        given |= {k: v[0] for k, v in given.items() if isinstance(v, tuple)}
    if "scale_factor" in given:
        given["scale_factor"] = tuple(map(float, given["scale_factor"]))
    try:
        with torch.no_grad():
            layer = getattr(torch.nn, name)(**given).eval()
            return tuple(layer(torch.zeros(2, *shape)).shape[1:])
    except (RuntimeError, ValueError):
        return REFUSED


def ours(kind: str, options: dict[str, Any], shape: tuple[int, ...]) -> object:
    try:
        return OURS[kind](**options).out_shape(shape)
    except ShapeError:
        return REFUSED


@pytest.mark.parametrize("draw", DRAWN, ids=lambda d: d.__name__)
def test_verdicts_and_shapes_are_torchs(draw: Any) -> None:
    rng = np.random.default_rng(DRAWN.index(draw))
    refused = 0
    for _ in range(EACH):
        rank = int(rng.integers(1, 4)) if draw is not moving else 2
        kind, options = draw(rng, rank)
        shape = (int(rng.integers(1, 5)), *ints(rng, 1, 7, rank))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            expected = theirs(kind, options, shape)
        found = ours(kind, options, shape)
        if found != expected and not documented(kind, options, shape):
            raise AssertionError(f"{kind} {options} on {shape}: {found}, PyTorch: {expected}")
        refused += found == REFUSED
    assert refused < EACH


def test_illegal_layers_are_among_them() -> None:
    """The gate compares refusals too, and it can fail."""
    rng = np.random.default_rng(0)
    verdicts = [ours(*conv(rng, 2), (2, 3, 3)) for _ in range(EACH)]
    assert verdicts.count(REFUSED) > EACH / 4
    assert theirs("MaxPool", {"kernel_size": (2, 2), "padding": (2, 2)}, (1, 5, 5)) == REFUSED


def test_the_meant_difference_is_one() -> None:
    options = {"kernel_size": (3, 1, 1), "padding": (1, 0, 0)}
    assert theirs("AvgPool", options, (1, 2, 2, 2)) == REFUSED
    assert ours("AvgPool", options, (1, 2, 2, 2)) == (1, 1, 2, 2)


def documented(kind: str, options: dict[str, Any], shape: tuple[int, ...]) -> bool:
    """Whether a difference is the one that the head of this file names."""
    if kind not in ("AvgPool", "LPPool") or len(shape) != 4:
        return False
    return any(k > n for k, n in zip(options["kernel_size"], shape[1:], strict=True))
