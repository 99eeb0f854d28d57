r"""One slip in an answer that is right otherwise: a single entry or a single result differs.

A result that is a number is one place; a formula is a slip if one place in it differs.

*Defines* `slip`. It locates a mistake and does not explain it, so it is tried last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symconv.audit.causes.digit_slips import digit_slip
from symconv.audit.causes.filter_slips import filter_slips
from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.one_place import differ_in_one_place
from symconv.audit.causes.piece_slips import piece_slips
from symconv.audit.causes.question import Question
from symconv.audit.causes.signal_slips import signal_slips
from symconv.audit.causes.trees import minus
from symconv.audit.causes.values import NoValue, value_at
from symconv.latex.tree import Matrix, Node, Tuple

LEAST = 4
"""Arrays need this many entries before one of them can be called a slip; results, one less."""


def slip(
    question: Question, claimed: Mapping[int, Node], wrong: frozenset[int]
) -> Iterator[Variant]:
    """Yield the variant in which one entry, or one of several conclusions, is as claimed."""
    if len(wrong) != 1:
        return
    (only,) = wrong
    right, said = question.trees[only], claimed[only]
    if question.ask == "piecewise_form" and len(question.trees) == 1:
        for mistake in piece_slips(right, said):
            yield Variant((mistake,), {only: said})
    yield from signal_slips(question, said)
    yield from filter_slips(question, said)
    if isinstance(right, Matrix) and isinstance(said, Matrix):
        others = sum(_count(tree) for i, tree in claimed.items() if i != only)
        yield from _entry(only, (right, said), question, others)
    elif len(claimed) >= LEAST - 1 and _in_one_place(right, said):
        mistake = Mistake("slip", "one result is wrong, all others are right", 4)
        yield Variant((mistake,), {only: said})
    elif (found := _digit(right, said, question)) is not None:
        yield Variant((found,), {only: said})


def _digit(right: Node, said: Node, question: Question) -> Mistake | None:
    """Return which digit is wrong where a number was asked for and given."""
    point = next(iter(question.points), None)
    if point is None or names_in_tree(said):
        return None
    try:
        return digit_slip(value_at(right, point), value_at(said, point))
    except NoValue:
        return None


def _in_one_place(right: Node, said: Node) -> bool:
    """Whether a result is another number, or a formula in which one place is wrong."""
    if isinstance(right, Matrix | Tuple):
        return False
    return not names_in_tree(said) or differ_in_one_place(right, said)


def _count(tree: Node) -> int:
    """Return how many entries a conclusion has."""
    return sum(map(len, tree.rows)) if isinstance(tree, Matrix) else 1


def _entry(
    only: int, trees: tuple[Matrix, Matrix], question: Question, others: int
) -> Iterator[Variant]:
    right, said = trees
    places = [(i, j) for i, row in enumerate(right.rows) for j, _ in enumerate(row)]
    if [len(r) for r in right.rows] != [len(r) for r in said.rows]:
        return
    if len(places) + others < LEAST:
        return
    differing = [p for p in places if not _equal(_at(right, p), _at(said, p), question)]
    if len(differing) != 1:
        return
    i, j = differing[0]
    where = f"row {i + 1}, column {j + 1}"
    negated = minus(_at(right, (i, j)))
    if _equal(negated, _at(said, (i, j)), question):
        yield Variant((Mistake("sign", f"the sign in {where} is reversed", 3),), {only: said})
    else:
        yield Variant((Mistake("slip", f"one entry is wrong: {where}", 4),), {only: said})


def _at(matrix: Matrix, place: tuple[int, int]) -> Node:
    return matrix.rows[place[0]][place[1]]


def _equal(a: Node, b: Node, question: Question) -> bool:
    try:
        return all(value_at(a, point) == value_at(b, point) for point in question.points)
    except NoValue:
        return False
