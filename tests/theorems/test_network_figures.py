"""Figures of networks show what is so: units, taps, blocks, stamps."""

import random
from fractions import Fraction
from itertools import pairwise

import pytest
import torch

from symconv.latex.drawing import Figure, Label, Path
from symconv.theorems import derive
from symconv.theorems.figures.hops import Hop, centers, levels
from symconv.theorems.figures.network_strip import Block, network_strip
from symconv.theorems.figures.phase_grid import phase_grid
from symconv.theorems.figures.receptive_cone import receptive_cone
from symconv.theorems.figures.stamps import Stamp, stamps


def words(figure: Figure) -> list[str]:
    return [shape.text for shape in figure.drawing.shapes if isinstance(shape, Label)]


def filled(figure: Figure, role: str) -> list[Path]:
    shapes = figure.drawing.shapes
    return [s for s in shapes if isinstance(s, Path) and s.style.fill == role]


def torch_reads(hop: Hop, size: int) -> list[set[int]]:
    """What each unit of a layer reads of ``size`` units, by torch's gradient."""
    x = torch.ones(1, 1, size, requires_grad=True)
    kind = torch.nn.functional.conv_transpose1d if hop.spreads else torch.nn.functional.conv1d
    weight = torch.ones(1, 1, hop.kernel)
    y = kind(x, weight, stride=hop.stride, padding=hop.padding, dilation=hop.dilation)
    rows = (
        torch.autograd.grad(y[0, 0, o], x, retain_graph=True)[0][0, 0] for o in range(y.shape[2])
    )
    return [{i for i in range(size) if row[i] != 0} for row in rows]


