r"""What the rows of a table ask of the weights and the bias, and the names that stand for these.

*Defines* `Demands` and `demands_of`. The unknowns are called ``w1``, ``w2`` … and ``b``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from symconv.audit.judge.affine.forms import ZERO, Affine, number
from symconv.audit.judge.affine.systems import Condition
from symconv.sheets.problem import Problem

BIAS = Affine.unknown("b")


@dataclass(frozen=True)
class Demands:
    """One condition for each row of a table, the inputs of the rows, and their values."""

    rows: tuple[Condition, ...]
    points: tuple[tuple[int, ...], ...]
    values: tuple[int, ...]

    @property
    def inputs(self) -> int:
        """How many inputs there are."""
        return len(self.points[0])

    @property
    def are_equations(self) -> bool:
        """Whether outputs are to equal the table, and not to lie on a side of the threshold."""
        return self.rows[0].sign == "="

    def called(self, row: int) -> str:
        """Return a row by its inputs."""
        return f"({', '.join(map(str, self.points[row]))})"


def demands_of(problem: Problem, rule: str | None = None) -> Demands:
    """Return what the question's table asks for: of a threshold unit, or of a linear layer.

    ``rule`` is another one than the question's: ``>=``, ``>``, or ``apart`` where no row may lie on
    the threshold.

    >>> asked = Problem("1", Fraction(1), "threshold_impossible", {"table": [0, 1, 1, 0]})
    >>> demands_of(asked).rows[1]
    Condition(form=Affine(terms={'w2': Fraction(1, 1), 'b': Fraction(1, 1)}, \
constant=Fraction(0, 1)), sign='>=')
    """
    values = tuple(int(v) for v in problem.given["table"])  # type: ignore[union-attr,arg-type]
    points = tuple(product((0, 1), repeat=(len(values) - 1).bit_length()))
    if problem.ask == "linear_layer_impossible":
        rows = [
            Condition(output_at([Fraction(x) for x in p]).minus(number(v)), "=")
            for p, v in zip(points, values, strict=True)
        ]
    else:
        when = rule or str(problem.given.get("rule", ">="))
        rows = [
            _side(output_at([Fraction(x) for x in p]), v, when)
            for p, v in zip(points, values, strict=True)
        ]
    return Demands(tuple(rows), points, values)


def _side(total: Affine, value: int, rule: str) -> Condition:
    if value:
        return Condition(total, ">=" if rule == ">=" else ">")
    return Condition(total.times(Fraction(-1)), ">=" if rule == ">" else ">")


def output_at(point: Sequence[Fraction]) -> Affine:
    """Return ``w . x + b`` at a point."""
    total = ZERO
    for i, x in enumerate(point, start=1):
        total = total.plus(Affine.unknown(f"w{i}").times(x))
    return total.plus(BIAS)
