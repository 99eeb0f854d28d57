r"""One text, many statements: where each begins and ends, and what stands beside it.

*Separators.* ``\quad``, a line end, a semicolon, a sentence period, connecting words, and a comma
between two statements. A comma inside ``i, j \in S``, ``n = 0, 1, \dots, L - 1`` or
``\forall i \in S, P`` belongs to the statement.

*Nothing is lost.* Tags, equation numbers behind ``\quad`` and remarks in words stay with the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from symconv.errors import AmbiguousLatex, LatexError
from symconv.latex.reader.listing import RELATIONS
from symconv.latex.reader.rows import ROWS, rows
from symconv.latex.reader.source import Source
from symconv.latex.reader.structure import partners, top_level
from symconv.latex.reader.tokens import Token
from symconv.latex.reader.words import comments, connects

BREAKS = frozenset({r"\quad", ";", "\\\\"})
QUANTIFIERS = (r"\forall", r"\exists")
DOTS = (r"\dots", r"\cdots")
OPERATORS = frozenset({"+", "-", "/", r"\cdot", r"\times"})
SCRIPTS = frozenset({"_", "^", "(", "[", "'"})


@dataclass
class Segment:
    """The tokens of one statement, its tags, and whether it is a remark in words."""

    tokens: list[Token]
    tags: list[str] = field(default_factory=list)
    comma: bool = False  # a comma, not a stronger break, stands in front
    remark: bool = False


def segments(source: Source, tokens: Sequence[Token]) -> list[Segment]:
    """Return the segments of a text in order.

    Raises AmbiguousLatex where a comma has two readings, LatexError where words change the meaning.
    """
    out: list[Segment] = []
    for part in _unwrapped(source, list(tokens)):
        pieces = _cut(source, part)
        out += _joined(source, pieces)
    return out


def _unwrapped(source: Source, tokens: list[Token]) -> list[list[Token]]:
    """Take the rows out of environments that only align."""
    if not any(t.text == r"\begin" for t in tokens):
        return [tokens]
    found = partners(source, tokens)
    out: list[list[Token]] = []
    start = 0
    for i in top_level(found, 0, len(tokens)):
        if tokens[i].text == r"\begin" and _holds_rows(tokens, found, i):
            if _trimmed(tokens[start:i]):
                out.append(tokens[start:i])
            body = tokens[i + 1 : found[i]]
            if tokens[i].word in ("array", "alignedat"):
                body = _after_braces(source, body)
            for row in rows(source, body):
                out += _unwrapped(source, row)
            start = found[i] + 1
    if _trimmed(tokens[start:]):
        out.append(tokens[start:])
    return out


def _holds_rows(tokens: list[Token], found: list[int], i: int) -> bool:
    """Whether an environment aligns statements; an array does if a relation stands in its rows."""
    if tokens[i].word in ROWS:
        return True
    inside = top_level(found, i + 1, found[i])
    return tokens[i].word == "array" and i == 0 and any(tokens[k].text in RELATIONS for k in inside)


def _after_braces(source: Source, body: list[Token]) -> list[Token]:
    if not body or body[0].text != "{":
        raise source.error(LatexError, "columns are missing", body[0].start if body else 0, 1)
    return body[partners(source, body)[0] + 1 :]


def _trimmed(tokens: list[Token]) -> list[Token]:
    """The tokens without punctuation and breaks at the ends."""
    first, last = 0, len(tokens)
    while first < last and tokens[first].text in (",", ".", r"\quad", ";", "\\\\"):
        first += 1
    while last > first and tokens[last - 1].text in (",", ".", r"\quad", ";", "\\\\"):
        last -= 1
    return tokens[first:last]


def _cut(source: Source, tokens: list[Token]) -> list[Segment]:
    """Cut at every separator outside brackets."""
    found = partners(source, tokens)
    out: list[Segment] = []
    current = Segment([])
    last_sign = ""

    def close(*, comma: bool) -> None:
        nonlocal current
        if current.tokens:
            out.append(current)
            current = Segment([], comma=comma)
        elif out and current.tags:
            out[-1].tags += current.tags
            current = Segment([], comma=comma)
        else:
            current.comma = comma and current.comma

    for i in top_level(found, 0, len(tokens)):
        token = tokens[i]
        stop = found[i] + 1 if found[i] >= 0 else i + 1
        if token.text in BREAKS or _ends_sentence(tokens, i):
            close(comma=False)
        elif token.text == ",":
            _check_thousands(source, tokens, i)
            close(comma=True)
        elif token.text == r"\tag":
            current.tags.append(_tag(source, token))
        elif token.text == r"\text" and not _is_value(tokens, i):
            close(comma=False)
            _add_words(source, out, current, token, behind=last_sign)
        elif token.text == r"\Rightarrow" and not current.tokens and not out:
            pass
        elif number := _number_in_tag_position(tokens, i, stop, last_sign):
            current.tags.append(number)
        else:
            current.tokens.extend(tokens[i:stop])
        last_sign = token.text
    close(comma=False)
    return out


def _tag(source: Source, token: Token) -> str:
    starred = source.text[token.start : token.end].lstrip("\\").startswith("tag*")
    return token.word.strip() if starred else f"({token.word.strip()})"


def _ends_sentence(tokens: list[Token], i: int) -> bool:
    """Whether a period ends a sentence: no digit follows it directly."""
    if tokens[i].text != ".":
        return False
    if i + 1 == len(tokens):
        return True
    following = tokens[i + 1]
    return following.start > tokens[i].end or not following.text.isdigit()


def _number_in_tag_position(tokens: list[Token], i: int, stop: int, before: str) -> str:
    r"""The equation number ``(12)`` behind a ``\quad`` at the end; empty for anything else."""
    inside = [t.text for t in tokens[i + 1 : stop - 1]]
    rest = [t for t in tokens[stop:] if t.text not in (".", ",", r"\quad", "\\\\")]
    if before != r"\quad" or tokens[i].text != "(" or rest or not 0 < len(inside) <= 6:
        return ""
    text = "".join(inside)
    plain = text.replace(".", "").rstrip("abc")
    return f"({text})" if plain.isdigit() else ""


def _is_value(tokens: list[Token], i: int) -> bool:
    """Whether words stand for a value or a label: next to a relation or an operator."""
    before = tokens[i - 1].text if i else ""
    after = tokens[i + 1].text if i + 1 < len(tokens) else ""
    values = before in RELATIONS or after in RELATIONS or before in OPERATORS
    return values or after in OPERATORS or before in SCRIPTS or after in SCRIPTS


def _add_words(
    source: Source, out: list[Segment], current: Segment, token: Token, behind: str
) -> None:
    if connects(token.word):
        return
    if (
        out
        and behind not in BREAKS
        and behind not in (",", ".", r"\tag")
        and not token.word.startswith("(")
    ):
        fact = f"the words {token.word!r} right behind a formula may change what it says"
        remedy = r"put \quad before a remark, or say it in symbols"
        raise source.error(LatexError, fact, token.start, token.end, remedy)
    if not comments(token.word):
        fact = f"the words {token.word!r} may change what the formula says"
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


def _joined(source: Source, cut: list[Segment]) -> list[Segment]:
    """Join the pieces between commas that are one statement."""
    out: list[Segment] = []
    i = 0
    while i < len(cut):
        last = i + 1
        while last < len(cut) and cut[last].comma and not cut[last].remark:
            last += 1
        out += _comma_group(source, cut[i:last], out)
        i = last
    return out


def _comma_group(source: Source, group: list[Segment], before: list[Segment]) -> list[Segment]:
    out: list[Segment] = []
    k = 0
    while k < len(group):
        size = _statement_size(group, k)
        segment = _merge(source, group[k : k + size])
        previous = out or [s for s in before[-1:] if not s.remark]
        if segment.tokens[0].text == r"\forall" and previous and _is_trailing(source, segment):
            previous[-1].tokens += segment.tokens
            previous[-1].tags += segment.tags
        else:
            stray = not segment.remark and segment.tokens[0].text not in QUANTIFIERS
            behind = segment.comma and bool(out) and _has(out[-1], RELATIONS)
            if stray and behind and not _has(segment, RELATIONS):
                raise _stray(source, segment)
            out.append(segment)
        k += size
    return out


def _stray(source: Source, segment: Segment) -> AmbiguousLatex:
    fact = "a value behind a comma: part of the statement before it, or one of its own"
    start, end = segment.tokens[0].start, segment.tokens[-1].end
    return source.error(AmbiguousLatex, fact, start, end, "write one relation for each value")


def _statement_size(group: list[Segment], k: int) -> int:
    """How many pieces, from k on, make one statement."""
    if group[k].tokens[0].text in QUANTIFIERS and not _has(group[k], (":",)):
        return len(group) - k
    names = k
    while names < len(group) and not _has(group[names], RELATIONS):
        names += 1
    listed = names < len(group) and names > k and _lists_names(group[k:names], group[names])
    head = names if listed else k
    if _first_relation(group[head]) == "=":
        last = head + 1
        while last < len(group) and not _has(group[last], RELATIONS):
            last += 1
        if any(t.text in DOTS for s in group[head:last] for t in s.tokens) and last > head + 1:
            return last - k
    return head - k + 1


def _lists_names(names: list[Segment], last: Segment) -> bool:
    r"""Whether ``i, j`` and ``k \in S`` are one list."""
    short = all(len(s.tokens) <= 8 for s in names)
    return short and _first_relation(last) in (r"\in", r"\notin", "=")


def _first_relation(segment: Segment) -> str:
    return next((t.text for t in segment.tokens if t.text in RELATIONS), "")


def _has(segment: Segment, signs: object) -> bool:
    return any(t.text in signs for t in segment.tokens)  # type: ignore[operator]


def _merge(source: Source, parts: list[Segment]) -> Segment:
    merged = Segment(list(parts[0].tokens), list(parts[0].tags), parts[0].comma, parts[0].remark)
    for left, part in pairwise(parts):
        at = source.text.index(",", left.tokens[-1].end)
        merged.tokens += [Token(",", at, at + 1), *part.tokens]
        merged.tags += part.tags
    return merged


def _is_trailing(source: Source, segment: Segment) -> bool:
    """Whether a quantifier has no statement of its own."""
    if _has(segment, (":",)):
        return False
    found = partners(source, segment.tokens)
    relations = [
        i for i in top_level(found, 0, len(segment.tokens)) if segment.tokens[i].text in RELATIONS
    ]
    return len(relations) <= 1
