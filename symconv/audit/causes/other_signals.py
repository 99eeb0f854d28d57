r"""Mistakes after which the output is that of other signals: one alone, one with itself, a mirror.

*Defines* `other_signal_variants`, for questions about convolutions :math:`y = x * h` and about the
output for an input that comes later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.pieces import TIME
from symconv.audit.causes.question import Question
from symconv.audit.causes.signals import Pair, convolved, pair_of
from symconv.audit.causes.trees import minus, number, plus, times
from symconv.audit.signals.finite import finite
from symconv.latex.substitute import substitute
from symconv.latex.tree import Expr, Indexed, Node, Symbol
from symconv.notation import Name
from symconv.theorems.signals import GivenSignal


def other_signal_variants(question: Question) -> Iterator[Variant]:
    """Yield the conclusion for other signals than those that were given."""
    pair = pair_of(question)
    if pair is None or len(question.trees) != 1:
        return
    for source in (_pairs(pair), _alone(question, pair), _of_the_output(question, pair)):
        for mistake, tree in source:
            yield Variant((mistake,), {0: tree}, question.points)


def _pairs(pair: Pair) -> Iterator[tuple[Mistake, Node]]:
    """Convolutions of one signal with itself, and with exponentials of a ratio close by."""
    pairs = [
        (
            Mistake("kernel-ignored", "the input was convolved with itself"),
            replace(pair, h=pair.x),
        ),
        (
            Mistake("input-ignored", "the impulse response was convolved with itself"),
            replace(pair, x=pair.h),
        ),
    ]
    for mistake, h in _near(pair.h):
        pairs.append((mistake, replace(pair, h=h)))
    for mistake, x in _near(pair.x):
        pairs.append((mistake, replace(pair, x=x)))
    for mistake, other in pairs:
        tree = convolved(other)
        if tree is not None:
            yield mistake, tree


def _near(signal: GivenSignal) -> Iterator[tuple[Mistake, GivenSignal]]:
    """A ratio whose numerator or denominator is one too large or too small."""
    if signal.kind != "exponential" or not isinstance(signal.ratio, Fraction):
        return
    top, bottom = signal.ratio.numerator, signal.ratio.denominator
    for a, b in ((top, bottom + 1), (top, bottom - 1), (top + 1, bottom), (top - 1, bottom)):
        if a and b > 0 and Fraction(a, b) != 1:
            said = f"the ratio was taken to be {Fraction(a, b)}, not {signal.ratio}"
            yield Mistake("ratio-off-by-one", said, 2), replace(signal, ratio=Fraction(a, b))


def _alone(question: Question, pair: Pair) -> Iterator[tuple[Mistake, Node]]:
    x = Name("x", primes=0 if pair.delay == 0 else 1)
    for name, words in ((Name("h"), "the impulse response"), (x, "the input")):
        value: Expr = finite(Indexed(Symbol(name), (TIME,), "bracket"), question.points.definitions)
        yield Mistake("sum-forgotten", f"nothing was summed: this is {words} itself"), value


def _of_the_output(question: Question, pair: Pair) -> Iterator[tuple[Mistake, Node]]:
    """The output before the delay, at the delay less n, or times the delay."""
    if pair.delay == 0:
        return
    delay = Symbol(Name(pair.delay)) if isinstance(pair.delay, str) else number(pair.delay)
    late = question.trees[0]
    early = substitute(late, {TIME.name: plus(TIME, delay)})
    said = "the output was reversed in time: its argument is the delay less n"
    yield Mistake("argument-sign", said), substitute(early, {TIME.name: plus(delay, minus(TIME))})
    said = "the output was multiplied by the delay, not delayed"
    yield Mistake("delay-multiplied", said), times(delay, early)
    yield Mistake("delay-multiplied", "the output was multiplied by the delay"), times(delay, late)
