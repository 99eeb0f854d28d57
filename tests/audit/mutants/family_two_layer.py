"""Networks with one hidden layer that have a table: any such network is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product

from shared import Family, Mutant, Rewriting, display, matrix, tex
from table_nets import GOOD, F, Net, Row, explanations, of_one_number

THEOREM = "two_layer_network_of_table"


def given(wanted: list[int], kind: str) -> dict[str, object]:
    return {"table": wanted, "activation": kind}


def affine(row: Row, constant: Fraction, letter: str) -> str:
    """``2 x_1 - x_2 + 1``."""
    parts = [f"{'' if a == 1 else '-' if a == -1 else tex(a) + ' '}{letter}_{i}"
             for i, a in enumerate(row, 1) if a]  # fmt: skip
    parts += [tex(constant)] if constant else []
    return " + ".join(parts).replace("+ -", "- ") or "0"


WRITTEN = {
    "linear": "{}",
    "relu": r"\max(0, {})",
    "square": r"\left({}\right)^2",
    "threshold": r"\text{{step}}({})",
    "abs": r"\lvert {} \rvert",
}


def as_arrays(n: Net) -> str:
    return display(
        r"\mathbf{h} = \sigma(\mathbf{W}^\top \mathbf{x} + \mathbf{c})",
        rf"\mathbf{{W}}^\top = {matrix([list(map(tex, r)) for r in n.w])}",
        rf"\mathbf{{c}} = {matrix([[tex(e)] for e in n.c])}",
        rf"\mathbf{{w}} = {matrix([[tex(e)] for e in n.v])}",
        f"b = {tex(n.b)}",
    )


def as_layers(n: Net) -> str:
    return display(
        "y = W_2 \\, \\sigma(W_1 x + b_1) + b_2",
        rf"W_1 = {matrix([list(map(tex, r)) for r in n.w])}, \quad "
        rf"b_1 = {matrix([[tex(e)] for e in n.c])}",
        rf"W_2 = {matrix([list(map(tex, n.v))])}, \quad b_2 = {tex(n.b)}",
    )


def as_units(n: Net) -> str:
    """Hidden units one by one, the output as a formula of them, with the activation written."""
    act = WRITTEN[n.kind]
    units = [f"h_{i} = {act.format(affine(r, c, 'x'))}"
             for i, (r, c) in enumerate(zip(n.w, n.c, strict=True), 1)]  # fmt: skip
    out = affine(n.v, n.b, "h")
    out = rf"\text{{step}}({out})" if n.out == "threshold" else out
    return ", ".join(f"${u}$" for u in units) + f", and $y = {out}$."


def as_letter(n: Net) -> str:
    """The same with the question's letter for the activation, a display for each unit."""
    units = [rf"h_{i} = \sigma({affine(r, c, 'x')})"
             for i, (r, c) in enumerate(zip(n.w, n.c, strict=True), 1)]  # fmt: skip
    return display(*units, rf"f(\mathbf{{x}}) = {affine(n.v, n.b, 'h')}")


def as_one_formula(n: Net) -> str:
    act = WRITTEN[n.kind]
    terms = [f"{tex(v)} \\cdot {act.format(affine(r, c, 'x'))}"
             for v, r, c in zip(n.v, n.w, n.c, strict=True)]  # fmt: skip
    total = " + ".join([*terms, tex(n.b)]).replace("+ -", "- ")
    total = rf"\text{{step}}\left({total}\right)" if n.out == "threshold" else total
    return f"$$f(x_1, x_2) = {total}$$"


FORMS = [as_arrays, as_layers, as_units, as_letter, as_one_formula]


def variants(n: Net) -> Iterator[Net]:
    """The network itself, its units in another order, a unit more, and scaled."""
    yield n
    yield replace(n, w=n.w[::-1], c=n.c[::-1], v=n.v[::-1])
    more = (*n.w, n.w[0][::-1])
    yield replace(n, w=more, c=(*n.c, F(3)), v=(*n.v, F(0)))
    if n.kind == "relu":
        scaled = tuple(tuple(2 * a for a in r) for r in n.w)
        yield replace(n, w=scaled, c=tuple(2 * a for a in n.c), v=tuple(a / 2 for a in n.v))
    if n.kind == "square":
        minus = tuple(tuple(-a for a in r) for r in n.w)
        yield replace(n, w=minus, c=tuple(-a for a in n.c))


