"""The process in which answers are judged: ``python -m symconv.audit.worker``.

It reads pickled tasks from standard input and writes pickled findings to standard output, one
after the other. It is started, watched and, if need be, killed by `symconv.audit.guard`. Only the
parent process writes to it: a submission's text is data in a task, never a pickle.
"""

from __future__ import annotations

import os
import pickle
import sys
from typing import IO, TYPE_CHECKING

from symconv.audit.answer import SubmittedAnswer
from symconv.audit.check import check, left_to_person
from symconv.errors import SymconvError
from symconv.sheets.problem import Problem

if TYPE_CHECKING:
    from symconv.audit.judge.desk import Desk

Task = tuple[str, SubmittedAnswer, Problem]
"""A key that equal problems share, an answer, and the problem it answers."""


def work(tasks: IO[bytes], findings: IO[bytes]) -> None:
    """Judge tasks until there are no more."""
    desks: dict[str, Desk | SymconvError | None] = {}
    _send("ready", findings)
    while (task := _next(tasks)) is not None:
        name, answer, problem = task
        if name not in desks:
            desks[name] = _prepared(problem)
        desk = desks[name]
        if isinstance(desk, SymconvError):
            _send(left_to_person(problem, desk.code, f"the question: {desk.fact}"), findings)
        else:
            _send(check(answer, problem, desk=desk), findings)


def _prepared(problem: Problem) -> Desk | SymconvError | None:
    from symconv.audit.judge import prepare

    try:
        return prepare(problem)
    except SymconvError as error:
        return error


def _send(said: object, findings: IO[bytes]) -> None:
    pickle.dump(said, findings)
    findings.flush()


def _next(tasks: IO[bytes]) -> Task | None:
    try:
        return pickle.load(tasks)
    except EOFError:
        return None


def limit_memory(megabytes: int) -> None:
    """Bound the memory of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    size = megabytes << 20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


def main() -> None:
    """Work on standard input and output; what is printed by accident goes to standard error."""
    limit_memory(int(sys.argv[1]))
    findings = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    work(sys.stdin.buffer, findings)


if __name__ == "__main__":
    main()
