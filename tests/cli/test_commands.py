"""The commands: what they print, where, and with which exit code."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from symconv.cli.main import main

SPEC = """\
title: Homework
questions:
  - id: "1"
    points: 2
    title: Size
    text: What is $H'$?
    ask: conv_size
    given:
      size: [H]
      kernel_size: K
      stride: S
      padding: P
  - {id: "2", points: 1, ask: person, text: Say why.}
"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "hw.yaml"
    path.write_text(SPEC)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], prog_name="symconv")


def test_help_names_every_verb() -> None:
    result = run("--help")
    assert result.exit_code == 0
    for verb in ("build", "derive", "verify", "explain", "doctor", "init"):
        assert f"\n  {verb}" in result.output
        assert run(verb, "--help").exit_code == 0


def test_the_version_is_printed() -> None:
    assert run("--version").output == "symconv, version 0.1.0\n"


def test_a_misspelled_verb_gets_a_tip() -> None:
    result = run("biuld", "x.yaml")
    assert result.exit_code == 2
    assert "there is no command 'biuld'" in result.stderr
    assert "tip: a similar subcommand exists: 'build'" in result.stderr
    assert run("zzz").exit_code == 2
    assert "tip" not in run("zzz").stderr


def test_build_writes_sheets_and_says_so(spec: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("build", spec, "-o", out, "--to", "tex,json")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[:2] == [f"wrote {out}/hw.tex", f"wrote {out}/hw.json"]
    assert "lines proved" in result.stdout
    assert "1 for a person" in result.stdout
    answer = json.loads((out / "hw.json").read_text())["parts"][0]["answer"]
    assert answer["value"].startswith("floor((")


def test_build_writes_to_the_current_folder_by_default(
    spec: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert run("build", spec, "--to", "json").exit_code == 0
    assert [path.name for path in folder.iterdir()] == ["hw.json"]


def test_the_report_says_how_each_part_was_shown(spec: Path, tmp_path: Path) -> None:
    result = run("build", spec, "-o", tmp_path / "out", "--to", "tex", "--report")
    lines = result.stdout.splitlines()
    assert lines[0] == "Homework"
    assert lines[1].split()[:2] == ["1", "Size"]
    assert "lines proved" in lines[1]
    assert "cases agree with numbers" in lines[1]
    assert "answered by a person" in lines[2]
    assert lines[-1] == f"wrote {tmp_path}/out/hw.tex"


def test_questions_and_keys_are_built(spec: Path, tmp_path: Path) -> None:
    for show in ("questions", "key"):
        assert run("build", spec, "-o", tmp_path, "--to", "html", "--show", show).exit_code == 0
    assert (tmp_path / "hw.html").exists()
    assert (tmp_path / "hw-key.html").exists()


def test_a_bad_spec_exits_with_2_and_writes_nothing(spec: Path, tmp_path: Path) -> None:
    spec.write_text(SPEC.replace("stride: S", "stride: 0"))
    result = run("build", spec, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "error: stride must be a positive integer, not 0".ljust(74) + "SC102",
        f"  --> {spec}:11:15",
        "    |",
        " 11 |       stride: 0",
        "    |               ^",
        "    = hint: did you mean stride: 1?    (symconv explain SC102)",
    ]
    assert not (tmp_path / "out").exists()


def test_a_refuted_step_exits_with_1(spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from symconv.errors import ProofError

    def refute(*_: object) -> None:
        raise ProofError("conv_size, step 2: refuted")

    monkeypatch.setattr("symconv.sheets.solve.proved", refute)
    for verb in (["build"], ["verify"], ["verify", "--format", "json"]):
        result = run(*verb, spec)
        assert result.exit_code == 1
    assert '"verdict": "wrong"' in result.stdout
    assert '"code": "SC701"' in result.stdout
    assert "step 2: refuted" in run("verify", spec).stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["build"],
        ["build", "missing.yaml"],
        ["build", "x.yaml", "--to", "docx"],
        ["build", "x.yaml", "--show", "all"],
        ["derive"],
        ["derive", "conv_sise"],
        ["derive", "conv_size", "--given", "stride"],
        ["derive", "conv_size", "--given", "stride=0"],
        ["derive", "conv_size", "--given", "stride=0.5"],
        ["derive", "conv_size", "strid=2"],
        ["derive", "conv_size", "stride=2", "stride=3"],
        ["verify"],
        ["verify", "missing.yaml"],
        ["explain", "SC999"],
    ],
    ids=" ".join,
)
def test_bad_use_exits_with_2(arguments: list[str], tmp_path: Path) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "error" in result.stderr.lower()
    assert "Traceback" not in result.stderr


def test_verify_prints_a_line_per_part(spec: Path) -> None:
    result = run("verify", spec.parent)
    assert result.exit_code == 0, result.output
    first, second, summary, opinion = result.stdout.splitlines()
    assert opinion.startswith("second reader: ")
    assert first.split()[:4] == ["hw", "1", "conv_size", "proved"]
    assert second.split()[3] == "person"
    assert summary == "2 parts: 1 shown, 1 for a person"
    rows = json.loads(run("verify", spec, "--format", "json").stdout)
    assert [row["verdict"] for row in rows] == ["proved", "person"]
    assert rows[0]["counts"]["witness_cases"] > 0


def test_an_empty_folder_cannot_be_verified(tmp_path: Path) -> None:
    result = run("verify", tmp_path)
    assert result.exit_code == 2
    assert "has no .yaml file" in result.stderr


def test_derive_lists_theorems() -> None:
    result = run("derive", "--list")
    assert result.exit_code == 0
    assert "output_padding\n" in result.stdout
    assert "kernel_size=K" in result.stdout
    rows = json.loads(run("derive", "--list", "--to", "json").stdout)
    assert {"name", "givens", "about"} == set(rows[0])


def test_derive_takes_givens_in_two_ways() -> None:
    one = run(
        "derive", "conv-size", "--given", "size=[32]", "kernel_size=5", "stride=2", "padding=2"
    )
    two = run(
        "derive",
        "conv_size",
        "-g",
        "size=[32]",
        "-g",
        "kernel_size=5",
        "-g",
        "stride=2",
        "padding=2",
    )
    assert one.exit_code == 0, one.output
    assert one.stdout == two.stdout
    assert "16" in one.stdout
    assert "proved" in one.stdout


def test_derive_prints_tex_and_json() -> None:
    tex = run("derive", "conv-size", "--to", "tex").stdout
    assert tex.count(r"\begin{align*}") == 1
    assert r"\boxed{" in tex
    data = json.loads(run("derive", "conv-size", "--to", "json").stdout)
    assert data["theorem"] == "conv_size"
    assert all(step["verdict"] in ("proved", "exhausted") for step in data["steps"])


def test_derive_writes_figures(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    words = ("receptive-field-of-transposed", "kernel_size=3", "stride=2", "--figures", folder)
    result = run("derive", *words)
    assert result.exit_code == 0
    name = "receptive_field_of_transposed-1"
    assert result.stderr.splitlines() == [
        f"wrote {folder / name}.svg",
        f"wrote {folder / name}.tex",
    ]
    assert (folder / f"{name}.svg").read_text(encoding="utf-8").startswith("<svg xmlns=")
    assert "figure: Which tap leads" in result.stdout
    result = run("derive", "conv-size", "--figures", folder)
    assert result.stderr == "conv_size has no figure\n"


def test_init_writes_a_problem_set_that_builds(tmp_path: Path) -> None:
    result = run("init", tmp_path / "course")
    assert result.exit_code == 0
    spec = tmp_path / "course" / "homework.yaml"
    assert f"wrote {spec}" in result.stdout
    assert run("build", spec, "-o", tmp_path, "--to", "tex,html,json").exit_code == 0
    again = run("init", tmp_path / "course")
    assert again.exit_code == 2
    assert "exists already" in again.stderr


def test_colour_is_off_where_nobody_looks() -> None:
    assert "\x1b" not in run("build", "missing.yaml").stderr


def test_open_shows_the_page(spec: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    assert run("build", spec, "-o", tmp_path, "--to", "tex,html", "--open").exit_code == 0
    assert run("build", spec, "-o", tmp_path, "--to", "json", "--open").exit_code == 0
    assert opened == [str(tmp_path / "hw.html"), str(tmp_path / "hw.json")]


def test_without_tex_the_rest_is_written_and_a_note_says_so(
    spec: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    result = run("build", spec, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert result.stderr.startswith("note: no hw.pdf: no TeX engine found; install one: apt-get")
    assert len(result.stderr.splitlines()) == 1
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["hw.html", "hw.json", "hw.tex"]


def test_a_terminal_sees_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    from symconv.cli.progress import progress

    with progress(2) as advance:
        advance("nobody looks")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress(2) as advance:
        advance("hw 1")
        advance("hw 2")
