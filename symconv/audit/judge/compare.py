r"""Whether what was claimed is what was to be found: the same, different, or not decided.

*Defines* `Comparison` and `compare`. Values at points can only tell answers apart; that two
formulas are the same is said by the prover alone, under the hypotheses of the question.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from symconv.audit.causes.array_truth import same
from symconv.audit.causes.cells import cells_at
from symconv.audit.causes.enclosures import is_exact
from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.scaled import written_out
from symconv.audit.causes.values import NoFit, NoValue, Value, value_at
from symconv.audit.judge.array_formulas import difference_of_arrays
from symconv.audit.judge.bound_names import with_plain_indices
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.places import entries_of, enumerate_flat, size_of
from symconv.audit.judge.plain_powers import plain_powers
from symconv.audit.judge.plain_products import plain_products
from symconv.audit.judge.real_values import for_people, refuted_at_reals
from symconv.audit.judge.set_forms import decide_over_sets
from symconv.audit.judge.shown import shown
from symconv.audit.judge.signals.letters import decide_signal
from symconv.audit.judge.sparse_points import apart_at_sparse_points
from symconv.audit.signals.everywhere import agreement
from symconv.audit.signals.finite import finite
from symconv.latex import tex
from symconv.latex.tree import (
    Chain,
    Expr,
    Matrix,
    Multiply,
    Shape,
    Statement,
    Tuple,
    descendants,
)
from symconv.notation import Name
from symconv.proof.point_truth import Point
from symconv.proof.verdict import Exhausted, Proved, Refuted

MAX_NODES = 600
Outcome = Literal["same", "different", "undecided"]


@dataclass(frozen=True)
class Comparison:
    """How a claim compares with an expected value; ``wrong`` are the places in an array."""

    outcome: Outcome
    how: str = ""
    detail: str = ""
    counterexample: str = ""
    note: str = ""
    convention: str = ""
    wrong: tuple[tuple[int, ...], ...] = ()
    names: tuple[tuple[Name, Name], ...] = field(default=())

    @property
    def same(self) -> bool:
        """Whether both are shown to be the same."""
        return self.outcome == "same"


def compare(claimed: Statement, expected: Statement, desk: Desk) -> Comparison:
    """Compare a claim without foreign names with an expected value."""
    symbols = desk.context.symbols
    claimed, expected = (plain_powers(written_out(t), symbols) for t in (claimed, expected))
    if claimed == expected:
        return Comparison("same", "the same, as written")
    if sum(1 for _ in descendants(claimed)) > MAX_NODES:
        return Comparison("undecided", detail="the formula is too large to be compared")
    if with_plain_indices(claimed) == with_plain_indices(expected):
        return Comparison("same", "the same, up to the letters of summation")
    if isinstance(claimed, Expr) != isinstance(expected, Expr):
        kind = "value" if isinstance(expected, Expr) else "statement"
        return Comparison("undecided", detail=f"a {kind} was expected")
    if not isinstance(expected, Expr):
        return _statements(claimed, expected, desk)
    assert isinstance(claimed, Expr)
    if isinstance(expected, Matrix | Tuple | Shape) or isinstance(claimed, Matrix | Tuple | Shape):
        return _arrays(claimed, expected, desk)
    return _scalars(claimed, expected, desk)


def _scalars(claimed: Expr, expected: Expr, desk: Desk) -> Comparison:
    closed = not (names_in_tree(claimed) | names_in_tree(expected))
    valueless = ""
    computable = claimed if desk.time is None else finite(claimed, desk.points.definitions)
    for point in desk.points:
        try:
            right, got = value_at(expected, point), value_at(computable, point)
        except NoFit as error:
            return Comparison("different", "shape", error.fact)
        except NoValue as error:
            valueless = error.fact
            if desk.points.sets:
                continue  # a negative number that has no root, at this point
            break
        if not same(got, right):
            return _different(got, right, point, (claimed, expected), desk)
        if closed and is_exact((got, right)):
            return Comparison("same", "exact")
    if valueless and (apart := apart_at_sparse_points(claimed, expected, desk.points)):
        return _different(*apart, (claimed, expected), desk)
    return _proved(claimed, expected, desk, valueless)


def _different(
    got: Value, right: Value, point: Point, trees: tuple[Statement, Statement],
    desk: Desk | None = None,
) -> Comparison:  # fmt: skip
    names = sorted(names_in_tree(trees[0]) | names_in_tree(trees[1]))
    free = free_names(names, point)
    said = [*(f"{n} = {point.values[n]}" for n in free), cells_at(trees, point)]
    at = ", ".join(filter(None, said))
    if desk is not None and (isinstance(got, tuple) or isinstance(right, tuple)):
        detail, how = difference_of_arrays(got, right, trees, desk.context)  # type: ignore[arg-type]
        return Comparison("different", how, detail, at)
    detail = f"{shown(got)} instead of {shown(right)}"
    return Comparison("different", "counterexample" if at else "exact", detail, at)


def free_names(names: list[Name], point: Point) -> list[Name]:
    """Return the names that have a value of their own at a point, also behind definitions."""
    found: dict[Name, None] = {}
    waiting, seen = list(names), set(names)
    while waiting:
        name = waiting.pop(0)
        if name in point.values:
            found[name] = None
            continue
        definition = point.definitions.get(name)
        body, bound = (getattr(definition, part, ()) for part in ("body", "parameters"))
        new = sorted(names_in_tree(body) - seen - {*bound}) if body else []
        seen.update(new)
        waiting += new
    return sorted(found)


def _proved(claimed: Expr, expected: Expr, desk: Desk, why: str) -> Comparison:
    if desk.time is not None:
        found = agreement(claimed, expected, desk.time, desk.points.definitions)
        if found is not None and found.place is None:
            return Comparison("same", found.how)
        if found is not None:
            detail = f"{shown(found.values[0])} instead of {shown(found.values[1])}"
            return Comparison("different", "counterexample", detail, f"{desk.time} = {found.place}")
    equation = Chain((plain_products(expected), plain_products(claimed)), ("=",))
    refuted = refuted_at_reals(expected, claimed, desk.derivation) if why else None
    if desk.time is not None:
        verdict = decide_signal(claimed, expected, desk)
    else:
        verdict = refuted or decide_over_sets(equation, desk.context, desk.points.sets)
    match verdict:
        case Proved(method, _) | Exhausted(method, _, _):
            return Comparison("same", f"proved: {method}")
        case Refuted(_, point, detail):
            at = ", ".join(f"{n} = {v}" for n, v in point.items())
            return Comparison(
                "different", "counterexample", for_people(detail) or "it is not the same", at
            )
        case _:
            agree = f"agrees at {len(desk.points.values)} points, but is not proved"
            return Comparison("undecided", detail=why or agree)


def _statements(claimed: Statement, expected: Statement, desk: Desk) -> Comparison:
    """A statement is right if it is equivalent; that is decided for two statements that hold."""
    for point in desk.points:
        try:
            got, right = value_at(claimed, point), value_at(expected, point)
        except NoValue as error:
            return Comparison("undecided", detail=error.fact)
        if got != right:
            return _different(got, right, point, (claimed, expected))
    return Comparison("undecided", detail="whether it says the same is for a person to see")


def _arrays(claimed: Expr, expected: Expr, desk: Desk) -> Comparison:
    if isinstance(expected, Matrix) and not isinstance(claimed, Matrix | Tuple | Shape):
        return _computed(claimed, expected, desk)
    if isinstance(expected, Tuple | Shape) and isinstance(claimed, Multiply):
        claimed = Shape(claimed.factors) if claimed.sign == "times" else claimed
    got, right = entries_of(claimed), entries_of(expected)
    if isinstance(claimed, Tuple | Shape) and not isinstance(expected, Matrix | Tuple | Shape):
        got, right = dict(enumerate_flat(claimed)), {}
        right = dict.fromkeys(got, expected)
    if isinstance(expected, Tuple) and len(expected.items) == 1 and (0,) not in got:
        got = {(0,): claimed}
    if (first := size_of(got)) != (second := size_of(right)):
        detail = f"this is {first}, expected {second}"
        return Comparison("different", "shape", detail)
    parts = {at: _entry(got[at], right[at], desk) for at in right}
    wrong = tuple(at for at, part in parts.items() if part.outcome == "different")
    if wrong and len(set(parts.values())) == 1 and expected in right.values():
        return parts[wrong[0]]  # the same along every axis
    if wrong:
        part = parts[wrong[0]]
        return Comparison(
            "different", part.how, _where(wrong, parts), part.counterexample, wrong=wrong
        )
    open_ = [part for part in parts.values() if part.outcome == "undecided"]
    if open_:
        return open_[0]
    hows = {p.how for p in parts.values()} - {"the same, as written"}
    return Comparison("same", "; ".join(sorted(hows)) or "the same, as written")


def _computed(claimed: Expr, expected: Matrix, desk: Desk) -> Comparison:
    """Compare a sum or multiple of matrices: it is computed, exactly where it has no names."""
    try:
        for point in desk.points:
            got, right = value_at(claimed, point), value_at(expected, point)
            exact = is_exact((got, right))
            if not same(got, right):
                return Comparison("different", "exact", "it is another matrix")
    except NoValue as error:
        return Comparison("undecided", detail=error.fact)
    if names_in_tree(claimed) | names_in_tree(expected) or not desk.points.values or not exact:
        return Comparison("undecided", detail="it agrees at some points, but is not proved")
    return Comparison("same", "exact")


def _entry(claimed: Expr, expected: Expr, desk: Desk) -> Comparison:
    """Compare two entries; what differs is shown as written where it has names."""
    found = compare(claimed, expected, desk)
    if found.outcome == "different" and (names_in_tree(claimed) | names_in_tree(expected)):
        return replace(found, detail=f"{tex.write(claimed)} instead of {tex.write(expected)}")
    return found


def _where(wrong: tuple[tuple[int, ...], ...], parts: dict[tuple[int, ...], Comparison]) -> str:
    said = [f"{_place(at)}: {parts[at].detail}" for at in wrong[:4]]
    more = f" and {len(wrong) - 4} more" if len(wrong) > 4 else ""
    return f"{len(wrong)} of {len(parts)} entries differ; " + "; ".join(said) + more


def _place(at: tuple[int, ...]) -> str:
    if len(at) == 1:
        return f"entry {at[0] + 1}"
    return f"row {at[0] + 1}, column {at[1] + 1}"
