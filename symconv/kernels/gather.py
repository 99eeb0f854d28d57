"""Gathering along a `Geometry`: the convolution as one matrix product over columns.

Every output position is a column of the C*prod(k) image cells that its window covers; a row of the
weight times these columns is one output channel. The columns are a strided *view* of the padded
image (window axes and output axes side by side); only copying it makes the matrix that BLAS reads,
and it is copied in blocks of about the second-level cache, never whole. A 1x1 kernel needs no copy.

    whole     the columns are small, or the image itself (1x1, stride 1): one product
    narrow    stride 1, far fewer outputs than inputs: scattering copies the narrow side instead
    rows      few outputs per group (depthwise, image filters), where copying dominates: see `rows`
    toeplitz  1-D, one filter per channel, many taps: see `toeplitz1d`
    blocks    otherwise: several images, or several output rows of one image, at a time

Sources: Chellapilla et al. 2006 (columns); Cho and Brand 2017, arXiv:1706.06873 (rows).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from symconv.kernels.blocks import BLOCK, SMALL, even_run
from symconv.kernels.geometry import Geometry, Sizes, dual
from symconv.kernels.padding import frame
from symconv.kernels.phases import scatter_phases
from symconv.kernels.rows import gather_rows
from symconv.kernels.toeplitz1d import gather_signal
from symconv.kernels.weights import exchange, is_finite, reverse

Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class GatherPlan:
    """All of a gather that depends on sizes alone."""

    rule: str
    padded: Sizes
    paste: tuple[slice, ...] | None
    cut: tuple[slice, ...]
    view: Sizes
    strides: Sizes
    weight: Sizes
    columns: Sizes
    result: Sizes


@lru_cache(maxsize=1024)
def gather_plan(geo: Geometry, itemsize: int) -> GatherPlan:
    """Return the plan for contiguous images with entries of ``itemsize`` bytes."""
    pairs = tuple(zip(geo.before, geo.after, strict=True))
    padded, paste, cut = frame(geo.image_shape, pairs)
    steps = [itemsize]
    for n in padded[:0:-1]:
        steps.insert(0, steps[0] * n)
    taps = tuple(a * b for a, b in zip(steps[2:], geo.dilation, strict=True))
    moves = tuple(a * b for a, b in zip(steps[2:], geo.stride, strict=True))
    groups, places = geo.groups, math.prod(geo.out)
    depth = geo.channels // groups * math.prod(geo.kernel)
    return GatherPlan(
        rule=_rule(geo, itemsize),
        padded=padded,
        paste=paste if any(geo.before) or any(geo.after) else None,
        cut=cut,
        view=(geo.batch, geo.channels, *geo.kernel, *geo.out),
        strides=(*steps[:2], *taps, *moves),
        weight=(groups, geo.filters // groups, depth),
        columns=(geo.batch, groups, depth, places),
        result=geo.out_shape,
    )


def _rule(geo: Geometry, itemsize: int) -> str:
    """Choose the algorithm from the sizes."""
    size = geo.batch * geo.channels * math.prod(geo.kernel) * math.prod(geo.out) * itemsize
    pointwise = max(geo.kernel) == 1 and max(geo.stride) == 1
    if pointwise or size <= SMALL:
        return "whole"
    if 8 * geo.filters <= geo.channels and geo.groups == 1 and max(geo.stride) == 1:
        return "narrow"
    if geo.filters <= 4 * geo.groups and geo.rank > 1 and geo.kernel[0] > 1 == geo.dilation[0]:
        return "rows"
    one_filter_each = geo.filters == geo.channels == geo.groups
    if one_filter_each and geo.rank == 1 == geo.stride[0] and geo.kernel[0] >= 16:
        return "toeplitz"
    return "whole" if size <= BLOCK else "blocks"


def gather(x: Array, w: Array, geo: Geometry) -> Array:
    """Return y[b, o, j] = sum over c, t of w[o, c, t] * x[b, c, s*j + d*t - p], zeros outside."""
    plan = gather_plan(geo, x.itemsize)
    if plan.rule == "whole":
        return whole_product(x, w, plan)
    if plan.rule == "narrow":
        return scatter_phases(x, reverse(exchange(w, geo.groups)), dual(geo))
    if plan.rule == "rows" and not x.dtype.hasobject:
        return gather_rows(x, w, geo)
    if plan.rule == "toeplitz" and not x.dtype.hasobject and is_finite(x):
        return gather_signal(framed(x, plan), w, geo)
    return _block_products(x, w, plan, geo)


def whole_product(x: Array, w: Array, plan: GatherPlan) -> Array:
    """Return the weight times all columns at once."""
    columns = windows(x, plan).reshape(plan.columns)
    return np.matmul(w.reshape(plan.weight), columns).reshape(plan.result)


def windows(x: Array, plan: GatherPlan) -> Array:
    """Return the (N, C, *kernel, *out) view of the padded image."""
    x = framed(x, plan)
    if x.dtype.hasobject:
        return as_strided(x, plan.view, plan.strides, writeable=False)
    return np.ndarray(plan.view, x.dtype, x, 0, plan.strides)  # a fifth of as_strided's time


def framed(x: Array, plan: GatherPlan) -> Array:
    """Return the image in C order with its zeros round it (np.pad takes twenty times as long)."""
    if plan.paste is None:
        return x if x.flags.c_contiguous else np.ascontiguousarray(x)
    padded = np.zeros(plan.padded, x.dtype)
    padded[plan.paste] = x[plan.cut]
    return padded


def _block_products(x: Array, w: Array, plan: GatherPlan, geo: Geometry) -> Array:
    weight = w.reshape(plan.weight)
    y = np.empty((geo.batch, *plan.weight[:2], plan.columns[3]), np.result_type(x, w))
    for images, places, columns in column_blocks(windows(x, plan), plan, geo):
        np.matmul(weight, columns, out=y[images, :, :, places])
    return y.reshape(plan.result)


def column_blocks(
    view: Array, plan: GatherPlan, geo: Geometry
) -> Iterator[tuple[slice, slice, Array]]:
    """Yield (images, places, columns): whole images while they fit, else runs of output rows."""
    batch, groups, depth, places = plan.columns
    per_image = geo.channels * math.prod(geo.kernel) * places * view.itemsize
    if per_image * batch <= BLOCK:
        yield slice(0, batch), slice(0, places), view.reshape(plan.columns)
        return
    rows = geo.out[0]
    inner = places // rows
    images = max(1, BLOCK // per_image)
    run = rows if per_image <= BLOCK else even_run(rows, BLOCK * rows // per_image)
    for i in range(0, batch, images):
        some = view[i : i + images]
        for r in range(0, rows, run):
            e = min(r + run, rows)
            part = some[(slice(None),) * (2 + geo.rank) + (slice(r, e),)]
            columns = part.reshape(len(part), groups, depth, (e - r) * inner)
            yield slice(i, i + len(part)), slice(r * inner, e * inner), columns
