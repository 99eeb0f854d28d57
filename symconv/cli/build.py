"""``symconv build``: problem sets in, solution sheets out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from symconv.sheets.build import Built

FORMATS = ("tex", "html", "pdf", "json")
SHOWS = ("questions", "solutions", "key")


def formats(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """Split the value of ``--to`` and check it."""
    wanted = tuple(dict.fromkeys(part.strip() for part in value.split(",")))
    for part in wanted:
        if part not in FORMATS:
            raise click.BadParameter(f"{part!r} is not one of {', '.join(FORMATS)}")
    return wanted


@click.command()
@click.argument("specs", metavar="SPEC...", nargs=-1, required=True, type=click.Path())
@click.option("-o", "--output", default=".", show_default=True, help="Folder to write to.")
@click.option(
    "--to",
    "formats_",
    default=",".join(FORMATS),
    show_default=True,
    callback=formats,
    help="Formats, separated by commas.",
)
@click.option(
    "--show",
    type=click.Choice(SHOWS),
    default="solutions",
    show_default=True,
    help="What to print; the key goes to NAME-key.",
)
@click.option("--report", is_flag=True, help="Say how each part was shown.")
@click.option(
    "--open", "open_", is_flag=True, help="Open the first HTML page (else the first file)."
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Sheets to solve at the same time.",
)
def build(
    specs: tuple[str, ...],
    output: str,
    formats_: tuple[str, ...],
    show: str,
    report: bool,
    open_: bool,
    jobs: int,
) -> None:
    """Solve problem sets and write a sheet for each.

    hw.yaml becomes hw.tex, hw.html, hw.pdf (where a TeX engine is installed) and hw.json in the
    folder given by --output. Every line is proved first; if one is not, nothing is written.
    """
    from symconv.cli.progress import progress
    from symconv.cli.summary import report_lines, summary_lines
    from symconv.sheets.build import build as build_sheets
    from symconv.sheets.spec import load

    sheets = [load(spec) for spec in specs]
    with progress(sum(map(len, sheets))) as advance:
        built = build_sheets(
            sheets,
            output,
            formats=formats_,  # type: ignore[arg-type]
            show=show,  # type: ignore[arg-type]
            jobs=jobs,
            on_solved=advance,
        )
    for line in report_lines(built) if report else summary_lines(built):
        click.echo(line)
    for note in built.notes:
        click.echo(f"note: {note}", err=True)
    if open_:
        click.launch(str(_first(built)))


def _first(built: Built) -> str:
    pages = [str(path) for path in built.files if path.suffix == ".html"]
    return (pages or [str(path) for path in built.files])[0]
