r"""What an answer says: its statements in order, with places, words in front, and what is unread.

*Defines* `said_in`, which goes through an answer piece by piece.
"""

from __future__ import annotations

import re

from symconv.audit.answer import SubmittedAnswer
from symconv.audit.judge.labelled import with_equals
from symconv.audit.judge.nouns import clause, noun_behind, without_noun
from symconv.audit.judge.numbers_in_words import labelled_values, only_value, value_behind
from symconv.audit.judge.open_names import OpenTable
from symconv.audit.judge.reading import statements
from symconv.audit.judge.sayings import Before, Said, Unread
from symconv.audit.judge.tables import cells_of
from symconv.latex.tree import Indexed, Symbol

_COLON = re.compile(r"\s*(?::|is|has|are)\s*")
_BEGINS = re.compile(r"(?:\A|[\n;,.:*-]|\b(?:and|layer|for))\s*\Z", re.IGNORECASE)
"""What stands before a name that a value is given to: nothing, or the end of something else."""


def said_in(answer: SubmittedAnswer, table: OpenTable) -> tuple[list[Said], list[Unread]]:
    """Return the statements of an answer in order, and what could not be read."""
    said: list[Said] = []
    unread: list[Unread] = []
    words, heading, paragraph, named, counted = "", "", "", "", ""
    for piece, behind in zip(answer.pieces, _words_behind(answer), strict=True):
        if piece.kind == "heading":
            heading, words, paragraph = piece.text.strip(), "", ""
        elif piece.kind == "words":
            if named and (value := value_behind(piece)) is not None:
                found = list(statements(value, table, Before("", "", named)))
                said += [s for s in found if isinstance(s, Said)]
            for label, value in labelled_values(piece):
                about = Before(label, "", label)
                said += [s for s in statements(value, table, about) if isinstance(s, Said)]
            text = without_noun(piece.text) if counted else piece.text
            words, paragraph, counted = f"{words} {text}", f"{paragraph} {text}", ""
            named = named if _COLON.fullmatch(piece.text) else ""
        elif piece.kind == "table":
            for cell in cells_of(piece):
                about = Before(f"{cell.label} {cell.column}", "", cell.label)
                found = list(statements(cell.piece, table, about))
                said += [s for s in found if isinstance(s, Said)]
        elif piece.kind == "math":
            counted = "" if piece.display else noun_behind(behind)
            about_it = f"{clause(paragraph)} {counted}" if counted else words
            before = Before(about_it, paragraph, named or heading)
            found = list(statements(with_equals(piece), table, before))
            said += [s for s in found if isinstance(s, Said)]
            unread += [s for s in found if isinstance(s, Unread)]
            named = piece.text if _is_name(found) and _BEGINS.search(words) else ""
            words, paragraph = "", "" if piece.display else paragraph
    if not said and not unread and (only := only_value(answer.pieces)) is not None:
        found = list(statements(only, table, Before("", "", "")))
        said += [s for s in found if isinstance(s, Said)]
    return said, unread


def _words_behind(answer: SubmittedAnswer) -> list[str]:
    """Return the words that stand behind each piece."""
    following = [p.text if p.kind == "words" else "" for p in answer.pieces[1:]]
    return [*following, ""][: len(answer.pieces)]


def _is_name(found: list[Said | Unread]) -> bool:
    """Whether a formula is a name alone, which words behind it may give a value."""
    if len(found) != 1 or not isinstance(found[0], Said):
        return False
    return isinstance(found[0].statement, Symbol | Indexed)
