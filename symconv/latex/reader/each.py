r"""One relation said of several names: ``i, j \in S``."""

from __future__ import annotations

from collections.abc import Sequence

from symconv.errors import AmbiguousLatex, LatexError
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.scripts import TokenRange
from symconv.latex.tree import Chain, Expr, Logic, Statement


def said_of_each(
    c: Cursor, names: Sequence[Expr], condition: Statement, clause: TokenRange
) -> Statement:
    r"""Return ``i \in S \wedge j \in S`` for the names ``[i]`` and the condition ``j \in S``.

    Raises LatexError if the condition is not a single relation.
    """
    if isinstance(condition, Chain) and condition.relations == ("=",):
        fact = "a list of names before one equation: of each, or of the last"
        raise c.error(AmbiguousLatex, fact, *clause, remedy="write one equation for each name")
    if not isinstance(condition, Chain) or len(condition.sides) != 2:
        raise c.error(LatexError, "a list of names before more than one relation", *clause)
    parts = [
        Chain((n, condition.sides[1]), condition.relations, span=condition.span) for n in names
    ]
    return Logic("and", (*parts, condition), span=condition.span)
