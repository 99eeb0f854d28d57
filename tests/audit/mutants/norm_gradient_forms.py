r"""Right gradients of batch norm, as people write them: other letters, forms, names."""

from __future__ import annotations

from collections.abc import Iterator

from norm_layer import GAMMA, HAT, IMAGES, OTHER, PLAIN, PRIME, SIGNAL, Layer
from shared import Rewriting, display, write

THEOREM = "batch_norm_gradients"


def right() -> Iterator[Rewriting]:
    """Yield right answers."""
    for t in (PLAIN, OTHER, SIGNAL, IMAGES):
        for form, answer in forms(t):
            yield Rewriting(THEOREM, t.given, form, answer)
    for form, answer in own_names():
        yield Rewriting(THEOREM, PLAIN.given, form, answer)


def forms(t: Layer) -> Iterator[tuple[str, str]]:
    """Yield the gradients in other forms."""
    g, hat, s, v = t.at("g"), t.at(HAT), t.kept("s"), t.kept("v")
    gamma, m, total, moment = t.kept(GAMMA), t.count, t.total(), t.moment()
    yield "as on the sheet", t.lines()
    means = rf"{g} - \frac{{1}}{{{m}}} {total} - {hat} \frac{{1}}{{{m}}} {moment}"
    yield "means", t.lines(t.by_x(means, f"{gamma} {s}"))
    over = rf"{g} - \frac{{{total}}}{{{m}}} - \frac{{{hat} {moment}}}{{{m}}}"
    yield "fractions of sums", t.lines(t.by_x(over, f"{gamma} {s}"))
    root = rf"\frac{{{gamma}}}{{{m} \sqrt{{{v} + \varepsilon}}}}"
    yield "with the root", t.lines(t.by_x(scale=root))
    power = rf"\frac{{{gamma}}}{{{m}}} ({v} + \varepsilon)^{{-1/2}}"
    yield "with a power", t.lines(t.by_x(scale=power))
    yield (
        "expanded",
        t.lines(
            rf"{gamma} {s} {g} - \frac{{{gamma} {s}}}{{{m}}} {total} - \frac{{{gamma} {s}}}{{{m}}} {hat} {moment}"  # noqa: E501
        ),
    )
    deviation = rf"({t.at('x')} - {t.kept(chr(92) + 'mu')})"
    apart = rf"({t.at('x', PRIME)} - {t.kept(chr(92) + 'mu')})"
    third = rf"- {deviation} {s}^2 {t.total()} {apart}"
    yield "deviations", t.lines(t.by_x(t.inside(three=third)))
    yield "turned", "\n".join(reversed(t.lines().split("\n")))
    yield "boxed", t.lines(rf"\boxed{{{t.by_x()}}}")
    upstream = t.lines().replace("g_", "u_")
    above = rf"u_{{{', '.join(t.letters)}}} = \frac{{\partial L}}{{\partial {t.at('y')}}}"
    yield "another name from above", f"Let ${above}$.\n{upstream}"


def own_names() -> Iterator[tuple[str, str]]:
    """Yield the gradients in names of one's own, which the answer defines."""
    t = PLAIN
    for a in ("a", "k", "m", "p", "q"):
        yield f"index {a}", t.lines().replace("i'", a)
        ones = t.lines().replace("i'=0", f"{a}=1").replace("N - 1", "N").replace("i'", a)
        yield f"from 1, index {a}", ones
    slopes = t.lines()
    for at in ("i, j", "i', j"):
        slopes = slopes.replace(f"g_{{{at}}}", rf"\frac{{\partial L}}{{\partial y_{{{at}}}}}")
    yield "derivatives from above", slopes
    statistics = (
        r"\mu_j = \frac{1}{N} \sum_{i=1}^{N} x_{i, j}",
        r"\sigma_j^2 = \frac{1}{N} \sum_{i=1}^{N} (x_{i, j} - \mu_j)^2",
        r"\hat{x}_{i, j} = \frac{x_{i, j} - \mu_j}{\sqrt{\sigma_j^2 + \varepsilon}}",
    )
    scale = r"\frac{\gamma_j}{N \sqrt{\sigma_j^2 + \varepsilon}}"
    yield "a variance of one's own", f"{display(*statistics)}\n{t.lines(t.by_x(scale=scale))}"
    yield "the usual variance", t.lines(t.by_x(scale=scale))
    epsilon = t.lines(t.by_x(scale=scale)).replace("varepsilon", "epsilon")
    yield "another epsilon", epsilon
    front = r"\frac{\gamma_j}{\sqrt{\sigma_j^2 + \epsilon}}"
    by_b, by_g = (rf"\frac{{\partial L}}{{\partial \{v}_j}}" for v in ("beta", "gamma"))
    inside = rf"{t.at('g')} - \frac{{1}}{{N}} {by_b} - \frac{{1}}{{N}} \hat{{x}}_{{i, j}} {by_g}"
    known = write({t.subjects[0]: t.by_x(inside, front)})
    rest = "\n".join(t.lines().split("\n")[1:])
    yield "through the other gradients", f"{rest}\n{known}"
