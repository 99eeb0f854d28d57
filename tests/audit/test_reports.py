"""What each format says of a submission that has a finding of every kind."""

import json
from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from symconv.audit.batch import Checked
from symconv.audit.finding import Finding, LineFinding
from symconv.audit.records import finding_data, finding_from
from symconv.audit.report.block import block
from symconv.audit.report.formats import FORMATS, writer
from symconv.audit.report.options import Options
from symconv.audit.submission import Submission


def report(name: str, options: Options, *checks: Checked) -> str:
    write = writer(name, options, several=len(checks) > 1)
    parts = [*write.begin()]
    for checked in checks:
        parts += write.submission(checked)
    return "".join([*parts, *write.end()])


def test_full_shows_place_cause_and_marks(checked: Checked, options: Options) -> None:
    text = report("full", options, checked)
    assert (
        """\
wrong: 3.2 Output padding                                                 SC402 wrong-formula
  --> jane/hw 1.md:4:5
   |
 4 | so $P' = 2$,
   |     ^^^^^^ differs: it is 7
   = why: exactly the result for S = 1 (81 tried, 1 fit)
   = differs at: W = 1
   = expected: P' = 7
   = hint: begin with W'
   = marks: 0 of 8
   - line 5:6: 3 = 4 is false  SC411
"""
        in text
    )
    assert "incomplete: 3.3.1 By hand, stride 1" in text
    assert "= marks: 3.5 of 4" in text
    assert "= convention: the kernel is flipped" in text
    assert "not matched: 'Appendix <&' (line 12, 1 formula)" in text
    assert " 3.1 Output size                right            4 / 4     proved: a rule\n" in text
    assert " 5.1 (a) Parameters             for a person     - / 1     SC441 needs-a-person" in text
    assert text.endswith(
        "jane/hw 1.md: 5 answers: 1 right, 1 wrong, 1 incomplete, 1 by another convention, "
        "1 for a person, 1 not answered, 1 not matched; 11.5 of 23 marks\n"
    )


def test_a_right_answer_with_a_wrong_line_is_shown(checked: Checked, options: Options) -> None:
    line = checked.findings[1].lines[0]
    finding = replace(checked.findings[0], lines=(line,), place=line.place)
    text = report("full", options, replace(checked, findings=(finding,)))
    assert text.startswith("right, with a wrong line: 3.1 Output size")
    assert "SC411 line-is-false" in text.splitlines()[0]


@pytest.mark.parametrize("name", FORMATS)
def test_a_hint_tells_no_answer(name: str, checked: Checked, options: Options) -> None:
    hinted = report(name, replace(options, detail="hint"), checked)
    usual = report(name, options, checked)
    assert "P' = 7" not in hinted
    assert "it is 7" not in hinted
    assert "it is 7" in usual
    if name == "full":
        assert "= hint: begin with W'" in hinted
        assert "exactly the result for S = 1" not in hinted
        assert "at the values that are shown" in hinted


def test_a_report_on_many_says_which_mistakes_are_frequent(
    checked: Checked, options: Options
) -> None:
    text = report("full", options, checked, checked, checked)
    assert "\n3 submissions, 15 answers: 3 right, 3 wrong, 3 incomplete" in text
    assert text.endswith(" 3 x 3.2: exactly the result for S = 1\n")
    assert "submissions" not in report("full", options, checked)


def test_show_tells_every_line(checked: Checked, options: Options) -> None:
    line = replace(checked.findings[1].lines[0], verdict="right", message="", how="proved: x")
    finding = replace(checked.findings[1], lines=(line,))
    one = replace(checked, findings=(finding,))
    assert "right: proved: x" not in report("full", options, one)
    assert "right: proved: x" in report("full", replace(options, detail="show"), one)


def test_concise_is_one_line_per_mistake(checked: Checked, options: Options) -> None:
    lines = report("concise", options, checked).splitlines()
    assert lines[0] == (
        "jane/hw 1.md:4:5: wrong SC402 3.2: differs: it is 7 at W = 1 "
        "(exactly the result for S = 1)"
    )
    assert "not answered" in lines[-1]
    assert lines[1] == "jane/hw 1.md:5:6: line SC411 3.2: 3 = 4 is false"
    assert len(lines) == 7


def test_nothing_printed_can_move_a_cursor_or_forge_a_line(
    checked: Checked, options: Options
) -> None:
    for name in ("full", "concise", "github"):
        text = report(name, options, checked)
        assert "\x1b" not in text
        assert not any(line.startswith("]]>") for line in text.splitlines())


def test_json_holds_everything(checked: Checked, options: Options) -> None:
    data = json.loads(report("json", options, checked, checked))
    assert data["sheet"] == "hw"
    one, other = data["submissions"]
    assert one == other
    assert one["file"] == "jane/hw 1.md"
    assert (one["marks"], one["max_marks"]) == ("23/2", "23")
    wrong = one["findings"][1]
    assert wrong["place"] == {
        "file": "jane/hw 1.md", "line": 4, "column": 5, "end_column": 11, "text": "so $P' = 2$,"
    }  # fmt: skip
    assert wrong["cause"] == {
        "name": "stride-ignored", "sentence": "exactly the result for S = 1", "tried": 81, "fit": 1
    }  # fmt: skip
    assert (wrong["name"], wrong["title"]) == ("wrong-formula", "Output padding")
    assert one["unmatched"][0]["text"] == "z"
    assert one["unanswered"] == ["7"]


