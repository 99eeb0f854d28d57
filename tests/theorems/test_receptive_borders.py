"""What all units see together, for every padding mode, against gradients of torch."""

import random

import pytest
import torch

from symconv.errors import GivenError, ShapeError
from symconv.proof.prove import prove
from symconv.theorems import derive

MODES = ("zeros", "replicate", "reflect", "circular")


def torch_extent(layers: list[dict], n: int) -> int:
    """From the first to the last pixel with a gradient; ones and integers, so nothing cancels."""
    x = torch.ones(1, 1, n, dtype=torch.float64, requires_grad=True)
    y = x
    for layer in layers:
        options = {k: v for k, v in layer.items() if k != "padding_mode"}
        mode = layer["padding_mode"]
        conv = torch.nn.Conv1d(1, 1, bias=False, padding_mode=mode, dtype=torch.float64, **options)
        torch.nn.init.ones_(conv.weight)
        y = conv(y)
    (gradient,) = torch.autograd.grad(y.sum(), x)
    (seen,) = torch.nonzero(gradient[0, 0], as_tuple=True)
    return int(seen.max() - seen.min()) + 1 if len(seen) else 0


@pytest.mark.parametrize("mode", MODES)
def test_random_stacks_see_what_torch_sees(mode: str) -> None:
    dice = random.Random(MODES.index(mode))
    shown = 0
    for _ in range(40):
        n, layers = dice.randint(4, 14), []
        for _ in range(dice.randint(1, 3)):
            kernel = dice.randint(1, 4)
            layers.append({
                "kernel_size": kernel, "stride": dice.randint(1, 3),
                "padding": dice.randint(0, 3), "dilation": dice.randint(1, 2),
                "padding_mode": dice.choice([mode, mode, "zeros"]),
            })  # fmt: skip
        lines = ["conv 1 " + " ".join(f"{k}={v}" for k, v in layer.items()) for layer in layers]
        try:
            derivation = derive("receptive_field", layers=[*lines, "global_avg_pool"], size=[n])
        except (GivenError, ShapeError):
            continue
        assert derivation.answer.value[-1] == torch_extent(layers, n), lines  # type: ignore[index]
        if shown < 4:
            assert prove(derivation).shown
        shown += 1
    assert shown >= 14


def test_the_last_pixel_of_a_circle_is_seen_from_the_first_unit() -> None:
    """Stride 3 leaves pixel 8 of 9 out, unless the padding shows it from the other side."""
    layers = ["conv 1 kernel_size=2 stride=3 padding=1 padding_mode=MODE", "linear 1"]
    seen = {}
    for mode in MODES:
        lines = [line.replace("MODE", mode) for line in layers]
        seen[mode] = derive("receptive_field", layers=lines, size=[10]).answer.value[1]  # type: ignore[index]
    assert seen == {"zeros": 10, "replicate": 10, "reflect": 10, "circular": 10}
    lines = [line.replace("MODE", "circular") for line in layers]
    report = prove(derive("receptive_field", layers=lines, size=[9]))
    assert report.derivation.answer.value == (2, 9)
    assert "padding_mode" not in report.derivation.answer.latex
