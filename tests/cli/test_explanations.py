"""Every error has a code, every code an explanation; the doctor names every tool."""

import json

import pytest
from click.testing import CliRunner

import symconv.sheets.pdf  # defines an error class  # noqa: F401
from symconv.audit.judge import codes as judged
from symconv.audit.read.files import UnreadableSubmission  # defines an error class  # noqa: F401
from symconv.cli import doctor
from symconv.cli.codes import CODES
from symconv.cli.explain import ALL
from symconv.cli.finding_codes import FINDINGS
from symconv.cli.main import main
from symconv.errors import SymconvError


def classes(base: type[SymconvError]) -> set[type[SymconvError]]:
    return {base}.union(*map(classes, base.__subclasses__()))


def test_every_code_is_explained_and_no_other() -> None:
    assert {found.code for found in classes(SymconvError)} == set(CODES)
    assert {code: FINDINGS[code].name for code in judged.NAMES} == judged.NAMES
    assert not set(CODES) & set(FINDINGS)


def test_names_are_different_and_in_kebab_case() -> None:
    names = [entry.name for entry in ALL.values()]
    assert len(set(names)) == len(names)
    assert all(name.replace("-", "").isalpha() and name.islower() for name in names)


@pytest.mark.parametrize("code", [*ALL, "sc102", "bad-given"])
def test_explain_says_what_why_and_how(code: str) -> None:
    result = CliRunner().invoke(main, ["explain", code])
    assert result.exit_code == 0
    assert "Example" in result.output
    assert "To mend it" in result.output


def test_explain_lists_and_speaks_json() -> None:
    listed = CliRunner().invoke(main, ["explain"]).output
    assert [line[:5] for line in listed.splitlines()] == [*ALL]
    data = json.loads(CliRunner().invoke(main, ["explain", "SC102", "--format", "json"]).output)
    assert data["name"] == "bad-given"
    near = CliRunner().invoke(main, ["explain", "SC7011"])
    assert near.exit_code == 2
    assert "did you mean SC701?" in near.output


def test_the_doctor_finds_what_runs_these_tests() -> None:
    result = CliRunner().invoke(main, ["doctor", "--json"])
    assert result.exit_code == 0
    found = {row["tool"]: row["found"] for row in json.loads(result.output)}
    assert found["numpy"]
    assert found["click"]
    assert "ok" in CliRunner().invoke(main, ["doctor"]).output


def test_a_missing_tool_has_an_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    optional = CliRunner().invoke(main, ["doctor"])
    assert optional.exit_code == 0
    assert "apt-get install texlive-latex-extra" in optional.output

    def missing(_: str) -> str:
        raise doctor.metadata.PackageNotFoundError

    monkeypatch.setattr(doctor.metadata, "version", missing)
    needed = CliRunner().invoke(main, ["doctor"])
    assert needed.exit_code == 1
    assert "pip install numpy" in needed.output
