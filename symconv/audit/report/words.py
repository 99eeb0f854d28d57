"""Words that several formats share: marks, titles, the tally of a submission.

*Defines* `marks`, `number`, `title_of`, `safe`, `wrapped`, `cut`, `unmatched`, `noted`, `tally`
and `Counts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from textwrap import wrap

from symconv.audit.answer import SubmittedAnswer
from symconv.audit.batch import Checked
from symconv.audit.finding import VERDICTS, Finding
from symconv.audit.submission import Note
from symconv.latex.inline.markup import plain
from symconv.sheets.problem import Sheet


def number(value: Fraction) -> str:
    """Return a number of marks: whole, or with at most two decimals.

    >>> number(Fraction(4)), number(Fraction(1, 3))
    ('4', '0.33')
    """
    return str(value) if value.denominator == 1 else f"{float(value):.2f}".rstrip("0").rstrip(".")


def marks(finding: Finding) -> str:
    """Return the marks of a finding; a person's are not known yet."""
    got = "-" if finding.verdict == "person" else number(finding.marks)
    return f"{got} / {number(finding.max_marks)}"


def title_of(sheet: Sheet, question: str) -> str:
    """Return the title of a question as plain text."""
    return safe(plain(sheet[question].title))


def safe(text: str) -> str:
    r"""Return a text on one line that cannot move a terminal's cursor.

    >>> safe("a\nb\x1b[31m")
    'a b [31m'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def wrapped(text: str, indent: int) -> Iterator[str]:
    """Yield a text as lines of at most a hundred columns, those after the first indented."""
    first = len(text) - len(text.lstrip())
    lines = wrap(text.strip(), 100 - indent, break_long_words=False, break_on_hyphens=False)
    for number, line in enumerate(lines):
        yield f"{' ' * (indent if number else first)}{line}\n"


def cut(text: str, width: int) -> str:
    """Return a text that fits into a column."""
    return text if len(text) <= width else text[: width - 1] + "…"


def unmatched(answer: SubmittedAnswer) -> str:
    """Return an answer without a question in a few words: where it is, what it is."""
    first = next((p for p in answer.pieces if p.kind != "heading"), answer.pieces[0])
    formulas = len(answer.of("math"))
    title = safe(answer.title) or cut(safe(first.text), 40)
    where = (answer.place or first.place).line
    return f"{title!r} (line {where}, {formulas} formula{'s' * (formulas != 1)})"


def noted(note: Note) -> str:
    """Return a note on one line."""
    where = "" if note.place is None else f"line {note.place.line}: "
    return f"{where}{safe(note.message)}  {note.code}"


@dataclass(frozen=True)
class Counts:
    """How many answers there are of each verdict, and the marks so far."""

    verdicts: dict[str, int]
    unanswered: int
    unmatched: int
    marks: Fraction
    max_marks: Fraction

    @property
    def answers(self) -> int:
        """The number of answers."""
        return sum(self.verdicts.values())

    def words(self) -> str:
        """Say it in one line."""
        names = {"other convention": "by another convention", "person": "for a person"}
        said = [f"{n} {names.get(v, v)}" for v, n in self.verdicts.items() if n]
        said += [f"{self.unanswered} not answered"] if self.unanswered else []
        said += [f"{self.unmatched} not matched"] if self.unmatched else []
        head = f"{self.answers} answer{'s' * (self.answers != 1)}"
        return f"{head}: {', '.join(said)}" if said else head

    def __add__(self, other: Counts) -> Counts:
        both = {verdict: n + other.verdicts[verdict] for verdict, n in self.verdicts.items()}
        return Counts(
            both,
            self.unanswered + other.unanswered,
            self.unmatched + other.unmatched,
            self.marks + other.marks,
            self.max_marks + other.max_marks,
        )


def tally(checks: Iterable[Checked], sheet: Sheet) -> Counts:
    """Count over submissions; the greatest marks are those of all questions of the sheet."""
    verdicts: dict[str, int] = dict.fromkeys(VERDICTS, 0)
    unanswered = left = 0
    got = whole = Fraction(0)
    for checked in checks:
        unanswered += len(checked.submission.unanswered)
        left += len(checked.submission.unmatched)
        for finding in checked.findings:
            verdicts[finding.verdict] += 1
            got += finding.marks
        asked = {*(f.question for f in checked.findings), *checked.submission.unanswered}
        whole += sum((sheet[question].points for question in asked), Fraction(0))
    return Counts(verdicts, unanswered, left, got, whole)
