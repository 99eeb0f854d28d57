r"""The search for the mistake that explains a wrong answer.

*Defines* `Found` and `search`. Single mistakes are tried first, then combinations of two. A mistake
fits when it gives exactly what was claimed, for everything that was claimed: what is right in the
answer must stay right. If none fits, none is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isclose, log2

from symconv.audit.causes.array_truth import same
from symconv.audit.causes.confirm import confirmed
from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.matrix_formulas import written_alike
from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.question import Question, twin
from symconv.audit.causes.real_points import CLOSE, RealPoint, real_points
from symconv.audit.causes.slips import slip
from symconv.audit.causes.table import combined, single
from symconv.audit.causes.values import NoValue, Value, value_at
from symconv.latex.tree import Node, Number, descendants
from symconv.proof.exact_numbers import Undefined
from symconv.proof.point_truth import Point

MAX_TRIED = 6_000
ENOUGH_BITS = 20
"""A thousand combinations are ten bits; ten more make a fit by chance a matter of one in 1000."""
MAX_APART = 2
"""More mistakes than this, one for each conclusion, explain anything."""


@dataclass(frozen=True)
class Found:
    """The mistakes that fit, the simplest first, and how many were tried."""

    fits: tuple[tuple[Mistake, ...], ...]
    tried: int

    @property
    def simplest(self) -> tuple[tuple[Mistake, ...], ...]:
        """Return those that no other fit is simpler than, each name once."""
        if not self.fits:
            return ()
        least = weight(self.fits[0])
        alike = {names(f): f for f in reversed(self.fits) if weight(f) == least}
        return tuple(reversed(alike.values()))


def weight(mistakes: Iterable[Mistake]) -> int:
    """Return how far-fetched mistakes are together."""
    listed = tuple(mistakes)
    return sum(m.weight for m in listed) + len(listed) - 1


def names(mistakes: Iterable[Mistake]) -> str:
    """Return the names of mistakes as one.

    >>> names([Mistake("stride-ignored", ""), Mistake("padding-ignored", "")])
    'stride-ignored+padding-ignored'
    """
    return "+".join(m.name for m in mistakes)


def search(question: Question, claimed: Mapping[int, Node], wrong: frozenset[int]) -> Found:
    """Return the mistakes that reproduce what was claimed for each conclusion.

    ``claimed`` is in the names of the question; ``wrong`` are the conclusions that are not right.
    Where no one mistake explains them together, each formula may have its own; numbers may not, as
    two mistakes to choose from would explain too many of them.
    """
    lettered = twin(question)
    base = lettered if lettered and max(claimed, default=0) < len(lettered.trees) else question
    order = tuple(sorted(claimed, key=lambda i: (i not in wrong, i)))
    target = _seen_at(Target(base, claimed, order, question, wrong, {}), tuple(base.points))
    if any(map(_mostly_silent, target.values.values())):
        seen = _seen_at(target, real_points(base.derivation))
        target = seen if all(any(v is not None for v in seen.values[i]) for i in wrong) else target
    tried, fits = _fitting(single(base, wrong), target)
    if not fits and len(wrong) > 1 and all(names_in_tree(claimed[i]) for i in wrong):
        more, fits = _each_for_itself(target)
        tried += more
    if not fits and _tells_enough(target):
        more, fits = _fitting(combined(base, wrong), target)
        tried += more
    if not fits:
        more, fits = _fitting(slip(base, claimed, wrong), target)
        tried += more
    return Found(tuple(sorted(fits, key=lambda f: (weight(f), names(f)))), tried)


def _mostly_silent(values: Sequence[object]) -> bool:
    """Whether a claim has values at few points: those where all of a group is one number, say."""
    return 2 * sum(v is None for v in values) >= max(1, len(values))


def _seen_at(target: Target, points: Sequence[Point | RealPoint]) -> Target:
    """Return the target with the values of its claims at some points."""
    real = tuple(at for at in points if isinstance(at, RealPoint))
    values = {i: tuple(_value_or_none(t, at) for at in points) for i, t in target.claimed.items()}
    return replace(target, values=values, real=real)


def _tells_enough(target: Target) -> bool:
    """Whether an answer has room for so many combinations that one of them fitting means something.

    Two numbers of two digits are hit by some of a thousand combinations whatever they are.
    """
    if any(names_in_tree(target.claimed[i]) for i in target.wrong):
        return True
    values = [v.value for i in target.wrong for v in _numbers(target.claimed[i])]
    return sum(log2(1 + abs(float(v))) for v in values) >= ENOUGH_BITS


def _numbers(tree: Node) -> Iterator[Number]:
    return (node for node in descendants(tree) if isinstance(node, Number))


def _each_for_itself(
    target: Target,
) -> tuple[int, list[tuple[Mistake, ...]]]:
    """Return one mistake for each wrong conclusion; nothing if one of them has none."""
    tried, found = 0, dict[Mistake, None]()
    for number in sorted(target.wrong):
        alone = replace(
            target,
            claimed={number: target.claimed[number]},
            order=(number,),
            wrong=frozenset({number}),
        )
        more, fits = _fitting(single(target.question, alone.wrong), alone)
        tried += more
        if not fits:
            return tried, []
        found[min(fits, key=lambda f: (weight(f), names(f)))[0]] = None
    return tried, [tuple(found)] if len(found) <= MAX_APART else []


@dataclass(frozen=True)
class Target:
    """What was claimed for a question; ``order`` says which conclusions to compare first.

    ``question`` may be the twin of the question that was ``asked``; ``values`` are those of the
    claims at its points, or at the ``real`` ones where these have none.
    """

    question: Question
    claimed: Mapping[int, Node]
    order: tuple[int, ...]
    asked: Question
    wrong: frozenset[int]
    values: Mapping[int, tuple[Value | float | None, ...]]
    real: tuple[RealPoint, ...] = ()


def _fitting(variants: Iterator[Variant], target: Target) -> tuple[int, list[tuple[Mistake, ...]]]:
    tried, fits = 0, []
    for variant in variants:
        tried += 1
        if _fits(variant, target) and confirmed(
            variant, target.asked, target.question.numbers, target.claimed, target.wrong
        ):
            fits.append(variant.mistakes)
        if tried >= MAX_TRIED:
            break
    return tried, fits


def _fits(variant: Variant, target: Target) -> bool:
    if target.real and (variant.values or variant.letters):
        return False
    if variant.values:
        return _values_fit(variant.values, target)
    points: Sequence[Point | RealPoint] = target.real
    points = points or tuple(variant.points or target.question.points)
    return all(_tree_fits(variant, target, i, points) for i in target.order)


def _values_fit(values: Mapping[int, Value], target: Target) -> bool:
    if not target.question.points.values:
        return False
    for i in target.order:
        parts = target.question.sums.get(i, (i,))
        if not all(p in values for p in parts):
            return False
        mine = values[i] if i in values else sum(values[p] for p in parts)  # type: ignore[misc]
        said = target.values[i][0]
        if said is None or not same_value(said, mine):
            return False
    return True


def same_value(claimed: Value | float, computed: Value | float) -> bool:
    """Whether a claim has a value; ``5 x 5`` is a field of 5 along each axis."""
    if isinstance(claimed, float) and isinstance(computed, float):
        return isclose(claimed, computed, rel_tol=CLOSE, abs_tol=CLOSE)
    if isinstance(claimed, tuple) and claimed and not isinstance(computed, tuple):
        return all(c == computed for c in claimed)
    if isinstance(computed, tuple) and len(computed) == 1 and not isinstance(claimed, tuple):
        return claimed == computed[0]
    if isinstance(claimed, float) or isinstance(computed, float):
        return claimed == computed
    return same(claimed, computed)


def _tree_fits(
    variant: Variant, target: Target, number: int, points: Sequence[Point | RealPoint]
) -> bool:
    tree = variant.trees.get(number, target.question.trees[number])
    compared = 0
    for mine, at in zip(target.values[number], points, strict=False):
        computed = _value_or_none(tree, at)
        if mine is None or computed is None:
            if mine is not computed:
                return False
            continue
        if not same_value(mine, computed):
            return False
        compared += 1
    return compared > 0 or written_alike(target.claimed[number], tree)


def _value_or_none(tree: Node, at: Point | RealPoint) -> Value | float | None:
    try:
        return at.value(tree) if isinstance(at, RealPoint) else value_at(tree, at)
    except (NoValue, Undefined):
        return None
