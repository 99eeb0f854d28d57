"""Headings without a number below a question that has parts."""

from collections.abc import Callable

import pytest

from symconv.audit.read.files import Text
from symconv.audit.read.submissions import read_submission
from symconv.audit.submission import Submission
from symconv.sheets.source import Source
from symconv.sheets.spec import parse

PART = "ask: conv_size, given: {size: [5, 5]}"
SHEET = "title: Parts\nquestions:\n" + "".join(
    f'  - {{id: "{name}", points: 1, title: {title}, {PART}}}\n'
    for name, title in {
        "2.5.1": "One mean",
        "2.5.2": "One mean per channel",
        "2.5.3": "Which of these behaves like a convolution",
        "2.5.4": "With learnable parameters",
        "3": "Sizes",
    }.items()
)
Answers = dict[str | None, str]


@pytest.fixture(scope="module")
def read_parts() -> Callable[[str], Submission]:
    sheet = parse(Source("hw.yaml", SHEET), "hw")
    return lambda text: read_submission(Text("hw.md", text), sheet)


def answers(submission: Submission) -> Answers:
    return {a.question: "".join(p.text for p in a.of("math")) for a in submission.answers}


def test_as_many_headings_as_parts_are_left_answer_them_in_order(
    read_parts: Callable[[str], Submission],
) -> None:
    text = "## 2.5\n### 1\n$a$\n### 2\n$b$\n### Choice\n$c$\n### Affine\n$d$\n## 3\n$e$"
    submission = read_parts(text)
    expected = {"2.5.1": "a", "2.5.2": "b", "2.5.3": "c", "2.5.4": "d", "3": "e"}
    assert answers(submission) == expected
    assert submission.unmatched == ()
    assert [(note.code, note.message) for note in submission.notes] == [
        ("SC813", "'Choice' is taken for 2.5.3: the parts of 2.5 without an answer, in order"),
        ("SC813", "'Affine' is taken for 2.5.4: the parts of 2.5 without an answer, in order"),
    ]
    assert [note.place.line if note.place else 0 for note in submission.notes] == [6, 8]


def test_a_heading_whose_words_are_in_one_title_is_that_part(
    read_parts: Callable[[str], Submission],
) -> None:
    submission = read_parts("## 2.5\n### Learnable parameter\n$d$\n### 1\n$a$")
    assert answers(submission) == {"2.5.1": "a", "2.5.4": "d"}
    (note,) = submission.notes
    assert note.message == (
        "'Learnable parameter' is taken for 2.5.4: its title is 'With learnable parameters'"
    )


@pytest.mark.parametrize(
    "text",
    [
        "## 2.5\n### 1\n$a$\n### 2\n$b$\n### Choice\n$c$",  # two parts are left
        "## 2.5\n### 1\n$a$\n### Idea\n$c$\n### 3\n$b$\n### 4\n$b$\n### Outlook\n$c$",  # 3
        "## 2.5\n### 1\n$a$\n### Idea\n$c$\n### 2\n$b$\n### 3\n$b$",  # not in the sheet's order
        "## 2.5\n### 1\n$a$\n### 2\n$b$\n### 3\n$c$\n### 4\n$d$\n### Outlook\n$e$",  # none is left
        "## 3\n$a$\n## Idea\n$b$",  # not below a question with parts
    ],
)
def test_what_could_be_several_parts_is_not_matched(
    read_parts: Callable[[str], Submission], text: str
) -> None:
    submission = read_parts(text)
    assert submission.unmatched
    assert not submission.notes


def test_an_empty_heading_answers_nothing(read_parts: Callable[[str], Submission]) -> None:
    submission = read_parts(
        "## 2.5\n### 1\n$a$\n### Empty\n### Choice\n$c$\n### 4\n$d$\n### 2\n$b$"
    )
    assert "2.5.3" in submission.unanswered
    submission = read_parts(
        "## 2.5\n### 1\n$a$\n### 2\n$b$\n### Empty\n\n### Choice\n$c$\n### 4\n$d$"
    )
    assert answers(submission)["2.5.3"] == "c"
