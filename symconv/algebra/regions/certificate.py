r"""Certificates: the evidence for a count, as data that a separate program can check.

*Defines* `certificate` and `network_data`. `symconv.algebra.regions.checker` re-checks what this
file writes and shares no code with it or with the enumeration.

- *tiling* (one or two inputs, a box): the outline and the pattern of each region. The areas add up
  to that of the box, so no region is missing.
- *closure* (any dimension, a box or all of R^n): per region an inner point, the facets with a point
  inside each, and for every other constraint the non-negative combination of facets that implies
  it. What lies across each facet is listed again, so no region is missing.

Numbers are integers, or texts such as ``"-3/8"`` where other readers of JSON would round them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from symconv.algebra.regions.activation import AnyActivation, Maxout
from symconv.algebra.regions.closure import closure_entry
from symconv.algebra.regions.enumerate import as_box
from symconv.algebra.regions.network import Number, PiecewiseNetwork
from symconv.algebra.regions.polygons import corners
from symconv.algebra.regions.region import Region

FORMAT = "symconv regions certificate 1"
_SAFE = 1 << 53

Data = dict[str, Any]


def certificate(
    net: PiecewiseNetwork,
    regions: Iterable[Region],
    box: Sequence[tuple[Number, Number]] | None = None,
) -> Data:
    """Return the certificate of a complete enumeration over the box (None: all of R^n).

    >>> from symconv.algebra.regions.enumerate import enumerate_regions
    >>> from symconv.algebra.regions.network import DenseLayer
    >>> net = PiecewiseNetwork((DenseLayer.of([[2]], [-1], "abs"),))
    >>> certificate(net, enumerate_regions(net, [(0, 1)]), [(0, 1)])["regions"]
    [{'pattern': [[0]], 'corners': [[0, 1], [1, 2]]}, {'pattern': [[1]], 'corners': [[1, 2], [1, 1]]}]
    """  # noqa: E501 (one line of output)
    bounds = as_box(box, net.in_size)
    tiling = bounds is not None and net.in_size <= 2
    make = _tile if tiling else lambda region: _plain(closure_entry(net, region, bounds))
    entries = [make(region) for region in regions]
    return {
        "format": FORMAT,
        "kind": "tiling" if tiling else "closure",
        "network": network_data(net),
        "box": None if bounds is None else _plain(bounds),
        "activation_regions": len(entries),
        "regions": entries,
    }


def network_data(net: PiecewiseNetwork) -> list[Data]:
    """Return the network as a certificate states it: weights, biases, activations as pieces."""
    return [
        {
            "weight": _plain(layer.weight),
            "bias": _plain(layer.bias),
            "activation": _activation(layer.activation),
        }
        for layer in net.layers
    ]


def _activation(activation: AnyActivation) -> Data:
    if isinstance(activation, Maxout):
        return {"maxout": activation.size}
    return {"breakpoints": _plain(activation.breakpoints), "pieces": _plain(activation.pieces)}


def _tile(region: Region) -> Data:
    return {"pattern": _plain(region.pattern), "corners": _plain(corners(region))}


def _plain(value: Any) -> Any:
    """Return lists, texts and integers that every reader of JSON keeps exactly."""
    if isinstance(value, dict):
        return {key: _plain(v) for key, v in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, Fraction) and value.denominator == 1:
        value = value.numerator
    return value if isinstance(value, int) and abs(value) < _SAFE else str(value)
