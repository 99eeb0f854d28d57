"""Weights of threshold units: any that have the table are right, whatever way they are written.

Tables, units and what explains a wrong unit are computed here by plain arithmetic.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise, product

from shared import Family, Mutant, Rewriting, matrix, tex

THEOREM = "threshold_weights"
Numbers = tuple[Fraction, ...]
GATES = {
    "AND": [0, 0, 0, 1],
    "OR": [0, 1, 1, 1],
    "NAND": [1, 1, 1, 0],
    "NOR": [1, 0, 0, 0],
    "IMPLIES": [1, 1, 0, 1],
    "ONLY": [0, 0, 1, 0],
    "MAJ": [0, 0, 0, 1, 0, 1, 1, 1],
    "ALL": [0, 0, 0, 0, 0, 0, 0, 1],
    "ANY": [0, 1, 1, 1, 1, 1, 1, 1],
    "FIRST": [0, 0, 0, 0, 0, 1, 1, 1],
}
NAMED = [GATES[g] for g in ("AND", "OR", "NAND", "NOR", "IMPLIES", "MAJ", "ALL", "ANY")]
NAMED += [[0, 1, 1, 0], [1, 0, 0, 1], [1, 0, 1, 1]]
NAMED += [[v] * count for v in (0, 1) for count in (4, 8)]
NAMED += [[x[i] for x in product((0, 1), repeat=n)] for n in (2, 3) for i in range(n)]


def table(w: Sequence[Fraction], b: Fraction, rule: str) -> list[int]:
    """What a unit answers to every input."""
    sums = [sum(a * x for a, x in zip(w, p, strict=True)) + b for p in points(len(w))]
    return [int(s >= 0 if rule == ">=" else s > 0) for s in sums]


def points(inputs: int) -> list[tuple[int, ...]]:
    return list(product((0, 1), repeat=inputs))


@cache
def designs(gate: str, rule: str, count: int, seed: int) -> list[tuple[Numbers, Fraction]]:
    """Random weights and biases that have the table of a gate; some meet the threshold."""
    source, found = random.Random(f"{gate} {rule} {seed}"), []
    inputs = len(GATES[gate]).bit_length() - 1
    while len(found) < count:
        w = tuple(Fraction(source.randint(-8, 8), source.choice((1, 1, 2))) for _ in range(inputs))
        b = Fraction(source.randint(-16, 16), source.choice((1, 1, 2)))
        if table(w, b, rule) == GATES[gate] and (w, b) not in found:
            found.append((w, b))
    return found


def given(gate: str, rule: str) -> dict[str, object]:
    return {"table": GATES[gate], "rule": rule, "label": gate}


def linear(w: Sequence[Fraction], b: Fraction | None, letter: str = "x") -> str:
    """``2 x_1 - x_2 + 1``."""
    parts = [f"{tex(c)} {letter}_{i}" for i, c in enumerate(w, 1) if c]
    parts += [tex(b)] if b else []
    text = " + ".join(parts) or "0"
    return text.replace("+ -", "- ").replace("  ", " ")


def as_column(w: Numbers, b: Fraction, gate: str, rule: str) -> str:
    name = rf"_{{\mathrm{{{gate}}}}}"
    rows = matrix([[tex(c)] for c in w])
    return rf"$$w{name} = {rows}, \quad b{name} = {tex(b)}$$"


def as_list(w: Numbers, b: Fraction, gate: str, rule: str) -> str:
    return f"$w = [{', '.join(map(tex, w))}]$ and $b = {tex(b)}$"


def as_row(w: Numbers, b: Fraction, gate: str, rule: str) -> str:
    return rf"Take $w^\top = {matrix([list(map(tex, w))])}$ with bias $b = {tex(b)}$."


def as_numbers(w: Numbers, b: Fraction, gate: str, rule: str) -> str:
    named = [f"$w_{i} = {tex(c)}$" for i, c in enumerate(w, 1)]
    return f"{', '.join(named)}, $b = {tex(b)}$"


def as_threshold(w: Numbers, b: Fraction, gate: str, rule: str) -> str:
    named = ", ".join(f"$w_{i} = {tex(c)}$" for i, c in enumerate(w, 1))
    return rf"The weights are {named}, the threshold is $\theta = {tex(-b)}$."


def as_inequality(w: Numbers, b: Fraction, gate: str, rule: str) -> str:
    sign = r"\ge" if rule == ">=" else ">"
    return f"The unit fires where ${linear(w, b)} {sign} 0$."


def as_bound(w: Numbers, b: Fraction, gate: str, rule: str) -> str:
    sign = r"\geq" if rule == ">=" else ">"
    return f"$f(x) = 1$ if and only if ${linear(w, None)} {sign} {tex(-b)}$."


def as_step(w: Numbers, b: Fraction, gate: str, rule: str) -> str:
    return rf"$$y = \text{{step}}\left({linear(w, b)}\right)$$"


def as_cases(w: Numbers, b: Fraction, gate: str, rule: str) -> str:
    sign = r"\ge" if rule == ">=" else ">"
    branches = rf"1 & {linear(w, b)} {sign} 0 \\ 0 & \text{{otherwise}}"
    return rf"$$f(x_1, x_2) = \begin{{cases}} {branches} \end{{cases}}$$"


def as_bracket(w: Numbers, b: Fraction, gate: str, rule: str) -> str:
    sign = r"\ge" if rule == ">=" else ">"
    return rf"$$y = \mathbb{{1}}\left[{linear(w, b)} {sign} 0\right]$$"


def as_sign(w: Numbers, b: Fraction, gate: str, rule: str) -> str:
    return rf"$$h(x) = \operatorname{{sign}}({linear(w, b)})$$"


def as_product(w: Numbers, b: Fraction, gate: str, rule: str) -> str:
    rows = matrix([[tex(c)] for c in w])
    return rf"$f(x) = \sigma(w^T x + b)$ with $w = {rows}$, $b = {tex(b)}$."


FORMS: list[Callable[[Numbers, Fraction, str, str], str]] = [
    as_column, as_list, as_row, as_numbers, as_threshold, as_inequality,
    as_bound, as_step, as_cases, as_bracket, as_sign, as_product,
]  # fmt: skip


def right() -> Iterator[Rewriting]:
    """Random units with the table, every gate, both rules, every way of writing."""
    for number, (gate, rule) in enumerate(product(GATES, (">=", ">"))):
        for turn, (w, b) in enumerate(designs(gate, rule, 3, 1)):
            form = FORMS[(number + 5 * turn) % len(FORMS)]
            text = form(w, b, gate, rule)
            yield Rewriting(THEOREM, given(gate, rule), f"{gate} {form.__name__}", text)


def explanations(w: Numbers, b: Fraction, gate: str, rule: str) -> set[str]:
    """Every mistake that, undone, gives a unit with the table; and another gate."""
    other = ">" if rule == ">=" else ">="
    minus = tuple(-c for c in w)
    undone = {
        "strictness": [(w, b, other)],
        "sign": [(w, -b, rule), (minus, b, rule)],
        "inequality-reversed": [(minus, -b, rule), (minus, -b, other)],
        "weight-bias-swapped": [
            ((*w[:i], b, *w[i + 1 :]), w[i], rule) for i in range(len(w))
        ],
        "order-swapped": [(w[::-1], b, rule)],
    }  # fmt: skip
    found = {
        name for name, units in undone.items() if any(table(*unit) == GATES[gate] for unit in units)
    }
    if sum(c == 0 for c in w) == len(w) - 1 and len(set(table(w, b, rule))) == 2:
        found.add("input-ignored")
    return found | ({"another-gate"} if table(w, b, rule) in NAMED else set())


def single_mends(
    w: Numbers, b: Fraction, gate: str, rule: str
) -> list[tuple[int, Callable[[Fraction], bool]]]:
    """Which numbers, the bias last, have other values that give the table: a test of values.

    Row by row, a number that takes part is bounded by the sum of the others, from one side.
    """
    found = []
    for i in range(len(w) + 1):
        row = [*w, b]
        bounds = []
        for p, value in zip(points(len(w)), GATES[gate], strict=True):
            rest = sum(c * x for n, (c, x) in enumerate(zip(row, (*p, 1), strict=True)) if n != i)
            bounds.append(((*p, 1)[i], rest, value))

        def good(e: Fraction, bounds: list[tuple[int, Fraction, int]] = bounds) -> bool:
            fires = [
                x * e + rest >= 0 if rule == ">=" else x * e + rest > 0 for x, rest, _ in bounds
            ]
            return fires == [bool(v) for _, _, v in bounds]

        ends = sorted({-rest for x, rest, _ in bounds if x})
        tried = [*ends, *((p + q) / 2 for p, q in pairwise(ends)), ends[0] - 1, ends[-1] + 1]
        if any(map(good, tried)):
            found.append((i, good))
    return found


@cache
def wrong() -> list[Mutant]:
    return list(_wrong())


def _wrong() -> Iterator[Mutant]:
    """Signs, another gate, the equality case, exchanged numbers, one number changed."""
    for number, (gate, rule) in enumerate(product(GATES, (">=", ">"))):
        for turn, (w, b) in enumerate(designs(gate, rule, 4, 2)):
            for step, (kind, u, c) in enumerate(_changed(w, b, gate, rule, turn)):
                if table(u, c, rule) == GATES[gate]:
                    continue
                form = FORMS[(number + 7 * turn + 5 * step) % len(FORMS)]
                names = explanations(u, c, gate, rule) | _of_one_number(u, c, gate, rule)
                text = form(u, c, gate, rule)
                yield Mutant(THEOREM, given(gate, rule), kind, frozenset(names), text)


def _changed(
    w: Numbers, b: Fraction, gate: str, rule: str, turn: int
) -> Iterator[tuple[str, Numbers, Fraction]]:
    minus = tuple(-c for c in w)
    yield "sign", w, -b
    yield "sign", minus, b
    yield "inequality-reversed", minus, -b
    yield "weight-bias-swapped", (b, *w[1:]), w[0]
    yield "order-swapped", w[::-1], b
    yield "bias-ignored", w, Fraction(0)
    i, by = turn % len(w), Fraction((-3, 5, 7, -4)[turn])
    yield "slip", (*w[:i], w[i] + by, *w[i + 1 :]), b
    yield "slip", w, b + by
    same = [g for g in GATES if len(GATES[g]) == len(GATES[gate]) and g != gate]
    yield "another-gate", *designs(same[turn % len(same)], rule, 1, 3)[0]
    edge = max(sum(c for c, x in zip(w, p, strict=True) if x) for p in _edge(gate, rule))
    yield "strictness", w, -edge


def _edge(gate: str, rule: str) -> list[tuple[int, ...]]:
    """The points whose sum may not lie on the threshold."""
    value = 0 if rule == ">=" else 1
    return [p for p, v in zip(points_of(gate), GATES[gate], strict=True) if v == value]


def points_of(gate: str) -> list[tuple[int, ...]]:
    return points(len(GATES[gate]).bit_length() - 1)


def _of_one_number(w: Numbers, b: Fraction, gate: str, rule: str) -> set[str]:
    """The name of the only number whose change gives the table, if there is only one."""
    single = single_mends(w, b, gate, rule)
    if len(single) != 1:
        return set()
    i, good = single[0]
    before = (*w, b)[i]
    if before and good(-before):
        return {"sign"}
    return {"bias-ignored"} if i == len(w) and not before else {"slip"}


FAMILIES = {THEOREM: Family(wrong, right)}
