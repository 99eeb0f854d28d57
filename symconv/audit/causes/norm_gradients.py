r"""Mistakes in the backward pass of a normalisation layer.

*Defines* `norm_gradient_variants`. The gradient of the input is a factor times a difference,

.. math:: \frac{\gamma s}{M} \left(M g - \sum g - \hat x \sum g \hat x\right);

the three terms are the ways on which an entry acts: directly, through the mean, through the
variance. A mistake changes the factor or one of the ways, and two of them may be made together.

*Source.* S. Ioffe, C. Szegedy, "Batch Normalization" (2015), section 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.norm_ways import Ways, difference
from symconv.audit.causes.norms import Pieces, norm_of
from symconv.audit.causes.question import Question
from symconv.audit.causes.trees import minus, number, over, plus, times
from symconv.latex.tree import Power
from symconv.theorems.normalisation.lines import HAT, bracketed

BIASED = "the biased variance, divided by N"
UNBIASED = "the unbiased variance, divided by N - 1"
ONE, TWO = number(1), number(2)
Change = tuple[tuple[Mistake, ...], Any]


def norm_gradient_variants(question: Question) -> Iterator[Variant]:
    """Yield the gradient of the input after one mistake about it, or two in different parts."""
    norm = norm_of(question)
    if norm is None or not question.ask.endswith("_gradients") or not norm.centred:
        return
    ways = Ways(Pieces(norm))
    factors, insides = list(_factors(ways)), list(_insides(ways))
    for first, factor in factors:
        for second, inside in insides:
            if first or second:
                yield Variant((*first, *second), {0: times(factor, inside)}, question.points)


def _factors(ways: Ways) -> Iterator[Change]:
    """Yield the factor in front, right and after mistakes."""
    pieces, norm = ways.pieces, ways.norm
    s, v = pieces.tree(norm.statistic("s")), pieces.tree(norm.statistic("v"))
    epsilon = pieces.tree(r"\varepsilon")
    scale = (pieces.scale,) if ways.is_outside else ()
    yield (), over(times(*scale, s), ways.count)
    if scale:
        gone = Mistake("gamma-forgotten", "the scale γ was forgotten")
        yield (gone,), over(s, ways.count)
        squared = Mistake("gamma-twice", "the scale γ was multiplied by twice")
        yield (squared,), over(times(*scale, *scale, s), ways.count)
    bare = Mistake("deviation-forgotten", "the division by the standard deviation was forgotten")
    yield (bare,), over(times(ONE, *scale), ways.count)
    undivided = Mistake("count-forgotten", "the division by the number of entries was forgotten")
    yield (undivided,), times(*scale, s)
    sentence = "the variance was divided by, not its root"
    yield (Mistake("variance-for-deviation", sentence),), over(times(*scale, s, s), ways.count)
    upside = Mistake("reciprocal", "the deviation was multiplied by, not divided by")
    yield (upside,), over(times(ONE, *scale), times(s, ways.count))
    root = Power(v, over(ONE, TWO))
    without = Mistake("epsilon-forgotten", "ε was forgotten")
    yield (without,), over(times(ONE, *scale), times(root, ways.count))
    outside = Mistake("epsilon-outside-root", "ε was added to the root, not inside it")
    yield (outside,), over(times(ONE, *scale), times(plus(root, epsilon), ways.count))
    for sentence, count in pieces.counts(norm.over):
        yield (Mistake("wrong-count", sentence),), over(times(*scale, s), count)


def _insides(ways: Ways) -> Iterator[Change]:
    """Yield the difference, right and after mistakes."""
    direct, mean, variance = ways.direct, ways.through_mean, ways.through_variance
    yield (), difference(direct, mean, variance)
    constant = "was treated as a constant: the way through it is missing"
    yield (Mistake("mean-as-constant", f"the mean {constant}"),), difference(direct, variance)
    yield (Mistake("variance-as-constant", f"the variance {constant}"),), difference(direct, mean)
    sentence = "mean and variance were treated as constants"
    yield (Mistake("statistics-as-constants", sentence),), direct
    sentence = "the direct way of an entry is missing"
    yield (Mistake("term-missing", sentence, 2),), difference(number(0), mean, variance)
    for words, terms in (
        ("through the mean", (direct, minus(mean), variance)),
        ("through the variance", (direct, mean, minus(variance))),
        ("through the mean and through the variance", (direct, minus(mean), minus(variance))),
    ):
        yield (Mistake("sign", f"the sign of the way {words} is reversed"),), difference(*terms)
    for sentence, factor in (
        ("the 2 of the square was forgotten in the way through the variance", over(ONE, TWO)),
        ("the 1/2 of the root was forgotten in the way through the variance", TWO),
    ):
        changed = difference(direct, mean, times(factor, variance))
        yield (Mistake("factor-two", sentence),), changed
    other = ways.unbiased if not ways.norm.unbiased else over(ONE, ways.unbiased)
    name, words = (
        ("unbiased-variance", UNBIASED) if not ways.norm.unbiased else ("biased-variance", BIASED)
    )
    swapped = Mistake(name, f"the variance is {words}", 1, words)
    yield (swapped,), difference(direct, mean, times(other, variance))
    yield from _counted(ways)
    yield from _not_normalised(ways)
    yield from _summed(ways)


def _counted(ways: Ways) -> Iterator[Change]:
    """Yield mistakes about the number of entries in one of the terms."""
    direct, mean, variance, m = ways.direct, ways.through_mean, ways.through_variance, ways.count
    sentence = "the number of entries is missing before the direct term"
    yield (Mistake("count-forgotten", sentence),), difference(ways.here, mean, variance)
    for words, terms in (
        ("gradients", (direct, times(m, mean), variance)),
        ("gradients times normalised values", (direct, mean, times(m, variance))),
        (
            "gradients, and that of gradients times normalised values,",
            (direct, times(m, mean), times(m, variance)),
        ),
    ):
        sentence = f"the sum of the {words} was not divided by the number of entries"
        yield (Mistake("count-forgotten", sentence),), difference(*terms)
    for sentence, count in ways.pieces.counts(ways.norm.over):
        wrong = difference(times(count, ways.here), mean, variance)
        yield (Mistake("wrong-count", f"{sentence}, before the direct term"),), wrong


def _not_normalised(ways: Ways) -> Iterator[Change]:
    """Yield mistakes about the normalised value in the third term."""
    norm, pieces, axes = ways.norm, ways.pieces, ways.norm.over
    direct, mean, hat = ways.direct, ways.through_mean, pieces.entry()
    outer = {
        "the input": pieces.entry("x"),
        "the deviation": pieces.tree(bracketed(norm)),
        "nothing": ONE,
    }
    apart = bracketed(norm, axes)
    inner = {
        "the input": ways.moment(axes, "x"),
        "the deviation": pieces.sum(f"{ways.upstream(axes)} {apart}", axes),
        "nothing": mean,
    }
    right = ways.moment(axes)
    for what, before in outer.items():
        for where, after in (("before the sum", right), ("before and in the sum", inner[what])):
            sentence = f"{what} stands for the normalised value {where}"
            changed = difference(direct, mean, times(ways.weight, before, after))
            yield (Mistake("not-normalised", sentence),), changed
    for what, after in inner.items():
        sentence = f"{what} stands for the normalised value in the sum"
        changed = difference(direct, mean, times(ways.weight, hat, after))
        yield (Mistake("not-normalised", sentence),), changed


def _summed(ways: Ways) -> Iterator[Change]:
    """Yield mistakes about which entries are summed."""
    norm, axes, pieces = ways.norm, ways.norm.over, ways.pieces
    direct, mean, hat, moment = ways.direct, ways.through_mean, pieces.entry(), ways.moment(axes)
    exchanged = Mistake("sums-exchanged", "the two sums were exchanged")
    yield (exchanged,), difference(direct, moment, times(hat, mean))
    square = pieces.sum(f"{ways.upstream(axes)} {norm.entry(HAT, axes)}^{{2}}", axes)
    inside = Mistake("index-not-renamed", "the normalised value before the sum was taken into it")
    yield (inside,), difference(direct, mean, square)
    outside = Mistake("index-not-renamed", "the normalised value in the sum has the index outside")
    yield (outside,), difference(direct, mean, times(hat, hat, mean))
    sentence = "what is to be summed stands without its sum"
    alone = difference(direct, ways.here, times(hat, ways.here, hat))
    yield (Mistake("sum-forgotten", sentence),), alone
    for others in pieces.other_axes(axes):
        sizes = " and ".join(str(norm.sizes[a]) for a in others)
        sentence = f"the sums run over the axes of {sizes}"
        total, product = ways.total(others), times(ways.weight, hat, ways.moment(others))
        yield (Mistake("wrong-axes", sentence),), difference(direct, total, product)
        count = times(pieces.count(others), ways.here)
        counted = Mistake("wrong-axes", f"{sentence}, and the count with them")
        yield (
            (counted,),
            times(over(ways.count, pieces.count(others)), difference(count, total, product)),
        )
