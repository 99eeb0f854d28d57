"""``symconv recheck``: does a certificate show what it claims?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from symconv.errors import ProofError, SpecError, TooLarge

LIMIT = 1 << 30
"""Bytes that a certificate may have."""


@click.command()
@click.argument("file")
@click.option("--network", metavar="NET.yaml", help="Require that it is about this network.")
@click.option(
    "--format", "target", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def recheck(file: str, network: str | None, target: str) -> None:
    """Check the certificate in FILE by a program that shares nothing with the one that wrote it.

    \b
    symconv regions net.yaml --box -3:3,-3:3 --certificate net.json
    symconv recheck net.json --network net.yaml
    """
    from symconv.algebra.regions.checker import recheck as check

    data = _read(Path(file))
    found = check(data)
    if network is not None:
        _require_network(data, network)
    if target == "json":
        said = {
            "holds": True,
            "kind": found.kind,
            "inputs": found.dimension,
            "activation_regions": found.activation_regions,
        }
        click.echo(json.dumps(said, indent=1))
        return
    many = f"exactly {found.activation_regions} activation regions"
    click.echo(f"holds: {many} over {_domain(data)} ({found.kind})")


def _domain(data: dict[str, Any]) -> str:
    if data["box"] is None:
        return "all of the input space"
    return " × ".join(f"[{low}, {high}]" for low, high in data["box"])


def _read(path: Path) -> Any:
    try:
        if path.stat().st_size > LIMIT:
            raise TooLarge(f"{path} is larger than {LIMIT} bytes")
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SpecError(f"{path}: no such file") from None
    except (OSError, ValueError, RecursionError) as error:
        raise SpecError(f"{path} is not JSON: {error}") from None


def _require_network(data: dict[str, Any], path: str) -> None:
    from symconv.algebra.regions.certificate import network_data
    from symconv.cli.piecewise_file import read_piecewise

    if data["network"] != network_data(read_piecewise(path)[1]):
        raise ProofError(f"the certificate is about another network than {path}")
