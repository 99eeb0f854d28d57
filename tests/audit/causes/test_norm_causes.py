r"""Mistakes about normalisation layers: sources start from what is right, and change one thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isclose

import pytest

from symconv.audit.causes.field_points import agree_in_field
from symconv.audit.causes.gaussians import gaussian_variants
from symconv.audit.causes.moved_images import translation_variants
from symconv.audit.causes.norm_forward import norm_forward_variants
from symconv.audit.causes.norm_gradients import norm_gradient_variants
from symconv.audit.causes.norm_parameters import norm_parameter_variants
from symconv.audit.causes.norm_ways import Ways, difference
from symconv.audit.causes.norms import Pieces, norm_of
from symconv.audit.causes.question import Question, ask
from symconv.audit.causes.real_points import RealPoint, real_points
from symconv.audit.causes.sums import sum_changes
from symconv.audit.causes.trees import over, times
from symconv.latex.tree import Expr, Node
from symconv.proof.author import statement
from symconv.proof.exact_numbers import Undefined

SOURCES = (
    norm_gradient_variants,
    norm_parameter_variants,
    norm_forward_variants,
    gaussian_variants,
    translation_variants,
)
PLAIN: Mapping[str, object] = {"shape": ["N", "D"], "over": [0], "indices": ["i", "j"]}
LAYERS = [
    PLAIN,
    {"shape": ["N", "C", "H", "W"], "over": [0, 2, 3]},
    {"shape": ["N", "D"], "over": [0], "unbiased": True},
    {"shape": ["N", "D"], "over": [0], "affine": "none"},
]


def asked(theorem: str, given: Mapping[str, object]) -> Question:
    """Ask a theorem."""
    return ask(theorem, given)  # type: ignore[arg-type]


def alike(left: Node, right: Node, points: Sequence[RealPoint]) -> bool:
    """Whether two trees have near values at every real point."""
    return bool(points) and all(
        isclose(at.value(left), at.value(right), rel_tol=1e-9) for at in points
    )


@pytest.mark.parametrize("given", LAYERS)
def test_the_ways_add_up_to_the_gradient(given: Mapping[str, object]) -> None:
    """Nothing done wrongly gives what the theorem says."""
    question = asked("batch_norm_gradients", given)
    norm = norm_of(question)
    assert norm is not None
    ways = Ways(Pieces(norm))
    scale = (ways.pieces.scale,) if ways.is_outside else ()
    inside = difference(ways.direct, ways.through_mean, ways.through_variance)
    factor = over(times(*scale, ways.pieces.tree(norm.statistic("s"))), ways.count)
    points = real_points(question.derivation)
    assert alike(times(factor, inside), question.trees[0], points)


@pytest.mark.parametrize("given", LAYERS[:3])
def test_no_mistake_in_the_gradients_is_none(given: Mapping[str, object]) -> None:
    """Each variant differs from what is right, except that a sum of deviations is 0."""
    question = asked("batch_norm_gradients", given)
    points = real_points(question.derivation)
    for source in (norm_gradient_variants, norm_parameter_variants):
        for variant in source(question):
            ((place, tree),) = variant.trees.items()
            assert not alike(tree, question.trees[place], points), variant.mistakes


def test_no_mistake_in_the_forward_pass_is_none() -> None:
    """Each variant changes a conclusion at some point, or takes its value away."""
    question = asked("batch_norm_definition", PLAIN)
    points = real_points(question.derivation)
    for variant in norm_forward_variants(question):
        changed = False
        for place, tree in variant.trees.items():
            try:
                changed |= not alike(tree, question.trees[place], points)
            except Undefined:
                changed = True
        assert changed, variant.mistakes


@pytest.mark.parametrize("source", SOURCES)
def test_other_questions_have_no_such_mistakes(source: object) -> None:
    """A source about norms says nothing of the size of a convolution."""
    question = asked("conv_size", {"size": [5], "kernel_size": 3})
    assert not list(source(question))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("theorem", "given"),
    [
        ("batch_norm_of_gaussian", {"mean": 7, "deviation": 3, "gamma": 5, "beta": 2}),
        ("batch_norm_of_gaussian_2d", {"gamma": [2, 3], "beta": [4, 5]}),
        ("batch_norm_like_conv", {}),
    ],
)
def test_other_layers_have_mistakes_of_their_own(theorem: str, given: Mapping[str, object]) -> None:
    """At least ten kinds, none of which leaves everything as it is."""
    question = asked(theorem, given)
    variants = [v for source in SOURCES for v in source(question)]
    assert len({(v.mistakes[0].name, v.mistakes[0].sentence) for v in variants}) >= 10
    for variant in variants:
        assert any(tree != question.trees[i] for i, tree in variant.trees.items())


def test_sums_lose_an_axis_an_end_or_their_index() -> None:
    """The changes of a sum of products, by name."""
    question = asked("batch_norm_gradients", LAYERS[1])
    names = {m.name for m, _ in sum_changes(question.trees[1], question.derivation.symbols)}
    assert names == {"mean-for-sum", "sum-forgotten", "index-not-renamed", "sum-range-off-by-one"}


def test_a_value_that_may_not_exist_everywhere_is_compared_in_a_field() -> None:
    """A division by one less than N has no value at 1; two such formulas are compared elsewhere."""
    question = asked("batch_norm_gradients", PLAIN)
    symbols = question.derivation.symbols
    one, same, other = (
        statement(text, symbols)
        for text in (
            r"\frac{s_{j}}{N - 1}",
            r"\frac{N s_{j}}{N^{2} - N}",
            r"\frac{s_{j}}{N - 2}",
        )
    )
    assert isinstance(one, Expr)
    assert agree_in_field(one, same, question.derivation)
    assert not agree_in_field(one, other, question.derivation)


def test_a_statement_has_no_value_at_a_real_point() -> None:
    """Equations are for the prover."""
    question = asked("batch_norm_gradients", PLAIN)
    point = real_points(question.derivation)[0]
    with pytest.raises(Undefined, match="no value"):
        point.value(statement("N = 2", question.derivation.symbols))
