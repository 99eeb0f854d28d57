"""Which question an answer belongs to: headings, labels, markers; nothing is dropped."""

from collections.abc import Callable
from pathlib import Path

import pytest

import symconv
from symconv.audit.read.files import Text
from symconv.audit.read.submissions import read_submission
from symconv.audit.submission import Submission

DERIVATIONS = Path(__file__).parents[2] / "derivations"
Read = Callable[..., Submission]


def found(submission: Submission) -> dict[str | None, list[str]]:
    """The formulas of each answer."""
    return {a.question: [p.text for p in a.of("math")] for a in submission.answers}


@pytest.mark.parametrize(
    "heading",
    [
        "## 3.2",
        "# 3.2 Output padding",
        "### 3.2. Output padding ###",
        "## Question 3.2 (8 points)",
        "## Problem 3.2:",
        "**3.2 [8pts]**",
        "**3.2** The answer:",
        "__3.2__",
        "3.2\n===",
        "3.2 Output padding\n---",
        "3.2: We have",
        "Question 3.2.",
        "## Output padding",
        "## *Output padding*",
        "<!-- symconv: 3.2 -->",
        "## Q3.2",
        "## Exercise 3.2 — padding",
        "> ## 3.2",
        "## 03.02",
    ],
)
def test_a_heading_names_its_question(read: Read, heading: str) -> None:
    submission = read(f"{heading}\n\n$P' = 1$\n")
    assert found(submission) == {"3.2": ["P' = 1"]}
    assert submission.unmatched == ()
    assert submission.unanswered == ("3.1", "3.3.1", "3.3.2", "5.1 (a)", "7")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("## 3.3\n### (1)\n$a$\n### (2)\n$b$", ["3.3.1", "3.3.2"]),
        ("## 3.3\n**(1)** $a$\n\n**(2)** $b$", ["3.3.1", "3.3.2"]),
        ("## 3.3\n(1) $a$\n\n(2) $b$", ["3.3.1", "3.3.2"]),
        ("## 3.3\n1. $a$\n2. $b$", ["3.3.1", "3.3.2"]),
        ("## 3.3\n(a) $a$\n\n(b) $b$", ["3.3.1", "3.3.2"]),
        ("## 3.3\n(i) $a$\n\n(ii) $b$", ["3.3.1", "3.3.2"]),
        ("## 3.3 (1)\n$a$\n## 3.3 (2)\n$b$", ["3.3.1", "3.3.2"]),
        ("## 3.3.1\n$a$\n## 3.3.2\n$b$", ["3.3.1", "3.3.2"]),
        ("## 3.3\n## (1)\n$a$\n## (2)\n$b$", ["3.3.1", "3.3.2"]),
        ("# 3\n## 3.3\n### Part 1\n$a$\n### Part 2\n$b$", ["3.3.1", "3.3.2"]),
        ("## 3.3(1)\n$a$\n## (2)\n$b$", ["3.3.1", "3.3.2"]),
        ("## 5.1(a)\n$a$\n## 7\n$b$", ["5.1 (a)", "7"]),
        ("## 5.1\n### a)\n$a$\n## 7\n$b$", ["5.1 (a)", "7"]),
        ("## 5.1 a\n$a$\n## 7. In words\n$b$", ["5.1 (a)", "7"]),
    ],
)
def test_parts_are_read_below_their_heading(read: Read, text: str, parts: list[str]) -> None:
    submission = read(text)
    assert found(submission) == dict(zip(parts, [["a"], ["b"]], strict=True))
    assert not submission.unmatched


@pytest.mark.parametrize(
    "text",
    [
        "## 3.3\n### (2)\n(1) first $a$\n\n(2) then $b$",
        "## 3.3.2\n1. $a$\n2. $b$",
        "## 3.3.2\n### 1\n$a$\n### H_1\n$b$",
        "## 3.3.2\n### Solution\n$a$\n\n## Check\n$b$",
        "## 3.3.2\n**Step 1.** $a$\n\n**Note** $b$",
        "## 3.3.2\n$a$\n\n3.1 gives the size, so $b$",
        "## 3.3.2\n$a$\n\n3.14: not a question $b$",
    ],
)
def test_steps_are_not_taken_for_questions(read: Read, text: str) -> None:
    assert found(read(text)) == {"3.3.2": ["a", "b"]}


