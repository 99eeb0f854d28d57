r"""Reading a problem set: YAML in, a `Sheet` out, every mistake at its place.

*Defines* `load` and `parse`. The reader is strict: an unknown key, a wrong type or a missing field
is an error with a caret and a hint, because a question that silently loses a given would be
answered wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from symconv.errors import Place, SpecError
from symconv.latex.inline.markup import Block, Inline, parse_inline
from symconv.latex.inline.markup import parse as parse_markup
from symconv.latex.inline.math_tokens import FragmentError
from symconv.sheets.conventions import convention
from symconv.sheets.given import Given, given
from symconv.sheets.problem import PERSON, Problem, Sheet
from symconv.sheets.solve import check_ask
from symconv.sheets.source import Source, read_source
from symconv.sheets.words import meant
from symconv.sheets.yaml_marks import Fields, Items, Marked, Scalar, compose

SHEET_KEYS = ("title", "course", "conventions", "questions")
QUESTION_KEYS = ("id", "points", "title", "text", "ask", "given", "note")

_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z .()_-]{0,30}")
_POINTS = re.compile(r"[0-9]{1,4}(\.[0-9]{1,3})?|[0-9]{1,4}/[1-9][0-9]{0,3}")
_T = TypeVar("_T")


def load(path: str | Path) -> Sheet:
    """Read a problem set from a YAML file.

    Raises SpecError with file, line and column; TooLarge beyond the bounds on size.
    """
    source = read_source(path)
    return parse(source, Path(path).stem)


def parse(source: Source, name: str) -> Sheet:
    """Read a problem set from a text; ``name`` is the stem of the documents."""
    return _Reader(source).sheet(compose(source), name)


@dataclass(frozen=True)
class _Reader:
    source: Source

    def sheet(self, root: Marked, name: str) -> Sheet:
        fields = self.fields(root, SHEET_KEYS, "a problem set", required=("title", "questions"))
        nodes = fields["questions"]
        if not isinstance(nodes, Items) or not nodes.items:
            raise SpecError(
                "questions must be a list with at least one question",
                place=nodes.place,
                remedy="begin each question with `- id: ...`",
            )
        problems = tuple(self.problem(node) for node in nodes.items)
        _refuse_same_ids(problems)
        return Sheet(
            name=name,
            title=self.line(fields["title"], "title"),
            course=self.line(fields["course"], "course") if "course" in fields else (),
            conventions=self.conventions(fields.get("conventions")),
            problems=problems,
        )

    def problem(self, node: Marked) -> Problem:
        fields = self.fields(node, QUESTION_KEYS, "a question", required=("id", "points", "ask"))
        ask = self.word(fields["ask"], "ask").replace("-", "_")
        givens, places = self.givens(fields.get("given"))
        places |= {"ask": fields["ask"].place, "id": fields["id"].place}
        if ask == PERSON and givens:
            raise SpecError("a question for a person has no givens", place=fields["given"].place)
        check_ask(ask, givens, places)
        text = fields.get("text")
        return Problem(
            id=self.id(fields["id"]),
            points=self.points(fields["points"]),
            ask=ask,
            given=givens,
            title=self.line(fields["title"], "title") if "title" in fields else (),
            text=self.word(text, "text") if text else "",
            question=self.blocks(text, "text"),
            note=self.blocks(fields.get("note"), "note"),
            places=places,
        )

    def fields(
        self, node: Marked, keys: Sequence[str], what: str, *, required: Sequence[str]
    ) -> dict[str, Marked]:
        """Return the fields of a mapping, after checking its keys."""
        if not isinstance(node, Fields):
            raise SpecError(
                f"{what} must be a mapping of {', '.join(keys)}",
                place=node.place,
                remedy=f"write `{keys[0]}: ...`",
            )
        for key, _ in node.entries:
            if key.text not in keys:
                raise SpecError(
                    f"unknown key {key.text!r} in {what}",
                    place=key.place,
                    remedy=meant(key.text, keys),
                )
        found = {key.text: value for key, value in node.entries}
        missing = [key for key in required if key not in found]
        if missing:
            raise SpecError(
                f"{what} needs the key {missing[0]!r}",
                place=node.place,
                remedy=f"add a line `{missing[0]}: ...`",
            )
        return found

    def word(self, node: Marked, key: str) -> str:
        if not isinstance(node, Scalar) or not node.text.strip():
            raise SpecError(f"{key} must be a text", place=node.place)
        return node.text

    def id(self, node: Marked) -> str:
        text = self.word(node, "id")
        if not _ID.fullmatch(text):
            raise SpecError(
                f"{text!r} cannot be the id of a question",
                place=node.place,
                remedy="use letters, digits, blanks and . ( ) _ -, at most 31 of them",
            )
        return text

    def points(self, node: Marked) -> Fraction:
        text = self.word(node, "points").strip()
        if not _POINTS.fullmatch(text):
            raise SpecError(
                f"points must be a non-negative number, not {text}",
                place=node.place,
                remedy="write for example `points: 4` or `points: 0.5`",
            )
        return Fraction(text)

    def givens(self, node: Marked | None) -> tuple[dict[str, Given], dict[str, Place]]:
        if node is None:
            return {}, {}
        if not isinstance(node, Fields):
            raise SpecError(
                "given must be a mapping of names to values",
                place=node.place,
                remedy="write `given: {kernel_size: 3, stride: 2}`",
            )
        values = {key.text: given(value) for key, value in node.entries}
        places: dict[str, Place] = {"given": node.place}
        return values, places | {key.text: value.place for key, value in node.entries}

    def conventions(self, node: Marked | None) -> tuple[str, ...]:
        if node is None:
            return ()
        if not isinstance(node, Fields):
            raise SpecError(
                "conventions must be a mapping",
                place=node.place,
                remedy="write `conventions: {layout: NCHW}`",
            )
        return tuple(convention(key, value) for key, value in node.entries)

    def line(self, node: Marked, key: str) -> tuple[Inline, ...]:
        return self.marked_up(node, key, parse_inline)

    def blocks(self, node: Marked | None, key: str) -> tuple[Block, ...]:
        return () if node is None else self.marked_up(node, key, parse_markup)

    def marked_up(self, node: Marked, key: str, parser: Callable[[str], _T]) -> _T:
        """Parse a text and put the place of the fragment into its error."""
        text = self.word(node, key)
        assert isinstance(node, Scalar)
        try:
            return parser(text.strip())
        except FragmentError as error:
            place = self.source.find(error.fragment, *node.span)
            raise SpecError(error.fact, place=place, remedy=error.remedy) from None


def _refuse_same_ids(problems: Sequence[Problem]) -> None:
    seen: dict[str, Problem] = {}
    for problem in problems:
        if problem.id in seen:
            first = seen[problem.id].places["id"].line
            raise SpecError(
                f"two questions have the id {problem.id} (the first on line {first})",
                place=problem.places["id"],
                remedy="give every question its own id",
            )
        seen[problem.id] = problem
