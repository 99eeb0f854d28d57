"""Rectified networks with one input as functions: in cases, in maxima, stretch by stretch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from bends import Function, affine, cases, function, in_braces, merged, stretch
from dense import Net, made, texts, transposed, without_biases
from shared import Family, Mutant, Rewriting, display, tex

THEOREM = "piecewise_form"
SHEET: Net = [
    ([[Fraction(3, 2)], [Fraction(1, 2)]], [Fraction(0), Fraction(1)]),
    ([[Fraction(1), Fraction(2)], [Fraction(2), Fraction(1)]], [Fraction(0), Fraction(1)]),
    ([[Fraction(1), Fraction(1)]], [Fraction(-1)]),
]
NETS: tuple[Net, ...] = (
    SHEET,
    [
        ([[Fraction(2)], [Fraction(-1)]], [Fraction(-3), Fraction(1)]),
        ([[Fraction(3), Fraction(2)]], [Fraction(1)]),
    ],
    [
        ([[Fraction(1)], [Fraction(2)], [Fraction(-1)]], [Fraction(-1), Fraction(3), Fraction(2)]),
        ([[Fraction(2), Fraction(-1), Fraction(3)]], [Fraction(-2)]),
    ],
    made(72, 1, 2, 2, 1),
)


def mistakes(net: Net) -> Iterator[tuple[str, Function]]:
    """Yield the function after each mistake about the network."""
    yield "units-all-open", function(net, lambda *_: Fraction(1))
    yield "units-complement", function(net, lambda n, j, z: Fraction(z < 0))
    yield "absolute-for-relu", function(net, lambda n, j, z: Fraction(1 if z > 0 else -1))
    yield "bias-forgotten", function(without_biases(net))
    for depth, (rows, _) in enumerate(net):
        yield "bias-forgotten", function(without_biases(net, depth))
        if depth < len(net) - 1:
            for unit in range(len(rows)):
                at = (depth, unit)
                yield (
                    "unit-taken-open",
                    function(net, lambda n, j, z, a=at: Fraction((n, j) == a or z > 0)),
                )
                yield (
                    "unit-taken-closed",
                    function(net, lambda n, j, z, a=at: Fraction((n, j) != a and z > 0)),
                )
            yield (
                "activation-forgotten",
                function(net, lambda n, j, z, d=depth: Fraction(n == d or z > 0)),
            )
        if len(rows) == len(rows[0]) > 1:
            yield "weights-transposed", function(transposed(net, depth))
    whole = function(net)
    lines = tuple((-s, c) for s, c in reversed(whole.lines))
    yield "argument-sign", Function(tuple(-e for e in reversed(whole.ends)), lines)


def slips(whole: Function) -> Iterator[tuple[str, Function]]:
    """Yield the function with one thing changed: an end, a slope, an intercept, two branches."""
    odd = Fraction(7, 3)
    for i, end in enumerate(whole.ends):
        for kind, new in (
            ("branch-range-shifted", end + Fraction(1, 8)),
            ("branch-range-shifted", end - Fraction(1, 8)),
            ("breakpoint-sign", -end),
        ):
            ends = (*whole.ends[:i], new, *whole.ends[i + 1 :])
            if new != end and list(ends) == sorted(set(ends)):
                yield kind, replace(whole, ends=ends)
    for i, (slope, constant) in enumerate(whole.lines):
        for kind, line in (
            ("slip", (slope + odd, constant)),
            ("slip", (slope, constant - odd)),
            ("sign", (-slope, constant)),
            ("sign", (slope, -constant)),
        ):
            if line != (slope, constant):
                yield kind, replace(whole, lines=(*whole.lines[:i], line, *whole.lines[i + 1 :]))
    for i in range(len(whole.lines) - 1):
        a, b = whole.lines[i : i + 2]
        swapped = (*whole.lines[:i], b, a, *whole.lines[i + 2 :])
        yield "branches-exchanged", replace(whole, lines=swapped)
    if len(whole.lines) > 2:
        for i in range(1, len(whole.lines) - 1):
            lines = (*whole.lines[:i], *whole.lines[i + 1 :])
            for end in (i - 1, i):
                ends = (*whole.ends[:end], *whole.ends[end + 1 :])
                yield "branch-missing", Function(ends, lines)


def wrong() -> Iterator[Mutant]:
    """Yield every mistake about every network."""
    for net in NETS:
        right = function(net)
        for kind, whole in (*mistakes(net), *slips(right)):
            if merged(whole) != right:
                yield mutant(net, kind, f"h(x) = {cases(merged(whole))}")
        for i in range(len(right.lines)):
            rows = [
                f"{affine(line)} & {stretch(a, b, '<', '<')}"
                for n, (a, b, line) in enumerate(right.branches())
                if n != i
            ]
            yield mutant(net, "branch-missing", f"h(x) = {in_braces(rows)}")


def mutant(net: Net, kind: str, answer: str) -> Mutant:
    """Return an answer about a network."""
    return Mutant(THEOREM, given(net), kind, frozenset({kind}), display(answer))


def given(net: Net) -> Mapping[str, object]:
    """Return the givens of a question."""
    return {"layers": texts(net)}


def right_ones() -> Iterator[Rewriting]:
    """Yield the right function in many ways of writing it."""
    for net in NETS:
        whole = function(net)
        for form, text in (*in_cases(whole), *as_sums(whole), *in_pieces(whole)):
            yield Rewriting(THEOREM, given(net), form, text)


def in_cases(whole: Function) -> Iterator[tuple[str, str]]:
    """Yield cases in another order, with other signs, scaled, split, in decimals, in intervals."""
    for left, right in ((r"\le", "<"), ("<", r"\le"), (r"\le", r"\le"), ("<", "<")):
        yield f"{left} {right}", display(f"h(x) = {cases(whole, left, right)}")
    rows = [(affine(line), stretch(a, b, r"\le", "<")) for a, b, line in whole.branches()]
    for form, made_of in (
        ("backwards", rows[::-1]),
        ("if", [(v, rf"\text{{if }} {c}") for v, c in rows]),
        ("commas", [(f"{v},", f"{c},") for v, c in rows]),
        ("for", [(v, rf"\text{{for }} {c}") for v, c in rows]),
        ("otherwise", [*rows[:-1], (rows[-1][0], r"\text{otherwise}")]),
        (
            "decimals",
            [
                (affine(line, decimals=True), stretch(a, b, r"\le", "<"))
                for a, b, line in whole.branches()
            ],
        ),
        ("intervals", [(affine(line), interval(a, b)) for a, b, line in whole.branches()]),
        ("scaled", [(affine(line), scaled(a, b)) for a, b, line in whole.branches()]),
    ):
        body = r" \\ ".join(f"{v} & {c}" for v, c in made_of)
        yield form, display(rf"f(x) = \begin{{cases}} {body} \end{{cases}}")
    last, line = whole.ends[-1], whole.lines[-1]
    split = replace(whole, ends=(*whole.ends, last + 2), lines=(*whole.lines, line))
    yield "split", display(f"y = {cases(split)}")
    body = r" \\ ".join(f"{v} & {c}" for v, c in rows)
    yield "array", display(rf"h(x) = \left\{{ \begin{{array}}{{ll}} {body} \end{{array}} \right.")


def interval(low: Fraction | None, high: Fraction | None) -> str:
    """Write a stretch as an interval."""
    left = r"(-\infty" if low is None else f"[{tex(low)}"
    right = r"\infty)" if high is None else f"{tex(high)})"
    return rf"x \in {left}, {right}"


def scaled(low: Fraction | None, high: Fraction | None) -> str:
    """Write a stretch with both sides of its inequalities doubled, or moved to one side."""
    if low is None:
        return f"2 x < {tex(2 * (high or Fraction(0)))}"
    if high is None:
        return rf"2 x \ge {tex(2 * low)}"
    return rf"{tex(2 * low)} \le 2 x < {tex(2 * high)}"


def as_sums(whole: Function) -> Iterator[tuple[str, str]]:
    """Yield the function as a line and what each bend adds."""
    first, bends = affine(whole.lines[0]), list(zip(whole.ends, pairwise(whole.lines), strict=True))
    steps = [(at, b[0] - a[0]) for at, (a, b) in bends]
    for form, hinge in (
        ("maxima", r"\max(0, {})"),
        ("relu", r"\mathrm{{ReLU}}({})"),
        ("plus", "[{}]_+"),
    ):
        yield form, display(f"h(x) = {first} {' '.join(added(at, by, hinge) for at, by in steps)}")
    slope = (whole.lines[0][0] + whole.lines[-1][0]) / 2
    constant = (whole.lines[0][1] + whole.lines[-1][1]) / 2
    kinks = " ".join(added(at, by / 2, r"\lvert {} \rvert") for at, by in steps)
    yield "absolute values", display(f"h(x) = {affine((slope, constant))} {kinks}")


def added(at: Fraction, by: Fraction, hinge: str) -> str:
    """Write what a bend adds to the slope behind it."""
    sign = "+" if by > 0 else "-"
    return f"{sign} {tex(abs(by))} {hinge.format(affine((Fraction(1), -at)))}"


def in_pieces(whole: Function) -> Iterator[tuple[str, str]]:
    """Yield the function stretch by stretch, and the printed form of the sheet."""
    rows = [(stretch(a, b, r"\le", "<"), affine(line)) for a, b, line in whole.branches()]
    yield "items", "\n".join(f"- ${c}$: $h(x) = {v}$" for c, v in rows)
    yield "sentences", " ".join(f"For ${c}$ we have $h(x) = {v}$." for c, v in rows)
    yield "behind", ", ".join(f"$h(x) = {v}$ for ${c}$" for c, v in rows)
    table = "\n".join(f"| ${c}$ | ${v}$ |" for c, v in rows)
    yield "table", f"| $x$ | $h(x)$ |\n|---|---|\n{table}"
    yield "displays", "\n\n".join(f"If ${c}$:\n\n$$h(x) = {v}$$" for c, v in rows)


FAMILIES = {THEOREM: Family(wrong, right_ones)}
