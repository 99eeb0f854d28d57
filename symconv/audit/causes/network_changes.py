"""A rectified network with one thing done wrongly, as another rectified network.

*Defines* `network_changes`. Whatever is asked of a network can be asked of one with a mistake, so
that nothing is computed in two ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symconv.algebra.regions import DenseLayer, PiecewiseNetwork
from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.network_parts import (
    Layers,
    absolute,
    bias_late,
    held_closed,
    held_open,
    negative_part,
    opened,
    turned,
)

Change = tuple[Mistake, PiecewiseNetwork]


def network_changes(net: PiecewiseNetwork) -> Iterator[Change]:
    """Yield mistakes about a network, in one layer or in all, with the network that they make."""
    for mistake, layers in (*_activations(net.layers), *_parameters(net.layers), *_orders(net)):
        if layers != net.layers and _fits(layers, net):
            yield mistake, PiecewiseNetwork(layers)


def _fits(layers: Layers, net: PiecewiseNetwork) -> bool:
    sizes = [len(layer.weight[0]) for layer in layers], [len(layer.weight) for layer in layers]
    joined = all(a == b for a, b in zip(sizes[0][1:], sizes[1], strict=False))
    return joined and sizes[0][0] == net.in_size and sizes[1][-1] == net.out_size


def _activations(layers: Layers) -> Iterator[tuple[Mistake, Layers]]:
    hidden = range(len(layers) - 1)
    affine = layers
    for _ in hidden:
        affine = opened(affine, 0)
    yield Mistake("units-all-open", "all units were taken to be open"), affine
    for n in hidden:
        sentence = f"the activation was forgotten in layer {n + 1}"
        yield Mistake("activation-forgotten", sentence, 2), opened(layers, n)
    sentence = "the negative parts were kept, not the positive ones"
    yield Mistake("units-complement", sentence), _each(layers, hidden, negative_part)
    sentence = "absolute values were taken, not positive parts"
    yield Mistake("absolute-for-relu", sentence), _each(layers, hidden, absolute)
    size = len(layers[-1].weight)
    unit = DenseLayer.of([[int(i == j) for j in range(size)] for i in range(size)])
    yield Mistake("activation-at-output", "the output was rectified too"), (*layers, unit)
    yield from _units(layers)


def _units(layers: Layers) -> Iterator[tuple[Mistake, Layers]]:
    for n, layer in enumerate(layers[:-1]):
        for j, _ in enumerate(layer.weight):
            unit = f"unit {j + 1} of layer {n + 1} was taken to be"
            yield Mistake("unit-taken-open", f"{unit} open", 2), held_open(layers, n, j)
            yield Mistake("unit-taken-closed", f"{unit} closed", 2), held_closed(layers, n, j)
            sentence = f"{unit} open where it is closed, and closed where it is open"
            yield Mistake("unit-turned", sentence, 2), turned(layers, n, j)


def _parameters(layers: Layers) -> Iterator[tuple[Mistake, Layers]]:
    for name, said, change in _CHANGES:
        weight = 1 if name == "bias-forgotten" else 2
        yield Mistake(name, f"{said} in every layer", weight), tuple(map(change, layers))
        for n, layer in enumerate(layers):
            one = (*layers[:n], change(layer), *layers[n + 1 :])
            yield Mistake(name, f"{said} in layer {n + 1}", 2), one
        yield (
            Mistake(name, f"{said} in the hidden layers", 2),
            (*map(change, layers[:-1]), layers[-1]),
        )
    late = layers
    for n in reversed(range(len(layers) - 1)):
        late = bias_late(late, n)
    yield Mistake("bias-after-activation", "biases were added behind the activation"), late


def _orders(net: PiecewiseNetwork) -> Iterator[tuple[Mistake, Layers]]:
    layers = net.layers
    yield Mistake("layers-turned", "the layers were applied in the reverse order"), layers[::-1]
    for n in range(len(layers) - 1):
        sentence = f"layers {n + 1} and {n + 2} were exchanged"
        swapped = (*layers[:n], layers[n + 1], layers[n], *layers[n + 2 :])
        yield Mistake("layers-exchanged", sentence, 2), swapped
    for n in range(len(layers)):
        left_out = (*layers[:n], *layers[n + 1 :])
        if left_out:
            yield Mistake("layer-ignored", f"layer {n + 1} was left out"), left_out


def _transposed(layer: DenseLayer) -> DenseLayer:
    columns = tuple(zip(*layer.weight, strict=True))
    if len(columns) != len(layer.weight):
        return layer
    return DenseLayer(columns, layer.bias, layer.activation)


_CHANGES: tuple[tuple[str, str, Callable[[DenseLayer], DenseLayer]], ...] = (
    ("bias-forgotten", "the biases were forgotten",
     lambda a: DenseLayer.of(a.weight, [0] * len(a.bias))),
    ("bias-sign", "the biases were subtracted",
     lambda a: DenseLayer.of(a.weight, [-b for b in a.bias])),
    ("weights-transposed", "the weights were transposed", _transposed),
)  # fmt: skip


def _each(layers: Layers, hidden: range, change: Callable[[Layers, int], Layers]) -> Layers:
    for n in hidden:
        layers = change(layers, n)
    return layers
