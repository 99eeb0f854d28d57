"""The backward pass of a normalisation layer as a derivation.

*Defines* `gradients` and `conventions`.
"""

from __future__ import annotations

from symconv.latex import plain
from symconv.latex.tree import Chain
from symconv.proof.author import statement
from symconv.proof.derivation import Answer, Derivation, Witness
from symconv.theorems.answers import box
from symconv.theorems.normalisation.graph import graph
from symconv.theorems.normalisation.layout import Norm
from symconv.theorems.normalisation.lines import (
    definitions,
    input_gradient,
    scale_gradient,
    shift_gradient,
)
from symconv.theorems.normalisation.steps import gradient_steps
from symconv.theorems.normalisation.witness import Written, check


def gradients(norm: Norm, theorem: str, title: str) -> Derivation:
    """Return the derivation of the gradients by the input, the scale and the shift."""
    symbols = norm.symbols
    defined, trees = _written(norm)
    values = [plain.write(t.sides[-1]) for t in trees if isinstance(t, Chain)]
    return Derivation(
        name=theorem,
        title=title,
        symbols=symbols,
        conventions=conventions(norm),
        hypotheses=tuple((h, statement(h, symbols)) for h in hypotheses(norm)),
        definitions=tuple(defined),
        steps=tuple(gradient_steps(norm)),
        answer=Answer(box(_results(norm)), values[0] if len(values) == 1 else tuple(values)),
        witness=Witness(
            "backward passes of the normalisation kernels on random arrays",
            lambda: check(norm, _written),
        ),
        figures=(graph(norm),),
    )


def _results(norm: Norm) -> list[str]:
    results = [input_gradient(norm)]
    if norm.affine is not None:
        results.append(scale_gradient(norm))
        results += [shift_gradient(norm)] if norm.centred else []
    return results


def _written(norm: Norm) -> Written:
    return definitions(norm), [statement(r, norm.symbols) for r in _results(norm)]


def conventions(norm: Norm) -> tuple[str, ...]:
    """Say which estimator is meant and where the gradient comes from."""
    said = []
    if norm.centred:
        kind = "unbiased: divided by one less than" if norm.unbiased else "biased: divided by"
        said.append(f"The variance v (σ²) is {kind} the number of entries.")
    said.append("ε is positive. Statistics are those of the batch: they depend on the input.")
    said.append(
        "The loss L reads the output y and nothing else; g is its gradient there, as it comes "
        "from above."
    )
    return tuple(said)


def hypotheses(norm: Norm) -> list[str]:
    """Return what is assumed: indices lie inside; a variance over M - 1 needs two entries."""
    symbolic = norm.unbiased and not norm.count.isdigit()
    return [*norm.inside(), *([rf"{norm.count} \ge 2"] if symbolic else [])]
