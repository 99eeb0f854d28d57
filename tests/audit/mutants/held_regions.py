"""Regions that layers of absolute values identify, counted wrongly and in other forms."""

from __future__ import annotations

from collections.abc import Iterator

from apart import right, wrong
from shared import Family, Mutant, Rewriting

NAMES = {
    "sum for product": "sum-for-product",
    "base and exponent": "power-exchanged",
    "dimension less one": "dimension-off-by-one exponent-off-by-one factor-two off-by-one",
    "dimension more one": (
        "dimension-off-by-one exponent-off-by-one factor-two counted-twice off-by-one"
    ),
    "empty set left out": "regions-off-by-one off-by-one",
    "three pieces": "regions-off-by-one off-by-one base-off-by-one base",
    "permutations": "factorial-for-power",
    "one coordinate": "dimension-ignored",
    "coordinates": "exponent-for-power",
    "twice per coordinate": "dimension-twice squared base",
    "times dimension": "extra-factor dimension-twice",
    "halved": "factor-two",
    "sum of layers": "sum-for-product",
    "exponents added": "sum-for-product",
    "depth ignored": "layers-ignored depth-ignored",
    "dimension ignored": "dimension-ignored",
    "layers less one": "layers-off-by-one layer-off-by-one off-by-one",
    "layers more one": "layers-off-by-one layer-off-by-one off-by-one",
    "power of a power": "power-for-product",
    "slip": "slip",
    "power": "power-for-product",
    "one function": "inner-ignored outer-ignored",
    "larger": "larger-only",
    "smaller": "smaller-only",
    "counted twice": "counted-twice factor-two",
    "powers of two": "power-for-product sum-for-product exponential",
    "square": "squared outer-twice inner-twice applied-twice",
    "less one": "regions-off-by-one off-by-one",
    "ratio": "quotient-for-product",
    "folds counted": "off-by-one regions-off-by-one",
}
LAYER = {"dimension": "d", "fold": [2, -1]}
CUBE = {"dimension": 3, "fold": [2, -1]}
DEEP = {"dimension": "d", "layers": "L", "fold": [2, -1]}
TOWER = {"dimension": 3, "layers": 5, "fold": [2, -1]}
F, G = r"n_{\mathrm{f}}", r"n_{\mathrm{g}}"
PAIR = {"outer": F, "inner": G}
COUNTS = {"outer": 4, "inner": 6}


def says(value: object) -> str:
    return f"It identifies ${value}$ regions."


def layer_mutants() -> Iterator[Mutant]:
    yield from wrong(
        "regions_identified_by_layer", LAYER, NAMES,
        ("sum for product", says("2d")), ("base and exponent", says("d^2")),
        ("dimension less one", says("2^{d-1}")), ("dimension more one", says("2^{d+1}")),
        ("empty set left out", says("2^d - 1")), ("sum for product", says("d + 1")),
        ("three pieces", says("3^d")), ("permutations", says("d!")), ("one coordinate", says("2")),
        ("pairs", says(r"\binom{d}{2}")), ("coordinates", says("d")),
        ("twice per coordinate", says("4^d")), ("times dimension", says(r"d \cdot 2^d")),
        ("sum for product", says(r"\sum_{i=1}^{d} 2")), ("halved", says(r"\frac{2^d}{2}")),
    )  # fmt: skip
    yield from wrong(
        "regions_identified_by_layer", CUBE, NAMES,
        ("sum for product", says(6)), ("base and exponent", says(9)),
        ("dimension less one", says(4)), ("dimension more one", says(16)),
        ("empty set left out", says(7)), ("three pieces", says(27)),
    )  # fmt: skip


def layer_rewritings() -> Iterator[Rewriting]:
    yield from right(
        "regions_identified_by_layer", LAYER,
        says("2^d"), says(r"\sum_{k=0}^{d} \binom{d}{k}"), says(r"\sum_{k=0}^{d} \binom{d}{k} = 2^d"),  # noqa: E501
        r"Every coordinate folds once, hence $\prod_{i=1}^{d} 2 = 2^d$.", r"$\boxed{N = 2^{d}}$",
        r"$2 \cdot 2 \cdots 2 = 2^d$", r"$N = 4^{d/2}$", r"$\# = 2^{d}$", r"$N = (1 + 1)^d$",
        r"$\lvert \{0, 1\}^d \rvert = 2^d$",
    )  # fmt: skip
    yield from right(
        "regions_identified_by_layer", CUBE, says(8), "$2^3 = 8$", r"$N = 2 \cdot 2 \cdot 2$"
    )


