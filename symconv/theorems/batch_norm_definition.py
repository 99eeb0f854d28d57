r"""Batch normalisation written out: mean, standard deviation, normalised value, output.

``over`` says which axes share statistics; every choice is a layer of its own. For images of shape
(B, C, H, W): all axes share one mean; axes 0, 2, 3 leave one mean per channel; axes 0, 1 one per
location; axis 0 alone one per channel and location.

*Source.* S. Ioffe, C. Szegedy, "Batch Normalization" (2015), algorithm 1.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.latex import plain
from symconv.latex.tree import Chain
from symconv.proof.author import statement, step
from symconv.proof.derivation import Answer, Derivation, Step, Witness
from symconv.theorems.answers import box
from symconv.theorems.givens import Size
from symconv.theorems.normalisation.derivation import hypotheses
from symconv.theorems.normalisation.forward import (
    SIGMA,
    check_forward,
    forward_definitions,
    forward_results,
)
from symconv.theorems.normalisation.graph import graph
from symconv.theorems.normalisation.layout import Norm, read_norm
from symconv.theorems.normalisation.lines import HAT


def batch_norm_definition(
    *,
    shape: Sequence[Size] = ("N", "C", "H", "W"),
    over: Sequence[int] = (0, 2, 3),
    affine: str | Sequence[int] = "statistics",
    unbiased: bool = False,
    indices: Sequence[str] = (),
) -> Derivation:
    r"""Return the equations of the layer, with the mean and the variance of what comes out.

    The givens are those of `batch_norm_gradients`. Raises GivenError for a wrong value.

    >>> batch_norm_definition(shape=["N"], over=[0], affine="none").answer.value[2]
    '(x[i] - mu)/(sqrt(sigma**2 + varepsilon))'
    """
    norm = read_norm(shape, over, affine, indices, unbiased=unbiased)
    symbols = norm.symbols
    results = forward_results(norm)
    trees = [statement(r, symbols) for r in results]
    return Derivation(
        name="batch_norm_definition",
        title="Batch normalisation",
        symbols=symbols,
        conventions=(_estimator(norm), "ε is positive, and keeps the divisor from being 0."),
        hypotheses=tuple((h, statement(h, symbols)) for h in hypotheses(norm)),
        definitions=tuple(forward_definitions(norm)),
        steps=tuple(_steps(norm)),
        answer=Answer(
            box(results), tuple(plain.write(t.sides[-1]) for t in trees if isinstance(t, Chain))
        ),
        witness=Witness("the normalisation kernel on random arrays", lambda: check_forward(norm)),
        remarks=(_count(norm),),
        figures=(graph(norm, spread=SIGMA + "^2"),),
    )


def _steps(norm: Norm) -> list[Step]:
    sums, hat = norm.sums(norm.over), norm.entry(HAT, norm.over)
    variance = f"{norm.statistic(SIGMA)}^{{2}}"
    weight = rf"\frac{{{norm.one_less}}}{{{norm.count}}} " if norm.unbiased else ""
    return [
        step(f"{sums} {hat} = 0", "the normalised values have mean 0", norm.symbols),
        step(
            rf"\frac{{1}}{{{norm.count}}} {sums} {hat}^{{2}} = "
            rf"{weight}\frac{{{variance}}}{{{variance} + \varepsilon}}",
            "and, up to ε, variance 1",
            norm.symbols,
        ),
    ]


def _estimator(norm: Norm) -> str:
    divisor = f"{norm.one_less}, the unbiased" if norm.unbiased else f"{norm.count}, the biased"
    return f"The variance divides by {divisor} estimator."


def _count(norm: Norm) -> str:
    sizes = " × ".join(str(n) for n in norm.shape(norm.kept))
    return (
        f"There are {sizes} means and {sizes} standard deviations."
        if sizes
        else ("There are one mean and one standard deviation for the whole batch.")
    )
