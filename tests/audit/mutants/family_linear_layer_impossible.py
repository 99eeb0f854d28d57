"""Proofs that no linear layer has the values of a table: equations, decided line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations

from row_proofs import GREEK, PLAIN, Condition, Letters, demand, points, surely_wrong, unit_table
from shared import Family, Mutant, Rewriting, matrix, tex

THEOREM = "linear_layer_impossible"
TABLES = {
    "XOR": [0, 1, 1, 0],
    "XNOR": [1, 0, 0, 1],
    "AND": [0, 0, 0, 1],
    "OR": [0, 1, 1, 1],
    "NAND": [1, 1, 1, 0],
    "parity": [0, 1, 1, 0, 1, 0, 0, 1],
    "majority": [0, 0, 0, 1, 0, 1, 1, 1],
}
NAMED = [*TABLES.values(), [1, 0, 0, 0], [1, 1, 0, 1], [1, 0, 1, 1]]
Proof = tuple[list[Condition], list[Condition]]
"""The equations of four rows, and the sums of the first two and of the last two."""


def given(table: Sequence[int]) -> dict[str, object]:
    return {"table": list(table)}


def square(table: Sequence[int]) -> tuple[int, int, int, int]:
    """Two pairs of rows whose inputs have one sum and whose values have not."""
    cube = points(len(table).bit_length() - 1)
    pairs = list(combinations(range(len(table)), 2))
    for p in pairs:
        for q in pairs:
            sums = [[sum(x) for x in zip(cube[a], cube[b], strict=True)] for a, b in (p, q)]
            values = [table[a] + table[b] for a, b in (p, q)]
            if sums[0] == sums[1] and values[0] != values[1]:
                return (*p, *q)
    raise ValueError("the table is that of a linear layer")


def proof(table: Sequence[int]) -> Proof:
    rows = [demand(table, r, "=") for r in square(table)]
    return rows, [_sum(*rows[:2]), _sum(*rows[2:])]


def _sum(a: Condition, b: Condition) -> Condition:
    factors = tuple(x + y for x, y in zip(a.factors, b.factors, strict=True))
    return Condition(factors, "=", a.right + b.right)


def in_sentences(p: Proof, letters: Letters = PLAIN) -> str:
    rows, sums = p
    listed = ", ".join(f"${letters.write(c)}$" for c in rows)
    s = [letters.write(c) for c in sums]
    return (
        f"We would need {listed}. The first two give ${s[0]}$, the last two ${s[1]}$. "
        "This is a contradiction."
    )


def in_displays(p: Proof) -> str:
    rows, sums = p
    lines = [f"$${PLAIN.write(c)}$$" for c in (*rows, *sums)]
    return "\n".join([*lines, "The last two contradict each other."])


def with_vectors(p: Proof) -> str:
    rows, sums = p
    parts = []
    for c in rows:
        bias = PLAIN.sum([Fraction(0)] * (len(c.factors) - 1) + [c.factors[-1]])
        column = matrix([[f] for f in c.factors[:-1]])
        parts.append(rf"$w^\top {column} + {bias} = {tex(c.right)}$".replace("+ -", "- "))
    s = [PLAIN.write(c) for c in sums]
    return f"{', '.join(parts)}. So ${s[0]}$ and ${s[1]}$, impossible."


def with_names(p: Proof) -> str:
    """``f(0,1) = w_2 + b = 1``."""
    rows, sums = p
    parts = [f"${_output(c)} = {PLAIN.sum(c.factors)} = {tex(c.right)}$" for c in rows]
    s = [PLAIN.write(c) for c in sums]
    return f"{', '.join(parts)}. Adding up, ${s[0]}$ and ${s[1]}$. Contradiction."


def _output(c: Condition) -> str:
    return f"f({', '.join(str(int(f)) for f in c.factors[:-1])})"


def in_greek(p: Proof) -> str:
    return rf"Let $f(x, y) = \alpha x + \beta y + \gamma$. {in_sentences(p, GREEK)}"


EDITED = [in_sentences, in_displays, with_vectors, with_names]


def by_identity(p: Proof) -> str:
    a, b, c, d = map(_output, p[0])
    left, right = (tex(s.right) for s in p[1])
    return rf"For every linear layer ${a} + {b} = {c} + {d}$, but here ${left} \ne {right}$."


def in_one_chain(p: Proof) -> str:
    a, b, c, d = map(_output, p[0])
    first, last = (s.right for s in p[1])
    middle = PLAIN.sum(p[1][0].factors)
    return f"$${tex(first)} = {a} + {b} = {middle} = {c} + {d} = {tex(last)},$$ a contradiction."


def as_negation(p: Proof) -> str:
    listed = r" \wedge ".join(PLAIN.write(c) for c in p[0])
    return rf"$$\neg \left( {listed} \right)$$"


def as_system(p: Proof) -> str:
    rows, sums = p
    inputs = len(rows[0].factors) - 1
    names = [[f"w_{i}"] for i in range(1, inputs + 1)] + [["b"]]
    gap = tex(sums[0].right - sums[1].right)
    return (
        f"$${matrix([c.factors for c in rows])} {matrix(names)} = "
        f"{matrix([[tex(c.right)] for c in rows])}$$ "
        f"The rows with the factors 1, 1, -1, -1 add up to $0 = {gap}$."
    )


def by_solving(p: Proof) -> str:
    """The bias and both weights, and what they give in the last row; for two inputs."""
    by_row = {c.factors[:-1]: c for c in p[0]}
    zero, second, first, both = (by_row[tuple(map(Fraction, x))] for x in points(2))
    b, w1, w2 = zero.right, first.right - zero.right, second.right - zero.right
    value, wanted = tex(w1 + w2 + b), tex(both.right)
    return (
        f"From $f(0,0) = {tex(b)}$ we get $b = {tex(b)}$; from $f(1,0) = w_1 + b = "
        f"{tex(first.right)}$ and $f(0,1) = w_2 + b = {tex(second.right)}$ that $w_1 = {tex(w1)}$ "
        rf"and $w_2 = {tex(w2)}$. But then $f(1,1) = w_1 + w_2 + b = {value} \ne {wanted}$."
    )


def right() -> Iterator[Rewriting]:
    for table in TABLES.values():
        p = proof(table)
        texts = [form(p) for form in EDITED]
        texts += [by_identity(p), in_one_chain(p), as_negation(p), as_system(p)]
        texts += [by_solving(p), in_greek(p)] if len(table) == 4 else []
        for text in texts:
            yield Rewriting(THEOREM, given(table), text[:30], text)


@cache
def wrong() -> list[Mutant]:
    """Proofs with one line wrong or missing, and weights that are claimed to do."""
    return [*_edited(), *_claimed()]


def _edited() -> Iterator[Mutant]:
    count = 0
    for table in TABLES.values():
        for kind, changed in _changed(proof(table), table):
            count += 1
            forms = [*EDITED, *([in_greek] if len(table) == 4 else [])]
            if len(table) == 4 or count % 3 == 0:
                text = forms[count % len(forms)](changed)
                yield Mutant(THEOREM, given(table), kind, frozenset({kind}), text)


def _changed(p: Proof, table: Sequence[int]) -> Iterator[tuple[str, Proof]]:
    rows, sums = p
    for i, c in enumerate(rows):
        yield "wrong-table-row", (_put(rows, i, replace(c, right=1 - c.right)), sums)
        yield "row-missing", ([*rows[:i], *rows[i + 1 :]], sums)
        for k, f in enumerate(c.factors):
            other = c.with_factor(k, -f)
            if f and sum(c.factors) > 1 and surely_wrong(other, table, "="):
                yield "sign", (_put(rows, i, other), sums)
    for i, c in enumerate(sums):
        changed = [("sign", c.with_factor(k, -f)) for k, f in enumerate(c.factors) if f]
        changed += [("slip", c.with_factor(k, f + 1)) for k, f in enumerate(c.factors)]
        changed += [("slip", replace(c, right=c.right + by)) for by in (1, -1)]
        for kind, other in changed:
            if surely_wrong(other, table, "="):
                yield kind, (rows, _put(sums, i, other))


def _put(rows: Sequence[Condition], i: int, c: Condition) -> list[Condition]:
    return [*rows[:i], c, *rows[i + 1 :]]


def _claimed() -> Iterator[Mutant]:
    """Weights that are said to have the table; what they have may have a name."""
    for table, weights, bias, text in (
        ("XOR", (1, 1), 0, "It works: $w = (1, 1)$, $b = 0$."),
        ("XOR", (1, -1), 0, "$w_1 = 1$, $w_2 = -1$, $b = 0$."),
        ("AND", (1, 1), -1, "$f(x) = x_1 + x_2 - 1$."),
        ("OR", (1, 1), 0, r"$$w = \begin{bmatrix} 1 \\ 1 \end{bmatrix}, \quad b = 0$$"),
        ("NAND", (-1, -1), 2, "$w = [-1, -1]$ and $b = 2$."),
    ):
        names = frozenset({"another-gate"} if unit_table(weights, bias, "=") in NAMED else ())
        yield Mutant(THEOREM, given(TABLES[table]), "weights", names, text)


FAMILIES = {THEOREM: Family(wrong, right)}
