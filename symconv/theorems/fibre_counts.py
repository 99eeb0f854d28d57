r"""Lines that count the points with one value: pairs, points between two functions, regions.

*Notation.* The points with a value form its fibre. :math:`F_a` is 1 for the points of a list that
have some wanted values and 0 for the others, so that sums of F count. Lists are finite: they hold
the points of a fibre and any others.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from symconv.errors import GivenError
from symconv.latex import plain
from symconv.latex.reader import read_one
from symconv.latex.tree import Expr
from symconv.notation import Domain, SymbolTable, name, scalars, tensors
from symconv.proof import author
from symconv.proof.context import Tensor
from symconv.proof.derivation import Defined, Exact, Step
from symconv.proof.point import value
from symconv.theorems.givens import Size

OWN = [
    *scalars("x y p q"),
    *scalars("N n M r k", Domain.POSITIVE),
    *scalars("u", Domain.NATURAL),
    *scalars("a c i j l", Domain.INTEGER),
    *tensors("F G S", rank=1),
    *tensors("P", rank=2),
]


class FibreCounts:
    """The lines of one question; ``sizes`` maps its givens to numbers or symbols.

    Raises GivenError for a symbol that means something else here.
    """

    def __init__(self, sizes: Mapping[str, Size]) -> None:
        taken = {row.name.latex for row in OWN}
        for given, letter in sizes.items():
            if letter in taken:
                raise GivenError(
                    f"the letter {letter} means something else in this derivation",
                    remedy="choose another; in use are " + ", ".join(sorted(taken)),
                    given=given,
                )
        letters = [v for v in sizes.values() if isinstance(v, str)]
        declared = chain.from_iterable(scalars(v, Domain.POSITIVE) for v in dict.fromkeys(letters))
        self.symbols = SymbolTable.of(OWN, declared)
        self.is_numeric = not letters

    def step(self, latex: str, reason: str, *, before: str = "") -> Step:
        """Write a step."""
        return author.step(latex, reason, self.symbols, before=before)

    def define(self, latex: str, reason: str) -> Defined:
        """Write a definition."""
        return author.define(latex, reason, self.symbols)

    def valued(self, formula: str) -> str:
        """Return a formula, and its number where all sizes are numbers."""
        return f"{formula} = {self.value(formula)}" if self.is_numeric else formula

    def value(self, claim: str) -> Exact:
        """Return the value of the first side of a claim: a number, or a text for programs."""
        tree = read_one(claim.split(" = ")[0], self.symbols, source="count").statement
        assert isinstance(tree, Expr)
        return int(value(tree, {}, {})) if self.is_numeric else plain.write(tree)

    @staticmethod
    def times(one: Size, other: Size) -> str:
        """Write a product of two sizes."""
        numbers = isinstance(other, int)
        return rf"{one} \cdot {other}" if numbers else f"{one} {other}"

    def pairs(self) -> tuple[Defined, Defined]:
        """Say which points are counted when one coordinate joins others."""
        return (
            self._free("F", "r", "1 where some coordinates of a point have the wanted values"),
            self._free("G", "k", "1 where one more coordinate has its value"),
        )

    def product(self) -> Step:
        """Count pairs: the numbers multiply."""
        return self.step(
            r"\sum_{a=1}^{r} \sum_{c=1}^{k} F_{a-1} G_{c-1} "
            r"= \left(\sum_{a=1}^{r} F_{a-1}\right) \left(\sum_{c=1}^{k} G_{c-1}\right)",
            "the points that have all wanted values are pairs: their numbers multiply",
        )

    def between(self) -> tuple[Defined, Defined]:
        """Say which points are counted under a composition."""
        return (
            self._free(
                "P", r"r \times k", "1 where the inner function sends point $a$ to point $c$"
            ),
            self._free("S", "k", "1 where the outer function sends point $c$ to $y$"),
        )

    def exchanged(self) -> Step:
        """Count the points of a composition by the point between."""
        return self.step(
            r"\sum_{a=1}^{r} \sum_{c=1}^{k} P_{a-1,c-1} S_{c-1} "
            r"= \sum_{c=1}^{k} S_{c-1} \sum_{a=1}^{r} P_{a-1,c-1}",
            "points that the composition sends to $y$, counted by the point $c$ between",
        )

    def constant(self, count: Size) -> Step:
        """Take out a number of points that is the same for every point between."""
        return self.step(
            rf"\sum_{{c=1}}^{{k}} S_{{c-1}} \cdot {count} "
            rf"= {count} \cdot \sum_{{c=1}}^{{k}} S_{{c-1}}",
            "the inner function sends equally many to each of them",
        )

    def at_most(self) -> Step:
        """Show that no choice of regions has more than a fibre has points."""
        return self.step(
            r"M \le \sum_{a=1}^{M} 1 + u",
            "there are no more disjoint regions: each of $M$ holds one of the points with value "
            "$y$, $u$ points lie outside all, so there are at least $M$ points",
        )

    def _free(self, tensor: str, shape: str, reason: str) -> Defined:
        sizes = tuple(author.size(s, self.symbols) for s in shape.split(r" \times "))
        return Defined(
            name(tensor), Tensor(sizes), rf"{tensor} \in \mathbb{{R}}^{{{shape}}}", reason
        )
