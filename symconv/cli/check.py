"""``symconv check``: answers in, a verdict with its reason for each out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from symconv.cli.messages import BAD_USE, WRONG
from symconv.errors import SpecError

if TYPE_CHECKING:
    from symconv.audit.batch import Checked

FORMATS = ("full", "concise", "json", "jsonl", "junit", "github", "sarif", "gradescope")
KINDS = ("md", "tex", "ipynb", "json")


@click.command()
@click.argument("files", metavar="ANSWERS...", nargs=-1, required=True, type=click.Path())
@click.option("--spec", required=True, type=click.Path(), help="The problem set (YAML).")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="full", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write the report to a file.")
@click.option("--hint", "detail", flag_value="hint", help="Tell no answers.")
@click.option("--show", "detail", flag_value="show", help="Tell everything, line by line.")
@click.option("--select", multiple=True, metavar="ID", help="Only this question or group.")
@click.option("-j", "--jobs", type=click.IntRange(1, 256), help="Workers; one per processor.")
@click.option("--results", type=click.Path(dir_okay=False), help="Keep results here; go on later.")
@click.option("--timeout", type=click.FloatRange(0.1), default=20.0, show_default=True,
              metavar="SECONDS", help="What one answer may take.")  # fmt: skip
@click.option("--as", "kind", type=click.Choice(KINDS), help="What standard input is.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 also when an answer is wrong.")
@click.pass_context
def check(
    context: click.Context,
    files: tuple[str, ...],
    spec: str,
    format_: str,
    output: str | None,
    detail: str | None,
    select: tuple[str, ...],
    jobs: int | None,
    results: str | None,
    timeout: float,
    kind: str | None,
    exit_zero: bool,
) -> None:
    """Judge answers: right or wrong, where, and by which mistake.

    ANSWERS are .md, .tex, .ipynb or .json files, a folder of them, or - for standard input. Answers
    belong to the question that the heading above them names. Exits with 1 when an answer is wrong
    or incomplete, with 2 when a file cannot be read.
    """
    from symconv.audit.batch import check_submissions
    from symconv.audit.guard import Limits
    from symconv.audit.pool import LocalPool
    from symconv.audit.report.formats import writer
    from symconv.audit.report.options import Options
    from symconv.cli.answers import Answers
    from symconv.cli.finding_codes import FINDINGS
    from symconv.cli.progress import progress
    from symconv.sheets.spec import load

    pool = LocalPool(jobs or os.cpu_count() or 1, Limits(seconds=timeout))
    context.call_on_close(pool.close)
    pool.start()
    sheet = load(spec)
    answers = Answers(files, sheet, select, kind)
    codes = {code: (e.name, e.fact, e.remedy) for code, e in FINDINGS.items()}
    options = Options(sheet, detail or "usual", codes)  # type: ignore[arg-type]
    write = writer(format_, options, several=len(answers) > 1)
    path = None if results is None else Path(results)
    worst = 0
    with _opened(output) as out, progress(len(answers), "checking") as advance:
        found = check_submissions(answers, sheet, pool=pool, results=path)
        out(write.begin())
        for checked in found:
            out(write.submission(checked))
            worst = max(worst, _status(checked))
            advance(checked.submission.name)
        out(write.end())
    if answers.unreadable:
        context.exit(BAD_USE)
    if worst and not exit_zero:
        context.exit(worst)


def _status(checked: Checked) -> int:
    """Return the exit code that a submission asks for."""
    bad = any(finding.verdict in ("wrong", "incomplete") for finding in checked.findings)
    return WRONG if bad else 0


@contextmanager
def _opened(path: str | None) -> Iterator[Callable[[Iterable[str]], None]]:
    """Yield a function that writes parts of the report, to a file or to standard output."""
    if path is None:

        def echo(parts: Iterable[str]) -> None:
            for part in parts:
                click.echo(part, nl=False)

        yield echo
        return
    try:
        file = Path(path).open("w", encoding="utf-8", errors="replace")  # noqa: SIM115
    except OSError as error:
        raise SpecError(f"{path} cannot be written: {error.strerror}") from None
    with file:
        yield file.writelines
