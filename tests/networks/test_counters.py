"""What seven counters print, against what they printed: recorded values and PyTorch itself."""

from __future__ import annotations

from typing import Any

import pytest

from symconv.errors import ShapeError
from symconv.layers import AvgPool, BatchNorm, Conv, ConvTranspose, Layer, Linear, ReLU
from symconv.layers.counters import COUNTERS, printed

TOOLS = ("torchinfo", "fvcore", "ptflops", "thop", "ultralytics-thop", "calflops", "torch")

# Recorded from torchinfo 1.8.0, fvcore 0.1.5.post20221221, ptflops 0.7.5, thop 0.1.1,
# ultralytics-thop 2.2.3, calflops 0.3.2 (its MACs), torch 2.13 FlopCounterMode.
RECORDED: list[tuple[Layer, tuple[int, ...], int, tuple[int, ...]]] = [
    (Conv(3, 8, 3, padding=1), (3, 10, 10), 1,
     (22400, 21600, 22400, 21600, 21600, 21600, 43200)),
    (Conv(3, 8, 3, padding=1, bias=False), (3, 10, 10), 4,
     (86400, 86400, 21600, 86400, 86400, 86400, 172800)),
    (ConvTranspose(4, 6, 3, stride=2, padding=1, output_padding=1, bias=False), (4, 5, 5), 1,
     (21600, 5400, 5400, 21600, 5400, 5400, 10800)),
    (ConvTranspose(4, 6, 2, stride=2), (4, 5, 5), 1,
     (10200, 2400, 3000, 9600, 2400, 2400, 4800)),
    (ConvTranspose(4, 4, 3, stride=2, groups=4, bias=False), (4, 5, 5), 1,
     (4356, 900, 900, 4356, 900, 0, 1800)),
    (Linear(20, 10), (20,), 1, (210, 200, 210, 200, 200, 200, 400)),
    (BatchNorm(8), (8, 10, 10), 1, (16, 1600, 1600, 3200, 3200, 0, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("layer", "shape", "batch", "expected"), RECORDED)
def test_every_tool_prints_what_it_printed(
    layer: Layer, shape: tuple[int, ...], batch: int, expected: tuple[int, ...]
) -> None:
    assert tuple(printed(layer, shape, tool, batch=batch) for tool in TOOLS) == expected
    assert tuple(COUNTERS) == TOOLS


def test_average_pools_and_layers_that_nobody_counts() -> None:
    pooled = [printed(AvgPool(2), (8, 10, 10), tool) for tool in TOOLS]
    assert pooled == [0, 0, 0, 200, 1000, 0, 0]
    assert {printed(ReLU(), (8, 10, 10), tool) for tool in TOOLS} == {0}


def test_an_unknown_counter_and_the_reasons() -> None:
    with pytest.raises(ShapeError, match=r"there is no counter 'wc'.*torchinfo"):
        printed(Conv(), (1, 5), "wc")
    assert all(counter.why for counter in COUNTERS.values())


def test_torch_itself_prints_these_numbers() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is an optional peer")
    from torch.utils.flop_counter import FlopCounterMode

    cases: list[tuple[Any, Layer, tuple[int, ...]]] = [
        (torch.nn.Conv2d(4, 6, 3, 2, 1, groups=2), Conv(4, 6, 3, 2, 1, groups=2), (4, 9, 8)),
        (torch.nn.ConvTranspose2d(4, 6, 3, 2, 1), ConvTranspose(4, 6, 3, 2, 1), (4, 5, 6)),
        (torch.nn.Linear(7, 3), Linear(7, 3), (7,)),
    ]
    for theirs, ours, shape in cases:
        with FlopCounterMode(display=False) as counter, torch.no_grad():
            theirs(torch.zeros(2, *shape))
        assert counter.get_total_flops() == printed(ours, shape, "torch", batch=2)
