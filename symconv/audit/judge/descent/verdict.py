r"""The verdict on an answer about gradient descent and the shortest solution.

*Defines* `THEOREMS` and `judged_descent`. A statement is false if it is so in an exact instance of
the problem; that one of the conclusions is right is proved: the limit and the solutions by words in
matrices, the norms by the procedures that prove the derivation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from symconv.audit.answer import SubmittedAnswer
from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.mistake import Mistake
from symconv.audit.finding import Cause, Finding, LineFinding
from symconv.audit.judge import codes
from symconv.audit.judge.descent.bounds import bound_holds
from symconv.audit.judge.descent.mistakes import explained
from symconv.audit.judge.descent.norms import shown_shortest
from symconv.audit.judge.descent.roles import introduced, roles_in, stated_before, with_roles
from symconv.audit.judge.descent.spelling import LIMIT, spelled
from symconv.audit.judge.descent.statements import (
    CONCLUSIVE,
    W_LIMIT,
    Stated,
    V,
    W,
    holds,
    is_met,
    read_statement,
    right_side,
)
from symconv.audit.judge.descent.words import is_limit, solves
from symconv.audit.judge.descent.worlds import (
    TABLE,
    World,
    generic,
    opened,
    standing,
    started_anywhere,
)
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.hints import hint_for
from symconv.audit.judge.open_names import OpenTable
from symconv.audit.judge.own import definitions_in, expanded
from symconv.audit.judge.said import said_in
from symconv.audit.judge.sayings import Unread
from symconv.latex import tex
from symconv.latex.reader import read_one
from symconv.latex.substitute import substitute
from symconv.latex.tree import Chain, Logic, Symbol
from symconv.latex.tree import Statement as Tree

THEOREMS = frozenset({"descent_finds_minimum_norm", "least_squares_solutions"})
_SUPPOSED = re.compile(r"\b(suppose|assume|contradiction|contrary|impossible)", re.IGNORECASE)
_HALF = re.compile(
    r"(?:\\frac\s*\{?\s*1\s*\}?\s*\{?\s*2\s*\}?|1\s*/\s*2|\\tfrac12)\s*\\(?:lVert|left|\||sum|Vert)"
)
_ANYWHERE = re.compile(r"\\forall\s*w_\{\\mathrm\{start\}\}")
MISSING = Mistake("hypothesis-missing", "a premise that is needed was left out")


def judged_descent(desk: Desk, answer: SubmittedAnswer) -> Finding:
    """Return the finding on an answer to a question about descent."""
    answer = spelled(answer)
    said, unread = said_in(answer, OpenTable(TABLE))
    own = definitions_in(said, TABLE)
    words = " ".join(p.text for p in answer.of("words", "heading"))
    formulas = " ".join(p.text for p in answer.of("math"))
    half = _HALF.search(formulas) is not None
    known = introduced(said, words, formulas)
    before = stated_before(tree for one in said for tree in (one.statement, one.given) if tree)
    started = _ANYWHERE.search(formulas) is not None
    roles = roles_in(said, own, f"{words} {formulas}")
    right: list[Stated] = []
    wrong: list[tuple[Stated, str, bool]] = []
    open_: list[Stated] = []
    lines: list[LineFinding] = []
    for one in said:
        given = None if one.given is None else with_roles(expanded(one.given, own), roles)
        tree = with_roles(expanded(one.statement, own), roles)
        stated = read_statement(replace(one, given=given), TABLE, tree)
        if (
            stated is None
            or one.loose
            or one.condition
            or _SUPPOSED.search(f"{one.words} {one.heading}")
        ):
            continue
        if started and stated.kind == "limit":
            stated = replace(stated, anywhere=True)
        here = known if stated.premised else known | before | {LIMIT}
        found = _judged(stated, half=half, known=here)
        if found is None:
            continue
        truth, why, missing = found
        if truth is False:
            wrong.append((stated, why, missing))
            lines.append(
                LineFinding("wrong", one.place, why, codes.LINE, "counterexample", one.text)
            )
        elif stated.kind in CONCLUSIVE:
            (right if truth else open_).append(stated)
        else:
            lines.append(LineFinding("right", one.place, how="exact", snippet=one.text))
    lines += [LineFinding("person", u.place, u.why, codes.PERSON, snippet=u.text) for u in unread]
    return _finding(desk, right, wrong, open_, tuple(lines), unread)


def _judged(
    stated: Stated, *, half: bool, known: frozenset[str]
) -> tuple[bool | None, str, bool] | None:
    """Return whether a statement holds, why not, and whether a premise is what is missing.

    None as truth says that no instance is against it and nothing proves it.
    """
    if stated.kind == "bound":
        truth = bound_holds(stated.tree, half=half)
        return (
            None
            if truth is None
            else (truth, "" if truth else "a step of this size may diverge", False)
        )
    if half and stated.kind in ("gradient", "update"):
        return None
    tree = stated.tree
    if stated.kind == "general":
        known |= {LIMIT}
        tree = _as_solution(tree)
    found = holds(tree, _worlds(stated))
    if found is None:
        return None
    if not found[0]:
        return None if _unclear(stated) else (False, found[1], False)
    if stated.premised and not is_met(tree, _worlds(stated)):
        return None, "", False
    supposes = stated.premised or stated.kind in ("general", "shortest")
    if supposes and (loose := holds(tree, opened(known))) and not loose[0]:
        return False, f"without a further premise this does not hold: {loose[1]}", True
    return (_proved(stated) or None), "", False


def _unclear(stated: Stated) -> bool:
    """Whether w may be something else than the solution that the instances take it for."""
    if stated.kind != "other" or W not in names_in_tree(stated.tree):
        return False
    meant = holds(substitute(stated.tree, {W: Symbol(W_LIMIT)}), standing())
    return not stated.premised or meant is None or meant[0]


def _worlds(stated: Stated) -> Iterator[World]:
    if stated.anywhere:
        yield from started_anywhere()
        return
    yield from standing()
    if stated.kind in ("gradient", "update"):
        yield from generic()


def _as_solution(tree: Tree) -> Tree:
    """``w = w^* + ...`` says that the right side solves the equations, whatever is free in it."""
    if isinstance(tree, Logic):
        return Logic(tree.connective, (*tree.parts[:-1], _as_solution(tree.parts[-1])))
    assert isinstance(tree, Chain)
    equation = read_one("X v = y", TABLE).statement
    found: Tree = substitute(equation, {V: tree.sides[-1]})
    return found


def _proved(stated: Stated) -> bool:
    side = right_side(stated.tree)
    if side is None:
        return False
    match stated.kind:
        case "limit":
            assert isinstance(stated.tree, Chain)
            limit = [s for s in stated.tree.sides if not isinstance(s, Symbol)]
            return all(map(is_limit, limit))
        case "general":
            return solves(side)
        case "shortest":
            return shown_shortest(stated.tree)
        case _:
            return True


def _finding(
    desk: Desk, right: list[Stated], wrong: list[tuple[Stated, str, bool]], open_: list[Stated],
    lines: tuple[LineFinding, ...], unread: list[Unread],
) -> Finding:  # fmt: skip
    problem = desk.problem
    base = Finding(problem.id, "person", codes.PERSON, lines=lines, max_marks=problem.points)
    decisive = [w for w in wrong if w[0].kind in CONCLUSIVE] or ([] if right else wrong)
    if decisive:
        return _wrong(base, desk, *decisive[0])
    if right and not open_:
        how = "proved: words in matrices (normal forms agree for all sizes)"
        bad = f"the result is right, but a line is not: {wrong[0][1]}" if wrong else ""
        return replace(
            base, verdict="right", code=codes.RIGHT, message=bad, how=how, marks=problem.points
        )
    if open_:
        one = open_[-1].said
        why = "no exact instance is against it, but it is not proved"
        return replace(base, message=why, place=one.place, snippet=one.text)
    if any(line.verdict == "right" for line in lines) and not unread:
        why = "what is stated is right; not stated: what the limit is, or that it is the shortest"
        return replace(base, verdict="incomplete", code=codes.INCOMPLETE, message=why)
    why = "no statement about the limit or the solutions could be read"
    if unread:
        why = f"{why}; {len(unread)} formulas could not be read ({unread[0].why})"
    return replace(base, message=why)


def _wrong(base: Finding, desk: Desk, stated: Stated, why: str, missing: bool) -> Finding:  # noqa: FBT001
    if missing or stated.anywhere:
        fits, tried = [MISSING], 1
    else:
        fits, tried = explained(stated)
    cause = None
    if fits:
        names, told = "|".join(m.name for m in fits), " or ".join(m.sentence for m in fits)
        cause = Cause(names, f"exactly the result if {told}", tried, len(fits))
    counter = why if " = " in why else ""
    message = "it does not hold" if counter else why
    if not fits and tried:
        message = f"{message}; none of {tried} mistakes that were tried gives this answer"
    statement = desk.items[0].statement
    return replace(
        base, verdict="wrong", code=codes.STATEMENT, message=message, place=stated.said.place,
        snippet=stated.said.text, how="counterexample", counterexample=counter, cause=cause,
        hint=hint_for(fits[:1]),
        expected=tex.write(statement) if statement is not None else "", marks=Fraction(0),
    )  # fmt: skip
