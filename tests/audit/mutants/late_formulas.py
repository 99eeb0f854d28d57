"""Mutants of formulas and numbers: batch norm of Gaussians, distances."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from shared import Mutant, Rewriting, changed, tex, write


def gaussian_mutants() -> Iterator[Mutant]:
    """Batch norm leaves the mean beta and the deviation gamma."""
    for m, s, g, b in ((3, 2, 2, 5), (1, 4, 3, -2), (-2, 3, 5, 4), (6, 5, 4, 1)):
        given = {"mean": m, "deviation": s, "gamma": g, "beta": b}
        right = {r"\mu_{\mathrm{y}}": tex(b), r"\sigma_{\mathrm{y}}": tex(g)}
        mean, dev = right
        wrong = (
            ("not-normalised", {mean: tex(m), dev: tex(s)}), ("zero-mean", {mean: "0"}),
            ("unit", {dev: "1"} if g != 1 else {dev: "7"}), ("results-exchanged", {mean: tex(g), dev: tex(b)}),  # noqa: E501
            ("scaled-only", {dev: tex(g * s)}), ("shifted-only", {mean: tex(m + b)}),
            ("square", {dev: tex(g * g)}), ("divided", {dev: tex(Fraction(g, s))}), ("sign", {mean: tex(-b)}),  # noqa: E501
        )  # fmt: skip
        yield from changed("batch_norm_of_gaussian", given, right, wrong)


def plane_mutants() -> Iterator[Mutant]:
    """The same in the plane, where the correlation stays."""
    for g, h, b, c in ((2, 3, 4, 5), (1, 2, -1, 3), (5, 2, 1, 7), (3, 4, 6, 2), (2, 7, 3, 4)):
        given = {"gamma": [g, h], "beta": [b, c]}
        right = plane(g, h, b, c)
        first, second, one, two, rho = right
        wrong = (
            ("correlation-lost", {rho: "0"}), ("correlation-one", {rho: "1"}), ("square", {one: tex(g * g + 1)}),  # noqa: E501
            ("covariance", {rho: rf"{g * h} \rho"}), ("zero-mean", {first: "0", second: "0"}),
            ("axes-swapped", {first: tex(c), second: tex(b)}), ("sign", {rho: r"-\rho"}), ("swapped", {one: tex(h), two: tex(g)}),  # noqa: E501
        )  # fmt: skip
        yield from changed("batch_norm_of_gaussian_2d", given, right, wrong)


def plane(g: object, h: object, b: object, c: object, rho: str = r"\rho") -> dict[str, str]:
    """Return means, deviations and correlation in the plane."""
    names = (
        r"\mu_{\mathrm{y}}",
        r"\mu'_{\mathrm{y}}",
        r"\sigma_{\mathrm{y}}",
        r"\sigma'_{\mathrm{y}}",
        r"\rho_{\mathrm{y}}",
    )
    return dict(zip(names, (str(b), str(c), str(g), str(h), rho), strict=True))


def gaussian_rewritings() -> Iterator[Rewriting]:
    """Right means and deviations."""
    given = {"mean": 3, "deviation": 2, "gamma": 4, "beta": 5}
    mean, dev = r"\mu_{\mathrm{y}}", r"\sigma_{\mathrm{y}}"
    for b, g in (
        ("5", "4"), ("0 + 5", r"4 \cdot 1"), (r"\frac{10}{2}", r"\frac{8}{2}"), ("5.0", "4.0"), (r"4 \cdot 0 + 5", "4"),  # noqa: E501
        (r"\boxed{5}", r"\boxed{4}"), (r"4 \cdot \frac{3 - 3}{2} + 5", r"4 \cdot \frac{2}{2}"), ("2 + 3", "2^2"),  # noqa: E501
    ):  # fmt: skip
        yield Rewriting("batch_norm_of_gaussian", given, b + g, write({mean: b, dev: g}))
    for text in ("mean $5$, standard deviation $4$", r"$(5, 4)$"):
        yield Rewriting("batch_norm_of_gaussian", given, text, text)
    flat = {"gamma": [2, 3], "beta": [4, 5]}
    for values in (
        ("2", "3", "4", "5"), ("1 + 1", "3", "4", "5"), (r"\frac{4}{2}", r"\frac{6}{2}", "4", "5"), ("2.0", "3.0", "4.0", "5.0"),  # noqa: E501
        (r"\boxed{2}", r"\boxed{3}", r"\boxed{4}", r"\boxed{5}"), (r"2 \cdot 1", r"3 \cdot 1", "4 + 0", "5 + 0"), ("2", "3", "2^2", "5"),  # noqa: E501
    ):  # fmt: skip
        yield Rewriting("batch_norm_of_gaussian_2d", flat, str(values), write(plane(*values)))
    for rho in (r"1 \cdot \rho", r"\rho + 0", r"\frac{6 \rho}{2 \cdot 3}"):
        yield Rewriting("batch_norm_of_gaussian_2d", flat, rho, write(plane(2, 3, 4, 5, rho)))
