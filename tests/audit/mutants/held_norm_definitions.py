"""Batch norm as students define it: statistics per channel, per feature, per location."""

from __future__ import annotations

from collections.abc import Iterator

from apart import right, wrong
from shared import Family, Mutant, Rewriting, write

NAMES = {
    "batch not counted": "wrong-count factor-missing batch-left-out",
    "channels counted": "wrong-count extra-factor",
    "places not counted": "wrong-count factor-missing positions-ignored",
    "batch not summed": "wrong-axes batch-left-out",
    "places not summed": "wrong-axes",
    "all axes": "wrong-axes",
    "not divided": "count-forgotten factor-missing division-missing sum-for-mean",
    "root outside the count": "root-before-mean",
    "not rooted": "root-forgotten variance-for-deviation",
    "not squared": "square-forgotten power-forgotten",
    "mean not subtracted": "mean-not-subtracted centre-forgotten term-missing",
    "absolute deviation": "absolute-deviation",
    "square of the mean": "square-forgotten power-forgotten square-of-mean",
    "sign": "sign centre-sign",
    "by the variance": "root-forgotten variance-for-deviation",
    "not centred": "mean-not-subtracted centre-forgotten term-missing",
    "not scaled": "deviation-forgotten divisor-forgotten division-missing factor-missing",
    "other way round": "sign centre-sign",
    "root of the deviation": "square-forgotten power-forgotten deviation-for-variance",
    "parentheses": "fraction-split beta-multiplied gamma-twice extra-factor shift-scaled",
    "not shifted": "term-missing beta-forgotten beta-ignored shift-forgotten",
    "not stretched": "factor-missing gamma-forgotten gamma-ignored",
    "scale and shift": "gamma-beta-swapped",
    "input for normalised": "not-normalised",
    "range": "sum-range-off-by-one sum-off-by-one off-by-one term-missing end-ignored",
    "features counted": "wrong-count",
    "other axis": "wrong-axes",
    "both axes": "wrong-axes",
}
CHANNEL = {
    "shape": ["B", "C", "H", "W"], "over": [0, 2, 3], "affine": "none",
    "indices": ["b", "c", "h", "w"],
}  # fmt: skip
FEATURE = {"shape": ["N", "D"], "over": [0], "indices": ["i", "j"]}
PLACE = {**CHANNEL, "over": [0, 1]}
CELL = {**CHANNEL, "over": [0]}
STEP = {"shape": ["N", "T", "F"], "over": [0, 1], "affine": "none", "indices": ["n", "t", "f"]}

X = "x_{b,c,h,w}"
ALL = r"\sum_{b,h,w}"
CHANNEL_RIGHT = {
    r"\mu_c": rf"\frac{{1}}{{BHW}} {ALL} {X}",
    r"\sigma_c": rf"\sqrt{{\frac{{1}}{{BHW}} {ALL} ({X} - \mu_c)^2}}",
    r"\hat{x}_{b,c,h,w}": rf"\frac{{{X} - \mu_c}}{{\sqrt{{\sigma_c^2 + \epsilon}}}}",
}
FEATURE_RIGHT = {
    r"\mu_j": r"\frac{1}{N} \sum_{i=1}^{N} x_{i,j}",
    r"\sigma_j^2": r"\frac{1}{N} \sum_{i=1}^{N} (x_{i,j} - \mu_j)^2",
    r"\hat{x}_{i,j}": r"\frac{x_{i,j} - \mu_j}{\sqrt{\sigma_j^2 + \epsilon}}",
    r"y_{i,j}": r"\gamma_j \hat{x}_{i,j} + \beta_j",
}
MEAN, DEVIATION, UNIT = CHANNEL_RIGHT
VARIANCE = r"\sigma_j^2"


