"""Pools as formulas over windows, their limits, and kernels that are flipped."""

from __future__ import annotations

from collections.abc import Iterator

from apart import right, wrong
from shared import Family, Mutant, Rewriting, display, write

NAMES = {
    "smallest for largest": "minimum-for-maximum smallest-for-largest",
    "mean for largest": "results-exchanged average-for-maximum",
    "size of the largest": "absolute-value-superfluous",
    "output index": "index-not-renamed slip",
    "not divided": "count-forgotten division-missing sum-forgotten",
    "one less": "count-off-by-one off-by-one unbiased-variance",
    "multiplied by the count": "count-multiplied count-inverted",
    "root of the count": "count-rooted",
    "squares averaged": "squared",
    "halved": "wrong-count slip",
    "root forgotten": "root-forgotten",
    "power forgotten": "power-forgotten",
    "root for power": "exponent-inverted",
    "power for root": "exponent-inverted reciprocal",
    "root of every term": "root-before-sum root-before-mean root-forgotten",
    "averaged": "normalised divided-by-the-count",
    "averaged outside": "normalised normalised-twice divided-by-the-count",
    "square root": "exponent-two",
    "exponent two": "exponent-two",
    "power of the sum": "cross-terms-missing",
    "largest in the sum": "maximum-for-sum",
    "limit at zero": "limit-elsewhere",
    "limit at one": "limit-elsewhere",
    "limit at minus infinity": "limit-elsewhere sign",
    "limit is the sum": "sum-for-maximum",
    "limit is the mean": "average-for-maximum results-exchanged",
    "count kept": "extra-factor count-multiplied",
    "zero exponent": "exponent-off-by-one",
    "largest of all bounds": "inequality-reversed",
    "kernel not turned": "kernel-not-flipped",
    "transposed for turned": "kernel-transposed",
    "one axis turned": "one-axis kernel-rows-reversed kernel-columns-reversed",
    "other axis turned": "one-axis kernel-rows-reversed kernel-columns-reversed",
    "off by one": (
        "off-by-one one-forgotten origin-off-by-one indices-from-one "
        "kernel-size-off-by-one index-off-by-one window-shifted"
    ),
    "dilation lost": "dilation-ignored",
    "stride lost": "stride-ignored",
    "padding lost": "padding-ignored",
    "padding added": "sign padding-sign",
    "sign": "sign",
    "channels turned too": "channels-turned kernel-turned channels-reversed",
    "still turned": "applied-twice kernel-flipped kernel-turned kernel-not-flipped",
    "paddings exchanged": "height-width-swapped",
    "sizes exchanged": "height-width-swapped",
}
NOTHING: dict[str, object] = {}
IN = r"(m, n) \in S_{i,j}"
SIZE = r"\lvert S_{i,j} \rvert"
X = "X_{m,n}"
MAX, AVG, LP = r"Y_{\mathrm{max}}", r"Y_{\mathrm{avg}}", r"Y_{\mathrm{Lp}}"
TOTAL = rf"\sum_{{{IN}}} {X}"
POWERS = rf"\sum_{{{IN}}} \lvert {X} \rvert^P"
POOLS = {
    MAX: rf"\max_{{{IN}}} {X}",
    AVG: rf"\frac{{1}}{{{SIZE}}} {TOTAL}",
    LP: rf"\left( {POWERS} \right)^{{1/P}}",
}


def pool_mutants() -> Iterator[Mutant]:
    answers = (
        ("smallest for largest", {MAX: rf"\min_{{{IN}}} {X}"}),
        ("mean for largest", {MAX: POOLS[AVG], AVG: POOLS[MAX]}),
        ("size of the largest", {MAX: rf"\max_{{{IN}}} \lvert {X} \rvert"}),
        ("output index", {MAX: rf"\max_{{{IN}}} X_{{i,j}}"}),
        ("output index", {AVG: rf"\frac{{1}}{{{SIZE}}} \sum_{{{IN}}} X_{{i,j}}"}),
        ("not divided", {AVG: TOTAL}),
        ("one less", {AVG: rf"\frac{{1}}{{{SIZE} - 1}} {TOTAL}"}),
        ("multiplied by the count", {AVG: rf"{SIZE} {TOTAL}"}),
        ("root of the count", {AVG: rf"\frac{{1}}{{\sqrt{{{SIZE}}}}} {TOTAL}"}),
        ("squares averaged", {AVG: rf"\frac{{1}}{{{SIZE}}} \sum_{{{IN}}} {X}^2"}),
        ("halved", {AVG: rf"\frac{{1}}{{2}} {TOTAL}"}),
        ("root forgotten", {LP: POWERS}),
        ("power forgotten", {LP: rf"\left( \sum_{{{IN}}} \lvert {X} \rvert \right)^{{1/P}}"}),
        ("root for power", {LP: rf"\left( \sum_{{{IN}}} \lvert {X} \rvert^{{1/P}} \right)^P"}),
        ("power for root", {LP: rf"\left( {POWERS} \right)^P"}),
        ("root of every term", {LP: rf"\sum_{{{IN}}} \left( \lvert {X} \rvert^P \right)^{{1/P}}"}),
        ("averaged", {LP: rf"\left( \frac{{1}}{{{SIZE}}} {POWERS} \right)^{{1/P}}"}),
        ("averaged outside", {LP: rf"\frac{{1}}{{{SIZE}}} \left( {POWERS} \right)^{{1/P}}"}),
        ("square root", {LP: rf"\sqrt{{{POWERS}}}"}),
        ("exponent two", {LP: rf"\left( \sum_{{{IN}}} \lvert {X} \rvert^2 \right)^{{1/2}}"}),
        ("power of the sum", {LP: rf"\left( \left( {TOTAL} \right)^P \right)^{{1/P}}"}),
        ("largest in the sum", {LP: rf"\left( \max_{{{IN}}} \lvert {X} \rvert^P \right)^{{1/P}}"}),
    )  # fmt: skip
    yield from wrong(
        "pooling_formulas", NOTHING, NAMES,
        *((kind, write({**POOLS, **lines})) for kind, lines in answers),
    )  # fmt: skip


