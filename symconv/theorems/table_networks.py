r"""Lines about two-layer networks on all rows of a table: weights, both layers, the comparison.

*Notation.* Row r of X is an input; :math:`Z = X W^{(1)\top} + b^{(1)}` and :math:`H = \sigma(Z)`
hold the hidden units of all rows, y the outputs, t the values of the table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np

from symconv.algebra.logic.truth_table import TruthTable
from symconv.algebra.logic.two_layer import Activation, Number, TwoLayer
from symconv.algebra.logic.verdicts import Rule
from symconv.errors import WitnessError
from symconv.kernels import linear
from symconv.latex import tex
from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.proof.author import define, step
from symconv.proof.derivation import Answer, Defined, Step, Witness
from symconv.theorems import logic_lines as lines
from symconv.theorems.answers import box
from symconv.theorems.tensors import Array, exact_value, given, number
from symconv.theorems.tensors import lines as array_lines

ACTIVATIONS = ("relu", "square", "threshold")
HIDDEN_WEIGHTS, HIDDEN_BIAS = "W^{(1)}", "b^{(1)}"
OUTPUT_WEIGHTS, OUTPUT_BIAS = "W^{(2)}", "b^{(2)}"


class TableNetwork:
    """A network with one hidden layer, a table, and the lines that compare them row by row."""

    def __init__(
        self, table: TruthTable, net: TwoLayer, activation: Activation, rule: Rule
    ) -> None:
        self.table, self.net, self.activation, self.rule = table, net, activation, rule
        self.rows, self.units = len(table.points), len(net.hidden)
        declared, self.inputs = lines.inputs(table)
        self.symbols = SymbolTable.of(
            declared,
            tensors(f"{HIDDEN_WEIGHTS} {OUTPUT_WEIGHTS} Z H", rank=2),
            tensors(f"{HIDDEN_BIAS} y", rank=1),
            scalars(OUTPUT_BIAS),
            scalars("u", Domain.INTEGER),
        )
        self.before = self._hidden()
        self.after = _entrywise(self._active, self.before)
        self.output = self._output()

    @property
    def conventions(self) -> tuple[str, ...]:
        """Say what the layers are."""
        sign = r"\ge 0" if self.rule == ">=" else "> 0"
        said = {
            "relu": r"Hidden units are $\sigma(z) = \max(0, z)$; the output layer is linear.",
            "square": r"Hidden units are $\sigma(z) = z^{2}$; the output layer is linear.",
            "threshold": f"All units are threshold units: 1 where a sum is ${sign}$, else 0.",
        }
        return (said[self.activation], lines.ROWS)

    def definitions(self, reason: str) -> tuple[Defined, ...]:
        """Define the inputs, the weights with a reason, and both layers."""
        hidden = self._activated(r"Z_{r, u}")
        total = rf"\sum_{{u=0}}^{{{self.units - 1}}} {OUTPUT_WEIGHTS}_{{0, u}} H_{{r, u}}"
        output = f"{total} + {OUTPUT_BIAS}"
        if self.activation == "threshold":
            output = self._activated(output)
        last = self.table.variables - 1
        return (
            *self.inputs,
            given(HIDDEN_WEIGHTS, self.net.hidden, reason),
            given(HIDDEN_BIAS, self.net.biases, reason),
            given(OUTPUT_WEIGHTS, (self.net.output,), reason),
            define(_defining(OUTPUT_BIAS, self.net.bias), reason, self.symbols),
            define(
                rf"Z_{{r, u}} := \sum_{{i=0}}^{{{last}}} {HIDDEN_WEIGHTS}_{{u, i}} X_{{r, i}} "
                rf"+ {HIDDEN_BIAS}_{{u}}",
                "sums of the hidden units, one row for each input",
                self.symbols,
                shape=[self.rows, self.units],
            ),
            define(
                f"H_{{r, u}} := {hidden}",
                "hidden units",
                self.symbols,
                shape=[self.rows, self.units],
            ),
            define(f"y_{{r}} := {output}", "outputs", self.symbols, shape=[self.rows]),
        )

    def steps(self) -> tuple[Step, ...]:
        """Compute both layers on all rows, and compare with the table."""
        return (
            self._line("Z", self.before, "the sums of the hidden units"),
            self._line("H", self.after, "the activation, entry by entry"),
            self._line("y", self.output, "the output layer"),
            step("y = t", "all rows are those of the table", self.symbols),
        )

    def weights(self) -> Answer:
        """Box the weights and biases of both layers."""
        arrays = (
            (HIDDEN_WEIGHTS, _array(self.net.hidden)),
            (HIDDEN_BIAS, _array(self.net.biases)),
            (OUTPUT_WEIGHTS, _array((self.net.output,))),
        )
        latex = [line for name, entries in arrays for line in array_lines(name, entries)]
        latex.append(_defining(OUTPUT_BIAS, self.net.bias).replace(":=", "="))
        value = tuple(exact_value(entries) for _, entries in arrays)
        return Answer(box(latex), (*value, self.net.bias))

    def witness(self) -> Witness:
        """Run the linear kernel twice, with the activation written in NumPy between."""
        return Witness("the linear kernel and the activation on all inputs", self._check)

    def agrees(self) -> bool:
        """Whether the outputs are the values of the table."""
        return self.output.tolist() == list(self.table.values)

    def _line(self, name: str, entries: Array, reason: str) -> Step:
        return step(next(iter(array_lines(name, entries))), reason, self.symbols)

    def _activated(self, z: str) -> str:
        if self.activation == "relu":
            return rf"\max(0, {z})"
        if self.activation == "square":
            return f"{z}^{{2}}"
        sign = r"\ge" if self.rule == ">=" else ">"
        return rf"\left[ {z} {sign} 0 \right]"

    def _active(self, z: Number) -> Number:
        if self.activation == "relu":
            return max(z, 0)
        if self.activation == "square":
            return z * z
        return int(z >= 0 if self.rule == ">=" else z > 0)

    def _hidden(self) -> Array:
        rows = []
        for point in self.table.points:
            pairs = zip(self.net.hidden, self.net.biases, strict=True)
            rows.append([_dot(w, point) + b for w, b in pairs])
        return _array(rows)

    def _output(self) -> Array:
        sums = [_dot(self.net.output, row) + self.net.bias for row in self.after.tolist()]
        if self.activation == "threshold":
            sums = [self._active(s) for s in sums]
        return _array(sums)

    def _check(self) -> int:
        x = np.array(self.table.points)
        z = linear(x, _array(self.net.hidden), _array(self.net.biases))
        h = {
            "relu": np.maximum(z, 0),
            "square": z * z,
            "threshold": (z >= 0 if self.rule == ">=" else z > 0).astype(int),
        }[self.activation]
        y = linear(h, _array((self.net.output,)), _array((self.net.bias,)))[:, 0]
        if self.activation == "threshold":
            y = (y >= 0 if self.rule == ">=" else y > 0).astype(int)
        if [*y] != [*self.table.values]:
            raise WitnessError("the linear kernel and the table disagree")
        return self.rows


def _defining(name: str, value: Number) -> str:
    """Return ``name := value``."""
    return f"{name} := {tex.write(number(value))}"


def _dot(weights: Sequence[Number], point: Sequence[Number]) -> Number:
    total = sum((Fraction(w) * x for w, x in zip(weights, point, strict=True)), Fraction(0))
    return int(total) if total.denominator == 1 else total


def _array(values: Sequence[object]) -> Array:
    return np.array(values, dtype=object)


def _entrywise(function: Callable[[Number], Number], values: Array) -> Array:
    return _array([[function(v) for v in row] for row in values.tolist()])
