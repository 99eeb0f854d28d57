r"""Blocks to answers: every block goes to the question that the titles above it name.

*Defines* `match`. A marker or a heading is followed where it leads; the beginning of a paragraph
(``(b)``, ``3.2:``, a number of a list) only if it names a question of the sheet, because steps
are numbered too. What lies under a title that names no question is an answer without a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from symconv.audit.answer import Piece, SubmittedAnswer
from symconv.audit.read.blocks import PARAGRAPH, Block
from symconv.audit.read.counting import QUESTION_LEVEL
from symconv.audit.read.labels import Atoms, Label, atoms, label
from symconv.audit.read.paths import Path, Questions
from symconv.audit.read.unlabelled import Headed, parts_meant
from symconv.audit.submission import Note, Submission
from symconv.errors import Place

_GOES_ON = re.compile(
    r"(?:solution|answer|proof|derivation|result|check|verification|step|final|work|remark|note"
    r"|intermediate|explanation|test)",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[*_`#$]+|\\[A-Za-z]+|[{}]")


def match(
    name: str,
    blocks: Sequence[Block],
    titles: Mapping[str, str],
    notes: Iterable[Note] = (),
) -> Submission:
    """Match the blocks of a submission to the questions ``titles`` (id to title) of a sheet."""
    matching = _Matching(titles, counted=not any(b.heading and label(b.title) for b in blocks))
    for block in blocks:
        matching.add(block)
    return matching.submission(name, notes)


@dataclass
class _Section:
    """What stands under one title."""

    question: str | None
    title: str = ""
    place: Place | None = None
    pieces: list[Piece] = field(default_factory=list)
    group: Atoms = ()

    def answer(self) -> SubmittedAnswer:
        return SubmittedAnswer(self.question, tuple(self.pieces), self.title, self.place)


class _Matching:
    """One pass over the blocks. ``stack`` holds the titles above, with their levels."""

    def __init__(self, titles: Mapping[str, str], *, counted: bool) -> None:
        self.questions = Questions(titles)
        self.titles = titles
        self.by_title = _unique({_plain(said): name for name, said in titles.items()}, titles)
        self.counted = counted
        self.stack: list[tuple[int, Path]] = []
        self.last = Path(())
        self.sections = [_Section(None)]

    def add(self, block: Block) -> None:
        """Put a block where it belongs."""
        pieces = block.pieces
        if block.exact:
            self.mark(block.title)
        elif block.level and self.open(block) and pieces:
            pieces = (replace(pieces[0], kind="heading", level=block.level), *pieces[1:])
        self.sections[-1].pieces += pieces

    def mark(self, name: str) -> None:
        """Follow a marker that names a question outright; an empty one ends the last."""
        self.stack = [entry for entry in self.stack if entry[0] < PARAGRAPH]
        if not name:
            above = self.stack[-1][1].question if self.stack else None
            self.sections.append(_Section(above))
            return
        self.begin(PARAGRAPH, self.questions.path(Label(atoms(name), bare=False), []), name, None)

    def open(self, block: Block) -> bool:
        """Begin a section if the title of a block asks for one; say whether it did."""
        path = self.named(block)
        place = block.pieces[0].place if block.pieces else None
        if path is not None and (block.heading or path.question or path.group):
            self.begin(block.level, path, block.title, place)
            return True
        if block.heading:
            self.other(block, place)
            return True
        return False

    def named(self, block: Block) -> Path | None:
        whole = self.called(block.title) if block.heading else None
        if whole is not None and len(atoms(whole)) > 1:
            return Path(atoms(whole), whole)
        found = label(block.title) if block.title else None
        above = [path for level, path in self.stack if level < block.level]
        if found is None:
            said = self.by_title.get(_plain(block.title)) or self.called(block.title)
            if said is not None:
                return Path(atoms(said), said)
            found = label(block.number) if self.counts(block) else None
            if found is None:
                return None
        if found.bracketed and not above:
            return self.questions.sibling(found, self.last) or self.questions.path(found, above)
        return self.questions.path(found, above)

    def counts(self, block: Block) -> bool:
        """Whether the document's own number of a title may be used: the exam class always."""
        return bool(block.number) and (block.level >= QUESTION_LEVEL or self.counted)

    def called(self, title: str) -> str | None:
        """Return the question whose id is the whole title: ``2(c) flip``, ``4(a) 1``."""
        said = atoms(_MARKUP.sub("", title))
        return self.questions.names.get(said) if said else None

    def begin(self, level: int, path: Path, title: str, place: Place | None) -> None:
        below = any(at < level and above.atoms for at, above in self.stack)
        same = self.sections[-1].question == path.question and (
            path.question is not None or (below and not path.group)
        )
        self.stack = [entry for entry in self.stack if entry[0] < level] + [(level, path)]
        self.last = path
        if not same:
            self.sections.append(_Section(path.question, title, place))

    def other(self, block: Block, place: Place | None) -> None:
        """Handle a heading that names no question: a part of the answer, or the end of it."""
        level, above = self.stack[-1] if self.stack else (0, Path((), group=True))
        deeper = block.level > level and not above.group
        goes_on = bool(self.stack) and _GOES_ON.match(_plain(block.title)) is not None
        if deeper or goes_on:
            return
        self.stack = [entry for entry in self.stack if entry[0] < block.level]
        above = self.stack[-1][1] if self.stack else Path((), group=True)
        if above.group or above.question != self.sections[-1].question:
            group = above.atoms if above.group else ()
            self.sections.append(_Section(above.question, block.title, place, group=group))

    def fill(self) -> Iterator[Note]:
        """Give headings without a label the questions that they must mean; say so."""
        sections = [s for s in self.sections if s.question or not s.answer().empty]
        headed = [Headed(s.title, s.question, s.group) for s in sections]
        for i, (question, how) in parts_meant(headed, self.titles).items():
            sections[i].question = question
            what = f"{sections[i].title!r} is taken for {question}: {how}"
            yield Note("SC813", what, sections[i].place)

    def submission(self, name: str, notes: Iterable[Note]) -> Submission:
        """Collect the sections of each question, in the order of the sheet."""
        said = [*notes, *self.fill()]
        answers = []
        for question in self.titles:
            found = [s.answer() for s in self.sections if s.question == question and s.pieces]
            whole = [answer for answer in found if not answer.empty]
            if len(whole) > 1:
                where = f"question {question} is answered in {len(whole)} places, read together"
                said.append(Note("SC807", where, whole[1].place))
            if whole:
                pieces = _numbered(piece for answer in whole for piece in answer.pieces)
                answers.append(replace(whole[0], pieces=pieces))
        left = [s.answer() for s in self.sections if s.question is None and s.pieces]
        unmatched = tuple(answer for answer in left if not answer.empty)
        done = {answer.question for answer in answers}
        unanswered = tuple(question for question in self.titles if question not in done)
        return Submission(name, tuple(answers), unmatched, unanswered, tuple(said))


def _numbered(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Number the blocks of one answer from 1 on, so that equal answers are equal."""
    numbers: dict[int, int] = {}
    out = []
    for piece in pieces:
        number = numbers.setdefault(piece.block, len(numbers) + 1)
        out.append(replace(piece, block=number))
    return tuple(out)


def _unique(names: dict[str, str], titles: Mapping[str, str]) -> dict[str, str]:
    """Keep the titles that only one question has."""
    said = [_plain(title) for title in titles.values()]
    return {key: name for key, name in names.items() if key and said.count(key) == 1}


def _plain(title: str) -> str:
    return " ".join(_MARKUP.sub(" ", title).lower().split()).strip(" .:")
