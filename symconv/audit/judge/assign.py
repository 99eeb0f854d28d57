r"""Which claim of an answer is meant for which conclusion.

*Defines* `Assigned` and `assign`. A claim belongs to a conclusion by its name, by the words or the
heading in front of it, or, where nothing is named, by its place: a single claim for a single
conclusion, as many claims as conclusions in their order, or one tuple of all.

*Why carefully.* A wrong assignment makes a right answer wrong. What was assigned by place alone is
``weak``, and a weak assignment never leads to "wrong" when another claim would be right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.aliases import spelled
from symconv.audit.judge.claims import Claim, sort_of
from symconv.audit.judge.compare import compare
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.elementwise import is_entry_of
from symconv.audit.judge.in_order import in_order
from symconv.audit.judge.item import Item
from symconv.latex.tree import Chain, Indexed, Matrix, Shape, Symbol, Tuple

SMALL_WORDS = frozenset("a an the of is are and or per with by for to in on at as where".split())


@dataclass(frozen=True)
class Assigned:
    """A claim for a conclusion; ``weak`` when only its place speaks for it."""

    claim: Claim
    weak: bool = False


def assign(desk: Desk, claims: Sequence[Claim]) -> dict[int, Assigned]:
    """Return the claim that counts for each conclusion, by the number of the conclusion."""
    named: dict[int, Claim] = {}
    loose: list[Claim] = []
    for claim in claims:
        targets = _targets(desk, claim)
        if not targets:
            loose.append(claim)
        for number in targets:
            before = named.get(number)
            if before is None or _counts_more(claim, before, desk.items[number]):
                named[number] = claim
    about_elements = all(isinstance(s, Indexed) for item in desk.items for s in item.subjects)
    said = [c for c in loose if not _mentions(c)]
    loose = said if said or about_elements else loose
    found = {number: Assigned(claim) for number, claim in named.items()}
    for claim in loose:
        entry_of = [i for i, n in enumerate(desk.items) if is_entry_of(claim.said.statement, n)]
        found |= {i: Assigned(claim) for i in entry_of if i not in named}
    loose = [c for c in loose if c not in [a.claim for a in found.values()]]
    rest = [i for i, item in enumerate(desk.items) if i not in found and not item.optional]
    covered = {i for n in found for i in desk.items[n].covers}
    rest = [i for i in rest if i not in covered]
    used = _used_names(claims)
    free = [c for c in loose if not (c.names & (used | desk.layers))]
    placed = _as_whole(desk, rest, free) if found else _by_place(desk, rest, free)
    if not found and not placed:  # a mean that a deviation is computed from is a result too
        of_names = [c for c in loose if c.names]
        meant = in_order(desk.items, rest, of_names)
        placed = {i: Assigned(c, weak=True) for i, c in zip(meant, of_names, strict=False)}
    return {**found, **(placed or _by_value(desk, rest, free))}


def _mentions(claim: Claim) -> bool:
    r"""Whether a sentence names a quantity and says nothing of it: "the scale $\gamma$"."""
    said = claim.said
    return isinstance(said.statement, Symbol) and not said.display and not said.boxed


def _counts_more(later: Claim, before: Claim, item: Item) -> bool:
    """The later claim counts, unless it is of a kind that the conclusion is not."""
    kind = sort_of(item.value)
    fits = [sort_of(c.value) == kind for c in (later, before)]
    if fits[0] != fits[1]:
        return fits[0]
    return later.said.boxed or not before.said.boxed


def _targets(desk: Desk, claim: Claim) -> list[int]:
    items = desk.items
    as_written = [i for i, item in enumerate(items) if claim.said.statement == item.statement]
    if as_written:
        return as_written
    if by_side := [i for i, item in enumerate(items) if _same_left(claim, item)]:
        return by_side
    by_name = [i for i, item in enumerate(items) if claim.names & item.aliases]
    if claim.kind == "statement":
        return by_name
    if by_name:
        return by_name
    by_words, length = _by_words(items, claim)
    head = "" if claim.names else re.sub(r"[\s_{}$\\:.]", "", claim.said.heading)
    by_heading = [i for i, item in enumerate(items) if head and head in item.aliases]
    if length <= 1 and (by_heading or head in desk.layers):
        return by_heading  # a layer that nothing is asked about has no other conclusion
    return by_words


def _same_left(claim: Claim, item: Item) -> bool:
    """Whether a claim is about the left side of an identity that was asked for."""
    statement = claim.said.statement
    return (
        item.is_identity
        and isinstance(statement, Chain)
        and set(statement.relations) == {"="}
        and statement.sides[0] == item.subjects[0]
    )


def _by_words(items: Sequence[Item], claim: Claim) -> tuple[list[int], int]:
    """Return what the words before a claim call best, and by how many words."""
    if claim.value != claim.said.statement and not all(n.isalpha() for n in claim.names):
        return [], 0
    words = claim.words if claim.said.display else _just_before(claim)
    scores = [_score(item, words) for item in items]
    best = max(scores, default=(0, 0))
    return [i for i, score in enumerate(scores) if score == best and best[0]], best[0]


def _just_before(claim: Claim) -> str:
    """Return the words of a formula among words, if they end with what names it."""
    last = re.findall(r"[\w']+", claim.said.words)[-1:]
    naming = {w for w in last if w.lower() not in SMALL_WORDS}
    return claim.words if naming else ""


def _score(item: Item, words: str) -> tuple[int, int]:
    """Return how many words of the longest phrase that fits are said, and how late."""
    said = set(re.findall(r"[\w']+", words))
    phrases = [phrase.split() for phrase in item.words]
    fitting = [(len(p), max(map(words.rfind, p))) for p in phrases if _said(p, words, said)]
    return max(fitting, default=(0, 0))


def _said(phrase: list[str], words: str, said: set[str]) -> bool:
    if phrase[0] == "layer" and len(phrase) == 2:
        return re.search(rf"\blayer {phrase[1]}\W*$", words.rstrip()) is not None
    return set(phrase) <= said


def _used_names(claims: Sequence[Claim]) -> frozenset[str]:
    """Return the aliases of names that are used in computing something else."""
    found: set[str] = set()
    for claim in claims:
        statement = claim.said.statement
        sides = statement.sides[1:] if isinstance(statement, Chain) else ()
        found |= {spelled(n) for side in sides for n in names_in_tree(side)}
    return frozenset(found)


def _by_place(desk: Desk, rest: Sequence[int], free: Sequence[Claim]) -> dict[int, Assigned]:
    if not rest or not free:
        return {}
    kinds = {sort_of(desk.items[i].value) for i in rest}
    alike = [c for c in free if sort_of(c.value) in kinds]
    alike = alike or [c for c in free if c.kind != "statement"]  # 5 x 5 is a field of 5
    if len(rest) == 1:
        return _single(rest[0], alike)
    if whole := _as_whole(desk, rest, free):
        return whole
    units = _units(desk.items, rest)
    if len(alike) == len(units) and all(c.names or c.value == c.said.statement for c in alike):
        pairs = zip(units, alike, strict=True)
        return {i: Assigned(c, weak=True) for unit, c in pairs for i in unit}
    return {}


def _as_whole(desk: Desk, rest: Sequence[int], free: Sequence[Claim]) -> dict[int, Assigned]:
    """Take a tuple of as many values as conclusions are left for these, in their order."""
    units = _units(desk.items, rest)
    whole = [c for c in free if len(_parts(c)) == len(units)]
    if not whole or not rest:
        return {}
    pairs = zip(units, _parts(whole[-1]), strict=True)
    return {i: Assigned(replace(whole[-1], value=p), weak=True) for unit, p in pairs for i in unit}


def _units(items: Sequence[Item], rest: Sequence[int]) -> list[list[int]]:
    """Part conclusions into those that one name means: all phases of a layer are one."""
    units: list[list[int]] = []
    for number in rest:
        if units and items[number].aliases & items[units[-1][-1]].aliases:
            units[-1].append(number)
        else:
            units.append([number])
    return units


def _by_value(desk: Desk, rest: Sequence[int], free: Sequence[Claim]) -> dict[int, Assigned]:
    """The last claim may be one of several conclusions: one that it is equal to.

    A single formula that is equal to none is meant for the one conclusion that has all its names.
    """
    if not free:
        return {}
    same = [i for i in rest if compare(free[-1].value, desk.items[i].value, desk).same]
    if same:
        return {same[0]: Assigned(free[-1])}
    names = names_in_tree(free[-1].value)
    near = [i for i in rest if names and names <= names_in_tree(desk.items[i].value)]
    alone = len(free) == len(near) == 1 and free[-1].kind == "formula"
    return {near[0]: Assigned(free[-1], weak=True)} if alone else {}


def _single(number: int, alike: Sequence[Claim]) -> dict[int, Assigned]:
    boxed = [c for c in alike if c.said.boxed]
    if boxed:
        return {number: Assigned(boxed[-1])}
    if len(alike) == 1:
        return {number: Assigned(alike[0], weak=True)}
    display = [c for c in alike if c.said.display]
    last = display[-1:] or list(alike[-1:])
    return {number: Assigned(last[-1], weak=True)} if last else {}


def _parts(claim: Claim) -> tuple:  # type: ignore[type-arg]
    match claim.value:
        case Tuple(items):
            return items
        case Shape(sizes):
            return sizes
        case Matrix(((first, *rest),)):
            return (first, *rest)
        case _:
            return ()
