r"""What is different in a signal that is right otherwise: a factor, or values here and there.

*Defines* `signal_slips`. They locate a mistake and are tried last, as `slips` are; the formula with
the difference is compared for every n like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.question import Question
from symconv.audit.causes.trees import number, times
from symconv.audit.causes.values import NoValue, value_at
from symconv.latex.tree import Cases, Chain, Node, Symbol
from symconv.proof.exact_numbers import Exact

MAX_PLACES = 3
Pairs = Mapping[int, tuple[Exact, Exact]]


def signal_slips(question: Question, said: Node) -> Iterator[Variant]:
    """Yield the signal with a factor everywhere, or with other values at few places."""
    if question.time is None or len(question.trees) != 1:
        return
    right = question.trees[0]
    pairs = _values(question, said)
    factors = {Fraction(got) / Fraction(wanted) for wanted, got in pairs.values() if wanted}
    if len(factors) == 1:
        (factor,) = factors
        mistake = Mistake("extra-factor", f"every value is multiplied by {factor}", 4)
        yield Variant((mistake,), {0: times(number(factor), right)}, question.points)
    wrong = {n: got for n, (wanted, got) in pairs.items() if got != wanted}
    if 0 < len(wrong) <= MAX_PLACES and 2 * len(wrong) < len(pairs):
        places = " and ".join(f"n = {n}" for n in wrong)
        told = f"what is stated for {places} is wrong, all other values are right"
        rows = tuple((number(v), Chain((Symbol(question.time), number(n)), ("=",)))
                     for n, v in wrong.items())  # fmt: skip
        tree = Cases((*rows, (right, None)))  # type: ignore[arg-type]
        yield Variant((Mistake("slip", told, 3 + len(wrong)),), {0: tree}, question.points)


def _values(question: Question, said: Node) -> Pairs:
    """Return what is right and what was said, for each n; nothing where that is not a number."""
    assert question.time is not None
    found: dict[int, tuple[Exact, Exact]] = {}
    for point in question.points:
        n = int(point.values[question.time])
        try:
            wanted, got = value_at(question.trees[0], point), value_at(said, point)
        except NoValue:
            return {}
        if n in found or isinstance(wanted, tuple) or isinstance(got, tuple):
            return {}  # letters have several values, or what was said is no number
        found[n] = wanted, got
    return found
