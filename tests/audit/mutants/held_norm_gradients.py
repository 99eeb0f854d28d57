"""The backward pass of batch norm, as students derive it."""

from __future__ import annotations

from collections.abc import Iterator

from apart import right, wrong
from shared import Family, Mutant, Rewriting, write

NAMES = {
    "statistics constant": "statistics-as-constants",
    "mean constant": "mean-as-constant term-missing",
    "variance constant": "variance-as-constant term-missing",
    "count lost before": "count-forgotten factor-missing",
    "count lost below": "count-forgotten factor-missing division-missing",
    "scale lost": "gamma-forgotten factor-missing gamma-ignored",
    "deviation lost": "deviation-forgotten factor-missing not-normalised",
    "variance for deviation": (
        "variance-for-deviation root-forgotten extra-factor normalised-twice deviation-twice"
    ),
    "sign": "sign",
    "normalised value lost": "factor-missing not-normalised",
    "factor two": "factor-two extra-factor",
    "one less": "count-off-by-one unbiased-variance off-by-one",
    "input for normalised": "not-normalised",
    "everything negative": "sign",
    "gradients exchanged": "results-exchanged",
    "sum forgotten": "sum-forgotten",
    "mean for sum": "mean-for-sum divided-by-the-count extra-factor",
    "scale multiplied": "extra-factor gamma-twice",
    "sum over features": "wrong-axes",
}
GIVEN = {"shape": ["N", "D"], "over": [0], "indices": ["i", "j"]}
IMAGES = {"shape": ["N", "C", "H", "W"], "over": [0, 2, 3], "indices": ["n", "c", "h", "w"]}

BY_X, BY_GAMMA, BY_BETA = (
    rf"\frac{{\partial L}}{{\partial {v}}}" for v in ("x_{i,j}", r"\gamma_j", r"\beta_j")
)
UP = r"\frac{\partial L}{\partial y_{%s,j}}"
HERE, THERE = UP % "i", UP % "k"
ROOT = r"\sqrt{\sigma_j^2 + \epsilon}"
TOTAL = rf"\sum_{{k=1}}^{{N}} {THERE}"
MOMENT = rf"\sum_{{k=1}}^{{N}} {THERE} \hat{{x}}_{{k,j}}"
UNIT = r"\hat{x}_{i,j}"
SCALE = rf"\frac{{\gamma_j}}{{N {ROOT}}}"
RIGHT = {
    BY_X: rf"{SCALE} \left( N {HERE} - {TOTAL} - {UNIT} {MOMENT} \right)",
    BY_GAMMA: MOMENT,
    BY_BETA: TOTAL,
}


def mutants() -> Iterator[Mutant]:
    by_x = (
        ("statistics constant", rf"\frac{{\gamma_j}}{{{ROOT}}} {HERE}"),
        ("mean constant", rf"{SCALE} \left( N {HERE} - {UNIT} {MOMENT} \right)"),
        ("variance constant", rf"{SCALE} \left( N {HERE} - {TOTAL} \right)"),
        ("count lost before", rf"{SCALE} \left( {HERE} - {TOTAL} - {UNIT} {MOMENT} \right)"),
        ("count lost below", rf"\frac{{\gamma_j}}{{{ROOT}}} \left( N {HERE} - {TOTAL} - {UNIT} {MOMENT} \right)"),  # noqa: E501
        ("scale lost", rf"\frac{{1}}{{N {ROOT}}} \left( N {HERE} - {TOTAL} - {UNIT} {MOMENT} \right)"),  # noqa: E501
        ("deviation lost", rf"\frac{{\gamma_j}}{{N}} \left( N {HERE} - {TOTAL} - {UNIT} {MOMENT} \right)"),  # noqa: E501
        ("variance for deviation", rf"\frac{{\gamma_j}}{{N (\sigma_j^2 + \epsilon)}} \left( N {HERE} - {TOTAL} - {UNIT} {MOMENT} \right)"),  # noqa: E501
        ("sign", rf"{SCALE} \left( N {HERE} + {TOTAL} - {UNIT} {MOMENT} \right)"),
        ("sign", rf"{SCALE} \left( N {HERE} - {TOTAL} + {UNIT} {MOMENT} \right)"),
        ("normalised value lost", rf"{SCALE} \left( N {HERE} - {TOTAL} - {MOMENT} \right)"),
        ("factor two", rf"{SCALE} \left( N {HERE} - {TOTAL} - 2 {UNIT} {MOMENT} \right)"),
        ("one less", rf"\frac{{\gamma_j}}{{(N - 1) {ROOT}}} \left( (N - 1) {HERE} - {TOTAL} - {UNIT} {MOMENT} \right)"),  # noqa: E501
        ("input for normalised", rf"{SCALE} \left( N {HERE} - {TOTAL} - x_{{i,j}} {MOMENT} \right)"),  # noqa: E501
        ("everything negative", rf"-{SCALE} \left( N {HERE} - {TOTAL} - {UNIT} {MOMENT} \right)"),
    )  # fmt: skip
    by_parameters = (
        ("gradients exchanged", {BY_GAMMA: TOTAL, BY_BETA: MOMENT}),
        ("sum forgotten", {BY_BETA: HERE}),
        ("sum forgotten", {BY_GAMMA: rf"{HERE} {UNIT}"}),
        ("mean for sum", {BY_BETA: rf"\frac{{1}}{{N}} {TOTAL}"}),
        ("mean for sum", {BY_GAMMA: rf"\frac{{1}}{{N}} {MOMENT}"}),
        ("input for normalised", {BY_GAMMA: rf"\sum_{{k=1}}^{{N}} {THERE} x_{{k,j}}"}),
        ("deviation lost", {BY_GAMMA: rf"\sum_{{k=1}}^{{N}} {THERE} (x_{{k,j}} - \mu_j)"}),
        ("scale multiplied", {BY_BETA: rf"\gamma_j {TOTAL}"}),
        ("sum over features", {BY_BETA: rf"\sum_{{j=1}}^{{D}} {HERE}"}),
        ("product of sums", {BY_GAMMA: rf"\left({TOTAL}\right) \sum_{{k=1}}^{{N}} \hat{{x}}_{{k,j}}"}),  # noqa: E501
    )  # fmt: skip
    yield from wrong(
        "batch_norm_gradients", GIVEN, NAMES,
        *((kind, write({**RIGHT, BY_X: form})) for kind, form in by_x),
        *((kind, write({**RIGHT, **lines})) for kind, lines in by_parameters),
    )  # fmt: skip


