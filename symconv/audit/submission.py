"""What was handed in, after its answers were matched to the questions of a sheet.

*Defines* `Submission` and `Note`. Nothing of a file is lost on the way: what belongs to no
question is in ``unmatched``, what no answer was given to in ``unanswered``, and everything that was
odd about the file (an encoding, a formula that never ends, a file that it asks to include) is a
note.
"""

from __future__ import annotations

from dataclasses import dataclass

from symconv.audit.answer import SubmittedAnswer
from symconv.errors import Place


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a submission that a person should know; it is no verdict."""

    code: str
    message: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """The answers of one file in the order of the sheet, and what is left over."""

    name: str
    answers: tuple[SubmittedAnswer, ...]
    unmatched: tuple[SubmittedAnswer, ...] = ()
    unanswered: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
