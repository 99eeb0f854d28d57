r"""How the cases of a norm fare in an answer: its limit for large exponents, and its case 1.

*Defines* `results_about_norms`. An equation is about the limit if the limit of a norm stands in it,
and about the case 1 if a norm with a number for its exponent, or the sum of absolute values, stands
there beside the number of cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from symconv.audit.causes.trees import over, times
from symconv.audit.causes.values import NoValue, value_at
from symconv.audit.judge.claims import Claim
from symconv.audit.judge.compare import Comparison, compare
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.item import Item
from symconv.audit.judge.norm_statements import EQUAL, Equated, neighbours, pairs
from symconv.audit.judge.relations import is_false
from symconv.audit.judge.result import Result
from symconv.audit.judge.set_forms import plainly
from symconv.audit.judge.shown import shown
from symconv.audit.judge.window import EXPONENT, Window
from symconv.latex.tree import Big, Expr, Fence, Limit, Node, Power, descendants


def results_about_norms(
    desk: Desk, equations: Sequence[Equated], window: Window
) -> tuple[Result, ...]:
    """Return one result for each conclusion of a question about cases of a norm."""
    return tuple(_result(desk, item, equations, window) for item in desk.items)


def _result(desk: Desk, item: Item, equations: Sequence[Equated], window: Window) -> Result:
    limit = isinstance(item.subjects[0], Limit)
    about = [e for e in equations if _is_about(e, window, limit=limit) and not _is_trivial(e)]
    judged = [_judged(desk, item, e, window, limit=limit) for e in about]
    for outcome in ("different", "same", "undecided"):
        found = [r for r in judged if r.outcome == outcome]
        if found:
            return found[0]
    return next(_astray(desk, item, equations), Result(item)) if limit else Result(item)


def _astray(desk: Desk, item: Item, equations: Sequence[Equated]) -> Iterator[Result]:
    """Yield what is false of sums of powers, where nothing is said of the limit of their root."""
    for equated in equations:
        for a, sign, b in neighbours(equated.chain):
            if not any(_is_of_powers(n) for side in (a, b) for n in descendants(side)):
                continue
            found = compare(b, a, desk) if sign in EQUAL else _order(desk, a, sign, b)
            if found.outcome == "different":
                claim = Claim(equated.chain, frozenset(), equated.said)
                value = _of_limit(desk, item, (a, b, found)) if sign in EQUAL else None
                yield Result(item, claim, value=value, found=found)


def _is_of_powers(node: Node) -> bool:
    """Whether a sum of terms with the exponent is taken."""
    return isinstance(node, Big) and node.operator == "sum" and EXPONENT in descendants(node.body)


def _order(desk: Desk, a: Expr, sign: str, b: Expr) -> Comparison:
    """Return whether an inequality fails at some point; where it does not, nothing is shown."""
    for point in desk.points:
        try:
            left, right = value_at(a, point), value_at(b, point)
        except NoValue:
            continue
        if is_false(left, sign, right, closed=False):
            detail = f"{shown(left)} {sign} {shown(right)} is false"
            return Comparison("different", "counterexample", detail)
    return Comparison("undecided")


def _is_about(equated: Equated, window: Window, *, limit: bool) -> bool:
    nodes = [n for side in equated.chain.sides for n in descendants(side)]
    limits = [n for n in nodes if isinstance(n, Limit)]
    if limit:
        return any(_is_norm(inner) for n in limits for inner in descendants(n.body))
    if limits or any(n == EXPONENT for n in nodes):
        return False
    counted = Fence("abs", window.where) in nodes
    return counted and any(isinstance(n, Big) and n.operator == "sum" for n in nodes)


def _is_norm(node: Node) -> bool:
    return isinstance(node, Power) and isinstance(node.base, Big) and node.base.operator == "sum"


def _is_trivial(equated: Equated) -> bool:
    """Whether a chain only says what a name stands for."""
    first, *others = (plainly(side) for side in equated.chain.sides)
    return all(other == first for other in others)


def _judged(desk: Desk, item: Item, equated: Equated, window: Window, *, limit: bool) -> Result:
    claim = Claim(equated.chain, frozenset(), equated.said)
    found = [(a, b, compare(b, a, desk)) for a, b in pairs(equated.chain)]
    bad = next((f for f in found if f[2].outcome == "different"), None)
    if bad is not None:
        value = _of_limit(desk, item, bad) if limit else _of_mean(desk, item, bad, window)
        return Result(item, claim, value=value, found=bad[2])
    if limit and not any(_is_wanted(side, item) for side in equated.chain.sides):
        return Result(item)  # it is true, and about another limit
    if limit:
        found = [(side, item.value, _shown(side, item, desk)) for side in equated.chain.sides]  # type: ignore[misc]
    left = next((f[2] for f in found if not f[2].same), None)
    return Result(item, claim, value=item.value, found=left or found[-1][2])


def _is_wanted(side: Expr, item: Item) -> bool:
    """Whether a side is a limit at the end that is asked for."""
    wanted = item.subjects[0]
    assert isinstance(wanted, Limit)
    return isinstance(side, Limit) and side.target == wanted.target


def _shown(side: Expr, item: Item, desk: Desk) -> Comparison:
    """Compare a side of a chain about a limit with what the limit is."""
    if side == item.subjects[0]:
        return Comparison("same", "the same, as written")
    return compare(side, item.value, desk)


def _of_limit(desk: Desk, item: Item, bad: tuple[Expr, Expr, Comparison]) -> Expr:
    """Return what an equation says instead of the limit: the side that is not what it should be."""
    a, b, _ = bad
    return a if _agrees(b, item.value, desk) else b


def _of_mean(desk: Desk, item: Item, bad: tuple[Expr, Expr, Comparison], window: Window) -> Expr:
    """Return what an equation between a norm and the mean says the mean is."""
    a, b, _ = bad
    mean: Expr = item.value  # type: ignore[assignment]
    for side, other in ((a, b), (b, a)):
        if _agrees(side, mean, desk):
            return other
    larger, smaller = (a, b) if _is_sum(a, b, window) else (b, a)
    claimed: Expr = times(mean, over(larger, smaller))
    return claimed


def _is_sum(first: Expr, second: Expr, window: Window) -> bool:
    """Whether the first of two sides is the norm: the one with a root, else without the count."""
    count = Fence("abs", window.where)
    rooted = [any(map(_is_norm, descendants(side))) for side in (first, second)]
    return rooted[0] if rooted[0] != rooted[1] else count not in descendants(first)


def _agrees(claimed: Node, expected: Node, desk: Desk) -> bool:
    try:
        return all(value_at(claimed, at) == value_at(expected, at) for at in desk.points)
    except NoValue:
        return False


def under_convention(results: Sequence[Result], convention: str) -> tuple[Result, ...]:
    """Return results that are right, as right under a convention."""
    return tuple(
        replace(r, found=replace(r.found, convention=convention)) if r.found else r for r in results
    )
