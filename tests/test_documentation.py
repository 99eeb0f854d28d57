"""What the manual and the README show is what the program prints."""

import doctest
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from symconv.cli.main import main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.M | re.S)
SKIPPED = {"git", "make", "cd", "pip"}


def sessions(page: Path) -> list[tuple[str, str]]:
    """Each command of the page's console blocks with the output shown under it."""
    found = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


COMMANDS = [
    pytest.param(command, output, id=f"{page.stem}: {command[:50]}")
    for page in PAGES
    for command, output in sessions(page)
    if command.split()[0] not in SKIPPED
]


def test_the_readme_shows_a_session() -> None:
    """The first screen of the README is a real run."""
    assert any(command.startswith("symconv build") for command, _ in sessions(ROOT / "README.md"))


@pytest.mark.parametrize(("command", "expected"), COMMANDS)
def test_shown_output_is_real(
    command: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run the command in a copy of the project's problem sets; dots stand for what varies."""
    shutil.copytree(ROOT / "derivations", tmp_path / "derivations")
    monkeypatch.chdir(tmp_path)
    words = shlex.split(command)
    assert words[0] == "symconv"
    result = CliRunner().invoke(main, words[1:])
    assert result.exit_code in (0, 1), result.output
    checker = doctest.OutputChecker()
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    if expected.strip():
        assert checker.check_output(expected, result.output, options), result.output
