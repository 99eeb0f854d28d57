"""Scattering along a `Geometry`: the transposed convolution, and the gradient by the input.

reversed   stride 1: gathering with the reversed weight, channels exchanged
stretched  tiny: the same after putting s-1 zeros between the values; the zeros are multiplied
           too, which costs less here than one call per tap
phases     otherwise: see `phases`
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from typing import Any

from numpy.typing import NDArray

from symconv.kernels.blocks import SMALL
from symconv.kernels.gather import GatherPlan, gather, gather_plan, whole_product
from symconv.kernels.geometry import Geometry, dual
from symconv.kernels.phases import scatter_phases
from symconv.kernels.weights import exchange, is_finite, reverse

Array = NDArray[Any]


def scatter(y: Array, w: Array, geo: Geometry) -> Array:
    """Return x[b, c, i] = sum of w[o, c, t] * y[b, o, j] over o, and j, t with s*j + d*t - p = i.

    The adjoint of `gather`: <gather(x), y> = <x, scatter(y)>.
    """
    if max(geo.stride) == 1:
        return gather(y, reverse(exchange(w, geo.groups)), dual(geo))
    plan = stretched_plan(geo, y.itemsize)
    if plan is not None and is_finite(w):
        return whole_product(y, reverse(exchange(w, geo.groups)), plan)
    return scatter_phases(y, w, geo)


@lru_cache(maxsize=1024)
def stretched_plan(geo: Geometry, itemsize: int) -> GatherPlan | None:
    """Return the plan that gathers from the values with s-1 zeros in between, if that is small."""
    stretched = tuple((m - 1) * s + 1 for m, s in zip(geo.out, geo.stride, strict=True))
    turned = dual(replace(geo, out=stretched, stride=(1,) * geo.rank))
    size = geo.batch * geo.filters * math.prod(geo.kernel) * math.prod(geo.image) * itemsize
    if size > SMALL or min(*turned.before, *turned.after) < 0:
        return None
    plan = gather_plan(turned, itemsize)
    images = (slice(None), slice(None))
    spread = (
        slice(p, p + m, s) for p, m, s in zip(turned.before, stretched, geo.stride, strict=True)
    )
    return replace(plan, paste=(*images, *spread), cut=())
