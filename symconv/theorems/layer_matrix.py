r"""What the matrix theorems share: the printed matrix, the outputs as sums, ``vec y = A vec x``.

The printed entries come from the tap indices of `symconv.algebra`; the definitions that the prover
unfolds are written here in LaTeX. Neither is made from the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from symconv.algebra.tap_matrix import TapMatrix
from symconv.errors import GivenError
from symconv.latex import tex
from symconv.latex.tree import Add, Chain, Expr, Indexed, Matrix, Multiply, Symbol
from symconv.notation import Domain, SymbolTable, name, scalars, tensors
from symconv.proof.author import step
from symconv.proof.context import Tensor
from symconv.proof.derivation import Answer, Defined, Exact, Step
from symconv.theorems.draft import node
from symconv.theorems.tensors import grid

PAGE = 400
"""Cells that fit on a page: a 20 by 20 matrix of short symbols."""


@dataclass(frozen=True)
class LayerMatrix:
    """A matrix of tap indices with the shapes that its rows, columns and taps flatten."""

    taps: TapMatrix
    kernel: tuple[int, ...]
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]

    @property
    def symbols(self) -> SymbolTable:
        """The names of the derivation: kernel w, input x, output y, matrix A, and indices."""
        rank = len(self.kernel)
        return SymbolTable.of(
            scalars("i j l a b c u v t r q", Domain.INTEGER),
            tensors("w x y", rank=rank),
            tensors("A", rank=2),
        )

    def given(self) -> tuple[Defined, Defined]:
        """Declare kernel and input as arrays of free symbols."""
        return _free("w", self.kernel, "the kernel"), _free("x", self.inputs, "the input")

    def tree(self) -> Matrix:
        """Return the matrix with the symbols of the kernel as entries."""
        return entries_tree(self.taps, [entry("w", index) for index in grid(self.kernel)])

    def plain(self) -> Exact:
        """Return the entries as strings that SymPy can parse, ``w_0_1``, and zeros."""
        letters = ["w_" + "_".join(map(str, index)) for index in grid(self.kernel)]
        cells: dict[tuple[int, int], str] = {}
        for r, c, t in coordinates(self.taps):
            cells[r, c] = f"{cells[r, c]} + {letters[t]}" if (r, c) in cells else letters[t]
        rows, columns = self.taps.shape
        return tuple(tuple(cells.get((r, c), 0) for c in range(columns)) for r in range(rows))

    def output_steps(self) -> list[Step]:
        """Return every output written out, while that fits on a page."""
        if self.taps.nnz > PAGE // 4 or self.taps.shape[0] > PAGE // 16:
            return []
        terms: dict[int, list[Expr]] = {}
        letters = [entry("w", index) for index in grid(self.kernel)]
        inputs = [entry("x", index) for index in grid(self.inputs)]
        for r, c, t in coordinates(self.taps):
            terms.setdefault(r, []).append(Multiply((letters[t], inputs[c])))
        return [
            self._step(
                Chain((entry("y", index), _total(terms.get(r, []))), ("=",)),
                "the taps of this output that meet the input",
            )
            for r, index in enumerate(grid(self.outputs))
        ]

    def matrix_steps(self) -> list[Step]:
        """Return the matrix, and the statement that it is the layer."""
        return [
            self._step(self.equation(), "one row per output, one column per input"),
            step(
                r"\operatorname{vec}\left(y\right) = A \operatorname{vec}\left(x\right)",
                "multiplying out gives every output, both flattened row by row",
                self.symbols,
            ),
        ]

    def equation(self) -> Chain:
        """Return ``A = [...]``."""
        return Chain((Symbol(name("A")), self.tree()), ("=",))

    def answer(self) -> Answer:
        """Box the matrix."""
        return Answer(tex.write(self.equation()), self.plain())

    def refuse_beyond_a_page(self, *, full: bool) -> None:
        """Raise GivenError when the matrix would fill more than a page and was not asked for."""
        rows, columns = self.taps.shape
        if rows * columns > PAGE and not full:
            raise GivenError(
                f"the matrix has {rows} x {columns} entries, which is more than a page",
                remedy="give full: true (--full) to print it all, or ask for a smaller input; "
                "the layer's own .matrix(...) shows its block form",
                given="size",
            )

    def _step(self, statement: Chain, reason: str) -> Step:
        return step(tex.write(statement), reason, self.symbols)


def entry(tensor: str, index: Sequence[int]) -> Indexed:
    r"""Return ``w_{(0,1)}``; with one index, ``w_{0}``."""
    style: Literal["sub", "paren"] = "sub" if len(index) == 1 else "paren"
    return Indexed(Symbol(name(tensor)), tuple(node(i) for i in index), style)


def entries_tree(taps: TapMatrix, letters: Sequence[Expr]) -> Matrix:
    """Return a matrix of tap indices as a tree; ``letters[t]`` stands for tap t."""
    cells: dict[tuple[int, int], list[Expr]] = {}
    for r, c, t in coordinates(taps):
        cells.setdefault((r, c), []).append(letters[t])
    rows, columns = taps.shape
    return Matrix(
        tuple(tuple(_total(cells.get((r, c), [])) for c in range(columns)) for r in range(rows))
    )


def coordinates(taps: TapMatrix) -> Iterator[tuple[int, int, int]]:
    """Yield (row, column, tap) of every non-zero, row by row."""
    order = np.lexsort((taps.tap, taps.col, taps.row))
    yield from zip(
        taps.row[order].tolist(), taps.col[order].tolist(), taps.tap[order].tolist(), strict=True
    )


def _free(tensor: str, sizes: tuple[int, ...], reason: str) -> Defined:
    shape = r" \times ".join(map(str, sizes))
    latex = rf"{tensor} \in \mathbb{{R}}^{{{shape}}}"
    return Defined(name(tensor), Tensor(tuple(node(n) for n in sizes)), latex, reason)


def _total(terms: Sequence[Expr]) -> Expr:
    if not terms:
        return node(0)
    return terms[0] if len(terms) == 1 else Add(tuple(terms))
