"""Batches: equal answers once, equal reports, lost workers, going on after a stop."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from symconv.audit import batch as batch_module
from symconv.audit.batch import Checked, _Batch, check_submissions
from symconv.audit.canonical import canonical
from symconv.audit.finding import Finding, LineFinding
from symconv.audit.guard import Guard, Limits
from symconv.audit.journal import Journal
from symconv.audit.pool import judge_apart
from symconv.audit.report.data import submission_data
from symconv.audit.report.options import Options
from symconv.audit.submission import Submission
from symconv.audit.worker import Task
from symconv.errors import Place, SpecError
from symconv.sheets.problem import Sheet

Read = Callable[..., Submission]
RIGHT = r"## 3.1" + "\n" + r"$H' = \lfloor (H + 2P - K)/S \rfloor + 1$" + "\n"
SIZE = r"$$H' = \left\lfloor \frac{H + 2P - K}{S} \right\rfloor + 1$$"
MANY = [
    f"## 3.1\n{SIZE}\n\n## 5.1 (a)\n$C N K^2 + {n}$\n\n## 7\nsome words {n % 3}\n" for n in range(6)
]


class CountingPool:
    """A pool that judges at once, by a rule, and counts; ``chunk`` as asked for."""

    def __init__(self, chunk: int = 1, *, fails: bool = False) -> None:
        self.chunk = chunk
        self.fails = fails
        self.judged: list[str] = []
        self.rescued = 0

    def submit(self, tasks: Sequence[Task]) -> Future[list[Finding]]:
        future: Future[list[Finding]] = Future()
        if self.fails:
            future.set_exception(RuntimeError("the executor is gone"))
        else:
            future.set_result([self.judge(task) for task in tasks])
        return future

    def judge(self, task: Task) -> Finding:
        name, answer, _ = task
        self.judged.append(name)
        piece = answer.pieces[-1]
        last = LineFinding("wrong", piece.at(len(piece.text) - 1, len(piece.text)), "last")
        return Finding(name, "wrong", "SC402", piece.text, piece.place, lines=(last,))

    def rescue(self, task: Task) -> Finding:
        self.rescued += 1
        return self.judge(task)

    def close(self) -> None:
        self.chunk = 0


def run(
    sheet: Sheet, pool: CountingPool, texts: Sequence[Submission], kept: int = 100
) -> list[Checked]:
    return [*_Batch(sheet, pool, None, kept).run(texts)]


def test_equal_answers_are_judged_once_and_placed_in_each_file(sheet: Sheet, read: Read) -> None:
    one = read("## 3.1\n$a  +\nb$\n", "one.md")
    two = read("intro\n\n## 3.1\n  $a +\n   b$\n", "two.md")
    pool = CountingPool()
    first, second = run(sheet, pool, [one, two])
    assert pool.judged == ["3.1"]
    place, other = first.findings[0].place, second.findings[0].place
    assert place is not None
    assert other is not None
    assert (place.source, place.line, place.column, place.text) == ("one.md", 2, 2, "$a  +")
    assert (other.source, other.line, other.column) == ("two.md", 4, 4)
    ends = [c.findings[0].lines[0].place for c in (first, second)]
    assert [(e.line, e.column) for e in ends if e] == [(3, 1), (5, 4)]


def test_what_differs_is_judged_apart(sheet: Sheet, read: Read) -> None:
    texts = ["## 3.1\n$a$", "## 3.1\n$b$", "## 3.1\n$$a$$", "## 3.1\na", "## 3.2\n$a$"]
    keys = set()
    for text in texts:
        (answer,) = read(text).answers
        keys.add(canonical(answer, sheet[answer.question or ""]).key)
    assert len(keys) == len(texts)
    (answer,) = read(texts[0]).answers
    problem = sheet["3.1"]
    for other in (
        replace(problem, id="3.9"),
        replace(problem, ask="person"),
        replace(problem, points=problem.points + 1),
        replace(problem, given={**problem.given, "stride": 2}),
    ):
        keys.add(canonical(answer, other).key)
    assert len(keys) == len(texts) + 4


@pytest.mark.parametrize("chunk", [1, 3, 32])
def test_results_keep_the_order_of_the_submissions(sheet: Sheet, read: Read, chunk: int) -> None:
    submissions = [read(f"## 3.1\n$x_{n}$\n## 3.2\n$y$", f"{n}.md") for n in range(150)]
    pool = CountingPool(chunk)
    found = run(sheet, pool, submissions)
    assert [c.submission.name for c in found] == [s.name for s in submissions]
    assert [c.findings[0].message for c in found] == [f"x_{n}" for n in range(150)]
    assert len(pool.judged) == 151


def test_forgotten_findings_are_judged_again(sheet: Sheet, read: Read) -> None:
    submissions = [read(f"## 3.1\n$x_{n % 3}$", f"{n}.md") for n in range(200)]
    found = run(sheet, CountingPool(), submissions, kept=1)
    assert [c.findings[0].message for c in found] == [f"x_{n % 3}" for n in range(200)]


def test_a_failed_executor_costs_nothing(sheet: Sheet, read: Read) -> None:
    pool = CountingPool(fails=True)
    found = run(sheet, pool, [read("## 3.1\n$a$\n## 3.2\n$b$")])
    assert [f.message for f in found[0].findings] == ["a", "b"]
    assert pool.rescued == 2


def test_submissions_are_read_as_they_are_needed(sheet: Sheet, read: Read) -> None:
    taken = 0

    def endless() -> Iterator[Submission]:
        nonlocal taken
        while True:
            taken += 1
            yield read(f"## 3.1\n$x_{taken}$", f"{taken}.md")

    results = _Batch(sheet, CountingPool(), None, 100).run(endless())
    for _ in range(10):
        next(results)
    assert taken <= 10 + batch_module._AHEAD


# ------------------------------------------------------------------------------- real workers


def data(checks: Sequence[Checked], sheet: Sheet) -> list[object]:
    return [submission_data(checked, Options(sheet)) for checked in checks]


def test_one_and_many_workers_and_executors_agree(sheet: Sheet, read: Read) -> None:
    submissions = [read(text, f"{n}.md") for n, text in enumerate(MANY)]
    one = [*check_submissions(submissions, sheet)]
    assert [f.verdict for f in one[0].findings] == ["right", "right", "person"]
    assert [f.verdict for f in one[1].findings] == ["right", "wrong", "person"]
    two = [*check_submissions(submissions, sheet, jobs=2)]
    assert data(two, sheet) == data(one, sheet)
    with ThreadPoolExecutor(1) as threads:
        third = [*check_submissions(submissions, sheet, executor=threads)]
    assert data(third, sheet) == data(one, sheet)


@pytest.mark.slow
def test_a_pool_of_processes_is_an_executor(sheet: Sheet, read: Read) -> None:
    submissions = [read(text, f"{n}.md") for n, text in enumerate(MANY[:2])]
    with ProcessPoolExecutor(2) as processes:
        found = [*check_submissions(submissions, sheet, executor=processes)]
    assert data(found, sheet) == data([*check_submissions(submissions, sheet)], sheet)


class DeadExecutor(Executor):
    """An executor whose workers were killed."""

    def submit(self, *_: object, **__: object) -> Future[object]:  # type: ignore[override]
        raise RuntimeError("cannot schedule new futures after shutdown")


def test_a_dead_executor_is_replaced_by_this_machine(sheet: Sheet, read: Read) -> None:
    (found,) = check_submissions([read(MANY[1])], sheet, executor=DeadExecutor())
    assert [f.verdict for f in found.findings] == ["right", "wrong", "person"]


def task(read: Read, sheet: Sheet, text: str) -> Task:
    (answer,) = read(text).answers
    problem = sheet[answer.question or ""]
    return (problem.id, canonical(answer, problem).answer, problem)


def test_a_killed_worker_costs_one_answer(sheet: Sheet, read: Read) -> None:
    with Guard() as guard:
        assert guard.judge(task(read, sheet, "## 5.1 (a)\n$C N K^2$")).right
        assert guard._process is not None
        os.kill(guard._process.pid, signal.SIGKILL)
        lost = guard.judge(task(read, sheet, "## 5.1 (a)\n$C N K^2$"))
        assert (lost.verdict, lost.code) == ("person", "SC805")
        assert guard.judge(task(read, sheet, "## 5.1 (a)\n$C N K^2$")).right


def test_a_hanging_worker_costs_its_time_and_one_answer(sheet: Sheet, read: Read) -> None:
    with Guard(Limits(seconds=0.5, prepare=30)) as guard:
        assert guard.judge(task(read, sheet, "## 5.1 (a)\n$C N K^2$")).right
        assert guard._process is not None
        os.kill(guard._process.pid, signal.SIGSTOP)
        start = time.monotonic()
        late = guard.judge(task(read, sheet, "## 5.1 (a)\n$C K N$"))
        assert time.monotonic() - start < 5
        assert (late.verdict, late.code) == ("person", "SC803")
        assert "not decided within 0.5 s" in late.message
        assert guard.judge(task(read, sheet, "## 5.1 (a)\n$C N K^2$")).right


def test_a_worker_that_died_leaves_nothing_open(sheet: Sheet, read: Read) -> None:
    """What could not be sent must not keep the pipes from being closed."""
    with Guard() as guard:
        assert guard.start()
        process = guard._process
        assert process is not None
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert guard.judge(task(read, sheet, "## 5.1 (a)\n$C$")).code == "SC805"
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdin.closed
        assert process.stdout.closed


def test_a_worker_that_cannot_start_is_said(
    sheet: Sheet, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with Guard() as guard:
        found = guard.judge(task(read, sheet, "## 5.1 (a)\n$C$"))
    assert (found.verdict, found.code) == ("person", "SC805")
    assert "no worker could start" in found.message


def test_a_worker_has_only_so_much_memory(sheet: Sheet, read: Read) -> None:
    with Guard(Limits(megabytes=60)) as guard:
        found = guard.judge(task(read, sheet, "## 5.1 (a)\n$C$"))
    assert found.code == "SC805"


def test_a_question_that_does_not_hold_is_said_not_raised(sheet: Sheet, read: Read) -> None:
    name, answer, problem = task(read, sheet, "## 5.1 (a)\n$C$")
    broken = replace(problem, given={**problem.given, "kernel_size": 0})
    found = judge_apart([(name, answer, broken)], Limits())[0]
    assert (found.verdict, found.code) == ("person", "SC102")
    assert "the question: " in found.message


def test_a_file_in_the_folder_is_never_imported(
    sheet: Sheet, read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("symconv", "pickle", "numpy", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w')\n")
    monkeypatch.chdir(tmp_path)
    with Guard() as guard:
        assert guard.judge(task(read, sheet, "## 5.1 (a)\n$C N K^2$")).right
    assert not (tmp_path / "run").exists()


# ----------------------------------------------------------------------------------- journal


def test_a_run_can_be_taken_up_again(sheet: Sheet, read: Read, tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    submissions = [read(f"## 3.1\n$x_{n}$", f"{n}.md") for n in range(5)]
    first, second = CountingPool(), CountingPool()
    with Journal(path) as journal:
        before = [*_Batch(sheet, first, journal, 100).run(submissions[:3])]
    with path.open("ab") as file:
        file.write(b'{"key": "cut off')
    with Journal(path) as journal:
        assert len(journal) == 3
        after = [*_Batch(sheet, second, journal, 100).run(submissions)]
    assert len(first.judged) == 3
    assert len(second.judged) == 2
    assert data(after[:3], sheet) == data(before, sheet)
    with Journal(path) as journal:
        assert len(journal) == 5
    assert len([*map(json.loads, path.read_bytes().splitlines()[:3])]) == 3


def test_lost_answers_are_judged_again(sheet: Sheet, read: Read, tmp_path: Path) -> None:
    class Losing(CountingPool):
        def judge(self, task: Task) -> Finding:
            return Finding(task[0], "person", "SC803", "too slow")

    with Journal(tmp_path / "r.jsonl") as journal:
        _ = [*_Batch(sheet, Losing(), journal, 100).run([read("## 3.1\n$a$")])]
        assert len(journal) == 0


def test_results_that_cannot_be_written_are_said(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="cannot be written: Is a directory"):
        Journal(tmp_path)


def test_places_without_a_piece_stay(sheet: Sheet, read: Read) -> None:
    (answer,) = read("## 3.1\n$a$").answers
    form = canonical(answer, sheet["3.1"])
    finding = Finding("3.1", "wrong", place=Place("elsewhere", 1, 1))
    assert form.back(finding, answer).place == Place("elsewhere", 1, 1)