def depth_mutants() -> Iterator[Mutant]:
    yield from wrong(
        "regions_identified_by_depth", DEEP, NAMES,
        ("sum of layers", says(r"L \cdot 2^d")), ("sum for product", says("(2d)^L")),
        ("exponents added", says("2^{L + d}")), ("depth ignored", says("2^d")),
        ("dimension ignored", says("2^L")), ("layers less one", says("2^{(L - 1) d}")),
        ("layers more one", says("2^{(L + 1) d}")), ("power of a power", says("2^{d^L}")),
        ("power of a power", says("2^{L^d}")), ("base and exponent", says("(L d)^2")),
        ("base and exponent", says("L^{2 d}")), ("sum of layers", says(r"\sum_{l=1}^{L} 2^{d l}")),
        ("sum for product", says("2 L d")), ("empty set left out", says("2^{L d} - 1")),
        ("three pieces", says("3^{L d}")), ("dimension less one", says("2^{L (d - 1)}")),
    )  # fmt: skip
    yield from wrong(
        "regions_identified_by_depth", TOWER, NAMES,
        ("sum of layers", says(40)), ("depth ignored", says(8)), ("dimension ignored", says(32)),
        ("exponents added", says(256)), ("layers less one", says(2**12)),
        ("layers more one", says(2**18)), ("sum for product", says(30)), ("slip", says(32758)),
    )  # fmt: skip


def depth_rewritings() -> Iterator[Rewriting]:
    yield from right(
        "regions_identified_by_depth", DEEP,
        says("2^{Ld}"), says("2^{dL}"), says(r"(2^d)^L = 2^{dL}"), r"$N_L = 2^{Ld}$",
        r"$N = \prod_{l=1}^{L} 2^d$", r"$N = 2^d \cdot 2^{(L-1) d}$",
        r"By induction $2^{(L-1)d} \cdot 2^d = 2^{Ld}$.", r"$\left(2^{L}\right)^{d}$", "$4^{Ld/2}$",
        r"$N = 2^{\sum_{l=1}^{L} d}$",
    )  # fmt: skip
    yield from right("regions_identified_by_depth", TOWER, says(32768), "$2^{15}$", "$8^5 = 32768$")


def pair_mutants() -> Iterator[Mutant]:
    yield from wrong(
        "regions_identified_by_composition", PAIR, NAMES,
        ("sum for product", says(f"{F} + {G}")), ("power", says(f"{F}^{{{G}}}")),
        ("power", says(f"{G}^{{{F}}}")), ("one function", says(F)), ("one function", says(G)),
        ("larger", says(rf"\max({F}, {G})")), ("smaller", says(rf"\min({F}, {G})")),
        ("counted twice", says(f"2 {F} {G}")), ("powers of two", says(f"2^{{{F} + {G}}}")),
        ("powers of two", says(rf"2^{{{F}}} \cdot 2^{{{G}}}")), ("square", says(f"{F}^2 {G}")),
        ("less one", says(f"{F} {G} - 1")), ("inclusion", says(f"{F} + {G} - {F} {G}")),
        ("and each alone", says(f"{F} {G} + {F} + {G}")), ("ratio", says(rf"\frac{{{F}}}{{{G}}}")),
        ("folds counted", says(f"({F} - 1)({G} - 1)")),
    )  # fmt: skip
    yield from wrong(
        "regions_identified_by_composition", COUNTS, NAMES,
        ("sum for product", says(10)), ("power", says(4096)), ("power", says(1296)),
        ("one function", says(4)), ("one function", says(6)), ("counted twice", says(48)),
        ("less one", says(23)), ("powers of two", says(1024)),
    )  # fmt: skip


def pair_rewritings() -> Iterator[Rewriting]:
    yield from right(
        "regions_identified_by_composition", PAIR,
        says(f"{F} {G}"), says(rf"{F} \cdot {G}"), says(rf"{G} \times {F}"),
        rf"$N = \sum_{{i=1}}^{{{F}}} {G} = {F} {G}$", rf"$\boxed{{{F} {G}}}$", "$n_f n_g$",
        r"$n_f \cdot n_g$ regions", r"$N_{f \circ g} = n_f \, n_g$", r"$n_f * n_g$",
    )  # fmt: skip
    yield from right(
        "regions_identified_by_composition",
        COUNTS,
        says(24),
        r"$4 \cdot 6 = 24$",
        r"$N = 6 + 6 + 6 + 6$",
    )


FAMILIES = {
    "regions_identified_by_layer": Family(layer_mutants, layer_rewritings),
    "regions_identified_by_depth": Family(depth_mutants, depth_rewritings),
    "regions_identified_by_composition": Family(pair_mutants, pair_rewritings),
}
