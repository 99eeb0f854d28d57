"""Labels and paths: what a title is called, and which question that means."""

import pytest

from symconv.audit.read.labels import Label, atoms, label
from symconv.audit.read.paths import Path, Questions


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("3.2", "3.2"),
        ("3.3 (2)", "3.3.2"),
        ("3.3.(2)", "3.3.2"),
        ("1.1(a)", "1.1.a"),
        ("2b", "2.b"),
        ("Question 4 (10 points)", "4"),
        ("Solution to Problem 7:", "7"),
        ("Answer to question 3.2 (b)", "3.2.b"),
        ("Q3.2.", "3.2"),
        ("(ii)", "ii"),
        ("(a)(i)", "a.i"),
        ("b)", "b"),
        ("\\textbf{3.2}", "3.2"),
        ("3-2", "3.2"),
        ("7", "7"),
    ],
)
def test_a_title_starts_with_its_label(title: str, found: str) -> None:
    said = label(title)
    assert said is not None
    assert ".".join(said.atoms) == found


@pytest.mark.parametrize(
    "title",
    [
        "Choice",
        "H_1",
        "MaxPool2d",
        "3x3 kernels",
        "2024",
        "x^2",
        "K'",
        "",
        "Padding 3.2",
        "(8 points)",
    ],
)
def test_a_title_without_a_label(title: str) -> None:
    assert label(title) is None


def test_an_order_that_two_questions_have_is_not_guessed() -> None:
    """The letter i is the ninth, the Roman number the first."""
    two = Questions(["4.1", "4.9"])
    above = [Path(("4",), group=True)]
    assert two.path(Label(("i",), bare=True, bracketed=True), above).question is None
    assert Questions(["4.1", "4.2"]).path(Label(("i",), bare=True), above).question == "4.1"


def test_a_whole_name_is_not_read_below_another() -> None:
    questions = Questions(["3.2", "3.3.2"])
    above = [Path(("3",), group=True)]
    assert questions.path(Label(("3", "2"), bare=False), above).question == "3.2"


def test_an_unknown_name_is_a_path_without_a_question() -> None:
    assert Questions(["3.2"]).path(Label(("9", "9"), bare=False), []) == Path(("9", "9"))


def test_ids_may_be_words() -> None:
    assert atoms("Bonus") == ("bonus",)
    assert atoms("Q1.1a") == atoms("1.1 (a)")
