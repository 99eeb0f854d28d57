r"""Ranges behind a statement: ``y_i = 2 x_i, \\quad i = 1, \\dots, n`` says it for all i.

*Rule.* A membership or range of names that nobody declared is read as a quantifier of the statement
before it. A declared name keeps its meaning, and the range stays a statement of its own.
"""

from __future__ import annotations

from symconv.latex.reader.cutting import Segment
from symconv.latex.reader.listing import RELATIONS
from symconv.latex.reader.names import GREEK_COMMANDS
from symconv.latex.reader.scope import Scope
from symconv.latex.reader.tokens import Token
from symconv.notation import Name

DOTS = frozenset({r"\dots", r"\cdots"})


def bound_behind(parts: list[Segment], scope: Scope) -> list[Segment]:
    """Return the segments, ranges of new names joined to the statement before them."""
    out: list[Segment] = []
    for part in parts:
        if out and not out[-1].remark and _is_range(part, scope):
            start = part.tokens[0].start
            again = any(t.text == r"\forall" for t in out[-1].tokens)
            out[-1].tokens += [Token("," if again else r"\forall", start, start), *part.tokens]
            out[-1].tags += part.tags
        else:
            out.append(part)
    return out


def _is_range(part: Segment, scope: Scope) -> bool:
    texts = [t.text for t in part.tokens]
    at = next((i for i, text in enumerate(texts) if text in RELATIONS), 0)
    if not at or not (texts[at] == r"\in" or (texts[at] == "=" and DOTS & set(texts))):
        return False
    names, commas = texts[0:at:2], texts[1:at:2]
    return all(c == "," for c in commas) and all(_is_new(n, scope) for n in names)


def _is_new(text: str, scope: Scope) -> bool:
    name = (len(text) == 1 and text.isalpha()) or text in GREEK_COMMANDS
    return name and Name(text.lstrip("\\")) not in scope