def test_units_read_what_torch_reads() -> None:
    dice = random.Random(1)
    cases = 0
    for _ in range(60):
        kernel, stride = dice.randint(1, 5), dice.randint(1, 4)
        hop = Hop(
            "",
            kernel,
            stride,
            dice.randint(0, kernel // 2),
            dice.randint(1, 3),
            dice.random() < 0.5,
        )
        for unit, expected in enumerate(torch_reads(hop, 17)):
            read = hop.reads(unit)
            assert list(read) == sorted(read)
            assert {i for i in read if 0 <= i < 17} == expected
            cases += 1
    assert cases > 600


def test_a_cone_holds_the_receptive_field_of_alexnet() -> None:
    """195 pixels behind the last pool: the table of Araujo, Norris and Sim, Distill 2019."""
    hops = [Hop("conv", 11, 4, 2), Hop("pool", 3, 2), Hop("conv", 5, 1, 2), Hop("pool", 3, 2)]
    hops += [Hop("conv", 3, 1, 1)] * 3 + [Hop("pool", 3, 2)]
    assert len(levels(hops)[0]) == 195


def test_a_unit_stands_above_the_middle_of_what_it_reads() -> None:
    hops = [Hop("", 5, 2, 1), Hop("", 3, 1, 0, 2), Hop("", 4, 3, 1)]
    for unit in range(4):
        start, jump = centers(hops)[-1]
        pixels = levels(hops, unit)[0]
        assert start + unit * jump == Fraction(pixels[0] + pixels[-1], 2)
    up = centers([Hop("", 3, 2, 1, spreads=True)])[1]
    assert up == (0, Fraction(1, 2))  # output y lies over input y / 2


def test_a_cone_fills_the_units_that_are_read() -> None:
    hops = [Hop("conv 3, stride 2", 3, 2), Hop("max pool 2", 2, 2)]
    (figure,) = receptive_cone(hops, "Cap.")
    assert len(filled(figure, "soft")) == 1 + 2 + 5
    assert len(filled(figure, "softer")) == 2
    lines = [s for s in figure.drawing.shapes if isinstance(s, Path) and not s.closed]
    assert len(lines) == 2 + 2 * 3
    assert words(figure) == [
        "input", "5 pixels", "conv 3, stride 2", "2 units", "max pool 2", "1 unit",
    ]  # fmt: skip


def test_holes_are_said_and_large_fields_are_bars() -> None:
    (figure,) = receptive_cone([Hop("conv", 3, 1, 0, 4)], "Cap.")
    assert "3 pixels of 9" in words(figure)
    (figure,) = receptive_cone([Hop("conv", 300)], "Cap.")
    assert [len(s.points) for s in filled(figure, "soft")] == [4, 4]
    assert figure.drawing.width <= 162


def test_no_cone_where_nothing_is_seen_or_rows_are_too_many() -> None:
    assert receptive_cone([Hop("up", 1, 2, spreads=True)], "Cap.", 1) == ()
    assert receptive_cone([Hop("conv", 3)] * 21, "Cap.") == ()
    assert len(receptive_cone([Hop("conv", 3)] * 20, "Cap.")) == 1


def test_the_theorem_draws_the_unit_that_sees_most() -> None:
    layers = ["conv kernel_size=5 stride=2", "conv_transpose kernel_size=3 stride=2"]
    derivation = derive("receptive_field", layers=layers)
    (figure,) = derivation.figures
    assert derivation.answer.value == (5, (7, 5))
    assert "$r^{(2)} = 7$" in figure.caption
    assert "phase 0 of 2" in figure.caption
    assert "7 pixels" in words(figure)


@pytest.mark.parametrize("layers", [["conv kernel_size=K"], ["global_avg_pool"]])
def test_symbols_and_whole_images_have_no_cone(layers: list[str]) -> None:
    assert derive("receptive_field", layers=layers, size=[9]).figures == ()


@pytest.mark.parametrize(
    ("kernel", "stride", "padding"), [(3, 2, 0), (4, 2, 1), (2, 3, 0), (5, 1, 2)]
)
def test_the_grid_shows_the_matrix_of_the_layer(kernel: int, stride: int, padding: int) -> None:
    (figure,) = phase_grid(kernel, stride, padding, "Cap.")
    said = words(figure)
    inputs = sum(word.startswith("$i =") for word in said)
    weight = torch.arange(1.0, kernel + 1).reshape(1, 1, -1)
    eye = torch.eye(inputs).unsqueeze(1)
    matrix = torch.nn.functional.conv_transpose1d(eye, weight, stride=stride, padding=padding)[:, 0]
    taps = [f"$w_{{{int(v) - 1}}}$" for v in matrix.flatten() if v]
    assert [word for word in said if word.startswith("$w_")] == taps
    counts = [f"${int(n)}$" for n in (matrix != 0).sum(0)]
    assert said[-len(counts) :] == counts
    columns = matrix.shape[1]
    phases = [f"${(y + padding) % stride}$" for y in range(columns)]
    assert said[-2 * columns - 1 : -columns - 1] == phases


def test_a_grid_too_wide_or_empty_is_not_drawn() -> None:
    assert phase_grid(30, 1, 0, "Cap.") == ()
    assert phase_grid(1, 1, 9, "Cap.") == ()
    assert phase_grid(3, 9, 0, "Cap.") == ()


def test_symbols_are_drawn_by_an_example_that_the_caption_names() -> None:
    (figure,) = derive("receptive_field_of_transposed").figures
    assert "drawn for $k = 3$, $s = 2$ and $p = 0$" in figure.caption
    (figure,) = derive("receptive_field_of_transposed", kernel_size=4, stride=2, padding=1).figures
    assert "drawn for" not in figure.caption


def test_blocks_are_as_high_as_their_maps() -> None:
    maps = [Block(4, (32, 32)), Block(16, (16, 16), "conv"), Block(10, (), "linear")]
    (figure,) = network_strip(maps, "Cap.")
    fronts = filled(figure, "soft")
    high = [max(y for _, y in f.points) - min(y for _, y in f.points) for f in fronts]
    thick = [max(x for x, _ in f.points) - min(x for x, _ in f.points) for f in fronts]
    assert high[0] == pytest.approx(2 * high[1])
    assert thick[1] == pytest.approx(2 * thick[0])  # the root of four times the channels
    arrows = [s for s in figure.drawing.shapes if isinstance(s, Path) and s.arrow]
    assert len(arrows) == 2
    assert words(figure) == [
        "$4$", r"$32 \times 32$", "conv", "$16$", r"$16 \times 16$", "linear", "$10$",
    ]  # fmt: skip


def test_a_long_network_goes_on_in_a_new_line_without_overlap() -> None:
    maps = [Block(64, (56, 56), "conv 3, stride 2" if n else "") for n in range(12)]
    (figure,) = network_strip(maps, "Cap.")
    assert figure.drawing.width <= 162
    fronts = filled(figure, "soft")
    ends = [f.points[0][1] for f in fronts]
    lengths = {ends.count(end) for end in ends}
    assert len(set(ends)) > 1
    assert max(lengths) - min(lengths) <= 1  # no line holds a leftover block
    for first, second in pairwise(fronts):
        same_line = first.points[0][1] == second.points[0][1]
        assert not same_line or first.points[1][0] < second.points[0][0]
    assert network_strip([Block(1, (1,))] * 25, "Cap.") == ()


def test_sizes_with_symbols_have_no_strip() -> None:
    assert derive("network_sizes", layers=["conv 8 kernel_size=3"]).figures == ()
    (figure,) = derive(
        "network_sizes", layers=["conv 8 kernel_size=3x5"], size=[9, 9], channels=3
    ).figures
    assert "conv 3 × 5: 8 × 7 × 5" in figure.alternative


def test_stamps_add_up_to_the_sum_and_the_crop_is_framed() -> None:
    y, w = [[1, 2], [3, -4]], [[1, 2], [0, 5]]
    derivation = derive("conv_transpose_by_hand", Y=y, W=w, stride=1, padding=1)
    (figure,) = derivation.figures
    said = [word for word in words(figure) if word.strip("$-").isdigit()]
    full = torch.nn.functional.conv_transpose2d(
        torch.tensor([[y]], dtype=torch.float), torch.tensor([[w]], dtype=torch.float)
    )[0, 0]
    assert said[:4] == ["$1$", "$2$", "$0$", "$5$"]
    assert said[12:16] == ["$-4$", "$-8$", "$0$", "$-20$"]
    assert said[16:] == [f"${int(v)}$" for v in full.flatten()]
    (frame,) = (s for s in figure.drawing.shapes if isinstance(s, Path) and s.style.width == 1.8)
    xs, ys = zip(*frame.points, strict=True)
    assert (max(xs) - min(xs), max(ys) - min(ys)) == pytest.approx((5.5, 5.5))  # one cell is kept


def test_output_padding_beyond_the_full_result_adds_zeros_within_the_frame() -> None:
    (figure,) = derive("conv_transpose_by_hand", Y=[1], W=[1], stride=2, output_padding=1).figures
    assert [word for word in words(figure) if word != "sum"][-2:] == ["$1$", "$0$"]


def test_stamps_too_many_or_too_wide_are_not_drawn() -> None:
    one = Stamp("a", frozenset({(0, 0)}), [[Fraction(1)]])
    kept = (range(1), range(1))
    assert len(stamps([one], kept, [[Fraction(1)]], "Cap.")) == 1
    assert stamps([one] * 10, kept, [[Fraction(1)]], "Cap.") == ()
    assert stamps([one], kept, [[Fraction(12345)]], "Cap.") == ()
    assert stamps([one], kept, [[Fraction(1)] * 15], "Cap.") == ()
    assert derive("conv_transpose_by_hand", Y=[[[1]]], W=[[[1]]]).figures == ()
