r"""The table of mistakes: every source of single mistakes, and which of them are combined.

*Defines* `single` and `combined`. A new kind of mistake is a generator of variants in a module of
its own and a line here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from symconv.audit.causes.arrays import array_changes
from symconv.audit.causes.branches import branch_variants
from symconv.audit.causes.by_hand import by_hand_variants
from symconv.audit.causes.conv_gradients import conv_gradient_variants
from symconv.audit.causes.distances import distance_changes
from symconv.audit.causes.fields import field_variants
from symconv.audit.causes.filters import filter_variants
from symconv.audit.causes.forms import local_changes, whole_changes
from symconv.audit.causes.gaussians import gaussian_variants
from symconv.audit.causes.letters import letter_changes
from symconv.audit.causes.local_maps import local_map_variants
from symconv.audit.causes.matrix_formulas import matrix_formula_changes
from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.moved import moved
from symconv.audit.causes.moved_images import translation_variants
from symconv.audit.causes.networks import network_variants
from symconv.audit.causes.norm_forward import norm_forward_variants
from symconv.audit.causes.norm_gradients import norm_gradient_variants
from symconv.audit.causes.norm_parameters import norm_parameter_variants
from symconv.audit.causes.other_signals import other_signal_variants
from symconv.audit.causes.piecewise import piecewise_variants
from symconv.audit.causes.pools_by_hand import pool_variants
from symconv.audit.causes.question import Question
from symconv.audit.causes.rederived import rederived_variants
from symconv.audit.causes.region_counts import region_changes
from symconv.audit.causes.rules import rule_changes
from symconv.audit.causes.set_formulas import set_variants
from symconv.audit.causes.signals import signal_variants
from symconv.audit.causes.squared_norms import squared_norm_changes
from symconv.audit.causes.sums import sum_changes
from symconv.latex.substitute import substitute
from symconv.latex.tree import Expr, Matrix, Node, Tuple

Trees = Mapping[int, Node]
COMPUTED = (
    conv_gradient_variants,
    by_hand_variants, pool_variants, rederived_variants, network_variants, field_variants,
    filter_variants, signal_variants, other_signal_variants, branch_variants,
    norm_forward_variants, gaussian_variants, translation_variants,
    norm_gradient_variants, norm_parameter_variants, set_variants,
    local_map_variants, piecewise_variants,
)  # fmt: skip


def single(question: Question, wrong: frozenset[int]) -> Iterator[Variant]:
    """Yield the conclusions after one mistake; computed sources also combine what they can."""
    for mistake, trees in changes(question, wrong):
        yield Variant((mistake,), trees, question.points)
    for source in COMPUTED:
        yield from source(question)


def changes(question: Question, wrong: frozenset[int]) -> Iterator[tuple[Mistake, Trees]]:
    """Yield single mistakes that change trees, with the trees that they change."""
    base = dict(enumerate(question.trees))
    yield from simple_changes(question, base)
    yield from rule_changes(question)
    yield from region_changes(question)
    yield from array_changes(question)
    yield from matrix_formula_changes(question)
    yield from squared_norm_changes(question)
    yield from distance_changes(question)
    if len(wrong) < len(base):
        for mistake, trees in whole(base, wrong):
            yield replace(mistake, weight=mistake.weight + 1), trees
    yield from _parallel({i: base[i] for i in sorted(wrong & base.keys())})
    for number in sorted(wrong & base.keys()):
        if len(base) > 1:
            for mistake, values in letter_changes(question):
                # one axis swapped and the other not is no convention
                alone = replace(mistake, weight=mistake.weight + 1, convention="")
                yield alone, {number: substitute(base[number], values)}
        if len(wrong) > 1:
            for mistake, trees in whole(base, {number}):
                yield replace(mistake, weight=mistake.weight + 1), trees
        for mistake, tree in local_changes(base[number]):
            yield mistake, {number: tree}
        for mistake, tree in sum_changes(base[number], question.derivation.symbols):
            yield mistake, {number: tree}


def _parallel(trees: Trees) -> Iterator[tuple[Mistake, Trees]]:
    """Yield local changes made alike in conclusions of one form, such as ``H'`` and ``W'``."""
    if len(trees) < 2 or not all(map(_is_scalar, trees.values())):
        return
    listed = [list(local_changes(tree)) for tree in trees.values()]
    for changes_ in zip(*listed, strict=False):
        if len({len(each) for each in listed}) == 1 and len({m.name for m, _ in changes_}) == 1:
            yield changes_[0][0], dict(zip(trees, (tree for _, tree in changes_), strict=True))


def simple_changes(question: Question, trees: Trees) -> Iterator[tuple[Mistake, Trees]]:
    """Yield mistakes about givens and rules that reach every conclusion."""
    for mistake, values in letter_changes(question):
        yield mistake, {i: substitute(tree, values) for i, tree in trees.items()}
    yield from whole(trees, trees.keys())


def whole(trees: Trees, numbers: object) -> Iterator[tuple[Mistake, Trees]]:
    """Yield mistakes about rules, in the conclusions with these numbers."""
    for mistake, change in whole_changes():
        changed: dict[int, Node] = {}
        for i, tree in trees.items():
            if i in numbers and _is_scalar(tree):  # type: ignore[operator]
                new: Node = change(tree)
                changed[i] = new
        if any(changed[i] != trees[i] for i in changed):
            yield mistake, changed


def _is_scalar(tree: Node) -> bool:
    return isinstance(tree, Expr) and not isinstance(tree, Matrix | Tuple)


def combined(question: Question, wrong: frozenset[int]) -> Iterator[Variant]:
    """Yield the conclusions after two mistakes about givens and rules, one after the other.

    A changed given is a changed point: nothing is substituted before something fits.
    """
    base = dict(enumerate(question.trees))
    if not all(map(_is_scalar, base.values())):
        return
    givens = [
        (mistake, values, points)
        for mistake, values in letter_changes(question)
        if (points := moved(question.points, values)) is not None
    ]
    rules = list(whole(base, base.keys()))
    for place, (before, values, points) in enumerate(givens):
        for after, more, _ in givens[place + 1 :]:
            both = moved(points, more) if after.name != before.name else None
            if both is not None:
                yield Variant((before, after), base, both, letters=(more, values))
        for after, trees in rules:
            yield Variant((before, after), trees, points, letters=(values,))
        for number in sorted(wrong & base.keys()):
            for after, tree in local_changes(base[number]):
                trees = {**base, number: tree}
                yield Variant((before, after), trees, points, letters=(values,))
    for place, (before, trees) in enumerate(rules):
        for after, changed in list(whole(trees, trees.keys()))[place + 1 :]:
            if after.name != before.name:
                yield Variant((before, after), changed, question.points)
