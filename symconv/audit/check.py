r"""One answer against one problem: the function behind everything else.

*Defines* `check`. It never raises for what an answer says: what cannot be read or takes more than
Python's stack is left to a person, with the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from symconv.audit.answer import SubmittedAnswer
from symconv.audit.finding import Finding
from symconv.audit.read.arrays import with_matrices
from symconv.audit.read.bare import bare_blocks
from symconv.audit.read.files import clean
from symconv.audit.read.flow import Flow
from symconv.errors import SymconvError
from symconv.sheets.problem import Problem

if TYPE_CHECKING:
    from symconv.audit.judge.desk import Desk


def check(answer: str | SubmittedAnswer, problem: Problem, *, desk: Desk | None = None) -> Finding:
    r"""Return what is to be said of an answer to a problem.

    The answer is LaTeX, or Markdown with LaTeX in it. ``desk`` is a problem that was prepared with
    `symconv.audit.judge.prepare`; it saves solving the problem for each answer. Raises ProofError
    or GivenError where the problem itself does not hold.
    """
    from symconv.audit.judge import judge, prepare

    submitted = as_answer(answer, problem.id) if isinstance(answer, str) else answer
    ready = prepare(problem) if desk is None else desk
    try:
        return judge(submitted, problem, desk=ready)
    except SymconvError as error:
        return left_to_person(problem, error.code, error.fact)
    except (RecursionError, MemoryError, OverflowError) as error:
        return left_to_person(problem, "SC804", f"too large to decide ({type(error).__name__})")


def as_answer(text: str, question: str, name: str = "<answer>") -> SubmittedAnswer:
    """Return a text that was typed into one field as an answer to a question."""
    blocks, _ = bare_blocks(Flow.of(name, clean(text)))
    pieces = (piece for block in blocks for piece in block.pieces)
    return SubmittedAnswer(question, tuple(p for piece in pieces for p in with_matrices(piece)))


def left_to_person(problem: Problem, code: str, why: str) -> Finding:
    """Return the finding that nothing was decided, and why."""
    return Finding(problem.id, "person", code, why, max_marks=problem.points)
