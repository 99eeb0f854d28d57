r"""The matrix of a linear layer, and how it shows itself: LaTeX, text, HTML, SymPy, blocks.

*Defines* `LinearMap`, A of ``vec(y) = A vec(x)`` (a bias is added apart). It holds one structured
matrix per axis, whose Kronecker product is A, and how the weight's entries are spelled.

*Why a page is the limit.* A matrix of 64x64 pixels has 16 million cells. What does not fit on a
page is shown by blocks (`LinearMap.blocks`), or written in full when asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from symconv.algebra.tap_grid import grid
from symconv.algebra.tap_matrix import TapMatrix
from symconv.algebra.tap_product import Factor, kronecker
from symconv.errors import TooLarge
from symconv.latex import mathml, tex, text
from symconv.latex import tree as t
from symconv.layers.blocks import Block, block_form
from symconv.layers.entries import ZERO, Entries

PAGE_ROWS, PAGE_COLUMNS = 32, 16


@dataclass(frozen=True, eq=False)
class LinearMap:
    r"""A linear map between flattened arrays, with parameters as entries.

    ``factors`` are the matrices whose Kronecker product it is (channels first, then one per axis);
    ``entries`` names the parameters.

    >>> from symconv.layers import Conv
    >>> A = Conv(kernel_size=2, bias=False).matrix((2, 3))
    >>> A.shape
    (2, 6)
    >>> print(A.text())
    [ w_(0, 0)  w_(0, 1)         0  w_(1, 0)  w_(1, 1)         0 ]
    [        0  w_(0, 0)  w_(0, 1)         0  w_(1, 0)  w_(1, 1) ]
    """

    factors: tuple[Factor, ...]
    entries: Entries

    @cached_property
    def structure(self) -> TapMatrix:
        """Which parameter lands in which cell."""
        return kronecker(self.factors)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows (outputs) and columns (inputs)."""
        return self.structure.shape

    def tree(self) -> t.Matrix:
        """Return the matrix as a presentation tree.

        Raises TooLarge above a million cells.
        """
        return t.Matrix(tuple(map(tuple, grid(self.structure, ZERO, self.entries.cell))))

    def blocks(self) -> tuple[Block, ...]:
        """Return the block form: a small matrix of blocks per axis, each naming the next."""
        return block_form(self.factors, self.entries)

    def latex(self, *, full: bool = False) -> str:
        """Return the matrix as TeX; ``full`` writes more than a page of it.

        Raises TooLarge when the matrix does not fit on a page and ``full`` is not asked for.
        """
        self._require_page(full=full)
        rows = grid(
            self.structure, tex.write(ZERO), lambda taps: tex.write(self.entries.cell(taps))
        )
        body = r" \\ ".join(" & ".join(row) for row in rows)
        return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"

    def text(self, *, full: bool = False) -> str:
        """Return the matrix as aligned lines of Unicode, under the same limit."""
        self._require_page(full=full)
        return text.block(self.tree())

    def to_sympy(self) -> Any:
        """Return the matrix in SymPy symbols; raise TooLarge above a million entries."""
        from symconv.algebra.tap_symbols import to_sympy

        return to_sympy(self.structure, self.entries.sympy_symbols())

    @property
    def fits_page(self) -> bool:
        """Whether the matrix can be printed on a page."""
        return self.shape[0] <= PAGE_ROWS and self.shape[1] <= PAGE_COLUMNS

    def _require_page(self, *, full: bool) -> None:
        if full or self.fits_page:
            return
        rows, cols = self.shape
        raise TooLarge(
            f"a {rows}x{cols} matrix does not fit on a page ({PAGE_ROWS}x{PAGE_COLUMNS})",
            remedy="print its block form, blocks(), or ask for all of it with full=True",
        )

    def __repr__(self) -> str:
        rows, cols = self.shape
        return f"<LinearMap {rows}x{cols}, {self.structure.nnz} entries>"

    def _shown(self) -> Sequence[t.Node]:
        return [self.tree()] if self.fits_page else [block.tree for block in self.blocks()]

    def _repr_latex_(self) -> str:
        return "\n\n".join(rf"$\displaystyle {tex.write(node)}$" for node in self._shown())

    def _repr_html_(self) -> str:
        title = escape(repr(self))
        lines = "".join(f"<div>{mathml.write(node, display=True)}</div>" for node in self._shown())
        return f'<div title="{title}" style="overflow-x: auto">{lines}</div>'
