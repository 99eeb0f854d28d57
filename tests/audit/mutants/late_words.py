r"""Answers that may be left to a person: proofs, formulas over sets, signals in pieces.

What is wrong in them must never be called right, and what is right never wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from shared import Mutant, Rewriting, display

SIGNAL = {"x": "boxcar length=7", "h": "exponential ratio=1/2", "window": [-6, 12]}
NORM = {"shape": ["N", "D"], "over": [0], "indices": ["i", "j"]}
SHEET = r"y[n] = \begin{cases} 2 - %s & %s \\ 127 \cdot %s & n \ge %s \\ 0 & \text{otherwise} \end{cases}"  # noqa: E501


def _lines(rows: dict[str, str]) -> str:
    return display(*(f"{name} = {value}" for name, value in rows.items()))


def signal_mutants() -> Iterator[Mutant]:
    """Branches that begin or end too early or late, other values, other ratios.

    From -1, and up to 5, the formulas of neighbouring branches agree: those answers are right.
    """
    power = r"\left(\frac{1}{2}\right)^{n}"
    for first in (1, -2, 2):
        yield _signal(SHEET % (power, rf"{first} \le n \le 6", power, 7))
    for last in (4, 7, 8):
        yield _signal(SHEET % (power, rf"0 \le n \le {last}", power, last + 1))
    for value in (126, 128, 63, 64, 255, 1, 2, 125, 129, -127):
        yield _signal((SHEET % (power, r"0 \le n \le 6", power, 7)).replace("127", str(value)))
    for value in (1, 3, 4, 0, -2):
        yield _signal((SHEET % (power, r"0 \le n \le 6", power, 7)).replace("2 -", f"{value} -"))
    for exponent in ("n + 1", "n - 1", "2 n", "n - 6", "n + 2"):
        other = rf"\left(\frac{{1}}{{2}}\right)^{{{exponent}}}"
        yield _signal(SHEET % (other, r"0 \le n \le 6", power, 7))
        yield _signal(SHEET % (power, r"0 \le n \le 6", other, 7))


def _signal(answer: str) -> Mutant:
    return Mutant("signal_convolution", SIGNAL, "branch", frozenset(), display(answer))


def signal_rewritings() -> Iterator[Rewriting]:
    """The same signal, its powers and its branches written otherwise."""
    for power in (
        r"\left(\frac{1}{2}\right)^{n}",
        "2^{-n}",
        r"\frac{1}{2^{n}}",
        "(1/2)^n",
        r"0.5^{n}",
    ):
        for inside in (r"0 \le n \le 6", r"0 \le n < 7"):
            text = display(SHEET % (power, inside, power, 7))
            yield Rewriting("signal_convolution", SIGNAL, f"{power} {inside}", text)


def norm_gradient_mutants() -> Iterator[Mutant]:
    """Gradients of batch norm with a factor, a term or a sign lost."""
    by_x, by_g, by_b = (
        rf"\frac{{\partial L}}{{\partial {v}}}" for v in (r"x_{i, j}", r"\gamma_{j}", r"\beta_{j}")
    )
    total, moment = r"\sum_{a=0}^{N - 1} g_{a, j}", r"\sum_{a=0}^{N - 1} g_{a, j} \hat{x}_{a, j}"
    scale = r"\frac{\gamma_{j} s_{j}}{N}"
    right = {
        by_x: rf"{scale} \left(N g_{{i, j}} - {total} - \hat{{x}}_{{i, j}} {moment}\right)",
        by_g: moment,
        by_b: total,
    }
    inner = (
        rf"N g_{{i, j}} - {total}",
        rf"N g_{{i, j}} - \hat{{x}}_{{i, j}} {moment}",
        "N g_{i, j}",
        rf"g_{{i, j}} - {total} - \hat{{x}}_{{i, j}} {moment}",
        rf"N g_{{i, j}} + {total} - \hat{{x}}_{{i, j}} {moment}",
        rf"N g_{{i, j}} - {total} + \hat{{x}}_{{i, j}} {moment}",
        rf"N g_{{i, j}} - {total} - {moment}",
    )
    for form in inner:
        for factor in (scale, r"\frac{\gamma_{j}}{N}", r"\frac{s_{j}}{N}", r"\gamma_{j} s_{j}"):
            rows = {**right, by_x: rf"{factor} \left({form}\right)"}
            yield Mutant("batch_norm_gradients", NORM, "by input", frozenset(), _lines(rows))
    for rows in (
        {by_g: total},
        {by_b: moment},
        {by_g: rf"\gamma_{{j}} {moment}"},
        {by_b: rf"\frac{{1}}{{N}} {total}"},
        {by_b: f"-{total}"},
        {by_g: rf"s_{{j}} {moment}"},
    ):
        yield Mutant(
            "batch_norm_gradients", NORM, "by parameters", frozenset(), _lines({**right, **rows})
        )


def norm_gradient_rewritings() -> Iterator[Rewriting]:
    """The right gradients with other letters of summation, expanded, from 1."""
    for a in ("a", "k", "m", "n", "p", "q"):
        total, moment = (
            rf"\sum_{{{a}=0}}^{{N - 1}} g_{{{a}, j}}",
            rf"\sum_{{{a}=0}}^{{N - 1}} g_{{{a}, j}} \hat{{x}}_{{{a}, j}}",
        )
        for by_x in (
            rf"\frac{{\gamma_{{j}} s_{{j}}}}{{N}} \left(N g_{{i, j}} - {total} - \hat{{x}}_{{i, j}} {moment}\right)",  # noqa: E501
            rf"\gamma_{{j}} s_{{j}} \left(g_{{i, j}} - \frac{{1}}{{N}} {total} - \frac{{1}}{{N}} \hat{{x}}_{{i, j}} {moment}\right)",  # noqa: E501
        ):
            names = (
                rf"\frac{{\partial L}}{{\partial {v}}}"
                for v in (r"x_{i, j}", r"\gamma_{j}", r"\beta_{j}")
            )
            text = _lines(dict(zip(names, (by_x, moment, total), strict=True)))
            yield Rewriting("batch_norm_gradients", NORM, f"{a} {by_x[:12]}", text)
