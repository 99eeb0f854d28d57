"""Wrong and right equations of batch norm, for every choice of axes that share statistics."""

from __future__ import annotations

from collections.abc import Iterator

from norm_definition_forms import right
from norm_layer import BETA, GAMMA, HAT, MU, PRIME, SIGMA, Layer
from shared import Family, Mutant

THEOREM = "batch_norm_definition"
AXES = ((0, 1, 2, 3), (0, 2, 3), (0, 1), (0,))


def images(over: tuple[int, ...]) -> Layer:
    """Return the layer of the sheet with other statistics."""
    return Layer(("B", "C", "H", "W"), ("b", "c", "h", "w"), over)


PLAIN = Layer(("N", "D"), ("i", "j"), (0,))


def statistics(t: Layer) -> Iterator[tuple[set[str], dict[str, str]]]:
    """Yield wrong means and deviations."""
    mean, square, m = t.mean_sum(), t.square_sum(), t.count
    yield {"count-forgotten"}, {"mean": mean}
    yield {"count-forgotten"}, {"spread": rf"\sqrt{{{square}}}"}
    yield {"count-forgotten"}, {"mean": mean, "spread": rf"\sqrt{{{square}}}"}
    yield {"wrong-count"}, {"mean": rf"\frac{{1}}{{{m} - 1}} {mean}"}
    yield {"mean-not-subtracted"}, {"spread": rf"\sqrt{{\frac{{1}}{{{m}}} {t.mean_sum()}^2}}"}
    linear = rf"\frac{{1}}{{{m}}} {t.sum()} ({t.at('x', PRIME)} - {t.kept(MU)})"
    yield {"square-forgotten"}, {"spread": rf"\sqrt{{{linear}}}"}
    absolute = linear.replace("(", r"\lvert ").replace(")", r" \rvert")
    yield {"absolute-deviation"}, {"spread": absolute}
    yield {"root-before-mean"}, {"spread": rf"\frac{{1}}{{{m}}} \sqrt{{{square}}}"}
    yield {"epsilon-twice"}, {"spread": rf"\sqrt{{\frac{{1}}{{{m}}} {square} + \varepsilon}}"}
    yield {"sign"}, {"mean": rf"- \frac{{1}}{{{m}}} {mean}"}
    yield {"factor-two"}, {"mean": rf"\frac{{2}}{{{m}}} {mean}"}
    yield {"reciprocal"}, {"mean": rf"\frac{{{m}}}{{{mean}}}"}


def normalised(t: Layer) -> Iterator[tuple[set[str], dict[str, str]]]:
    """Yield wrong normalised values."""
    x, mean, sigma = t.at("x"), t.kept(MU), t.kept(SIGMA)
    root = rf"\sqrt{{{sigma}^2 + \varepsilon}}"
    for names, value in (
        ("mean-not-subtracted", rf"\frac{{{x}}}{{{root}}}"),
        ("deviation-forgotten", f"{x} - {mean}"),
        ("sign", rf"\frac{{{mean} - {x}}}{{{root}}}"),
        ("sign", rf"\frac{{{x} + {mean}}}{{{root}}}"),
        ("sign", rf"\frac{{{x} - {mean}}}{{\sqrt{{{sigma}^2 - \varepsilon}}}}"),
        ("reciprocal", rf"({x} - {mean}) {root}"),
        ("variance-for-deviation", rf"\frac{{{x} - {mean}}}{{{sigma}^2 + \varepsilon}}"),
        ("deviation-for-variance", rf"\frac{{{x} - {mean}}}{{\sqrt{{{sigma} + \varepsilon}}}}"),
        ("epsilon-outside-root", rf"\frac{{{x} - {mean}}}{{{sigma} + \varepsilon}}"),
        ("epsilon-forgotten", rf"\frac{{{x} - {mean}}}{{{sigma}}}"),
        ("epsilon-forgotten", rf"\frac{{{x} - {mean}}}{{\sqrt{{{sigma}^2}}}}"),
        ("variance-for-deviation", rf"\frac{{{x} - {mean}}}{{{sigma}^2}}"),
        ("epsilon-squared", rf"\frac{{{x} - {mean}}}{{\sqrt{{{sigma}^2 + \varepsilon^2}}}}"),
        ("fraction-split", rf"{x} - \frac{{{mean}}}{{{root}}}"),
        ("statistics-exchanged", rf"\frac{{{x} - {sigma}}}{{\sqrt{{{mean}^2 + \varepsilon}}}}"),
    ):
        yield {names}, {"hat": value}


def outputs(t: Layer) -> Iterator[tuple[set[str], dict[str, str]]]:
    """Yield wrong outputs of a layer with a scale and a shift."""
    gamma, beta, hat = t.kept(GAMMA), t.kept(BETA), t.at(HAT)
    for names, value in (
        ("gamma-forgotten", f"{hat} + {beta}"),
        ("beta-forgotten", f"{gamma} {hat}"),
        ("gamma-beta-swapped", f"{beta} {hat} + {gamma}"),
        ("shift-scaled", f"{gamma} ({hat} + {beta})"),
        ("sign", f"{gamma} {hat} - {beta}"),
        ("not-normalised", f"{gamma} {t.at('x')} + {beta}"),
        ("gamma-added", f"{gamma} + {hat} + {beta}"),
        ("beta-multiplied", f"{gamma} {hat} {beta}"),
        ("reciprocal", rf"\frac{{{hat}}}{{{gamma}}} + {beta}"),
    ):
        yield {names}, {"output": value}


def wrong() -> Iterator[Mutant]:
    """Yield mistakes in every layer, and the statistics of another one."""
    for n, over in enumerate(AXES):
        t = images(over)
        given = {**t.given, "affine": "none"}
        listed = [*statistics(t), *normalised(t)]
        for names, change in listed[n % 3 :: 3]:
            answer = t.definition(**change)
            yield Mutant(THEOREM, given, min(names), frozenset(names), answer)
        for others in AXES:
            if others != over:
                names = frozenset({"wrong-axes"})
                answer = images(others).definition()
                yield Mutant(THEOREM, given, "wrong-axes", names, answer)
    for names, change in (*statistics(PLAIN), *normalised(PLAIN), *outputs(PLAIN)):
        answer = PLAIN.definition(affine=True, **change)
        yield Mutant(THEOREM, PLAIN.given, min(names), frozenset(names), answer, unique=True)
    t = images((0, 2, 3))
    for names, change in outputs(t):
        answer = t.definition(affine=True, **change)
        yield Mutant(THEOREM, t.given, min(names), frozenset(names), answer, unique=True)


FAMILIES = {THEOREM: Family(wrong, right)}
