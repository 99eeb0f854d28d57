"""TeX documents, notebooks, JSON, bare answers, encodings, folders."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from symconv.audit.check import as_answer
from symconv.audit.read.files import UnreadableSubmission, decode, read_text
from symconv.audit.read.submissions import submission_files
from symconv.audit.submission import Submission
from symconv.errors import TooLarge

Read = Callable[..., Submission]


def found(submission: Submission) -> dict[str | None, list[str]]:
    return {a.question: [p.text for p in a.of("math")] for a in submission.answers}


# -------------------------------------------------------------------------------------- TeX


@pytest.mark.parametrize(
    "body",
    [
        "\\section*{3.1 Output size}\n$a$\n\\section*{3.2}\n\\[b\\]",
        "\\section{3.1}\n$a$\n\\subsection{3.2 Padding}\n\\begin{align}b\\end{align}",
        "\\section{Output size}\n$a$\n\\section{Output padding}\n$$b$$",
        "\\textbf{3.1} $a$\n\n\\noindent\\textbf{3.2 [8 pts]} \\(b\\)",
        "\\answer{3.1}{$a$}\n\\answer{3.2}{$b$}",
        "\\begin{description}\\item[3.1] $a$ \\item[3.2] $b$\\end{description}",
        "\\begin{problem}[3.1] $a$ \\end{problem} \\begin{problem}{3.2} $b$ \\end{problem}",
        "\\section{3}\\subsection{(1)} $a$ % $c$\n\\subsection{(2)} $b$ \\verb|$d$|",
        "3.1: $a$\n\n3.2: $b$",
        "\\paragraph{3.1} $a$ \\paragraph{3.2} $b$",
    ],
)
def test_tex_headings_name_questions(read: Read, body: str) -> None:
    text = f"\\documentclass{{article}}\n$x$\n\\begin{{document}}\n{body}\n\\end{{document}}\n$y$\n"
    submission = read(text, "hw.tex")
    inner = {k: [p.strip() for p in v] for k, v in found(submission).items()}
    inner = {
        k: [p.replace("\\begin{align}b\\end{align}", "b") for p in v] for k, v in inner.items()
    }
    assert inner == {"3.1": ["a"], "3.2": ["b"]}


def test_the_exam_class_counts_questions_and_parts(read: Read) -> None:
    body = (
        "\\begin{questions}\\question[3] one $a$ \\question two $b$ \\question\n"
        "\\begin{parts}\\part[2] $c$ \\part $d$\\end{parts}\\end{questions}"
    )
    submission = read(body, "hw.tex")
    assert found(submission) == {"3.1": ["c"], "3.2": ["d"]}
    assert [p.text for a in submission.unmatched for p in a.of("math")] == ["a", "b"]
    numbered = read("\\setcounter{x}{1}" + "\\question $a$ " * 7, "hw.tex")
    assert found(numbered) == {"7": ["a"]}


def test_exam_parts_stand_below_their_question(read: Read) -> None:
    body = "\\question{3.3}\n\\begin{parts}\\part $a$ \\part $b$\\end{parts}"
    assert found(read(body, "hw.tex")) == {"3.3.1": ["a"], "3.3.2": ["b"]}


def test_counted_sections_are_used_only_without_labels(read: Read) -> None:
    numbered = "\\section{Sizes}" * 3 + "\\subsection{One} $a$ \\subsection{Two} $b$"
    assert found(read(numbered, "hw.tex")) == {"3.1": ["a"], "3.2": ["b"]}
    second = "\\section{One}\\subsection{Two}\\section{Three}" * 2 + "\\subsection{Four} $a$"
    assert found(read(second.replace("Three", "Tree", 1), "hw.tex")) == {}
    third = "\\section{One}\\subsection{Two}" * 3 + " $a$"
    assert found(read(third, "hw.tex")) == {"3.1": ["a"]}
    labelled = numbered + "\\section{7} $c$"
    assert found(read(labelled, "hw.tex")) == {"7": ["c"]}


def test_tex_enumerations_below_a_group(read: Read) -> None:
    body = "\\section*{3.3}\\begin{enumerate}\\item $a$\\item $b$\\end{enumerate}"
    assert found(read(body, "hw.tex")) == {"3.3.1": ["a"], "3.3.2": ["b"]}
    inside = "\\section*{3.3.2}\\begin{enumerate}\\item $a$\\item $b$\\end{enumerate}"
    assert found(read(inside, "hw.tex")) == {"3.3.2": ["a", "b"]}


def test_tex_tables_and_listings_are_pieces(read: Read) -> None:
    body = (
        "\\section*{3.1}\n\\begin{tabular}{c|c} a & $b$ \\\\ \\end{tabular}\n"
        "\\begin{verbatim}\n$x$\n\\end{verbatim}\n$c$"
    )
    (answer,) = read(body, "hw.tex").answers
    assert [p.kind for p in answer.pieces if p.kind not in ("words", "heading")] == [
        "table",
        "code",
        "math",
    ]


def test_included_files_are_not_read(read: Read, tmp_path: Path) -> None:
    secret = tmp_path / "secret.tex"
    secret.write_text("$secret$")
    for command in ("input", "include", "subfile", "lstinputlisting", "verbatiminput"):
        submission = read(f"\\section{{3.1}} \\{command}{{{secret}}} $a$", "hw.tex")
        assert found(submission) == {"3.1": ["a"]}
        assert [note.code for note in submission.notes] == ["SC809"]
        assert "secret.tex" in submission.notes[0].message


def test_places_in_tex_are_those_of_the_file(read: Read) -> None:
    (answer,) = read("% head\n\\section{3.1}\nSo \\(a\\)\nand $$\nb$$", "hw.tex").answers
    places = [(p.place.line, p.place.column) for p in answer.of("math")]
    assert places == [(3, 6), (5, 1)]


# -------------------------------------------------------------------------- notebooks, JSON


def notebook(*cells: tuple[str, object]) -> str:
    rows = [{"cell_type": kind, "source": source, "outputs": []} for kind, source in cells]
    return json.dumps({"cells": rows, "nbformat": 4})


def test_notebooks_are_read_cell_by_cell(read: Read) -> None:
    text = notebook(
        ("markdown", ["## 3.1\n", "$a$"]),
        ("code", "print('$x$')"),
        ("markdown", "$b$\n\n## 3.2\nNow $c$"),
        ("raw", "$d$"),
    )
    submission = read(text, "hw.ipynb")
    assert found(submission) == {"3.1": ["a", "b"], "3.2": ["c", "d"]}
    assert [p.text for p in submission.answers[0].of("code")] == ["print('$x$')"]
    place = submission.answers[1].of("math")[0].place
    assert (place.source, place.line, place.column) == ("hw.ipynb:cell 3", 4, 6)


def test_blocks_of_different_cells_differ(read: Read) -> None:
    cells = notebook(("markdown", "## 3.1"), ("markdown", "$a$"), ("markdown", "$b$"))
    (answer,) = read(cells, "h.ipynb").answers
    assert len({p.block for p in answer.of("math")}) == 2


@pytest.mark.parametrize(
    "data",
    [
        {"3.1": "H' = 1", "3.2": "so $P' = 0$"},
        [{"question": "3.1", "answer": "H' = 1"}, {"id": "3.2", "latex": "$P' = 0$"}],
        {"answers": {"3.1": ["H' = 1"], "3.2": "$P' = 0$"}},
    ],
)
def test_json_answers(read: Read, data: object) -> None:
    submission = read(json.dumps(data), "hw.json")
    assert found(submission) == {"3.1": ["H' = 1"], "3.2": ["P' = 0"]}
    assert submission.answers[0].pieces[0].source == "hw.json:3.1"


def test_parts_in_a_json_answer_stand_below_its_name(read: Read) -> None:
    data = {"3.3": "## (1)\n$a$\n## (2)\n$b$", "7": "# 3.1\n$c$"}
    assert found(read(json.dumps(data), "hw.json")) == {
        "3.3.1": ["a"],
        "3.3.2": ["b"],
        "7": ["c"],
    }


@pytest.mark.parametrize("suffix", ["md", "tex", "json", "ipynb"])
def test_what_is_longer_than_a_book_is_cut_off(read: Read, suffix: str) -> None:
    text = "$x$" + " word" * 150_000 + " $y$"
    cells = [{"cell_type": "markdown", "source": part} for part in (text[:300_000], text[300_000:])]
    whole = {"json": json.dumps({"3.1": text}), "ipynb": json.dumps({"cells": cells})}
    submission = read(whole.get(suffix, "3.1: " + text), f"hw.{suffix}")
    assert [note.code for note in submission.notes] == ["SC812"]
    assert "only the first 500000 characters" in submission.notes[0].message
    pieces = [p for a in (*submission.answers, *submission.unmatched) for p in a.pieces]
    assert [p.text for p in pieces if p.kind == "math"] == ["x"]
    assert 499_000 < sum(len(p.text) for p in pieces) <= 500_000


def test_json_numbers_are_answers_and_names_may_come_twice(read: Read) -> None:
    """Decimals keep their digits, and a second answer to a question is not lost."""
    submission = read('{"3.1": 0.10, "3.2": "$x$", "3.2": "$y$"}', "hw.json")
    assert found(submission)["3.2"] == ["x", "y"]
    assert "0.10" in submission.answers[0].pieces[0].text


def test_json_answers_to_unknown_questions_are_kept(read: Read) -> None:
    submission = read(json.dumps({"8": "$x$", "3.1": "$y$"}), "hw.json")
    assert found(submission) == {"3.1": ["y"]}
    assert [answer.title for answer in submission.unmatched] == ["8"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("hw.json", "{", "hw.json is not JSON"),
        ("hw.json", "3", "hw.json has no answers"),
        ("hw.json", "[1, 2]", "hw.json has no answers"),
        ("hw.ipynb", "{}", "it has no list of cells"),
        ("hw.ipynb", "[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_data_is_refused(read: Read, name: str, text: str, message: str) -> None:
    with pytest.raises(UnreadableSubmission, match=message):
        read(text, name)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("n + k - 1", "math"),
        (r"\frac{1}{2}", "math"),
        (r"W' = 3", "math"),
        ("the size is three", "words"),
        ("so $x$", "math"),
        ("", None),
        ("yes", "words"),
    ],
)
def test_a_bare_answer_is_a_formula_or_words(text: str, kind: str | None) -> None:
    answer = as_answer(text, "3.1")
    kinds = [p.kind for p in answer.pieces if p.kind != "words"] or [p.kind for p in answer.pieces]
    assert kinds == ([kind] if kind else [])
    assert answer.empty is (kind is None)


# ------------------------------------------------------------------------- encodings, folders


@pytest.mark.parametrize(
    ("data", "text", "codes"),
    [
        ("é".encode(), "é", []),
        (b"\xef\xbb\xbfa", "a", []),
        ("é".encode("utf-16"), "é", []),
        (b"caf\xe9", "café", ["SC810"]),
        (b"\x81\x8d", "��", ["SC810"]),
        (b"a\x00b\x1b[31m", "a b [31m", ["SC811"]),
        (b"", "", []),
    ],
)
def test_encodings(data: bytes, text: str, codes: list[str]) -> None:
    read = decode("a.md", data)
    assert read.text == text
    assert [note.code for note in read.notes] == codes


def test_a_large_file_is_refused() -> None:
    with pytest.raises(TooLarge, match=r"a\.md is larger than 10 bytes"):
        decode("a.md", b"x" * 11, limit=10)


def test_only_plain_files_are_opened(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(UnreadableSubmission, match="is not a plain file"):
        read_text(tmp_path / "pipe.md")
    with pytest.raises(UnreadableSubmission, match=r"none.md cannot be read: No such file"):
        read_text(tmp_path / "none.md")
    with pytest.raises(UnreadableSubmission, match="is not a plain file"):
        read_text(tmp_path)


def test_a_folder_stands_for_its_submissions(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    outside = tmp_path.parent / "outside.md"
    outside.write_text("x")
    for name in ("b/two.tex", "a.md", "z.py", ".hidden.md", "c.ipynb"):
        (tmp_path / name).write_text("x")
    (tmp_path / "link.md").symlink_to(outside)
    names = [str(p.relative_to(tmp_path)) for p in submission_files(tmp_path)]
    assert names == ["a.md", "c.ipynb", "b/two.tex"]


def test_a_folder_without_answers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSubmission, match="has no file with answers"):
        list(submission_files(tmp_path))
