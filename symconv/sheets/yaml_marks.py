"""YAML as a tree of texts with places: no constructors, no tags, no aliases.

*Defines* `Scalar`, `Items`, `Fields` and `compose`.

*Why from events.* PyYAML's composer recurses with the nesting of the text and resolves ``3.10`` to
the float 3.1 and ``no`` to False. Events come one after the other, so that depth and size can be
bounded while reading, and a scalar stays the text that its author wrote.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from symconv.errors import Place, SpecError, SymconvError, TooLarge
from symconv.sheets.source import Source

DEPTH = 24
NODES = 50_000

_HINTS = (
    ("unknown escape", "write LaTeX in single quotes, or on its own lines after `text: |`"),
    ("'\\t'", "indent with blanks, not with a tab"),
    ("mapping values are not allowed", "quote a text that contains a colon"),
    ("could not find expected ':'", "write `key: value`, with a colon and a blank"),
    ("expected <block end>", "entries of one list or mapping start in the same column"),
    ("expected ',' or", "close the bracket, or separate the entries with commas"),
    ("cannot start any token", "quote the value"),
)


@dataclass(frozen=True)
class Scalar:
    """A leaf: its text; ``plain`` unless it was quoted; where it stands."""

    text: str
    plain: bool
    span: tuple[int, int]
    place: Place


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Marked, ...]
    place: Place


@dataclass(frozen=True)
class Fields:
    """A mapping whose keys are texts, each there once."""

    entries: tuple[tuple[Scalar, Marked], ...]
    place: Place


Marked = Scalar | Items | Fields


@dataclass
class _Open:
    """A list or a mapping that is still being read."""

    is_list: bool
    place: Place
    children: list[Marked] = field(default_factory=list)


def compose(source: Source) -> Marked:
    """Return the one document of ``source`` as a tree.

    Raises SpecError with the place for what is not YAML or not allowed here, TooLarge beyond the
    bounds on depth and number of nodes.

    >>> tree = compose(Source("hw.yaml", "id: 3.10"))
    >>> tree.entries[0][1].text
    '3.10'
    """
    roots: list[Marked] = []
    stack: list[_Open] = []
    count = 0
    try:
        for event in yaml.parse(source.text, Loader=yaml.SafeLoader):
            count += 1
            _refuse(source, event, first=not roots)
            if isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
                is_list = isinstance(event, yaml.SequenceStartEvent)
                stack.append(_Open(is_list, _place(source, event)))
                _bounded(len(stack), count, stack[-1].place)
            elif isinstance(event, yaml.ScalarEvent):
                _bounded(len(stack), count, _place(source, event))
                (stack[-1].children if stack else roots).append(_scalar(source, event))
            elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                done = _closed(stack.pop())
                (stack[-1].children if stack else roots).append(done)
    except yaml.YAMLError as error:
        raise _readable(source, error) from None
    if not roots:
        raise SpecError(f"{source.name} is empty", remedy="symconv init writes a first problem set")
    return roots[0]


def _refuse(source: Source, event: yaml.Event, *, first: bool) -> None:
    """Refuse anchors, aliases, tags and a second document."""
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    fact = ""
    if isinstance(event, yaml.AliasEvent):
        fact = f"aliases such as *{anchor} are not allowed in a problem set"
    elif anchor:
        fact = f"anchors such as &{anchor} are not allowed in a problem set"
    elif tag:
        fact = f"tags such as {tag} are not allowed in a problem set"
    elif isinstance(event, yaml.DocumentStartEvent) and not first:
        raise SpecError(
            "a second document starts here",
            place=_place(source, event),
            remedy="write one problem set per file",
        )
    if fact:
        raise SpecError(fact, place=_place(source, event), remedy="write the value itself")


def _bounded(depth: int, count: int, place: Place) -> None:
    error: SymconvError | None = None
    if depth > DEPTH:
        error = TooLarge(f"nested more than {DEPTH} deep", place=place)
    if count > NODES:
        error = TooLarge(f"more than {NODES} values in one problem set", place=place)
    if error:
        raise error


def _place(source: Source, event: yaml.Event) -> Place:
    return source.place(*_span(event))


def _span(event: yaml.Event) -> tuple[int, int]:
    start, end = event.start_mark, event.end_mark
    return (start.index if start else 0, end.index if end else 0)


def _scalar(source: Source, event: yaml.ScalarEvent) -> Scalar:
    span = _span(event)
    return Scalar(event.value, event.style is None, span, source.place(*span))


def _closed(box: _Open) -> Marked:
    if box.is_list:
        return Items(tuple(box.children), box.place)
    entries: list[tuple[Scalar, Marked]] = []
    seen: dict[str, Place] = {}
    for key, value in zip(box.children[::2], box.children[1::2], strict=True):
        if not isinstance(key, Scalar):
            raise SpecError("a key must be a word", place=key.place)
        if key.text in seen:
            raise SpecError(
                f"the key {key.text!r} is there twice (first on line {seen[key.text].line})",
                place=key.place,
                remedy="keep one of the two",
            )
        seen[key.text] = key.place
        entries.append((key, value))
    return Fields(tuple(entries), box.place)


def _readable(source: Source, error: yaml.YAMLError) -> SpecError:
    """Turn PyYAML's report into a fact, a place and a remedy."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return SpecError(f"this is not YAML: {error}", place=Place(source.name, 1, 1))
    mark = error.problem_mark or error.context_mark
    problem = error.problem or "no further reason known"
    place = source.place(mark.index, mark.index + 1) if mark else Place(source.name, 1, 1)
    remedy = next((hint for sign, hint in _HINTS if sign in f"{problem} {error.context}"), "")
    return SpecError(f"this is not YAML: {problem}", place=place, remedy=remedy)
