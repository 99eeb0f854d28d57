"""``symconv network``: sizes, parameters and operations of a network, layer by layer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

import click

from symconv.errors import SpecError

if TYPE_CHECKING:
    from symconv.layers.table import Table

FORMATS = ("text", "json", "csv", "tex", "html")


@click.command()
@click.argument("file")
@click.option("--input", "shape", metavar="CxHxW", help="The input, as 3x224x224.")
@click.option(
    "--table",
    "columns",
    metavar="COLUMNS",
    default="kind,shape,product,params,macs",
    show_default=True,
    help="What to show: params, biases, buffers, macs, landing, rf, torchinfo, ...",
)
@click.option("--format", "target", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--rounding",
    type=click.Choice(["floor", "exact"]),
    default="floor",
    show_default=True,
    help="Round sizes down, as frameworks do, or refuse what does not divide exactly.",
)
def network(file: str, shape: str | None, columns: str, target: str, rounding: str) -> None:
    """Show the layers of a network in FILE (YAML or ONNX) with their sizes and counts.

    \b
    symconv network resnet.yaml --input 3x224x224
    symconv network model.onnx --table shape,params,macs,rf --format csv
    """
    from symconv.layers.table import table
    from symconv.layers.table_text import FORMATS as WRITERS
    from symconv.sheets.network_file import load_network

    chosen = [column.strip().replace("-", "_") for column in columns.split(",") if column.strip()]
    tools = [column.replace("_", "-") if column == "ultralytics_thop" else column
             for column in chosen]  # fmt: skip
    found = table(
        load_network(file, _shape(shape)),
        columns=tools,
        rounding="exact" if rounding == "exact" else "floor",
    )
    if target == "text" and sys.stdout.isatty():
        _to_terminal(found)
        return
    click.echo(WRITERS[target](found), nl=False)


def _to_terminal(found: Table) -> None:
    """Print the table with rules and wrapped cells, as wide as the terminal."""
    from rich.console import Console
    from rich.table import Table as Grid

    from symconv.layers.table import WORDS
    from symconv.layers.table_text import grouped

    grid = Grid(title=found.title, show_footer=True)
    for column, total in zip(found.columns, found.total, strict=True):
        side: Literal["left", "right"] = "left" if column in WORDS else "right"
        grid.add_column(column, footer=grouped(total), justify=side)
    for row in found.rows:
        grid.add_row(*map(grouped, row))
    Console().print(grid)


def _shape(text: str | None) -> tuple[int, ...]:
    if text is None:
        return ()
    parts = text.lower().split("x")
    if not all(part.isdigit() and int(part) for part in parts):
        raise SpecError(
            f"--input {text!r} is not a shape", remedy="write channels and sizes, as 3x224x224"
        )
    return tuple(map(int, parts))
