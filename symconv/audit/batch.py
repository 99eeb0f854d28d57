"""Many submissions: equal answers are judged once, in parallel, and nothing piles up.

*Defines* `Checked` and `check_submissions`. Results come out in the order in which the submissions
went in, whatever the number of workers; only so many submissions are read ahead, so the memory does
not grow with their number.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from symconv.audit.canonical import Canonical, canonical
from symconv.audit.finding import Finding
from symconv.audit.guard import Limits
from symconv.audit.journal import Journal
from symconv.audit.pool import ExecutorPool, LocalPool, Pool
from symconv.audit.submission import Submission
from symconv.audit.worker import Task
from symconv.sheets.problem import Problem, Sheet

KEPT = 20_000
"""Findings that are kept in memory for answers that come again."""
_AHEAD = 64
LOST = frozenset({"SC803", "SC805"})
"""Codes of findings that another run may turn into verdicts; they are not written down."""


@dataclass(frozen=True)
class Checked:
    """A submission with one finding per answer, in the order of the sheet."""

    submission: Submission
    findings: tuple[Finding, ...]


def check_submissions(
    submissions: Iterable[Submission],
    sheet: Sheet,
    *,
    jobs: int = 1,
    executor: Executor | None = None,
    pool: LocalPool | None = None,
    limits: Limits | None = None,
    results: Path | None = None,
) -> Iterator[Checked]:
    """Yield each submission with its findings.

    ``jobs`` workers of this machine judge the answers, or ``executor`` does, or a ``pool`` that was
    started before and is closed by whoever started it. ``results`` names a file to which every
    finding is written, and from which an earlier run is taken up again. An answer that exceeds
    ``limits`` costs itself, not the batch.
    """
    bounds = limits or Limits()
    with ExitStack() as stack:
        judges: Pool | None = pool
        if judges is None:
            judges = ExecutorPool(executor, bounds) if executor else LocalPool(jobs, bounds)
            stack.callback(judges.close)
        journal = None if results is None else stack.enter_context(Journal(results))
        yield from _Batch(sheet, judges, journal, KEPT).run(submissions)


@dataclass
class _Batch:
    """One run: answers that are being judged, and findings that are known."""

    sheet: Sheet
    pool: Pool
    journal: Journal | None
    kept: int
    running: dict[str, tuple[Future[list[Finding]], int]] = field(default_factory=dict)
    known: OrderedDict[str, Finding] = field(default_factory=OrderedDict)
    waiting: list[tuple[str, Task]] = field(default_factory=list)
    tasks: dict[str, Task] = field(default_factory=dict)

    def run(self, submissions: Iterable[Submission]) -> Iterator[Checked]:
        ahead: deque[tuple[Submission, list[Canonical]]] = deque()
        for submission in submissions:
            ahead.append((submission, self.begin(submission)))
            if len(ahead) >= _AHEAD:
                yield self.finished(*ahead.popleft())
        while ahead:
            yield self.finished(*ahead.popleft())

    def begin(self, submission: Submission) -> list[Canonical]:
        found = []
        for answer in submission.answers:
            problem = self.sheet[answer.question or ""]
            form = canonical(answer, problem)
            found.append(form)
            self.ask(form, problem)
        return found

    def ask(self, form: Canonical, problem: Problem) -> None:
        """Begin to judge an answer, unless its finding is known or on its way."""
        key = form.key
        if key in self.known or key in self.tasks:
            return
        finding = None if self.journal is None else self.journal.get(key)
        if finding is not None:
            self.remember(key, finding)
            return
        self.tasks[key] = (problem.id, form.answer, problem)
        self.waiting.append((key, self.tasks[key]))
        if len(self.waiting) >= self.pool.chunk:
            self.flush()

    def flush(self) -> None:
        if not self.waiting:
            return
        future = self.pool.submit([task for _, task in self.waiting])
        for number, (key, _) in enumerate(self.waiting):
            self.running[key] = (future, number)
        self.waiting.clear()

    def finished(self, submission: Submission, forms: list[Canonical]) -> Checked:
        findings = tuple(
            form.back(self.finding(form, self.sheet[answer.question or ""]), answer)
            for form, answer in zip(forms, submission.answers, strict=True)
        )
        return Checked(submission, findings)

    def finding(self, form: Canonical, problem: Problem) -> Finding:
        """Wait for the finding on an answer; one that was forgotten is asked for again."""
        key = form.key
        self.ask(form, problem)
        if key in self.known:
            self.known.move_to_end(key)
            return self.known[key]
        if key not in self.running:
            self.flush()
        future, number = self.running.pop(key)
        task = self.tasks.pop(key)
        lost = future.exception() is not None
        finding = self.pool.rescue(task) if lost else future.result()[number]
        if self.journal is not None and finding.code not in LOST:
            self.journal.put(key, finding)
        self.remember(key, finding)
        return finding

    def remember(self, key: str, finding: Finding) -> None:
        self.known[key] = finding
        if len(self.known) > self.kept:
            self.known.popitem(last=False)
