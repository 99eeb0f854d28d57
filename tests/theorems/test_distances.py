"""Programs for distances are run as printed, and their costs are what running them shows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from symconv.errors import GivenError, WitnessError
from symconv.proof.prove import prove
from symconv.theorems import derive
from symconv.theorems.distance_programs import PROGRAMS, run

ROWS = (np.array([[1.0, 2.0, 2.0], [0.0, -1.0, 3.0]]), np.array([[1.0, 2.0, 2.0], [4.0, 6.0, 2.0]]))
BY_HAND = {"L1": [[0, 7], [5, 12]], "L2": [[0, 5], [np.sqrt(11), np.sqrt(66)]]}
CASES = [(metric, loops) for metric, found in PROGRAMS.items() for loops in found]


@pytest.mark.parametrize(("metric", "loops"), CASES)
def test_programs_find_the_distances_that_a_person_finds(metric: Any, loops: Any) -> None:
    assert np.allclose(run(PROGRAMS[metric][loops], *ROWS), BY_HAND[metric], rtol=1e-12, atol=0)


@pytest.mark.parametrize(("metric", "loops"), CASES)
def test_programs_agree_with_scipy(metric: Any, loops: Any) -> None:
    spatial = pytest.importorskip("scipy.spatial", reason="needs the peers: scipy is not installed")
    rng = np.random.default_rng(3)
    test, train = rng.normal(size=(6, 9)), rng.normal(size=(4, 9))
    name = {"L1": "cityblock", "L2": "euclidean"}[metric]
    expected = spatial.distance.cdist(test, train, name)
    assert np.allclose(run(PROGRAMS[metric][loops], test, train), expected, rtol=1e-12, atol=0)


def test_the_printed_program_is_the_one_that_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    derivation = derive("pairwise_distances", metric="L1")
    assert [p.code for p in derivation.programs] == list(PROGRAMS["L1"].values())
    slip = {"two loops": PROGRAMS["L1"]["two loops"].replace("np.abs(", "(")}
    monkeypatch.setitem(PROGRAMS, "L1", slip)  # type: ignore[misc]
    with pytest.raises(WitnessError, match="program with two loops and the kernel disagree"):
        prove(derivation)


def test_costs_are_those_of_a_count() -> None:
    """Two test rows, four training rows, three entries: counted on paper."""
    found = derive("pairwise_distances", num_test=2, num_train=4, features=3)
    assert prove(found).shown
    assert found.answer.value == (24, 16, 3, 12, 24)


def test_the_loop_free_program_holds_what_is_said() -> None:
    """The array of differences of the L1 program, and the parts of the L2 program."""
    test, train = np.zeros((5, 7)), np.zeros((3, 7))
    assert (test[:, None] - train[None]).size == 5 * 3 * 7
    parts = [np.sum(test**2, axis=1), np.sum(train**2, axis=1), test @ train.T]
    assert sum(p.size for p in parts) == 5 + 3 + 15
    l2 = derive("pairwise_distances", metric="L2", num_test=5, num_train=3, features=7)
    assert l2.answer.value[-1] == 23  # type: ignore[index]


@pytest.mark.parametrize(
    ("givens", "message"),
    [({"metric": "L3"}, "L1 or L2, not 'L3'"), ({"features": "k"}, "the letter k means something")],
)
def test_bad_givens_say_what_is_wrong(givens: dict[str, Any], message: str) -> None:
    with pytest.raises(GivenError, match=message) as caught:
        derive("pairwise_distances", **givens)
    assert caught.value.given == next(iter(givens))
