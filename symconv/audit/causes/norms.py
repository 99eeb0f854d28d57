r"""A question about a normalisation layer, as mistakes about it are told: its axes and its pieces.

*Defines* `norm_of` and `Pieces`, the parts that the conclusions of such a theorem are made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from symconv.audit.causes.question import Question
from symconv.audit.causes.trees import minus, number, over, plus, put
from symconv.latex.tree import Expr
from symconv.proof.author import statement
from symconv.theorems.normalisation.layout import Norm, read_norm
from symconv.theorems.normalisation.lines import GAMMA, HAT, MU

IMAGES = ("N", "C", "H", "W")
ONE = number(1)


def norm_of(question: Question) -> Norm | None:
    """Return the layer that a question is about; None for a question of another kind."""
    given: Any = question.given
    shape, indices = given.get("shape", IMAGES), given.get("indices", ())
    match question.ask:
        case "batch_norm_definition" | "batch_norm_gradients":
            axes, affine = given.get("over", (0, 2, 3)), given.get("affine", "statistics")
            unbiased = given.get("unbiased", False)
            return read_norm(shape, axes, affine, indices, unbiased=unbiased)
        case "layer_norm_gradients":
            axes, affine = given.get("over", (1, 2, 3)), given.get("affine", "normalised")
            return read_norm(shape, axes, affine, indices)
        case _:
            return None


@dataclass(frozen=True)
class Pieces:
    """The parts of the lines about a layer, as trees; ``norm`` says how they are spelled."""

    norm: Norm

    def tree(self, latex: str) -> Expr:
        """Read an expression in the names of the layer."""
        found = statement(latex, self.norm.symbols)
        assert isinstance(found, Expr)  # what is read here is written here
        return found

    @property
    def scale(self) -> Expr:
        """Gamma at the entry that is looked at."""
        return self.tree(self.norm.parameter(GAMMA))

    @property
    def mean(self) -> Expr:
        """The mean of the group."""
        return self.tree(self.norm.statistic(MU))

    def entry(self, tensor: str = HAT, primed: Sequence[int] = ()) -> Expr:
        """Return an element; ``primed`` axes have the index of a sum."""
        return self.tree(self.norm.entry(tensor, primed))

    def count(self, axes: Sequence[int]) -> Any:
        """Return how many entries there are along some axes."""
        sizes = [str(self.norm.sizes[a]) for a in axes]
        return self.tree(r" \cdot ".join(sizes) if sizes else "1")

    def sum(self, body: str, axes: Sequence[int]) -> Any:
        """Return a sum over the primed indices of some axes, or the body alone."""
        return self.tree(f"{self.norm.sums(axes)} {body}")

    def around(self, body: Any, axes: Sequence[int]) -> Any:
        """Return a sum of a tree that LaTeX need not spell."""
        signs = self.sum(self.norm.entry("x", axes), axes)
        return put(signs, self.entry("x", axes), body) if axes else body

    @property
    def divisor(self) -> Any:
        """What the variance divides by."""
        norm = self.norm
        return self.tree(norm.one_less if norm.unbiased else norm.count)

    def other_axes(self, right: Sequence[int]) -> list[tuple[int, ...]]:
        """Return the other choices of axes, none excepted, the nearest first."""
        every = self.norm.axes
        subsets = [c for n in range(1, len(every) + 1) for c in combinations(every, n)]
        others = [c for c in subsets if set(c) != set(right)]
        return sorted(others, key=lambda c: (len(set(c) ^ set(right)), c))

    def counts(self, right: Sequence[int]) -> list[tuple[str, Any]]:
        """Return wrong counts of entries, each with a clause about it."""
        found = []
        for axes in self.other_axes(right):
            size = " ".join(str(self.norm.sizes[a]) for a in axes)
            found.append((f"{size} entries were counted in a group", self.count(axes)))
        one_less = plus(self.count(right), minus(ONE))
        found.append(("one entry fewer was counted in a group", one_less))
        return found

    def per(self, top: Any, axes: Sequence[int]) -> Any:
        """Return something divided by the number of entries along some axes."""
        return over(top, self.count(axes))
