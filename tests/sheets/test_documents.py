"""What the documents of a sheet hold, and what those for students must not hold."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import hand_built
import pytest

from symconv.errors import SpecError
from symconv.sheets.html import render as html
from symconv.sheets.json import render as to_json
from symconv.sheets.problem import Part, Sheet, Show
from symconv.sheets.spec import load
from symconv.sheets.tex import render as tex
from symconv.sheets.tex_fragment import fragment
from symconv.sheets.text import derivation_text

Parts = tuple[Part, ...]
Render = Callable[[Sheet, Parts, Show], bytes]


@pytest.fixture
def sheet(spec: Path) -> Sheet:
    return load(spec)


@pytest.fixture
def parts(sheet: Sheet) -> Parts:
    return tuple(sheet.solve())


def page(data: bytes) -> ElementTree.Element:
    """Parse a page as XML; it is written so that both parsers read it alike."""
    return ElementTree.fromstring(data.decode().replace("<!DOCTYPE html>\n", ""))


def test_a_sheet_is_its_problems(sheet: Sheet) -> None:
    assert [problem.id for problem in sheet] == ["1", "2 (a)", "2 (b)", "3"]
    assert sheet["2 (b)"].ask == "double"
    assert sheet.points * 2 == 13


def test_an_unknown_question_is_an_error(sheet: Sheet) -> None:
    with pytest.raises(SpecError, match=r"no question 9 in hw; its questions are 1, 2 \(a\)"):
        sheet["9"]


def test_a_terminal_sees_every_line() -> None:
    text = derivation_text(hand_built.signed(hand_built.double()))
    for said in ("Lemma 1: A size is itself", "assume n ≥ 1", "asked n < m", "let  m ≔ n + n"):
        assert said in text
    assert "(2)  m = n + n = 2n" in text
    assert "proved: identity (n_1 & 100 %)" in text
    assert "  Then\n" in text
    wide = derivation_text(hand_built.signed(hand_built.wide()))
    assert wide.count("[ -1234") + wide.count("[ −1234") == 6


def test_a_fragment_needs_amsmath_only() -> None:
    text = fragment(hand_built.signed(hand_built.double()))
    assert text.count(r"\begin{align*}") == 2
    assert r"\step" not in text
    assert r"m &= n + n && \text{100 \% of n\_" in text
    assert r"\boxed{" in text


def test_tex_has_question_steps_reasons_answer_and_record(sheet: Sheet, parts: Parts) -> None:
    text = tex(sheet, parts, "solutions").decode()
    assert r"\begin{question}{1 \quad Doubling $n$\hfill 0.5 points}" in text
    assert r"\step{}{}{m := n + n}{what $m$ means}" in text
    assert r"\step{(2)}{m}{= n + n = 2 n}{100 \% of n\_\allowbreak{}i \& \#1" in text
    assert r"\step{(2)}{m}{= n + n + n" in text
    assert r"\more{= 40 n}{Donaudam\allowbreak{}pfschiff" in text
    assert "\\before{Then}\n\\step{(3)}{m = 2 n}{\\Leftrightarrow 2 n = m}{swap, by (2)}" in text
    assert "{as in (3)}" in text
    assert text.count("\n\\answer{") == 3
    assert "\\boxed{\\begin{aligned}\nm & = 2 n \\\\\nn + n & = m\n\\end{aligned}}" in text
    assert r"6/6 lines shown: 4 proved, 2 exhausted" not in text
    assert r"12\,288 cases compared with sums of arrays." in text
    assert r"\section*{Verification record}" in text
    assert r"\setcounter{MaxMatrixCols}{24}" in text
    assert r"\date{}" in text


def test_a_lemma_is_shown_once_and_then_referred_to(sheet: Sheet, parts: Parts) -> None:
    text = tex(sheet, parts, "solutions").decode()
    assert r"\lemma{Lemma 1: A size is itself.}" in text
    assert r"\lemma{Lemma 1 (shown in 1): A size is itself.}" in text
    assert text.count("{adding zero}") == 1


def test_html_is_well_formed_and_loads_nothing(sheet: Sheet, parts: Parts) -> None:
    data = html(sheet, parts, "solutions")
    root = page(data)
    assert not list(root.iter("script"))
    assert not re.search(rb"(src|href|url)\s*[=(]\s*[\"']?\s*(https?:)?//", data)
    assert b"http" not in re.sub(rb"http-equiv", b"", data)
    for node in root.iter():
        assert not {"src", "onload"} & set(node.attrib)
        assert node.get("href", "data:image/png;").startswith("data:image/png;")
    policy = next(n for n in root.iter("meta") if n.get("http-equiv"))
    assert "default-src 'none'" in str(policy.get("content"))


def test_a_figure_stands_behind_the_lines_that_it_shows(sheet: Sheet, parts: Parts) -> None:
    root = page(html(sheet, parts, "solutions"))
    figures = [n for n in root.iter("figure") if n.get("class") == "picture"]
    assert len(figures) == 1  # question 2 (b) has the figure of question 1, which is there already
    picture, caption = figures[0]
    assert (picture.tag, picture.get("role")) == ("svg", "img")
    assert [n.text for n in picture[:2]] == ["An <arrow>.", "It goes & goes."]
    assert "".join(caption.itertext()).startswith("The size m")
    text = tex(sheet, parts, "solutions").decode()
    assert text.count(r"\usepackage{tikz}") == 1
    assert text.count(r"\illustration{The size $m$ is twice $n$ \& \textless{}b") == 1
    assert text.index(r"{as in (3)}") < text.index(r"\illustration{The") < text.index("\n\\answer{")
    assert "figure: The size $m$" in derivation_text(parts[0].report)  # type: ignore[union-attr]


@pytest.mark.parametrize("show", ["questions", "key"])
def test_figures_are_part_of_the_solution(show: Show, sheet: Sheet, parts: Parts) -> None:
    assert b"<svg" not in html(sheet, parts, show)
    assert rb"\illustration" not in tex(sheet, parts, show)


def test_json_holds_caption_alternative_and_picture(sheet: Sheet, parts: Parts) -> None:
    figure = json.loads(to_json(sheet, parts, "solutions"))["parts"][0]["figures"][0]
    assert list(figure) == ["caption", "alternative", "svg"]
    root = ElementTree.fromstring(figure["svg"])
    assert root.tag == "{http://www.w3.org/2000/svg}svg"


def test_html_never_shows_words_as_markup(sheet: Sheet, parts: Parts) -> None:
    root = page(html(sheet, parts, "solutions"))
    assert not list(root.iter("b"))
    assert any("<b> ≤ 3" in "".join(node.itertext()) for node in root.iter("p"))


def test_html_has_headings_numbers_reasons_and_one_answer_per_part(
    sheet: Sheet, parts: Parts
) -> None:
    root = page(html(sheet, parts, "solutions"))
    assert [n.tag for n in root.iter() if n.tag in ("h1", "h2")] == ["h1"] + ["h2"] * 5
    steps = [n for n in root.iter("li") if n.get("class", "").startswith("step")]
    assert all(any(c.get("class") == "reason" and "".join(c.itertext()) for c in s) for s in steps)
    answers = [n for n in root.iter("figure") if n.get("class") == "answer"]
    assert len(answers) == 3
    assert all(list(answer.iter("math")) for answer in answers)


def test_html_closes_what_it_opens_for_a_browser_too(sheet: Sheet, parts: Parts) -> None:
    void = {"meta", "br", "mspace"}

    class Balance(HTMLParser):
        stack: list[str] = []  # noqa: RUF012

        def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
            if tag not in void:
                self.stack.append(tag)

        def handle_endtag(self, tag: str) -> None:
            if tag not in void:
                assert self.stack.pop() == tag

    parser = Balance()
    parser.feed(html(sheet, parts, "solutions").decode())
    assert parser.stack == []


def test_json_has_exact_answers_steps_and_verdicts(sheet: Sheet, parts: Parts) -> None:
    data = json.loads(to_json(sheet, parts, "solutions"))
    assert (data["title"], data["points"], data["version"]) == (
        "Homework on sizes",
        "13/2",
        "0.1.0",
    )
    first, second, _, person = data["parts"]
    assert (first["id"], first["ask"], first["given"]) == ("1", "double", {"n": "n"})
    assert first["answer"]["value"] == ["2*n", "m"]
    assert first["answer"]["latex"].startswith(r"\begin{aligned}")
    assert first["steps"][0] == {
        "number": 1,
        "before": "",
        "statement": "m = n + n = 2 n",
        "reason": first["steps"][0]["reason"],
        "label": "sum",
        "uses": ["same"],
        "verdict": "proved",
        "method": "identity",
        "evidence": "n_1 & 100 %",
        "cases": 0,
    }
    assert first["steps"][1]["cases"] == 36
    assert first["lemmas"]["same"]["steps"][0]["statement"] == "n = n + 0"
    assert first["witness"] == {"description": "sums of arrays", "cases": 12288, "absent": ""}
    assert first["counts"]["lines"] == 7
    assert second["answer"]["value"] == [[-1234 - i for i in range(24)]] * 3
    assert second["witness"]["absent"] == "a made-up line"
    assert "answer" not in person


@pytest.mark.parametrize("render", [tex, html, to_json])
def test_questions_hold_no_answer(render: Render, sheet: Sheet, parts: Parts) -> None:
    text = render(sheet, parts, "questions").decode()
    assert "Tell us." in text
    for secret in ("adding zero", "swap", "lines proved", "1234", "aligned", "The size is even"):
        assert secret not in text.replace("matrix{aligned}", "")


@pytest.mark.parametrize("render", [tex, html, to_json])
def test_a_key_holds_answers_and_no_steps(render: Render, sheet: Sheet, parts: Parts) -> None:
    text = render(sheet, parts, "key").decode()
    assert "1234" in text
    for other in ("adding zero", "swap", "Tell us."):
        assert other not in text


@pytest.mark.parametrize("show", ["questions", "solutions", "key"])
def test_a_second_rendering_has_the_same_bytes(show: Show, sheet: Sheet, parts: Parts) -> None:
    for render in (tex, html, to_json):
        assert render(sheet, parts, show) == render(sheet, tuple(sheet.solve()), show)
