r"""A theorem's desk: lines written once in the field's letters, filled with a question's values.

*Defines* `Draft`. A theorem writes ``\lfloor \frac{n + 2 p - k}{s} \rfloor + 1``; the question says
that ``n`` is called ``H`` and the stride is 2; `Draft.fill` returns the line in those terms.

Every filled line is read back and proved as it stands, so a mistake in filling cannot survive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from symconv.latex import tex
from symconv.latex.reader import read_one
from symconv.latex.substitute import substitute, tidy
from symconv.latex.tree import Expr, Negative, Node, Number, Statement, Symbol
from symconv.notation import Name, SymbolTable, name
from symconv.proof.author import define, step
from symconv.proof.derivation import Defined, Step
from symconv.theorems.givens import Size


@dataclass(frozen=True)
class Draft:
    """The letters of the templates, what they stand for, and the names of the filled lines."""

    letters: SymbolTable
    symbols: SymbolTable
    values: Mapping[Name, Node]

    def fill(self, template: str) -> str:
        """Return a template in the terms of the question, as LaTeX of the dialect."""
        return tex.write(self.tree(template))

    def tree(self, template: str) -> Statement:
        """Return the filled template as a tree."""
        read = read_one(template, self.letters, source="template").statement
        filled: Statement = tidy(substitute(read, self.values))
        return filled

    def step(
        self,
        template: str,
        reason: str,
        *,
        label: str = "",
        uses: Sequence[str] = (),
        before: str = "",
    ) -> Step:
        """Write one step from a template."""
        return step(
            self.fill(template), reason, self.symbols, label=label, uses=uses, before=before
        )

    def define(self, template: str, reason: str, *, shape: Sequence[str] = ()) -> Defined:
        """Write a definition from a template; ``shape`` holds templates of the sizes."""
        return define(
            self.fill(template), reason, self.symbols, shape=[self.fill(s) for s in shape]
        )

    def assume(self, template: str) -> tuple[str, Statement]:
        """Write a hypothesis: its LaTeX and its statement."""
        latex = self.fill(template)
        return latex, read_one(latex, self.symbols, source="hypothesis").statement

    def with_values(self, more: Mapping[str, Size | Fraction]) -> Draft:
        """Return a draft in which more letters have values."""
        return replace(self, values={**self.values, **nodes(more)})


def nodes(values: Mapping[str, Size | Fraction]) -> dict[Name, Node]:
    """Turn values of letters into trees: numbers, or symbols by their spelling."""
    return {name(letter): node(value) for letter, value in values.items()}


def node(value: Size | Fraction) -> Expr:
    """Return the tree of a number or of a symbol."""
    if isinstance(value, str):
        return Symbol(name(value))
    number = Number(abs(Fraction(value)))
    return Negative(number) if value < 0 else number
