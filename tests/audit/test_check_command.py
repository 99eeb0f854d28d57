"""``symconv check`` as it is used: files, folders, standard input, options, exit codes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from symconv.cli.main import main
from symconv.errors import LatexError

SIZE = r"$$H' = \left\lfloor \frac{H + 2P - K}{S} \right\rfloor + 1$$"
RIGHT = f"## 3.1\n{SIZE}\n"
WRONG = "## 5.1 (a)\nThere are $C N K^2 + 1$.\n"


def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
    words = ["check", "-j", "1", *map(str, arguments)]
    return CliRunner().invoke(main, words, input=stdin)


@pytest.fixture
def right(tmp_path: Path) -> Path:
    path = tmp_path / "right.md"
    path.write_text(RIGHT)
    return path


def test_right_answers_exit_with_zero(right: Path, spec: Path) -> None:
    result = run(right, "--spec", spec)
    assert result.exit_code == 0, result.output
    assert " 3.1 Output size                right            4 / 4" in result.output
    assert "not answered" in result.output
    assert result.output.endswith("right.md: 1 answer: 1 right, 5 not answered; 4 of 23 marks\n")


def test_wrong_answers_exit_with_one_and_are_pointed_at(tmp_path: Path, spec: Path) -> None:
    path = tmp_path / "wrong.md"
    path.write_text(WRONG)
    result = run(path, "--spec", spec)
    assert result.exit_code == 1
    assert f"  --> {path}:2:12\n" in result.output
    assert " 2 | There are $C N K^2 + 1$." in result.output
    assert run(path, "--spec", spec, "--exit-zero").exit_code == 0


def test_a_hint_does_not_tell_what_was_expected(tmp_path: Path, spec: Path) -> None:
    path = tmp_path / "wrong.md"
    path.write_text(WRONG)
    usual, hint = run(path, "--spec", spec).output, run(path, "--spec", spec, "--hint").output
    assert "= expected: " in usual
    assert "expected" not in hint
    assert f"--> {path}:2:12" in hint


def test_all_kinds_of_files_say_the_same(tmp_path: Path, spec: Path) -> None:
    cells = [{"cell_type": "markdown", "source": RIGHT}]
    texts = {
        "a.md": RIGHT,
        "b.tex": rf"\section*{{3.1}} \[{SIZE[2:-2]}\]",
        "c.ipynb": json.dumps({"cells": cells}),
        "d.json": json.dumps({"3.1": SIZE[2:-2]}),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    result = run(tmp_path, "--spec", spec, "--format", "jsonl")
    rows = [json.loads(row) for row in result.output.splitlines()]
    answers = {Path(row["file"]).name: row for row in rows if row["kind"] == "answer"}
    assert {name: row["verdict"] for name, row in answers.items()} == dict.fromkeys(texts, "right")
    assert len({row["how"] for row in answers.values()}) == 1


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (RIGHT, []),
        (rf"\documentclass{{article}}\begin{{document}}\section*{{3.1}}{SIZE}", []),
        (json.dumps({"3.1": SIZE}), []),
        (rf"\section*{{3.1}}{SIZE}", ["--as", "tex"]),
        (json.dumps({"cells": [{"cell_type": "markdown", "source": RIGHT}]}), []),
    ],
)
def test_standard_input(spec: Path, text: str, more: list[str]) -> None:
    result = run("-", "--spec", spec, "--format", "json", *more, stdin=text)
    (submission,) = json.loads(result.output)["submissions"]
    assert [f["verdict"] for f in submission["findings"]] == ["right"]
    assert submission["file"] == "<stdin>"


def test_select_keeps_questions_and_groups(tmp_path: Path, spec: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(RIGHT + WRONG + "## 3.3\n(1) $x$\n\n(2) $y$\n")
    one = json.loads(run(path, "--spec", spec, "--select", "3.1", "--format", "json").output)
    assert [f["question"] for f in one["submissions"][0]["findings"]] == ["3.1"]
    assert one["submissions"][0]["unanswered"] == []
    group = run(path, "--spec", spec, "--select", "3.3", "--format", "concise")
    assert "3.3.1" in group.output
    assert "3.3.2" in group.output
    assert "5.1" not in group.output
    assert run(path, "--spec", spec, "--select", "3.1").exit_code == 0
    unknown = run(path, "--spec", spec, "--select", "9")
    assert unknown.exit_code == 2
    assert "no question 9 in hw" in unknown.stderr


def test_a_text_without_headings_answers_the_one_question_selected(spec: Path) -> None:
    result = run("-", "--spec", spec, "--select", "5.1", stdin="C N K^2")
    assert result.exit_code == 0, result.output
    assert result.output.endswith("<stdin>: 1 answer: 1 right; 1 of 1 marks\n")
    wrong = run("-", "--spec", spec, "--select", "5.1", stdin="C N K")
    assert "  --> <stdin>:1:1\n" in wrong.output
    several = run("-", "--spec", spec, "--select", "3.3", stdin="C N K^2")
    assert "0 answers: 2 not answered" in several.output


def test_a_file_that_cannot_be_read_costs_itself(tmp_path: Path, right: Path, spec: Path) -> None:
    bad = tmp_path / "bad.ipynb"
    bad.write_text("no json")
    result = run(bad, right, tmp_path / "none.md", "--spec", spec, "--format", "json")
    assert result.exit_code == 2
    assert "bad.ipynb is not JSON" in result.stderr
    assert "none.md cannot be read: No such file" in result.stderr
    submissions = json.loads(result.stdout)["submissions"]
    assert [len(s["findings"]) for s in submissions] == [0, 1, 0]
    assert submissions[0]["notes"][0]["code"] == "SC806"


def test_a_bad_problem_set_is_bad_use(tmp_path: Path, right: Path) -> None:
    result = run(right, "--spec", tmp_path / "none.yaml")
    assert result.exit_code == 2
    assert "no such file" in result.stderr
    assert run(right).exit_code == 2
    assert run("--spec", "x").exit_code == 2


def test_reports_go_to_a_file_and_results_are_kept(tmp_path: Path, right: Path, spec: Path) -> None:
    out, results = tmp_path / "out.json", tmp_path / "results.jsonl"
    arguments = (right, "--spec", spec, "--format", "json", "-o", out, "--results", results)
    assert run(*arguments).output == ""
    first = out.read_text()
    assert json.loads(first)["submissions"][0]["findings"][0]["verdict"] == "right"
    row = json.loads(results.read_text())
    changed = results.read_text().replace(row["finding"]["how"], "remembered")
    results.write_text(changed)
    run(*arguments)
    assert "remembered" in out.read_text()
    denied = run(right, "--spec", spec, "-o", tmp_path / "no" / "out.json")
    assert denied.exit_code == 2
    assert "cannot be written" in denied.stderr


def test_the_formats_of_the_command_are_those_of_the_reports() -> None:
    from symconv.audit.report import formats
    from symconv.cli import check

    assert check.FORMATS == formats.FORMATS


def test_check_is_public_and_never_raises_for_an_answer(
    sheet: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    import symconv
    from symconv.sheets.problem import Sheet

    assert isinstance(sheet, Sheet)
    assert symconv.check(SIZE, sheet["3.1"])
    assert symconv.check("C N K^2", sheet["5.1 (a)"])
    for text in ("", "\\", "$", "{" * 5000, "\ud800", "9^{9^{9}}", "\\frac", "x" * 50_000):
        assert not symconv.check(text, sheet["3.1"])
    for error in (RecursionError(), OverflowError(), MemoryError(), LatexError("odd")):

        def judge(*_: object, error: Exception = error, **__: object) -> None:
            raise error

        monkeypatch.setattr("symconv.audit.judge.judge", judge)
        assert symconv.check("x", sheet["3.1"]).verdict == "person"
    monkeypatch.undo()
    deep = symconv.check(r"\left(" * 3000 + "H" + r"\right)" * 3000, sheet["3.1"])
    assert deep.verdict in ("person", "incomplete")
