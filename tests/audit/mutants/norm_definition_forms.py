r"""Right equations of batch norm, as people write them."""

from __future__ import annotations

from collections.abc import Iterator

from norm_layer import BETA, GAMMA, HAT, MU, SIGMA, Layer
from shared import Rewriting, display

THEOREM = "batch_norm_definition"
CHANNELS = Layer(("B", "C", "H", "W"), ("b", "c", "h", "w"), (0, 2, 3))
LOCATIONS = Layer(("B", "C", "H", "W"), ("b", "c", "h", "w"), (0, 1))
WHOLE = Layer(("B", "C", "H", "W"), ("b", "c", "h", "w"), (0, 1, 2, 3))
SINGLE = Layer(("B", "C", "H", "W"), ("b", "c", "h", "w"), (0,))
PLAIN = Layer(("N", "D"), ("i", "j"), (0,))


def right() -> Iterator[Rewriting]:
    """Yield right answers for each choice of axes."""
    for t in (WHOLE, CHANNELS, LOCATIONS, SINGLE):
        for form, answer in forms(t, affine=False):
            yield Rewriting(THEOREM, {**t.given, "affine": "none"}, form, answer)
    for t in (PLAIN, CHANNELS):
        for form, answer in (*forms(t, affine=True), *outputs(t)):
            yield Rewriting(THEOREM, t.given, form, answer)


def from_one(t: Layer, text: str) -> str:
    """Return a text whose sums count from 1."""
    for a in t.over:
        letter, size = t.letters[a], t.sizes[a]
        text = text.replace(f"{letter}'=0}}^{{{size} - 1}}", f"{letter}'=1}}^{{{size}}}")
    return text


def forms(t: Layer, *, affine: bool) -> Iterator[tuple[str, str]]:
    """Yield the equations in other forms."""
    mean, square, m = t.mean_sum(), t.square_sum(), t.count
    x, mu, sigma = t.at("x"), t.kept(MU), t.kept(SIGMA)
    plain = t.definition(affine=affine)
    yield "as on the sheet", plain
    yield "from 1", from_one(t, plain)
    for letter, other in (("b", "k"), ("b", "n"), ("i", "a"), ("i", "m")):
        if letter in t.letters:
            yield f"{other} for {letter}'", plain.replace(f"{letter}'", other)
    yield "from 1 without primes", from_one(t, plain).replace("'", "") if affine else plain
    over = {"mean": rf"\frac{{{mean}}}{{{m}}}", "spread": rf"\sqrt{{\frac{{{square}}}{{{m}}}}}"}
    yield "fractions", t.definition(affine=affine, **over)
    power = {
        "spread": rf"\left(\frac{{1}}{{{m}}} {square}\right)^{{1/2}}",
        "hat": rf"({x} - {mu}) ({sigma}^2 + \varepsilon)^{{-1/2}}",
    }
    yield "powers", t.definition(affine=affine, **power)
    squares = rf"\sqrt{{\frac{{1}}{{{m}}} {mean}^2 - {mu}^2}}"
    yield "mean of squares", t.definition(affine=affine, spread=squares)
    split = rf"\frac{{{x}}}{{\sqrt{{{sigma}^2 + \varepsilon}}}} - \frac{{{mu}}}{{\sqrt{{{sigma}^2 + \varepsilon}}}}"  # noqa: E501
    yield "two fractions", t.definition(affine=affine, hat=split)
    yield "epsilon", plain.replace("varepsilon", "epsilon")
    yield "variance", variance(t, affine=affine)


def variance(t: Layer, *, affine: bool) -> str:
    """Return the equations with the variance where the sheet has the deviation."""
    rows = t.definition(affine=affine).split("\n")
    square = rf"{t.kept(SIGMA)}^2 = \frac{{1}}{{{t.count}}} {t.square_sum()}"
    return "\n".join([rows[0], display(square), *rows[2:]])


def outputs(t: Layer) -> Iterator[tuple[str, str]]:
    """Yield the output in other forms."""
    gamma, beta, x, mu = t.kept(GAMMA), t.kept(BETA), t.at("x"), t.kept(MU)
    root = rf"\sqrt{{{t.kept(SIGMA)}^2 + \varepsilon}}"
    yield "turned", t.definition(affine=True, output=f"{beta} + {gamma} {t.at(HAT)}")
    inside = rf"\frac{{{gamma} ({x} - {mu})}}{{{root}}} + {beta}"
    yield "in one", t.definition(affine=True, output=inside)
    affine = (
        rf"\frac{{{gamma}}}{{{root}}} {x} + \left({beta} - \frac{{{gamma} {mu}}}{{{root}}}\right)"
    )
    yield "an affine map", t.definition(affine=True, output=affine)
