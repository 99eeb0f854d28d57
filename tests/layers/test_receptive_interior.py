"""Interior patterns, centre lines, path counts and alignment against sets and gradients."""

import random
from fractions import Fraction

import numpy as np

from symconv.algebra.receptive_closed import CentreLine, ClosedForm
from symconv.algebra.receptive_paths import path_counts, path_variance
from symconv.algebra.receptive_pattern import Pattern
from symconv.algebra.window import Window
from symconv.errors import ShapeError
from symconv.kernels import conv_backward
from symconv.layers import (
    AdaptiveAvgPool,
    Add,
    AvgPool,
    Conv,
    ConvTranspose,
    GlobalAvgPool,
    Layer,
    MaxPool,
    Network,
    Node,
    PixelShuffle,
    Upsample,
)
from symconv.layers.receptive_alignment import centre, misalignments
from symconv.layers.receptive_field import receptive_fields
from symconv.layers.receptive_interior import interior_patterns

NETWORKS, LENGTH = 150, 240


def random_layer(rng: random.Random) -> Layer:
    k, s, d = rng.randint(1, 4), rng.randint(1, 3), rng.randint(1, 3)
    match rng.choice("conv conv transposed pool up".split()):
        case "conv":
            return Conv(1, 1, k, s, ((rng.randint(0, 2), rng.randint(0, 2)),), d)
        case "transposed":
            return ConvTranspose(1, 1, k, s, rng.randint(0, 1), dilation=d)
        case "pool":
            return MaxPool(k, s, k // 2)
    return Upsample(scale_factor=2)


def random_chain(rng: random.Random) -> Network:
    while True:
        network = Network.chain(*(random_layer(rng) for _ in range(rng.randint(1, 5))),
                                in_shape=(1, LENGTH))  # fmt: skip
        try:
            if 6 <= network.trace().out_shape[1] <= 2000:
                return network
        except ShapeError:
            continue


def test_interior_units_follow_the_pattern() -> None:
    """Where neither the set nor any border is near, the exact set is that of the unit's phase."""
    rng, compared, phases = random.Random(1), 0, set()
    for _ in range(NETWORKS):
        network = random_chain(rng)
        fields, patterns = receptive_fields(network), interior_patterns(network)
        assert set(patterns) == set(fields)
        for name, (pattern,) in patterns.items():
            phases.add(pattern.period)
            for unit in range(fields[name].out_size[0]):
                seen = pattern.sees(unit)
                if all(LENGTH // 3 <= i < 2 * LENGTH // 3 for i in seen):
                    exact = tuple(sorted(p[0] for p in fields[name].pixels((unit,))))
                    if not seen and exact == ():
                        continue
                    assert seen == exact, (network, name, unit)
                    compared += 1
    assert compared > 5000
    assert {1, 2, 3} < phases


def test_a_transposed_layer_is_no_convolution() -> None:
    """5x5 stride 2 then 3x3 stride 2 back: 7 and 5 by phase, not 9."""
    net = Network.chain(Conv(kernel_size=5, stride=2), ConvTranspose(stride=2), in_shape=(1, 64))
    pattern = interior_patterns(net)["convtranspose1"][0]
    assert pattern.sizes == (7, 5)
    assert pattern.jump == 1
    treated_as_conv = ClosedForm().behind(Window(5, 2)).behind(Window(3, 2))
    assert treated_as_conv.size == 9


def test_kernels_smaller_than_the_stride_leave_blind_phases() -> None:
    """Two taps at stride 3: one phase in three sees nothing; at stride 2, dilation 2, every odd."""
    assert Pattern().transposed(2, 3).sizes == (1, 1, 0)
    assert Pattern().transposed(3, 2, dilation=2).sizes == (3, 0)


def test_holes_are_seen() -> None:
    """Two dilated layers leave every second pixel out; sizes alone would not tell."""
    pattern = Pattern().window(3, dilation=2).window(3, dilation=2)
    assert (pattern.size, pattern.holes) == (9, 4)
    assert pattern.sees(0) == (0, 2, 4, 6, 8)


def test_patterns_end_where_all_is_seen_and_pass_even_cells() -> None:
    """Global pooling has none; an adaptive pool that divides the axis is a window."""
    net = Network.chain(
        Conv(padding=1), AdaptiveAvgPool(4), Upsample(size=8), GlobalAvgPool(), in_shape=(1, 8)
    )
    patterns = interior_patterns(net)
    assert patterns["adaptiveavgpool1"][0] == Pattern().window(3, 1, 1).window(2, 2)
    assert patterns["upsample1"][0].jump == 1
    assert "globalavgpool1" not in patterns
    uneven = Network.chain(AdaptiveAvgPool(3), Conv(padding=1), in_shape=(1, 8))
    assert interior_patterns(uneven) == {}
    shuffle = Network.chain(PixelShuffle(2), in_shape=(2, 8))
    assert interior_patterns(shuffle)["pixelshuffle1"][0] == Pattern().copied(2)


def test_closed_form_is_the_pattern_of_windows() -> None:
    """Size, jump and start of random stacks, read off the pattern."""
    rng = random.Random(2)
    for _ in range(200):
        closed, pattern, line = ClosedForm(), Pattern(), CentreLine()
        for _ in range(rng.randint(1, 6)):
            k, s, p, d = rng.randint(1, 5), rng.randint(1, 3), rng.randint(0, 3), rng.randint(1, 3)
            closed = closed.behind(Window(k, s, p, d))
            pattern, line = pattern.window(k, s, p, d), line.window(k, s, p, d)
        assert (closed.size, closed.jump) == (pattern.size, pattern.jump)
        assert closed.start == pattern.sees(0)[0]
        assert centre(line, 0) == Fraction(closed.double_centre, 2)


def test_path_counts_are_gradients_of_the_network_of_ones() -> None:
    """The polynomial's coefficients against the backward pass of the convolution kernel."""
    rng = random.Random(3)
    for _ in range(300):
        windows = [Window(rng.randint(1, 4), rng.randint(1, 2), 0, rng.randint(1, 2))
                   for _ in range(rng.randint(1, 4))]  # fmt: skip
        sizes = [sum(int(w.span) * 2**4 for w in windows)]
        for window in windows:
            sizes.append(window.out_size(sizes[-1]))
        gradient = np.zeros((1, 1, sizes[-1]))
        gradient[0, 0, 0] = 1
        for window, n in zip(reversed(windows), reversed(sizes[:-1]), strict=True):
            k, s, _, _, d = window.numbers()
            back = conv_backward(gradient, np.zeros((1, 1, n)), np.ones((1, 1, k)), stride=s,
                                 dilation=d)  # fmt: skip
            gradient = back[0]
        counts = path_counts(windows)
        assert tuple(int(v) for v in gradient[0, 0][: len(counts)]) == counts
        assert not gradient[0, 0][len(counts) :].any()
        assert variance(counts) == path_variance(windows)


def variance(counts: tuple[int, ...]) -> Fraction:
    total = sum(counts)
    mean = Fraction(sum(i * c for i, c in enumerate(counts)), total)
    return Fraction(sum(c * i * i for i, c in enumerate(counts)), total) - mean**2


def residual(before: int) -> Network:
    return Network(
        (
            Node("skip", Conv(kernel_size=1, stride=2), ("input",)),
            Node("a", Conv(stride=2, padding=((before, 2 - before),)), ("input",)),
            Node("b", Conv(padding=1)),
            Node("add", Add(), ("skip", "b")),
        ),
        (1, 15),
    )


def test_an_aligned_block_has_no_finding() -> None:
    """Padding 1 on both sides keeps the centre of the strided path on the skip."""
    assert misalignments(residual(1)) == ()


def test_the_path_that_misaligns_is_named_with_its_repair() -> None:
    """All padding behind moves the centre by one; the repair moves it back."""
    (found,) = misalignments(residual(0))
    assert (found.layer, found.axis) == ("add", 0)
    assert found.one.names == ("skip",)
    assert found.other.names == ("a", "b")
    assert found.text() == (
        "add, axis 0: input -> skip and input -> a -> b: their centres are 0 and 1; "
        "+1 padding in front of a, -1 behind"
    )
    repaired = found.repairs[0]
    assert misalignments(residual(0 + repaired.by)) == ()


def test_unequal_jumps_have_no_repair() -> None:
    """Seven positions by two roads: stride 2, and a wide kernel."""
    net = Network(
        (
            Node("a", AvgPool(3, 2), ("input",)),
            Node("b", Conv(kernel_size=9), ("input",)),
            Node("add", Add(), ("a", "b")),
        ),
        (1, 15),
    )
    (found,) = misalignments(net)
    assert found.repairs == ()
    assert found.text().endswith("their jumps are 2 and 1")
    assert "add" not in interior_patterns(net)


def test_a_skip_over_down_and_up_is_aligned_by_the_right_padding() -> None:
    """A 2x2 pool and a 2x2 stride-2 transposed convolution meet the skip; 3x3 does not."""

    def unet(up: ConvTranspose) -> Network:
        nodes = (Node("pool", MaxPool(2), ("input",)), Node("up", up),
                 Node("add", Add(), ("input", "up")))  # fmt: skip
        return Network(nodes, (1, 16))

    assert misalignments(unet(ConvTranspose(kernel_size=2, stride=2))) == ()
    assert misalignments(unet(ConvTranspose(kernel_size=4, stride=2, padding=1))) == ()
    odd = ConvTranspose(kernel_size=3, stride=2, padding=1, output_padding=1)
    (found,) = misalignments(unet(odd))
    assert found.other.line.offset - found.one.line.offset == Fraction(1, 2)


def test_global_branches_are_not_compared() -> None:
    """A branch that sees all looks nowhere in particular."""
    net = Network(
        (
            Node("all", GlobalAvgPool(), ("input",)),
            Node("up", Upsample(size=8)),
            Node("add", Add(), ("up", "input")),
        ),
        (1, 8),
    )
    assert misalignments(net) == ()


def test_clipping_a_closed_form_once_fails_at_borders_only() -> None:
    """In stacks that drop a pixel and pad later, some border units differ; interior ones never."""
    rng, border, interior = random.Random(8), 0, 0
    for _ in range(60):
        layers = [Conv(1, 1, rng.randint(1, 4), rng.randint(1, 3), rng.randint(0, 2))
                  for _ in range(3)]  # fmt: skip
        network = Network.chain(*layers, in_shape=(1, rng.randint(20, 40)))
        try:
            fields, patterns = receptive_fields(network), interior_patterns(network)
        except ShapeError:
            continue
        field, pattern = fields["conv3"], patterns["conv3"][0]
        n = field.in_size[0]
        for unit in range(field.out_size[0]):
            seen = pattern.sees(unit)
            clipped = tuple(i for i in seen if 0 <= i < n)
            exact = tuple(sorted(p[0] for p in field.pixels((unit,))))
            inside = seen[0] >= 0 and all(i < n - 8 for i in seen) and seen[0] >= 8
            interior += inside and clipped != exact
            border += not inside and clipped != exact
    assert interior == 0
    assert border > 10


def test_a_skip_beside_phases_keeps_the_shift_of_both() -> None:
    """A U-Net's sum has the period of its up path; the sets are those of the exact engine."""
    for order in (("input", "up"), ("up", "input")):
        nodes = (
            Node("down", Conv(kernel_size=2, stride=2), ("input",)),
            Node("middle", Conv(padding=1)),
            Node("up", ConvTranspose(kernel_size=2, stride=2)),
            Node("add", Add(), order),
        )
        network = Network(nodes, (1, 40))
        pattern, field = interior_patterns(network)["add"][0], receptive_fields(network)["add"]
        assert (pattern.period, pattern.shift, pattern.jump) == (2, 2, 1)
        for unit in range(12, 28):
            assert pattern.sees(unit) == tuple(sorted(p[0] for p in field.pixels((unit,))))


def test_a_layer_of_both_paths_mends_nothing() -> None:
    """Padding of the common stem moves both branches, so it is no repair."""
    nodes = (
        Node("stem", Conv(padding=1), ("input",)),
        Node("skip", Conv(kernel_size=1, stride=2), ("stem",)),
        Node("a", Conv(stride=2, padding=((0, 2),)), ("stem",)),
        Node("add", Add(), ("skip", "a")),
    )
    (found,) = misalignments(Network(nodes, (1, 15)))
    assert {repair.layer for repair in found.repairs} == {"skip", "a"}
