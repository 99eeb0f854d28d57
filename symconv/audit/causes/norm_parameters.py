r"""Mistakes in the gradients of the scale and the shift of a normalisation layer.

*Defines* `norm_parameter_variants`. Right are :math:`\sum g \hat x` and :math:`\sum g`, over the
entries that share a parameter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.norms import Pieces, norm_of
from symconv.audit.causes.question import Question
from symconv.audit.causes.trees import times
from symconv.theorems.normalisation.lines import HAT, bracketed

SCALE, SHIFT = 1, 2
Change = tuple[Mistake, Any]


def norm_parameter_variants(question: Question) -> Iterator[Variant]:
    """Yield the gradient of the scale, or of the shift, after one mistake."""
    norm = norm_of(question)
    if norm is None or not question.ask.endswith("_gradients") or len(question.trees) <= SHIFT:
        return
    pieces = Pieces(norm)
    for place, changes in ((SCALE, _of_scale(pieces)), (SHIFT, _of_shift(pieces))):
        for mistake, tree in (*changes, *_extra(pieces, question.trees[place])):
            yield Variant((mistake,), {place: tree}, question.points)


def _extra(pieces: Pieces, right: Any) -> Iterator[Change]:
    """Yield a factor too many in front."""
    factors = [("the scale γ", pieces.scale), ("s", pieces.tree(pieces.norm.statistic("s")))]
    if not set(pieces.norm.affine or ()) & set(pieces.norm.over):
        for words, factor in factors:
            sentence = f"{words} was multiplied by, which does not belong here"
            yield Mistake("extra-factor", sentence), times(factor, right)


def _of_scale(pieces: Pieces) -> Iterator[Change]:
    norm, axes = pieces.norm, pieces.norm.shared
    upstream = norm.entry("g", axes)
    for words, by in (
        ("the input", norm.entry("x", axes)),
        ("the deviation", bracketed(norm, axes)),
        ("the output", norm.entry("y", axes)),
    ):
        mistake = Mistake("not-normalised", f"{words} stands for the normalised value")
        yield mistake, pieces.sum(f"{upstream} {by}", axes)
    for mistake, others in _axes(pieces):
        yield mistake, pieces.sum(f"{norm.entry('g', others)} {norm.entry(HAT, others)}", others)


def _of_shift(pieces: Pieces) -> Iterator[Change]:
    norm, axes = pieces.norm, pieces.norm.shared
    weighted = Mistake("extra-factor", "the normalised values are a factor in the sum")
    yield weighted, pieces.sum(f"{norm.entry('g', axes)} {norm.entry(HAT, axes)}", axes)
    for mistake, others in _axes(pieces):
        yield mistake, pieces.sum(norm.entry("g", others), others)


def _axes(pieces: Pieces) -> Iterator[tuple[Mistake, tuple[int, ...]]]:
    for others in pieces.other_axes(pieces.norm.shared):
        sizes = " and ".join(str(pieces.norm.sizes[a]) for a in others)
        yield Mistake("wrong-axes", f"the sum runs over the axes of {sizes}"), others