def test_jsonl_is_a_row_per_fact(checked: Checked, options: Options) -> None:
    rows = [json.loads(row) for row in report("jsonl", options, checked).splitlines()]
    kinds = [row["kind"] for row in rows]
    assert kinds[:5] == ["answer"] * 5
    assert "unmatched" in kinds
    assert {row["file"] for row in rows} == {"jane/hw 1.md"}


def test_junit_has_the_shape_that_is_published(checked: Checked, options: Options) -> None:
    root = ElementTree.fromstring(report("junit", options, checked, checked))
    assert root.tag == "testsuites"
    assert [suite.tag for suite in root] == ["testsuite", "testsuite"]
    suite = root[0]
    assert set(suite.attrib) == {"name", "tests", "failures", "errors", "skipped"}
    cases = suite.findall("testcase")
    assert len(cases) == int(suite.attrib["tests"]) == len(suite)
    assert len(suite.findall("testcase/failure")) == int(suite.attrib["failures"]) == 2
    assert len(suite.findall("testcase/skipped")) == int(suite.attrib["skipped"])
    for case in cases:
        assert set(case.attrib) == {"classname", "name"}
        assert len(case) <= 1
    odd = replace(checked.findings[1], message="a < b & ]]> c", cause=None)
    again = ElementTree.fromstring(report("junit", options, replace(checked, findings=(odd,))))
    said = again.find("testsuite/testcase/failure")
    assert said is not None
    assert "a < b & ]]> c" in (said.text or "")
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert set(failure.attrib) == {"message", "type"}
    assert "--> jane/hw 1.md:4:5" in (failure.text or "")


def test_github_escapes_what_would_be_a_command(checked: Checked, options: Options) -> None:
    lines = report("github", options, checked).splitlines()
    assert lines[0] == (
        "::error file=jane/hw 1.md,line=4,endLine=4,col=5,endColumn=11,title=3.2 wrong SC402"
        "::differs: it is 7 at W = 1; exactly the result for S = 1; hint: begin with W'"
    )
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    percent = replace(checked.findings[1], message="50% ,a:b\r\nc", cause=None, hint="")
    text = report("github", options, replace(checked, findings=(percent,)))
    assert text.splitlines()[0].endswith("::50%25 ,a:b c at W = 1")
    odd = replace(checked, submission=replace(checked.submission, name="a:b,c.md"))
    assert "file=a%3Ab%2Cc.md," in report("github", options, odd)


def test_gradescope_has_the_shape_that_is_published(checked: Checked, options: Options) -> None:
    data = json.loads(report("gradescope", options, checked))
    assert set(data) == {"score", "output", "output_format", "visibility", "tests"}
    assert data["score"] == 11.5
    assert data["visibility"] == "visible"
    for test in data["tests"]:
        assert {"name", "number", "score", "max_score", "output", "visibility"} <= set(test)
        assert test.get("status", "failed") in ("passed", "failed")
        assert 0 <= test["score"] <= test["max_score"]
        assert test["output_format"] == "text"
    assert data["tests"][0]["status"] == "passed"
    assert "A person will mark this." in data["tests"][4]["output"]
    assert "status" not in data["tests"][4]
    several = json.loads(report("gradescope", options, checked, checked))
    assert [row["file"] for row in several] == ["jane/hw 1.md"] * 2


def test_findings_survive_being_written_down(checked: Checked) -> None:
    for finding in checked.findings:
        assert finding_from(json.loads(json.dumps(finding_data(finding)))) == finding


def test_a_finding_shows_itself(checked: Checked) -> None:
    wrong = checked.findings[1]
    assert not wrong
    assert checked.findings[0]
    html = replace(wrong, message="<script>")._repr_html_()
    assert "<script>" not in html
    assert "<script>" not in replace(wrong, hint="<script>")._repr_html_()
    assert "exactly the result for S = 1" in html
    assert wrong._repr_latex_() == r"$\text{wrong: differs: it is 7}$"
    assert "\\" not in Finding("1", "wrong", message=r"\input{x}$")._repr_latex_()[7:]
    assert Finding("1", "right", marks=Fraction(1)).summary == "right"


def test_show_tells_what_is_known_of_right_lines(checked: Checked, options: Options) -> None:
    line = LineFinding("right", None, how="exact")
    right = replace(checked.findings[0], lines=(line,))
    shown = "".join(block(right, replace(options, detail="show")))
    assert shown.startswith("right: 3.1 Output size")
    assert "- right: exact" in shown
    assert "".join(block(right, options)) == ""


def test_many_questions_without_an_answer_share_a_line(options: Options) -> None:
    ids = tuple(p.id for p in options.sheet)
    few = report("full", options, Checked(Submission("hw.md", (), (), ids), ()))
    assert few.count(" not answered\n") == len(ids) == 6
    longer = (*options.sheet, replace(options.sheet["7"], id="8"))
    options = replace(options, sheet=replace(options.sheet, problems=longer))
    many = report("full", options, Checked(Submission("hw.md", (), (), (*ids, "8")), ()))
    assert " not answered: 3.1, 3.2, 3.3.1, 3.3.2, 5.1 (a), 7, 8\n" in many
