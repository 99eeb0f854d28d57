"""Batch norm of Gaussian data."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from apart import right, wrong
from shared import Family, Mutant, Rewriting, tex

NAMES = {
    "standardised only": "params-ignored gamma-ignored beta-ignored gamma-forgotten beta-forgotten",
    "shift forgotten": "beta-ignored beta-forgotten term-missing shift-forgotten",
    "scale forgotten": "gamma-ignored gamma-forgotten scale-ignored",
    "layer ignored": "layer-ignored not-normalised",
    "not centred": "mean-not-subtracted centre-forgotten",
    "not scaled": "deviation-forgotten scales-kept",
    "affine only": "not-normalised scales-kept",
    "variance for deviation": "variance-for-deviation root-forgotten gamma-twice",
    "divided by the variance": (
        "root-forgotten variance-for-deviation normalised-twice deviation-twice"
    ),
    "shifted before scaling": "shift-scaled beta-multiplied",
    "sign": "sign",
    "gamma for beta": "gamma-beta-swapped results-exchanged",
    "epsilon ignored": "epsilon-ignored epsilon-forgotten",
    "epsilon outside": "epsilon-outside-root",
    "decorrelated": "correlation-ignored correlation-lost",
    "covariance kept": "deviation-forgotten not-normalised covariance-for-correlation scales-kept",
    "correlation divided": "normalised-twice deviation-twice scales-kept",
    "covariance for correlation": "not-normalised covariance-for-correlation",
    "covariance before": "not-normalised deviation-forgotten covariance-for-correlation",
    "features exchanged": (
        "results-exchanged coordinates-exchanged column-order order-swapped features-swapped"
    ),
    "fully correlated": "correlation-one",
}
LETTERS: dict[str, object] = {}
SMOOTHED = {"mean": 2, "deviation": 4, "gamma": 10, "beta": 1, "epsilon": 9}
NUMBERS = ((7, 3, 2, -4), (-5, 2, 6, 11), (10, 4, 3, 8))


def said(mean: object, deviation: object) -> str:
    return (
        rf"The mean becomes $\mu_y = {mean}$ and the standard deviation $\sigma_y = {deviation}$."
    )


def line_mutants() -> Iterator[Mutant]:
    for m, s, g, b in NUMBERS:
        given = {"mean": m, "deviation": s, "gamma": g, "beta": b}
        answers = (
            ("standardised only", said(0, 1)),
            ("shift forgotten", said(0, g)),
            ("scale forgotten", said(b, 1)),
            ("layer ignored", said(m, s)),
            ("not centred", said(tex(b + Fraction(g * m, s)), g)),
            ("not scaled", said(b, g * s)),
            ("affine only", said(g * m + b, g * s)),
            ("variance for deviation", said(b, g * g)),
            ("divided by the variance", said(b, tex(Fraction(g, s)))),
            ("shifted before scaling", said(g * b, g)),
            ("sign", said(-b, g)),
            ("shift added to the mean", said(m + b, g)),
            ("shift added to the deviation", said(b, g + b)),
            ("gamma for beta", said(g, b)),
        )  # fmt: skip
        yield from wrong("batch_norm_of_gaussian", given, NAMES, *answers)
    mu, sigma, gamma, beta = r"\mu", r"\sigma", r"\gamma", r"\beta"
    answers = (
        ("standardised only", said(0, 1)), ("affine only", said(f"{gamma} {mu} + {beta}", f"{gamma} {sigma}")),  # noqa: E501
        ("variance for deviation", said(beta, rf"{gamma}^2")), ("layer ignored", said(mu, sigma)),
        ("shifted before scaling", said(f"{gamma} {beta}", gamma)), ("sign", said(f"-{beta}", gamma)),  # noqa: E501
        ("divided by the variance", said(beta, rf"\frac{{{gamma}}}{{{sigma}}}")),
        ("not scaled", said(beta, f"{gamma} {sigma}")), ("gamma for beta", said(gamma, beta)),
        ("not centred", said(rf"{beta} + \frac{{{gamma} {mu}}}{{{sigma}}}", gamma)),
    )  # fmt: skip
    yield from wrong("batch_norm_of_gaussian", LETTERS, NAMES, *answers)
    answers = (
        ("epsilon ignored", said(1, 10)), ("epsilon outside", said(1, tex(Fraction(40, 13)))),
        ("roots added", said(1, tex(Fraction(40, 7)))), ("variance for deviation", said(1, 64)),
        ("divided by the variance", said(1, tex(Fraction(40, 25)))),
    )  # fmt: skip
    yield from wrong("batch_norm_of_gaussian", SMOOTHED, NAMES, *answers)


def line_rewritings() -> Iterator[Rewriting]:
    for m, s, g, b in NUMBERS:
        given = {"mean": m, "deviation": s, "gamma": g, "beta": b}
        yield from right(
            "batch_norm_of_gaussian", given,
            said(b, g), said(f"{float(b)}", f"{float(g)}"),
            rf"$y \sim \mathcal{{N}}({b}, {g * g})$",
            rf"$\mathbb{{E}}[y] = {b}$, $\operatorname{{Var}}(y) = {g * g}$",
            rf"$\mu' = \beta = {b}$, $\sigma' = \gamma = {g}$",
            rf"mean: ${b}$, variance: ${g * g}$",
        )  # fmt: skip
    yield from right(
        "batch_norm_of_gaussian", LETTERS,
        said(r"\beta", r"\gamma"), r"$y \sim \mathcal{N}(\beta, \gamma^2)$",
        said(r"\gamma \cdot \frac{\mu - \mu}{\sigma} + \beta = \beta", r"\gamma \frac{\sigma}{\sigma} = \gamma"),  # noqa: E501
    )  # fmt: skip
    yield from right(
        "batch_norm_of_gaussian", SMOOTHED, said(1, 8), said(1, r"\frac{10 \cdot 4}{\sqrt{16 + 9}}")
    )


def plane(mean: tuple[object, object], dev: tuple[object, object], rho: object) -> str:
    return (
        rf"$\mu_y = {mean[0]}$, $\mu'_y = {mean[1]}$, $\sigma_y = {dev[0]}$, "
        rf"$\sigma'_y = {dev[1]}$, $\rho_y = {rho}$"
    )


SHEET = {"gamma": [1, 1], "beta": [0, 0]}
SCALED = {
    "mean": [3, -1], "deviation": [2, 5], "correlation": "3/5", "gamma": [4, 3], "beta": [6, -2],
}  # fmt: skip


def plane_mutants() -> Iterator[Mutant]:
    rho = r"\rho"
    yield from wrong(
        "batch_norm_of_gaussian_2d", SHEET, NAMES,
        ("decorrelated", plane((0, 0), (1, 1), 0)), ("fully correlated", plane((0, 0), (1, 1), 1)),
        ("layer ignored", plane((r"\mu", r"\mu'"), (r"\sigma", r"\sigma'"), rho)),
        ("covariance kept", plane((0, 0), (1, 1), r"\rho \sigma \sigma'")),
        ("correlation divided", plane((0, 0), (1, 1), r"\frac{\rho}{\sigma \sigma'}")),
        ("not scaled", plane((0, 0), (r"\sigma", r"\sigma'"), rho)),
        ("not centred", plane((r"\frac{\mu}{\sigma}", r"\frac{\mu'}{\sigma'}"), (1, 1), rho)),
        ("not centred", plane((r"\mu", r"\mu'"), (1, 1), rho)),
        ("one feature only", plane((0, r"\mu'"), (1, r"\sigma'"), rho)),
        ("sign", plane((0, 0), (1, 1), r"-\rho")),
    )  # fmt: skip
    yield from wrong(
        "batch_norm_of_gaussian_2d", SCALED, NAMES,
        ("standardised only", plane((0, 0), (1, 1), r"\frac{3}{5}")),
        ("decorrelated", plane((6, -2), (4, 3), 0)),
        ("covariance for correlation", plane((6, -2), (4, 3), r"\frac{36}{5}")),
        ("covariance before", plane((6, -2), (4, 3), 6)),
        ("features exchanged", plane((-2, 6), (3, 4), r"\frac{3}{5}")),
        ("variance for deviation", plane((6, -2), (16, 9), r"\frac{3}{5}")),
        ("not scaled", plane((6, -2), (8, 15), r"\frac{3}{5}")),
        ("affine only", plane((18, -5), (8, 15), r"\frac{3}{5}")),
        ("shift forgotten", plane((0, 0), (4, 3), r"\frac{3}{5}")),
        ("one parameter for both", plane((6, 6), (4, 4), r"\frac{3}{5}")),
        ("gamma for beta", plane((4, 3), (6, -2), r"\frac{3}{5}")),
    )  # fmt: skip


def plane_rewritings() -> Iterator[Rewriting]:
    yield from right(
        "batch_norm_of_gaussian_2d", SHEET,
        plane((0, 0), (1, 1), r"\rho"),
        r"mean $\begin{bmatrix} 0 \\ 0 \end{bmatrix}$, covariance "
        r"$\Sigma = \begin{bmatrix} 1 & \rho \\ \rho & 1 \end{bmatrix}$",
        plane((0, 0), (1, 1), r"\frac{\rho \sigma \sigma'}{\sigma \sigma'} = \rho"),
        r"$\mu_1 = 0$, $\mu_2 = 0$, $\sigma_1 = 1$, $\sigma_2 = 1$, $\rho$ stays: $\rho_y = \rho$",
    )  # fmt: skip
    yield from right(
        "batch_norm_of_gaussian_2d", SCALED,
        plane((6, -2), (4, 3), r"\frac{3}{5}"), plane(("6.0", "-2.0"), ("4.0", "3.0"), "0.6"),
        plane((6, -2), (4, 3), r"\frac{36}{60}"),
        plane((6, -2), (4, 3), r"\frac{36 / 5}{4 \cdot 3}"),
        plane((r"4 \cdot 0 + 6", r"3 \cdot 0 - 2"), (r"4 \cdot 1", r"3 \cdot 1"), r"\frac35"),
    )  # fmt: skip


FAMILIES = {
    "batch_norm_of_gaussian": Family(line_mutants, line_rewritings),
    "batch_norm_of_gaussian_2d": Family(plane_mutants, plane_rewritings),
}