def pool_rewritings() -> Iterator[Rewriting]:
    base = write(POOLS)
    plain = r"\frac{\sum_{(m, n) \in S_{i,j}} X_{m,n}}{|S_{i,j}|}"
    yield from right(
        "pooling_formulas", NOTHING,
        base, base.replace("m, n", "p, q").replace("m,n", "p,q"),
        base.replace(r"\lvert S_{i,j} \rvert", "|S_{i,j}|").replace("^P", "^p").replace("1/P", "1/p"),  # noqa: E501
        base.replace(r"Y_{\mathrm{max}}", "Y_{i,j}").replace(r"Y_{\mathrm{avg}}", "Y_{i,j}").replace(r"Y_{\mathrm{Lp}}", "Y_{i,j}"),  # noqa: E501
        write({**POOLS, AVG: plain}), write({**POOLS, AVG: rf"{SIZE}^{{-1}} {TOTAL}"}),
        write({**POOLS, LP: rf"\sqrt[P]{{{POWERS}}}"}),
        write({**POOLS, MAX: rf"\max \{{ {X} : {IN} \}}"}),
        base.replace("X_{m,n}", "x_{m,n}").replace("Y_", "y_"),
    )  # fmt: skip


LIMIT = r"\lim_{P \to \infty}"
NORM = rf"\left( {POWERS} \right)^{{1/P}}"
LARGEST = rf"\max_{{{IN}}} \lvert {X} \rvert"
SIZES = rf"\sum_{{{IN}}} \lvert {X} \rvert"
MEAN = rf"\frac{{1}}{{{SIZE}}} {SIZES}"


def limits(top: str, mean: str) -> str:
    return display(top, mean)


def limit_mutants() -> Iterator[Mutant]:
    one = rf"\left( \sum_{{{IN}}} \lvert {X} \rvert^1 \right)^{{1/1}}"
    top, mean = rf"{LIMIT} {NORM} = {LARGEST}", rf"\frac{{1}}{{{SIZE}}} {one} = {MEAN}"
    yield from wrong(
        "lp_pool_limits", NOTHING, NAMES,
        ("limit at zero", limits(rf"\lim_{{P \to 0}} {NORM} = {LARGEST}", mean)),
        ("limit at one", limits(rf"\lim_{{P \to 1}} {NORM} = {LARGEST}", mean)),
        ("limit at minus infinity", limits(rf"\lim_{{P \to -\infty}} {NORM} = {LARGEST}", mean)),
        ("limit is the sum", limits(rf"{LIMIT} {NORM} = {SIZES}", mean)),
        ("limit is the mean", limits(rf"{LIMIT} {NORM} = {MEAN}", mean)),
        ("smallest for largest", limits(rf"{LIMIT} {NORM} = \min_{{{IN}}} \lvert {X} \rvert", mean)),  # noqa: E501
        ("count kept", limits(rf"{LIMIT} {NORM} = {SIZE} {LARGEST}", mean)),
        ("root forgotten", limits(rf"{LIMIT} {POWERS} = {LARGEST}", mean)),
        ("not divided", limits(top, rf"{one} = {MEAN}")),
        ("exponent two", limits(top, rf"\frac{{1}}{{{SIZE}}} \left( \sum_{{{IN}}} \lvert {X} \rvert^2 \right)^{{1/2}} = {MEAN}")),  # noqa: E501
        ("root of the count", limits(top, rf"\frac{{1}}{{\sqrt{{{SIZE}}}}} {SIZES} = {MEAN}")),
        ("multiplied by the count", limits(top, rf"{SIZE} {SIZES} = {MEAN}")),
        ("zero exponent", limits(top, rf"\frac{{1}}{{{SIZE}}} \sum_{{{IN}}} \lvert {X} \rvert^0 = {MEAN}")),  # noqa: E501
        ("largest of all bounds", limits(rf"{NORM} \le {LARGEST}", mean)),
    )  # fmt: skip


