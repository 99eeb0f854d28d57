r"""Mistakes in counting the regions that layers of absolute values and compositions identify.

*Defines* `region_changes`. A layer of d coordinates identifies :math:`2^d` regions, L of them
:math:`2^{L d}`, a composition the product of what its parts identify. Each mistake is another
formula in the same sizes, letters or numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.question import Question
from symconv.audit.causes.trees import number, over, plus, times
from symconv.latex.tree import Apply, Factorial, Node, Power, Symbol
from symconv.notation import Name, name

Count = tuple[str, str, int, Any]
Changes = Iterator[tuple[Mistake, Mapping[int, Node]]]
ONE, TWO, THREE, FOUR, LESS = number(1), number(2), number(3), number(4), number(-1)


def region_changes(question: Question) -> Changes:
    """Yield the mistakes about a count of regions, with the count that each leads to."""
    given = {"dimension": "d", "layers": "L", "outer": r"n_{\mathrm{f}}"}
    given |= {"inner": r"n_{\mathrm{g}}", **question.given}  # type: ignore[dict-item]
    counts: Iterator[Count] = iter(())
    if question.ask == "regions_identified_by_layer":
        counts = _of_layer(_size(given["dimension"]))
    if question.ask == "regions_identified_by_depth":
        counts = _of_stack(_size(given["dimension"]), _size(given["layers"]))
    if question.ask == "regions_identified_by_composition":
        counts = _of_composition(_size(given["outer"]), _size(given["inner"]))
    for called, sentence, weight, tree in counts:
        yield Mistake(called, sentence, weight), {0: tree}


def _size(value: object) -> Any:
    return number(value) if isinstance(value, int) else Symbol(name(str(value)))


def _power(base: Any, *exponent: Any) -> Any:
    return Power(base, exponent[0] if len(exponent) == 1 else times(*exponent))


def _of_layer(d: Any) -> Iterator[Count]:
    yield "dimension-ignored", "only one coordinate was folded", 1, TWO
    added = "the two regions of each coordinate were added, not multiplied"
    yield "sum-for-product", added, 1, times(TWO, d)
    yield "power-exchanged", "base and exponent were exchanged", 1, _power(d, TWO)
    yield from _bases(lambda base: _power(base, d))
    for step, said in ((ONE, "many"), (LESS, "few")):
        few = f"one coordinate too {said} was folded"
        yield "dimension-off-by-one", few, 2, _power(TWO, plus(d, step))
    often = "the regions were counted again for every coordinate"
    yield "dimension-twice", often, 2, times(d, _power(TWO, d))
    yield "sign", "the sign of the exponent is reversed", 2, _power(TWO, times(LESS, d))
    yield "sum-for-product", "2 and the dimension were added", 2, plus(TWO, d)
    yield "sum-for-product", "every fold was taken to add one region", 2, plus(d, ONE)
    yield "exponent-for-power", "the exponent alone was given", 2, d
    orders = "orders of the coordinates were counted, not their signs"
    yield "factorial-for-power", orders, 2, Factorial(d)
    yield "base", "the dimension was taken for the base", 2, _power(d, d)


def _of_stack(d: Any, depth: Any) -> Iterator[Count]:
    both = times(depth, d)
    layer, line = _power(TWO, d), _power(TWO, depth)
    yield "layers-ignored", "only one layer was counted", 1, layer
    yield "dimension-ignored", "only one coordinate was counted", 1, line
    added = "the regions of the layers were added, not multiplied"
    yield "sum-for-product", added, 1, times(depth, layer)
    added = "the regions of the coordinates were added, not multiplied"
    yield "sum-for-product", added, 1, times(d, line)
    yield "sum-for-product", added + " in each layer", 1, _power(times(TWO, d), depth)
    yield "sum-for-product", "layers and dimension were added", 1, _power(TWO, plus(d, depth))
    yield "sum-for-product", "regions were added throughout", 1, times(TWO, d, depth)
    added = "the regions of one layer and of one coordinate were added"
    yield "sum-for-product", added, 2, plus(layer, line)
    for exponent in (_power(d, depth), _power(depth, d)):
        sentence = "a power of the sizes stood in the exponent, not their product"
        yield "power-for-product", sentence, 1, _power(TWO, exponent)
    for base, exponent in ((d, depth), (depth, d)):
        yield "base", "a size was taken for the base", 2, _power(base, exponent)
    exchanged = "base and exponent were exchanged"
    yield "power-exchanged", exchanged, 2, _power(both, TWO)
    for one, other in ((d, depth), (depth, d)):
        yield "power-exchanged", exchanged, 2, _power(one, TWO, other)
    yield "sum-for-product", "every fold was taken to add one region", 2, plus(both, ONE)
    up_to = over(plus(_power(TWO, d, plus(depth, ONE)), LESS), plus(layer, LESS))
    added = "the regions after each of the layers were added"
    yield "sum-for-product", added, 2, plus(up_to, LESS)
    yield "sum-for-product", added + ", and the cube itself", 2, up_to
    yield from _bases(lambda base: _power(base, both))
    for step, said in ((ONE, "many"), (LESS, "few")):
        deep = _power(TWO, plus(depth, step), d)
        yield "layers-off-by-one", f"one layer too {said} was counted", 1, deep
        wide = _power(TWO, depth, plus(d, step))
        yield "dimension-off-by-one", f"one coordinate too {said} was counted", 1, wide
        half = _power(TWO, plus(both, step))
        yield "factor-two", f"one fold too {said} was counted", 1, half
    yield "layers-twice", "the layers were counted twice", 2, times(depth, _power(TWO, both))
    yield "dimension-twice", "the dimension was counted twice", 2, times(d, _power(TWO, both))
    yield "sign", "the sign of the exponent is reversed", 2, _power(TWO, times(LESS, both))
    yield "exponent-for-power", "the exponent alone was given", 2, both


def _of_composition(f: Any, g: Any) -> Iterator[Count]:
    both = times(f, g)
    yield "sum-for-product", "the numbers of regions were added, not multiplied", 1, plus(f, g)
    for base, exponent in ((f, g), (g, f)):
        yield "power-for-product", "a power was taken, not the product", 1, _power(base, exponent)
    yield "inner-ignored", "the regions of the inner function were ignored", 1, f
    yield "outer-ignored", "the regions of the outer function were ignored", 1, g
    for one, said in ((f, "f"), (g, "g")):
        sentence = f"both functions were taken to identify as many regions as {said}"
        yield "hypothesis-added", sentence, 1, _power(one, TWO)
    for one, other in ((f, g), (g, f)):
        twice = times(_power(one, TWO), other)
        yield "applied-twice", "one of the functions was applied twice", 2, twice
    for step in (LESS, ONE):
        sentence = "a function was given one region too " + ("few" if step == LESS else "many")
        yield "regions-off-by-one", sentence, 2, times(plus(f, step), g)
        yield "regions-off-by-one", sentence, 2, times(f, plus(g, step))
        each = sentence.replace("a function was", "both functions were")
        yield "regions-off-by-one", each, 2, times(plus(f, step), plus(g, step))
    bends = "breakpoints were added, as if pieces of one line were counted"
    yield "breakpoints-added", bends, 1, plus(f, g, LESS)
    for one in (f, g):
        met = "the regions of one function were added to those of the composition"
        yield "counted-twice", met, 2, plus(both, one)
    yield "exponential", "2 was raised to the product", 2, _power(TWO, both)
    yield "exponential", "2 was raised to the sum", 2, _power(TWO, plus(f, g))
    yield "difference-for-product", "a difference was taken", 2, plus(f, times(LESS, g))
    yield "difference-for-product", "a difference was taken", 2, plus(g, times(LESS, f))
    yield "quotient-for-product", "a quotient was taken", 2, over(f, g)
    yield "quotient-for-product", "a quotient was taken", 2, over(g, f)
    for which in ("max", "min"):
        one = Apply(Name(which), (f, g))
        called = "larger-only" if which == "max" else "smaller-only"
        yield called, f"only the {which}imum of the two was counted", 1, one


def _bases(power: Any) -> Iterator[Count]:
    for base, said in (
        (ONE, "every coordinate was taken to be mapped to one region"),
        (THREE, "three regions per fold were counted"),
        (FOUR, "four regions per fold were counted"),
        (number(8), "eight regions per fold were counted"),
    ):
        yield "base", said, 1 if base == THREE else 2, power(base)
