r"""Whether a formula after a mistake is what was claimed, and not only at some points.

*Defines* `confirmed`. The search compares values at a few points, because that is quick. What it
finds is put before the prover; where no procedure decides, many more points must agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from symconv.audit.causes.affine_pieces import same_pieces
from symconv.audit.causes.array_truth import same
from symconv.audit.causes.field_points import agree_in_field
from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.matrix_formulas import written_alike
from symconv.audit.causes.mistake import Variant
from symconv.audit.causes.network_function import X
from symconv.audit.causes.points import points_of
from symconv.audit.causes.question import Question
from symconv.audit.causes.trees import number
from symconv.audit.causes.values import NoValue, value_at
from symconv.audit.signals.everywhere import agreement
from symconv.latex.substitute import substitute
from symconv.latex.tree import Chain, Expr, Matrix, Node, Tuple
from symconv.notation import Name
from symconv.proof.exact_numbers import Exact
from symconv.proof.prove import context_of, decide
from symconv.proof.verdict import Exhausted, Proved, Refuted

MANY = 40


def confirmed(
    variant: Variant,
    question: Question,
    numbers: Mapping[Name, Exact],
    claimed: Mapping[int, Node],
    wrong: Iterable[int],
) -> bool:
    """Whether what was claimed for the wrong conclusions follows from the mistakes of a variant.

    ``numbers`` are what letters of a twin stand for. Values that were computed with numbers are
    exact as they are.
    """
    letters = {name: number(value) for name, value in numbers.items()}
    for i in wrong:
        if i not in variant.trees or not names_in_tree(claimed[i]):
            continue
        tree = variant.trees[i]
        for change in variant.letters:
            tree = substitute(tree, change)
        tree = substitute(tree, letters)
        if not _same(claimed[i], tree, question):
            return False
    return True


def _same(claimed: Node, tree: Node, question: Question) -> bool:
    if written_alike(claimed, tree):
        return True
    if question.time is not None:
        return _same_signal(claimed, tree, question, question.time)
    if question.ask == "piecewise_form":
        same = same_pieces(claimed, tree, X)
        if same is not None:
            return same
    if (
        isinstance(claimed, Expr)
        and isinstance(tree, Expr)
        and not isinstance(tree, Matrix | Tuple)
    ):
        verdict = decide(Chain((claimed, tree), ("=",)), context_of(question.derivation))
        if isinstance(verdict, Proved | Exhausted):
            return True
        if isinstance(verdict, Refuted):
            return False
    return _agree(claimed, tree, question)


def _same_signal(claimed: Node, tree: Node, question: Question, time: Name) -> bool:
    """Whether two formulas agree for every integer; the points were compared before."""
    if question.partial:
        return True
    found = agreement(claimed, tree, time, question.points.definitions)
    return found.place is None if found is not None else len(question.points.values) >= MANY


def _agree(claimed: Node, tree: Node, question: Question) -> bool:
    compared = 0
    for point in points_of(question.derivation, MANY):
        try:
            if not same(value_at(claimed, point), value_at(tree, point)):
                return False
        except NoValue:
            continue
        compared += 1
    return compared > 0 or agree_in_field(claimed, tree, question.derivation)
