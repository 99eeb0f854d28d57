"""The command line answers before anything heavy is imported."""

import subprocess
import sys

import pytest

HEAVY = ("numpy", "sympy", "flint", "rich", "yaml", "symconv.proof.prove")


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["explain", "SC101"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from symconv.cli.main import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1:] == ["[]"]


def test_the_formats_of_the_command_are_those_of_the_sheets() -> None:
    from symconv.cli import build
    from symconv.sheets import problem

    assert build.FORMATS == problem.FORMATS
    assert build.SHOWS == problem.SHOWS
