"""Lines are cut at their relations in the text, and only where the tree agrees."""

import hand_built
import pytest

from symconv.latex.reader import read_one
from symconv.latex.tree import Leading
from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.sheets.html_chain import chain, classes
from symconv.sheets.rows import Row, answer_lines, rows
from symconv.sheets.sections import Shown, sections

SYMBOLS = SymbolTable.of(scalars("a b c n", Domain.INTEGER), tensors("A", rank=2))

FLOOR = r"\left\lfloor \frac{b}{n} \right\rfloor"
CASES = r"\begin{cases} b & \text{if } b = c \\ c & \text{otherwise} \end{cases}"
FORALL = r"\forall a \in \left\{0, 1\right\} : a = b"

LINES = [
    ("a = b", [("a", "= b")]),
    (r"a = b \leq c", [("a", "= b"), ("", r"\leq c")]),
    (r"a + b \leq c < n", [("a + b", r"\leq c"), ("", "< n")]),
    (r"n := a + b", [("n", ":= a + b")]),
    (r"a = b \Leftrightarrow b = a", [("a = b", r"\Leftrightarrow b = a")]),
    (r"a < b \wedge b < c \Rightarrow a < c", [(r"a < b \wedge b < c", r"\Rightarrow a < c")]),
    (f"a = {FLOOR}", [("a", f"= {FLOOR}")]),
    (f"a = {CASES} = n", [("a", f"= {CASES}"), ("", "= n")]),
    (r"a = \left[b = c\right] n", [("a", r"= \left[b = c\right] n")]),
    (r"a = [b = c] n", [("a", "= [b = c] n")]),
    (r"\sum_{a=0}^{n} A_{a, b} = c", [(r"\sum_{a=0}^{n} A_{a, b}", "= c")]),
    ("a + b", [("", "a + b")]),
    (FORALL, [("", FORALL)]),
]


@pytest.mark.parametrize(("latex", "expected"), LINES, ids=[line[0] for line in LINES])
def test_a_line_is_cut_at_its_relations(latex: str, expected: list[tuple[str, str]]) -> None:
    found = rows(latex, read_one(latex, SYMBOLS).statement)
    assert [(row.left, row.right) for row in found] == expected
    spelled = "".join(f"{row.left}{row.right}" for row in found)
    assert spelled.replace(" ", "") == latex.replace(" ", "")


def test_a_text_that_does_not_fit_its_tree_stays_whole() -> None:
    statement = read_one("a = b = c", SYMBOLS).statement
    assert rows("a = b", statement) == (Row("", "a = b"),)


def test_a_leading_relation_continues_the_row_above() -> None:
    assert rows("= b", Leading("=", read_one("b", SYMBOLS).statement)) == (Row("", "= b"),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("latex", "relations"),
    [
        ("a = b", ["="]),
        (" = ".join(["a + b + c + n + a + b + c + n + a + b + c"] * 3), ["=", "="]),
        (r"a = b \Leftrightarrow b = a", ["⇔"]),
        ("a", []),
    ],
)
def test_html_aligns_at_the_same_relations(latex: str, relations: list[str]) -> None:
    html = chain([read_one(latex, SYMBOLS).statement])
    assert [
        cell.split("<")[0] for cell in html.split('class="relation"><math><mo>')[1:]
    ] == relations


def test_html_rows_that_continue_have_no_left_side() -> None:
    b, chained = (read_one(text, SYMBOLS).statement for text in ("b", "b = c"))
    assert chain([Leading("<", b)]).count("&lt;</mo>") == 1  # type: ignore[arg-type]
    assert chain([Leading("<", chained)]).count('class="relation"') == 2  # type: ignore[arg-type]


def test_classes_follow_the_width() -> None:
    def classes_of(latex: str) -> str:
        return classes([read_one(latex, SYMBOLS).statement])

    assert classes_of("a = b") == "step"
    assert classes_of("a = " + " + ".join("b" * 12)) == "step long"
    assert classes_of("a = " + " + ".join("b" * 40)) == "step long wide"
    matrix = r"A = \begin{bmatrix} " + " & ".join("12345" for _ in range(9)) + r" \end{bmatrix}"
    assert classes_of(matrix) == "step long wide"


def test_answers_fall_into_their_statements() -> None:
    report = hand_built.signed(hand_built.double())
    assert [latex for latex, _ in answer_lines(report)] == ["m = 2 n", "n + n = m"]  # type: ignore[arg-type]


def test_sections_number_through_and_name_what_a_line_uses() -> None:
    shown = Shown()
    first = sections(hand_built.signed(hand_built.double()), "1", shown)  # type: ignore[arg-type]
    assert [section.name for section in first] == ["Lemma 1", ""]
    assert [line.number for section in first for line in section.lines] == [1, 2, 3, 4]
    reasons = [line.reason for line in first[1].lines]
    assert reasons[0].endswith(", by Lemma 1")
    assert reasons[1:] == ["swap, by (2)", "as in (3)"]
    again = sections(hand_built.signed(hand_built.double()), "2", shown)  # type: ignore[arg-type]
    assert [section.shown_in for section in again] == ["1", ""]
    assert [line.number for section in again for line in section.lines] == [1, 2, 3]
