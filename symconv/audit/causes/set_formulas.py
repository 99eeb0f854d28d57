r"""Mistakes in formulas over the cells of a window: means, extrema and norms.

*Defines* `set_variants`. Each is a change of one place of one conclusion: of an extremum, a sum, a
count, an element, or a root.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.question import Question
from symconv.audit.causes.set_elements import Change, element_changes
from symconv.audit.causes.set_roots import FORGOTTEN, root_changes
from symconv.audit.causes.trees import number, over, plus, put, times
from symconv.latex.reader import read
from symconv.latex.substitute import rebuild
from symconv.latex.tree import (
    Big,
    Boxed,
    Chain,
    Divide,
    Fence,
    Infinity,
    Limit,
    Multiply,
    Negative,
    Node,
    Number,
    Over,
    Power,
    descendants,
)
from symconv.proof.unfolding import unfolded

ONE, TWO = number(1), number(2)


def set_variants(question: Question) -> Iterator[Variant]:
    """Yield the conclusions with one mistake about a window in one of them."""
    if not question.points.sets:
        return
    for i, tree in enumerate(question.trees):
        plain = unfolded(tree, question.points.definitions)  # type: ignore[arg-type]
        for mistake, changed in _changes(plain):
            if changed != plain:
                yield Variant((mistake,), {i: changed}, question.points)
    for i, mistake, changed in _of_limits(question):
        yield Variant((mistake,), {i: changed}, question.points)


def _of_limits(question: Question) -> Iterator[tuple[int, Mistake, Node]]:
    """Yield what a limit gives when the variable tends to something else, or without the root."""
    derivation = question.derivation
    for i, line in enumerate(read(derivation.answer.latex, derivation.symbols, source="answer")):
        statement = line.statement.body if isinstance(line.statement, Boxed) else line.statement
        match statement:
            case Chain((Limit(variable, Infinity(), body), *_)):
                for end, said in (
                    (number(0), "0"),
                    (ONE, "1"),
                    (Negative(Infinity()), "minus infinity"),
                ):
                    mistake = Mistake("limit-elsewhere", f"the limit was taken at {said}")
                    yield i, mistake, Limit(variable, end, body)
                if isinstance(body, Power):
                    yield i, FORGOTTEN, Limit(variable, Infinity(), body.base)


def _changes(tree: Node) -> Iterator[Change]:
    count = next(_counts(tree), None)
    yield from element_changes(tree)
    yield from _of_whole(tree, count)
    for node in dict.fromkeys(descendants(tree)):
        for mistake, changed in _at(node, count):
            yield mistake, put(tree, node, changed)


def _counts(tree: Node) -> Iterator[Fence]:
    """Yield how many cells a window has, as a formula."""
    for node in descendants(tree):
        match node:
            case Over(_, Chain((_, where), ("in",))):
                yield Fence("abs", where)


def _at(node: Node, count: Fence | None) -> Iterator[Change]:
    """Yield what becomes of one place."""
    match node:
        case Big("max", binders, body) if count is not None:
            total = Big("sum", binders, body)
            yield (
                Mistake("minimum-for-maximum", "the minimum was taken"),
                replace(node, operator="min"),
            )
            yield Mistake("sum-for-maximum", "the sum was taken"), total
            yield Mistake("average-for-maximum", "the average was taken"), over(total, count)
        case Big("sum", binders, body) if count is not None:
            if not any(isinstance(n, Power) for n in descendants(body)):
                square = Mistake("exponent-two", "the norm with exponent 2 stands for the sum")
                yield square, Power(Big("sum", binders, Power(body, TWO)), over(ONE, TWO))
                none = Mistake("exponent-off-by-one", "the exponent is 0, and each term is 1")
                yield none, Big("sum", binders, Power(body, number(0)))
            largest = "the largest term stands for the sum of all"
            yield Mistake("maximum-for-sum", largest), replace(node, operator="max")
            smallest = "the smallest term stands for the sum of all"
            yield Mistake("minimum-for-sum", smallest), replace(node, operator="min")
        case Power(Big("sum") as total, Divide()) if count is not None:
            mean = "the sum under the root was divided by the number of cells"
            yield Mistake("normalised", mean), replace(node, base=over(total, count))
            yield from root_changes(node)
        case Power(base, exponent) if not isinstance(exponent, Divide):
            yield Mistake("power-forgotten", "the terms were not raised to the power"), base
            upside = "the terms were raised to the reciprocal of the exponent"
            yield Mistake("exponent-inverted", upside), Power(base, over(ONE, exponent))
            for step, said in ((1, "large"), (-1, "small")):
                off = Mistake("exponent-off-by-one", f"an exponent is one too {said}", 2)
                yield off, Power(base, plus(exponent, number(step)))
            yield Mistake("exponent-two", "the exponent was taken to be 2", 2), Power(base, TWO)


def _of_whole(tree: Node, count: Fence | None) -> Iterator[Change]:
    """Yield the whole with its number of cells forgotten, squared, upside down or put in."""
    if count is None:
        return
    if count in descendants(tree):
        forgotten = Mistake("count-forgotten", "the division by the number of cells was forgotten")
        yield forgotten, _without_count(tree, count)
        upside = "it was multiplied by the number of cells, not divided by it"
        yield Mistake("count-inverted", upside), times(count, count, tree)
        off = Mistake("count-off-by-one", "the number of cells is one too small")
        yield off, times(count, over(tree, plus(count, number(-1))))
        rooted = Mistake("count-rooted", "it was divided by the root of the number of cells")
        yield rooted, times(Power(count, over(ONE, TWO)), tree)
    else:
        several = "it was multiplied by the number of cells"
        yield Mistake("count-multiplied", several), times(count, tree)
    twice = Mistake("normalised-twice", "it was divided by the number of cells once more")
    yield twice, over(tree, count)
    endless = Mistake("grows-without-bound", "it was taken to grow without bound")
    yield endless, Infinity()
    for value in (0, 1):
        yield (
            Mistake("constant-limit", f"it was taken to tend to {value}", 2),
            Number(Fraction(value)),
        )


def _without_count(tree: Node, count: Fence) -> Node:
    def change(node: Node) -> Node:
        match node:
            case Divide(top, bottom) if bottom == count:
                return top
            case Multiply(factors) if ONE in factors and len(factors) > 1:
                rest = tuple(f for f in factors if f != ONE)
                return rest[0] if len(rest) == 1 else Multiply(rest, "cdot") if rest else ONE
            case _:
                return node

    changed: Node = rebuild(tree, change)
    return changed
