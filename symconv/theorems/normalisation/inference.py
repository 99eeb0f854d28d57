"""The backward pass of a normalisation with given statistics, as a derivation.

*Defines* `inference_gradients`.
"""

from __future__ import annotations

from symconv.latex import plain
from symconv.latex.tree import Chain
from symconv.proof.author import define, statement, step
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.answers import box
from symconv.theorems.normalisation.derivation import hypotheses
from symconv.theorems.normalisation.layout import Norm
from symconv.theorems.normalisation.lines import (
    BETA,
    GAMMA,
    HAT,
    MU,
    given_array,
    loss_by,
    made,
    normalised,
    output,
    scale_gradient,
    shift_gradient,
    slope,
)
from symconv.theorems.normalisation.witness import Written, check


def inference_gradients(norm: Norm) -> Derivation:
    """Return the derivation; the mean and s are given for every statistic."""
    symbols = norm.symbols
    defined, trees = _written(norm)
    values = [plain.write(t.sides[-1]) for t in trees if isinstance(t, Chain)]
    return Derivation(
        name="batch_norm_inference_gradients",
        title="Gradients of batch normalisation in inference",
        symbols=symbols,
        conventions=(
            "The mean and s, one over the standard deviation, are running statistics: they do not "
            "depend on the input.",
            "The loss L reads the output y and nothing else; g is its gradient there, as it comes "
            "from above.",
        ),
        hypotheses=tuple((h, statement(h, symbols)) for h in hypotheses(norm)),
        definitions=tuple(defined),
        steps=tuple(_steps(norm)),
        answer=Answer(box(_results(norm)), values[0] if len(values) == 1 else tuple(values)),
        witness=Witness(
            "the backward pass of the inference kernel on random arrays",
            lambda: check(norm, _written, inference=True),
        ),
    )


def _definitions(norm: Norm) -> list[Defined]:
    found = given_array(norm, "x", norm.axes, "the input")
    found += given_array(norm, MU, norm.kept, "the running mean")
    found += given_array(norm, "s", norm.kept, "one over the running deviation")
    if norm.affine is not None:
        found += given_array(norm, GAMMA, norm.affine, "the scale")
        found += given_array(norm, BETA, norm.affine, "the shift")
    found.append(made(norm, normalised(norm), norm.axes, "the normalised value"))
    found.append(made(norm, output(norm), norm.axes, "the output"))
    found.append(define(r"L := \ell\left(y\right)", "the loss reads the output", norm.symbols))
    upstream = f"{norm.entry('g')} := {slope('L', norm.entry('y'))}"
    return [*found, made(norm, upstream, norm.axes, "the gradient from above")]


def _input_gradient(norm: Norm) -> str:
    scale = f"{norm.parameter(GAMMA)} " if norm.affine is not None else ""
    return f"{loss_by(norm.entry('x'))} = {scale}{norm.statistic('s')} {norm.entry('g')}"


def _results(norm: Norm) -> list[str]:
    affine = [] if norm.affine is None else [scale_gradient(norm), shift_gradient(norm)]
    return [_input_gradient(norm), *affine]


def _written(norm: Norm) -> Written:
    return _definitions(norm), [statement(r, norm.symbols) for r in _results(norm)]


def _steps(norm: Norm) -> list[Step]:
    table = norm.symbols
    scale = f"{norm.parameter(GAMMA)} " if norm.affine is not None else ""
    by_hat = f"{loss_by(norm.entry(HAT))} = {scale}{norm.entry('g')}"
    found = [
        step(by_hat, "the chain rule", table, before="The normalised value."),
        step(
            f"{slope(norm.entry(HAT), norm.entry('x'))} = {norm.statistic('s')}",
            "the statistics are constants: an entry acts on its own normalised value alone",
            table,
        ),
        step(_input_gradient(norm), "the product of the two", table),
    ]
    if norm.affine is not None:
        reason = "as in training"
        found.append(step(scale_gradient(norm), reason, table, before="The affine part."))
        found.append(step(shift_gradient(norm), reason, table))
    return found
