r"""What is written below an operator or after a quantifier for an index set.

*Defines* `Clauses` and `clauses(over)`.

*Why not just the condition.* A reader must see which names are bound. They are the ones before
``\in``, or in the middle of ``0 \leq i < n``; for any other condition they are listed in front of
it: ``i, j : i < j``. What is said of each index is written once: ``i, j \in S``.
"""

from __future__ import annotations

from dataclasses import dataclass

from symconv.errors import DialectError
from symconv.latex import tree as t


@dataclass(frozen=True)
class Clauses:
    """Names listed first, then conditions separated by commas; ``colon`` stands between the two."""

    names: tuple[t.Symbol, ...]
    conditions: tuple[t.Statement, ...] = ()
    colon: bool = False


def clauses(over: t.Over) -> Clauses:
    """Return how the binder is written.

    Raises DialectError for a condition from which the bound names cannot be read back.

    >>> from symconv.notation import Name
    >>> i, n = t.Symbol(Name("i")), t.Symbol(Name("n"))
    >>> clauses(t.Over((i,), t.Chain((i, n), ("<",)))).colon
    True
    """
    names, condition = over.indices, over.condition
    if condition is None:
        return Clauses(names)
    parts = _conjuncts(condition)
    if len(names) == len(parts) > 1 and _said_of_each(names, parts):
        return Clauses(names[:-1], parts[-1:])
    if _membership_of(parts[0], names) and not any(map(_mentions_in, parts[1:])):
        return Clauses((), parts)
    if len(names) == 1 and _middle(condition) == names[0]:
        return Clauses((), (condition,))
    if _mentions_in(condition):
        raise DialectError(
            "a condition from which the bound names cannot be read",
            remedy="put the membership of the index first",
        )
    return Clauses(names, (condition,), colon=True)


def _conjuncts(condition: t.Statement) -> tuple[t.Statement, ...]:
    joined = isinstance(condition, t.Logic) and condition.connective == "and"
    return condition.parts if joined else (condition,)  # type: ignore[union-attr]


def _said_of_each(names: tuple[t.Symbol, ...], parts: tuple[t.Statement, ...]) -> bool:
    last = parts[-1]
    return isinstance(last, t.Chain) and all(
        part == t.Chain((index, last.sides[-1]), ("in",))
        for index, part in zip(names, parts, strict=True)
    )


def _membership_of(part: t.Statement, names: tuple[t.Symbol, ...]) -> bool:
    if not isinstance(part, t.Chain) or part.relations != ("in",):
        return False
    return part.sides[0] == (names[0] if len(names) == 1 else t.Tuple(names))


def _middle(condition: t.Statement) -> t.Node | None:
    if isinstance(condition, t.Chain) and len(condition.relations) == 2:
        return None if "in" in condition.relations else condition.sides[1]
    return None


def _mentions_in(condition: t.Statement) -> bool:
    if isinstance(condition, t.Logic):
        return any(map(_mentions_in, condition.parts))
    return isinstance(condition, t.Chain) and "in" in condition.relations
