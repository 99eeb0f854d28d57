"""Receptive sets against brute force: every unit of random networks, pixel by pixel.

The other road is numbers: the NumPy kernels run the network with all weights one on images with one
bright pixel. Nothing cancels, so a unit is bright exactly when it sees that pixel.
"""

import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from symconv.algebra import receptive_reads
from symconv.errors import ShapeError, SymconvError
from symconv.layers import (
    AdaptiveAvgPool,
    AdaptiveMaxPool,
    Add,
    AvgPool,
    BatchNorm,
    Concat,
    Conv,
    ConvTranspose,
    Flatten,
    GlobalAvgPool,
    GroupNorm,
    InstanceNorm,
    Layer,
    LayerNorm,
    Linear,
    LpPool,
    MaxPool,
    Network,
    Node,
    PixelShuffle,
    ReLU,
    Softmax,
    Upsample,
    ZeroPad,
)
from symconv.layers.receptive_field import Field, receptive_fields

NETWORKS = 360
MODES = ["zeros", "zeros", "circular", "reflect", "replicate"]


def lit(network: Network) -> dict[str, np.ndarray]:
    """For each layer: which positions light up (last axes) for each bright pixel (first axis)."""
    shape = tuple(map(int, network.in_shape))
    pixels = int(np.prod(shape[1:]))
    images = np.zeros((pixels, *shape))
    images[:] = np.eye(pixels).reshape(pixels, 1, *shape[1:])
    weights = {
        row.node.name: {
            name: np.zeros(tuple(map(int, size)))
            if name == "bias"
            else np.ones(tuple(map(int, size)))
            for name, size in row.weight_shapes.items()
        }
        for row in network.trace().rows
    }
    values = network.forward(images, weights)
    return {name: (value != 0).any(1) for name, value in values.items()}


def check(network: Network) -> int:
    """Compare every unit of every layer with spatial axes; return how many there were."""
    fields, bright = receptive_fields(network), lit(network)
    sizes = tuple(map(int, network.in_shape[1:]))
    compared = 0
    for name, field in fields.items():
        if field.is_flat:
            continue
        for unit in field.units():
            seen = np.zeros(sizes, bool)
            for pixel in field.pixels(unit):
                seen[pixel] = True
            expected = bright[name][(slice(None), *unit)].reshape(sizes)
            assert np.array_equal(seen, expected), (network, name, unit)
            assert field.size(unit) == box(expected)
            compared += 1
    return compared


def box(seen: np.ndarray) -> tuple[int, ...]:
    if not seen.any():
        return (0,) * seen.ndim
    return tuple(int(np.ptp(axis)) + 1 for axis in np.nonzero(seen))