def mutants() -> Iterator[Mutant]:
    channel = (
        ("batch not counted", {MEAN: rf"\frac{{1}}{{HW}} {ALL} {X}"}),
        ("batch not counted", {DEVIATION: rf"\sqrt{{\frac{{1}}{{HW}} {ALL} ({X} - \mu_c)^2}}"}),
        ("channels counted", {MEAN: rf"\frac{{1}}{{BCHW}} {ALL} {X}"}),
        ("places not counted", {MEAN: rf"\frac{{1}}{{B}} {ALL} {X}"}),
        ("batch not summed", {MEAN: rf"\frac{{1}}{{HW}} \sum_{{h,w}} {X}"}),
        ("places not summed", {MEAN: rf"\frac{{1}}{{B}} \sum_{{b}} {X}"}),
        ("all axes", {MEAN: rf"\frac{{1}}{{BCHW}} \sum_{{b,c,h,w}} {X}"}),
        ("not divided", {MEAN: f"{ALL} {X}"}),
        ("not divided", {DEVIATION: rf"\sqrt{{{ALL} ({X} - \mu_c)^2}}"}),
        ("root outside the count", {DEVIATION: rf"\frac{{1}}{{BHW}} \sqrt{{{ALL} ({X} - \mu_c)^2}}"}),  # noqa: E501
        ("not rooted", {DEVIATION: rf"\frac{{1}}{{BHW}} {ALL} ({X} - \mu_c)^2"}),
        ("not squared", {DEVIATION: rf"\sqrt{{\frac{{1}}{{BHW}} {ALL} ({X} - \mu_c)}}"}),
        ("mean not subtracted", {DEVIATION: rf"\sqrt{{\frac{{1}}{{BHW}} {ALL} {X}^2}}"}),
        ("absolute deviation", {DEVIATION: rf"\frac{{1}}{{BHW}} {ALL} \lvert {X} - \mu_c \rvert"}),
        ("square of the mean", {DEVIATION: rf"\sqrt{{\frac{{1}}{{BHW}} {ALL} {X}^2 - \mu_c}}"}),
        ("sign", {DEVIATION: rf"\sqrt{{\frac{{1}}{{BHW}} {ALL} {X}^2 + \mu_c^2}}"}),
        ("by the variance", {UNIT: rf"\frac{{{X} - \mu_c}}{{\sigma_c^2 + \epsilon}}"}),
        ("not centred", {UNIT: rf"\frac{{{X}}}{{\sqrt{{\sigma_c^2 + \epsilon}}}}"}),
        ("not scaled", {UNIT: rf"{X} - \mu_c"}),
        ("sign", {UNIT: rf"\frac{{{X} + \mu_c}}{{\sqrt{{\sigma_c^2 + \epsilon}}}}"}),
        ("other way round", {UNIT: rf"\frac{{\mu_c - {X}}}{{\sqrt{{\sigma_c^2 + \epsilon}}}}"}),
        ("root of the deviation", {UNIT: rf"\frac{{{X} - \mu_c}}{{\sqrt{{\sigma_c + \epsilon}}}}"}),
        ("parentheses", {UNIT: rf"{X} - \frac{{\mu_c}}{{\sqrt{{\sigma_c^2 + \epsilon}}}}"}),
    )  # fmt: skip
    yield from wrong(
        "batch_norm_definition", CHANNEL, NAMES,
        *((kind, write({**CHANNEL_RIGHT, **lines})) for kind, lines in channel),
    )  # fmt: skip
    out = r"y_{i,j}"
    feature = (
        ("other index", {out: r"\gamma_i \hat{x}_{i,j} + \beta_i"}),
        ("not shifted", {out: r"\gamma_j \hat{x}_{i,j}"}),
        ("not stretched", {out: r"\hat{x}_{i,j} + \beta_j"}),
        ("scale and shift", {out: r"\beta_j \hat{x}_{i,j} + \gamma_j"}),
        ("sign", {out: r"\gamma_j \hat{x}_{i,j} - \beta_j"}),
        ("parentheses", {out: r"\gamma_j (\hat{x}_{i,j} + \beta_j)"}),
        ("input for normalised", {out: r"\gamma_j x_{i,j} + \beta_j"}),
        ("range", {r"\mu_j": r"\frac{1}{N} \sum_{i=1}^{N - 1} x_{i,j}"}),
        ("features counted", {r"\mu_j": r"\frac{1}{D} \sum_{i=1}^{N} x_{i,j}"}),
        ("other axis", {r"\mu_j": r"\frac{1}{D} \sum_{j=1}^{D} x_{i,j}"}),
        ("both axes", {VARIANCE: r"\frac{1}{ND} \sum_{i=1}^{N} \sum_{j=1}^{D} (x_{i,j} - \mu_j)^2"}),  # noqa: E501
    )  # fmt: skip
    yield from wrong(
        "batch_norm_definition", FEATURE, NAMES,
        *((kind, write({**FEATURE_RIGHT, **lines})) for kind, lines in feature),
    )  # fmt: skip


