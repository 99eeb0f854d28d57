r"""The verdict on an answer about a reordering: every element is compared.

*Defines* `THEOREMS` and `judged_order`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symconv.audit.causes.mistake import Mistake
from symconv.audit.finding import Cause, Finding, LineFinding
from symconv.audit.judge import codes
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.hints import hint_for
from symconv.audit.judge.orders.layout import (
    ALL_SIZES,
    EQUIVALENCE,
    RIGHT,
    Layout,
    Pairs,
    layouts_of,
)
from symconv.audit.judge.orders.listed import listed_order, orders_after
from symconv.audit.judge.orders.mistakes import mistakes
from symconv.audit.judge.orders.proof import proved
from symconv.audit.judge.orders.stated import OF, Stated, pairs_at, stated_in
from symconv.audit.judge.sayings import Said
from symconv.latex import tex

THEOREMS = frozenset({EQUIVALENCE, ALL_SIZES})


def judged_order(
    desk: Desk, said: Sequence[Said], lines: tuple[LineFinding, ...]
) -> Finding | None:
    """Return the finding on what is said of the order; None where nothing is said of it."""
    layouts = list(layouts_of(desk.problem.ask, desk.problem.given))
    right: list[str] = []
    for stated in stated_in(said):
        pairs = [pairs_at(stated, layout) for layout in layouts]
        wanted = [layout.pairs(stated.tensor, RIGHT[stated.tensor]) for layout in layouts]
        known = [p for p in pairs if p is not None]
        if len(known) < len(pairs):
            why = "which elements the indices run through could not be told"
            return _finding(desk, "person", codes.PERSON, why, lines, stated.said)
        if known != wanted:
            return _wrong(desk, stated, layouts, known, lines)
        if desk.problem.ask == ALL_SIZES and stated.tensor == "z" and not proved(stated, desk):
            why = f"it agrees at {len(layouts)} sizes, but is not proved for all"
            return _finding(desk, "person", codes.PERSON, why, lines, stated.said)
        right.append(stated.tensor)
    if desk.problem.ask == EQUIVALENCE and (order := listed_order(said, layouts[0])):
        one, places = order
        after = orders_after(layouts[0])
        if places != after[0][1]:
            fits = [m for m, other in after[1:] if m is not None and other == places]
            message = f"the order of the outputs is {list(after[0][1])}"
            return _explained(
                desk, one, "the listed order is another one", message, fits, len(after), lines
            )
        right.append("z")
    if "z" in right:
        how = (
            "exhausted: every output compared"
            if desk.problem.ask == EQUIVALENCE
            else "proved: index by index"
        )
        points = desk.problem.points
        return _finding(desk, "right", codes.RIGHT, "", lines, marks=points, how=how)
    if right:
        why = "the kernels correspond; which output is which is not stated"
        return _finding(desk, "incomplete", codes.INCOMPLETE, why, lines)
    return None


def _wrong(
    desk: Desk, stated: Stated, layouts: Sequence[Layout], pairs: list[Pairs],
    lines: tuple[LineFinding, ...],
) -> Finding:  # fmt: skip
    tried = list(mistakes(stated.tensor))
    fits = [m for m, to in tried if [s.pairs(stated.tensor, to) for s in layouts] == pairs]
    detail, at = _difference(stated, layouts, pairs)
    return _explained(desk, stated.said, detail, at, fits, len(tried), lines)


def _difference(stated: Stated, layouts: Sequence[Layout], pairs: list[Pairs]) -> tuple[str, str]:
    """Return the first element that is paired wrongly, or that nothing is said of."""
    t, of = stated.tensor, OF[stated.tensor]
    for layout, claimed in zip(layouts, pairs, strict=True):
        right = dict(layout.pairs(t, RIGHT[t]))
        sizes = ", ".join(f"{n} = {v}" for n, v in layout.values.items())
        for place, other in sorted(claimed):
            if place not in right:
                return f"there is no {t}{list(place)}", sizes
            if right[place] != other:
                return f"{t}{list(place)} is {of}{list(right[place])}, not {of}{list(other)}", sizes
        if missing := sorted(right.keys() - dict(claimed).keys()):
            return f"nothing is said of {t}{list(missing[0])}", sizes
    return "an element is said to be two others", ""


def _explained(
    desk: Desk, said: Said, detail: str, at: str, fits: list[Mistake], tried: int,
    lines: tuple[LineFinding, ...],
) -> Finding:  # fmt: skip
    cause = None
    if fits:
        least = min(m.weight for m in fits)
        best = list(dict.fromkeys(m for m in fits if m.weight == least))
        names = "|".join(dict.fromkeys(m.name for m in best))
        why = " or ".join(dict.fromkeys(m.sentence for m in best))
        cause = Cause(names, f"exactly the result if {why}", tried, len(fits))
    else:
        detail = f"{detail}; none of {tried} mistakes that were tried gives this answer"
    return _finding(
        desk, "wrong", codes.FORMULA, detail, lines, said, cause=cause, how="counterexample",
        hint=hint_for(fits[:1]), counterexample=at, expected=_expected(desk),
    )  # fmt: skip


def _expected(desk: Desk) -> str:
    statement = desk.items[0].statement
    return tex.write(statement) if statement is not None else ""


def _finding(
    desk: Desk, verdict: str, code: str, message: str, lines: tuple[LineFinding, ...],
    said: Said | None = None, marks: Fraction = Fraction(0), **more: object,
) -> Finding:  # fmt: skip
    place, snippet = (said.place, said.text) if said else (None, "")
    return Finding(
        desk.problem.id, verdict, code, message, place, snippet,  # type: ignore[arg-type]
        marks=marks, max_marks=desk.problem.points, lines=lines, **more,  # type: ignore[arg-type]
    )  # fmt: skip
