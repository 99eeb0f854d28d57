r"""The forward pass of a normalisation layer, with the standard deviation σ as textbooks write it.

*Defines* `forward_definitions`, `forward_results` and `check_forward`.
"""

from __future__ import annotations

from dataclasses import replace
from math import prod

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import batch_norm
from symconv.latex.tree import Indexed, Symbol
from symconv.notation import name
from symconv.proof.context import Context
from symconv.proof.derivation import Defined
from symconv.proof.indices.numbers import Floats
from symconv.proof.indices.values import Place, PointValues
from symconv.theorems.normalisation.layout import Norm
from symconv.theorems.normalisation.lines import (
    BETA,
    GAMMA,
    HAT,
    MU,
    deviation,
    given_array,
    made,
    output,
)

SIGMA = r"\sigma"
EPSILON, TOLERANCE = 0.3, 1e-12


def mean(norm: Norm) -> str:
    """Return the mean as a formula."""
    return rf"\frac{{1}}{{{norm.count}}} {norm.sums(norm.over)} {norm.entry('x', norm.over)}"


def spread(norm: Norm) -> str:
    """Return the standard deviation as a formula."""
    divisor = norm.one_less if norm.unbiased else norm.count
    square = rf"\left({deviation(norm, norm.over)}\right)^{{2}}"
    return rf"\sqrt{{\frac{{1}}{{{divisor}}} {norm.sums(norm.over)} {square}}}"


def normalised(norm: Norm) -> str:
    """Return the normalised value as a formula."""
    below = rf"\sqrt{{{norm.statistic(SIGMA)}^{{2}} + \varepsilon}}"
    return rf"\frac{{{deviation(norm)}}}{{{below}}}"


def forward_definitions(norm: Norm) -> list[Defined]:
    """Return the input, the statistics, the normalised value and the output."""
    found = given_array(norm, "x", norm.axes, "the input")
    if norm.affine is not None:
        found += given_array(norm, GAMMA, norm.affine, "the learnable scale")
        found += given_array(norm, BETA, norm.affine, "the learnable shift")
    for tensor, axes, body, reason in (
        (MU, norm.kept, mean(norm), "the mean"),
        (SIGMA, norm.kept, spread(norm), "the standard deviation"),
        (HAT, norm.axes, normalised(norm), "the normalised value"),
    ):
        found.append(made(norm, f"{norm.element(tensor, axes)} := {body}", axes, reason))
    found.append(made(norm, output(norm), norm.axes, "the output"))
    return found


def forward_results(norm: Norm) -> list[str]:
    """Return the equations of the layer."""
    found = [
        f"{norm.statistic(MU)} = {mean(norm)}",
        f"{norm.statistic(SIGMA)} = {spread(norm)}",
        f"{norm.entry(HAT)} = {normalised(norm)}",
    ]
    if norm.affine is not None:
        found.append(output(norm).replace(":=", "="))
    return found


def check_forward(norm: Norm) -> int:
    """Compare the output with the kernel's at random data; return how many entries."""
    norm = replace(norm, sizes=tuple("ABCDE"[: len(norm.sizes)]))
    shape = tuple(2 + a % 2 for a in norm.axes)
    source = np.random.default_rng(0)
    x = source.normal(size=shape)
    affine = tuple(shape[a] for a in norm.affine or ())
    gamma, beta = source.normal(size=affine), source.normal(size=affine)
    m = prod(shape[a] for a in norm.over)
    ratio = (m - 1) / m if norm.unbiased else 1.0
    hat = batch_norm(x, None, None, axes=norm.over, eps=EPSILON * ratio) * np.sqrt(ratio)
    places = [n if a in (norm.affine or ()) else 1 for a, n in enumerate(shape)]
    wanted = hat
    if norm.affine is not None:
        wanted = hat * gamma.reshape(places) + beta.reshape(places)
    given: dict[Place, float] = {(name(r"\varepsilon"), ()): EPSILON}
    for spelling, array in (("x", x), (GAMMA, gamma), (BETA, beta)):
        given |= {(name(spelling), at): float(array[at]) for at in np.ndindex(array.shape)}
    sizes = {name(str(n)): value for n, value in zip(norm.sizes, shape, strict=True)}
    context = Context(norm.symbols, {d.name: d.definition for d in forward_definitions(norm)})
    point = PointValues(context, sizes, 0, Floats(), given)
    entry = Indexed(Symbol(name("y")), tuple(Symbol(name(i)) for i in norm.letters))
    for at in np.ndindex(shape):
        scope = {name(i): k for i, k in zip(norm.letters, at, strict=True)}
        found = point.value(entry, scope)
        if abs(found - wanted[at]) > TOLERANCE * (1 + abs(wanted[at])):
            raise WitnessError(
                f"output {at} is {found} by the formulas, {wanted[at]} by the kernel"
            )
    return int(wanted.size)
