"""Every question of the five problem sets is on its sheet: derived, or marked as a person's."""

import re
from pathlib import Path

import pytest

from symconv.sheets.problem import PERSON
from symconv.sheets.spec import load

FOLDER = Path(__file__).parents[2] / "derivations"
DERIVED = {
    "cnn_fundamentals": "1.1(a) 1.1(b) 1.1(c) 1.1(d) 1.2(b) 1.2(c) 1.2(d)",
    "cpen455_hw2": "1.1 1.2 1.3 2.1 2.2 2.3 2.4 2.5 2.6 3.1 3.2 3.3.1 3.3.2 4.1 4.2 4.3 5.1 5.2 "
    "6 7",
    "cs182_hw3": "1(a) 1(b) 2(a) 2(b) 2(c) 2(d) 3(a) 3(c) 3(d) 3(e) 3(f) 5(a) 5(b)",
    "cs7643_ps3": "1 2 3 4 5 6 7 8 9 10 12 13(b) 13(c)",
    "cse493g_section3": "1(a) 1(b) 1(c) 1(d) 1(e) 1(f) 1(g) 1(h) 2(a) 2(b) 2(c) 3 4",
}
PEOPLE = {
    "cnn_fundamentals": "1.2(a)",
    "cpen455_hw2": "5.2",
    "cs182_hw3": "3(d) 4(a) 4(b) 5 5(c) 5(d) 7",
    "cs7643_ps3": "0 11 12 13(a) 14 15 16",
    "cse493g_section3": "1(i)",
}


def test_there_are_five_problem_sets() -> None:
    assert {p.stem for p in FOLDER.glob("*.yaml")} == DERIVED.keys() == PEOPLE.keys()


def answered(identity: str, question: str) -> bool:
    """Whether a part belongs to a question: ``3.3.1`` and ``3.3 (2)`` to 3.3, ``12`` not to 1."""
    return re.fullmatch(rf"{re.escape(question)}(?![\d]).*", identity) is not None


@pytest.mark.parametrize("name", sorted(DERIVED))
def test_every_derivable_question_is_derived(name: str) -> None:
    derived = [p.id for p in load(FOLDER / f"{name}.yaml") if p.ask != PERSON]
    for question in DERIVED[name].split():
        assert any(answered(identity, question) for identity in derived), question


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_every_other_question_is_marked(name: str) -> None:
    marked = [p.id for p in load(FOLDER / f"{name}.yaml") if p.ask == PERSON]
    for question in PEOPLE[name].split():
        assert any(answered(identity, question) for identity in marked), question


@pytest.mark.parametrize("name", sorted(DERIVED))
def test_no_part_is_on_a_sheet_that_no_question_asked_for(name: str) -> None:
    questions = f"{DERIVED[name]} {PEOPLE[name]}".split()
    for problem in load(FOLDER / f"{name}.yaml"):
        assert any(answered(problem.id, question) for question in questions), problem.id


@pytest.mark.parametrize("name", sorted(DERIVED))
def test_questions_stand_in_the_order_of_their_numbers(name: str) -> None:
    order = [re.findall(r"\d+|\([a-z]\)", p.id) for p in load(FOLDER / f"{name}.yaml")]
    keys = [[int(t) if t.isdigit() else ord(t[1]) for t in parts[:3]] for parts in order]
    assert keys == sorted(keys)
