r"""Mistakes in a filter of the right kind that is not the one of the sheet.

*Defines* `filter_slips`. Where a question leaves the choice, somebody may start from another filter
that is well known and make a mistake there: a Laplacian whose centre is one too small, a Prewitt
kernel without its signs. Filters of the size of what was claimed are tried, after all mistakes
about the sheet's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from symconv.audit.causes.filters import (
    EDGES,
    LARGEST,
    Rows,
    binomial,
    blur_changes,
    box,
    edge_changes,
    matrix_of,
    rows_of,
    scaled,
    turned,
)
from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.question import Question
from symconv.latex.tree import Node

SOURCES = {"blur_filter": blur_changes, "edge_filter": edge_changes}
LEAST = 4
"""A kernel needs this many entries before one of them can be called a slip."""


def filter_slips(question: Question, said: Node) -> Iterator[Variant]:
    """Yield other filters than that of the question after one mistake."""
    if question.ask not in SOURCES or len(question.trees) != 1:
        return
    right, claimed = rows_of(question.trees[0]), rows_of(said)
    if right is None or claimed is None:
        return
    for words, kernel in _known(question.ask, claimed):
        if kernel == right:
            continue
        for mistake, rows in (*_changes(question.ask, kernel), *_slips(kernel, claimed)):
            told = f"the kernel were the {words}, and {mistake.sentence}"
            named = Mistake(mistake.name, told, mistake.weight + 1)
            yield Variant((named,), {0: matrix_of(rows)}, question.points)


def _known(ask: str, claimed: Rows) -> Iterator[tuple[str, Rows]]:
    """Yield the well-known filters of one size, with what they are called."""
    height, width = len(claimed), len(claimed[0])
    if ask == "blur_filter":
        if 1 < height == width <= LARGEST:
            yield "box of equal weights", box(height)
            yield "binomial one", binomial(height)
        return
    found: dict[Rows, str] = {}
    for name, kernel in EDGES.items():
        rows = tuple(tuple(map(Fraction, line)) for line in kernel)
        for words, other in ((name, rows), (f"transposed {name}", turned(rows))):
            found.setdefault(other, words)
            found.setdefault(scaled(other, -1), f"negated {words}")
    for rows, words in found.items():
        if (len(rows), len(rows[0])) == (height, width):
            yield words, rows


def _changes(ask: str, kernel: Rows) -> Iterator[tuple[Mistake, Rows]]:
    for mistake, rows in SOURCES[ask](kernel):
        if rows != kernel and mistake.name != "kind-swapped":
            yield replace(mistake, convention=""), rows
    yield Mistake("sign", "the sign is reversed"), scaled(kernel, -1)
    yield Mistake("factor-two", "every entry is doubled", 2), scaled(kernel, 2)
    yield Mistake("factor-two", "every entry is halved", 2), scaled(kernel, Fraction(1, 2))


def _slips(kernel: Rows, claimed: Rows) -> Iterator[tuple[Mistake, Rows]]:
    """The kernel with one other entry."""
    places = [(i, j) for i, line in enumerate(kernel) for j, _ in enumerate(line)]
    differing = [(i, j) for i, j in places if kernel[i][j] != claimed[i][j]]
    if len(places) < LEAST or len(differing) != 1:
        return
    ((i, j),) = differing
    where = f"row {i + 1}, column {j + 1}"
    if claimed[i][j] == -kernel[i][j]:
        yield Mistake("sign", f"the sign in {where} is reversed", 3), claimed
    else:
        yield Mistake("slip", f"one entry is wrong: {where}", 4), claimed
