"""Formulas, tables, code and words of a Markdown text, each at its place in the file."""

from collections.abc import Callable

import pytest

from symconv.audit.answer import Piece
from symconv.audit.submission import Submission

Read = Callable[..., Submission]


def pieces(submission: Submission) -> list[Piece]:
    (answer,) = submission.answers
    return [p for p in answer.pieces if p.kind != "heading"]


def math(submission: Submission) -> list[str]:
    return [p.text for p in pieces(submission) if p.kind == "math"]


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("$a$ and $b_1$", ["a", "b_1"]),
        ("$$a$$", ["a"]),
        ("$$\na\n$$", ["a"]),
        (r"\(a\) and \[b\]", ["a", "b"]),
        (r"\\(a\\) and \\[b\\]", ["a", "b"]),
        ("It costs $5 and $6.", []),
        ("It costs $5. Then $a$.", ["a"]),
        ("$ a + b $ with blanks", ["a + b"]),
        (r"\$5 and $a$", ["a"]),
        ("`$a$` and $b$", ["b"]),
        ("```\n$a$\n```\n$b$", ["b"]),
        ("~~~~\n$a$\n~~~\n~~~~\n$b$", ["b"]),
        ("```math\na + b\n```", ["a + b"]),
        ("$`a`$ and $b$", ["a", "b"]),
        (
            r"\begin{align} a &= b \\ c &= d \end{align}",
            [r"\begin{align} a &= b \\ c &= d \end{align}"],
        ),
        (
            r"$$\begin{bmatrix} 1 & 2 \end{bmatrix}$$ then $c$",
            [r"\begin{bmatrix} 1 & 2 \end{bmatrix}", "c"],
        ),
        (r"$[0,0]^\top$: $h_1 = 0$, $h_2 = 1$", [r"[0,0]^\top", "h_1 = 0", "h_2 = 1"]),
        ("- $a$\n- $b$\n1. $c$", ["a", "b", "c"]),
        ("> $a$\n> $$b\n> + c$$", ["a", "b\n+ c"]),
        ("$a$<!-- $b$ -->$c$", ["a", "c"]),
        (r"$a \text{ if } b$", [r"a \text{ if } b"]),
        (r"$a \$ b$", [r"a \$ b"]),
    ],
)
def test_formulas_are_found(read: Read, text: str, formulas: list[str]) -> None:
    submission = read(f"## 3.1\n{text}\n")
    assert math(submission) == formulas


def test_pieces_are_at_their_places(read: Read) -> None:
    text = "## 3.1\r\nNow $a$ and\r\n  $b$\r\n\r\n$$\r\nc + d\r\n= e\r\n$$\r\n"
    found = {p.text: (p.place.line, p.place.column) for p in pieces(read(text)) if p.kind == "math"}
    assert found == {"a": (2, 6), "b": (3, 4), "c + d\n= e": (6, 1)}


@pytest.mark.parametrize(
    "text",
    [
        "## 3.1\nNow $abc$ and $$d\ne$$ or `x`.\n\n- *one* $f$\n- two\n\n> so $g$\n> $$h\n> i$$\n",
        "## 3.1\n| a | $b$ |\n|---|---|\n| 1 | $c$ |\n\ntext\n===\n\n```py\ncode\n```\n",
        "**3.1** text $a$\n\n  (b) more\n\n\\begin{align}\n a &= b\n\\end{align}\n",
    ],
)
def test_each_piece_is_what_the_file_has_at_its_place(read: Read, text: str) -> None:
    submission = read(text)
    lines = text.split("\n")
    seen = 0
    for answer in (*submission.answers, *submission.unmatched):
        for piece in answer.pieces:
            place = piece.place
            first = piece.text.split("\n")[0]
            assert lines[place.line - 1] == place.text
            assert place.text[place.column - 1 :].startswith(first)
            last = len(piece.text) - 1
            end = piece.at(last, last + 1)
            if piece.text[last] != "\n":
                assert lines[end.line - 1][end.column - 1] == piece.text[last]
            seen += 1
    assert seen > 3


def test_display_and_blocks(read: Read) -> None:
    found = pieces(read("## 3.1\n- $a$: $b$\n- $c$\n\n$$d$$\n"))
    assert [(p.text, p.block, p.display) for p in found if p.kind == "math"] == [
        ("a", 2, False),
        ("b", 2, False),
        ("c", 3, False),
        ("d", 4, True),
    ]


def test_tables_are_pieces(read: Read) -> None:
    text = "## 3.1\nThe sizes:\n\n| layer | size |\n|:--|--:|\n| $H_1$ | $3 \\times 3$ |\nafter\n"
    kinds = [(p.kind, p.text) for p in pieces(read(text))]
    assert kinds[1] == ("table", "| layer | size |\n|:--|--:|\n| $H_1$ | $3 \\times 3$ |")
    assert kinds[2] == ("words", "after")


def test_bars_without_a_rule_are_words(read: Read) -> None:
    assert [p.kind for p in pieces(read("## 3.1\na | b\nc | d\n"))] == ["words"]


@pytest.mark.parametrize(
    ("text", "formulas", "line"),
    [
        ("$$a = b\n\nwords $c$\n", ["a = b", "c"], 2),
        (r"\[a = b" + "\n\nwords $c$\n", ["a = b", "c"], 2),
        (r"\begin{align} a &= b" + "\n\nwords $c$\n", [r"\begin{align} a &= b", "c"], 2),
        ("words\n\n$$a = b\n## 3.2\n$c$", ["a = b"], 4),
    ],
)
def test_what_is_never_closed_ends_with_its_paragraph(
    read: Read, text: str, formulas: list[str], line: int
) -> None:
    submission = read(f"## 3.1\n{text}")
    first = submission.answers[0]
    assert [p.text for p in first.of("math")] == formulas
    (note,) = submission.notes
    assert note.code == "SC808"
    assert note.place is not None
    assert note.place.line == line


def test_code_is_kept_as_code(read: Read) -> None:
    found = pieces(read("## 3.1\n```python\nprint('$x$')\n```\nand `y`\n"))
    assert [(p.kind, p.text) for p in found if p.kind == "code"] == [
        ("code", "print('$x$')"),
        ("code", "y"),
    ]
