r"""What is said of an answer about kernels that are flipped.

*Defines* `judged_turn` and `THEOREM`. Three kinds of statements are decided: index formulas, a
kernel and what it becomes written as arrays, and sums over taps that are said to be equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from symconv.audit.answer import SubmittedAnswer
from symconv.audit.causes.search import Found
from symconv.audit.finding import Finding, LineFinding
from symconv.audit.judge import codes
from symconv.audit.judge.explain import with_cause
from symconv.audit.judge.open_names import OpenTable
from symconv.audit.judge.said import said_in
from symconv.audit.judge.sayings import Said
from symconv.audit.judge.turned.arrays import Rows, array_faults, arrays_of
from symconv.audit.judge.turned.elements import all_elements_of
from symconv.audit.judge.turned.indices import NotRead
from symconv.audit.judge.turned.mistakes import Fits, sum_fits
from symconv.audit.judge.turned.notation import in_brackets
from symconv.audit.judge.turned.taps import Taps, taps_of, through, turned_around, within
from symconv.audit.judge.turned.turns import Turn, faults, turn_of
from symconv.latex.tree import Big, Chain, Node, descendants
from symconv.notation import SymbolTable
from symconv.sheets.problem import Problem

THEOREM = "flip_is_absorbed"
KERNELS = frozenset("whkfrvWHKFRV")
OPEN = "whether the two sums are equal is for a person to see"
INDEX_MISTAKES = 9
"""How many mistakes in an index formula are told apart."""
NONE = Fits((), 0)


@dataclass(frozen=True)
class Decided:
    """A statement; ``wrong`` says what of it is, with the mistakes that explain it."""

    said: Said
    wrong: str = ""
    fits: Fits = NONE


def judged_turn(problem: Problem, answer: SubmittedAnswer) -> Finding | None:
    """Return the finding on an answer; None where nothing in it is of a kind that is decided."""
    said, unread = said_in(in_brackets(answer), OpenTable(SymbolTable()))
    turns = list(_turns(said))
    rules = [found for one, turn in turns if (found := _of_turn(one, turn)) is not None]
    decided = [*rules, *_of_sums(said, turns), *_of_arrays(said)]
    if not decided:
        return None
    left = (
        *(LineFinding("person", u.place, u.why, codes.PERSON, snippet=u.text) for u in unread),
        *(
            LineFinding("person", s.place, OPEN, codes.PERSON, snippet=s.text)
            for s in _open(said, decided)
        ),
    )
    base = Finding(problem.id, "right", max_marks=problem.points)
    base = replace(base, lines=(*map(_line, decided), *left))
    bad = next((d for d in decided if d.wrong), None)
    if bad is None and left:
        first = left[0]
        return replace(
            base, verdict="person", code=codes.PERSON, message=first.message, place=first.place
        )
    if bad is None:
        how = "proved: the taps are counted from the other end"
        return replace(base, code=codes.RIGHT, how=how, marks=problem.points)
    finding = replace(
        base, verdict="wrong", code=codes.FORMULA, message=bad.wrong, how="exact",
        place=bad.said.place, snippet=_as_typed(bad),
    )  # fmt: skip
    return with_cause(finding, Found(bad.fits.mistakes, bad.fits.tried))


def _open(said: Sequence[Said], decided: Sequence[Decided]) -> Iterator[Said]:
    """Yield equations between sums that are not decided."""
    done = {id(d.said) for d in decided}
    for one in said:
        if id(one) not in done and isinstance(one.statement, Chain):
            sums = [
                s for s in one.statement.sides if any(isinstance(n, Big) for n in descendants(s))
            ]
            if len(sums) > 1:
                yield one


def _line(one: Decided) -> LineFinding:
    if one.wrong:
        return LineFinding("wrong", one.said.place, one.wrong, codes.LINE, "exact", _as_typed(one))
    return LineFinding("right", one.said.place, how="exact", snippet=_as_typed(one))


def _as_typed(one: Decided) -> str:
    """Return a statement as it stands in the file, if it stands on one line."""
    place = one.said.place
    typed = place.text[place.column - 1 :][: place.width]
    return typed if len(typed) == len(one.said.text) else one.said.text


def _turns(said: Sequence[Said]) -> Iterator[tuple[Said, Turn]]:
    for one in said:
        match one.statement:
            case Chain((left, right), ("=" | ":=" | "->",)):
                try:
                    found = turn_of(left, right)
                except NotRead:
                    continue
                flips = any(a.sign < 0 for a in found.axes)
                if flips or (found.first != found.second and _is_kernel(found)):
                    yield one, found


def _is_kernel(turn: Turn) -> bool:
    """Whether both names are usual for kernels; outputs may well be equal."""
    letters = {re.sub(r"[^A-Za-z]|^(hat|tilde|bar)", "", n)[:1] for n in (turn.first, turn.second)}
    return letters <= KERNELS


def _of_turn(one: Said, turn: Turn) -> Decided | None:
    try:
        found = faults(turn)
    except NotRead:
        return None
    if found is None:
        return Decided(one)
    what = f"{turn.first} is not {turn.second} turned by 180 degrees"
    return Decided(one, what, Fits((found,) if found else (), INDEX_MISTAKES))


def _of_sums(said: Sequence[Said], turns: Sequence[tuple[Said, Turn]]) -> Iterator[Decided]:
    """Yield what is decided of equations between sums; those that are not read are left out."""
    rules = [turn for _, turn in turns]
    for one in said:
        if not isinstance(one.statement, Chain) or set(one.statement.relations) != {"="}:
            continue
        sums = [s for s in one.statement.sides if any(isinstance(n, Big) for n in descendants(s))]
        try:
            pairs = [_facing(a, b, rules) for a, b in pairwise(map(taps_of, sums))]
        except NotRead:
            if len(sums) > 1 and _over_the_same_elements(sums, rules):
                yield Decided(one)
            continue
        bad = next(((a, b) for a, b in pairs if a != b), None)
        if bad is not None:
            what = "the two sums over the taps of the kernel differ"
            yield Decided(one, what, sum_fits(*bad))
        elif pairs:
            yield Decided(one)


def _over_the_same_elements(sums: Sequence[Node], rules: Sequence[Turn]) -> bool:
    """Whether all sums run over all elements of kernels that only differ in their order."""
    try:
        turned = [{rule.first, rule.second} for rule in rules if faults(rule) is None]
        found = [all_elements_of(s) for s in sums]
    except NotRead:
        return False
    return all(
        a[1:] == b[1:] and (a[0] == b[0] or {a[0], b[0]} in turned) for a, b in pairwise(found)
    )


def _facing(a: Taps, b: Taps, rules: Sequence[Turn]) -> tuple[Taps, Taps]:
    """Return two sums over one kernel, with that of one as what the answer says that it is."""
    if a.kernel == b.kernel:
        return within(a, b), within(b, a)
    for rule in rules:
        if {rule.first, rule.second} == {a.kernel, b.kernel}:
            inner, outer = (a, b) if rule.first == a.kernel else (b, a)
            inner = through(inner, rule)
            return within(outer, inner), within(inner, outer)
    channels = max(0, len(a.axes) - 2)
    a, b = within(a, b), within(b, a)
    return a, turned_around(b, a.kernel, channels=channels)


def _of_arrays(said: Sequence[Said]) -> Iterator[Decided]:
    """Yield what is decided of a kernel and what it becomes; of several arrays, only if right."""
    found = arrays_of([one.statement for one in said])
    places = [one for one in said if arrays_of([one.statement])]
    pairs = [*pairwise(found), *([(found[0], found[-1])] if len(found) > 2 else [])]
    decided = [array_faults(before, after) for before, after in pairs]
    if any(tried == 0 for _, tried in decided):
        yield Decided(places[-1])
    elif len(pairs) == 1 and _size(found[0]) == _size(found[1]):
        what = "the second array is not the first, turned by 180 degrees"
        fits, tried = decided[0]
        yield Decided(places[-1], what, Fits(tuple((m,) for m in fits), tried))


def _size(rows: Rows) -> tuple[int, ...]:
    return tuple(sorted((len(rows), len(rows[0]))))
