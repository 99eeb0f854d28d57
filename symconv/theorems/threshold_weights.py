r"""Weights of a threshold unit that computes a given table, and all that do.

Each row of the table is one inequality for the weights. A few of the rows imply the others; they
describe every solution. The smallest whole solution is boxed and checked row by row.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from symconv.algebra.logic.separable import adding_up_to, needed_rows, simplest_weights
from symconv.algebra.logic.truth_table import TruthTable
from symconv.algebra.logic.verdicts import Rule, Weights
from symconv.errors import GivenError, WitnessError
from symconv.kernels import linear
from symconv.latex import tex
from symconv.latex.tree import Relation
from symconv.notation import SymbolTable, scalars, tensors
from symconv.proof.author import define, step
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems import logic_givens as givens
from symconv.theorems import logic_lines as lines
from symconv.theorems.answers import box
from symconv.theorems.figures.truth_table import separated


def threshold_weights(*, table: Sequence[int], rule: str = ">=", label: str = "f") -> Derivation:
    r"""Return whole weights and a bias of a threshold unit with this table, up to four inputs.

    ``table`` lists the values of all rows, (0, ..., 0) first; ``rule`` says whether the unit
    answers 1 at ``>= 0`` or at ``> 0``; ``label`` marks the names of the weights.
    Raises GivenError for a table that no threshold unit has.

    >>> threshold_weights(table=[0, 0, 0, 1], label="AND").answer.value
    ((1, 1), -2)
    """
    wanted, when, mark = givens.table(table), givens.rule(rule), givens.label(label)
    found = simplest_weights(wanted, when)
    if found is None:
        raise GivenError(
            "no threshold unit has this table",
            remedy="ask for threshold_impossible, or for two_layer_network_of_table",
            given="table",
        )
    text = _Text(wanted, when, mark, found)
    return Derivation(
        name="threshold_weights",
        title="Weights of a threshold unit",
        symbols=text.symbols,
        conventions=lines.conventions(when),
        definitions=text.definitions(),
        steps=(*text.solutions(), *text.rows(), text.all_rows()),
        answer=Answer(box(text.conclusion()), (found.weights, found.bias)),
        remarks=(text.all_solutions(),),
        witness=Witness("the linear kernel on all inputs", lambda: _check(wanted, when, found)),
        figures=separated(wanted, found, when),
    )


class _Text:
    """The lines about one table and one choice of weights."""

    def __init__(self, table: TruthTable, rule: Rule, label: str, found: Weights) -> None:
        self.table, self.rule, self.found = table, rule, found
        mark = rf"_{{\mathrm{{{label}}}}}"
        self.w, self.b = "w" + mark, "b" + mark
        declared, self.given = lines.inputs(table)
        self.symbols = SymbolTable.of(
            lines.UNKNOWNS, declared, tensors(self.w, rank=1), scalars(self.b)
        )

    def definitions(self) -> tuple[Defined, ...]:
        weights, bias = self.conclusion()
        return (
            *self.given,
            define(weights.replace("=", ":=", 1), "chosen", self.symbols),
            define(bias.replace("=", ":=", 1), "chosen", self.symbols),
        )

    def solutions(self) -> list[Step]:
        """Say which rows imply the others, so that their inequalities describe all solutions."""
        kept = needed_rows(self.table)
        found: list[Step] = []
        for row in sorted(set(range(len(self.table.points))) - set(kept)):
            used = adding_up_to(self.table, row, kept)
            ask = [lines.inequality(self.table, r, self.rule) for r in (*used, row)]
            found.append(
                step(
                    rf"{lines.all_of(ask[:-1])} \Rightarrow {ask[-1]}",
                    f"the row {lines.point_text(self.table.points[row])} asks for nothing more",
                    self.symbols,
                    before="" if found else "Each row of the table is one inequality for $w$, $b$.",
                )
            )
        return found

    def all_solutions(self) -> str:
        """Say in words which weights are right."""
        kept = [lines.point_text(self.table.points[r]) for r in needed_rows(self.table)]
        return (
            "Other $w$ and $b$ are right exactly if they satisfy the inequalities of the rows "
            f"{', '.join(kept)}."
        )

    def rows(self) -> list[Step]:
        said = []
        for point, value in zip(self.table.points, self.table.values, strict=True):
            relation = _RELATIONS[lines.side(value, self.rule)]
            said.append(
                step(
                    tex.write(lines.numbers(self.found, point, relation)),
                    f"$x = {lines.point_text(point)}$: the unit answers {value}",
                    self.symbols,
                )
            )
        return said

    def all_rows(self) -> Step:
        last, rows = self.table.variables - 1, len(self.table.points)
        weight = self.w.replace("}}", "}, i}")
        fires = f"{weight} + {self.b} {lines.side(1, self.rule)} 0"
        return step(
            rf"\forall r \in \{{0, \dots, {rows - 1}\}} : "
            rf"\left[ \sum_{{i=0}}^{{{last}}} X_{{r, i}} {fires} \right] = t_{{r}}",
            "all rows of the table at once",
            self.symbols,
        )

    def conclusion(self) -> list[str]:
        rows = r" \\ ".join(map(str, self.found.weights))
        return [
            rf"{self.w} = \begin{{bmatrix}} {rows} \end{{bmatrix}}",
            f"{self.b} = {self.found.bias}",
        ]


_RELATIONS: dict[str, Relation] = {r"\ge": ">=", ">": ">", "<": "<", r"\le": "<="}


def _check(table: TruthTable, rule: Rule, found: Weights) -> int:
    sums = linear(np.array(table.points), np.array([found.weights]), np.array([found.bias]))
    fires = (sums >= 0 if rule == ">=" else sums > 0)[:, 0]
    if fires.tolist() != [bool(v) for v in table.values]:
        raise WitnessError("the linear kernel and the table disagree")
    return len(table.points)
