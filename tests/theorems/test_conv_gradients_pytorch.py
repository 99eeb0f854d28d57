"""Gradients of convolutions over images and volumes, as printed, against PyTorch."""

import numpy as np
import pytest

from symconv.theorems import derive

# size, kernel_size, stride, padding, dilation of every axis; groups; channels of a group; batch
LAYERS = {
    "plain": ([5, 4], [3, 2], [1, 1], [0, 0], [1, 1], 1, (2, 3), 2),
    "padded": ([4, 5], [3, 3], [1, 1], [1, 2], [1, 1], 1, (1, 2), 2),
    "strided": ([7, 6], [3, 2], [2, 3], [0, 1], [1, 1], 1, (2, 1), 1),
    "dilated": ([7, 6], [2, 3], [1, 1], [1, 0], [3, 2], 1, (1, 1), 2),
    "grouped": ([4, 4], [2, 2], [1, 2], [1, 0], [1, 1], 2, (2, 1), 1),
    "stride larger than the kernel": ([8, 7], [2, 1], [3, 2], [1, 0], [1, 1], 1, (1, 2), 1),
    "padding larger than the kernel": ([3, 3], [1, 2], [2, 1], [2, 3], [1, 1], 1, (1, 1), 1),
    "everything": ([7, 6], [2, 3], [2, 3], [1, 2], [2, 1], 2, (1, 2), 2),
    "depthwise": ([5, 5], [3, 2], [2, 1], [1, 1], [1, 2], 3, (1, 1), 1),
    "volume": ([3, 3, 4], [2, 2, 2], [1, 1, 1], [0, 0, 0], [1, 1, 1], 1, (1, 2), 1),
    "strided volume": ([4, 3, 5], [2, 1, 3], [2, 1, 2], [1, 0, 1], [1, 1, 1], 1, (1, 1), 2),
    "volume with everything": ([4, 3, 5], [2, 2, 2], [2, 1, 2], [1, 0, 1], [1, 2, 3], 2, (1, 1), 1),
}


@pytest.mark.parametrize("layer", LAYERS)
def test_formulas_agree_with_pytorch(layer, in_floats) -> None:
    """dL/dx, dL/dw and dL/db for random gradients from above, to rounding of the largest entry."""
    torch = pytest.importorskip("torch")
    size, kernel_size, stride, padding, dilation, groups, (each, out), batch = LAYERS[layer]
    derivation = derive(
        "conv_gradients", size=size, kernel_size=kernel_size, stride=stride,
        padding=[[p, p] for p in padding], dilation=dilation, groups=groups,
        in_channels=groups * each, out_channels=groups * out, batch=batch,
    )  # fmt: skip
    source = np.random.default_rng(0)
    arrays = {
        "x": source.standard_normal((batch, groups * each, *size)),
        "w": source.standard_normal((groups * out, each, *kernel_size)),
        "b": source.standard_normal(groups * out),
    }
    leaves = {k: torch.tensor(v, requires_grad=True) for k, v in arrays.items()}
    conv = {2: torch.nn.functional.conv2d, 3: torch.nn.functional.conv3d}[len(size)]
    y = conv(*leaves.values(), stride=stride, padding=padding, dilation=dilation, groups=groups)
    g = source.standard_normal(tuple(y.shape))
    (y * torch.tensor(g)).sum().backward()
    found = dict(in_floats(derivation, {**arrays, "g": g}).gradients())
    assert found.keys() == leaves.keys()
    for by, leaf in leaves.items():
        expected = leaf.grad.numpy()
        assert np.abs(found[by] - expected).max() <= 1e-12 * np.abs(expected).max(), by
