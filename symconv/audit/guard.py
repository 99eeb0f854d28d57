"""A worker process that is watched: an answer may take only so long, and so much memory.

*Defines* `Guard` and `Limits`.

*Why a process.* Exact arithmetic on hostile input cannot be interrupted from within Python; a
process can be killed. Its loss costs the one answer that it was working on. The next task starts
a new one. It is started with ``-P``: a file in the folder of submissions is never imported.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Timer
from types import TracebackType
from typing import IO, Self

from symconv.audit.check import left_to_person
from symconv.audit.finding import Finding
from symconv.audit.worker import Task


@dataclass(frozen=True)
class Limits:
    """What one answer may take: seconds of time, megabytes of memory.

    ``start`` are the seconds that a worker may take to start, and ``prepare`` those to solve a
    problem before its first answer is judged.
    """

    seconds: float = 20.0
    megabytes: int = 4096
    start: float = 60.0
    prepare: float = 120.0


@dataclass
class Guard:
    """Judges tasks one after the other in a process of its own; use it in a ``with``."""

    limits: Limits = field(default_factory=Limits)
    _process: subprocess.Popen[bytes] | None = None
    _errors: IO[bytes] | None = None
    _lost: str = ""
    _prepared: set[str] = field(default_factory=set)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def judge(self, task: Task) -> Finding:
        """Return the finding on a task; one that says why there is none if the worker was lost."""
        name, _, problem = task
        limits = self.limits
        if not self.start():
            return left_to_person(problem, "SC805", f"no worker could start{self._lost}")
        seconds = limits.seconds if name in self._prepared else limits.seconds + limits.prepare
        finding, late = self._asked(pickle.dumps(task), seconds)
        if isinstance(finding, Finding):
            self._prepared.add(name)
            return finding
        said = self._last_words()
        self.stop()
        if late:
            return left_to_person(
                problem, "SC803", f"not decided within {limits.seconds:g} s; the rest went on"
            )
        return left_to_person(problem, "SC805", f"the worker was lost{said}")

    def start(self) -> bool:
        """Start the worker now, not with the first task; say whether there is one."""
        if self._process is None and not self._start():
            self._lost = self._last_words()
            self.stop()
        return self._process is not None

    def stop(self) -> None:
        """End the worker; the next task starts another."""
        process, self._process = self._process, None
        self._prepared.clear()
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):  # what was not sent can no longer be
                        pipe.close()
        if self._errors is not None:
            self._errors.close()
            self._errors = None

    def _start(self) -> bool:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "symconv.audit.worker", str(self.limits.megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        started, _ = self._asked(b"", self.limits.start)
        return started == "ready"

    def _asked(self, message: bytes, seconds: float) -> tuple[object, bool]:
        """Send a message and wait for an answer; say whether it took too long."""
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        late = Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = Timer(seconds, end)
        timer.start()
        try:
            process.stdin.write(message)
            process.stdin.flush()
            return pickle.load(process.stdout), False
        except (EOFError, OSError, pickle.UnpicklingError):
            return None, late.is_set()
        finally:
            timer.cancel()

    def _last_words(self) -> str:
        """Return the last line that the worker wrote to standard error."""
        if self._process is not None:
            self._process.wait()
        if self._errors is None:
            return ""
        self._errors.seek(0)
        rows = self._errors.read()[-2000:].decode("utf-8", "replace").split("\n")
        said = [row.strip() for row in rows if row.strip()]
        return f": {said[-1][:200]}" if said else ""
