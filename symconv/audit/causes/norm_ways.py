r"""The three ways on which an entry of a normalised group acts on the loss.

*Defines* `Ways` and `difference`. In the gradient of the input the way that goes directly, the one
through the mean and the one through the variance are the terms of

.. math:: M g - \sum g - \hat x \sum g \hat x.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symconv.audit.causes.norms import Pieces
from symconv.audit.causes.trees import minus, number, plus, times
from symconv.theorems.normalisation.layout import Norm
from symconv.theorems.normalisation.lines import GAMMA, HAT


@dataclass(frozen=True)
class Ways:
    """The three terms of the difference, and what they are made of."""

    pieces: Pieces

    @property
    def norm(self) -> Norm:
        """The layer."""
        return self.pieces.norm

    @property
    def is_outside(self) -> bool:
        """Whether gamma is the same for a group, and stands in the factor."""
        affine = self.norm.affine
        return affine is not None and not set(affine) & set(self.norm.over)

    def upstream(self, primed: tuple[int, ...] = (), tensor: str = "g") -> str:
        """Return the gradient by the normalised value as LaTeX, without a gamma that is outside."""
        inside = self.norm.affine is not None and not self.is_outside
        scale = f"{self.norm.parameter(GAMMA, primed)} " if inside else ""
        return scale + self.norm.entry(tensor, primed)

    @cached_property
    def count(self) -> Any:
        """How many entries a group has."""
        return self.pieces.count(self.norm.over)

    @cached_property
    def here(self) -> Any:
        """The gradient at the entry that is looked at."""
        return self.pieces.tree(self.upstream())

    @cached_property
    def direct(self) -> Any:
        """The first term."""
        return times(self.count, self.here)

    @cached_property
    def through_mean(self) -> Any:
        """The second term."""
        return self.total(self.norm.over)

    @cached_property
    def through_variance(self) -> Any:
        """The third term."""
        return times(self.weight, self.pieces.entry(), self.moment(self.norm.over))

    @cached_property
    def weight(self) -> Any:
        """What an unbiased variance brings into the third term."""
        if not self.norm.unbiased:
            return number(1)
        return self.unbiased

    @cached_property
    def unbiased(self) -> Any:
        """The ratio of the biased divisor and the unbiased one."""
        return self.pieces.tree(rf"\frac{{{self.norm.count}}}{{{self.norm.one_less}}}")

    def total(self, axes: tuple[int, ...]) -> Any:
        """Return the sum of the gradients from above."""
        return self.pieces.sum(self.upstream(axes), axes)

    def moment(self, axes: tuple[int, ...], by: str = HAT) -> Any:
        """Return the sum of the gradients times the normalised values, or something else."""
        return self.pieces.sum(f"{self.upstream(axes)} {self.norm.entry(by, axes)}", axes)


def difference(first: Any, *others: Any) -> Any:
    """Return the first term minus the others."""
    return plus(first, *(minus(t) for t in others))