def right() -> Iterator[Rewriting]:
    """Every network, in other orders and scales, in every way of writing."""
    for number, (wanted, n) in enumerate(GOOD):
        for turn, other in enumerate(variants(n)):
            form = FORMS[(number + 2 * turn) % len(FORMS)]
            yield Rewriting(THEOREM, given(wanted, n.kind), form.__name__, form(other))


@cache
def wrong() -> list[Mutant]:
    """Every kind of change that loses the table."""
    return list(_wrong())


def _wrong() -> Iterator[Mutant]:
    for number, (wanted, n) in enumerate(GOOD):
        for step, (kind, other) in enumerate(_changed(n)):
            if other.table() == tuple(wanted):
                continue
            forms = [FORMS[k] for k in (_forms(n, other))]
            form = forms[(number + step) % len(forms)]
            names = explanations(other, wanted, n.kind) | of_one_number(other, wanted)
            if other.kind not in (n.kind, "linear"):
                names = {"another-activation"}
            text = form(other)
            yield Mutant(THEOREM, given(wanted, n.kind), kind, frozenset(names), text)
        yield from _of_other_units(wanted, n)


def _forms(n: Net, other: Net) -> tuple[int, ...]:
    """An activation that is not the question's is written out."""
    if other.kind == n.kind:
        return (0, 1, 2, 3, 4)
    return (2,) if other.kind == "linear" else (2, 4)


def _changed(n: Net) -> Iterator[tuple[str, Net]]:
    for by in (1, -1):
        for i, j in product(range(len(n.w)), range(len(n.w[0]))):
            row = [a + by * (k == j) for k, a in enumerate(n.w[i])]
            rows = [tuple(row) if k == i else r for k, r in enumerate(n.w)]
            yield "weight", replace(n, w=tuple(rows))
        for i in range(len(n.w)):
            yield "hidden bias", replace(n, c=_plus(n.c, i, by))
            yield "output weight", replace(n, v=_plus(n.v, i, by))
        yield "output bias", replace(n, b=n.b + by)
    yield "sign", replace(n, c=tuple(-a for a in n.c))
    yield "sign", replace(n, v=tuple(-a for a in n.v))
    yield "sign", replace(n, b=-n.b)
    yield "order-swapped", replace(n, c=n.c[::-1])
    yield "order-swapped", replace(n, v=n.v[::-1])
    if len(n.w) == len(n.w[0]):
        yield "transposed", replace(n, w=tuple(zip(*n.w, strict=True)))
    if n.kind != "threshold":
        yield "another-gate", replace(n, v=tuple(-a for a in n.v), b=1 - n.b)
        yield "activation-ignored", replace(n, kind="linear")
    for i, c in enumerate(n.c):
        if c:
            yield "bias-ignored", replace(n, c=_plus(n.c, i, -c))


def _plus(row: Row, i: int, by: Fraction | int) -> Row:
    return tuple(a + by * (k == i) for k, a in enumerate(row))


def _of_other_units(wanted: list[int], n: Net) -> Iterator[Mutant]:
    """Networks with the table, or of the question's weights, whose units are of another kind."""
    for other_table, other in GOOD:
        if other_table == wanted and other.kind != n.kind and "threshold" not in (n.kind,):
            names = frozenset({"another-activation"})
            yield Mutant(THEOREM, given(wanted, n.kind), "other units", names, as_units(other))
            swapped = replace(other, kind=n.kind)
            if swapped.table() != tuple(wanted) and other.kind != "threshold":
                names = names | explanations(swapped, wanted, n.kind)
                names |= of_one_number(swapped, wanted)
                text = as_arrays(other)
                yield Mutant(THEOREM, given(wanted, n.kind), "other weights", names, text)


FAMILIES = {THEOREM: Family(wrong, right)}
