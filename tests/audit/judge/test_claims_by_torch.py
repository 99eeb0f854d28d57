"""Each answer that is called wrong, derived again without symconv: by torch, or by counting."""

import itertools

import torch
from torch import nn


def field_sizes(layers: list[nn.Module], size: int, unit: int) -> int:
    """Return from the first to the last pixel on which a unit depends, by its gradient."""
    for layer in layers:
        for parameter in layer.parameters():
            nn.init.ones_(parameter)
    x = torch.ones(1, 1, size, dtype=torch.float32, requires_grad=True)
    y = x
    for layer in layers:
        y = layer(y)
    y.flatten()[unit].backward()
    assert x.grad is not None
    seen = x.grad.flatten().nonzero().flatten()
    return int(seen[-1] - seen[0] + 1)


def conv(k: int, s: int, p: int) -> nn.Conv1d:
    return nn.Conv1d(1, 1, k, s, p, bias=False)


def test_the_linear_layer_of_the_first_network_sees_512_pixels() -> None:
    """29 was claimed; 29 is the field of the pool before it."""
    body: list[nn.Module] = [conv(5, 2, 2), conv(5, 2, 2), conv(3, 2, 1), conv(1, 1, 0)]
    pool = nn.AvgPool1d(2, 2)
    assert field_sizes([*body, pool], 512, 16) == 29
    assert field_sizes([*body, pool, nn.Flatten(), nn.Linear(32, 1, bias=False)], 512, 0) == 512


def test_the_fields_behind_a_transposed_convolution() -> None:
    """27, 29 and 29 were claimed for the last three layers."""
    body: list[nn.Module] = [conv(5, 2, 2), conv(5, 2, 2), conv(1, 1, 0)]
    turned = nn.ConvTranspose1d(1, 1, 3, 2, bias=False)
    pool = nn.AvgPool1d(2, 2)
    assert field_sizes(body, 512, 60) == 13
    assert field_sizes([*body, turned], 512, 120) == 17
    assert field_sizes([*body, turned], 512, 121) == 13
    assert field_sizes([*body, turned, pool], 512, 60) == 17
    last = [nn.Flatten(), nn.Linear(128, 1, bias=False)]
    assert field_sizes([*body, turned, pool, *last], 512, 0) == 512
    assert 3 + (13 - 1) * 4 == 51
    assert 2 * (13 - 1) + 3 == 27  # the size formula S (r - 1) + K gives what was claimed


def test_the_transposed_convolution_by_hand() -> None:
    """The claimed 5 x 5 matrix is that of stride 1 without padding; the right one is 6 x 6."""
    y = torch.tensor([[9.0, 8, 7], [6, 5, 4], [3, 2, 1]])[None, None]
    w = torch.tensor([[-1.0, 2, -3], [1, -2, 3], [3, 2, -1]])[None, None]
    claimed = [
        [-9, 10, -18, -10, -21],
        [3, -3, 6, 3, 9],
        [30, 39, 34, 9, 2],
        [21, 23, 22, 7, -1],
        [9, 12, 4, 0, -1],
    ]
    plain = nn.functional.conv_transpose2d(y, w)
    asked = nn.functional.conv_transpose2d(y, w, stride=2, padding=1, output_padding=1)
    assert plain[0, 0].tolist() == claimed
    assert asked.shape[2:] == (6, 6)


def test_the_floor_that_is_dropped() -> None:
    """W = S (W' - 1) - 2P + K does not follow: at W = 6, K = 3, S = 2, P = 0 it says 5."""
    out = nn.functional.conv1d(torch.zeros(1, 1, 6), torch.zeros(1, 1, 3), stride=2)
    assert out.shape[-1] == 2
    assert 2 * (2 - 1) - 0 + 3 == 5


def test_operations_of_a_pointwise_convolution() -> None:
    """Each output sums C products: C multiplications and C - 1 additions, counted one by one."""
    b, h, w, c, n = 2, 3, 2, 4, 5
    products = additions = 0
    for _ in itertools.product(range(b), range(h), range(w), range(n)):
        total = None
        for _ in range(c):
            products += 1
            additions += total is not None
            total = 0
    assert products + additions == b * h * w * n * (2 * c - 1)
    assert products + additions != b * h * w * (2 * c * n - 1)  # as claimed


def test_a_hidden_layer_without_its_activation() -> None:
    """W x + c is negative at (0, 1) for the network of squares: h is not that."""
    w, c = torch.tensor([[1.0, -1], [1, 1]]), torch.tensor([0.0, -1])
    before = w @ torch.tensor([0.0, 1]) + c
    assert before.tolist() == [-1, 0]
    assert (before**2).tolist() == [1, 0]


def test_the_first_entry_of_a_convolution() -> None:
    """The sum that was written out is 105; the entry is 109, with 4 x 4 for its first product."""
    image, kernel = [4, 5, 2, 3, 3, 2, 4, 3, 4], [4, 3, 3, 5, 5, 5, 2, 4, 3]
    assert sum(a * b for a, b in zip(image, kernel, strict=True)) == 109
    written = [3, 3, 3, 5, 5, 5, 2, 4, 3]
    assert sum(a * b for a, b in zip(image, written, strict=True)) == 105


def test_parameters_of_a_layer_with_biases() -> None:
    """9600 weights and 128 biases; 128 = 9728 is no equation."""
    layer = nn.Conv2d(3, 128, 5)
    assert sum(p.numel() for p in layer.parameters()) == 9728
