r"""Cutting a row of tokens at every sign that ends a statement.

*Separators.* ``\quad``, a semicolon, a sentence period, a comma, words that connect. A ``\quad``
next to a relation or connective only spaces it. Tags, equation numbers behind ``\quad`` and remarks
in words stay with the line.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from symconv.errors import AmbiguousLatex, LatexError
from symconv.latex.reader.listing import RELATIONS
from symconv.latex.reader.rows import JOINING, SIGNS
from symconv.latex.reader.source import Source
from symconv.latex.reader.structure import partners, top_level
from symconv.latex.reader.tokens import Token
from symconv.latex.reader.words import comments, connects

BREAKS = frozenset({r"\quad", ";", "\\\\"})
ENDS = BREAKS | {",", "."}
OPERATORS = frozenset({"+", "-", "/", r"\cdot", r"\times"})
SCRIPTS = frozenset({"_", "^", "(", "[", "'"})


@dataclass
class Segment:
    """The tokens of one statement, its tags, and whether it is a remark in words."""

    tokens: list[Token]
    tags: list[str] = field(default_factory=list)
    comma: bool = False  # a comma, not a stronger break, stands in front
    remark: bool = False


def cut(source: Source, tokens: list[Token]) -> list[Segment]:
    """Cut at every separator outside brackets; tags without a statement come last, alone."""
    found = partners(source, tokens)
    out: list[Segment] = []
    current = Segment([])
    before = ""
    for i in top_level(found, 0, len(tokens)):
        token = tokens[i]
        stop = found[i] + 1 if found[i] >= 0 else i + 1
        if token.text == r"\quad" and _spaces_only(tokens, i):
            continue
        if token.text in BREAKS or _ends_sentence(source, tokens, i):
            current = _closed(out, current, comma=False)
        elif token.text == ",":
            _check_thousands(source, tokens, i)
            current = _closed(out, current, comma=True)
        elif token.text == r"\tag":
            current.tags.append(_tag(source, token))
        elif token.text == r"\text" and not _is_value(tokens, i):
            current = _closed(out, current, comma=False)
            last = stop == len(tokens) or tokens[stop].text in BREAKS
            _words(source, out, current, token, before, last=last)
        elif token.text == r"\Rightarrow" and not current.tokens and not out:
            pass  # "hence", at the head of a text
        elif number := _equation_number(source, tokens, i, stop, before):
            current.tags.append(number)
        else:
            _check_apart(source, current, tokens, found, i)
            current.tokens.extend(tokens[i:stop])
        before = token.text
    current = _closed(out, current, comma=False)
    return [*out, current] if current.tags else out


def _closed(out: list[Segment], current: Segment, *, comma: bool) -> Segment:
    """End the current segment; its tags go to the one before if it has no tokens."""
    if current.tokens:
        out.append(current)
        return Segment([], comma=comma)
    if out and current.tags:
        out[-1].tags += current.tags
        return Segment([], comma=comma)
    current.comma = comma and current.comma
    return current


def _check_apart(
    source: Source, current: Segment, tokens: list[Token], found: list[int], i: int
) -> None:
    r"""Refuse ``p = 1 \; s = 2``, where the space parts two statements or two factors."""
    token = tokens[i]
    if token.word != "spaced" or not current.tokens or current.tokens[-1].text in SIGNS:
        return
    if not any(t.text in RELATIONS for t in current.tokens):
        return
    for k in top_level(found, i, len(tokens)):
        if tokens[k].text in BREAKS or tokens[k].text in (",", r"\text"):
            return
        if tokens[k].text in RELATIONS:
            fact = "a space between two relations: two statements, or two factors"
            remedy = r"write \quad between statements, \cdot between factors"
            raise source.error(AmbiguousLatex, fact, token.start, token.end, remedy)


def _tag(source: Source, token: Token) -> str:
    starred = source.text[token.start : token.end].lstrip("\\").startswith("tag*")
    return token.word.strip() if starred else f"({token.word.strip()})"


def _spaces_only(tokens: list[Token], i: int) -> bool:
    """Whether the space touches a relation or connective, which the two sides belong to."""
    before, after = i - 1, i + 1
    while after < len(tokens) and tokens[after].text == r"\quad":
        after += 1
    touching = before >= 0 and tokens[before].text in JOINING
    return touching or (before >= 0 and after < len(tokens) and tokens[after].text in JOINING)


def _ends_sentence(source: Source, tokens: list[Token], i: int) -> bool:
    """Whether a period ends a sentence: no digit follows it directly."""
    if tokens[i].text != ".":
        return False
    if i + 1 == len(tokens) or not tokens[i + 1].text.isdigit():
        return True
    following = tokens[i + 1]
    if following.start > tokens[i].end and i and tokens[i - 1].text.isdigit():
        fact = "a period between digits with a space: TeX prints one number"
        raise source.error(AmbiguousLatex, fact, tokens[i - 1].start, following.end)
    return following.start > tokens[i].end


def _equation_number(source: Source, tokens: list[Token], i: int, stop: int, before: str) -> str:
    r"""The equation number ``(12)`` between a ``\quad`` and the end; empty for anything else.

    Behind a smaller space, ``x = 1 \; (12)`` is refused: it may be a factor.
    """
    token = tokens[i]
    if token.text != "(" or (before != r"\quad" and token.word != "spaced"):
        return ""
    inside = "".join(t.text for t in tokens[i + 1 : min(stop - 1, i + 8)])
    ends = stop == len(tokens) or tokens[stop].text in ENDS
    if not ends or not inside.replace(".", "").rstrip("abc").isdigit():
        return ""
    if token.word == "spaced" and before != r"\quad":
        fact = f"({inside}) at the end: a factor, or the number of the equation"
        remedy = rf"write \tag{{{inside}}}, or \cdot before a factor"
        raise source.error(AmbiguousLatex, fact, token.start, tokens[stop - 1].end, remedy)
    return f"({inside})"


def _is_value(tokens: list[Token], i: int) -> bool:
    """Whether words stand for a value or a label: next to a relation or an operator."""
    before = tokens[i - 1].text if i else ""
    after = tokens[i + 1].text if i + 1 < len(tokens) else ""
    values = before in RELATIONS or after in RELATIONS or before in OPERATORS
    return values or after in OPERATORS or before in SCRIPTS or after in SCRIPTS


def _words(
    source: Source, out: list[Segment], current: Segment, token: Token, before: str, *, last: bool
) -> None:
    """Pass over words that connect, keep a remark, refuse what may change the meaning."""
    word = token.word
    if word == "for" and out and not last:
        current.tokens.append(Token(r"\forall", token.start, token.end))
        return
    if connects(word) and not last:
        return
    if out and before not in ENDS and before != r"\tag" and not word.startswith("("):
        fact = f"the words {word!r} right behind a formula may change what it says"
        remedy = r"put \quad before a remark, or say it in symbols"
        raise source.error(LatexError, fact, token.start, token.end, remedy)
    if not comments(word) and not connects(word):
        fact = f"the words {word!r} may change what the formula says"
        raise source.error(LatexError, fact, token.start, token.end, "say it in symbols")
    out.append(Segment([token], current.tags, remark=True))
    current.tags = []


def _check_thousands(source: Source, tokens: list[Token], i: int) -> None:
    """Refuse ``1,000``, which people read as one number."""
    group = tokens[i + 1 : i + 4]
    tight = all(t.text.isdigit() for t in group) and len(group) == 3
    if not tight or i == 0 or not tokens[i - 1].text.isdigit():
        return
    places = [t.start for t in group] + [group[-1].end]
    follows = tokens[i + 4] if i + 4 < len(tokens) else None
    longer = follows is not None and follows.text.isdigit() and follows.start == places[-1]
    if places == list(range(tokens[i].end, tokens[i].end + 4)) and not longer:
        fact = "a comma between digits: two numbers, or thousands"
        start, end = tokens[i - 1].start, group[-1].end
        raise source.error(AmbiguousLatex, fact, start, end, "write 1{,}000 or 1000, or a space")
