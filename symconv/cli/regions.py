"""``symconv regions``: how many linear regions a network has, and which, with a certificate."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from symconv.errors import SpecError

if TYPE_CHECKING:
    from symconv.algebra.regions import PiecewiseNetwork
    from symconv.algebra.regions.region import Box

INTERRUPTED = 130


@click.command()
@click.argument("file")
@click.option("--box", "bounds", metavar="A:B,...", help="The domain, as -3:3,-3:3; else all R^n.")
@click.option("--count", is_flag=True, help="Only the number of activation regions; fast in a box.")
@click.option("--list", "list_", is_flag=True, help="Each region: pattern, map, inequalities.")
@click.option("--at", metavar="X,...", help="Slope and intercept around one point instead.")
@click.option("--certificate", metavar="FILE", help="Write the evidence for the count (JSON).")
@click.option("--figure", metavar="FILE", help="Draw the regions (.svg or .tex, n <= 2, a box).")
@click.option("--resume", metavar="FILE", help="Keep finished parts here, and go on from them.")
@click.option(
    "--format", "target", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def regions(
    file: str,
    bounds: str | None,
    count: bool,
    list_: bool,
    at: str | None,
    certificate: str | None,
    figure: str | None,
    resume: str | None,
    target: str,
) -> None:
    """Count the linear regions of the network in FILE (YAML with weights), exactly.

    \b
    symconv regions net.yaml --box -3:3,-3:3
    symconv regions net.yaml --certificate net.json && symconv recheck net.json
    """
    from symconv.algebra.regions.enumerate import as_box
    from symconv.cli import region_text
    from symconv.cli.piecewise_file import read_piecewise

    if (count or at is not None) and (list_ or certificate or figure or resume):
        raise click.UsageError(f"{'--count' if count else '--at'} goes without the other options")
    title, net = read_piecewise(file)
    box = as_box(_box(bounds), net.in_size)
    if at is not None:
        found = region_text.local(net, _numbers(at, "--at"))
    elif count:
        found = region_text.count(title, net, box)
    else:
        found = _enumerate(title, net, box, list_, certificate, resume)
        if figure is not None and found["complete"]:
            _write(Path(figure), _drawn(net, box, Path(figure)))
            found["figure"] = figure
    click.echo(json.dumps(found, indent=1) if target == "json" else region_text.write(found))
    if not found.get("complete", True):
        sys.exit(INTERRUPTED)


def _enumerate(
    title: str,
    net: PiecewiseNetwork,
    box: Box | None,
    list_: bool,
    certificate: str | None,
    resume: str | None,
) -> dict[str, Any]:
    from symconv.algebra.regions import certificate as evidence
    from symconv.cli import region_text
    from symconv.cli.region_run import run

    outcome = run(net, box, resume)
    found = region_text.summary(title, net, box, outcome, resume)
    if list_:
        found["regions"] = [region_text.region(r) for r in outcome.regions]
    if certificate is not None and outcome.complete:
        _write(Path(certificate), json.dumps(evidence(net, outcome.regions, box)))
        found["certificate"] = certificate
    return found


def _write(path: Path, text: str) -> None:
    from symconv.sheets.write_files import write_files

    write_files(path.parent, {path.name: text.encode()})


def _drawn(net: PiecewiseNetwork, box: Box | None, path: Path) -> str:
    """Return a picture of the regions in the language that the file's name says."""
    from symconv.latex.drawing import svg, tikz
    from symconv.theorems.figures.regions_1d import pieces_figure
    from symconv.theorems.figures.regions_2d import regions_figure

    if path.suffix not in (".svg", ".tex"):
        raise SpecError(f"--figure {path} is neither .svg nor .tex")
    if box is None or net.in_size > 2:
        raise SpecError("a figure needs one or two inputs and a box", remedy="add --box")
    figure = regions_figure(net, box) if net.in_size == 2 else pieces_figure(net, *box[0])
    if path.suffix == ".svg":
        return svg.write(figure.drawing, figure.alternative)
    return tikz.write(figure.drawing)


def _box(text: str | None) -> list[tuple[str, str]] | None:
    if text is None:
        return None
    pairs = [part.split(":") for part in text.split(",")]
    if not all(len(pair) == 2 for pair in pairs):
        raise SpecError(f"--box {text!r} is not a box", remedy="write one low:high per input")
    return [(_number(low, "--box"), _number(high, "--box")) for low, high in map(tuple, pairs)]


def _numbers(text: str, option: str) -> list[str]:
    return [_number(part, option) for part in text.split(",")]


def _number(text: str, option: str) -> str:
    """Return a text that Fraction reads, of bounded size."""
    word = text.strip()
    if not re.fullmatch(r"[-+]?\d{1,60}(\.\d{1,60}|/0*[1-9]\d{0,59})?", word):
        raise SpecError(f"{option}: {text!r} is not a number", remedy="write 2, -3/8 or 0.25")
    return word
