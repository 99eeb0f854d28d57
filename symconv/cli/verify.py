"""``symconv verify``: prove problem sets and compare them with numbers; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from symconv.cli.messages import WRONG, show
from symconv.errors import ProofError, SpecError, WitnessError

if TYPE_CHECKING:
    from symconv.sheets.problem import Part, Problem, Sheet


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path())
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def verify(context: click.Context, paths: tuple[str, ...], format_: str) -> None:
    """Prove every line of problem sets and compare the results with numbers.

    Every printed formula is also read by a second LaTeX reader, where one is installed. A folder
    stands for the .yaml files in it. Exits with 1 when a line is not shown, a number disagrees, or
    the second reader reads a formula differently.
    """
    import json

    from symconv.sheets.spec import load

    sheets = [load(path) for path in _files(paths)]
    wrong = False
    rows: list[dict[str, Any]] = []
    for sheet in sheets:
        for problem, outcome in _outcomes(sheet):
            rows.append(_row(sheet, problem, outcome))
            wrong = wrong or rows[-1]["verdict"] == "wrong"
            if format_ == "text":
                _echo(rows[-1], outcome)
    if format_ == "json":
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
    else:
        click.echo(_summary(rows))
    if wrong:
        context.exit(WRONG)


def _files(paths: Iterable[str]) -> Iterator[Path]:
    for path in map(Path, paths):
        found = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
        if not found:
            raise SpecError(f"{path} has no .yaml file")
        yield from found


def _outcomes(sheet: Sheet) -> Iterator[tuple[Problem, Part | ProofError | WitnessError]]:
    from symconv.sheets.solve import solve

    for problem in sheet:
        try:
            yield problem, solve(problem)
        except (ProofError, WitnessError) as error:
            yield problem, error


def _row(
    sheet: Sheet, problem: Problem, outcome: Part | ProofError | WitnessError
) -> dict[str, Any]:
    from symconv.cli.summary import methods
    from symconv.latex.inline.markup import plain
    from symconv.latex.second_reader import tally
    from symconv.sheets.evidence import counts
    from symconv.sheets.problem import Solved
    from symconv.sheets.second_opinion import second_opinion

    row: dict[str, Any] = {"sheet": sheet.name, "id": problem.id, "ask": problem.ask}
    row["title"] = plain(problem.title)
    if isinstance(outcome, ProofError | WitnessError):
        return row | {"verdict": "wrong", "code": outcome.code, "message": outcome.fact}
    if not isinstance(outcome, Solved):
        return row | {"verdict": "person"}
    found = counts(outcome.report)
    verdict = "proved" if found.proved == found.lines else "exhausted"
    read_again = tally(second_opinion(outcome.derivation))
    if "disagree" in read_again:
        message = f"the second reader reads {read_again['disagree']} formulas differently"
        return row | {"verdict": "wrong", "code": "SC201", "message": message}
    return row | {
        "verdict": verdict,
        "counts": vars(found),
        "methods": methods(outcome.report),
        "witness": outcome.derivation.witness.description,
        "second_reader": read_again,
    }


def _echo(row: dict[str, Any], outcome: Part | ProofError | WitnessError) -> None:
    head = f"  {row['sheet']} {row['id']:<6} {row['ask']:<28} {row['verdict']:<10}"
    if isinstance(outcome, ProofError | WitnessError):
        click.echo(head)
        click.echo(show(outcome), err=True)
    elif "counts" in row:
        found = row["counts"]
        numbers = f"; {found['witness_cases']} cases agree" if found["witness_cases"] else ""
        click.echo(f"{head} {found['lines']} lines: {row['methods']}{numbers}")
    else:
        click.echo(f"{head} not derivable")


def _summary(rows: list[dict[str, Any]]) -> str:
    wrong = sum(row["verdict"] == "wrong" for row in rows)
    people = sum(row["verdict"] == "person" for row in rows)
    shown = len(rows) - wrong - people
    said = f"{len(rows)} parts: {shown} shown"
    said += f", {wrong} wrong" if wrong else ""
    said += f", {people} for a person" if people else ""
    return f"{said}\n{_second_reader(rows)}"


def _second_reader(rows: list[dict[str, Any]]) -> str:
    total: Counter[str] = Counter()
    for row in rows:
        total.update(row.get("second_reader", {}))
    if total["absent"]:
        return "second reader: not installed (pip install 'symconv[crosscheck]')"
    unread = ", ".join(f"{n} {kind}" for kind, n in sorted(total.items()) if kind != "agree")
    return f"second reader: {total['agree']} formulas agree" + (f"; {unread}" if unread else "")
