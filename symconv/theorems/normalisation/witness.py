"""Numeric witness of a normalisation's gradients: the printed formulas against backward kernels.

The formulas are evaluated in floats, entry by entry, from the definitions on the sheet; the kernels
compute the gradients by their own arithmetic, for random gradients from above.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import prod, sqrt

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import (
    batch_norm,
    batch_norm_backward,
    batch_norm_inference,
    batch_norm_inference_backward,
    rms_norm,
    rms_norm_backward,
)
from symconv.latex.tree import Chain, Derivative, Expr, Indexed, Statement, Symbol
from symconv.notation import Name, name
from symconv.proof.context import Context
from symconv.proof.derivation import Defined
from symconv.proof.indices.numbers import Floats
from symconv.proof.indices.values import PointValues
from symconv.theorems.normalisation.layout import Norm
from symconv.theorems.tensors import Array

SAMPLES, ENTRIES, LARGEST, EPSILON = 3, 5, 36, 0.3
TOLERANCE = 1e-11
Place = tuple[Name, tuple[int, ...]]
Written = tuple[Sequence[Defined], Sequence[Statement]]


def check(norm: Norm, written: Callable[[Norm], Written], *, inference: bool = False) -> int:
    """Compare the gradients with the kernel's; return how many numbers were compared.

    ``written`` gives the definitions and the results for a layout. Sizes that are large numbers
    are taken for symbols, which have small values then. Raises WitnessError when a number differs
    by more than rounding.
    """
    if prod(n for n in norm.sizes if isinstance(n, int)) > LARGEST:
        norm = replace(norm, sizes=tuple("ABCDE"[: len(norm.sizes)]))
    definitions, results = written(norm)
    cases = 0
    for sizes in _sizes(norm):
        concrete = replace(norm, sizes=sizes)
        arrays = _arrays(concrete)
        expected = (_expected_of_constants if inference else _expected)(concrete, arrays)
        for base, index, found in evaluated(norm, sizes, (definitions, results), arrays):
            wanted = expected[base][index]
            if abs(found - wanted) > TOLERANCE * (1 + abs(wanted)):
                raise WitnessError(
                    f"the gradient of {base} at {index} is {found} by the formula, "
                    f"{wanted} by the kernel, for sizes {sizes}"
                )
            cases += 1
    return cases


def evaluated(
    norm: Norm, sizes: Sequence[int], written: Written, arrays: Mapping[str, Array]
) -> Iterator[tuple[str, tuple[int, ...], float]]:
    """Yield what a gradient is taken by, at some places, with the value of its closed form."""
    definitions, results = written
    for result in results:
        by, right = _by(result)
        for index in _some(arrays[_base(by)].shape):
            point = _point(norm, sizes, definitions, arrays, by, index)
            yield _base(by), index, float(point.value(right, {}))


def _some(shape: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield up to `ENTRIES` places of an array, spread over it."""
    places = list(np.ndindex(shape))
    yield from places[:: max(1, len(places) // ENTRIES)]


def _sizes(norm: Norm) -> Iterator[tuple[int, ...]]:
    """Yield different small sizes, with several entries in a group."""
    source = np.random.default_rng(0)
    found: set[tuple[int, ...]] = set()
    for _ in range(200):
        drawn = tuple(n if isinstance(n, int) else int(source.integers(1, 4)) for n in norm.sizes)
        several = prod(drawn[a] for a in norm.over) > 1
        if several and (prod(drawn) <= LARGEST or not found) and drawn not in found:
            found.add(drawn)
            yield drawn
        if len(found) == SAMPLES:
            return


def _arrays(norm: Norm) -> dict[str, Array]:
    shape = tuple(int(n) for n in norm.sizes)
    source = np.random.default_rng(prod(shape))
    affine = tuple(shape[a] for a in norm.affine or ())
    kept = tuple(shape[a] for a in norm.kept)
    return {
        r"\mu": source.normal(size=kept),
        "s": source.uniform(0.5, 2, size=kept),
        "x": source.normal(size=shape),
        r"\ell'": source.normal(size=shape),
        r"\gamma": source.normal(size=affine),
        r"\beta": source.normal(size=affine),
    }


def _expected(norm: Norm, arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Return the gradients by the kernels, by the name of what they are taken by."""
    x, dy, over = arrays["x"], arrays[r"\ell'"], norm.over
    spread = [n if a in (norm.affine or ()) else 1 for a, n in enumerate(x.shape)]
    scaled = dy * arrays[r"\gamma"].reshape(spread) if norm.affine is not None else dy
    if norm.centred:
        # dividing by M - 1 scales the variance by M / (M - 1), which epsilon must follow
        m = prod(x.shape[a] for a in over)
        ratio = (m - 1) / m if norm.unbiased else 1
        eps = EPSILON * ratio
        hat = batch_norm(x, None, None, axes=over, eps=eps) * sqrt(ratio)
        dx = batch_norm_backward(scaled, x, None, axes=over, eps=eps)[0] * sqrt(ratio)
    else:
        hat = rms_norm(x, None, axes=over, eps=EPSILON)
        dx = rms_norm_backward(scaled, x, None, axes=over, eps=EPSILON)[0]
    kept = tuple(x.shape[a] for a in norm.affine or ())
    return {
        "x": dx,
        r"\gamma": (dy * hat).sum(norm.shared).reshape(kept),
        r"\beta": dy.sum(norm.shared).reshape(kept),
    }


def _expected_of_constants(norm: Norm, arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Return the gradients by the inference kernel, whose variance is 1/s^2 without epsilon."""
    x, dy, over = arrays["x"], arrays[r"\ell'"], norm.over
    statistics = arrays[r"\mu"], arrays["s"] ** -2
    spread = [n if a in (norm.affine or ()) else 1 for a, n in enumerate(x.shape)]
    scaled = dy * arrays[r"\gamma"].reshape(spread) if norm.affine is not None else dy
    hat = batch_norm_inference(x, *statistics, None, None, axes=over, eps=0)
    dx = batch_norm_inference_backward(scaled, x, *statistics, None, axes=over, eps=0)[0]
    affine = tuple(x.shape[a] for a in norm.affine or ())
    return {
        "x": dx,
        r"\gamma": (dy * hat).sum(norm.shared).reshape(affine),
        r"\beta": dy.sum(norm.shared).reshape(affine),
    }


def _point(
    norm: Norm,
    sizes: Sequence[int],
    definitions: Sequence[Defined],
    arrays: Mapping[str, Array],
    by: Expr,
    index: Sequence[int],
) -> PointValues:
    """Return the point with these sizes, arrays, and indices of the derivative."""
    integers = {
        name(n): value for n, value in zip(norm.sizes, sizes, strict=True) if isinstance(n, str)
    }
    places = by.indices if isinstance(by, Indexed) else ()
    for place, value in zip(places, index, strict=True):
        assert isinstance(place, Symbol)  # the lines of a normalisation take plain indices
        integers[place.name] = value
    context = Context(norm.symbols, {d.name: d.definition for d in definitions})
    given: dict[Place, float] = {(name(r"\varepsilon"), ()): EPSILON}
    for spelling, array in arrays.items():
        for at in np.ndindex(array.shape):
            given[name(spelling), at] = float(array[at])
    return PointValues(context, integers, 0, Floats(), given)


def _by(result: Statement) -> tuple[Expr, Expr]:
    """Return what a gradient is taken by, and its closed form."""
    assert isinstance(result, Chain)  # a result is an equation about one derivative
    left = result.sides[0]
    assert isinstance(left, Derivative)
    return left.variables[0], result.sides[-1]


def _base(by: Expr) -> str:
    inner = by.base if isinstance(by, Indexed) else by
    assert isinstance(inner, Symbol)
    return inner.name.latex
