r"""Mistakes about what batch norm makes of Gaussian data: mean, deviation and correlation.

*Defines* `gaussian_variants`. The layer gives each feature the mean :math:`\beta` and the deviation
:math:`\gamma \sigma / \sqrt{\sigma^2 + \varepsilon}`, and keeps the correlation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.question import Question
from symconv.audit.causes.trees import minus, number, over, plus, times
from symconv.latex.tree import Power, Root, Symbol
from symconv.notation import name
from symconv.theorems.exact_scalars import real

LINE, PLANE = "batch_norm_of_gaussian", "batch_norm_of_gaussian_2d"
ZERO, ONE, TWO = number(0), number(1), number(2)
DEFAULTS: Mapping[str, str] = {
    "mean": r"\mu",
    "deviation": r"\sigma",
    "gamma": r"\gamma",
    "beta": r"\beta",
}
Change = tuple[Mistake, Any]


@dataclass(frozen=True)
class Feature:
    """What is given of one feature, as trees."""

    mean: Any
    deviation: Any
    gamma: Any
    beta: Any
    epsilon: Any = ZERO

    @property
    def root(self) -> Any:
        """What is divided by."""
        if self.epsilon == ZERO:
            return self.deviation
        return Root(plus(Power(self.deviation, TWO), self.epsilon))


def gaussian_variants(question: Question) -> Iterator[Variant]:
    """Yield mean, deviation and correlation after one mistake, in one feature or in both."""
    if question.ask == LINE:
        (feature,) = _features(question.given, ("",), question.given.get("epsilon", 0))
        yield from _variants(question, (feature,), _in_feature)
    if question.ask == PLANE:
        both = _features(question.given, ("", "'"), 0)
        yield from _variants(question, both, _in_feature)
        rho = _node(question.given.get("correlation", r"\rho"))
        for mistake, tree in _correlations(both, rho):
            yield Variant((mistake,), {4: tree}, question.points)
        yield from _swapped(question, both)


def _features(given: Mapping[str, Any], marks: Sequence[str], epsilon: Any) -> tuple[Feature, ...]:
    found = []
    for place in range(len(marks)):
        values = {}
        for key, letter in DEFAULTS.items():
            value = given.get(key, [letter + m for m in marks])
            values[key] = _node(value[place] if isinstance(value, list | tuple) else value)
        found.append(Feature(**values, epsilon=_node(epsilon)))
    return tuple(found)


def _node(value: Any) -> Any:
    found = real(value, "value")
    return Symbol(name(found)) if isinstance(found, str) else number(found)


def _variants(question: Question, features: Sequence[Feature], changes: Any) -> Iterator[Variant]:
    """Yield the changes of each feature alone, and of all alike; means stand before deviations."""
    count = len(features)
    alike = [list(changes(feature)) for feature in features]
    for each in zip(*alike, strict=True):
        together: dict[int, Any] = {}
        for place, (mistake, mean, deviation) in enumerate(each):
            trees = {
                at: tree
                for at, tree in ((place, mean), (count + place, deviation))
                if tree is not None
            }
            together |= trees
            if count > 1:
                yield Variant((mistake,), trees, question.points)
        yield Variant((each[0][0],), together, question.points)
        parts = [t for t in together if count == 1 and len(together) > 1]
        for place in parts:
            yield Variant((each[0][0],), {place: together[place]}, question.points)


def _in_feature(f: Feature) -> Iterator[tuple[Mistake, Any, Any]]:
    """Yield a mistake with the mean and the deviation that it changes."""
    scaled = over(times(f.gamma, f.deviation), f.root)
    for called, sentence, mean, deviation in (
        ("not-normalised", "the data were left as they are", f.mean, f.deviation),
        ("not-normalised", "the data were scaled and shifted without normalising them",
         plus(times(f.gamma, f.mean), f.beta), times(f.gamma, f.deviation)),
        ("mean-not-subtracted", "the mean was not subtracted",
         plus(over(times(f.gamma, f.mean), f.root), f.beta), None),
        ("mean-not-subtracted", "the shift was added to the mean of the data",
         plus(f.mean, f.beta), None),
        ("beta-forgotten", "the shift β was forgotten", ZERO, None),
        ("gamma-forgotten", "the scale γ was forgotten", None, over(f.deviation, f.root)),
        ("params-ignored", "scale and shift were forgotten", ZERO, over(f.deviation, f.root)),
        ("shift-scaled", "the shift was scaled too", times(f.gamma, f.beta), None),
        ("gamma-beta-swapped", "scale and shift were swapped", f.gamma, f.beta),
        ("deviation-forgotten", "the division by the deviation was forgotten", None,
         times(f.gamma, f.deviation)),
        ("deviation-twice", "the deviation was divided by twice", None, over(f.gamma, f.deviation)),
        ("variance-for-deviation", "this is the variance", None, Power(scaled, TWO)),
        ("deviation-for-variance", "the scale γ was taken for the variance", None, Root(f.gamma)),
        ("sign", "the shift was subtracted", minus(f.beta), None),
        *_with_epsilon(f),
    ):  # fmt: skip
        yield Mistake(called, sentence), mean, deviation


def _with_epsilon(f: Feature) -> tuple[tuple[str, str, Any, Any], ...]:
    """Return the mistakes about epsilon, where there is one."""
    if f.epsilon == ZERO:
        return ()
    top, variance = times(f.gamma, f.deviation), Power(f.deviation, TWO)
    return (
        ("epsilon-forgotten", "ε was forgotten", None, f.gamma),
        ("epsilon-outside-root", "ε was added to the root, not inside it", None,
         over(top, plus(f.deviation, f.epsilon))),
        ("deviation-for-variance", "σ stands under the root, not its square", None,
         over(top, Root(plus(f.deviation, f.epsilon)))),
        ("variance-for-deviation", "the root was forgotten", None,
         over(top, plus(variance, f.epsilon))),
        ("sign", "ε was subtracted, not added", None,
         over(top, Root(plus(variance, minus(f.epsilon))))),
    )  # fmt: skip


def _correlations(both: Sequence[Feature], rho: Any) -> Iterator[Change]:
    one, two = both
    gammas, deviations = times(one.gamma, two.gamma), times(one.deviation, two.deviation)
    for called, sentence, tree in (
        ("correlation-lost", "the features were taken to be uncorrelated", ZERO),
        ("correlation-one", "the features were taken to be the same", ONE),
        ("sign", "the sign of the correlation is reversed", minus(rho)),
        ("covariance-for-correlation", "this is the covariance", times(gammas, rho)),
        ("covariance-for-correlation", "this is the old covariance", times(deviations, rho)),
        ("scales-kept", "the old deviations were divided out again", over(rho, deviations)),
        ("scales-kept", "the scales were not divided out", over(times(gammas, rho), deviations)),
        ("square", "the correlation was squared", Power(rho, TWO)),
    ):  # fmt: skip
        yield Mistake(called, sentence), tree


def _swapped(question: Question, both: Sequence[Feature]) -> Iterator[Variant]:
    """Yield the results of the features in the other order."""
    one, two = both
    mistake = Mistake("features-swapped", "the two features were swapped")
    means = {0: two.beta, 1: one.beta}
    deviations = {2: two.gamma, 3: one.gamma}
    for trees in (means, deviations, {**means, **deviations}):
        yield Variant((mistake,), trees, question.points)
