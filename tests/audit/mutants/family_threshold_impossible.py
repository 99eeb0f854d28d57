"""Proofs that no threshold unit has a table: in formulas, decided line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache

from row_proofs import (
    GREEK,
    PLAIN,
    SIGNS,
    THETA,
    Condition,
    Letters,
    added,
    certificate,
    demand,
    points,
    surely_wrong,
    unit_table,
)
from shared import Family, Mutant, Rewriting, matrix

THEOREM = "threshold_impossible"
TABLES = {
    "XOR": [0, 1, 1, 0],
    "XNOR": [1, 0, 0, 1],
    "parity": [0, 1, 1, 0, 1, 0, 0, 1],
    "second and third": [0, 1, 1, 0, 0, 1, 1, 0],
    "multiplexer": [0, 0, 1, 0, 0, 1, 1, 1],
    "equal": [1, 0, 0, 0, 0, 0, 0, 1],
}
NAMED = [[0, 0, 0, 1], [0, 1, 1, 1], [1, 1, 1, 0], [1, 0, 0, 0], [1, 1, 0, 1], [1, 0, 1, 1]]
NAMED += [[0, 0, 0, 1, 0, 1, 1, 1], [0] * 7 + [1], [0] + [1] * 7, [1] * 7 + [0], [1] + [0] * 7]
Proof = tuple[list[Condition], list[Condition]]
"""The conditions of four rows, and their sums."""


def given(table: Sequence[int], rule: str) -> dict[str, object]:
    return {"table": list(table), "rule": rule}


def proof(table: Sequence[int], rule: str) -> Proof:
    true, false = certificate(table)
    conditions = [demand(table, r, rule) for r in (*true, *false)]
    return conditions, [added(*conditions[:2]), added(*conditions[2:])]


def in_sentences(p: Proof, letters: Letters = PLAIN) -> str:
    rows, sums = p
    listed = ", ".join(f"${letters.write(c)}$" for c in rows)
    s = [letters.write(c) for c in sums]
    return (
        f"Suppose such weights exist. Then {listed}. Adding the first two, ${s[0]}$; "
        f"adding the last two, ${s[1]}$. This is a contradiction."
    )


def with_threshold(p: Proof) -> str:
    return in_sentences(p, THETA)


def in_displays(p: Proof) -> str:
    rows, sums = p
    body = r" \\ ".join(PLAIN.write(c) for c in rows)
    return (
        rf"$$\begin{{aligned}} {body} \end{{aligned}}$$"
        f"\nThe sums of these contradict each other:\n$${PLAIN.write(sums[0])}$$\n"
        f"$${PLAIN.write(sums[1])}$$\nso there are no such $w$ and $b$."
    )


def in_list(p: Proof) -> str:
    rows, sums = p
    lines = [f"- ${PLAIN.write(c)}$" for c in rows]
    end = f"Hence ${PLAIN.write(sums[0])}$, but ${PLAIN.write(sums[1])}$. Impossible."
    return "\n".join([*lines, "", end])


def with_vectors(p: Proof) -> str:
    rows, sums = p
    parts = []
    for c in rows:
        bias = PLAIN.sum([Fraction(0)] * (len(c.factors) - 1) + [c.factors[-1]])
        column = matrix([[f] for f in c.factors[:-1]])
        parts.append(rf"$w^\top {column} + {bias} {SIGNS[c.sign]} 0$".replace("+ -", "- "))
    s = [PLAIN.write(c) for c in sums]
    return f"From the table: {', '.join(parts)}. So ${s[0]}$ and ${s[1]}$, contradiction."


def with_function(p: Proof, inputs: int) -> str:
    names = [_output(c) for c in p[0]]
    ask = ", ".join(f"${n} {SIGNS[c.sign]} 0$" for n, c in zip(names, p[0], strict=True))
    weights = " + ".join(f"w_{i} x_{i}" for i in range(1, inputs + 1))
    xs = ", ".join(f"x_{i}" for i in range(1, inputs + 1))
    turned = {">=": r"\le", ">": "<"}[p[1][0].sign]
    return (
        f"Let $f({xs}) = {weights} + b$. The table asks for {ask}. But $$0 {turned} {names[0]} + "
        f"{names[1]} = {names[2]} + {names[3]} {SIGNS[p[1][1].sign]} 0,$$ a contradiction."
    )


def _output(c: Condition) -> str:
    return f"f({', '.join(str(int(f)) for f in c.factors[:-1])})"


def in_one_chain(p: Proof) -> str:
    a, b, c, d = (f"({PLAIN.sum(x.factors)})" for x in p[0])
    first, last = SIGNS[p[1][0].sign], {"<": ">", "<=": r"\ge"}[p[1][1].sign]
    return f"$${a} + {b} {first} 0 {last} {c} + {d}$$ but both sides are equal."


def by_midpoint(p: Proof) -> str:
    rows, sums = p
    half = [replace(s, factors=tuple(f / 2 for f in s.factors)) for s in sums]
    ask = ", ".join(f"${PLAIN.write(c)}$" for c in rows)
    return (
        f"We need {ask}. At the midpoint of the first two points, ${PLAIN.write(half[0])}$ by "
        f"convexity; it is that of the others too, ${PLAIN.write(half[1])}$. Contradiction."
    )


def by_last_row(p: Proof) -> str:
    """The sum in the last row is that of two rows less that of the third."""
    rows, _ = p
    minus = "(" + PLAIN.sum([-f for f in rows[2].factors]) + ")"
    turned = {"<": ">", "<=": r"\ge"}[rows[2].sign]
    ask = ", ".join(f"${PLAIN.write(c)}$" for c in rows[:3])
    return (
        f"We need {ask}. Then ${PLAIN.sum(rows[3].factors)} {SIGNS[rows[0].sign]} {minus} {turned} "
        "0$, so the unit gives the wrong answer at the last point. There are no such weights."
    )


def as_negation(p: Proof) -> str:
    listed = r" \wedge ".join(PLAIN.write(c) for c in p[0])
    return rf"$$\neg \left( {listed} \right)$$"


def in_other_letters(p: Proof) -> str:
    rows, sums = p
    listed = ", ".join(f"${GREEK.write(c)}$" for c in rows)
    s = [GREEK.write(c) for c in sums]
    body = r"\alpha x + \beta y + \gamma"
    return f"Let $f(x, y) = {body}$. Then {listed}. So ${s[0]}$ and ${s[1]}$, a contradiction."


EDITED = [in_sentences, in_displays, in_list, with_vectors, with_threshold, in_other_letters]


def usable(form: object, table: Sequence[int]) -> bool:
    return len(table) == 4 or form is not in_other_letters


def right() -> Iterator[Rewriting]:
    """Every table and rule in several ways of writing."""
    for n, table in enumerate(TABLES.values()):
        for rule in (">=", ">"):
            p = proof(table, rule)
            inputs = len(points(len(table).bit_length() - 1)[0])
            texts = [form(p) for form in EDITED if usable(form, table)]
            texts += [in_one_chain(p), by_midpoint(p), by_last_row(p), as_negation(p)]
            texts.append(with_function(p, inputs))
            for text in texts if len(table) == 4 else texts[n % 2 :: 2]:
                yield Rewriting(THEOREM, given(table, rule), text[:30], text)


@cache
def wrong() -> list[Mutant]:
    """Proofs with one line wrong or missing, and weights that are claimed to do."""
    return [*_edited(), *_claimed()]


def _edited() -> Iterator[Mutant]:
    count = 0
    for table in TABLES.values():
        forms = [form for form in EDITED if usable(form, table)]
        for rule in (">=", ">"):
            for kind, changed in _changed(proof(table, rule), table, rule):
                count += 1
                if len(table) > 4 and count % 3:
                    continue
                text = forms[count % len(forms)](changed)
                yield Mutant(THEOREM, given(table, rule), kind, frozenset({kind}), text)


def _changed(p: Proof, table: Sequence[int], rule: str) -> Iterator[tuple[str, Proof]]:
    rows, sums = p
    for i, c in enumerate(rows):
        yield "inequality-reversed", (_put(rows, i, c.mirrored()), sums)
        yield "wrong-table-row", (_put(rows, i, c.complemented()), sums)
        if c.sign in (">=", "<="):
            yield "strictness", (_put(rows, i, c.strict()), sums)
        if rows.count(c) == 1:
            yield "row-missing", ([*rows[:i], *rows[i + 1 :]], sums)
        for k, f in enumerate(c.factors):
            other = c.with_factor(k, -f)
            if f and sum(c.factors) > 1 and surely_wrong(other, table, rule):
                yield "sign", (_put(rows, i, other), sums)
    for i, c in enumerate(sums):
        yield "inequality-reversed", (rows, _put(sums, i, c.mirrored()))
        changed = [("strictness", c.strict())] if c.sign in (">=", "<=") else []
        changed += [("sign", c.with_factor(k, -f)) for k, f in enumerate(c.factors) if f]
        changed += [("slip", c.with_factor(k, f + 1)) for k, f in enumerate(c.factors)]
        for kind, other in changed:
            if surely_wrong(other, table, rule):
                yield kind, (rows, _put(sums, i, other))


def _put(rows: Sequence[Condition], i: int, c: Condition) -> list[Condition]:
    return [*rows[:i], c, *rows[i + 1 :]]


def _claimed() -> Iterator[Mutant]:
    """Weights that are said to give the table: another gate, or none with a name."""
    for table, weights, bias, text in (
        ("XOR", (1, 1), -1, "It is possible: $w = (1, 1)$, $b = -1$."),
        ("XOR", (-1, -1), 1, "Take $w_1 = w_2 = -1$ and $b = 1$."),
        ("XOR", (2, 2), -3, r"$$w = \begin{bmatrix} 2 \\ 2 \end{bmatrix}, \quad b = -3$$"),
        ("XOR", (1, -1), -1, "The unit $x_1 - x_2 - 1 \\ge 0$ does it."),
        ("XNOR", (1, 1), -2, "$w = [1, 1]$, $b = -2$ works."),
        ("XNOR", (-1, 1), 0, "$w_1 = -1$, $w_2 = 1$, $b = 0$."),
        ("parity", (1, 1, 1), -3, "$w_1 = w_2 = w_3 = 1$, $b = -3$."),
    ):
        got = unit_table(weights, bias, ">=")
        names = frozenset({"another-gate"} if got in NAMED else ())
        yield Mutant(THEOREM, given(TABLES[table], ">="), "weights", names, text)


FAMILIES = {THEOREM: Family(wrong, right)}
