"""The one relation behind every convolution, with its sizes.

Per axis, output o and tap t read image cell ``i = s*o + d*t - p``. *Gathering* along the relation
(image to output) is the convolution; *scattering* (output to image) is the transposed convolution
and the gradient of the convolution by its input; pairing image and output is the gradient by the
weight. All of them take the same `Geometry`, so each is written once.

Notation per axis: n image, k kernel, s stride, d dilation, p before, q after, K = d(k-1)+1, and
m = floor((n+p+q-K)/s) + 1 outputs (Dumoulin and Visin, arXiv:1603.07285).

The two cached functions are pure functions of integers: a call on a 3x3 image would otherwise
spend most of its time here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from operator import index
from typing import Any

from symconv.kernels.arguments import frozen, pad_pairs, per_axis, resolve_padding
from symconv.kernels.legality import (
    check_depth,
    check_fits,
    check_groups,
    check_output_padding,
    check_positive,
    check_ranks,
    check_result,
)

Sizes = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Geometry:
    """Sizes of one convolution, seen from both ends; compared by identity.

    The image is (batch, channels, *image), the output (batch, filters, *out), the weight
    (filters, channels/groups, *kernel). ``after`` may exceed what the outputs read.
    """

    batch: int
    channels: int
    filters: int
    groups: int
    image: Sizes
    kernel: Sizes
    out: Sizes
    stride: Sizes
    dilation: Sizes
    before: Sizes
    after: Sizes

    @property
    def rank(self) -> int:
        """Number of spatial axes."""
        return len(self.kernel)

    @property
    def image_shape(self) -> Sizes:
        """Shape of the array that is gathered from."""
        return (self.batch, self.channels, *self.image)

    @property
    def out_shape(self) -> Sizes:
        """Shape of the array that is gathered into."""
        return (self.batch, self.filters, *self.out)

    @property
    def weight_shape(self) -> Sizes:
        """Shape of the weight."""
        return (self.filters, self.channels // self.groups, *self.kernel)


def conv_geometry(
    x_shape: Sizes, w_shape: Sizes, stride: Any, padding: Any, dilation: Any, groups: int
) -> Geometry:
    """Return the geometry of a convolution of ``x`` with ``w``.

    Raises ShapeError with the violated inequality and the nearest repair.

    >>> conv_geometry((1, 3, 8, 8), (4, 3, 3, 3), 2, 1, 1, 1).out
    (4, 4)
    """
    try:
        return _conv(x_shape, w_shape, stride, padding, dilation, groups)
    except TypeError:  # a list cannot be a key of the cache
        options = map(frozen, (stride, padding, dilation))
        return _conv(x_shape, w_shape, *options, groups)


@lru_cache(maxsize=1024)
def _conv(
    x_shape: Sizes, w_shape: Sizes, stride: Any, padding: Any, dilation: Any, groups: int
) -> Geometry:
    check_ranks(x_shape, w_shape)
    (batch, channels, *image), (filters, _, *kernel) = x_shape, w_shape
    groups = index(groups)
    k, n, rank = tuple(kernel), tuple(image), len(kernel)
    check_positive(n, "image size")
    check_positive(k, "kernel size")
    s, d = _steps(stride, dilation, rank)
    check_groups(channels, filters, groups)
    check_depth(channels, w_shape, 1, channels // groups, groups)
    pairs = resolve_padding(padding, k, s, d)
    p, q = tuple(a for a, _ in pairs), tuple(b for _, b in pairs)
    check_fits(n, k, d, p, q)
    out = tuple((n[a] + p[a] + q[a] - d[a] * (k[a] - 1) - 1) // s[a] + 1 for a in range(rank))
    return Geometry(batch, channels, filters, groups, n, k, out, s, d, p, q)


def transposed_geometry(
    x_shape: Sizes,
    w_shape: Sizes,
    stride: Any,
    padding: Any,
    output_padding: Any,
    dilation: Any,
    groups: int,
) -> Geometry:
    """Return the geometry whose scattering is the transposed convolution of ``x`` with ``w``.

    Its "output" is x and its "image" is the result, of (n-1)s - p - q + K + output_padding cells.
    Raises ShapeError with the violated inequality and the nearest repair.

    >>> transposed_geometry((1, 4, 5, 5), (4, 3, 3, 3), 2, 1, 1, 1, 1).image
    (10, 10)
    """
    try:
        return _transposed(x_shape, w_shape, stride, padding, output_padding, dilation, groups)
    except TypeError:  # a list cannot be a key of the cache
        options = map(frozen, (stride, padding, output_padding, dilation))
        return _transposed(x_shape, w_shape, *options, groups)


@lru_cache(maxsize=1024)
def _transposed(
    x_shape: Sizes,
    w_shape: Sizes,
    stride: Any,
    padding: Any,
    output_padding: Any,
    dilation: Any,
    groups: int,
) -> Geometry:
    check_ranks(x_shape, w_shape)
    (batch, filters, *out), (_, per_group, *kernel) = x_shape, w_shape
    groups = index(groups)
    k, n, rank = tuple(kernel), tuple(out), len(kernel)
    check_positive(n, "image size")
    check_positive(k, "kernel size")
    s, d = _steps(stride, dilation, rank)
    check_groups(filters, per_group * groups, groups)
    check_depth(filters, w_shape, 0, filters, 1)
    pairs = pad_pairs(padding, rank)
    extra = per_axis(output_padding, rank, "output_padding", least=0)
    check_output_padding(extra, s, d)
    sizes = []
    for a, (p, q) in enumerate(pairs):
        sizes.append((n[a] - 1) * s[a] - p - q + d[a] * (k[a] - 1) + 1 + extra[a])
    check_result(tuple(sizes), pairs)
    before = tuple(p for p, _ in pairs)
    after = tuple(q for _, q in pairs)
    channels = per_group * groups
    return Geometry(batch, channels, filters, groups, tuple(sizes), k, n, s, d, before, after)


def _steps(stride: Any, dilation: Any, rank: int) -> tuple[Sizes, Sizes]:
    return per_axis(stride, rank, "stride", least=1), per_axis(dilation, rank, "dilation", least=1)


def image_pads(
    x_shape: Sizes, w_shape: Sizes, stride: Any, padding: Any, dilation: Any
) -> tuple[tuple[int, int], ...]:
    """Return the (before, after) pads per axis that a convolution with these arguments asks for."""
    check_ranks(x_shape, w_shape)
    kernel = w_shape[2:]
    return resolve_padding(padding, kernel, *_steps(stride, dilation, len(kernel)))


@lru_cache(maxsize=1024)
def dual(geo: Geometry) -> Geometry:
    """Return the stride-1 geometry whose gathering is the scattering of ``geo``, and vice versa.

    It needs the reversed weight with its channel axes swapped (`reverse` of `weights`). The
    padding in front is d(k-1) - p; behind it is what makes the sizes meet; either may crop.
    """
    reach = [d * (k - 1) for k, d in zip(geo.kernel, geo.dilation, strict=True)]
    before = tuple(r - p for r, p in zip(reach, geo.before, strict=True))
    after = tuple(n - m + p for n, m, p in zip(geo.image, geo.out, geo.before, strict=True))
    return Geometry(
        geo.batch,
        geo.filters,
        geo.channels,
        geo.groups,
        geo.out,
        geo.kernel,
        geo.image,
        geo.stride,
        geo.dilation,
        before,
        after,
    )
