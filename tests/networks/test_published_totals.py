"""Parameters and multiply-accumulates of well-known networks against published totals.

Parameters: ``num_params`` in the metadata of torchvision 0.13 and later (torchvision.models,
``*_Weights.*.meta``). Multiply-accumulates: the ``_ops`` entry there, printed as "GFLOPS" with
three digits although it counts one multiply-accumulate as one operation.
"""

from __future__ import annotations

from types import ModuleType

import pytest

from symconv.layers import Network

# name, arguments, parameters, thousand-millions of multiply-accumulates (rounded as published)
PUBLISHED = [
    ("alexnet", {}, 61_100_840, "0.71"),
    ("vgg16", {}, 138_357_544, "15.47"),
    ("resnet", {"depths": (2, 2, 2, 2), "bottleneck": False}, 11_689_512, "1.81"),
    ("resnet", {"depths": (3, 4, 6, 3), "bottleneck": True}, 25_557_032, "4.09"),
    ("resnet", {"depths": (3, 8, 36, 3), "bottleneck": True}, 60_192_808, "11.51"),
    (
        "resnet",
        {"depths": (3, 4, 6, 3), "bottleneck": True, "groups": 32, "base": 4},
        25_028_904,
        "4.23",
    ),
    ("squeezenet", {}, 1_235_496, "0.35"),
    ("mobilenet_v2", {}, 3_504_872, "0.30"),
    ("densenet121", {}, 7_978_856, "2.83"),
    ("googlenet", {}, 6_624_904, "1.50"),
]


@pytest.mark.parametrize(("name", "options", "parameters", "giga"), PUBLISHED)
def test_totals_are_the_published_ones(
    architectures: ModuleType, name: str, options: dict[str, object], parameters: int, giga: str
) -> None:
    net: Network = getattr(architectures, name)(**options)
    trace = net.trace()
    assert trace.parameter_count() == parameters
    assert f"{int(trace.operations.macs) / 1e9:.2f}" == giga
    assert trace.out_shape == (1000,)
    assert trace.landing_macs <= trace.operations.macs


def test_one_wrong_number_anywhere_changes_a_total(architectures: ModuleType) -> None:
    """The totals can fail: a bias, a group or a stride that is wrong shows."""
    from dataclasses import replace

    from symconv.layers import Conv

    net: Network = architectures.mobilenet_v2()
    for change in ({"bias": True}, {"stride": 1}, {"padding": 0}):
        first = net.nodes[0]
        assert isinstance(first.layer, Conv)
        broken = replace(net, nodes=(replace(first, layer=replace(first.layer, **change)),
                                     *net.nodes[1:]))  # fmt: skip
        before, after = net.trace(), broken.trace()
        assert (before.parameter_count(), before.operations) != (
            after.parameter_count(),
            after.operations,
        )
