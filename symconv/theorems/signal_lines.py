r"""The lines of a convolution of signals: definitions, one line per region, the check, the answer.

*Defines* `defined`, `sequence`, `region_steps`, `check_steps`, `together`, `answer_row`, `value`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symconv.algebra.index_terms import unknowns_of
from symconv.algebra.named_polynomial import Scalar, minus
from symconv.algebra.sequences.antidifference import Closed
from symconv.algebra.sequences.convolution import TERM, Region
from symconv.algebra.sequences.exponential_polynomial import ExpPoly, number
from symconv.algebra.sequences.signal import INDEX, N
from symconv.latex import plain, tex
from symconv.latex.tree import Add, Chain, Expr, Indexed, Multiply, Negative, Symbol
from symconv.notation import SymbolTable, name
from symconv.proof.author import statement, step
from symconv.proof.context import Formula
from symconv.proof.derivation import Defined, Step
from symconv.proof.sums.trees import closed_form, expression, polynomial
from symconv.theorems.signal_variants import Variant, written
from symconv.theorems.signals import GivenSignal

ALL = r"\sum_{i=-\infty}^{\infty}"


def defined(letter: str, given: GivenSignal, symbols: SymbolTable, reason: str) -> Defined:
    """Define a signal for every integer by its two cases."""
    signal = given.signal
    body = tex.write(expression(signal.body))
    latex = (
        rf"{letter}[n] := \begin{{cases}} {body} & {place(signal.first, signal.last)} \\ "
        r"0 & \text{otherwise} \end{cases}"
    )
    return sequence(latex, reason, symbols)


def sequence(latex: str, reason: str, symbols: SymbolTable) -> Defined:
    """Write a definition ``y[n] := ...`` for every integer n."""
    match statement(latex, symbols):
        case Chain((Indexed(Symbol(letter), (Symbol(index),)), body), (":=",)):
            return Defined(letter, Formula(body, (index,)), latex, reason)
    raise TypeError(f"{latex} does not define a sequence")


def place(first: Scalar, last: Scalar | None) -> str:
    """Write that n lies in a region."""
    if last is None:
        return rf"n \ge {written(first)}"
    if first == last:
        return rf"n = {written(first)}"
    return rf"{written(first)} \le n \le {written(last)}"


def region_steps(
    variant: Variant, symbols: SymbolTable, prefix: str, y: str = "y"
) -> Iterator[Step]:
    """Yield one line before the regions, one for each, and one behind them."""
    regions = variant.regions
    yield step(
        variant.implies(f"{y}[n] = 0", rf"n < {written(regions[0].first)}"),
        "the signals do not overlap yet: every term of the sum is 0",
        symbols,
        label=f"{prefix} before",
    )
    for place_, region in enumerate(regions):
        terms = expression(region.terms)
        sum_ = rf"\sum_{{i={written(region.lower)}}}^{{{written(region.upper)}}}"
        body = tex.write(terms)
        if isinstance(terms, Add | Negative) or body.startswith("-"):
            body = rf"\left({body}\right)"
        value = tex.write(closed_form(region.value))
        yield step(
            variant.implies(f"{y}[n] = {sum_} {body} = {value}", place(region.first, region.last)),
            _reason(variant, region),
            symbols,
            label=f"{prefix} {place_}",
        )
    last = regions[-1].last
    if last is not None:
        yield step(
            variant.implies(f"{y}[n] = 0", f"n > {written(last)}"),
            "the signals have parted: every term of the sum is 0",
            symbols,
            label=f"{prefix} behind",
        )


def _reason(variant: Variant, region: Region) -> str:
    x, h = variant.x, variant.h
    newest, start = region.upper == minus(N, x.first), region.lower == h.first
    if newest and start:
        words = "the newest samples of x have met the beginning of h"
    elif newest:
        words = "all samples of x have met h"
    elif start:
        words = "all samples of h meet x"
    else:
        words = "the oldest samples of x still meet the end of h"
    if region.lower == region.upper:
        return "one sample alone meets h or x: a single term is left"
    return f"{words}, the other terms are 0; {_kind(region.terms)}"


def _kind(terms: ExpPoly) -> str:
    """Name the sum of such terms over i."""
    growing = any(TERM in unknowns_of(e) for powers in terms.terms for _, e in powers)
    varying = any(TERM in unknowns_of(c) for c in terms.terms.values())
    if growing:
        return "an arithmetic-geometric sum" if varying else "a geometric sum"
    return "a sum of powers of i" if varying else "equal terms"


def check_steps(variant: Variant, h: GivenSignal, symbols: SymbolTable) -> Iterator[Step]:
    """Yield the recurrence of an exponential h, inside each region and where a region begins."""
    if h.kind != "exponential" or h.length is not None:
        return
    source = variant.x.delayed(h.delay_scalar).scaled(h.scale).body
    ratio = Symbol(name(h.ratio)) if isinstance(h.ratio, str) else expression(number(h.ratio))
    earlier: Closed = ()
    seen = set()
    for number_, region in enumerate(variant.regions):
        input_ = source if number_ == 0 else ExpPoly()
        inside = ExpPoly() if variant.x.first == variant.x.last else input_
        at = region.first
        pairs = (
            (region.value, _put(region.value, minus(N, 1)), inside, "inside the region"),
            (
                _put(region.value, at),
                _put(earlier, minus(at, 1)),
                input_.put({INDEX: at}),
                f"where the region begins, at n = {_words(at)}",
            ),
        )
        for now, old, input_here, where in pairs:
            sides = _recurrence(now, old, input_here, ratio)
            if sides[0] != sides[1] and sides not in seen:
                seen.add(sides)
                line = variant.implies(tex.write(Chain(sides, ("=",))))
                yield step(line, f"the recurrence holds {where}", symbols)
        earlier = region.value


def _put(value: Closed, at: Scalar) -> Closed:
    return tuple(q.put({INDEX: at}) for q in value)


def _words(at: Scalar) -> str:
    return plain.write(polynomial(at)).replace("*", " ")


def _recurrence(now: Closed, before: Closed, input_: ExpPoly, ratio: Expr) -> tuple[Expr, Expr]:
    """Return both sides of y[n] - ratio y[n-1] = input."""
    left = closed_form(now)
    if before:
        terms = left.terms if isinstance(left, Add) else (left,)
        left = Add((*terms, Negative(Multiply((ratio, closed_form(before)), "cdot"))))
    return left, expression(input_)


def answer_row(variant: Variant, y: str = "y") -> str:
    """Return y with its cases, under the assumptions."""
    cases = " ".join(rf"{v} & {c} \\" for v, c in _branches(variant))
    return variant.implies(
        rf"{y}[n] = \begin{{cases}} {cases} 0 & \text{{otherwise}} \end{{cases}}"
    )


def together(variant: Variant, regions: Sequence[Step], symbols: SymbolTable, y: str = "y") -> Step:
    """Return the step that puts the regions of a variant together."""
    uses = [s.label for s in regions]
    return step(
        answer_row(variant, y), "all regions together", symbols, label=uses[0] + " all", uses=uses
    )


def _branches(variant: Variant) -> list[tuple[str, str]]:
    return [(tex.write(closed_form(r.value)), place(r.first, r.last)) for r in variant.regions]


def value(variant: Variant) -> str:
    """Return the answer for programs: a Piecewise that SymPy can parse."""
    parts = [f"({plain.write(closed_form(r.value))}, {_plain_place(r)})" for r in variant.regions]
    return f"Piecewise({', '.join([*parts, '(0, True)'])})"


def _plain_place(region: Region) -> str:
    if region.first == region.last:
        return f"Eq(n, {plain.write(polynomial(region.first))})"
    first = f"Ge(n, {plain.write(polynomial(region.first))})"
    if region.last is None:
        return first
    return f"And({first}, Le(n, {plain.write(polynomial(region.last))}))"
