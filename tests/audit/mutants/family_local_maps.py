"""Maps of rectified networks about points: other networks, other points, what is done wrongly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from dense import Affine, Net, Rule, local, made, relu, sums, texts, transposed, without_biases
from shared import Family, Mutant, Rewriting, display, matrix, tex, write

Maps = list[list[Affine]]
THEOREM = "local_linear_map"
SHEET: Net = [
    ([[Fraction(3, 2)], [Fraction(1, 2)]], [Fraction(0), Fraction(1)]),
    ([[Fraction(1), Fraction(2)], [Fraction(2), Fraction(1)]], [Fraction(0), Fraction(1)]),
    ([[Fraction(1), Fraction(1)]], [Fraction(-1)]),
]
ODD = Fraction(37, 7)
LINE = [(Fraction(2),), (Fraction(-1),), (Fraction(1),)]
PLANE = [(Fraction(1), Fraction(2)), (Fraction(-2), Fraction(1))]
QUESTIONS: tuple[tuple[Net, Sequence[tuple[Fraction, ...]]], ...] = (
    (SHEET, LINE),
    (made(72, 1, 2, 2, 1), [(Fraction(1),), (Fraction(-2),), (Fraction(1, 3),)]),
    (made(5, 1, 3, 1), [(Fraction(3),), (Fraction(-1),)]),
    (made(7, 2, 2, 1), PLANE),
    (made(7, 2, 2, 2), PLANE),
    (made(6, 2, 3, 2, 1), PLANE),
)


def given(net: Net, points: Sequence[tuple[Fraction, ...]]) -> Mapping[str, object]:
    """Return the givens of a question; whole numbers as numbers, others as texts."""
    listed = [[int(v) if v.denominator == 1 else str(v) for v in p] for p in points]
    return {"layers": texts(net), "points": [p[0] if len(p) == 1 else p for p in listed]}


def generic(net: Net, point: tuple[Fraction, ...]) -> bool:
    """Whether no unit is at its breakpoint."""
    return all(z for layer in sums(net, point) for z in layer)


def stated(maps: Maps) -> dict[str, str]:
    """Write slopes and intercepts with the names of their points."""
    found = {}
    for letter, forms in zip("abcdefgh", maps, strict=False):
        slopes = [[tex(s) for s in f.slopes] for f in forms]
        alone = len(forms) == len(slopes[0]) == 1
        found[rf"W_{{\mathrm{{{letter}}}}}"] = slopes[0][0] if alone else matrix(slopes)
        shifts = [tex(f.constant) for f in forms]
        column = matrix([[s] for s in shifts])
        found[rf"b_{{\mathrm{{{letter}}}}}"] = shifts[0] if len(shifts) == 1 else column
    return found


def rules(net: Net) -> Iterator[tuple[str, Rule]]:
    """Yield what may be done to the units."""
    yield "units-all-open", lambda *_: Fraction(1)
    yield "units-complement", lambda n, j, z: Fraction(z < 0)
    yield "absolute-for-relu", lambda n, j, z: Fraction(1 if z > 0 else -1)
    for depth, (rows, _) in enumerate(net[:-1]):
        yield "activation-forgotten", lambda n, j, z, d=depth: Fraction(n == d or z > 0)
        for unit in range(len(rows)):
            at = (depth, unit)
            yield "unit-taken-open", lambda n, j, z, a=at: Fraction((n, j) == a or z > 0)
            yield "unit-taken-closed", lambda n, j, z, a=at: Fraction((n, j) != a and z > 0)


def networks(net: Net) -> Iterator[tuple[str, Net]]:
    """Yield networks with other weights."""
    yield "bias-forgotten", without_biases(net)
    for n, (rows, _) in enumerate(net):
        yield "bias-forgotten", without_biases(net, n)
        if len(rows) == len(rows[0]) > 1:
            yield "weights-transposed", transposed(net, n)
            if len(net) > 2 or len(net[-1][0]) == len(rows):
                yield "layer-ignored", [*net[:n], *net[n + 1 :]]
    negative = [(rows, [-b for b in shift]) for rows, shift in net]
    yield "bias-sign", negative


def other_maps(net: Net, points: Sequence[tuple[Fraction, ...]]) -> Iterator[tuple[str, Maps]]:
    """Yield the maps about all points after each mistake."""
    right = [local(net, p) for p in points]
    for kind, rule in rules(net):
        yield kind, [local(net, p, rule) for p in points]
    for kind, other in networks(net):
        if all(generic(other, p) for p in points):
            yield kind, [local(other, p) for p in points]
    turned = [tuple(-x for x in p) for p in points]
    if all(generic(net, p) for p in turned):
        yield "point-sign", [local(net, p) for p in turned]
    if len(points[0]) == 2:
        swapped = [p[::-1] for p in points]
        if all(generic(net, p) for p in swapped):
            yield "coordinates-exchanged", [local(net, p) for p in swapped]
    yield "other-point", [right[0]] * len(points)
    yield "bias-forgotten", [[Affine(f.slopes, Fraction(0)) for f in m] for m in right]
    outputs = [[Affine(f.slopes, f.at(p)) for f in m] for m, p in zip(right, points, strict=True)]
    yield "output-for-bias", outputs
    last = [[Affine(f.slopes, b) for f, b in zip(m, net[-1][1], strict=True)] for m in right]
    yield "last-bias-only", last
    if len(points[0]) == len(right[0]) == 1:
        yield (
            "slope-intercept-exchanged",
            [[Affine((m[0].constant,), m[0].slopes[0])] for m in right],
        )
        flat = [Fraction(0)] * len(points)
        divided = [m[0].at(p) / p[0] for m, p in zip(right, points, strict=True)]
        yield "secant-for-slope", [[Affine((s,), c)] for s, c in zip(divided, flat, strict=True)]


def slips(right: Maps) -> Iterator[tuple[str, Maps]]:
    """Yield the right maps with one number changed."""
    for n, m in enumerate(right):
        first = m[0]
        for kind, form in (
            ("slip", Affine((first.slopes[0] + ODD, *first.slopes[1:]), first.constant)),
            ("slip", Affine(first.slopes, first.constant - ODD)),
            ("sign", Affine(first.slopes, -first.constant)),
        ):
            yield kind, [*right[:n], [form, *m[1:]], *right[n + 1 :]]


def wrong() -> Iterator[Mutant]:
    """Yield each mistake about all points, and about one alone."""
    for net, points in QUESTIONS:
        right = [local(net, p) for p in points]
        for kind, maps in other_maps(net, points):
            for n in range(-1, len(points)):
                chosen = maps if n < 0 else [*right[:n], maps[n], *right[n + 1 :]]
                if chosen != right:
                    yield mutant(net, points, kind, chosen)
        for kind, maps in slips(right):
            if maps != right:
                yield mutant(net, points, kind, maps)


def mutant(net: Net, points: Sequence[tuple[Fraction, ...]], kind: str, maps: Maps) -> Mutant:
    """Return an answer with these maps."""
    return Mutant(THEOREM, given(net, points), kind, frozenset({kind}), write(stated(maps)))


SILENT = made(4, 1, 2, 2, 1), [(Fraction(1),), (Fraction(-2),)]
"""At 1 a unit is at its breakpoint, and the map is the same on both sides."""


def right_ones() -> Iterator[Rewriting]:
    """Yield the right maps, in other forms, with other names, said about their points."""
    for net, points in (*QUESTIONS, SILENT):
        maps = [local(net, p, relu) for p in points]
        lines = stated(maps)
        for form, text in (
            ("names", write(lines)),
            ("short", write({short(k): v for k, v in lines.items()})),
            ("in a row", "$" + "$, $".join(f"{k} = {v}" for k, v in lines.items()) + "$"),
            ("turned", write(dict(reversed(lines.items())))),
            ("boxed", display(*(rf"{k} = \boxed{{{v}}}" for k, v in lines.items()))),
        ):
            yield Rewriting(THEOREM, given(net, points), form, text)
        yield from said(net, points, lines)
        if len(points[0]) == 1:
            yield from as_lines(net, points, maps)


def short(name: str) -> str:
    """Return a name as people write it."""
    return name.replace(r"{\mathrm{", "").replace("}}", "")


def said(
    net: Net, points: Sequence[tuple[Fraction, ...]], lines: Mapping[str, str]
) -> Iterator[Rewriting]:
    """Yield the maps said about their points, one after the other, and in a table."""
    values = list(lines.values())
    where = [tex(p[0]) if len(p) == 1 else matrix([[tex(v)] for v in p]) for p in points]
    rows = list(zip(where, values[::2], values[1::2], strict=True))
    for form, pattern, joint in (
        ("paragraphs", "At $x = {}$: $W = {}$, $b = {}$.", "\n\n"),
        ("sentences", "For $x = {}$ we get $W = {}$ and $b = {}$.", " "),
        ("pairs", "At $x = {}$: $(W, b) = ({}, {})$.", "\n\n"),
        ("items", "- $x = {}$: $W = {}, b = {}$", "\n"),
    ):
        text = joint.join(pattern.format(*row) for row in rows)
        yield Rewriting(THEOREM, given(net, points), form, text)
    letters = "\n\n".join(
        f"**({c})** $W = {w}$, $b = {b}$" for c, (_, w, b) in zip("abc", rows, strict=False)
    )
    yield Rewriting(THEOREM, given(net, points), "parts", letters)
    head = "| $x$ | $W$ | $b$ |\n|---|---|---|\n"
    table = head + "\n".join(f"| ${x}$ | ${w}$ | ${b}$ |" for x, w, b in rows)
    yield Rewriting(THEOREM, given(net, points), "table", table)


def as_lines(net: Net, points: Sequence[tuple[Fraction, ...]], maps: Maps) -> Iterator[Rewriting]:
    """Yield the maps as functions of x."""
    forms = [f"{tex(m[0].slopes[0])} x + {tex(m[0].constant)}".replace("+ -", "- ") for m in maps]
    pairs = list(zip((tex(p[0]) for p in points), forms, strict=True))
    behind = "; ".join(f"$y = {form}$ at $x = {x}$" for x, form in pairs)
    yield Rewriting(THEOREM, given(net, points), "behind", behind)
    before = "\n\n".join(f"At $x = {x}$:\n\n$$h(x) = {form}$$" for x, form in pairs)
    yield Rewriting(THEOREM, given(net, points), "displays", before)
    values = [
        (tex(p[0]), tex(m[0].slopes[0]), tex(m[0].constant))
        for p, m in zip(points, maps, strict=True)
    ]
    for form, pattern in (
        ("values", "$W({}) = {}$, $b({}) = {}$."),
        ("derivative", r"$\frac{{dh}}{{dx}}|_{{x={}}} = {}$, and at $x = {}$ we have $b = {}$."),
        ("prime", "$h'({}) = {}$, $b({}) = {}$."),
    ):
        text = "\n\n".join(pattern.format(x, w, x, b) for x, w, b in values)
        yield Rewriting(THEOREM, given(net, points), form, text)
    named = display(*(f"h(x_{c}) = {form}" for c, (_, form) in zip("abc", pairs, strict=False)))
    yield Rewriting(THEOREM, given(net, points), "by name", named)


FAMILIES = {THEOREM: Family(wrong, right_ones)}
