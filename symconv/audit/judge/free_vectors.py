r"""Identities about vectors of an author's own: :math:`\lVert x - z \rVert^2 = \ldots`

*Defines* `vector_fault`. Names that nobody defined, in a line with norms or transposes, stand for
any vectors; the line is false if it is so for some. Where the sides differ by a multiple of an
inner product or of a squared length, that is said: a cross term that is missing has a name.

*Where.* Only for questions about distances of any vectors: elsewhere an author may suppose that
two vectors are orthogonal, and say so in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from symconv.audit.causes.array_truth import same
from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.points import element
from symconv.audit.causes.values import NoValue, Value, value_at
from symconv.audit.judge.desk import Desk
from symconv.latex.tree import (
    Chain,
    Expr,
    Multiply,
    Norm,
    Number,
    Power,
    Statement,
    Symbol,
    Transposed,
    descendants,
)
from symconv.notation import Name
from symconv.proof.context import Tensor
from symconv.proof.point_truth import Point

THEOREMS = frozenset({"pairwise_distances"})
SIZES = (2, 3)
TWO = Number(Fraction(2))


def vector_fault(statement: Statement, desk: Desk) -> str:
    """Return why an identity in vectors of the author's own is false; nothing if it is not."""
    known = desk.known
    if not isinstance(statement, Chain) or desk.problem.ask not in THEOREMS:
        return ""
    for a, sign, b in zip(statement.sides, statement.relations, statement.sides[1:], strict=False):
        names = names_in_tree(a) | names_in_tree(b)
        if sign == "=" and names and not any(n in known for n in names) and _has_vectors(a, b):
            why = _difference(a, b, sorted(names))
            if why:
                return why
    return ""


def _has_vectors(*sides: Expr) -> bool:
    """Whether both sides speak of lengths or inner products."""
    kinds = (Norm, Transposed)
    return all(any(isinstance(n, kinds) for n in descendants(side)) for side in sides)


def _difference(a: Expr, b: Expr, names: list[Name]) -> str:
    gaps: list[tuple[Point, Value, Value]] = []
    for size in SIZES:
        shape = (Number(Fraction(size)),)
        point = Point({}, dict.fromkeys(names, Tensor(shape)), element)
        try:
            gaps.append((point, value_at(a, point), value_at(b, point)))
        except NoValue:
            return ""
    if all(same(left, right) for _, left, right in gaps):
        return ""
    for text, term in _terms(names):
        ratios = {_ratio(left, right, value_at(term, point)) for point, left, right in gaps}
        if len(ratios) == 1 and None not in ratios:
            return f"the sides differ by {ratios.pop()} {text}"
    return "the sides differ for some vectors"


def _ratio(left: Value, right: Value, term: Value) -> Fraction | None:
    if isinstance(left, tuple) or isinstance(right, tuple) or isinstance(term, tuple) or not term:
        return None
    return (Fraction(left) - Fraction(right)) / Fraction(term)


def _terms(names: list[Name]) -> Iterator[tuple[str, Expr]]:
    """Yield inner products and squared lengths, with how they are written."""
    for u, v in combinations(names, 2):
        product = Multiply((Transposed(Symbol(u)), Symbol(v)))
        yield rf"{u.latex}^\top {v.latex}", product
    for u in names:
        yield rf"\lVert {u.latex} \rVert^2", Power(Norm(Symbol(u)), TWO)
