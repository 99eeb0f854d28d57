r"""No linear layer ``f(x) = w . x + b`` has the values of a table: a square of rows says so.

On a square of the cube, two opposite corners add up to as much as the other two, for every affine
function. A table for which all squares balance is affine.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from symconv.algebra.logic.affine import coefficients, obstruction
from symconv.algebra.logic.separable import decide
from symconv.algebra.logic.truth_table import TruthTable
from symconv.algebra.logic.verdicts import Contradiction
from symconv.errors import GivenError, WitnessError
from symconv.latex.drawing import Figure
from symconv.notation import SymbolTable
from symconv.proof.author import step
from symconv.proof.derivation import Answer, Derivation, Witness
from symconv.theorems import logic_givens as givens
from symconv.theorems import logic_lines as lines
from symconv.theorems.figures.truth_table import contradicted

CONVENTION = (
    r"A linear layer returns the number $w^{\top} x + b$ itself, which shall equal the table."
)


def linear_layer_impossible(*, table: Sequence[int]) -> Derivation:
    r"""Return the proof that no affine function has the values of this table, up to four inputs.

    ``table`` lists the values of all rows, (0, ..., 0) first.
    Raises GivenError for a table of an affine function.

    >>> linear_layer_impossible(table=[0, 1, 1, 0]).steps[0].latex
    'b + \\left(w_{1} + w_{2} + b\\right) = \\left(w_{2} + b\\right) + \\left(w_{1} + b\\right)'
    """
    wanted = givens.table(table)
    face = obstruction(wanted, 1)
    if face is None:
        raise GivenError(
            f"a linear layer has this table: its coefficients are {_said(wanted)}",
            remedy="ask for threshold_weights",
            given="table",
        )
    symbols = SymbolTable.of(lines.UNKNOWNS)
    even = sorted(r for r, sign in face.items() if sign > 0)
    odd = sorted(r for r, sign in face.items() if sign < 0)
    sums = {r: lines.preactivation(wanted.points[r]) for r in face}
    left, right = (" + ".join(lines.fenced(sums[r]) for r in rows) for rows in (even, odd))
    demands = [f"{sums[r]} = {wanted.values[r]}" for r in (*even, *odd)]
    claim = rf"\neg \left( {lines.all_of(demands)} \right)"
    asked = [" + ".join(str(wanted.values[r]) for r in rows) for rows in (even, odd)]
    totals = [sum(wanted.values[r] for r in rows) for rows in (even, odd)]
    return Derivation(
        name="linear_layer_impossible",
        title="A table that no linear layer has",
        symbols=symbols,
        conventions=(CONVENTION, lines.ROWS),
        steps=(
            step(
                f"{left} = {right}",
                f"opposite corners of the square {_corners(wanted, (*even, *odd))} have "
                "equal sums, whatever $w$ and $b$ are",
                symbols,
            ),
            step(
                rf"{asked[0]} = {totals[0]} \ne {totals[1]} = {asked[1]}",
                "the table asks for sums that differ",
                symbols,
            ),
            step(claim, "so these rows cannot all be had", symbols),
        ),
        answer=Answer(claim, "impossible"),
        witness=Witness(
            "exact least squares over all rows, which leave a residual", lambda: _check(wanted)
        ),
        figures=_figures(wanted),
    )


def _figures(table: TruthTable) -> tuple[Figure, ...]:
    """Draw the points where even a threshold cannot part them."""
    found = decide(table)
    return contradicted(table, found) if isinstance(found, Contradiction) else ()


def _corners(table: TruthTable, rows: tuple[int, ...]) -> str:
    return ", ".join(lines.point_text(table.points[r]) for r in sorted(rows))


def _said(table: TruthTable) -> str:
    return ", ".join(f"{c} for the inputs {axes}" for axes, c in coefficients(table).items()) or "0"


def _check(table: TruthTable) -> int:
    """Solve the normal equations exactly: the columns of the cube are orthogonal over +-1."""
    signs = [[Fraction(2 * x - 1) for x in p] + [Fraction(1)] for p in table.points]
    rows = np.array(signs, dtype=object)
    weights = rows.T @ np.array(table.values, dtype=object) / len(rows)
    if not any(rows @ weights - np.array(table.values, dtype=object)):
        raise WitnessError("an affine function fits the table")
    return len(rows)
