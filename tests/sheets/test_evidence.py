"""The words under a solution say what the verdicts say, and never more."""

from dataclasses import replace

import hand_built
import pytest

from symconv.proof import verdict as v
from symconv.proof.prove import Judged, Report
from symconv.proof.verdict import Exhausted, Proved, Verdict
from symconv.sheets.evidence import counts, line_of, row, total
from symconv.sheets.problem import Problem, Solved
from symconv.sheets.record import record_rows


def report(*verdicts: Verdict, cases: int = 0) -> Report:
    derivation = replace(hand_built.lemma(), lemmas={})
    step = derivation.steps[0]
    return Report(derivation, tuple(Judged(step, verdict) for verdict in verdicts), (), cases, {})


MIXED = "2/2 lines shown: 1 proved, 1 exhausted (9 cases)"
PROVED = Proved("identity", "0 = 0")


@pytest.mark.parametrize(
    ("verdicts", "words", "complete"),
    [
        ([PROVED] * 3, "3/3 lines proved", True),
        ([PROVED, Exhausted("cases", "all", 9)], MIXED, True),
        (
            [PROVED, v.Tested("samples", 5)],
            "1/2 lines shown: 1 proved, 1 tested, not proved",
            False,
        ),
        ([v.Undecided(("why",))], "0/1 lines shown: 1 open", False),
        ([v.Refuted("search", {"n": "1"}), PROVED], "1/2 lines shown: 1 proved, 1 open", False),
    ],
)
def test_counts_in_words(verdicts: list[Verdict], words: str, complete: bool) -> None:
    found = counts(report(*verdicts))
    assert (found.words(), found.is_complete) == (words, complete)
    assert not complete or "tested" not in words


def test_a_sample_is_never_printed_as_a_proof() -> None:
    word, method, _, cases = row(v.Tested("samples", 5))
    assert (word, method, cases) == ("tested, not proved", "samples", 5)
    assert row(v.Refuted("search", {"n": "1"}, "differs"))[2] == "differs; n = 1"
    assert row(v.Undecided(("a", "b"))) == ("undecided", "", "a; b", 0)


def test_the_line_names_the_witness_or_why_there_is_none() -> None:
    assert line_of(report(PROVED)).endswith("no numeric witness: nothing to compute.")
    double = hand_built.signed(hand_built.double())
    assert line_of(double).endswith("12\u202f288 cases compared with sums of arrays.")  # type: ignore[arg-type]


def test_totals_add_up_over_lemmas_and_parts() -> None:
    double = hand_built.signed(hand_built.double())
    found = total([double, report(PROVED, cases=2)])  # type: ignore[list-item]
    assert (found.lines, found.witness_cases) == (7 + 1, 12288 + 2)


def test_the_record_joins_lines_that_were_shown_alike() -> None:
    lines = [replace(PROVED, evidence=f"e{i}") for i in range(3)] + [
        Exhausted("cases", "all", 1200)
    ]
    problem = Problem("1", hand_built.number(1).value, "lemma")
    part = Solved(problem, hand_built.lemma(), report(*lines, cases=7))
    rows = record_rows([part])
    assert [(r.claim, r.verdict, r.evidence, r.cases) for r in rows if r.claim != "answer"] == [
        ("(1)–(3)", "proved", "identity: 3 lines, each by itself", ""),
        ("(4)", "exhausted", "cases: all", "1\u202f200"),
        ("numbers", "agree", "", "7"),
    ]
