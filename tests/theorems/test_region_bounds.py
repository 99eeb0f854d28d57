"""Bounds on numbers of regions: known values, slips, and what is no number of layers."""

from __future__ import annotations

from dataclasses import replace
from math import comb
from typing import Any

import pytest

from symconv.algebra.regions import product_upper, zaslavsky
from symconv.errors import GivenError, ProofError
from symconv.latex.reader import read_one
from symconv.proof.derivation import Derivation
from symconv.proof.prove import prove
from symconv.theorems import derive


def edited(derivation: Derivation, number: int, old: str, new: str) -> Derivation:
    step = derivation.steps[number]
    assert old in step.latex, step.latex
    latex = step.latex.replace(old, new, 1)
    wrong = replace(step, latex=latex, statement=read_one(latex, derivation.symbols).statement)
    steps = (*derivation.steps[:number], wrong, *derivation.steps[number + 1 :])
    return replace(derivation, steps=steps)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_the_law_is_the_sum_of_binomials(n: int) -> None:
    for m in (0, 1, 2, 5, 30):
        found = derive("most_regions_of_hyperplanes", planes=m, dimension=n).answer.value
        assert found == sum(comb(m, k) for k in range(n + 1)) == zaslavsky(m, n)


def test_published_bounds() -> None:
    """One input and ten layers of five units: 6 to the 10."""
    found = derive("most_regions_of_network", inputs=1, widths=[5] * 10).answer.value
    assert found == 6**10 == product_upper(1, [5] * 10)
    narrow = derive("most_regions_of_network", inputs=3, widths=[2, 64, 32]).answer.value
    assert narrow == 4 * (1 + 64 + 64 * 63 // 2) * (1 + 32 + 32 * 31 // 2)


SLIPS: list[tuple[str, dict[str, Any], int, str, str]] = [
    ("most_regions_of_hyperplanes", {}, 1, "m - 1", "m + 1"),
    ("most_regions_of_hyperplanes", {"dimension": 3}, 2, "{6}", "{3}"),
    ("most_regions_of_hyperplanes", {"planes": 10}, 2, "56", "57"),
    ("most_regions_of_network", {}, 0, "11", "12"),
    ("most_regions_of_network", {}, 3, "121", "120"),
]


@pytest.mark.parametrize(("name", "givens", "number", "old", "new"), SLIPS)
def test_a_slip_is_found(
    name: str, givens: dict[str, Any], number: int, old: str, new: str
) -> None:
    good = derive(name, **givens)
    assert prove(good).shown
    with pytest.raises(ProofError, match=name):
        prove(edited(good, number, old, new))


BAD: list[tuple[str, dict[str, Any], str, str]] = [
    ("most_regions_of_hyperplanes", {"dimension": 5}, "dimension", "a number from 1 to 4"),
    ("most_regions_of_hyperplanes", {"dimension": "n"}, "dimension", "a number from 1 to 4"),
    ("most_regions_of_hyperplanes", {"dimension": 0}, "dimension", "positive"),
    ("most_regions_of_hyperplanes", {"planes": -1}, "planes", "non-negative"),
    ("most_regions_of_hyperplanes", {"planes": "A"}, "planes", "means something else"),
    ("most_regions_of_network", {"inputs": 9}, "inputs", "numbers from 1 to 8"),
    ("most_regions_of_network", {"inputs": "n"}, "inputs", "numbers from 1 to 8"),
    ("most_regions_of_network", {"widths": []}, "widths", "a list of numbers"),
    ("most_regions_of_network", {"widths": "ab"}, "widths", "a list of numbers"),
    ("most_regions_of_network", {"widths": [4, 0]}, "widths", "positive"),
    ("most_regions_of_network", {"widths": [600]}, "widths", "numbers from 1 to 512"),
    ("most_regions_of_network", {"widths": [1] * 13}, "widths", "more than 12 layers"),
]


@pytest.mark.parametrize(("name", "givens", "given", "message"), BAD)
def test_a_bad_given_is_named(name: str, givens: dict[str, Any], given: str, message: str) -> None:
    with pytest.raises(GivenError, match=message) as caught:
        derive(name, **givens)
    assert caught.value.given == given
