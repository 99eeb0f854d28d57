r"""Lines about a rectified network in a cell: signs of the units, the product of matrices, the map.

*Notation.* :math:`W^{(l)}, b^{(l)}` are the layers; the label of a cell stands below what belongs
to it: :math:`D^{(l)}_a` has 1 for the active units of layer l, and :math:`W_a x + b_a` is the
network in the cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np

from symconv.algebra.regions import PiecewiseNetwork
from symconv.latex import tex
from symconv.latex.tree import Add, Expr, Indexed, Multiply, Negative
from symconv.latex.tree import Symbol as Letter
from symconv.notation import Declared, SymbolTable, name, scalars, tensors
from symconv.proof.author import define, step
from symconv.proof.derivation import Defined, Step
from symconv.theorems.relu_views import Form, View
from symconv.theorems.tensors import given, matrix, number

LABELS = "abcdefgh"
CONVENTION = r"Hidden units are rectified, $\max(0, z)$ entry by entry; the output layer is affine."


class ReluText:
    """The lines about the cells of one network."""

    def __init__(self, net: PiecewiseNetwork, labels: Sequence[str]) -> None:
        self.net, self.depth = net, len(net.layers)
        self.is_scalar = net.in_size == 1
        levels = range(1, self.depth + 1)
        own = [tensors(f"W^{{({n})}}", rank=2) + tensors(f"b^{{({n})}}", rank=1) for n in levels]
        per_cell = [row for label in labels for row in self._declared(label)]
        variable = scalars("x") if self.is_scalar else tensors(r"x \mathbf{x}", rank=1)
        self.symbols = SymbolTable.of(*own, per_cell, variable)

    def layers(self) -> Iterator[Defined]:
        """Yield the given weights and biases."""
        for n, layer in enumerate(self.net.layers, start=1):
            yield given(f"W^{{({n})}}", layer.weight, "given")
            yield define(f"b^{{({n})}} := {_column(layer.bias)}", "given", self.symbols)
        if not self.is_scalar:
            names = [self.variable(i) for i in range(self.net.in_size)]
            rows = r" \\ ".join(names)
            line = rf"\mathbf{{x}} := \begin{{bmatrix}} {rows} \end{{bmatrix}}"
            yield define(line, "the input", self.symbols)

    def matrices(self, label: str, view: View) -> Iterator[Defined]:
        """Yield the activity of each hidden layer in a cell, and the map there."""
        for n, mask in enumerate(view.masks, start=1):
            diagonal = tuple(
                tuple(int(i == j and on) for j in range(len(mask))) for i, on in enumerate(mask)
            )
            yield given(_d(n, label), diagonal, "1 for each active unit")
        product = " ".join(f"{self._mask(n, label)}W^{{({n})}}" for n in range(self.depth, 0, -1))
        yield define(f"{_at('W', label)} := {product}", "the slope there", self.symbols)
        constant = tuple(f.constant for f in view.forms[-1])
        line = f"{_at('b', label)} := {column(constant)}"
        yield define(line, "the intercept there", self.symbols)

    def inside(self, label: str, view: View, premise: str) -> Iterator[Step]:
        """Yield the sums of each layer in a cell, that none changes its sign, and the map there."""
        for n, (mask, forms) in enumerate(zip(view.masks, view.forms, strict=False), start=1):
            yield step(
                f"{self._sums(label, n)} = {self._forms(forms)}",
                f"the sums of layer {n}"
                + (r", with $\max(0, z) = D z$ before it" if n > 1 else ""),
                self.symbols,
            )
            claims = [
                f"{self.form(f)} {'>' if active else '<'} 0"
                for f, active in zip(forms, mask, strict=True)
                if any(f.slopes)
            ]
            for claim in [claims] if 0 < len(claims) <= 2 else [[c] for c in claims]:
                text = r" \wedge ".join(claim)
                yield step(
                    rf"{premise} \Rightarrow {text}" if premise else text,
                    "they keep their signs in this cell",
                    self.symbols,
                )
        yield step(
            f"{self._sums(label, self.depth)} = {_at('W', label)} {self._input} "
            f"+ {_at('b', label)} = {self._forms(view.forms[-1])}",
            "so the network is this affine map there",
            self.symbols,
        )

    def premise(self, view: View) -> str:
        """Return the bounds of a cell as a statement; empty for the whole line."""
        parts = []
        for i, (low, high, at) in enumerate(zip(view.low, view.high, view.point, strict=True)):
            x = self.variable(i)
            if low is not None and high is not None and at - low == high - at:
                shift = "" if not at else f" - {at}" if at > 0 else f" + {-at}"
                centre = f"{x}{_fraction(shift)}"
                parts.append(rf"\lvert {centre} \rvert < {tex.write(number(high - at))}")
                continue
            left = "" if low is None else f"{tex.write(number(low))} < "
            right = "" if high is None else f" < {tex.write(number(high))}"
            if left or right:
                parts.append(f"{left}{x}{right}")
        return r" \wedge ".join(parts)

    def point(self, label: str) -> str:
        """Return the name of a point."""
        return _at("x" if self.is_scalar else r"\mathbf{x}", label)

    def variable(self, i: int) -> str:
        """Return the name of a coordinate of the input."""
        return "x" if self.is_scalar else f"x_{{{i + 1}}}"

    def form(self, form: Form) -> str:
        """Write an affine form of the input."""
        return tex.write(self.tree(form))

    def tree(self, form: Form) -> Expr:
        """Return an affine form of the input as a tree."""
        terms: list[Expr] = []
        for i, g in enumerate(form.slopes):
            x: Expr = Letter(name("x")) if self.is_scalar else _element(i)
            if g:
                size = x if abs(g) == 1 else Multiply((number(abs(g)), x))
                terms.append(Negative(size) if g < 0 else size)
        if form.constant or not terms:
            terms.append(number(form.constant))
        return terms[0] if len(terms) == 1 else Add(tuple(terms))

    def _forms(self, forms: Sequence[Form]) -> str:
        if len(forms) == 1:
            return self.form(forms[0])
        rows = r" \\ ".join(self.form(f) for f in forms)
        return rf"\begin{{bmatrix}} {rows} \end{{bmatrix}}"

    @property
    def _input(self) -> str:
        return "x" if self.is_scalar else r"\mathbf{x}"

    def _sums(self, label: str, level: int) -> str:
        """Return the sums of a layer in a cell, as a function of the input."""
        inner = self._input
        for n in range(1, level + 1):
            inner = rf"W^{{({n})}} {inner} + b^{{({n})}}"
            if n < level:
                inner = rf"{_d(n, label)} \left({inner}\right)"
        return inner

    def _mask(self, n: int, label: str) -> str:
        return f"{_d(n, label)} " if n < self.depth else ""

    def _declared(self, label: str) -> list[Declared]:
        found = tensors(_at("W", label), rank=2)
        found += tensors(" ".join(_d(n, label) for n in range(1, self.depth)), rank=2)
        found += (
            scalars(_at("b", label)) if self.net.out_size == 1 else tensors(_at("b", label), rank=1)
        )
        return found + (
            scalars(self.point(label)) if self.is_scalar else tensors(self.point(label), rank=1)
        )


def column(values: Sequence[Fraction]) -> str:
    """Write a vector; a single number as itself."""
    return tex.write(number(values[0])) if len(values) == 1 else _column(values)


def _column(values: Sequence[Fraction]) -> str:
    return tex.write(matrix(np.array(values, dtype=object)))


def _element(i: int) -> Expr:
    return Indexed(Letter(name("x")), (number(i + 1),))


def _fraction(shift: str) -> str:
    top, slash, bottom = shift.partition("/")
    return rf"{top[:3]}\frac{{{top[3:]}}}{{{bottom}}}" if slash else shift


def _at(letter: str, label: str) -> str:
    return rf"{letter}_{{\mathrm{{{label}}}}}"


def _d(level: int, label: str) -> str:
    return rf"D^{{({level})}}_{{\mathrm{{{label}}}}}"
