"""Small networks of convolutions and pools, and the shapes behind their layers."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Layer(NamedTuple):
    """A convolution or a pool: kernel, stride, padding, filters (0 for a pool), groups."""

    k: int
    s: int
    p: int
    filters: int
    groups: int = 1


NETS: tuple[tuple[tuple[int, int], int, tuple[Layer, ...], int], ...] = (
    ((65, 49), 3, (Layer(5, 2, 2, 12), Layer(3, 2, 1, 20), Layer(2, 2, 0, 0)), 10),
    ((90, 70), 4, (Layer(7, 3, 2, 8), Layer(3, 2, 0, 0), Layer(3, 1, 1, 16, 4)), 7),
    ((48, 64), 3, (Layer(3, 1, 1, 6), Layer(2, 2, 0, 0), Layer(5, 1, 2, 9), Layer(2, 2, 0, 0)), 5),
)


def lines(net: tuple[Layer, ...], outputs: int) -> list[str]:
    """Write the layers as a problem set has them, with names a_1, a_2 ... and y."""
    out = []
    for i, a in enumerate(net, start=1):
        options = f"kernel_size={a.k} stride={a.s} padding={a.p}"
        if a.filters:
            out.append(f"a_{i} = conv {a.filters} {options} groups={a.groups}")
        else:
            out.append(f"a_{i} = max_pool {a.k} stride={a.s} padding={a.p}")
    return [*out, "flatten", f"y = linear {outputs}"]


Size = Callable[[int, Layer], int]


def size(n: int, a: Layer) -> int:
    return (n + 2 * a.p - a.k) // a.s + 1


def run(
    sizes: tuple[int, ...],
    channels: int,
    net: tuple[Layer, ...],
    how: Size = size,
    *,
    keep: bool = False,
) -> list[tuple[int, ...]]:
    """Return the shapes behind each layer."""
    shape = (channels, *sizes)
    out = []
    for a in net:
        depth = shape[0] if keep or not a.filters else a.filters
        shape = (depth, *(how(n, a) for n in shape[1:]))
        out.append(shape)
    return out
