r"""For which n a line of an answer is meant: the condition beside it, above it or in its row.

*Defines* `conditioned`. ``y[n] = 0, n < 0``, ``for n < 0: y[n] = 0`` and a table row with ``n < 0``
in front of ``0`` say the same. A condition that stands behind an equation belongs to it; one that
stands before equations belongs to those, up to the next condition or heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.open_names import OpenTable
from symconv.audit.judge.sayings import Said
from symconv.errors import LatexError, TooLarge
from symconv.latex.tree import (
    Chain,
    Expr,
    Indexed,
    Logic,
    Matrix,
    Not,
    Number,
    Statement,
    Symbol,
    Text,
    Tuple,
    descendants,
)

COMPARED = frozenset({"<", "<=", ">", ">=", "=", "!=", "in"})
_JOINING = re.compile(
    r"[\s,(]*(?:(?:and|valid|holds|true)\s+)?"
    r"(?:for|if|when|where|whenever|with|on|in|provided(?: that)?|as long as)?(?: all)?[\s(]*"
)
_BROKEN = re.compile(r"\n\s*\n|\n\s*(?:[-*]|\d+\.)\s|[.:;]\s")
_OTHERWISE = re.compile(r"\b(?:otherwise|elsewhere|else|all other)\b", re.IGNORECASE)
_MATH = re.compile(r"\$([^$]+)\$")


def conditioned(said: Sequence[Said], table: OpenTable, subject: Expr) -> list[Said]:
    """Return the statements that are no conditions, with the condition that each is under.

    A bare value under a condition becomes an equation for ``subject``.
    """
    found: list[Said] = []
    above: Statement | None = None
    heading = ""
    for one in said:
        if one.heading != heading:
            heading, above = one.heading, _read(one.heading, table)
        if is_condition(one.statement):
            if found and _belongs(found[-1], one):
                found[-1] = replace(found[-1], under=one.statement)
            elif found and _is_listed(found, one):
                value = Chain((subject, found[-1].statement), ("=",))  # type: ignore[arg-type]
                found[-1] = replace(found[-1], statement=value, under=one.statement)
            else:
                above = one.statement
            continue
        if _OTHERWISE.search(one.words):
            above = None
        found.append(_under(one, above, subject))
    return _with_the_rest(found)


def _with_the_rest(said: Sequence[Said]) -> list[Said]:
    """Put a number that stands beside conditional lines under what none of them is about."""
    conditions = [one.under for one in said if one.under is not None]
    if not conditions:
        return list(said)
    rest = Not(conditions[0] if len(conditions) == 1 else Logic("or", tuple(conditions)))
    return [replace(one, under=rest) if _is_the_rest(one) else one for one in said]


def _is_the_rest(one: Said) -> bool:
    match one.statement:
        case Chain((Indexed(_, (Symbol(),)), *_, Number()), ("=", *_)):
            return one.under is None
        case _:
            return False


def is_condition(statement: Statement) -> bool:
    """Whether a statement compares a letter with numbers or sizes, and no values of signals."""
    if not isinstance(statement, Chain) or not set(statement.relations) <= COMPARED:
        return False
    if any(isinstance(n, Indexed | Text | Matrix | Tuple) for n in descendants(statement)):
        return False
    letters = [s for s in statement.sides if isinstance(s, Symbol)]
    return ("=" not in statement.relations and bool(letters)) or _sets_a_letter(statement)


def _sets_a_letter(statement: Chain) -> bool:
    """``n = 0`` and ``n = 0, ..., 6``: the letter of time alone, at places."""
    first = statement.sides[0]
    others = statement.sides[1:]
    return (
        statement.relations == ("=",)
        and isinstance(first, Symbol)
        and first.name.base in ("n", "t", "k", "m")
        and not any(names_in_tree(side) for side in others)
    )


def _belongs(before: Said, condition: Said) -> bool:
    """Whether a condition stands behind an equation and is said of it."""
    if before.under is not None or not _is_equation(before.statement):
        return False
    beside = (before.words, before.paragraph, before.block, before.display)
    if beside == (condition.words, condition.paragraph, condition.block, condition.display):
        return True
    words = condition.words
    return _JOINING.fullmatch(words) is not None and _BROKEN.search(words) is None


def _is_listed(found: Sequence[Said], condition: Said) -> bool:
    """Whether a bare value stands in a list of values, each with its condition behind it."""
    value = found[-1]
    if isinstance(value.statement, Chain | Symbol | Text) or value.under is not None:
        return False
    joined = _JOINING.fullmatch(condition.words) and not _BROKEN.search(condition.words)
    listed = re.fullmatch(r"\s*[,;]?\s*(?:and)?\s*", value.words) is not None
    return bool(joined) and listed and any(one.under is not None for one in found)


def _is_equation(statement: Statement) -> bool:
    return isinstance(statement, Chain) and "=" in statement.relations


def _under(one: Said, above: Statement | None, subject: Expr) -> Said:
    if above is None:
        return one
    statement = one.statement
    if _is_equation(statement):
        return replace(one, under=above)
    if isinstance(statement, Expr) and not isinstance(statement, Symbol | Text):
        return replace(one, statement=Chain((subject, statement), ("=",)), under=above)
    return one


def _read(heading: str, table: OpenTable) -> Statement | None:
    """Return the condition that a heading or the first cell of a row names, if there is one."""
    inner = _MATH.search(heading)
    text = (inner[1] if inner else heading).replace("<=", r"\le ").replace(">=", r"\ge ")
    if not re.search(r"[<>]|\\[lg]eq?\b|=|\\in\b", text):
        return None
    try:
        lines = table.read(text)
    except (LatexError, TooLarge):
        return None
    statement = lines[0].statement
    return statement if len(lines) == 1 and is_condition(statement) else None
