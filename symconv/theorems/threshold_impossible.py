r"""No threshold unit has a given table: a few rows whose inequalities contradict each other.

The inequalities of some true rows and of some false rows, each taken a whole number of times, have
the same left side in total; the totals lie on different sides of 0.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from symconv.algebra.logic.separable import decide
from symconv.algebra.logic.truth_table import TruthTable
from symconv.algebra.logic.verdicts import Contradiction, Rule, confirms
from symconv.errors import GivenError, WitnessError
from symconv.kernels import linear
from symconv.notation import SymbolTable
from symconv.proof.author import step
from symconv.proof.derivation import Answer, Derivation, Step, Witness
from symconv.theorems import logic_givens as givens
from symconv.theorems import logic_lines as lines
from symconv.theorems.figures.truth_table import contradicted


def threshold_impossible(*, table: Sequence[int], rule: str = ">=") -> Derivation:
    r"""Return the proof that no threshold unit has this table, up to four inputs.

    ``table`` lists the values of all rows, (0, ..., 0) first; ``rule`` says whether the unit
    answers 1 at ``>= 0`` or at ``> 0``. Raises GivenError for a table that a unit has.

    >>> threshold_impossible(table=[0, 1, 1, 0]).steps[0].latex
    '\\left(w_{2} + b\\right) + \\left(w_{1} + b\\right) = b + \\left(w_{1} + w_{2} + b\\right)'
    """
    wanted, when = givens.table(table), givens.rule(rule)
    found = decide(wanted)
    if not isinstance(found, Contradiction):
        raise GivenError(
            f"a threshold unit has this table: w = {found.weights}, b = {found.bias}",
            remedy="ask for threshold_weights",
            given="table",
        )
    symbols = SymbolTable.of(lines.UNKNOWNS)
    rows = {v: [r for r in found.multipliers if wanted.values[r] == v] for v in (1, 0)}
    ask = [lines.inequality(wanted, r, when) for r in (*rows[1], *rows[0])]
    claim = rf"\neg \left( {lines.all_of(ask)} \right)"
    return Derivation(
        name="threshold_impossible",
        title="A table that no threshold unit has",
        symbols=symbols,
        conventions=lines.conventions(when),
        steps=(
            _same_total(wanted, found, rows, symbols),
            *(_one_side(wanted, found, rows[v], v, when, symbols) for v in (1, 0)),
            step(
                claim,
                "one total cannot lie on both sides of 0, so the rows contradict each other",
                symbols,
            ),
        ),
        answer=Answer(claim, "impossible"),
        witness=Witness("the linear kernel on a grid of weights", lambda: _check(wanted, when)),
        figures=contradicted(wanted, found),
    )


def _total(table: TruthTable, found: Contradiction, rows: list[int]) -> str:
    parts = []
    for row in rows:
        count = found.multipliers[row]
        times = "" if count == 1 else f"{count} "
        parts.append(times + lines.fenced(lines.preactivation(table.points[row])))
    return " + ".join(parts)


def _same_total(
    table: TruthTable, found: Contradiction, rows: dict[int, list[int]], symbols: SymbolTable
) -> Step:
    true, false = (_total(table, found, rows[v]) for v in (1, 0))
    said = [", ".join(lines.point_text(table.points[r]) for r in rows[v]) for v in (1, 0)]
    return step(
        f"{true} = {false}",
        f"the sums at {said[0]} and the sums at {said[1]} have one total, whatever $w$ and $b$ are",
        symbols,
    )


def _one_side(
    table: TruthTable,
    found: Contradiction,
    rows: list[int],
    value: int,
    rule: Rule,
    symbols: SymbolTable,
) -> Step:
    premises = lines.all_of(lines.inequality(table, r, rule) for r in rows)
    return step(
        rf"{premises} \Rightarrow {_total(table, found, rows)} {lines.side(value, rule)} 0",
        f"the rows with value {value} put it on one side of 0",
        symbols,
    )


def _check(table: TruthTable, rule: Rule) -> int:
    """Try all weights and biases of a grid, by the kernel."""
    size = 3 if table.variables < 4 else 1
    axis = np.arange(-size, size + 1)
    grid = np.stack(np.meshgrid(*[axis] * (table.variables + 1)), -1).reshape(
        -1, table.variables + 1
    )
    sums = linear(np.array(table.points), grid[:, :-1], grid[:, -1])
    fires = sums >= 0 if rule == ">=" else sums > 0
    if (fires == np.array(table.values, dtype=bool)[:, None]).all(axis=0).any():
        raise WitnessError("the linear kernel has the table for some weights")
    if not confirms(table, decide(table)):
        raise WitnessError("the contradiction does not add up")
    return len(grid)