def test_a_heading_that_is_the_whole_id_of_a_question_means_it() -> None:
    """Also where a number or a word stands behind the label proper."""
    sheet = symconv.load(DERIVATIONS / "cs182_hw3.yaml")
    text = "## 4(a) 1\n\n$W = 1$\n\n## 2(c) flip\n\n$W = 2$\n\n## 4(b) 1\n\n$W = 3$\n"
    submission = read_submission(Text("hw.md", text), sheet)
    assert found(submission) == {"2(c) flip": ["W = 2"], "4(a) 1": ["W = 1"], "4(b) 1": ["W = 3"]}


def test_a_label_below_a_question_belongs_to_it(read: Read) -> None:
    assert found(read("## 3.2 (a)\n$a$\n## 3.2 (b)\n$b$")) == {"3.2": ["a", "b"]}


def test_parts_of_an_unknown_question_are_not_taken_for_others(read: Read) -> None:
    submission = read("## 3.1\n$a$\n## 2.5\n### 7\n$b$\n### Choice\n$c$\n## 7\n$d$")
    assert found(submission) == {"3.1": ["a"], "7": ["d"]}
    (left,) = submission.unmatched
    assert left.title == "2.5"
    assert [p.text for p in left.of("math")] == ["b", "c"]


def test_headings_below_a_group_that_name_no_question_are_listed_one_by_one(read: Read) -> None:
    submission = read("## 3.3\n### (1)\n$a$\n### Choice\n$b$\n### Affine\n$c$\n### (2)\n$d$")
    assert found(submission) == {"3.3.1": ["a"], "3.3.2": ["d"]}
    assert [answer.title for answer in submission.unmatched] == ["Choice", "Affine"]


def test_what_cannot_be_matched_is_kept(read: Read) -> None:
    submission = read("Jane Doe\n\n$x$\n\n## Appendix\n$y$\n\n## 9.9\n$z$\n\n## 3.3 (3)\n$w$")
    assert found(submission) == {}
    texts = [[p.text for p in answer.of("math")] for answer in submission.unmatched]
    assert texts == [["x"], ["y"], ["z"], ["w"]]
    assert [answer.title for answer in submission.unmatched] == ["", "Appendix", "9.9", "3.3 (3)"]


def test_a_heading_without_content_is_no_answer(read: Read) -> None:
    submission = read("## 3.1\n\n## 3.2\n$a$\n")
    assert [a.question for a in submission.answers] == ["3.2"]
    assert "3.1" in submission.unanswered
    assert submission.unmatched == ()


def test_answers_in_two_places_are_read_together_and_noted(read: Read) -> None:
    submission = read("## 3.1\n$a$\n## 3.2\n$b$\n## 3.1\n$c$")
    assert found(submission) == {"3.1": ["a", "c"], "3.2": ["b"]}
    (note,) = submission.notes
    assert (note.code, note.place.line if note.place else 0) == ("SC807", 5)


def test_marked_answers_end_where_their_brace_ends(read: Read) -> None:
    text = "Intro $i$\n\n\\answer{3.2}{We get $P' = \\frac{1}{2}$.} Then $t$\n\n\\answer{7}{$s$}"
    submission = read(text)
    assert found(submission) == {"3.2": ["P' = \\frac{1}{2}"], "7": ["s"]}
    assert [p.text for a in submission.unmatched for p in a.of("math")] == ["i", "t"]


def test_a_marker_wins_over_the_heading_above_it(read: Read) -> None:
    submission = read("## 3.1\n$a$\n\n<!-- symconv: 3.3 (2) -->\n$b$\n\n<!-- a remark -->\n$c$")
    assert found(submission) == {"3.1": ["a"], "3.3.2": ["b", "c"]}


def test_a_marker_of_an_unknown_question_is_kept_apart(read: Read) -> None:
    submission = read("<!-- symconv: 8.8 -->\n$b$")
    assert submission.answers == ()
    assert submission.unmatched[0].title == "8.8"


def test_every_character_of_content_is_in_some_answer(read: Read) -> None:
    text = "Start $a$\n\n## 3.1\nwords $b$ more\n\n- item $c$\n\n"
    text += "| x | $d$ |\n|---|---|\n| 1 | 2 |\n\n## Z\n`e`"
    submission = read(text)
    pieces = [p for a in (*submission.answers, *submission.unmatched) for p in a.pieces]
    kept = "".join(p.text for p in pieces)
    for word in ("Start", "a", "words", "b", "more", "item", "c", "$d$", "| 1 | 2 |", "e", "Z"):
        assert word in kept
