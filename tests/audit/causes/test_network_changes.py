"""Networks with a mistake in them against PyTorch, which makes the same mistake."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
import torch

from symconv.algebra.regions import DenseLayer, PiecewiseNetwork
from symconv.audit.causes.network_changes import network_changes

Rectifier = Callable[[torch.Tensor, int], torch.Tensor]
LAYERS = (
    ([[2, -1], [1, 3]], [1, -2]),
    ([[1, -2], [-1, 1]], [-1, 3]),
    ([[3, -2]], [1]),
)
NET = PiecewiseNetwork(tuple(DenseLayer.of(w, b) for w, b in LAYERS))
POINTS = [[float(a), float(b)] for a in (-3, -1, 0, 2, 5) for b in (-4, -1, 1, 3)]


def run(net: PiecewiseNetwork) -> list[float]:
    """Return what a rectified network gives at the points, in plain fractions."""
    found = []
    for point in POINTS:
        h = tuple(Fraction(v) for v in point)
        for n, layer in enumerate(net.layers):
            h = layer.pre_activation(h)
            h = tuple(max(Fraction(0), v) for v in h) if n < len(net.layers) - 1 else h
        found.append(float(h[0]))
    return found


def forward(
    rectify: Rectifier = lambda z, n: torch.relu(z),
    layers: object = LAYERS,
    late: bool = False,
) -> list[float]:
    """Return what PyTorch gives with another rectifier or other layers."""
    h = torch.tensor(POINTS, dtype=torch.float64)
    for n, (weight, bias) in enumerate(layers):  # type: ignore[arg-type, var-annotated]
        b = torch.tensor(bias, dtype=torch.float64)
        z = h @ torch.tensor(weight, dtype=torch.float64).T
        last = n == len(LAYERS) - 1
        z = z + b if last or not late else z
        h = z if last else rectify(z, n)
        h = h + b if late and not last else h
    return [float(v) for v in h.flatten()]


def changed(z: torch.Tensor, unit: int, to: torch.Tensor) -> torch.Tensor:
    """Put something else in place of one rectified unit."""
    h = torch.relu(z)
    h[:, unit] = to[:, unit]
    return h


def only(layer: int, other: Callable[[torch.Tensor], torch.Tensor]) -> Rectifier:
    """Use another rectifier in one layer."""
    return lambda z, n: other(z) if n == layer else torch.relu(z)


def without(*gone: int) -> list[tuple[list[list[int]], list[int]]]:
    """Return the layers without some biases."""
    return [(w, [0] * len(b) if n in gone else b) for n, (w, b) in enumerate(LAYERS)]


TRANSPOSED = [(LAYERS[0][0], LAYERS[0][1]), ([[1, -1], [-2, 1]], [-1, 3]), LAYERS[2]]
EXPECTED = {
    "all units were taken to be open": forward(lambda z, n: z),
    "the activation was forgotten in layer 1": forward(only(0, lambda z: z)),
    "the activation was forgotten in layer 2": forward(only(1, lambda z: z)),
    "the negative parts were kept, not the positive ones": forward(lambda z, n: -torch.relu(-z)),
    "absolute values were taken, not positive parts": forward(lambda z, n: z.abs()),
    "the output was rectified too": [max(0.0, v) for v in forward()],
    "unit 2 of layer 1 was taken to be open": forward(only(0, lambda z: changed(z, 1, z))),
    "unit 1 of layer 2 was taken to be closed": forward(only(1, lambda z: changed(z, 0, 0 * z))),
    "unit 1 of layer 1 was taken to be open where it is closed, and closed where it is open": forward(  # noqa: E501
        only(0, lambda z: changed(z, 0, -torch.relu(-z)))
    ),
    "the biases were forgotten in every layer": forward(layers=without(0, 1, 2)),
    "the biases were forgotten in layer 2": forward(layers=without(1)),
    "the biases were forgotten in the hidden layers": forward(layers=without(0, 1)),
    "the weights were transposed in layer 2": forward(layers=TRANSPOSED),
    "layers 1 and 2 were exchanged": forward(layers=[LAYERS[1], LAYERS[0], LAYERS[2]]),
    "biases were added behind the activation": forward(late=True),
}


@pytest.mark.parametrize("sentence", EXPECTED)
def test_against_torch(sentence: str) -> None:
    """The network with the mistake gives what PyTorch gives with the mistake."""
    networks = {mistake.sentence: net for mistake, net in network_changes(NET)}
    assert run(networks[sentence]) == EXPECTED[sentence]


def test_all_fit_and_each_is_told_once() -> None:
    """Inputs and outputs keep their sizes; no two mistakes have the same words."""
    found = list(network_changes(NET))
    assert all((n.in_size, n.out_size) == (2, 1) for _, n in found)
    assert len({m.sentence for m, _ in found}) == len(found)
    assert run(NET) == forward()
