"""The one relation behind every convolution, with its sizes, and the configurations it refuses.

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
from typing import Any

from numpy.typing import NDArray

from symconv.errors import ShapeError
from symconv.kernels.arguments import frozen, pad_pairs, per_axis, resolve_padding

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
    k, n, rank = tuple(kernel), tuple(image), len(kernel)
    check_positive(n, "image size")
    check_positive(k, "kernel size")
    s, d = _steps(stride, dilation, rank)
    check_groups(channels, filters, groups)
    if channels != w_shape[1] * groups:
        raise ShapeError(
            f"x has {channels} channels, w.shape[1]*groups = {w_shape[1]}*{groups}",
            remedy=f"give w the shape {(filters, channels // groups, *k)}",
        )
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
    k, n, rank = tuple(kernel), tuple(out), len(kernel)
    check_positive(n, "image size")
    check_positive(k, "kernel size")
    s, d = _steps(stride, dilation, rank)
    check_groups(filters, per_group * groups, groups)
    if filters != w_shape[0]:
        raise ShapeError(
            f"x has {filters} channels, w.shape[0] = {w_shape[0]}",
            remedy=f"give w the shape {(filters, per_group, *k)}",
        )
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


def check_shape(a: NDArray[Any], shape: Sizes, name: str) -> None:
    """Refuse an array that does not have the shape that the other arguments ask for."""
    if a.shape != shape:
        raise ShapeError(
            f"{name} has shape {a.shape}, the other arguments ask for {shape}",
            remedy=f"give {name} the shape of the forward result",
        )


def check_ranks(x_shape: Sizes, w_shape: Sizes) -> None:
    """Refuse arrays that are not (N, C, *spatial) with a weight of the same rank."""
    if len(x_shape) < 3 or len(x_shape) != len(w_shape):
        raise ShapeError(
            f"x has shape {x_shape} and w has shape {w_shape}",
            remedy="x must be (N, C, *spatial) and w must have as many axes, at least 3",
        )


def check_positive(sizes: Sizes, name: str) -> None:
    """Refuse an axis without cells."""
    for size in sizes:
        if size < 1:
            raise ShapeError(f"{name} {size} violates {name} >= 1", remedy="give at least one cell")


def check_groups(channels: int, filters: int, groups: int) -> None:
    """Refuse groups that do not divide the channels on both sides."""
    if groups < 1:
        raise ShapeError(f"groups={groups} violates groups >= 1", remedy="use groups=1")
    for count, side in ((channels, "input"), (filters, "output")):
        if count % groups:
            fits = max(g for g in range(1, groups + 1) if channels % g == 0 == filters % g)
            raise ShapeError(
                f"groups={groups} does not divide the {count} {side} channels",
                remedy=f"use groups={fits}, or a multiple of {groups} channels",
            )


def check_fits(n: Sizes, k: Sizes, d: Sizes, p: Sizes, q: Sizes) -> None:
    """Refuse a dilated kernel that is larger than the padded image."""
    for a in range(len(n)):
        size, padded = d[a] * (k[a] - 1) + 1, n[a] + p[a] + q[a]
        if padded < size:
            raise ShapeError(
                f"axis {a}: padded size {n[a]}+{p[a]}+{q[a]} = {padded} < {size} = dilated kernel"
                f" {d[a]}*({k[a]}-1)+1",
                remedy=_smaller_kernel(padded, k[a], d[a], size),
            )


def _smaller_kernel(padded: int, k: int, d: int, size: int) -> str:
    repairs = [f"pad {size - padded} more"]
    if padded >= 1:
        repairs.append(f"use kernel size {(padded - 1) // d + 1}")
    if d > 1 and (padded - 1) // (k - 1) >= 1:
        repairs.append(f"use dilation {(padded - 1) // (k - 1)}")
    return ", or ".join(repairs)


def check_output_padding(extra: Sizes, s: Sizes, d: Sizes) -> None:
    """Refuse output padding that no stride or dilation leaves open."""
    for e, a, b in zip(extra, s, d, strict=True):
        if e >= max(a, b):
            raise ShapeError(
                f"output_padding={e} violates output_padding < max(stride, dilation) = {max(a, b)}",
                remedy=f"use output_padding={max(a, b) - 1}",
            )


def check_result(sizes: Sizes, pairs: tuple[tuple[int, int], ...]) -> None:
    """Refuse padding that crops the whole result of a transposed convolution."""
    for a, size in enumerate(sizes):
        if size < 1:
            raise ShapeError(
                f"axis {a}: output size {size} with padding {pairs[a]} violates output size >= 1",
                remedy=f"take {1 - size} off the padding",
            )
