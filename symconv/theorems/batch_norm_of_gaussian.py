r"""What batch normalisation makes of Gaussian data: a Gaussian with the learned mean and scale.

A batch that is very large has the mean and the variance of the distribution. The layer then is one
affine map, so a Gaussian stays one: its mean becomes beta, and its standard deviation gamma (a
little less where epsilon counts). The density is shown by the change of variables.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import exp, pi, sqrt

import numpy as np

from symconv.errors import GivenError, WitnessError
from symconv.kernels import batch_norm
from symconv.latex.drawing import Figure, Style
from symconv.notation import Domain, SymbolTable, scalars
from symconv.proof.derivation import Answer, Defined, Derivation, Exact, Step, Witness
from symconv.theorems.answers import box
from symconv.theorems.draft import Draft
from symconv.theorems.exact_scalars import (
    Real,
    check_letters,
    declared_reals,
    plain_value,
    real,
    real_nodes,
)
from symconv.theorems.figures.axes import Axes, graph, guide, note, plot

CONVENTIONS = (
    "The batch is so large that its mean and its variance are those of the distribution.",
    "The variance of the batch divides by the number of samples (biased).",
)
AFTER_MEAN, AFTER = r"\mu_{\mathrm{y}}", r"\sigma_{\mathrm{y}}"
GIVENS = {"m": "mean", "d": "deviation", "g": "gamma", "b": "beta", "e": "epsilon"}
STAND_IN = {"m": 1.5, "d": 0.8, "g": 1.0, "b": 5.0, "e": 0.1}
Values = dict[str, Fraction | str]


def batch_norm_of_gaussian(
    *,
    mean: Real = r"\mu",
    deviation: Real = r"\sigma",
    gamma: Real = r"\gamma",
    beta: Real = r"\beta",
    epsilon: Real = 0,
) -> Derivation:
    r"""Return mean, standard deviation and density of one-dimensional data after the layer.

    Every given is an exact number or a symbol; ``deviation`` and ``gamma`` are positive and
    ``epsilon`` is not negative. Raises GivenError for a wrong value.

    >>> batch_norm_of_gaussian(mean="3/2", deviation="2/5", gamma=1, beta=3).answer.value
    (3, 1)
    """
    values: Values = {
        "m": real(mean, "mean"),
        "d": real(deviation, "deviation", positive=True),
        "g": real(gamma, "gamma", positive=True),
        "b": real(beta, "beta"),
        "e": _epsilon(epsilon),
    }
    draft = _draft(values)
    lines = [draft.fill(f"{AFTER_MEAN} = b"), draft.fill(f"{AFTER} = {_deviation(values)}")]
    return Derivation(
        name="batch_norm_of_gaussian",
        title="Batch normalisation of Gaussian data",
        symbols=draft.symbols,
        conventions=CONVENTIONS + (("Epsilon is taken as 0.",) if values["e"] == 0 else ()),
        definitions=tuple(_definitions(draft, values)),
        steps=tuple(_steps(draft, values)),
        answer=Answer(box(lines), (plain_value(values["b"]), _exact_deviation(values))),
        witness=Witness("the batch-norm kernel on a sample", lambda: _check(values)),
        figures=(_figure(draft, values),),
    )


def _epsilon(value: object) -> Fraction | str:
    found = real(value, "epsilon")
    if not isinstance(found, str) and found < 0:
        raise GivenError(
            f"epsilon must not be negative, not {found}", remedy="use epsilon: 0", given="epsilon"
        )
    return found


def _draft(values: Values) -> Draft:
    own = SymbolTable.of(
        scalars(rf"a {AFTER}", Domain.POSITIVE_REAL),
        scalars(r"\pi", Domain.POSITIVE_REAL),
        scalars(rf"c x y {AFTER_MEAN}"),
    )
    check_letters(values, GIVENS, own)
    letters = SymbolTable.of(own, scalars("m b"), scalars("d g e", Domain.POSITIVE_REAL))
    symbols = own.extended(declared_reals(values, positive="dge"))
    return Draft(letters, symbols, real_nodes(values))


def _scale(values: Values) -> str:
    """Return the template of what the layer divides by."""
    return "d" if values["e"] == 0 else r"\sqrt{d^{2} + e}"


def _deviation(values: Values) -> str:
    return "g" if values["e"] == 0 else rf"\frac{{g d}}{{{_scale(values)}}}"


def _definitions(draft: Draft, values: Values) -> list[Defined]:
    return [
        draft.define(rf"a := \frac{{g}}{{{_scale(values)}}}", "what the layer multiplies by"),
        draft.define("c := b - a m", "what it adds"),
        draft.define(f"{AFTER_MEAN} := a m + c", "where it puts the mean: expectation is linear"),
        draft.define(f"{AFTER} := a d", "how it scales the standard deviation, as a is positive"),
    ]


def _steps(draft: Draft, values: Values) -> list[Step]:
    squared = r"\left(\frac{y - c}{a} - m\right)^{2}"
    return [
        draft.step(
            rf"g \frac{{x - m}}{{{_scale(values)}}} + b = a x + c",
            "with the mean and the variance of the distribution the layer is an affine map",
        ),
        draft.step(f"{AFTER_MEAN} = b", "the mean cancels, the learned shift remains"),
        draft.step(
            f"{AFTER} = {_deviation(values)}",
            "the old scale cancels, the learned one remains"
            if values["e"] == 0
            else "the scale that remains: epsilon makes it a little less than the learned one",
        ),
        draft.step(r"a \left(\frac{y - c}{a}\right) + c = y", "which x becomes y"),
        draft.step(
            rf"\frac{{1}}{{a}} \cdot \frac{{1}}{{\sqrt{{2 \pi}} d}} "
            rf"\exp\left(-\frac{{{squared}}}{{2 d^{{2}}}}\right) = "
            rf"\frac{{1}}{{\sqrt{{2 \pi}} {AFTER}}} "
            rf"\exp\left(-\frac{{\left(y - {AFTER_MEAN}\right)^{{2}}}}{{2 {AFTER}^{{2}}}}\right)",
            "the density of y: that of x at this point, divided by the slope of the map; it is "
            "Gaussian again",
        ),
    ]


def _check(values: Values) -> int:
    """Normalise a standardised sample; each sample must land where the formulas say."""
    m, d, g, b, e = (float(v) for v in _numbers(values).values())
    z = np.random.default_rng(0).standard_normal(4001)
    z = (z - z.mean()) / z.std()
    y = batch_norm((m + d * z)[:, None], np.array([g]), np.array([b]), axes=(0,), eps=e)[:, 0]
    expected = b + g * d / sqrt(d * d + e) * z
    if not np.allclose(y, expected, rtol=1e-10, atol=1e-10):
        raise WitnessError("the kernel does not put the samples where the formulas say")
    return y.size


def _numbers(values: Values) -> dict[str, float]:
    """Return numbers for drawing and for the witness, stand-ins for symbols."""
    return {k: STAND_IN[k] if isinstance(v, str) else float(v) for k, v in values.items()}


def _figure(draft: Draft, values: Values) -> Figure:
    n = _numbers(values)
    m, d, b = n["m"], n["d"], n["b"]
    after = n["g"] * d / sqrt(d * d + n["e"])
    low, high = min(m - 3.5 * d, b - 3.5 * after), max(m + 3.5 * d, b + 3.5 * after)
    symbolic = any(isinstance(v, str) for v in values.values())
    spread = [("m", "d", m, d), ("b", _deviation(values), b, after)]
    axes = Axes(
        x=(low, high),
        y=(0.0, 1.15 * max(_density(m, m, d), _density(b, b, after))),
        width=120.0,
        height=45.0,
        x_ticks=tuple(t for s in spread for t in _ticks(draft, *s)) if symbolic else None,
        y_ticks=(),
    )
    drawing = plot(
        axes,
        guide(axes, (m, 0), (m, _density(m, m, d)), "second"),
        guide(axes, (b, 0), (b, _density(b, b, after)), "accent"),
        graph(axes, lambda x: _density(x, m, d), Style("second", width=0.8, dashed=True)),
        graph(axes, lambda x: _density(x, b, after), Style("accent", width=1.0)),
        note(axes, m, _density(m, m, d), f"before: mean ${draft.fill('m')}$", "above", "second"),
        note(axes, b, _density(b, b, after), f"after: {_beta(values, draft)}", "above", "accent"),
    )
    return Figure(
        drawing,
        caption="The density before the layer (dashed) and after it (full).",
        alternative="Two Gaussian curves over one axis: the data before the layer, dashed, and "
        f"after it, full. The standard deviations are drawn as {d:g} and {after:g}.",
    )


def _density(x: float, mean: float, deviation: float) -> float:
    return exp(-(((x - mean) / deviation) ** 2) / 2) / (deviation * sqrt(2 * pi))


def _beta(values: Values, draft: Draft) -> str:
    return (
        f"${draft.fill('b')}$" if isinstance(values["b"], str) else rf"$\beta = {draft.fill('b')}$"
    )


def _ticks(
    draft: Draft, mean: str, deviation: str, at: float, width: float
) -> Iterator[tuple[float, str]]:
    """Mark the mean and one standard deviation to both sides."""
    for sign, offset in (("-", -width), ("", 0.0), ("+", width)):
        words = f"{mean} {sign} {deviation}" if sign else mean
        yield at + offset, f"${draft.fill(words)}$"


def _exact_deviation(values: Values) -> Exact:
    g, d, e = (plain_value(values[letter]) for letter in "gde")
    return g if e == 0 else f"({g})*({d})/sqrt(({d})**2 + ({e}))"
