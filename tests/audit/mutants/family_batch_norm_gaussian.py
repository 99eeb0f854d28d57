r"""What batch norm makes of Gaussian data, in numbers and in letters, wrong and right.

The mean becomes :math:`\beta`, the deviation :math:`\gamma \sigma / \sqrt{\sigma^2 + \varepsilon}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from shared import Family, Mutant, Rewriting, display, tex, write

LINE, PLANE = "batch_norm_of_gaussian", "batch_norm_of_gaussian_2d"
MEAN, SPREAD = r"\mu_{\mathrm{y}}", r"\sigma_{\mathrm{y}}"
MEANS, SPREADS = (MEAN, r"\mu'_{\mathrm{y}}"), (SPREAD, r"\sigma'_{\mathrm{y}}")
RHO = r"\rho_{\mathrm{y}}"
NUMBERS = ((7, 3, 5, 2), (11, 4, 3, -6), (-13, 5, 2, 9), (6, Fraction(2, 5), 7, 4))
LETTERS = (r"\mu", r"\sigma", r"\gamma", r"\beta")


def line(m: object, s: object, g: object, b: object) -> Mapping[str, object]:
    """Return the givens of one feature."""
    keys = ("mean", "deviation", "gamma", "beta")
    values = [str(v) if isinstance(v, Fraction) else v for v in (m, s, g, b)]
    return dict(zip(keys, values, strict=True))


def in_numbers() -> Iterator[Mutant]:
    """Yield wrong means and deviations of numbers."""
    for m, s, g, b in NUMBERS:
        right = {MEAN: tex(b), SPREAD: tex(g)}
        for kind, lines in (
            ("not-normalised", {MEAN: tex(m), SPREAD: tex(s)}),
            ("not-normalised", {MEAN: tex(g * m + b), SPREAD: tex(g * s)}),
            ("mean-not-subtracted", {MEAN: tex(Fraction(g * m) / s + b)}),
            ("mean-not-subtracted", {MEAN: tex(m + b)}),
            ("beta-forgotten", {MEAN: "0"}),
            ("gamma-forgotten", {SPREAD: "1"}),
            ("shift-scaled", {MEAN: tex(g * b)}),
            ("gamma-beta-swapped", {MEAN: tex(g), SPREAD: tex(b)}),
            ("deviation-forgotten", {SPREAD: tex(g * s)}),
            ("deviation-twice", {SPREAD: tex(Fraction(g) / s)}),
            ("variance-for-deviation", {SPREAD: tex(g * g)}),
            ("sign", {MEAN: tex(-b)}),
        ):
            names = {kind} | ({"results-exchanged"} if kind == "gamma-beta-swapped" else set())
            yield Mutant(LINE, line(m, s, g, b), kind, frozenset(names), write({**right, **lines}))


def in_letters() -> Iterator[Mutant]:
    """Yield wrong means and deviations in letters, with an epsilon and without."""
    m, s, g, b = LETTERS
    for epsilon in (0, "k"):
        given = {**line(*LETTERS), "epsilon": epsilon}
        root = s if epsilon == 0 else rf"\sqrt{{{s}^2 + k}}"
        spread = g if epsilon == 0 else rf"\frac{{{g} {s}}}{{{root}}}"
        wrong = [
            ("not-normalised", {MEAN: m, SPREAD: s}),
            ("not-normalised", {MEAN: f"{g} {m} + {b}", SPREAD: f"{g} {s}"}),
            ("mean-not-subtracted", {MEAN: rf"\frac{{{g} {m}}}{{{root}}} + {b}"}),
            ("mean-not-subtracted", {MEAN: f"{m} + {b}"}),
            ("beta-forgotten", {MEAN: "0"}),
            ("shift-scaled", {MEAN: f"{g} {b}"}),
            ("sign", {MEAN: f"-{b}"}),
            ("deviation-forgotten", {SPREAD: f"{g} {s}"}),
            ("variance-for-deviation", {SPREAD: f"({spread})^2"}),
            ("gamma-forgotten", {SPREAD: rf"\frac{{{s}}}{{{root}}}"}),
            ("factor-two", {SPREAD: f"2 {spread}"}),
        ]
        if epsilon == "k":
            wrong += [
                ("epsilon-forgotten", {SPREAD: g}),
                ("epsilon-outside-root", {SPREAD: rf"\frac{{{g} {s}}}{{{s} + k}}"}),
                ("deviation-for-variance", {SPREAD: rf"\frac{{{g} {s}}}{{\sqrt{{{s} + k}}}}"}),
                ("variance-for-deviation", {SPREAD: rf"\frac{{{g} {s}}}{{{s}^2 + k}}"}),
            ]
        for kind, lines in wrong:
            answer = write({MEAN: b, SPREAD: spread, **lines})
            yield Mutant(LINE, given, kind, frozenset({kind}), answer, unique=True)


def line_rewritings() -> Iterator[Rewriting]:
    """Yield right means and deviations."""
    given = line(3, 2, 4, 5)
    for b, g in (
        ("5", "4"), ("0 + 5", r"4 \cdot 1"), (r"\frac{10}{2}", r"\frac{8}{2}"), ("5.0", "4.0"),
        (r"4 \cdot 0 + 5", "4"), (r"\boxed{5}", r"\boxed{4}"), ("2 + 3", "2^2"),
        (r"4 \cdot \frac{3 - 3}{2} + 5", r"4 \cdot \frac{2}{2}"), ("5", r"\sqrt{16}"),
    ):  # fmt: skip
        yield Rewriting(LINE, given, b + g, write({MEAN: b, SPREAD: g}))
    for text in (
        "mean $5$, standard deviation $4$", "$(5, 4)$", r"$\mu_y = 5$ and $\sigma_y = 4$",
        r"The mean is $\beta = 5$ and the standard deviation is $\gamma = 4$.",
    ):  # fmt: skip
        yield Rewriting(LINE, given, text, text)
    letters = {**line(*LETTERS), "epsilon": "k"}
    for spread in (
        r"\frac{\gamma \sigma}{\sqrt{\sigma^2 + k}}", r"\gamma \sigma (\sigma^2 + k)^{-1/2}",
        r"\frac{\gamma \sigma}{(\sigma^2 + k)^{1/2}}",
        r"\gamma \cdot \frac{\sigma}{\sqrt{k + \sigma^2}}",
    ):  # fmt: skip
        yield Rewriting(LINE, letters, spread, write({MEAN: r"\beta", SPREAD: spread}))


def plane(g: Sequence[object], b: Sequence[object], rho: str = r"\rho") -> dict[str, str]:
    """Return means, deviations and correlation of two features."""
    names = (*MEANS, *SPREADS, RHO)
    return dict(zip(names, (*map(str, b), *map(str, g), rho), strict=True))


def plane_mutants() -> Iterator[Mutant]:
    """Yield mistakes in one feature, in both, and about the correlation."""
    for g, h, b, c in ((2, 3, 4, 5), (7, 2, -1, 3), (5, 2, 1, 7), (3, 4, 6, 2), (2, 7, 3, 4)):
        given = {"gamma": [g, h], "beta": [b, c]}
        for kind, lines in (
            ("correlation-lost", {RHO: "0"}),
            ("correlation-one", {RHO: "1"}),
            ("sign", {RHO: r"-\rho"}),
            ("covariance-for-correlation", {RHO: rf"{g * h} \rho"}),
            ("square", {RHO: r"\rho^2"}),
            ("beta-forgotten", {MEANS[0]: "0", MEANS[1]: "0"}),
            ("features-swapped", {MEANS[0]: tex(c), MEANS[1]: tex(b)}),
            ("features-swapped", {SPREADS[0]: tex(h), SPREADS[1]: tex(g)}),
            ("gamma-forgotten", {SPREADS[0]: "1", SPREADS[1]: "1"}),
            ("variance-for-deviation", {SPREADS[0]: tex(g * g), SPREADS[1]: tex(h * h)}),
            ("not-normalised", {MEANS[0]: r"\mu", MEANS[1]: r"\mu'"}),
            ("deviation-forgotten", {SPREADS[0]: rf"{g} \sigma", SPREADS[1]: rf"{h} \sigma'"}),
            ("mean-not-subtracted", {MEANS[0]: rf"\mu + {b}"}),
        ):
            names = {kind} | ({"results-exchanged"} if kind == "features-swapped" else set())
            answer = write({**plane((g, h), (b, c)), **lines})
            yield Mutant(PLANE, given, kind, frozenset(names), answer)


def plane_rewritings() -> Iterator[Rewriting]:
    """Yield right means, deviations and correlations."""
    given = {"gamma": [4, 5], "beta": [2, 3]}
    for one, two in (
        (("4", "5"), ("2", "3")), (("4", "5"), ("1 + 1", "3")), (("4.0", "5.0"), ("2.0", "3.0")),
        (("4", "5"), (r"\frac{4}{2}", r"\frac{6}{2}")), (("2^2", "5"), ("2", "3")),
        ((r"\boxed{4}", r"\boxed{5}"), (r"\boxed{2}", r"\boxed{3}")),
        (("4 + 0", "5 + 0"), (r"2 \cdot 1", r"3 \cdot 1")),
    ):  # fmt: skip
        yield Rewriting(PLANE, given, str(one), write(plane(one, two)))
    for rho in (
        r"\rho", r"1 \cdot \rho", r"\rho + 0", r"\frac{20 \rho}{4 \cdot 5}",
        r"\frac{\rho \sigma \sigma'}{\sigma \sigma'}",
    ):  # fmt: skip
        yield Rewriting(PLANE, given, rho, write(plane(("4", "5"), ("2", "3"), rho)))
    turned = dict(reversed(plane((4, 5), (2, 3)).items()))
    yield Rewriting(PLANE, given, "turned", display(*(f"{k} = {v}" for k, v in turned.items())))


def wrong_on_a_line() -> Iterator[Mutant]:
    """Yield what is wrong in numbers, then in letters."""
    yield from in_numbers()
    yield from in_letters()


FAMILIES = {
    LINE: Family(wrong_on_a_line, line_rewritings),
    PLANE: Family(plane_mutants, plane_rewritings),
}