def limit_rewritings() -> Iterator[Rewriting]:
    top = rf"{LIMIT} {NORM} = {LARGEST}"
    one = rf"\left( \sum_{{{IN}}} \lvert {X} \rvert^1 \right)^{{1/1}}"
    yield from right(
        "lp_pool_limits", NOTHING,
        limits(top, rf"\frac{{1}}{{{SIZE}}} {one} = {MEAN}"),
        limits(top, rf"\frac{{{one}}}{{{SIZE}}} = {MEAN}"),
        limits(top.replace(r"\infty", r"+\infty"), rf"\frac{{1}}{{{SIZE}}} {one} = {MEAN}"),
        limits(top, rf"\frac{{1}}{{{SIZE}}} {one} = {MEAN}").replace("m, n", "p, q").replace("m,n", "p,q"),  # noqa: E501
        limits(
            rf"{LARGEST} \le {NORM} \le {SIZE}^{{1/P}} {LARGEST}",
            rf"{LIMIT} {SIZE}^{{1/P}} = 1",
        )
        + "\n"
        + limits(top, rf"\frac{{1}}{{{SIZE}}} {one} = {MEAN}"),
        limits(rf"{LIMIT} \lVert X \rVert_P = {LARGEST}", rf"\frac{{1}}{{{SIZE}}} \lVert X \rVert_1 = {MEAN}"),  # noqa: E501
    )  # fmt: skip


SUMS = r"\sum_{c=0}^{C-1} \sum_{u=0}^{K-1} \sum_{v=0}^{J-1}"
LEFT = rf"{SUMS} h_{{c,u,v}} x_{{c, S i + D (K-1-u) - P, S j + D (J-1-v) - Q}}"
RIGHT = rf"{SUMS} R_{{c,u,v}} x_{{c, S i + D u - P, S j + D v - Q}}"
TURNED = r"R_{c,u,v} = h_{c,K-1-u,J-1-v}"


def flip_mutants() -> Iterator[Mutant]:
    layer = rf"{LEFT} = %s"
    yield from wrong(
        "flip_is_absorbed", NOTHING, NAMES,
        ("kernel not turned", display(layer % RIGHT.replace("R_", "h_"))),
        ("transposed for turned", display(r"R_{c,u,v} = h_{c,v,u}", layer % RIGHT)),
        ("one axis turned", display(r"R_{c,u,v} = h_{c,K-1-u,v}", layer % RIGHT)),
        ("other axis turned", display(r"R_{c,u,v} = h_{c,u,J-1-v}", layer % RIGHT)),
        ("off by one", display(r"R_{c,u,v} = h_{c,K-u,J-v}", layer % RIGHT)),
        ("off by one", display(TURNED, layer % RIGHT.replace("D u", "D (u + 1)"))),
        ("dilation lost", display(TURNED, layer % RIGHT.replace("D u", "u").replace("D v", "v"))),
        ("stride lost", display(TURNED, layer % RIGHT.replace("S i", "i").replace("S j", "j"))),
        ("padding lost", display(TURNED, layer % RIGHT.replace(" - P", "").replace(" - Q", ""))),
        ("padding added", display(TURNED, layer % RIGHT.replace("- P", "+ P").replace("- Q", "+ Q"))),  # noqa: E501
        ("sign", display(TURNED, layer % ("-" + RIGHT))),
        ("channels turned too", display(r"R_{c,u,v} = h_{C-1-c,K-1-u,J-1-v}", layer % RIGHT)),
        ("still turned", display(TURNED, layer % LEFT.replace("h_", "R_"))),
        ("paddings exchanged", display(TURNED, layer % RIGHT.replace("P", "T").replace("Q", "P").replace("T", "Q"))),  # noqa: E501
        ("sizes exchanged", display(r"R_{c,u,v} = h_{c,J-1-u,K-1-v}", layer % RIGHT)),
    )  # fmt: skip


def flip_rewritings() -> Iterator[Rewriting]:
    direct = RIGHT.replace("R_{c,u,v}", "h_{c,K-1-u,J-1-v}")
    yield from right(
        "flip_is_absorbed", NOTHING,
        display(rf"{LEFT} = {RIGHT}"), display(TURNED, rf"{LEFT} = {RIGHT}"),
        display(rf"{LEFT} = {direct}"),
        display(rf"{LEFT} = {direct} = {RIGHT}"),
        display(rf"{LEFT} = {RIGHT}").replace("u", "a").replace("v", "b").replace(r"\sbm", r"\sum").replace(r"\sam", r"\sum"),  # noqa: E501
        display(rf"{RIGHT} = {LEFT}"),
        display(rf"{LEFT} = \sum_{{c,u,v}} R_{{c,u,v}} x_{{c, S i + D u - P, S j + D v - Q}}"),
    )  # fmt: skip


FAMILIES = {
    "pooling_formulas": Family(pool_mutants, pool_rewritings),
    "lp_pool_limits": Family(limit_mutants, limit_rewritings),
    "flip_is_absorbed": Family(flip_mutants, flip_rewritings),
}
