"""Plain indices: the one that is meant where it is plain and inside, else a new one.

*Defines* `Places`, which hands out bound indices with their ranges and knows which indices stay
inside which sizes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from symconv.algebra.index_bounds import is_nonnegative
from symconv.algebra.index_known import Known
from symconv.algebra.index_terms import Box, Facts, Size, Term, indices_of, is_index, unknown
from symconv.algebra.named_polynomial import Polynomial, Scalar, minus
from symconv.latex.tree import Expr
from symconv.proof.indices.forms import Scope, integer_form, size_form
from symconv.proof.indices.scalars import Scalars, Unsupported


@dataclass
class Places:
    """The bound indices of one decision, and their ranges."""

    scalars: Scalars
    boxes: dict[str, Box] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        """What is known, the ranges of bound indices included."""
        known = self.scalars.facts
        return replace(known, boxes={**known.boxes, **self.boxes})

    def bound(self, size: Size) -> str:
        """Return a new bound index and note its range."""
        name = self.scalars.fresh()
        if size is not None:
            self.boxes[name] = (0, minus(size, 1))
        return name

    def placed(self, indices: Sequence[Scalar], sizes: Sequence[Size]) -> tuple[list[str], Term]:
        """Return plain indices with these sizes, and the term that makes them the given ones."""
        plain: list[str] = []
        bound: dict[str, Size] = {}
        equalities: list[Scalar] = []
        for e, size in zip(indices, sizes, strict=True):
            name = plain_index(e)
            if name is None or not self.is_inside(e, size):
                name = self.bound(size)
                bound[name] = size
                equalities.append(minus(unknown(name), e))
            plain.append(name)
        return plain, Term(1, (), bound, tuple(equalities))

    def is_inside(self, index: Scalar, size: Size) -> bool:
        """Whether an index is known to lie within 0 .. size - 1."""
        if size is None:
            return True
        name = plain_index(index)
        if name is not None and self._fits(name, size):
            return True
        return Known(Term(1), self.facts).within(index, 0, minus(size, 1))

    def are_inside(self, indices: Sequence[Expr], shape: Sequence[Expr], scope: Scope) -> bool:
        """Whether all indices of an element are known to lie within its sizes."""
        try:
            forms = [integer_form(i, scope, self.scalars)[0] for i in indices]
            sizes = [size_form(n, self.scalars) for n in shape]
        except Unsupported:
            return False
        return len(forms) == len(sizes) and all(map(self.is_inside, forms, sizes))

    def _fits(self, name: str, size: Scalar) -> bool:
        facts = self.scalars.facts
        low, high = self.boxes.get(name) or facts.boxes.get(name, (None, None))
        if low != 0 or high is None or indices_of(high):
            return False
        return is_nonnegative(minus(minus(size, 1), high), facts)


def plain_index(form: Scalar) -> str | None:
    """Return the index that a form is, if it is one alone.

    >>> plain_index(unknown("?i")), plain_index(unknown("N")) is None
    ('?i', True)
    """
    if isinstance(form, Polynomial) and len(form.terms) == 1:
        ((monomial, coefficient),) = form.terms.items()
        if len(monomial) == 1 and coefficient == 1 and is_index(monomial[0]):
            return monomial[0]
    return None
