"""``symconv init``: a first problem set to change and to build."""

from __future__ import annotations

from importlib.resources import files

import click

NAME = "homework.yaml"


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False))
def init(folder: str) -> None:
    """Write a first problem set, homework.yaml, into DIR (by default the current folder)."""
    from pathlib import Path

    from symconv.errors import SpecError
    from symconv.sheets.write_files import write_files

    target = Path(folder) / NAME
    if target.exists():
        raise SpecError(f"{target} exists already", remedy="name another folder: symconv init DIR")
    content = files("symconv.cli").joinpath("starter.yaml").read_bytes()
    (written,) = write_files(folder, {NAME: content})
    click.echo(f"wrote {written}")
    click.echo(f"next: symconv build {written} --open")
