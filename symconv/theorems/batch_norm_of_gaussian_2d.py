r"""What batch normalisation makes of two-dimensional Gaussian data: the correlation stays.

Each feature is shifted and scaled by itself. The mean becomes beta, the standard deviations become
gamma, and the correlation is kept, because both scales are positive; so the contours of one and of
two standard deviations stay tilted. That they go over into each other is shown by the quadratic
form of which they are the level lines. The second feature has a prime.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

import numpy as np

from symconv.errors import GivenError, WitnessError
from symconv.kernels import batch_norm
from symconv.latex.drawing import Figure
from symconv.notation import Domain, SymbolTable, scalars
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.answers import box
from symconv.theorems.draft import Draft
from symconv.theorems.exact_scalars import (
    Real,
    check_letters,
    declared_reals,
    plain_value,
    real,
    real_nodes,
    reals,
)
from symconv.theorems.figures.gaussian_contours import Cloud, gaussian_contours

CONVENTIONS = (
    "The batch is so large that its mean and its variance are those of the distribution; epsilon "
    "is taken as 0.",
)
GIVENS = {"m": "mean", "d": "deviation", "g": "gamma", "b": "beta", "r": "correlation"}
STAND_IN = {
    "m": 4.4, "m'": 3.0, "d": 1.2, "d'": 0.6, "r": 0.7, "g": 1.0, "g'": 1.0, "b": 0.0, "b'": 0.0,
}  # fmt: skip
MEANS, DEVIATIONS, CORRELATION = (
    (r"\mu_{\mathrm{y}}", r"\mu'_{\mathrm{y}}"),
    (r"\sigma_{\mathrm{y}}", r"\sigma'_{\mathrm{y}}"),
    r"\rho_{\mathrm{y}}",
)
Values = dict[str, Fraction | str]
Pair = Sequence[Real]


def batch_norm_of_gaussian_2d(
    *,
    mean: Pair = (r"\mu", r"\mu'"),
    deviation: Pair = (r"\sigma", r"\sigma'"),
    correlation: Real = r"\rho",
    gamma: Pair = (r"\gamma", r"\gamma'"),
    beta: Pair = (r"\beta", r"\beta'"),
) -> Derivation:
    r"""Return mean, standard deviations and correlation of two features after the layer.

    Every given is exact numbers or symbols; deviations and gammas are positive, the correlation
    lies between -1 and 1. Raises GivenError for a wrong value.

    >>> batch_norm_of_gaussian_2d(gamma=[1, 1], beta=[0, 0]).answer.value
    (0, 0, 1, 1, 'rho')
    """
    values: Values = {"r": _correlation(correlation)}
    for letter, given in (("m", mean), ("d", deviation), ("g", gamma), ("b", beta)):
        found = reals(given, GIVENS[letter], count=2, positive=letter in "dg")
        values |= dict(zip((letter, f"{letter}'"), found, strict=True))
    draft = _draft(values)
    conclusions = [
        *(f"{y} = {b}" for y, b in zip(MEANS, ("b", "b'"), strict=True)),
        *(f"{y} = {g}" for y, g in zip(DEVIATIONS, ("g", "g'"), strict=True)),
        f"{CORRELATION} = r",
    ]
    return Derivation(
        name="batch_norm_of_gaussian_2d",
        title="Batch normalisation of two features",
        symbols=draft.symbols,
        conventions=CONVENTIONS,
        definitions=tuple(_definitions(draft)),
        steps=tuple(_steps(draft, conclusions)),
        answer=Answer(
            box([draft.fill(c) for c in conclusions]),
            tuple(plain_value(values[k]) for k in ("b", "b'", "g", "g'", "r")),
        ),
        witness=Witness("the batch-norm kernel on a sample", lambda: _check(values)),
        figures=(_figure(draft, values),),
    )


def _correlation(value: object) -> Fraction | str:
    found = real(value, "correlation")
    if not isinstance(found, str) and not -1 < found < 1:
        raise GivenError(
            f"the correlation must lie between -1 and 1, not be {found}",
            remedy="give a number between, such as 1/2",
            given="correlation",
        )
    return found


def _draft(values: Values) -> Draft:
    own = SymbolTable.of(
        scalars(rf"a a' {' '.join(DEVIATIONS)}", Domain.POSITIVE_REAL),
        scalars(f"c c' x x' y y' {' '.join(MEANS)} {CORRELATION} k"),
    )
    check_letters(values, {k: GIVENS[k[0]] for k in values}, own)
    letters = SymbolTable.of(
        own, scalars("m m' b b' r"), scalars("d d' g g'", Domain.POSITIVE_REAL)
    )
    return Draft(letters, own.extended(declared_reals(values, positive="dg")), real_nodes(values))


def _definitions(draft: Draft) -> list[Defined]:
    found = []
    for p, mean, deviation in zip(("", "'"), MEANS, DEVIATIONS, strict=True):
        found += [
            draft.define(rf"a{p} := \frac{{g{p}}}{{d{p}}}", "what this feature is multiplied by"),
            draft.define(f"c{p} := b{p} - a{p} m{p}", "what is added to it"),
            draft.define(f"{mean} := a{p} m{p} + c{p}", "its mean: expectation is linear"),
            draft.define(f"{deviation} := a{p} d{p}", "its standard deviation: a is positive"),
        ]
    covariance = r"\frac{a a' \left(r d d'\right)}" + f"{{{' '.join(DEVIATIONS)}}}"
    return [
        *found,
        draft.define(
            f"{CORRELATION} := {covariance}",
            "the correlation: the covariance takes both factors, each deviation its own",
        ),
    ]


def _steps(draft: Draft, conclusions: Sequence[str]) -> list[Step]:
    def quadratic(at: Sequence[str], means: Sequence[str], scales: Sequence[str], r: str) -> str:
        u, v = (rf"\frac{{{x} - {m}}}{{{s}}}" for x, m, s in zip(at, means, scales, strict=True))
        return rf"\left({u}\right)^{{2}} - 2 {r} {u} \cdot {v} + \left({v}\right)^{{2}}"

    layer = [
        draft.step(
            rf"g{p} \frac{{x{p} - m{p}}}{{d{p}}} + b{p} = a{p} x{p} + c{p}",
            "the layer treats each feature by itself: an affine map"
            if not p
            else "the second feature",
        )
        for p in ("", "'")
    ]
    reasons = [
        "the mean cancels, the learned shift remains",
        "the second feature",
        "the old scale cancels, the learned one remains",
        "the second feature",
        "the scales cancel: the correlation is kept",
    ]
    before = quadratic(("x", "x'"), ("m", "m'"), ("d", "d'"), "r")
    after = quadratic(("a x + c", "a' x' + c'"), MEANS, DEVIATIONS, CORRELATION)
    return [
        *layer,
        *(draft.step(c, reason) for c, reason in zip(conclusions, reasons, strict=True)),
        draft.step(
            f"{after} = {before}",
            "the quadratic form of the density keeps its value: the contour of k standard "
            "deviations goes over into the contour of k standard deviations",
        ),
    ]


def _check(values: Values) -> int:
    """Normalise a sample with exactly these moments; compare mean, deviations, correlation."""
    n = _numbers(values)
    z = np.random.default_rng(0).standard_normal((5000, 2))
    z -= z.mean(0)
    z = z @ np.linalg.inv(np.linalg.cholesky(z.T @ z / len(z))).T
    r = n["r"]
    u = np.stack([z[:, 0], r * z[:, 0] + sqrt(1 - r * r) * z[:, 1]], axis=1)
    x = np.array([n["m"], n["m'"]]) + np.array([n["d"], n["d'"]]) * u
    gamma, beta = np.array([n["g"], n["g'"]]), np.array([n["b"], n["b'"]])
    y = batch_norm(x, gamma, beta, axes=(0,), eps=0.0)
    found = [*y.mean(0), *y.std(0), np.corrcoef(y.T)[0, 1]]
    if not np.allclose(found, [*beta, *gamma, r], rtol=1e-9, atol=1e-9):
        raise WitnessError(f"the kernel gives the moments {found}")
    return y.size


def _numbers(values: Values) -> dict[str, float]:
    return {k: STAND_IN[k] if isinstance(v, str) else float(v) for k, v in values.items()}


def _figure(draft: Draft, values: Values) -> Figure:
    n = _numbers(values)
    drawn = f" Drawn for a correlation of {n['r']:g}." if isinstance(values["r"], str) else ""
    return gaussian_contours(
        Cloud((n["m"], n["m'"]), (n["d"], n["d'"]), n["r"]),
        Cloud((n["b"], n["b'"]), (n["g"], n["g'"]), n["r"]),
        (_ticks(draft, values, ""), _ticks(draft, values, "'")),
        drawn,
    )


def _ticks(draft: Draft, values: Values, p: str) -> tuple[tuple[float, str], ...] | None:
    """Mark the means, and the deviations after the layer, where the means are symbols."""
    numbers = _numbers(values)
    if not isinstance(values[f"m{p}"], str):
        return None
    m, b, g = (numbers[letter + p] for letter in "mbg")
    steps = (("b{0} - g{0}", -1), ("b{0}", 0), ("b{0} + g{0}", 1))
    marked = [(b + k * g, draft.fill(words.format(p))) for words, k in steps]
    if not isinstance(values[f"b{p}"], str) and not isinstance(values[f"g{p}"], str):
        marked = [(b + k * g, f"{b + k * g:g}") for k in (-2, -1, 0, 1, 2)]
    return (*((at, f"${words}$") for at, words in marked), (m, f"${draft.fill('m' + p)}$"))
