"""Non-negative solutions of linear systems: they solve the system, and exist when they should."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from symconv.algebra.simplex import Work, feasible


def system(source, *, solvable):
    """A small random system; a solvable one has a known solution."""
    rows, columns = source.randint(1, 5), source.randint(1, 8)
    matrix = [
        {r: Fraction(source.randint(-3, 3)) for r in range(rows) if source.random() < 0.7}
        for _ in range(columns)
    ]
    if solvable:
        weights = [Fraction(source.choice((0, 0, 1, 2, 5)), source.choice((1, 2))) for _ in matrix]
        return matrix, applied(matrix, weights)
    return matrix, {r: Fraction(source.randint(-3, 3)) for r in range(rows)}


def applied(matrix, weights):
    total = {}
    for column, weight in zip(matrix, weights, strict=True):
        for r, value in column.items():
            total[r] = total.get(r, 0) + weight * value
    return total


@pytest.mark.parametrize("seed", range(60))
def test_solves_a_system_that_has_a_solution(seed):
    """The weights are not negative and multiply out to the target."""
    matrix, target = system(random.Random(seed), solvable=True)
    weights = feasible(matrix, target)
    assert weights is not None
    assert min(weights) >= 0
    found = applied(matrix, weights)
    assert {r: v for r, v in found.items() if v} == {r: v for r, v in target.items() if v}


@pytest.mark.parametrize("seed", range(60))
def test_agrees_with_another_solver(seed):
    """A float solver finds a solution exactly when we do."""
    optimize = pytest.importorskip("scipy.optimize")
    matrix, target = system(random.Random(1000 + seed), solvable=False)
    rows = sorted(target)
    equations = [[float(column.get(r, 0)) for column in matrix] for r in rows]
    result = optimize.linprog(
        [0.0] * len(matrix), A_eq=equations, b_eq=[float(target[r]) for r in rows], method="highs"
    )
    assert (feasible(matrix, target) is not None) == (result.status == 0)


def test_gives_up_when_the_work_runs_out():
    """No work, no answer."""
    matrix, target = [{"a": Fraction(1)}], {"a": Fraction(1)}
    assert feasible(matrix, target) == (Fraction(1),)
    assert feasible(matrix, target, Work(updates=0)) is None


def test_degenerate_systems_end():
    """Rows that are 0 on the right do not make the method turn in a circle (Beale's example)."""
    quarter, half = Fraction(1, 4), Fraction(1, 2)
    columns = [
        {"a": quarter, "b": half, "c": Fraction(0), "goal": Fraction(3, 4)},
        {"a": Fraction(-60), "b": Fraction(-90), "goal": Fraction(-150)},
        {"a": Fraction(-1, 25), "b": Fraction(-1, 50), "c": Fraction(1), "goal": Fraction(1, 50)},
        {"a": Fraction(9), "b": Fraction(3), "goal": Fraction(-6)},
        {"a": Fraction(1)},
        {"b": Fraction(1)},
        {"c": Fraction(1)},
    ]
    weights = feasible(columns, {"c": Fraction(1), "goal": Fraction(1, 20)})
    assert weights is not None
    assert applied(columns, weights)["goal"] == Fraction(1, 20)
