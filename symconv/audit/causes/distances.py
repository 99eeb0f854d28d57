r"""Mistakes in counting what pairwise distances cost.

*Defines* `distance_changes`. N and M rows of p entries: :math:`\sigma = N M p` subtractions,
:math:`\alpha = N M (p - 1)` additions, and what programs hold: the differences of one pair, of
one row to all others, of all pairs; without a loop, L2 holds squares and products instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.question import Question
from symconv.audit.causes.trees import number, plus, times
from symconv.latex.tree import Node, Symbol
from symconv.notation import name

THEOREM = "pairwise_distances"
SUBTRACTIONS, ADDITIONS, TWO, ONE, NO = range(5)
Letters = tuple[Node, Node, Node]


def distance_changes(question: Question) -> Iterator[tuple[Mistake, Mapping[int, Node]]]:
    """Yield mistakes with the counts that they change."""
    if question.ask != THEOREM or len(question.trees) != NO + 1:
        return
    euclidean = question.given.get("metric") == "L2"
    keys = {"num_test": "N", "num_train": "M", "features": "p"}
    n, m, p = (_node(question.given.get(key, letter)) for key, letter in keys.items())
    right = _counts((n, m, p), euclidean=euclidean)
    one = number(1)
    for words, kind, changed in (
        ("the number of entries of a row", "features", (n, m, one)),
        ("the number of test rows", "test", (one, m, p)),
        ("the number of training rows", "train", (n, one, p)),
    ):
        mistake = Mistake(f"{kind}-ignored", f"{words} was ignored")
        counts = _counts(changed, euclidean=euclidean)
        yield from _each(mistake, counts, ADDITIONS)
        if kind != "features":
            yield mistake, {SUBTRACTIONS: counts[SUBTRACTIONS], ADDITIONS: counts[ADDITIONS]}
    swapped = Mistake("test-train-swapped", "test and training rows were swapped")
    yield from _each(swapped, _counts((m, n, p), euclidean=euclidean))
    pairs = times(n, m, p)
    rows = plus(n, m)
    added = Mistake("sum-for-product", "the rows were counted, not the pairs of rows")
    both = {SUBTRACTIONS: times(rows, p), ADDITIONS: times(rows, plus(p, number(-1)))}
    yield from _each(added, {**both, NO: times(rows, p)})
    yield added, both
    sentence = "a sum of p terms was given p additions, not p - 1"
    yield Mistake("additions-miscounted", sentence), {ADDITIONS: pairs}
    more = "a sum of p terms was given p + 1 additions, not p - 1"
    yield Mistake("additions-miscounted", more, 2), {ADDITIONS: times(n, m, plus(p, one))}
    once = "one addition fewer was counted in all, not one fewer for each pair"
    yield Mistake("additions-miscounted", once), {ADDITIONS: plus(pairs, number(-1))}
    turned = "sums over the pairs of rows were counted, not sums over the entries of a pair"
    entries = times(plus(times(n, m), number(-1)), p)
    yield Mistake("additions-miscounted", turned), {ADDITIONS: entries}
    for i, j in ((TWO, ONE), (ONE, TWO), (ONE, NO), (NO, ONE)):
        sentence = "a program with one loop more or fewer was counted"
        yield Mistake("loops-off-by-one", sentence), {i: right[j]}
    for alike in (TWO, ONE, NO):
        same = Mistake("loops-off-by-one", "all programs were taken to hold as much as one of them")
        yield same, dict.fromkeys((TWO, ONE, NO), right[alike])
    for i in (TWO, ONE, NO):
        counted = Mistake("result-counted", "the distances themselves were counted as well")
        yield counted, {i: plus(right[i], times(n, m))}
    other = _counts((n, m, p), euclidean=not euclidean)
    yield Mistake("metric-confused", "this is the count for the other metric"), {NO: other[NO]}
    if euclidean:
        lost = Mistake("cross-terms-missing", "the products of the rows were left out")
        yield lost, {NO: plus(n, m)}
        yield Mistake("squares-missing", "the squares of the rows were left out"), {NO: times(n, m)}


def _counts(letters: Letters, *, euclidean: bool) -> tuple[Node, ...]:
    n, m, p = letters
    pairs = times(n, m, p)
    none = plus(n, m, times(n, m)) if euclidean else pairs
    return pairs, times(n, m, plus(p, number(-1))), p, times(m, p), none


def _each(
    mistake: Mistake, counts: tuple[Node, ...] | Mapping[int, Node], *left_out: int
) -> Iterator[tuple[Mistake, Mapping[int, Node]]]:
    """Yield all counts after a mistake, and each alone."""
    numbered = counts if isinstance(counts, Mapping) else dict(enumerate(counts))
    changed = {i: tree for i, tree in numbered.items() if i not in left_out}
    yield mistake, changed
    for i, tree in changed.items():
        yield mistake, {i: tree}


def _node(value: object) -> Node:
    return Symbol(name(value)) if isinstance(value, str) else number(value)  # type: ignore[arg-type]
