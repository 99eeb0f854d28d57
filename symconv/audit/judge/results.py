r"""How each conclusion of a question fares in an answer.

*Defines* `results_of`. A claim is compared as it is written if all its names are the question's,
and else in the readings of its letters that are likely.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice, permutations

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.allowances import SQUARE, WHOLE_BATCH, compared, per_batch
from symconv.audit.judge.assign import Assigned, assign
from symconv.audit.judge.claims import Claim
from symconv.audit.judge.compare import Comparison, compare
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.elementwise import compared_by_entry, is_entry_of
from symconv.audit.judge.identities import judged_identity
from symconv.audit.judge.item import Item
from symconv.audit.judge.likely import likely_readings
from symconv.audit.judge.own import Own, Renaming, expanded, other_glyphs, readings
from symconv.audit.judge.quick import agree
from symconv.audit.judge.result import Result
from symconv.audit.judge.settling import settled
from symconv.latex.substitute import substitute
from symconv.latex.tree import Chain, Expr, Multiply, Number, Power, Root, Shape, Statement, Symbol
from symconv.notation import Name

COUNTED = ("theta", "mu", "alpha")
MAX_LETTERS = 4
MAX_PROVED = 4
"""Readings of letters that are put before the prover; each may take a second."""


def results_of(
    desk: Desk, claims: Sequence[Claim], own: Own
) -> tuple[tuple[Result, ...], Renaming]:
    """Return one result per conclusion, and which names stand for the question's."""
    assigned = assign(desk, claims)
    renaming = other_glyphs((n for c in claims for n in names_in_tree(c.value)), desk.known)
    results: list[Result] = []
    for number, item in enumerate(desk.items):
        if number not in assigned:
            results.append(Result(item))
            continue
        result, renaming = _result(desk, item, assigned[number], own, renaming)
        own = _with_meaning(own, result)
        taken = {id(r.claim) for r in (*results, result) if r.outcome == "same"}
        others = [c for c in claims if id(c) not in taken]
        results.append(_rescued(desk, result, others, own, renaming))
    return settled(results), renaming


def _with_meaning(own: Own, result: Result) -> Own:
    """What is said to be the mean means the mean in what follows, right or wrong; ``v`` its square.

    So a mistake is counted once, where it was made.
    """
    if result.claim is None or not result.item.subjects:
        return own
    statement, meant = result.claim.said.statement, result.item.subjects[0]
    if not isinstance(statement, Chain) or result.found is None:
        return own
    named_variance = any(name.startswith(("v", "s^2")) for name in result.claim.names)
    squared = isinstance(result.item.value, Root) and (
        SQUARE in result.found.note or (not result.found.same and named_variance)
    )
    return own.meaning(statement.sides[0], Power(meant, Number(Fraction(2))) if squared else meant)


def _result(
    desk: Desk, item: Item, given: Assigned, own: Own, renaming: Renaming
) -> tuple[Result, Renaming]:
    if item.is_identity:
        return judged_identity(desk, item, given), renaming
    tree = expanded(_counted(given.claim.value, item), own)
    tree = substitute(tree, {a: Symbol(b) for a, b in renaming})
    base = Result(item, given.claim, given.weak)
    statement = given.claim.said.statement
    if isinstance(statement, Chain) and isinstance(tree, Expr) and is_entry_of(statement, item):
        return replace(base, found=compared_by_entry(statement.sides[0], tree, desk)), renaming
    if all(n in desk.known for n in names_in_tree(tree)):
        return replace(
            base, value=tree, found=compared(tree, item, desk, given.claim.names)
        ), renaming
    if (batch := per_batch(tree, desk)) is not None:
        found = compare(batch, item.value, desk)
        noted = replace(found, convention=WHOLE_BATCH)
        return replace(base, value=batch, found=noted), renaming
    tried: list[tuple[Renaming, Statement, Comparison]] = []
    likely, unlikely = likely_readings(
        readings(tree, _expected(desk, item), desk.known), item, desk
    )
    for names, renamed in [*likely, *unlikely[:1]][:MAX_PROVED]:
        found = compared(renamed, item, desk, given.claim.names)
        if found.same:
            said = "; ".join(part for part in (_note(names), found.note) if part)
            noted = replace(found, note=said, names=names)
            return replace(base, value=renamed, found=noted), (*renaming, *names)
        tried.append((names, renamed, found))
    if len(likely) > MAX_PROVED:
        why = "too many readings of the letters to be decided"
        return replace(base, value=tree, found=Comparison("undecided", detail=why)), renaming
    if not tried or any(found.outcome == "undecided" for _, _, found in tried):
        left = sorted(n.latex for n in names_in_tree(tree) if n not in desk.known)
        why = f"{', '.join(left)} is not a name of the question, and is not defined"
        return replace(base, value=tree, found=Comparison("undecided", detail=why)), renaming
    if (other := _other_reading(tree, item, desk)) is not None:
        why = f"right if {_note(other)}; the letters of the question mean something else"
        return replace(base, value=tree, found=Comparison("undecided", detail=why)), renaming
    names, renamed, found = tried[0]
    noted = replace(found, note=_note(names), names=names)
    return replace(base, value=renamed, found=noted), renaming


def _expected(desk: Desk, item: Item) -> frozenset[Name]:
    """Return the names that a claim may use: those of what the conclusion is written with, too."""
    parts = [other.value for other in desk.items if other.is_part_of(item.value)]
    return frozenset(n for value in (item.value, *parts) for n in names_in_tree(value))


def _other_reading(tree: Statement, item: Item, desk: Desk) -> Renaming | None:
    """Return a reading in which known letters mean other things, if the claim is right in it."""
    inside = sorted(names_in_tree(tree))
    wanted = sorted(names_in_tree(item.value))
    if len(inside) != len(wanted) or len(inside) > MAX_LETTERS:
        return None
    for chosen in permutations(wanted):
        pairs = tuple(zip(inside, chosen, strict=True))
        if compare(substitute(tree, {a: Symbol(b) for a, b in pairs}), item.value, desk).same:
            return tuple((a, b) for a, b in pairs if a != b)
    return None


def _counted(value: Statement, item: Item) -> Statement:
    r"""``K \times K \times C`` is a shape by itself, and a product where something is counted."""
    if isinstance(value, Shape) and any(a.startswith(COUNTED) for a in item.aliases):
        product: Statement = Multiply(value.sizes, "times")
        return product
    return value


def _note(names: Renaming) -> str:
    return ", ".join(f"{a.latex} read as {b.latex}" for a, b in names)


def _rescued(
    desk: Desk,
    result: Result,
    claims: Sequence[Claim],
    own: Own,
    renaming: Renaming,
) -> Result:
    """A claim that was chosen by its place alone does not count while another one may be right."""
    if not result.weak or result.outcome != "different":
        return result
    for claim in claims:
        if claim is not result.claim and _may_be(desk, result.item, claim, own, renaming):
            why = "several values are stated; which of them is the answer is not said"
            return replace(result, found=Comparison("undecided", detail=why))
    return result


def _may_be(desk: Desk, item: Item, claim: Claim, own: Own, renaming: Renaming) -> bool:
    """Whether a claim agrees with a conclusion wherever that is quickly computed."""
    tree = substitute(expanded(claim.value, own), {a: Symbol(b) for a, b in renaming})
    trees = [
        tree,
        *(t for _, t in islice(readings(tree, _expected(desk, item), desk.known), MAX_LETTERS)),
    ]
    return any(agree(t, item.value, desk) for t in trees)
