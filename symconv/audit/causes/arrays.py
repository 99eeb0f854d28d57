r"""Mistakes about the order of a matrix or of several conclusions: transposed, turned, reordered.

*Defines* `array_changes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, permutations

from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.question import Question
from symconv.audit.causes.trees import minus, number, over, times
from symconv.latex.substitute import rebuild
from symconv.latex.tree import Expr, Indexed, Matrix, Node, Number, Symbol, Tuple
from symconv.notation import Name

Rows = tuple[tuple[Expr, ...], ...]
FLIP = "convolution with a flipped kernel"
COLUMNS = "arrays flattened column by column"
FROM_ONE = "indices that count from 1"
LAYOUT = "a gradient by a vector written as a row"
MAX_ITEMS = 4


def array_changes(question: Question) -> Iterator[tuple[Mistake, Mapping[int, Node]]]:
    """Yield mistakes with the conclusions that they change, by number."""
    for number_, tree in enumerate(question.trees):
        if isinstance(tree, Matrix):
            for mistake, rows in _rows(tree.rows):
                yield _laid_out(mistake, rows, question), {number_: Matrix(rows)}
            for mistake, change in _taps(question):
                yield mistake, {number_: rebuild(tree, change)}
            for mistake, rows in _flattened(tree.rows):
                yield mistake, {number_: Matrix(rows)}
    yield from _everywhere(question)
    yield from _exchanged(question)
    yield from _layers_last(question)


def _everywhere(question: Question) -> Iterator[tuple[Mistake, Mapping[int, Node]]]:
    """The same mistake in all matrices of an answer."""
    matrices = {i: t.rows for i, t in enumerate(question.trees) if isinstance(t, Matrix)}
    if len(matrices) < 2 or len(matrices) < len(question.trees):
        return
    listed = [list(_rows(rows)) for rows in matrices.values()]
    for alike in zip(*listed, strict=True):
        changed = {i: Matrix(rows) for i, (_, rows) in zip(matrices, alike, strict=True)}
        yield alike[0][0], changed


def _laid_out(mistake: Mistake, rows: Rows, question: Question) -> Mistake:
    """A gradient by a vector is written as a row by some, as a column by others."""
    is_row = mistake.name == "matrix-transposed" and len(rows) == 1
    if not is_row or not question.ask.endswith("_gradients"):
        return mistake
    return replace(mistake, convention=LAYOUT)


def _rows(rows: Rows) -> Iterator[tuple[Mistake, Rows]]:
    columns = tuple(zip(*rows, strict=True))
    yield Mistake("matrix-transposed", "the matrix is transposed"), columns
    yield Mistake("rows-reversed", "the rows are in reverse order", 2), rows[::-1]
    mirrored = tuple(r[::-1] for r in rows)
    yield Mistake("columns-reversed", "the columns are in reverse order", 2), mirrored
    turned = tuple(r[::-1] for r in rows[::-1])
    yield Mistake("turned", "the matrix is rotated by 180 degrees", 2), turned
    negative = tuple(tuple(minus(e) for e in r) for r in rows)
    yield Mistake("sign", "the sign is reversed"), negative
    doubled = tuple(tuple(times(number(2), e) for e in r) for r in rows)
    yield Mistake("factor-two", "every entry is doubled", 2), doubled
    halved = tuple(tuple(over(e, number(2)) for e in r) for r in rows)
    yield Mistake("factor-two", "every entry is halved", 2), halved


def _taps(question: Question) -> Iterator[tuple[Mistake, Callable[[Node], Node]]]:
    """Mistakes about which tap stands where, for matrices of ``w_{(u, v)}``."""
    sizes = question.given.get("kernel_size")
    listed = sizes if isinstance(sizes, list) else [sizes] * 2
    if len(listed) == 2 and all(isinstance(k, int) for k in listed):
        k: Sequence[int] = [int(n) for n in listed]  # type: ignore[arg-type]
        flipped = Mistake("kernel-flipped", "the kernel was flipped", convention=FLIP)
        yield flipped, lambda n: _moved(n, lambda u, v: (k[0] - 1 - u, k[1] - 1 - v))
    yield (
        Mistake("kernel-transposed", "rows and columns of the kernel were swapped"),
        lambda n: _moved(n, lambda u, v: (v, u)),
    )
    counted = Mistake("indices-from-one", "indices count from 1", convention=FROM_ONE)
    yield counted, lambda n: _moved(n, lambda u, v: (u + 1, v + 1))


def _moved(node: Node, to: Callable[[int, int], tuple[int, int]]) -> Node:
    match node:
        case Indexed(Symbol(Name("w")) as base, (Number(u), Number(v)), style):
            moved = to(int(u), int(v))
            return Indexed(base, (number(moved[0]), number(moved[1])), style)
        case _:
            return node


def _flattened(rows: Rows) -> Iterator[tuple[Mistake, Rows]]:
    """Reorder what was flattened row by row as if column by column, on either side."""
    mistake = Mistake("column-order", "arrays were flattened by columns", convention=COLUMNS)
    down, across = _order(len(rows)), _order(len(rows[0]))
    if down:
        yield mistake, tuple(rows[i] for i in down)
    if across:
        yield mistake, tuple(tuple(r[j] for j in across) for r in rows)
    if down and across:
        yield mistake, tuple(tuple(rows[i][j] for j in across) for i in down)


def _order(count: int) -> tuple[int, ...]:
    """Return the order by columns of a flattened square; empty if there is no square."""
    side = next((n for n in range(2, 65) if n * n == count), 0)
    return tuple(j * side + i for i in range(side) for j in range(side))


def _exchanged(question: Question) -> Iterator[tuple[Mistake, Mapping[int, Node]]]:
    """Conclusions in another order, where there are few."""
    trees = question.trees
    if len(trees) > MAX_ITEMS:
        for i, j in combinations(range(len(trees)), 2):
            if trees[i] != trees[j]:
                sentence = f"results {i + 1} and {j + 1} were exchanged"
                yield Mistake("results-exchanged", sentence, 2), {i: trees[j], j: trees[i]}
        return
    for order in permutations(range(len(trees))):
        changed = {i: trees[j] for i, j in enumerate(order) if i != j}
        if changed and any(trees[i] != tree for i, tree in changed.items()):
            yield Mistake("results-exchanged", "the results stand in another order", 2), changed


def _layers_last(question: Question) -> Iterator[tuple[Mistake, Mapping[int, Node]]]:
    """Shapes with the channels behind the sizes, or with height and width exchanged."""
    shapes = {i: t for i, t in enumerate(question.trees) if isinstance(t, Tuple)}
    wide = {i: t.items for i, t in shapes.items() if len(t.items) >= 3}
    if not wide:
        return
    last = Mistake("channels-last", "the channels stand last", convention="channels last")
    lead = 1 if question.given.get("batch") else 0
    moved = {i: Tuple((*s[:lead], *s[lead + 1 :], s[lead])) for i, s in wide.items()}
    yield last, moved
    swapped = {i: Tuple((*s[:-2], s[-1], s[-2])) for i, s in wide.items()}
    exchanged = Mistake(
        "height-width-swapped", "height and width are swapped", convention="sizes in the order W, H"
    )
    yield exchanged, swapped
    if lead:
        bare = Mistake("batch-left-out", "the batch is left out", convention="shapes of one sample")
        yield bare, {i: _without_first(s.items) for i, s in shapes.items()}


def _without_first(items: tuple[Expr, ...]) -> Expr:
    return Tuple(items[1:]) if len(items) > 2 else items[1]
