r"""What an answer claims about a number of regions.

*Defines* `counted_regions`. ``n_f \times n_g`` is a product there, and no shape. "At most so many"
and :math:`N \le n_f n_g` claim how many there can be, which is what was asked; a number that is
stated outright counts before that. A lower bound is no count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from symconv.audit.judge.aliases import alias
from symconv.audit.judge.claims import Claim
from symconv.audit.judge.compare import compare
from symconv.audit.judge.desk import Desk
from symconv.latex.tree import Chain, Expr, Multiply, Shape, Statement, Symbol

_AT_MOST = re.compile(
    r"\b(?:at most|up to|no more than|not more than|bounded (?:from above )?by)\s*\Z", re.IGNORECASE
)
_OTHER_BOUND = re.compile(
    r"\b(?:at least|no (?:fewer|less) than|not (?:fewer|less) than|(?:more|fewer|less) than)\s*\Z",
    re.IGNORECASE,
)


def counted_regions(desk: Desk, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims that say how many regions there are, the bounds before the numbers."""
    exact: list[Claim] = []
    bounds: list[Claim] = []
    for claim in claims:
        bounded = _bound(desk, claim)
        if bounded is not None:
            bounds.append(replace(claim, value=_product(bounded), names=frozenset()))
        elif _AT_MOST.search(claim.said.words):
            meant = replace(claim, value=_product(claim.value), names=frozenset())
            bounds += [meant] if meant.kind != "number" or _is_answer(desk, meant) else []
        elif not _OTHER_BOUND.search(claim.said.words):
            exact.append(replace(claim, value=_product(claim.value)))
    return (*bounds, *exact)


def _bound(desk: Desk, claim: Claim) -> Expr | None:
    r"""Return what a number of regions is said not to exceed: the last side of ``N \le a = b``."""
    match claim.said.statement:
        case Chain((subject, *_, value), ("<=", *equals)) if set(equals) <= {"="}:
            return value if _is_count(desk, subject) else None
        case Chain((value, subject), (">=",)) if _is_count(desk, subject):
            return value
        case _:
            return None


def _is_answer(desk: Desk, claim: Claim) -> bool:
    """Whether a number is the right one; "at most 3" may speak of coordinates or of layers."""
    return any(compare(claim.value, item.value, desk).same for item in desk.items)


def _is_count(desk: Desk, subject: Expr) -> bool:
    """Whether a side is the number asked for, or a name that the question does not know."""
    if any(alias(subject) in item.aliases for item in desk.items):
        return True
    return isinstance(subject, Symbol) and subject.name not in desk.known


def _product(value: Statement) -> Statement:
    return Multiply(value.sizes, "times") if isinstance(value, Shape) else value
