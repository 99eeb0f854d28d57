"""A bad problem set is refused with a fact, the right line and column, and a hint."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from symconv.errors import GivenError, ShapeError, SpecError, SymconvError, TooLarge
from symconv.sheets.problem import Problem
from symconv.sheets.solve import solve
from symconv.sheets.spec import load

Write = Callable[[str | bytes], Path]

HEAD = "title: Homework\nquestions:\n"
QUESTION = HEAD + "  - id: '1'\n    points: 2\n    ask: double\n"
PERSON = "questions: [{id: a, points: 1, ask: person}]\n"

# what is wrong, the text, line, column, what the fact says, what the hint says
BAD = [
    ("unknown key", "titel: x\n", 1, 1, "unknown key 'titel'", "did you mean `title`"),
    (
        "unknown question key",
        QUESTION + "    givn: {n: 1}\n",
        6,
        5,
        "unknown key 'givn'",
        "`given`",
    ),
    ("missing title", "questions: []\n", 1, 1, "needs the key 'title'", "title: ..."),
    ("no questions", "title: x\nquestions: []\n", 2, 12, "at least one question", "- id"),
    ("questions not a list", "title: x\nquestions: 3\n", 2, 12, "must be a list", ""),
    ("question not a mapping", HEAD + "  - 3\n", 3, 5, "must be a mapping", "id: ..."),
    ("top is a list", "- a\n", 1, 1, "a problem set must be a mapping", "title"),
    ("missing ask", HEAD + "  - id: '1'\n    points: 2\n", 3, 5, "needs the key 'ask'", "ask: ..."),
    (
        "title is a list",
        "title: [a]\n" + QUESTION[len("title: Homework\n") :],
        1,
        8,
        "title must be a text",
        "",
    ),
    ("same key twice", "title: a\ntitle: b\n", 2, 1, "there twice .first on line 1", "one of the"),
    ("same id twice", QUESTION + QUESTION[len(HEAD) :], 6, 9, "two questions have the id 1", "own"),
    (
        "bad id",
        HEAD + "  - {id: 'a/b', points: 1, ask: double}\n",
        3,
        10,
        "cannot be the id",
        "let",
    ),
    ("bad points", HEAD + "  - {id: a, points: -1, ask: person}\n", 3, 21, "points must be", "4"),
    (
        "points infinite",
        HEAD + "  - {id: a, points: .inf, ask: person}\n",
        3,
        21,
        "points must",
        "4",
    ),
    (
        "unknown theorem",
        HEAD + "  - {id: a, points: 1, ask: doubel}\n",
        3,
        29,
        "no theorem",
        "double",
    ),
    (
        "unknown given",
        QUESTION + "    given: {strid: 2}\n",
        6,
        20,
        "takes no given 'strid'",
        "`stride`",
    ),
    (
        "missing given",
        HEAD + "  - {id: a, points: 1, ask: needy}\n",
        3,
        29,
        "needs the given 'X'",
        "--list",
    ),
    ("stride 0", QUESTION + "    given:\n      n: 4\n      stride: 0\n", 8, 15, "stride must", ""),
    ("kernel too large", QUESTION + "    given: {kernel_size: 7}\n", 6, 26, "kernel_size 7", ""),
    ("float", QUESTION + "    given: {n: 0.5}\n", 6, 16, "not an exact number", "p/q: 1/2"),
    ("octal", QUESTION + "    given: {n: 010}\n", 6, 16, "not an exact number", "write 10"),
    ("no value", QUESTION + "    given: {n: }\n", 6, 15, "a value is missing", ""),
    ("zero denominator", QUESTION + "    given: {n: 1/0}\n", 6, 16, "denominator is 0", ""),
    ("huge number", QUESTION + f"    given: {{n: {'9' * 50}}}\n", 6, 16, "more than 40 digits", ""),
    ("mapping as given", QUESTION + "    given: {n: {a: 1}}\n", 6, 16, "not a mapping", ""),
    ("given is a list", QUESTION + "    given: [1]\n", 6, 12, "given must be a mapping", "kernel"),
    (
        "ragged matrix",
        QUESTION + "    given:\n      n:\n        - [1, 2]\n        - [3]\n",
        9,
        11,
        "row 2 has 1 entry, row 1 has 2 entries",
        "same number",
    ),
    (
        "person with givens",
        HEAD + "  - {id: a, points: 1, ask: person, given: {n: 1}}\n",
        3,
        44,
        "no giv",
        "",
    ),
    ("anchor", "title: &a x\nquestions: 3\n", 1, 8, "anchors such as &a", "value itself"),
    ("cyclic alias", "title: x\nquestions: &q [*q]\n", 2, 12, "anchors", "value itself"),
    ("alias", "title: *a\n", 1, 8, r"aliases such as \*a", "value itself"),
    ("tag", "title: !!python/object:os.system x\n", 1, 8, "tags such as", "value itself"),
    ("second document", "title: x\n---\ntitle: y\n", 2, 1, "second document", "one problem set"),
    ("tab", "title: x\nquestions:\n\t- id: 1\n", 3, 1, "not YAML", "not with a tab"),
    ("colon in text", "title: a: b\n", 1, 9, "not YAML", "colon"),
    ("unclosed bracket", "title: [a\n", 2, 1, "not YAML", "bracket"),
    ("backslash in quotes", 'title: "$\\cdot$"\n', 1, 11, "not YAML", "single quotes"),
    ("deep nesting", "title: " + "[" * 30 + "\n", 1, 31, "nested more than", ""),
    ("NUL", "title: a\0b\n", 1, 9, r"control character U\+0000", "delete"),
    ("not printable", "title: 中\nquestions: 3\n", 2, 12, "must be a list", ""),
    ("foreign letters", QUESTION + "    text: a 中\n", 6, 13, "cannot be printed", "Latin"),
    ("lone dollar", QUESTION + "    text: 3 $ and\n", 6, 13, "without its partner", r"\\\$"),
    (
        "TeX primitive",
        QUESTION + "    text: |\n      Fine.\n      Then $a + \\input{/etc/passwd}$.\n",
        8,
        17,
        r"\\input cannot be used",
        "closed list",
    ),
    ("unbalanced braces", QUESTION + "    text: $a_{b$\n", 6, 15, "} is missing", ""),
    ("stray brace", QUESTION + "    text: $a}$\n", 6, 13, "does not belong here", ""),
    (
        "unknown convention",
        "title: x\nconventions: {layuot: NCHW}\n" + PERSON,
        2,
        15,
        "unknown convention",
        "`layout`",
    ),
    (
        "convention not kept",
        "title: x\nconventions: {conv: convolution}\n" + PERSON,
        2,
        21,
        "do not keep",
        "cross-correlation",
    ),
]


@pytest.mark.parametrize(
    ("text", "line", "column", "fact", "hint"), [b[1:] for b in BAD], ids=[b[0] for b in BAD]
)
def test_a_bad_spec_is_refused_at_its_place(
    write: Write, text: str, line: int, column: int, fact: str, hint: str
) -> None:
    path = write(text)
    with pytest.raises(SymconvError, match=fact) as caught:
        [*load(path).solve()]
    error = caught.value
    assert error.place is not None
    assert (error.place.source, error.place.line, error.place.column) == (str(path), line, column)
    assert hint.replace("\\\\", "\\").replace("\\$", "$") in error.remedy
    assert str(error).splitlines()[1] == f"  --> {path}:{line}:{column}"


def test_errors_of_a_theorem_keep_their_type(write: Write) -> None:
    with pytest.raises(GivenError, match="positive"):
        [*load(write(QUESTION + "    given: {stride: 0}\n")).solve()]
    with pytest.raises(ShapeError, match="spans"):
        [*load(write(QUESTION + "    given: {kernel_size: 7}\n")).solve()]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# only a comment\n"])
def test_an_empty_file_is_refused(write: Write, data: bytes) -> None:
    with pytest.raises(SpecError, match="is empty") as caught:
        load(write(data))
    assert "symconv init" in caught.value.remedy


def test_a_missing_file_is_refused_and_the_near_one_named(write: Write, tmp_path: Path) -> None:
    write("title: x\n")
    with pytest.raises(SpecError, match="no such file") as caught:
        load(tmp_path / "hv.yaml")
    assert "hw.yaml" in caught.value.remedy
    with pytest.raises(SpecError, match="no such file") as caught:
        load(tmp_path / "none" / "hv.yaml")
    assert "symconv init" in caught.value.remedy


def test_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="is a directory"):
        load(tmp_path)


def test_a_binary_file_is_refused_at_its_first_bad_byte(write: Write) -> None:
    with pytest.raises(SpecError, match="not UTF-8") as caught:
        load(write(b"title: x\nid: \xff\xfe\x00"))
    place = caught.value.place
    assert place is not None
    assert (place.line, place.column) == (2, 5)


def test_a_file_of_ten_megabytes_is_refused_unread(write: Write) -> None:
    with pytest.raises(TooLarge, match="larger than 1048576 bytes"):
        load(write(b"# " + b"x" * 10_000_000))


def test_too_many_values_are_refused(write: Write) -> None:
    with pytest.raises(TooLarge, match="more than 50000 values"):
        load(write("title: [" + "1," * 60_000 + "]\n"))


def test_a_problem_without_a_file_is_refused_without_a_place() -> None:
    """Made in Python, it stands on no line; the given is named all the same."""
    problem = Problem("1", Fraction(4), "needy", {"X": 3})
    with pytest.raises(GivenError, match="X must be a matrix") as refused:
        solve(problem)
    assert refused.value.place is None