def rewritings() -> Iterator[Rewriting]:
    mean, _, unit = CHANNEL_RIGHT.values()
    triple = r"\sum_{b=1}^{B} \sum_{h=1}^{H} \sum_{w=1}^{W}"
    moments = {
        **CHANNEL_RIGHT,
        DEVIATION: rf"\sqrt{{\frac{{1}}{{BHW}} {ALL} {X}^2 - \mu_c^2}}",
    }
    yield from right(
        "batch_norm_definition", CHANNEL,
        write(CHANNEL_RIGHT), write(CHANNEL_RIGHT).replace(ALL, triple), write(moments),
        write({MEAN: mean, r"\sigma_c^2": rf"\frac{{1}}{{B H W}} {ALL} ({X} - \mu_c)^2", UNIT: unit}),  # noqa: E501
        write(CHANNEL_RIGHT).replace(r"\frac{1}{BHW}", r"\frac{1}{B \cdot H \cdot W}"),
        write(CHANNEL_RIGHT).replace(r"\epsilon", r"\varepsilon"),
        write({**CHANNEL_RIGHT, UNIT: rf"({X} - \mu_c) (\sigma_c^2 + \epsilon)^{{-1/2}}"}),
        write({**CHANNEL_RIGHT, MEAN: rf"\frac{{{ALL} {X}}}{{B H W}}"}),
    )  # fmt: skip
    place = write(CHANNEL_RIGHT).replace("{b,h,w}", "{b,c}").replace("{BHW}", "{BC}")
    for name in ("mu", "sigma"):
        place = place.replace(rf"\{name}_c", rf"\{name}_{{h,w}}")
    cell = place.replace("{b,c}", "{b}").replace("{BC}", "{B}").replace("{h,w}", "{c,h,w}")
    yield from right("batch_norm_definition", PLACE, place)
    yield from right("batch_norm_definition", CELL, cell)
    yield from right(
        "batch_norm_definition", FEATURE,
        write(FEATURE_RIGHT), write(FEATURE_RIGHT).replace("_{i=1}^{N}", "_i"),
        write({**FEATURE_RIGHT, "y_{i,j}": r"\beta_j + \gamma_j \hat{x}_{i,j}"}),
        write({**FEATURE_RIGHT, "y_{i,j}": r"\gamma_j \frac{x_{i,j} - \mu_j}{\sqrt{\sigma_j^2 + \epsilon}} + \beta_j"}),  # noqa: E501
    )  # fmt: skip
    steps = {
        r"\mu_f": r"\frac{1}{NT} \sum_{n=1}^{N} \sum_{t=1}^{T} x_{n,t,f}",
        r"\sigma_f": r"\sqrt{\frac{1}{NT} \sum_{n=1}^{N} \sum_{t=1}^{T} (x_{n,t,f} - \mu_f)^2}",
        r"\hat{x}_{n,t,f}": r"\frac{x_{n,t,f} - \mu_f}{\sqrt{\sigma_f^2 + \epsilon}}",
    }
    yield from right("batch_norm_definition", STEP, write(steps))


FAMILIES = {"batch_norm_definition": Family(mutants, rewritings)}
