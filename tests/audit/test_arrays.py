"""Arrays as programs write them, read as matrices, with every entry at its place."""

import time
from collections.abc import Callable

import pytest

from symconv.audit.submission import Submission

Read = Callable[..., Submission]
MATRIX = r"\begin{bmatrix} -4 & 5 \\ 10 & -4 \end{bmatrix}"


@pytest.mark.parametrize(
    "text",
    [
        "$[[-4, 5], [10, -4]]$",
        "We get [[-4, 5], [10, -4]] in the end.",
        "```\n[[-4  5]\n [10 -4]]\n```",
        "```python\nX = np.array([[-4, 5],\n              [10, -4]])\n```",
        "`tensor([[-4, 5], [10, -4]], dtype=torch.int64)`",
        "| -4 | 5 |\n|---|---|\n| 10 | -4 |",
        "|  |  |\n|---|---|\n| -4 | 5 |\n| 10 | $-4$ |",
        "\\begin{tabular}{|c|c|}\n-4 & 5 \\\\ \\hline\n10 & $-4$ \\\\\n\\end{tabular}",
    ],
)
def test_arrays_become_matrices(read: Read, text: str) -> None:
    source = f"## 3.3.1\n{text}\n"
    (answer,) = read(source).answers
    (piece,) = answer.of("math")
    assert piece.text == MATRIX
    lines = source.split("\n")
    for entry in ("5", "10"):
        start = piece.text.index(f" {entry} ") + 1
        place = piece.at(start, start + len(entry))
        assert lines[place.line - 1][place.column - 1 :].startswith(entry)
        assert place.text == lines[place.line - 1]


def test_words_around_an_array_stay_words(read: Read) -> None:
    (answer,) = read("## 3.3.1\nFirst [[1, 2]] and then\n[[3], [4]] so.\n").answers
    said = [(p.kind, p.text, p.place.line) for p in answer.pieces[1:]]
    assert said == [
        ("words", "First ", 2),
        ("math", r"\begin{bmatrix} 1 & 2 \end{bmatrix}", 2),
        ("words", " and then\n", 2),
        ("math", r"\begin{bmatrix} 3 \\ 4 \end{bmatrix}", 3),
        ("words", " so.", 3),
    ]


def test_an_array_within_a_formula(read: Read) -> None:
    (answer,) = read("## 3.3.1\n$\\hat{X} = [[1, 1/2], [3, .5]] + x[n]$").answers
    (piece,) = answer.of("math")
    assert piece.text == r"\hat{X} = \begin{bmatrix} 1 & 1/2 \\ 3 & .5 \end{bmatrix} + x[n]"
    end = len(piece.text)
    assert piece.at(end - 4, end).column == 34


@pytest.mark.parametrize(
    "text",
    [
        "$[[1, 2], [3]]$",
        "$x[n]$ and $[0, 1]$",
        "`print([[1, 2], [3, 4]])`",
        "`[[1, a]]`",
        "| layer | 5 |\n|---|---|\n| 10 | -4 |",
        "| 1 | 2 |\n|---|---|\n| 3 |",
        "a [[link]] b",
        "[" * 1000,
    ],
)
def test_what_is_no_array_of_numbers_stays(read: Read, text: str) -> None:
    (answer,) = read(f"## 3.3.1\n{text}\n").answers
    assert not any("bmatrix" in piece.text for piece in answer.pieces)


@pytest.mark.parametrize(
    "text", ["[[1] " * 4000, "[[" + "1 " * 9000, "[[1," * 5000, "[" * 20_000, "| 1 " * 4000 + "|"]
)
def test_long_texts_cost_little(read: Read, text: str) -> None:
    start = time.process_time()
    read(f"## 3.3.1\n{text}\n\n$x$\n\n`{text}`")
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    "text",
    [
        r"\begin{tabular}{cc} 1 & 2 \\ 3 & n \end{tabular}",
        r"\begin{tabular}{cc} 1 & 2 \\ 3 \end{tabular}",
        r"\begin{tabular}{l|r} \text{layer} & 3 \end{tabular}",
        r"$$\begin{array}{l|r} \text{layer} & \text{size} \\ \hline H_1 & 3 \end{array}$$",
    ],
)
def test_a_table_with_words_or_names_stays_a_table(read: Read, text: str) -> None:
    (answer,) = read(f"## 3.3.1\n{text}\n").answers
    assert [p.kind for p in answer.pieces[1:]] == ["table"]


def test_an_array_of_formulas_stays_a_formula(read: Read) -> None:
    text = (
        r"$\left\{ \begin{array}{ll} x & \text{if } x > 0 \\ 0 & \text{else} \end{array} \right.$"
    )
    (answer,) = read(f"## 3.3.1\n{text}\n").answers
    assert [p.kind for p in answer.pieces[1:]] == ["math"]


def test_a_cell_of_blanks_takes_no_time(read: Read) -> None:
    text = r"\begin{tabular}{cc} 1 & " + " " * 15_000 + r"x \end{tabular}"
    before = time.perf_counter()
    read(f"## 3.3.1\n{text}\n")
    assert time.perf_counter() - before < 1
