r"""Commas: which of the pieces between them are one statement.

A comma inside ``i, j \in S``, ``n = 0, 1, \dots, L - 1`` or ``\forall i \in S, P`` belongs to the
statement; between two relations it parts two statements; a value alone behind a relation is
refused.
"""

from __future__ import annotations

from itertools import pairwise

from symconv.errors import AmbiguousLatex
from symconv.latex.reader.cutting import Segment
from symconv.latex.reader.listing import RELATIONS
from symconv.latex.reader.source import Source
from symconv.latex.reader.structure import partners, top_level
from symconv.latex.reader.tokens import Token

QUANTIFIERS = (r"\forall", r"\exists")
DOTS = (r"\dots", r"\cdots")
DIRECTIONS = (("<", r"\le"), (">", r"\ge"))


def joined(source: Source, cut: list[Segment]) -> list[Segment]:
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
    related = [_has(s, RELATIONS) for s in group]
    k = 0
    while k < len(group):
        size = _statement_size(group, related, k)
        segment = _merge(source, group[k : k + size])
        previous = out or [s for s in before[-1:] if not s.remark]
        if segment.tokens[0].text == r"\forall" and previous and _is_trailing(source, segment):
            previous[-1].tokens += segment.tokens
            previous[-1].tags += segment.tags
        else:
            stray = k > 0 and not any(related[k : k + size]) and related[k - 1]
            if stray and not segment.remark and segment.tokens[0].text not in QUANTIFIERS:
                raise _stray(source, segment)
            if segment.comma and out and _shares_bounds(out[-1], segment):
                raise _shared(source, out[-1], segment)
            out.append(segment)
        k += size
    return out


def _shares_bounds(left: Segment, right: Segment) -> bool:
    r"""Whether ``0 < a`` and ``b < 1`` may be one statement about a and b."""
    first = [t.text for t in left.tokens if t.text in RELATIONS]
    second = [t.text for t in right.tokens if t.text in RELATIONS]
    if len(first) != 1 or len(second) != 1 or min(len(left.tokens), len(right.tokens)) < 3:
        return False
    same_way = any(first[0] in way and second[0] in way for way in DIRECTIONS)
    bare = left.tokens[-2].text == first[0] and right.tokens[1].text == second[0]
    return same_way and bare and left.tokens[-1].text != right.tokens[0].text


def _shared(source: Source, left: Segment, right: Segment) -> AmbiguousLatex:
    fact = "two inequalities, or one about both names at the comma"
    start, end = left.tokens[-1].start, right.tokens[0].end
    return source.error(AmbiguousLatex, fact, start, end, r"write \text{ and } between the two")


def _stray(source: Source, segment: Segment) -> AmbiguousLatex:
    fact = "a value behind a comma: part of the statement before it, or one of its own"
    start, end = segment.tokens[0].start, segment.tokens[-1].end
    return source.error(AmbiguousLatex, fact, start, end, "write one relation for each value")


def _statement_size(group: list[Segment], related: list[bool], k: int) -> int:
    """How many pieces, from k on, make one statement."""
    if group[k].tokens[0].text in QUANTIFIERS and not _has(group[k], (":",)):
        return len(group) - k
    if not any(related):
        return 1
    head = related.index(True, k) if True in related[k:] else k
    if head > k and not _lists_names(group[k:head], group[head]):
        return 1
    if _first_relation(group[head]) == "=":
        last = head + 1
        while last < len(group) and not related[last]:
            last += 1
        if any(t.text in DOTS for s in group[head:last] for t in s.tokens) and last > head + 1:
            return last - k
    return head - k + 1


def _lists_names(names: list[Segment], last: Segment) -> bool:
    r"""Whether ``i, j`` and ``k \in S`` are one list."""
    return bool(_first_relation(last)) and all(len(s.tokens) <= 8 for s in names)


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
    signs = [segment.tokens[i].text for i in relations]
    if len(signs) == 1 and signs[0] != r"\in" and _has(segment, (",",)) and not _has(segment, DOTS):
        start, end = segment.tokens[0].start, segment.tokens[-1].end
        fact = "a quantifier between two statements: of the one before, or of the one behind"
        raise source.error(AmbiguousLatex, fact, start, end, r"write \forall i : P")
    return len(signs) <= 1
