r"""The range of a sum over all integers or some, cut where a condition on its index changes.

*Defines* `Whole` (a sum, its definitions put in), `part_of`, `parts_of` and `cuts_of`.

A condition :math:`a \lessgtr b` with :math:`a - b = \pm k + f(t)` changes at most at
:math:`e = \mp f(t)` and at e + 1. Between neighbouring cuts every condition is the same, and so
the term is one formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cmp_to_key
from itertools import pairwise

from symconv.algebra.index_terms import plus, put, slope, terms_of
from symconv.algebra.named_polynomial import Scalar, minus, times
from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.signals.ahead import NotFarOut, linear
from symconv.audit.signals.guards import Signs
from symconv.latex.tree import (
    Apply,
    Big,
    Chain,
    Delta,
    Dots,
    Expr,
    Infinity,
    Interval,
    Iverson,
    Multiply,
    Negative,
    Node,
    Over,
    Range,
    SetOf,
    Symbol,
    descendants,
)
from symconv.notation import Name
from symconv.proof.context import Definition
from symconv.proof.sums.elements import with_elements
from symconv.proof.unknowns import NotArithmetic

MAX_CUTS = 40
COMPARED = frozenset({"=", "<", "<=", ">", ">=", "!=", "in", "notin"})
Part = tuple[Scalar | None, Scalar | None, Scalar]


@dataclass(frozen=True)
class Whole:
    """A sum over one index; an end that is None is infinite."""

    index: Name
    lower: Expr | None
    upper: Expr | None
    body: Expr


def part_of(tree: Big, definitions: Mapping[Name, Definition]) -> Whole:
    """Return a sum over one index with the elements of defined sequences put into its terms."""
    whole = _whole(tree)
    try:
        return replace(whole, body=with_elements(whole.body, definitions))
    except NotArithmetic as error:
        raise NotFarOut(error.fact) from None


def _whole(tree: Big) -> Whole:
    match tree.binders:
        case (Range(Symbol(index), lower, upper),):
            below = None if lower == Negative(Infinity()) else lower
            return Whole(index, below, None if upper == Infinity() else upper, tree.body)
        case (Over((Symbol(index),), None),):
            return Whole(index, None, None, tree.body)
        case (Over((Symbol(index),), condition),) if condition is not None:
            body = Multiply((Iverson(condition), tree.body))
            return Whole(index, None, None, body)
        case _:
            raise NotFarOut("a sum over several indices")


def parts_of(whole: Whole, ahead: Signs) -> Iterator[Part]:
    """Yield the first index of each part, the one behind it, and an index inside; in order."""
    lower = None if whole.lower is None else linear(whole.lower, {})
    behind = None if whole.upper is None else plus(linear(whole.upper, {}), 1)
    if lower is not None and behind is not None and ahead.sign(minus(behind, lower)) <= 0:
        return
    inside = [
        cut
        for cut in cuts_of(whole)
        if (lower is None or ahead.sign(minus(cut, lower)) > 0)
        and (behind is None or ahead.sign(minus(behind, cut)) > 0)
    ]
    ordered = _ordered([*([] if lower is None else [lower]), *inside], ahead)
    ordered += [] if behind is None else [behind]
    if lower is None:
        yield None, ordered[0] if ordered else None, minus(ordered[0], 1) if ordered else 0
    for first, after in pairwise(ordered):
        yield first, after, first
    if behind is None and ordered:
        yield ordered[-1], None, ordered[-1]


def cuts_of(whole: Whole) -> list[Scalar]:
    """Return where a condition of the term on the index may change."""
    found: dict[Scalar, None] = {}
    for a, b in _comparisons(whole.body):
        if whole.index not in names_in_tree(a) | names_in_tree(b):
            continue
        apart = minus(linear(a, {}), linear(b, {}))
        rise = slope(apart, whole.index.latex)
        if rise not in (1, -1):
            raise NotFarOut("a condition on the index of a sum is not linear with slope 1")
        assert isinstance(rise, int)
        place = times(-rise, put(apart, {whole.index.latex: 0}))
        if any(not isinstance(c, int) for _, c in terms_of(place)):
            raise NotFarOut("a sum is cut at fractions")
        found |= dict.fromkeys((place, plus(place, 1)))
    if len(found) > MAX_CUTS:
        raise NotFarOut("a sum has too many parts")
    return list(found)


def _comparisons(tree: Node) -> Iterator[tuple[Node, Node]]:
    for node in descendants(tree):
        match node:
            case Chain(sides, relations) if set(relations) <= COMPARED:
                for a, sign, b in zip(sides, relations, sides[1:], strict=False):
                    yield from _members(a, b) if sign in ("in", "notin") else [(a, b)]
            case Delta(left, right):
                yield left, right
            case Apply(Name("max" | "min"), arguments):
                yield from ((a, b) for i, a in enumerate(arguments) for b in arguments[:i])
            case _:
                continue


def _members(a: Node, where: Node) -> Iterator[tuple[Node, Node]]:
    match where:
        case Interval(lower, upper):
            yield from ((a, lower), (a, upper))
        case SetOf(items):
            yield from ((a, item) for item in items if not isinstance(item, Dots))
        case _:
            return


def _ordered(cuts: list[Scalar], ahead: Signs) -> list[Scalar]:
    """Return cuts in their order for large t, each once."""

    def compared(a: Scalar, b: Scalar) -> int:
        return ahead.sign(minus(a, b))

    placed = sorted(cuts, key=cmp_to_key(compared))
    kept = placed[:1]
    for cut in placed[1:]:
        if ahead.sign(minus(cut, kept[-1])) != 0:
            kept.append(cut)
    return kept
