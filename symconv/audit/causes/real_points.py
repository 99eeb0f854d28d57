r"""Points at which formulas with roots and gradients have values: floats, for telling apart.

*Defines* `RealPoint`, `real_points`, `without_bars` and `CLOSE`. A root of a random fraction is no
fraction, and a gradient of an unknown loss is none either; there the exact points of
`symconv.audit.causes.points` are silent. Floats are not: sizes and indices are small integers,
elements are random numbers, and a derivative is taken by rules for numbers.

Floats that differ tell formulas apart, up to rounding. That two formulas are the same they never
say: what fits here is put before the prover, as anything is that fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from math import prod

from symconv.algebra.named_polynomial import NoValue as Unsupported
from symconv.audit.causes.free_names import names_in_tree
from symconv.latex.substitute import rebuild
from symconv.latex.tree import Add, Expr, Fence, Logic, Multiply, Node, Number, Power, Root
from symconv.notation import Domain, Name
from symconv.proof.context import Context
from symconv.proof.derivation import Derivation
from symconv.proof.evaluation.compiling import PRODUCT_SIGNS
from symconv.proof.exact_numbers import Undefined
from symconv.proof.indices.crosscheck import points
from symconv.proof.indices.hypotheses import scalars_of
from symconv.proof.indices.numbers import Floats, NotHere
from symconv.proof.indices.values import PointValues
from symconv.proof.prove import answer_steps, context_of

NUMBER, LOOKED_AT = 3, 12
TWO = Number(Fraction(2))
CLOSE = 1e-9
"""Floats that are nearer than this may be equal; whether they are is for a proof to say."""
LARGEST = 24
"""Entries of the largest array at a point; more would only take longer."""


@dataclass(frozen=True, eq=False)
class RealPoint:
    """Small integers for sizes and indices, and random floats for everything else.

    Formulas after different mistakes are made of the same parts, so each part is computed once.
    """

    numbers: PointValues
    _known: dict[int, tuple[Node, float]] = field(default_factory=dict)

    @property
    def values(self) -> Mapping[Name, int]:
        """The sizes and the free indices."""
        return self.numbers.integers

    def value(self, tree: Node) -> float:
        r"""Return the value of an expression; raise Undefined where it has none.

        >>> from symconv.latex.reader import read_one
        >>> from symconv.theorems import derive
        >>> norm = derive("batch_norm_gradients", shape=["N"], over=[0], affine="none")
        >>> one = read_one(r"s^{2} \left(v + \varepsilon\right)", norm.symbols).statement
        >>> round(real_points(norm)[0].value(one), 9)
        1.0
        """
        if id(tree) not in self._known:
            self._known[id(tree)] = tree, self._computed(tree)
        return self._known[id(tree)][1]

    def _computed(self, tree: Node) -> float:
        match tree:
            case Add(terms):
                return sum(map(self.value, terms))
            case Multiply(factors, mark) if mark in PRODUCT_SIGNS:
                return prod(map(self.value, factors))
        return self._part(tree)

    def _part(self, tree: Node) -> float:
        if not isinstance(tree, Expr):
            raise Undefined("a statement has no value as a float")
        if any(name not in self.numbers.context.symbols for name in names_in_tree(tree)):
            raise Undefined("a name of somebody's own has no value here")
        self.numbers.steps = 0
        try:
            return float(self.numbers.value(without_bars(tree), {}))
        except (NotHere, Unsupported) as error:
            raise Undefined(f"no value here: {error}") from None
        except OverflowError:
            raise Undefined("the value is too large") from None


def without_bars(tree: Expr) -> Expr:
    r"""Return a tree with roots of squares for absolute values, which sums over indices allow."""

    def change(node: Node) -> Node:
        bars = isinstance(node, Fence) and node.kind == "abs"
        return Root(Power(node.body, TWO)) if bars else node  # type: ignore[attr-defined]

    changed: Expr = rebuild(tree, change)
    return changed


def real_points(derivation: Derivation) -> tuple[RealPoint, ...]:
    """Return points that satisfy the hypotheses about integers, those of large sizes first."""
    context = context_of(derivation)
    statements = tuple(step.statement for step in answer_steps(derivation))
    everything = statements[0] if len(statements) == 1 else Logic("and", statements)

    def size(integers: Mapping[Name, int]) -> int:
        symbols = context.symbols
        return prod(v for n, v in integers.items() if symbols[n].domain is Domain.POSITIVE)

    fitting = points(everything, context, scalars_of(context), lambda p: size(p) <= LARGEST)
    largest = sorted(islice(fitting, LOOKED_AT), key=size, reverse=True)[:NUMBER]
    return tuple(_point(context, integers, seed) for seed, integers in enumerate(largest))


def _point(context: Context, integers: Mapping[Name, int], seed: int) -> RealPoint:
    return RealPoint(PointValues(context, integers, seed, Floats()))
