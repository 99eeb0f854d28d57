r"""What an answer claims about a number of regions.

*Defines* `counted_regions`. ``n_f \times n_g`` is a product there, and no shape; what is said to
hold at most or at least is no count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from symconv.audit.judge.claims import Claim
from symconv.latex.tree import Multiply, Shape, Statement

_ONE_SIDED = re.compile(
    r"\b(?:at most|at least|up to|no (?:more|fewer|less) than|(?:more|fewer|less) than)\s*\Z",
    re.IGNORECASE,
)


def counted_regions(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims that say how many regions there are."""
    exact = [c for c in claims if _ONE_SIDED.search(c.said.words) is None]
    return tuple(replace(c, value=_product(c.value)) for c in exact)


def _product(value: Statement) -> Statement:
    return Multiply(value.sizes, "times") if isinstance(value, Shape) else value
