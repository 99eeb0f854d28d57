"""The command line: ``symconv VERB``.

*Defines* `main`, the group of commands. Heavy modules are imported inside the commands, so that
``--help`` answers at once. Exit codes: 0 nothing is wrong, 1 something is wrong, 2 bad use or bad
input.
"""

from __future__ import annotations

import os
from difflib import get_close_matches
from typing import Any

import click

from symconv import __version__
from symconv.cli.build import build
from symconv.cli.check import check
from symconv.cli.derive import derive
from symconv.cli.doctor import doctor
from symconv.cli.explain import explain
from symconv.cli.init import init
from symconv.cli.messages import exit_code, show
from symconv.cli.network import network
from symconv.cli.recheck import recheck
from symconv.cli.regions import regions
from symconv.cli.verify import verify
from symconv.errors import SymconvError


class Verbs(click.Group):
    """The commands; a misspelled one is answered with the one that was probably meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; name the nearest one where there is none."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            close = get_close_matches(args[0], self.list_commands(ctx), n=1)
            tip = f"\ntip: a similar subcommand exists: {close[0]!r}" if close else ""
            raise click.UsageError(f"there is no command {args[0]!r}{tip}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; show an error of ours without a trace."""
        try:
            return super().invoke(ctx)
        except SymconvError as error:
            color = not os.environ.get("NO_COLOR") and os.isatty(2)
            click.echo(show(error, color=color), err=True)
            ctx.exit(exit_code(error))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="symconv")
def main() -> None:
    """Derive, prove and typeset the mathematics of convolutional networks.

    \b
    Begin with:  symconv init            writes homework.yaml, a first problem set
                 symconv build homework.yaml --open
    """


for command in (build, check, derive, verify, explain, doctor, init, network, regions, recheck):
    main.add_command(command)
