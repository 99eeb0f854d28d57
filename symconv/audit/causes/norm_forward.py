r"""Mistakes in the forward pass of batch normalisation: its statistics, its root, its affine part.

*Defines* `norm_forward_variants`. Right are :math:`\mu = \frac{1}{M} \sum x`, the deviation
:math:`\sigma = \sqrt{\frac{1}{M} \sum (x - \mu)^2}`, the normalised value
:math:`(x - \mu) / \sqrt{\sigma^2 + \varepsilon}` and the output :math:`\gamma \hat x + \beta`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.norms import Pieces, norm_of
from symconv.audit.causes.question import Question
from symconv.audit.causes.trees import minus, number, over, plus, times
from symconv.latex.tree import Fence, Power, Root
from symconv.theorems.normalisation.forward import SIGMA
from symconv.theorems.normalisation.lines import BETA, GAMMA, HAT, MU

MEAN, SPREAD, NORMALISED, OUTPUT = range(4)
NO_EPSILON = "epsilon is 0"
TWO = number(2)
Change = tuple[Mistake, Mapping[int, Any]]


def norm_forward_variants(question: Question) -> Iterator[Variant]:
    """Yield the lines of the layer after one mistake."""
    norm = norm_of(question)
    if norm is None or question.ask != "batch_norm_definition":
        return
    pieces = Pieces(norm)
    changes = [*_statistics(pieces), *_spreads(pieces), *_normalised(pieces)]
    if norm.affine is not None:
        changes += _outputs(pieces)
    for mistake, trees in changes:
        yield Variant((mistake,), trees, question.points)


def _total(pieces: Pieces, axes: tuple[int, ...]) -> Any:
    return pieces.sum(pieces.norm.entry("x", axes), axes)


def _squares(pieces: Pieces, axes: tuple[int, ...], mean: str | None = None) -> Any:
    """Return the sum of squared deviations from the mean of the group that is looked at."""
    apart = f"{pieces.norm.entry('x', axes)} - {mean or pieces.norm.statistic(MU)}"
    return pieces.sum(rf"\left({apart}\right)^{{2}}", axes)


def _statistics(pieces: Pieces) -> Iterator[Change]:
    """Yield mistakes about which entries share a statistic, in the mean, the deviation or both."""
    norm, axes = pieces.norm, pieces.norm.over
    divisor = pieces.divisor
    mean, squares = _total(pieces, axes), _squares(pieces, axes)

    def each(mistake: Mistake, first: Any, second: Any) -> Iterator[Change]:
        yield mistake, {MEAN: first, SPREAD: Root(second)}
        yield mistake, {MEAN: first}
        yield mistake, {SPREAD: Root(second)}

    for others in pieces.other_axes(axes):
        sizes = " and ".join(str(norm.sizes[a]) for a in others)
        mistake = Mistake("wrong-axes", f"the statistics are taken over the axes of {sizes}")
        own = norm.element(MU, norm.kept, [a for a in others if a in norm.kept])
        for centre in (norm.statistic(MU), own):
            squared = _squares(pieces, others, centre)
            first, second = _total(pieces, others), squared
            yield from each(mistake, pieces.per(first, others), pieces.per(second, others))
        half = Mistake("wrong-axes", f"the sums run over the axes of {sizes}, the count does not")
        yield from each(half, over(first, pieces.count(axes)), over(second, divisor))
    for sentence, count in pieces.counts(axes):
        mistake = Mistake("wrong-count", sentence)
        yield from each(mistake, over(mean, count), over(squares, count))
    undivided = Mistake("count-forgotten", "the sum was not divided by the number of entries")
    yield from each(undivided, mean, squares)


def _spreads(pieces: Pieces) -> Iterator[Change]:
    """Yield mistakes about the deviation alone."""
    norm, axes = pieces.norm, pieces.norm.over
    entry = norm.entry("x", axes)
    squares, divisor = _squares(pieces, axes), pieces.divisor
    bare = Mistake("mean-not-subtracted", "the mean was not subtracted")
    yield bare, {SPREAD: Root(over(pieces.sum(f"{entry}^{{2}}", axes), divisor))}
    apart = pieces.tree(f"{entry} - {norm.statistic(MU)}")
    total = pieces.around(Fence("abs", apart), axes)
    mistake = Mistake("absolute-deviation", "absolute deviations were averaged, not squares")
    yield mistake, {SPREAD: over(total, divisor)}
    early = Mistake("root-before-mean", "the root was taken before dividing by the count")
    yield early, {SPREAD: over(Root(squares), divisor)}
    inside = Mistake("epsilon-twice", "ε was already added in the deviation")
    yield inside, {SPREAD: Root(plus(over(squares, divisor), pieces.tree(r"\varepsilon")))}
    of_mean = Mistake("square-of-mean", "the mean was subtracted from the squares, not its square")
    mean_square = over(pieces.sum(f"{entry}^{{2}}", axes), divisor)
    yield of_mean, {SPREAD: Root(plus(mean_square, minus(pieces.mean)))}
    added = Mistake("sign", "the square of the mean was added, not subtracted")
    yield added, {SPREAD: Root(plus(mean_square, Power(pieces.mean, TWO)))}
    rootless = Mistake("variance-for-deviation", "this is the variance: the root was forgotten")
    yield rootless, {SPREAD: over(squares, divisor)}


def _normalised(pieces: Pieces) -> Iterator[Change]:
    """Yield mistakes about the normalised value."""
    norm = pieces.norm
    x, mean, epsilon = pieces.entry("x"), pieces.mean, pieces.tree(r"\varepsilon")
    sigma = pieces.tree(norm.statistic(SIGMA))
    variance = Power(sigma, TWO)
    apart, below = plus(x, minus(mean)), Root(plus(variance, epsilon))
    outside, under = plus(sigma, epsilon), Root(plus(sigma, epsilon))
    squared = Root(plus(variance, Power(epsilon, TWO)))
    exchanged = over(plus(x, minus(sigma)), Root(plus(Power(mean, TWO), epsilon)))
    for name, sentence, tree in (
        ("mean-not-subtracted", "the mean was not subtracted", over(x, below)),
        ("deviation-forgotten", "the division by the deviation was forgotten", apart),
        ("sign", "the entry was subtracted from the mean", over(plus(mean, minus(x)), below)),
        ("sign", "the mean was added, not subtracted", over(plus(x, mean), below)),
        ("sign", "ε was subtracted, not added", over(apart, Root(plus(variance, minus(epsilon))))),
        ("reciprocal", "the deviation was multiplied by, not divided by", times(apart, below)),
        ("variance-for-deviation", "the root was forgotten", over(apart, plus(variance, epsilon))),
        ("variance-for-deviation", "the variance was divided by", over(apart, variance)),
        ("deviation-for-variance", "σ stands under the root, not its square", over(apart, under)),
        ("epsilon-outside-root", "ε was added to the root, not inside it", over(apart, outside)),
        ("epsilon-squared", "ε was squared", over(apart, squared)),
        ("statistics-exchanged", "mean and deviation were exchanged", exchanged),
        ("fraction-split", "the mean alone was divided", plus(x, minus(over(mean, below)))),
        ("fraction-split", "the entry alone was divided", plus(over(x, below), minus(mean))),
    ):  # fmt: skip
        yield Mistake(name, sentence), {NORMALISED: tree}
    without = Mistake("epsilon-forgotten", "ε was left out", convention=NO_EPSILON)
    yield without, {NORMALISED: over(apart, sigma)}


def _outputs(pieces: Pieces) -> Iterator[Change]:
    """Yield mistakes about the affine part."""
    norm = pieces.norm
    gamma, beta = pieces.tree(norm.parameter(GAMMA)), pieces.tree(norm.parameter(BETA))
    hat, x = pieces.entry(HAT), pieces.entry("x")
    for name, sentence, tree in (
        ("gamma-forgotten", "the scale γ was forgotten", plus(hat, beta)),
        ("beta-forgotten", "the shift β was forgotten", times(gamma, hat)),
        ("gamma-beta-swapped", "scale and shift were swapped", plus(times(beta, hat), gamma)),
        ("shift-scaled", "the shift was scaled too", times(gamma, plus(hat, beta))),
        ("sign", "the shift was subtracted", plus(times(gamma, hat), minus(beta))),
        ("not-normalised", "the input was scaled and shifted", plus(times(gamma, x), beta)),
        ("reciprocal", "the scale was divided by", plus(over(hat, gamma), beta)),
        ("gamma-added", "the scale was added, not multiplied by", plus(gamma, hat, beta)),
        ("beta-multiplied", "the shift was multiplied by, not added", times(gamma, beta, hat)),
    ):  # fmt: skip
        yield Mistake(name, sentence), {OUTPUT: tree}
