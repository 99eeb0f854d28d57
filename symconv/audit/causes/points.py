r"""Points at which the formulas of a question have exact values.

*Defines* `Points` and `points_of`. A point gives every free scalar of a derivation a value in its
domain, such that the hypotheses hold; elements of tensors that are not defined get numbers that
are always the same for an index, and far apart, so that a misplaced element is noticed.

Two answers that differ at a point are different. Two that agree at all of them may still differ:
agreement here never proves anything.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.index_sets import IndexSet, index_sets, listed_at
from symconv.latex.reader import read
from symconv.latex.tree import Big, Chain, Statement, Symbol, Transposed, descendants
from symconv.notation import Declared, Domain, Kind, Name
from symconv.proof.context import Definition, Formula
from symconv.proof.derivation import Derivation
from symconv.proof.exact_numbers import Exact, Undefined
from symconv.proof.point import truth
from symconv.proof.point_truth import OutOfSteps, Point, Steps

NUMBER = 6
TRIES = 400
BUDGET = 200_000
"""Elements and terms that looking for points may evaluate in all."""
SMALLEST = (1, 2, 2)
STEPS = 8_000
REACHES = (4, 9, 30, 90)
CELLS = 61
SIZES = (3, 2, 4, 3)
"""Sizes of matrices in letters: from 2 on, since numbers and rows of one entry tell too little."""
_LOWEST = {Domain.POSITIVE: 1, Domain.NATURAL: 0, Domain.POSITIVE_REAL: 1}


@dataclass(frozen=True)
class Points:
    """Values of the free names at each point, and the definitions that the answer may use.

    ``sets`` are those that are named and not defined; each point lists them otherwise.
    """

    values: tuple[Mapping[Name, Exact], ...]
    definitions: Mapping[Name, Definition]
    sets: tuple[IndexSet, ...] = ()

    def __iter__(self) -> Iterator[Point]:
        for number, values in enumerate(self.values):
            known = {**self.definitions, **listed_at(self.sets, number)}
            for elements in (cell, opposite) if self.sets else (element,):
                yield Point(values, known, elements, steps=Steps(STEPS))

    def defining(self, more: Mapping[Name, Definition]) -> Points:
        """Return the same points with further definitions."""
        return replace(self, definitions={**self.definitions, **more})


@lru_cache(maxsize=100_000)
def element(name: Name, indices: tuple[Exact, ...]) -> Exact:
    """Return the number that stands for an element of a tensor without entries."""
    return random.Random(f"{name} {indices}").randint(-(10**6), 10**6)


def cell(name: Name, indices: tuple[Exact, ...]) -> Exact:
    """Return the number in a cell of a window: small, as it is shown to people, and never 0."""
    return element(name, indices) % CELLS - CELLS // 2 or CELLS


def opposite(name: Name, indices: tuple[Exact, ...]) -> Exact:
    """Return the number in a cell with the other sign, so that magnitudes are always noticed."""
    return -cell(name, indices)


def points_of(derivation: Derivation, wanted: int = NUMBER) -> Points:
    """Return up to ``wanted`` points at which the hypotheses of a derivation hold.

    >>> from symconv.theorems import derive
    >>> derivation = derive("grouped_conv_parameters")
    >>> [at.values[Name("C")] % at.values[Name("M")] for at in points_of(derivation)]
    [0, 0, 0, 0, 0, 0]
    """
    definitions = {d.name: d.definition for d in derivation.definitions}
    hypotheses, apart = _about_the_answer(derivation, definitions)
    free = [
        row
        for row in derivation.symbols
        if row.kind is Kind.SCALAR and row.name not in definitions and row.name not in apart
    ]
    reaches = SMALLEST if any(_has_sums(definitions[n]) for n in definitions) else REACHES
    reaches = SIZES if _multiplies_matrices(derivation) else reaches
    source, budget = random.Random(len(free)), Steps(BUDGET)
    found: list[Mapping[Name, Exact]] = []
    for attempt in range(TRIES):
        reach = reaches[attempt % len(reaches)]
        values: dict[Name, Exact] = {
            row.name: source.randint(_LOWEST.get(row.domain, -reach), reach) for row in free
        }
        if reaches is SIZES:
            values |= _sizes(values, free, reach, square=attempt % 2 == 1)
        point = Point(_solved(values, hypotheses), definitions, element, steps=budget)
        if _holds(hypotheses, point):
            found.append(point.values)
        if len(found) == wanted or budget.left <= 0:
            break
    return Points(tuple(found), definitions, index_sets(derivation))


def _about_the_answer(
    derivation: Derivation, definitions: Mapping[Name, Definition]
) -> tuple[list[Statement], frozenset[Name]]:
    """Return the hypotheses that the answer can depend on, and the names that only others have.

    ``0 < y < 1`` of a point in a proof says nothing of a count in which no ``y`` stands; such a
    ``y`` gets no value, so nothing is decided about lines that it stands in.
    """
    lines = read(derivation.answer.latex, derivation.symbols, source="answer")
    needed = frozenset(n for line in lines for n in names_in_tree(line.statement))
    links = [frozenset({n}) | _names_behind(d) for n, d in definitions.items()]
    stated = [(s, names_in_tree(s)) for _, s in derivation.hypotheses]
    groups = [*(names for _, names in stated), *links]
    while (wider := needed.union(*(g for g in groups if g & needed))) != needed:
        needed = wider
    kept = [s for s, names in stated if names & needed or not names]
    apart = frozenset(n for _, names in stated if not names & needed for n in names)
    return kept, apart


def _names_behind(definition: Definition) -> frozenset[Name]:
    """Return the names that a definition is made of."""
    if not isinstance(definition, Formula):
        return frozenset()
    return frozenset(
        n for part in (definition.body, *definition.shape) for n in names_in_tree(part)
    )


def _has_sums(definition: Definition) -> bool:
    """Whether a definition sums over sizes, so that large sizes take long."""
    if not isinstance(definition, Formula):
        return False
    return sum(isinstance(n, Big) for n in descendants(definition.body)) > 2


def _multiplies_matrices(derivation: Derivation) -> bool:
    """Whether the answer is a formula of linear algebra: its sizes had better be small."""
    lines = read(derivation.answer.latex, derivation.symbols, source="answer")
    nodes = (n for line in lines for n in descendants(line.statement))
    return any(isinstance(n, Transposed) for n in nodes)


def _sizes(
    values: Mapping[Name, Exact], free: list[Declared], reach: int, *, square: bool
) -> dict[Name, Exact]:
    """Return sizes from 2 on; in squares all are the same, so that more products fit."""
    found = {row.name: values[row.name] for row in free if row.domain is Domain.POSITIVE}
    return {n: reach if square else max(2, v) for n, v in found.items()}


def _solved(values: dict[Name, Exact], hypotheses: list[Statement]) -> dict[Name, Exact]:
    """Set the name on the left of each equation ``C = M a`` to the value on its right."""
    from symconv.proof.point import number

    for hypothesis in hypotheses:
        match hypothesis:
            case Chain((Symbol(name), right), ("=",)) if name in values:
                try:
                    values = {**values, name: number(right, Point(values, {}, element))}
                except Undefined:
                    continue
    return values


def _holds(hypotheses: list[Statement], point: Point) -> bool:
    try:
        return all(truth(h, point) for h in hypotheses)
    except (Undefined, OutOfSteps):
        return False