def random_layer(rng: random.Random, channels: int, rank: int) -> Layer:
    k, s, d, p = (rng.randint(*r) for r in ((1, 4), (1, 3), (1, 2), (0, 3)))
    kind = rng.choice(
        "conv conv conv conv transposed transposed max avg lp up cell pad asym relu".split()
    )
    match kind:
        case "conv":
            return Conv(channels, rng.choice([1, 2]), k, s, p, d, padding_mode=rng.choice(MODES))
        case "asym":
            pads = tuple((rng.randint(0, 3), rng.randint(0, 3)) for _ in range(rank))
            return Conv(channels, 1, k, s, pads, d)
        case "transposed":
            extra = rng.randint(0, max(s, d) - 1)
            return ConvTranspose(channels, 1, k, s, rng.randint(0, 1), extra, dilation=d)
        case "max":
            return MaxPool(k, s, rng.randint(0, k // 2), d, ceil_mode=rng.random() < 0.5)
        case "avg":
            return AvgPool(k, s, rng.randint(0, k // 2), ceil_mode=rng.random() < 0.5)
        case "lp":
            return LpPool(1, k, s, ceil_mode=rng.random() < 0.5)
        case "up":
            return rng.choice([Upsample(scale_factor=2), Upsample(size=rng.randint(2, 9))])
        case "cell":
            return rng.choice([AdaptiveAvgPool, AdaptiveMaxPool])(rng.randint(1, 7))
        case "pad":
            return ZeroPad(rng.choice([-1, 1, 2]))
    return ReLU()


def random_network(rng: random.Random, rank: int) -> Network | None:
    """A chain, sometimes with a branch that joins again; None when sizes do not fit."""
    top = 24 if rank == 1 else 8
    shape = (rng.randint(1, 2), *(rng.randint(3, top) for _ in range(rank)))
    nodes: list[Node] = []
    shapes: dict[str, Any] = {"input": shape}
    try:
        for number in range(rng.randint(1, 5)):
            before = nodes[-1].name if nodes else "input"
            here = shapes[before]
            layer = random_layer(rng, int(here[0]), rank)
            more = [Node(f"n{number}", layer, (before,))]
            if rng.random() < 0.35:
                more = branch(rng, before, number, here, rank)
            for node in more:
                if beyond_reach(node.layer, shapes[node.inputs[0]]):
                    return None
                shapes[node.name] = node.layer.out_shape(*(shapes[i] for i in node.inputs))
            if max(map(int, shapes[more[-1].name][1:])) > 2 * top:
                break
            nodes += more
    except ShapeError:
        return None
    return Network(tuple(nodes), shape) if nodes else None


def beyond_reach(layer: Layer, shape: Any) -> bool:
    """Whether the padding mode cannot show as many samples as are asked for."""
    if not isinstance(layer, Conv):
        return False
    n = min(map(int, shape[1:]))
    limit = {"circular": n, "reflect": n - 1}.get(layer.padding_mode)
    return limit is not None and int(layer.padding) > limit


def branch(rng: random.Random, before: str, number: int, here: Any, rank: int) -> list[Node]:
    """Two branches of equal size: what one layer gives is brought to the size of the other."""
    one = random_layer(rng, int(here[0]), rank)
    back = AdaptiveAvgPool(tuple(map(int, here[1:])))
    k = rng.choice([1, 3])
    other = Conv(int(here[0]), 2, k, padding=tuple((k - 1, 0) for _ in range(rank)))
    join: Layer = Concat()
    parts = [Node(f"a{number}", one, (before,)), Node(f"r{number}", back, (f"a{number}",))]
    if rng.random() < 0.5:
        parts[1] = Node(f"r{number}", Conv(int(here[0]), 2, 3, padding=1), (before,))
        join = Add()
    return [
        *parts,
        Node(f"b{number}", other, (before,)),
        Node(f"j{number}", join, (f"r{number}", f"b{number}")),
    ]


def sampled(count: int = NETWORKS) -> list[Network]:
    rng = random.Random(6)
    found: list[Network] = []
    while len(found) < count:
        network = random_network(rng, rank=rng.choice([1, 1, 2]))
        if network is not None:
            found.append(network)
    return found


def test_every_unit_of_random_networks() -> None:
    """Transposed, dilated, padded by every mode, pooled, cut in cells, branched."""
    networks = sampled()
    kinds = {type(node.layer) for network in networks for node in network}
    assert {ConvTranspose, AdaptiveAvgPool, Add, Concat, Upsample, LpPool, ZeroPad} <= kinds
    modes = {n.layer.padding_mode for net in networks for n in net if isinstance(n.layer, Conv)}
    assert modes == set(MODES)
    assert sum(map(check, networks)) > 20_000


def treated_as_conv(window: Any, n: int, m: int) -> Any:
    return receptive_reads.window_reads(window, n, m)


def undilated(window: Any, n: int, m: int, mode: str = "zeros") -> Any:
    from symconv.algebra.window import Window

    flat = Window(window.kernel_size, window.stride, window.padding)
    return receptive_reads.window_reads(flat, n, m, mode)


def without_modes(window: Any, n: int, m: int, mode: str = "zeros") -> Any:
    return receptive_reads.window_reads(window, n, m, "zeros")


def floored_cells(n: int, m: int) -> Any:
    return tuple(range(o * n // m, max(o * n // m + 1, (o + 1) * n // m)) for o in range(m))


def first_branch(branches: Any, name: str) -> Any:
    return branches[0]


@pytest.mark.parametrize(
    ("target", "broken"),
    [
        ("receptive_reads.transposed_reads", treated_as_conv),
        ("receptive_reads.window_reads", undilated),
        ("receptive_reads.window_reads", without_modes),
        ("receptive_reads.cell_reads", floored_cells),
        ("receptive_field.joined", first_branch),
    ],
)
def test_the_gate_can_fail(
    target: str, broken: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The usual mistakes of receptive-field tools do not pass."""
    monkeypatch.setattr(f"symconv.layers.{target}", broken)
    networks = sampled(60)
    with pytest.raises((AssertionError, IndexError)):
        [check(network) for network in networks]


def test_clipping_once_at_the_end_is_wrong() -> None:
    """The smallest picture: a dropped pixel that the next layer pads."""
    net = Network.chain(Conv(stride=2), Conv(padding=1), in_shape=(1, 6))
    field = receptive_fields(net)["conv2"]
    assert field.window((1,)) == ((0, 4),)
    start, size = 1 * 2 - 2, 7
    assert (max(0, start), min(5, start + size - 1)) == (0, 5)
    assert list(field.dead_pixels()) == [(5,)]


def whole(field: Field) -> bool:
    every = tuple((0, n - 1) for n in field.in_size)
    return all(field.window(unit) == every for unit in field.units())


def test_layers_that_see_everything() -> None:
    """Statistics of the image, global pools and fully connected layers."""
    image = (2, 5, 6)
    for layer in (GroupNorm(1, 2), InstanceNorm(2), GlobalAvgPool(), GlobalAvgPool(keepdims=False)):
        net = Network.chain(layer, in_shape=image)
        assert whole(receptive_fields(net)[net.nodes[0].name]), layer
    net = Network.chain(Conv(2, 3), Flatten(), Linear(36, 4), Softmax(), in_shape=image)
    fields = receptive_fields(net)
    assert fields["flatten1"].size((1, 2)) == (3, 3)
    assert whole(fields["linear1"])
    assert whole(fields["softmax1"])


def test_batch_norm_asks_which_mode_is_meant() -> None:
    """In inference its statistics are constants; in training they come from the whole image."""
    net = Network.chain(Conv(1, 2), BatchNorm(2), in_shape=(1, 6, 6))
    assert receptive_fields(net)["batchnorm1"].size((1, 1)) == (3, 3)
    assert whole(receptive_fields(net, batch_norm="training")["batchnorm1"])
    with pytest.raises(ShapeError, match="batch_norm='eval' is no mode"):
        receptive_fields(net, batch_norm="eval")  # type: ignore[arg-type]


def test_norms_and_softmax_of_some_axes() -> None:
    """What is mixed is the axis they name, and no other."""
    last = Network.chain(LayerNorm(5), in_shape=(2, 4, 5))
    assert receptive_fields(last)["layernorm1"].size((0, 0)) == (1, 5)
    middle = Network.chain(Softmax(dim=2), in_shape=(2, 4, 5))
    assert receptive_fields(middle)["softmax1"].size((0, 0)) == (4, 1)
    channels = Network.chain(Softmax(dim=1), in_shape=(2, 4, 5))
    assert receptive_fields(channels)["softmax1"].size((0, 0)) == (1, 1)
    rows = Network.chain(Linear(5, 3), in_shape=(2, 4, 5))
    assert receptive_fields(rows)["linear1"].size((3, 2)) == (1, 5)


def test_a_linear_layer_sees_only_what_anyone_before_saw() -> None:
    """Dead pixels stay dead behind a fully connected layer."""
    net = Network.chain(Conv(kernel_size=1, stride=2), Flatten(), Linear(4, 1), in_shape=(1, 4, 4))
    field = receptive_fields(net)["linear1"]
    assert field.pixels((0, 0)) == {(0, 0), (0, 2), (2, 0), (2, 2)}
    assert len(list(field.dead_pixels())) == 12


def test_phases_of_a_transposed_convolution() -> None:
    """A kernel smaller than the stride leaves units that are the bias alone."""
    net = Network.chain(ConvTranspose(kernel_size=2, stride=3), in_shape=(1, 3, 3))
    field = receptive_fields(net)["convtranspose1"]
    assert (2, 0) in set(field.blind_units())
    assert len(list(field.blind_units())) == 8 * 8 - 6 * 6
    assert field.largest() == (1, 1)


def test_pixel_shuffle_keeps_the_place() -> None:
    """Each block comes from one position."""
    net = Network.chain(PixelShuffle(2), in_shape=(4, 3, 2))
    assert receptive_fields(net)["pixelshuffle1"].pixels((3, 2)) == {(1, 1)}


def test_what_has_no_sets_says_so() -> None:
    """A vector has no positions; a stranger has no rule; a unit outside is refused."""
    with pytest.raises(ShapeError, match="no positions to see"):
        receptive_fields(Network.chain(Linear(3, 2), in_shape=(3,)))
    net = Network.chain(Flatten(), GroupNorm(2, 8), in_shape=(2, 2, 2))
    with pytest.raises(SymconvError, match="GroupNorm sees is not known for flattened"):
        receptive_fields(net)
    field = receptive_fields(Network.chain(Conv(), in_shape=(1, 4)))["conv1"]
    with pytest.raises(ShapeError, match=r"there is no unit \(2,\)"):
        field.size((2,))


def test_every_layer_type_has_a_rule() -> None:
    """Adding a layer type without saying what it reads fails here."""
    import symconv.layers as room

    kinds = [getattr(room, name) for name in room.__all__]
    layers = [k for k in kinds if isinstance(k, type) and issubclass(k, Layer) and k is not Layer]
    for kind in layers:
        for example in kind.examples():
            if len(example.in_shape) < 2:
                continue
            node = Node("layer", example.layer)
            assert receptive_fields(Network((node,), example.in_shape)), kind


def test_a_field_shows_itself_in_one_line() -> None:
    """Masks of a large image are not for reading."""
    field = receptive_fields(Network.chain(Conv(stride=2), in_shape=(1, 9, 7)))["conv1"]
    assert repr(field) == "<Field of 4x3 units on 9x7 pixels>"


def test_the_largest_size_belongs_to_a_unit() -> None:
    """Two branches that never see anything at the same column do not add up along the rows."""
    nodes = (
        Node("even", ConvTranspose(kernel_size=1, stride=(1, 2)), ("input",)),
        Node("odd", ZeroPad(((2, -2), (1, -1))), ("even",)),
        Node("add", Add(), ("even", "odd")),
    )
    field = receptive_fields(Network(nodes, (1, 5, 4)))["add"]
    assert len(field.products) == 2
    assert field.largest() == (1, 1)
    assert max(field.size(unit)[0] for unit in field.units()) == 1
