r"""Answers that may be left to a person: proofs, formulas over sets.

What is wrong in them must never be called right, and what is right never wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from shared import Mutant, Rewriting, display

NORM = {"shape": ["N", "D"], "over": [0], "indices": ["i", "j"]}


def _lines(rows: dict[str, str]) -> str:
    return display(*(f"{name} = {value}" for name, value in rows.items()))


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
