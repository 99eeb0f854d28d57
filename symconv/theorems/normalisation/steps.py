r"""The backward pass of a normalisation layer, node by node, each line with its reason.

*Defines* `gradient_steps`. Every line follows from the definitions alone.
"""

from __future__ import annotations

from symconv.proof.author import step
from symconv.proof.derivation import Step
from symconv.theorems.normalisation.layout import Norm
from symconv.theorems.normalisation.lines import (
    GAMMA,
    HAT,
    MU,
    bracketed,
    input_gradient,
    loss_by,
    scale_gradient,
    shift_gradient,
    slope,
)

CHAIN = "the chain rule"


def gradient_steps(norm: Norm) -> list[Step]:
    """Return the backward pass, node by node, up to the closed form."""
    return [*_affine_steps(norm), *_statistic_steps(norm), *_input_steps(norm)]


def _affine_steps(norm: Norm) -> list[Step]:
    table = norm.symbols
    found = []
    if norm.affine is not None and norm.centred:
        reason = "the shift adds to every output that shares it, at the rate 1"
        found.append(step(shift_gradient(norm), reason, table, before="The affine part."))
    if norm.affine is not None:
        reason = "the scale multiplies the normalised values that share it"
        before = "" if norm.centred else "The scale."
        found.append(step(scale_gradient(norm), reason, table, before=before))
    scale = f"{norm.parameter(GAMMA)} " if norm.affine is not None else ""
    line = f"{loss_by(norm.entry(HAT))} = {scale}{norm.entry('g')}"
    found.append(step(line, CHAIN, table, before="The normalised value."))
    return found


def _statistic_steps(norm: Norm) -> list[Step]:
    table, over = norm.symbols, norm.over
    by_hat = loss_by(norm.entry(HAT, over))
    s, v, mu = (norm.statistic(t) for t in ("s", "v", MU))
    through = f"{norm.sums(over)} {by_hat}"
    divisor = norm.one_less if norm.unbiased else norm.count
    found = [
        step(
            f"{loss_by(s)} = {through} {bracketed(norm, over)}",
            f"{CHAIN}: s multiplies every deviation of its group",
            table,
            before="The statistics.",
        ),
        step(
            rf"{slope(s, v)} = -\frac{{1}}{{2}} "
            rf"\left({v} + \varepsilon\right)^{{-\frac{{3}}{{2}}}} = -\frac{{1}}{{2}} {s}^{{3}}",
            "the derivative of a power",
            table,
        ),
        step(
            rf"{loss_by(v)} = {loss_by(s)} {slope(s, v)} "
            rf"= -\frac{{1}}{{2}} {s}^{{3}} {through} {bracketed(norm, over)}",
            CHAIN,
            table,
        ),
    ]
    if norm.centred:
        found += [
            step(
                rf"{norm.sums(over)} {bracketed(norm, over)} = 0",
                "deviations from the mean add up to 0",
                table,
                label="deviations",
            ),
            step(
                rf"{slope(v, mu)} = -\frac{{2}}{{{divisor}}} {norm.sums(over)} "
                rf"{bracketed(norm, over)} = 0",
                "so that the variance does not change, to first order, when the mean moves",
                table,
                uses=("deviations",),
            ),
            step(
                f"{loss_by(mu)} = -{s} {through}",
                f"{CHAIN}: the mean is subtracted from every entry of its group; the way through "
                "the variance adds 0",
                table,
            ),
        ]
    return found


def _input_steps(norm: Norm) -> list[Step]:
    table = norm.symbols
    s, v, mu = (norm.statistic(t) for t in ("s", "v", MU))
    by_hat = loss_by(norm.entry(HAT))
    divisor = norm.one_less if norm.unbiased else norm.count
    spread = rf"{loss_by(v)} \frac{{2}}{{{divisor}}} {bracketed(norm)}"
    mean = rf" + {loss_by(mu)} \frac{{1}}{{{norm.count}}}" if norm.centred else ""
    ways = (
        "directly, through the mean, and through the variance"
        if norm.centred
        else ("directly, and through the mean square")
    )
    return [
        step(
            f"{loss_by(norm.entry('x'))} = {by_hat} {s}{mean} + {spread}",
            f"{CHAIN}: an entry acts {ways}",
            table,
            before="The input.",
        ),
        step(
            input_gradient(norm),
            f"insert the lines above, write {'deviation times s' if norm.centred else 'x s'} as "
            "the normalised value, and take out the common factor",
            table,
        ),
    ]
