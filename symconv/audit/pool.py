"""Where answers are judged: guarded workers of this machine, or somebody's executor.

*Defines* `LocalPool`, `ExecutorPool` and the `Pool` that both are. An executor may be any
`concurrent.futures.Executor`: threads, processes, a cluster's. What it runs is `judge_apart`, which
watches its own worker, so that a hanging answer does not hang the executor; what an executor loses
is judged here.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import Protocol

from symconv.audit.finding import Finding
from symconv.audit.guard import Guard, Limits
from symconv.audit.worker import Task


class Pool(Protocol):
    """Judges tasks in the background; ``chunk`` is how many it likes to take at once."""

    chunk: int

    def submit(self, tasks: Sequence[Task]) -> Future[list[Finding]]:
        """Begin to judge some tasks."""
        ...

    def rescue(self, task: Task) -> Finding:
        """Judge a task whose future failed."""
        ...

    def close(self) -> None:
        """End the workers that this pool started."""
        ...


class LocalPool:
    """Some workers on this machine, each watched by a thread; close it when done."""

    chunk = 1

    def __init__(self, jobs: int, limits: Limits) -> None:
        self._guards = [Guard(limits) for _ in range(max(1, jobs))]
        self._free: SimpleQueue[Guard] = SimpleQueue()
        for guard in self._guards:
            self._free.put(guard)
        self._threads = ThreadPoolExecutor(len(self._guards))

    def start(self) -> None:
        """Start the workers in the background, while their first tasks are being read."""
        for guard in self._guards:
            self._threads.submit(guard.start)

    def submit(self, tasks: Sequence[Task]) -> Future[list[Finding]]:
        """Begin to judge some tasks."""
        return self._threads.submit(self._judge, list(tasks))

    def rescue(self, task: Task) -> Finding:
        """Judge a task in this thread."""
        return self._judge([task])[0]

    def close(self) -> None:
        """Forget what was not begun, and end the workers."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._stop()  # ends what is being judged
        self._threads.shutdown(wait=True)
        self._stop()  # ends what was just being started

    def _stop(self) -> None:
        for guard in self._guards:
            guard.stop()

    def _judge(self, tasks: list[Task]) -> list[Finding]:
        guard = self._free.get()
        try:
            return [guard.judge(task) for task in tasks]
        finally:
            self._free.put(guard)


class ExecutorPool:
    """Somebody's executor; it stays theirs and is not shut down."""

    chunk = 32

    def __init__(self, executor: Executor, limits: Limits) -> None:
        self._executor = executor
        self._limits = limits
        self._local = Guard(limits)

    def submit(self, tasks: Sequence[Task]) -> Future[list[Finding]]:
        """Begin to judge some tasks."""
        try:
            return self._executor.submit(judge_apart, list(tasks), self._limits)
        except RuntimeError as error:  # the executor is broken or shut down
            failed: Future[list[Finding]] = Future()
            failed.set_exception(error)
            return failed

    def rescue(self, task: Task) -> Finding:
        """Judge a task on this machine."""
        return self._local.judge(task)

    def close(self) -> None:
        """End the worker of this machine."""
        self._local.stop()


def judge_apart(tasks: Sequence[Task], limits: Limits) -> list[Finding]:
    """Judge tasks in a guarded worker that lives as long as this call."""
    with Guard(limits) as guard:
        return [guard.judge(task) for task in tasks]
