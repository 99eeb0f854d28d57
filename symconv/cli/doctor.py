"""``symconv doctor``: which tools are there, and how to install those that are not."""

from __future__ import annotations

import json
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata

import click

_PACKAGES = {
    "numpy": "kernels",
    "sympy": "scalars",
    "python-flint": "exact arithmetic",
    "PyYAML": "problem sets",
    "click": "command line",
    "rich": "progress",
}
_TEX = "apt-get install texlive-latex-extra lmodern latexmk"


@dataclass(frozen=True)
class Finding:
    """A tool: what for, which version was found (empty for none), and how to install it."""

    tool: str
    purpose: str
    found: str
    needed: bool
    install: str


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_context
def doctor(context: click.Context, as_json: bool) -> None:
    """Say which tools are found, and how to install what is missing.

    Exits with 1 when something that symconv cannot do without is missing.
    """
    findings = [*look()]
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=1))
    else:
        for finding in findings:
            click.echo(_line(finding))
    if any(finding.needed and not finding.found for finding in findings):
        context.exit(1)


def look() -> Iterator[Finding]:
    """Yield one finding per tool."""
    yield Finding("python", "everything", platform.python_version(), True, "Python 3.11 or newer")
    for package, purpose in _PACKAGES.items():
        yield _package(package, purpose, f"pip install {package}", needed=True)
    second = "latex2sympy2" if sys.version_info < (3, 13) else "latex2sympy2_extended"
    yield _package(second, "second reader", "pip install 'symconv[crosscheck]'", needed=False)
    for program in ("pdflatex", "latexmk"):
        yield Finding(program, "PDF", shutil.which(program) or "", False, _TEX)


def _package(package: str, purpose: str, install: str, *, needed: bool) -> Finding:
    try:
        found = metadata.version(package)
    except metadata.PackageNotFoundError:
        found = ""
    return Finding(package, purpose, found, needed, install)


def _line(finding: Finding) -> str:
    mark = "ok     " if finding.found else "missing"
    said = finding.found or f"{'needed' if finding.needed else 'optional'}; {finding.install}"
    return f"{mark}  {finding.tool:<22} {finding.purpose:<18} {said}"
