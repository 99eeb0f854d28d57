"""How fast answers are checked: one submission from the start, then a thousand near copies.

``python tests/benchmarks/checking.py [COPIES [JOBS]]``. The submission answers thirty questions: a
problem set and its example answers, filled up with questions of other numbers. Every copy has one
number changed, so one of its answers is new. Shown are the seconds of the first submission, the
submissions per second with workers that know the questions already, and the memory of this process
after each quarter: it must not grow with the number of submissions.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from symconv.audit.batch import check_submissions
from symconv.audit.guard import Limits
from symconv.audit.pool import LocalPool
from symconv.audit.read.files import Text
from symconv.audit.read.submissions import read_submission
from symconv.audit.submission import Submission
from symconv.sheets.problem import Sheet
from symconv.sheets.source import Source
from symconv.sheets.spec import parse

SIZE = r"$$H' = \left\lfloor \frac{%s + 2 \cdot %s - %s}{%s} \right\rfloor + 1$$"
PADDING = r"$$P' = W - (S (W' - 1) - 2 P + K), \quad W' = \lfloor (W + 2P - K)/S \rfloor + 1$$"
SPEEDS = (3.0, 20.0)
"""Seconds for the first submission, submissions per second after it, on two free processors."""


@dataclass(frozen=True)
class Question:
    """A question as it stands in the problem set, and an answer to it."""

    ask: str
    given: str
    answer: str


def questions(draw: random.Random) -> Iterator[Question]:
    """Yield thirty questions: sizes, paddings, parameters, matrices, with numbers and letters."""
    symbols = "size: [H, W], kernel_size: K, stride: S, padding: P"
    yield Question("conv_size", symbols, SIZE % ("H", "P", "K", "S"))
    yield Question("output_padding", symbols, PADDING)
    for _ in range(10):
        n, k, s, p = (draw.randint(*ends) for ends in ((20, 90), (2, 9), (1, 4), (0, 3)))
        given = f"size: [{n}], kernel_size: {k}, stride: {s}, padding: {p}"
        yield Question("conv_size", given, f"The output has ${(n + 2 * p - k) // s + 1}$ samples.")
    for _ in range(9):
        c, m, k = draw.randint(2, 64), draw.randint(2, 64), draw.randint(2, 7)
        given = f"in_channels: {c}, out_channels: {m}, kernel_size: {k}, bias: false"
        product = rf"${k} \cdot {k} \cdot {c} \cdot {m} = {k * k * c * m}$"
        yield Question("conv_parameters", given, product)
    for _ in range(9):
        a, b, c, d = (draw.randint(-9, 9) for _ in range(4))
        given = f"Y: [[{a}, {b}]], W: [[{c}, {d}]], stride: 2"
        row = f"{a * c} & {a * d} & {b * c} & {b * d}"
        matrix = rf"$$\hat{{X}} = \begin{{bmatrix}} {row} \end{{bmatrix}}$$"
        yield Question("conv_transpose_by_hand", given, matrix)


def problem_set(asked: list[Question]) -> Sheet:
    """Return the questions as a sheet."""
    rows = [
        f"  - {{id: '{n}', points: 1, ask: {q.ask}, given: {{{q.given}}}}}"
        for n, q in enumerate(asked, start=1)
    ]
    return parse(Source("bench.yaml", "\n".join(["title: Bench", "questions:", *rows])), "bench")


def copies(text: str, count: int, sheet: Sheet, draw: random.Random) -> Iterator[Submission]:
    """Yield the text as it is, then copies with one number changed."""
    numbers = [m.span() for m in re.finditer(r"(?<=[ $])\d+(?=[ $])", text)]
    for number in range(count):
        start, end = draw.choice(numbers)
        changed = text[:start] + str(draw.randint(0, 9999)) + text[end:] if number else text
        yield read_submission(Text(f"{number}.md", changed), sheet)


def megabytes() -> float:
    """Return the memory of this process."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * resource.getpagesize() / (1 << 20)


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(count: int = 1000, jobs: int = 2) -> bool:
    """Print the figures; return whether they are as promised."""
    draw = random.Random(0)
    asked = [*questions(draw)]
    sheet = problem_set(asked)
    text = "\n\n".join(f"## {n}\n\n{q.answer}" for n, q in enumerate(asked, start=1))
    start = time.perf_counter()
    pool = LocalPool(jobs, Limits())
    pool.start()
    (first,) = check_submissions(copies(text, 1, sheet, draw), sheet, pool=pool)
    seconds = time.perf_counter() - start
    wrong = [f.question for f in first.findings if not f.right]
    say(f"first submission: {len(first.findings)} answers in {seconds:.1f} s; not right: {wrong}")
    then = time.perf_counter()
    found = check_submissions(copies(text, count, sheet, draw), sheet, pool=pool)
    for number, _ in enumerate(found, start=1):
        if number % max(1, count // 4) == 0:
            speed = number / (time.perf_counter() - then)
            say(f"{number} submissions: {speed:.0f} a second, {megabytes():.0f} MB")
    pool.close()
    return not wrong and seconds <= SPEEDS[0] and speed >= SPEEDS[1]


if __name__ == "__main__":
    sys.exit(not main(*map(int, sys.argv[1:])))