def rewritings() -> Iterator[Rewriting]:
    inner = rf"{HERE} - \frac{{1}}{{N}} {TOTAL} - \frac{{{UNIT}}}{{N}} {MOMENT}"
    spread = rf"\frac{{\gamma_j}}{{{ROOT}}} {HERE} - {SCALE} {TOTAL} - {SCALE} {UNIT} {MOMENT}"
    forms = (
        RIGHT,
        {**RIGHT, BY_X: rf"\frac{{\gamma_j}}{{{ROOT}}} \left( {inner} \right)"},
        {**RIGHT, BY_X: spread},
        {**RIGHT, BY_X: rf"\frac{{1}}{{N}} \gamma_j (\sigma_j^2 + \epsilon)^{{-1/2}} \left( N {HERE} - {TOTAL} - {UNIT} {MOMENT} \right)"},  # noqa: E501
        {BY_BETA: TOTAL, BY_GAMMA: MOMENT, BY_X: RIGHT[BY_X]},
    )  # fmt: skip
    texts = [write(form) for form in forms]
    short = write(RIGHT).replace(HERE, "g_{i,j}").replace(THERE, "g_{k,j}")
    yield from right(
        "batch_norm_gradients", GIVEN,
        *texts, short, write(RIGHT).replace("_{k=1}^{N}", "_k"),
        short.replace(rf"\frac{{\gamma_j}}{{N {ROOT}}}", r"\frac{\gamma_j s_j}{N}"),
        texts[0].replace("k=1", "m=1").replace("k,j", "m,j"),
        texts[1].replace(r"\partial L", r"\partial \mathcal{L}"),
    )  # fmt: skip
    up, place = r"\frac{\partial L}{\partial y_{%s}}", "a,c,p,q"
    total = rf"\sum_{{a,p,q}} {up % place}"
    moment = rf"{total} \hat{{x}}_{{{place}}}"
    yield from right(
        "batch_norm_gradients", IMAGES,
        write({
            r"\frac{\partial L}{\partial x_{n,c,h,w}}": rf"\frac{{\gamma_c}}{{\sqrt{{\sigma_c^2 + \epsilon}}}} \left( {up % 'n,c,h,w'} - \frac{{1}}{{NHW}} {total} - \frac{{\hat{{x}}_{{n,c,h,w}}}}{{NHW}} {moment} \right)",  # noqa: E501
            r"\frac{\partial L}{\partial \gamma_c}": moment,
            r"\frac{\partial L}{\partial \beta_c}": total,
        }),
    )  # fmt: skip


FAMILIES = {"batch_norm_gradients": Family(mutants, rewritings)}
