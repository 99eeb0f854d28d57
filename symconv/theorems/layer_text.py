r"""The LaTeX of a convolution, its transpose and their matrix with symbolic sizes, any rank.

*Notation* per axis: outputs ``o, a, b``; inputs ``i, j, l``; taps ``t, v, g``. The tensors are the
kernel ``w``, the input ``x`` and output ``y`` of the convolution, the input ``h`` and output ``z``
of the transposed convolution, and ``A``, whose indices are all outputs, then all inputs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symconv.notation import Domain, SymbolTable, name, scalars, tensors
from symconv.proof.author import define, size
from symconv.proof.context import Tensor
from symconv.proof.derivation import Defined
from symconv.theorems.axis import Axis, symbol_table
from symconv.theorems.draft import Draft

OUTPUTS, INPUTS, TAPS = ("o", "a", "b"), ("i", "j", "l"), ("t", "v", "g")


@dataclass(frozen=True)
class LayerText:
    """The axes of a question, the desks of their lines, and the names in play."""

    drafts: tuple[Draft, ...]
    symbols: SymbolTable

    @staticmethod
    def of(found: Sequence[Axis]) -> LayerText:
        """Declare the names and open one desk per axis."""
        rank = len(found)
        letters = " ".join((*OUTPUTS[:rank], *INPUTS[:rank], *TAPS[:rank]))
        symbols = symbol_table(
            found,
            scalars(letters, Domain.INTEGER),
            tensors("w x y z h", rank=rank),
            tensors("A", rank=2 * rank),
        )
        return LayerText(tuple(axis.draft(symbols) for axis in found), symbols)

    def given(self) -> tuple[Defined, Defined, Defined]:
        """Declare kernel, input, and the input of the transposed convolution."""
        return (
            self._free("w", "k", "the kernel"),
            self._free("x", "n", "the input of the convolution"),
            self._free("h", "m", "the input of the transposed convolution"),
        )

    def gather(self) -> Defined:
        """Define y, output by output."""
        return self._define(
            f"y_{{{self._list(OUTPUTS)}}} := {self._sums(TAPS, 'k')} w_{{{self._list(TAPS)}}} "
            f"x_{{{', '.join(self._reached())}}}",
            "the convolution gathers",
            "m",
        )

    def scatter(self) -> Defined:
        """Define z, stamp by stamp."""
        return self._define(
            f"z_{{{self._list(INPUTS)}}} := {self._sums(OUTPUTS, 'm')} {self._sums(TAPS, 'k')} "
            f"h_{{{self._list(OUTPUTS)}}} w_{{{self._list(TAPS)}}} {self._hits()}",
            "the transposed convolution scatters",
            "n",
        )

    def matrix(self) -> Defined:
        """Define A by its entry."""
        return self._define(
            f"A_{{{self._list(OUTPUTS)}, {self._list(INPUTS)}}} := {self._sums(TAPS, 'k')} "
            f"w_{{{self._list(TAPS)}}} {self._hits()}",
            "the coefficient of an input in an output",
            "m",
            "n",
        )

    def rows(self) -> str:
        """Return that y is A applied to x."""
        return (
            f"y_{{{self._list(OUTPUTS)}}} = {self._sums(INPUTS, 'n')} {self._entry()} "
            f"x_{{{self._list(INPUTS)}}}"
        )

    def columns(self) -> str:
        """Return that z is the transpose of A applied to h."""
        return (
            f"z_{{{self._list(INPUTS)}}} = {self._sums(OUTPUTS, 'm')} {self._entry()} "
            f"h_{{{self._list(OUTPUTS)}}}"
        )

    def adjoint(self) -> str:
        """Return that the two maps are adjoint."""
        return (
            f"{self._sums(OUTPUTS, 'm')} h_{{{self._list(OUTPUTS)}}} y_{{{self._list(OUTPUTS)}}} "
            f"= {self._sums(INPUTS, 'n')} x_{{{self._list(INPUTS)}}} z_{{{self._list(INPUTS)}}}"
        )

    def _entry(self) -> str:
        return f"A_{{{self._list(OUTPUTS)}, {self._list(INPUTS)}}}"

    def _list(self, letters: Sequence[str]) -> str:
        return ", ".join(letters[: len(self.drafts)])

    def _sums(self, letters: Sequence[str], sizes: str) -> str:
        return " ".join(
            rf"\sum_{{{letter}=0}}^{{{draft.fill(f'{sizes} - 1')}}}"
            for letter, draft in zip(letters, self.drafts, strict=False)
        )

    def _reached(self) -> list[str]:
        return [
            draft.fill(f"s {o} + d {t} - p")
            for draft, o, t in zip(self.drafts, OUTPUTS, TAPS, strict=False)
        ]

    def _hits(self) -> str:
        return " ".join(
            f"[{i} = {reached}]" for i, reached in zip(INPUTS, self._reached(), strict=False)
        )

    def _free(self, tensor: str, letter: str, reason: str) -> Defined:
        sizes = [draft.fill(letter) for draft in self.drafts]
        shape = r" \times ".join(sizes)
        latex = rf"{tensor} \in \mathbb{{R}}^{{{shape}}}"
        trees = tuple(size(s, self.symbols) for s in sizes)
        return Defined(name(tensor), Tensor(trees), latex, reason)

    def _define(self, latex: str, reason: str, *letters: str) -> Defined:
        shape = [draft.fill(letter) for letter in letters for draft in self.drafts]
        return define(latex, reason, self.symbols, shape=shape)
