"""``symconv explain``: what an error code means, an example, and how to mend it."""

from __future__ import annotations

from difflib import get_close_matches

import click

from symconv.cli.codes import CODES, Explanation
from symconv.cli.finding_codes import FINDINGS
from symconv.cli.messages import BAD_USE

ALL = dict(sorted({**CODES, **FINDINGS}.items()))
"""Every code with its explanation, in order."""


@click.command()
@click.argument("code", required=False)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def explain(context: click.Context, code: str | None, format_: str) -> None:
    """Explain an error code such as SC102; without a code, list all of them."""
    if code is None:
        for number, entry in ALL.items():
            click.echo(f"{number}  {entry.name:<22} {entry.fact}")
        return
    found = _find(code)
    if found is None:
        close = get_close_matches(code.upper(), ALL, n=1)
        tip = f"; did you mean {close[0]}?" if close else "; symconv explain lists them"
        click.echo(f"error: there is no code {code}{tip}", err=True)
        context.exit(BAD_USE)
    number, entry = found
    if format_ == "json":
        import json

        click.echo(json.dumps({"code": number} | vars(entry), indent=1))
        return
    click.echo(f"{number} {entry.name}\n\n{entry.fact}\n\nExample\n{_indented(entry.example)}\n")
    click.echo(f"To mend it\n{_indented(entry.remedy)}")


def _find(code: str) -> tuple[str, Explanation] | None:
    """Find an entry by its number or its name."""
    for number, entry in ALL.items():
        if code.upper() == number or code.lower() == entry.name:
            return number, entry
    return None


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
