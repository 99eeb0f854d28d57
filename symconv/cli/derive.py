"""``symconv derive``: one theorem, proved, on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from symconv.proof.derivation import Derivation

TARGETS = ("text", "tex", "json")


@click.command()
@click.argument("name", required=False)
@click.argument("more", metavar="[NAME=VALUE]...", nargs=-1)
@click.option("--list", "list_", is_flag=True, help="List the theorems and their givens.")
@click.option(
    "-g",
    "--given",
    "givens",
    multiple=True,
    metavar="NAME=VALUE",
    help="A given, as kernel_size=3.",
)
@click.option("--full", is_flag=True, help="Print a matrix that is larger than a page.")
@click.option("--figures", type=click.Path(), metavar="DIR", help="Write figures as SVG and TikZ.")
@click.option("--to", "target", type=click.Choice(TARGETS), default="text", show_default=True)
@click.option("--format", "target", type=click.Choice(TARGETS), hidden=True)
def derive(
    name: str | None,
    more: tuple[str, ...],
    list_: bool,
    givens: tuple[str, ...],
    full: bool,
    figures: str | None,
    target: str,
) -> None:
    """Derive and prove one theorem and print it.

    \b
    symconv derive --list
    symconv derive output-padding --given size='[H, W]' stride=2
    symconv derive conv-size --given size=512 kernel_size=5 stride=2 padding=2 --to json
    symconv derive receptive-field-of-transposed kernel_size=3 stride=2 --figures pictures
    """
    if list_:
        _list(as_json=target == "json")
        return
    if name is None:
        raise click.UsageError("name a theorem, or use --list")
    from symconv import theorems
    from symconv.cli.givens import parse
    from symconv.sheets.solve import proved

    values = parse((*givens, *more)) | ({"full": True} if full else {})
    report = proved(theorems.derive(name, **values))
    if figures is not None:
        _write_figures(report.derivation, figures)
    if target == "text":
        from symconv.sheets.text import derivation_text

        click.echo(derivation_text(report), nl=False)
    elif target == "tex":
        from symconv.sheets.tex_fragment import fragment

        click.echo(fragment(report), nl=False)
    else:
        from symconv.sheets.json import derivation_data, to_text

        click.echo(to_text(derivation_data(report)), nl=False)


def _write_figures(derivation: Derivation, folder: str) -> None:
    from symconv.sheets.figure_files import figure_files
    from symconv.sheets.write_files import write_files

    paths = write_files(folder, figure_files(derivation))
    said = [f"wrote {path}" for path in paths] or [f"{derivation.name} has no figure"]
    click.echo("\n".join(said), err=True)


def _list(*, as_json: bool) -> None:
    import json

    from symconv import theorems

    rows = []
    for name in theorems.theorems():
        doc = (theorems.theorem(name).__doc__ or "").strip().splitlines()
        rows.append({"name": name, "givens": _signature(name), "about": doc[0] if doc else ""})
    if as_json:
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['name']}\n    {row['about']}\n    given: {row['givens']}")


def _signature(name: str) -> str:
    from inspect import Parameter

    from symconv import theorems

    said = []
    for key, parameter in theorems.signature(name).items():
        default = parameter.default
        said.append(key if default is Parameter.empty else f"{key}={_plain(default)}")
    return ", ".join(said)


def _plain(default: object) -> str:
    """Write a default value as it would be typed."""
    if isinstance(default, tuple | list):
        return f"[{', '.join(map(_plain, default))}]"
    return str(default).lower() if isinstance(default, bool) else str(default)
