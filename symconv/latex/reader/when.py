r"""One row of cases: a value, then a condition or "otherwise".

The condition stands after ``&``, after ``\quad`` or after words; ``\text{if}``, ``\text{for}`` and
``\text{when}`` say nothing that the place does not say. Conditions separated by commas all hold.
"""

from __future__ import annotations

from symconv.errors import LatexError
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.structure import top_level
from symconv.latex.tree import Expr, Statement

IF = frozenset({"if", "for", "when", "where", "whenever"})
OTHERWISE = frozenset({"otherwise", "else", "o.w.", "ow", "in all other cases", "elsewhere"})
SEPARATORS = frozenset({"&", r"\quad", r"\text", r"\mathrm", ",", r"\forall"})


def when(c: Cursor) -> tuple[Expr, Statement | None]:
    """Read one row."""
    last = c.end
    value_end = next((i for i in top_level(c.partner, c.pos, last) if _separates(c, i)), last)
    if value_end == last:
        fact = "a case without its condition"
        raise c.error(LatexError, fact, remedy=r"write value & \text{if } condition")
    value = c.within(c.pos, value_end, c.grammar.expression)
    first = value_end
    word = ""
    while first < last and _separates(c, first):
        if c.texts[first] in (r"\text", r"\mathrm"):
            if word:
                raise c.error(LatexError, "two words before a condition", first, first + 1)
            word = c.tokens[first].word.strip(" ,.:;").lower()
            if word not in IF | OTHERWISE:
                raise c.error(
                    LatexError, f"the words {word!r} before a condition", first, first + 1
                )
        first += 1
    while last > first and c.texts[last - 1] in (",", ".", ";"):
        last -= 1
    c.pos = c.end
    if word in OTHERWISE:
        if first < last:
            raise c.error(LatexError, "a condition after 'otherwise'", first, last)
        return value, None
    if first == last:
        raise c.error(
            LatexError, "a case without its condition", value_end, max(last, value_end + 1)
        )
    return value, c.within(first, last, c.grammar.statement)


def _separates(c: Cursor, i: int) -> bool:
    return c.texts[i] in SEPARATORS and not (
        c.texts[i] == r"\mathrm" and (c.tokens[i].word not in IF | OTHERWISE)
    )
