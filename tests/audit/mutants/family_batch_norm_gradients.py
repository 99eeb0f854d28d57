"""Wrong gradients of batch norm: ways that are missing, sums over wrong entries, factors, signs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from norm_gradient_forms import right
from norm_layer import GAMMA, HAT, IMAGES, OTHER, PLAIN, PRIME, SIGNAL, Layer
from shared import Family, Mutant

THEOREM = "batch_norm_gradients"


def ways(t: Layer) -> Iterator[tuple[set[str], str]]:
    """Yield wrong differences."""
    g, hat, total, moment = t.at("g"), t.at(HAT), t.total(), t.moment()
    x, mean = t.at("x"), t.kept(r"\mu")
    yield {"mean-as-constant"}, f"{t.count} {g} - {hat} {moment}"
    yield {"variance-as-constant"}, f"{t.count} {g} - {total}"
    yield {"statistics-as-constants"}, f"{t.count} {g}"
    yield {"term-missing"}, f"- {total} - {hat} {moment}"
    yield {"sign"}, t.inside(two=f"+ {total}")
    yield {"sign"}, t.inside(three=f"+ {hat} {moment}")
    yield {"sign"}, t.inside(two=f"+ {total}", three=f"+ {hat} {moment}")
    yield {"factor-two"}, t.inside(three=f"- 2 {hat} {moment}")
    yield {"factor-two"}, t.inside(three=rf"- \frac{{1}}{{2}} {hat} {moment}")
    yield {"count-forgotten"}, t.inside(one=g)
    yield {"not-normalised"}, t.inside(three=f"- {moment}")
    yield {"not-normalised"}, t.inside(three=rf"- {hat} {t.moment('x')}")
    yield {"not-normalised"}, t.inside(three=rf"- {x} {moment}")
    yield {"not-normalised"}, t.inside(three=rf"- ({x} - {mean}) {moment}")
    yield {"index-not-renamed"}, t.inside(three=rf"- {moment} {t.at(HAT, PRIME)}")
    yield {"sums-exchanged"}, t.inside(two=f"- {moment}", three=f"- {hat} {total}")
    yield {"sum-forgotten"}, t.inside(two=f"- {g}", three=f"- {hat} {g} {hat}")


def factors(t: Layer) -> Iterator[tuple[set[str], str]]:
    """Yield wrong factors."""
    gamma, s, v, m = t.kept(GAMMA), t.kept("s"), t.kept("v"), t.count
    yield {"gamma-forgotten"}, rf"\frac{{{s}}}{{{m}}}"
    yield {"deviation-forgotten"}, rf"\frac{{{gamma}}}{{{m}}}"
    yield {"count-forgotten"}, f"{gamma} {s}"
    yield {"variance-for-deviation"}, rf"\frac{{{gamma}}}{{{m} ({v} + \varepsilon)}}"
    yield {"epsilon-forgotten"}, rf"\frac{{{gamma}}}{{{m} \sqrt{{{v}}}}}"
    yield {"epsilon-outside-root"}, rf"\frac{{{gamma}}}{{{m} (\sqrt{{{v}}} + \varepsilon)}}"
    yield {"reciprocal"}, rf"\frac{{{gamma} \sqrt{{{v} + \varepsilon}}}}{{{m}}}"
    yield {"wrong-count"}, rf"\frac{{{gamma} {s}}}{{{m} - 1}}"
    yield {"sign"}, f"- {t.scale}"
    yield {"factor-two"}, f"2 {t.scale}"
    yield {"gamma-twice"}, rf"\frac{{{gamma}^2 {s}}}{{{m}}}"


def parameters(t: Layer) -> Iterator[tuple[set[str], str]]:
    """Yield wrong gradients of the scale and the shift, one at a time."""
    gamma, s, total, moment = t.kept(GAMMA), t.kept("s"), t.total(), t.moment()
    yield {"factor-missing"}, t.lines(by_g=total)
    yield {"not-normalised"}, t.lines(by_g=t.moment("x"))
    yield {"extra-factor"}, t.lines(by_g=f"{gamma} {moment}")
    yield {"extra-factor"}, t.lines(by_g=f"{s} {moment}")
    yield {"sum-forgotten"}, t.lines(by_g=f"{t.at('g')} {t.at(HAT)}")
    yield {"index-not-renamed"}, t.lines(by_g=f"{t.at(HAT)} {total}")
    yield {"mean-for-sum"}, t.lines(by_g=rf"\frac{{1}}{{{t.count}}} {moment}")
    yield {"extra-factor"}, t.lines(by_b=moment)
    yield {"mean-for-sum"}, t.lines(by_b=rf"\frac{{1}}{{{t.count}}} {total}")
    yield {"sign"}, t.lines(by_b=f"- {total}")
    yield {"extra-factor"}, t.lines(by_b=f"{gamma} {total}")
    yield {"sum-forgotten"}, t.lines(by_b=t.at("g"))
    yield {"results-exchanged"}, t.lines(by_g=total, by_b=moment)


def wrong() -> Iterator[Mutant]:
    """Yield each mistake in two layers, and those about axes in images."""
    for t, step in ((PLAIN, 1), (OTHER, 3), (IMAGES, 4), (SIGNAL, 5)):
        listed = [(names, t.lines(t.by_x(inside))) for names, inside in ways(t)]
        listed += [(names, t.lines(t.by_x(scale=scale))) for names, scale in factors(t)]
        listed += parameters(t)
        for names, answer in listed[::step]:
            yield Mutant(
                THEOREM, t.given, min(names), frozenset(names), answer, unique=len(t.sizes) == 2
            )
    yield from of_images()
    yield from pairs()


def of_images() -> Iterator[Mutant]:
    """Yield sums over the batch alone, over the places alone, and counts of one axis."""
    for axes, size in (((0,), "N"), ((2, 3), "H W"), ((0, 1, 2, 3), "N C H W")):
        t = Layer(IMAGES.sizes, IMAGES.letters, axes)
        scale = IMAGES.scale.replace("N H W", size)
        names = frozenset({"wrong-axes"})
        yield Mutant(
            THEOREM, IMAGES.given, "wrong-axes", names, IMAGES.lines(IMAGES.by_x(t.inside(), scale))
        )
        yield Mutant(THEOREM, IMAGES.given, "wrong-axes", names, IMAGES.lines(by_b=t.total()))
        names = frozenset({"wrong-count"})
        counted = IMAGES.lines(IMAGES.by_x(scale=scale))
        yield Mutant(THEOREM, IMAGES.given, "wrong-count", names, counted)


def pairs() -> Iterator[Mutant]:
    """Yield a mistake in the factor together with one in the difference."""
    t = PLAIN
    apart = [x for x in factors(t) if not x[0] & {"sign", "factor-two"}]
    for (first, scale), (second, inside) in list(product(apart, ways(t)))[::11]:
        names = frozenset(f"{a}+{b}" for a in first for b in second)
        yield Mutant(THEOREM, t.given, "two", names, t.lines(t.by_x(inside, scale)))


FAMILIES = {THEOREM: Family(wrong, right)}
