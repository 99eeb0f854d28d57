r"""The backward pass of batch normalisation, differentiated once more.

The gradient of the input, :math:`z = \frac{\gamma s}{M} (M g - \sum g - \hat x \sum g \hat x)`, is
a function of g, of gamma and of x. A loss that reads z (a gradient penalty, a Hessian times a
vector) sends a gradient u back through it. As a function of g the map is symmetric: it sends u back
as it sent g. For x there are seven terms, in five sums over the group.

*Source.* Derived here; compared with second derivatives by automatic differentiation.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.latex import plain
from symconv.latex.tree import Chain
from symconv.proof.author import define, statement, step
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.answers import box
from symconv.theorems.givens import Size
from symconv.theorems.normalisation.derivation import hypotheses
from symconv.theorems.normalisation.double_witness import check
from symconv.theorems.normalisation.layout import Norm, read_norm
from symconv.theorems.normalisation.lines import (
    GAMMA,
    HAT,
    given_array,
    loss_by,
    made,
    normalised,
    slope,
    statistics,
)
from symconv.theorems.normalisation.witness import Written

SUMS = {
    r"\alpha": (("u",), "the sum of u"),
    r"\kappa": (("g",), "the sum of g"),
    r"\rho": (("u", "g"), "the sum of u g"),
    r"\phi": (("u", HAT), "the sum of u times the normalised values"),
    r"\psi": (("g", HAT), "the sum of g times the normalised values"),
}


def batch_norm_double_backward(
    *,
    shape: Sequence[Size] = ("N", "C", "H", "W"),
    over: Sequence[int] = (0, 2, 3),
    indices: Sequence[str] = (),
) -> Derivation:
    r"""Return the derivation of the gradients by g, gamma and x of a loss that reads dL/dx.

    ``over`` lists the axes of ``shape`` that share one mean and one variance; gamma changes with
    the statistics. Raises GivenError for a wrong value.

    >>> batch_norm_double_backward(shape=["N"], over=[0]).answer.latex.count("partial L")
    3
    """
    norm = read_norm(shape, over, "statistics", indices)
    defined, trees = _written(norm)
    return Derivation(
        name="batch_norm_double_backward",
        title="Second derivatives of batch normalisation",
        symbols=norm.symbols,
        conventions=(
            "z is the gradient of the input for the gradient g of the output; the loss L reads z "
            "and nothing else, and u is its gradient there.",
            "ε is positive. The variance is biased.",
        ),
        hypotheses=tuple((h, statement(h, norm.symbols)) for h in hypotheses(norm)),
        definitions=tuple(defined),
        steps=tuple(_steps(norm)),
        answer=Answer(
            box(_results(norm)),
            tuple(plain.write(t.sides[-1]) for t in trees if isinstance(t, Chain)),
        ),
        witness=Witness("backward kernels, and differences of them", lambda: check(norm, _written)),
    )


def _definitions(norm: Norm) -> list[Defined]:
    found = given_array(norm, "x", norm.axes, "the input")
    found += given_array(norm, "g", norm.axes, "the gradient of the output")
    found += given_array(norm, GAMMA, norm.kept, "the scale")
    found += statistics(norm)
    found.append(made(norm, normalised(norm), norm.axes, "the normalised value"))
    sums, over = norm.sums(norm.over), norm.over
    inner = (
        f"{norm.count} {norm.entry('g')} - {sums} {norm.entry('g', over)} - {norm.entry(HAT)} "
        f"{sums} {norm.entry('g', over)} {norm.entry(HAT, over)}"
    )
    back = rf"{norm.entry('z')} := {_front(norm, 's')} \left({inner}\right)"
    found.append(made(norm, back, norm.axes, "the gradient of the input"))
    found.append(define(r"L := \ell\left(z\right)", "a loss that reads it", norm.symbols))
    upstream = f"{norm.entry('u')} := {slope('L', norm.entry('z'))}"
    found.append(made(norm, upstream, norm.axes, "its gradient"))
    for name, (factors, reason) in SUMS.items():
        body = " ".join(norm.entry(f, over) for f in factors)
        line = f"{norm.statistic(name)} := {sums} {body}"
        found.append(made(norm, line, norm.kept, f"{reason} in the group"))
    return found


def _front(norm: Norm, power: str) -> str:
    s = norm.statistic("s") if power == "s" else f"{norm.statistic('s')}^{{2}}"
    return rf"\frac{{{norm.parameter(GAMMA)} {s}}}{{{norm.count}}}"


def _results(norm: Norm) -> list[str]:
    m, s, hat = norm.count, norm.statistic("s"), norm.entry(HAT)
    alpha, kappa, rho, phi, psi = (norm.statistic(name) for name in SUMS)
    by_g = rf"{m} {norm.entry('u')} - {alpha} - {hat} {phi}"
    by_x = (
        rf"{hat} \left(\frac{{{alpha} {kappa} + 3 {phi} {psi}}}{{{m}}} - {rho}\right) "
        rf"+ \frac{{{alpha} {psi} + {kappa} {phi}}}{{{m}}} "
        rf"- {psi} {norm.entry('u')} - {phi} {norm.entry('g')}"
    )
    return [
        rf"{loss_by(norm.entry('g'))} = {_front(norm, 's')} \left({by_g}\right)",
        rf"{loss_by(norm.parameter(GAMMA))} = \frac{{{s}}}{{{m}}} "
        rf"\left({m} {rho} - {alpha} {kappa} - {phi} {psi}\right)",
        rf"{loss_by(norm.entry('x'))} = {_front(norm, 's^2')} \left({by_x}\right)",
    ]


def _written(norm: Norm) -> Written:
    return _definitions(norm), [statement(r, norm.symbols) for r in _results(norm)]


def _steps(norm: Norm) -> list[Step]:
    table, m = norm.symbols, norm.count
    s, hat, x = norm.statistic("s"), norm.entry(HAT), norm.entry("x")
    _, kappa, _, _, psi = (norm.statistic(name) for name in SUMS)
    by_g, by_gamma, by_x = _results(norm)

    def moved(total: str, entry: str, plain_sum: str) -> str:
        inner = rf"{entry} - \frac{{{plain_sum}}}{{{m}}} - \frac{{{hat} {total}}}{{{m}}}"
        return rf"{slope(total, x)} = {s} \left({inner}\right)"

    return [
        step(
            by_g,
            "z is linear in g, and the map is symmetric: u goes back as g came",
            table,
            before="The gradient of the output.",
        ),
        step(by_gamma, "z is proportional to γ", table, before="The scale."),
        step(
            rf"{slope(s, x)} = -\frac{{{s}^{{2}} {hat}}}{{{m}}}",
            "a larger deviation lowers s",
            table,
            before="The input.",
        ),
        step(
            moved(psi, norm.entry("g"), kappa),
            "the normalised values change as in the backward pass",
            table,
        ),
        step(
            by_x,
            "the product rule for s, for the sum of g and of u with the normalised values",
            table,
        ),
    ]
