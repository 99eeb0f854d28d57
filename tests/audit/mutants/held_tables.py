"""Logic by threshold units, linear layers and networks with one hidden layer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product

from apart import right, wrong
from shared import Family, Mutant, Rewriting, matrix

NAMES = {
    "another gate": "another-gate strictness inequality-reversed",
    "bias forgotten": "bias-forgotten bias-ignored strictness another-gate",
    "bias sign": "bias-sign sign",
    "weights signs": "sign signs-forgotten inequality-reversed",
    "threshold too high": "off-by-one slip another-gate",
    "one input only": "input-ignored coordinate-ignored slip",
    "unequal weights": "slip strictness another-gate",
    "negated": "sign inequality-reversed",
    "inputs exchanged": "coordinates-exchanged another-gate weights-transposed sign",
    "side of the row": "inequality-reversed sign order-inverted wrong-table-row",
    "row lost": "row-missing row-lost",
    "bias lost": "bias-forgotten bias-ignored",
    "another table": "another-gate wrong-table-row slip complement-forgotten",
    "sum slip": "bias-once term-missing slip",
    "inequality turned": "inequality-reversed sign order-inverted row-missing",
    "value slip": "slip number-off-by-one wrong-table-row",
    "inputs exchanged for bias": "another-gate wrong-table-row",
}
Numbers = Sequence[float]
GATES: dict[str, tuple[list[int], tuple[tuple[str, Numbers, float], ...]]] = {
    "AND": ([0, 0, 0, 1], (
        ("another gate", (1, 1), -1), ("another gate", (-1, -1), 1), ("bias forgotten", (1, 1), 0),
        ("bias sign", (1, 1), 2), ("bias sign", (1, 1), 1.5), ("weights signs", (-1, -1), 2),
        ("threshold too high", (1, 1), -3), ("on the line", (2, 2), -2), ("one input only", (1, 0), -1),  # noqa: E501
        ("unequal weights", (2, 1), -2), ("threshold too high", (1, 1), -2.5), ("one input only", (0, 1), -0.5),  # noqa: E501
        ("threshold too high", (0.5, 0.5), -1.5), ("negated", (-1, -1), 1.5),
    )),
    "OR": ([0, 1, 1, 1], (
        ("another gate", (1, 1), -2), ("another gate", (1, 1), -1.5), ("bias forgotten", (1, 1), 0),
        ("bias sign", (1, 1), 0.5), ("bias sign", (1, 1), 1), ("negated", (-1, -1), 0.5),
        ("one input only", (1, 0), -0.5), ("weights signs", (1, -1), -0.5), ("weights signs", (-1, -1), 1),  # noqa: E501
        ("unequal weights", (2, 1), -2), ("threshold too high", (0.5, 0.5), -1),
    )),
    "NAND": ([1, 1, 1, 0], (
        ("negated", (1, 1), -1.5), ("another gate", (-1, -1), 0.5), ("bias sign", (-1, -1), -1.5),
        ("on the line", (-1, -1), 2), ("bias forgotten", (-1, -1), 0),
    )),
    "IMP": ([1, 1, 0, 1], (
        ("inputs exchanged", (1, -1), 0.5), ("another gate", (1, 1), -0.5), ("negated", (1, -1), -0.5),  # noqa: E501
        ("bias sign", (-1, 1), -0.5), ("on the line", (-1, 1), 1),
    )),
}  # fmt: skip
UNITS: dict[str, tuple[tuple[Numbers, float], ...]] = {
    "AND": (((1, 1), -2), ((1, 1), -1.5), ((2, 2), -3), ((0.5, 0.5), -1), ((10, 20), -25)),
    "OR": (((1, 1), -1), ((1, 1), -0.5), ((2, 2), -1), ((20, 30), -10), ((1, 2), -1)),
    "NAND": (((-1, -1), 1), ((-2, -2), 3)),
    "IMP": (((-1, 1), 0), ((-2, 2), 1)),
}
XOR = {"table": [0, 1, 1, 0]}
EQUAL = {"table": [1, 0, 0, 1]}


def fits(table: Sequence[int], w: Numbers, b: float) -> bool:
    return all(
        (w[0] * x + w[1] * y + b >= 0) == bool(t)
        for (x, y), t in zip(product((0, 1), repeat=2), table, strict=True)
    )


def column(values: Sequence[object]) -> str:
    return matrix([[v] for v in values])


FORMS: tuple[Callable[[str, Numbers, float], str], ...] = (
    lambda g, w, b: rf"$w_{{\mathrm{{{g}}}}} = {column(w)}$, $b_{{\mathrm{{{g}}}}} = {b}$",
    lambda _, w, b: f"$w = ({w[0]}, {w[1]})$ and $b = {b}$",
    lambda _, w, b: f"$$w_1 = {w[0]}, \\quad w_2 = {w[1]}, \\quad b = {b}$$",
    lambda g, w, b: rf"$w_{{{g}}} = [{w[0]}, {w[1]}]^\top$" + "\n\n" + rf"$b_{{{g}}} = {b}$",
)


def unit_mutants() -> Iterator[Mutant]:
    for gate, (table, tries) in GATES.items():
        given = {"table": table, "rule": ">=", "label": gate}
        for n, (kind, w, b) in enumerate(tries):
            assert not fits(table, w, b), (gate, w, b)
            answer = FORMS[n % len(FORMS)](gate, w, b)
            yield from wrong("threshold_weights", given, NAMES, (kind, answer))


def unit_rewritings() -> Iterator[Rewriting]:
    for gate, units in UNITS.items():
        table = GATES[gate][0]
        given = {"table": table, "rule": ">=", "label": gate}
        for n, (w, b) in enumerate(units):
            assert fits(table, w, b), (gate, w, b)
            yield from right("threshold_weights", given, FORMS[n % len(FORMS)](gate, w, b))


def impossible_mutants() -> Iterator[Mutant]:
    """A unit that is claimed to do it, conditions with the wrong side, sums that do not hold."""
    yield from wrong(
        "threshold_impossible", XOR, NAMES,
        ("claimed unit", "It can: $w = (1, 1)$, $b = -1$."),
        ("claimed unit", r"Take $w_1 = 1$, $w_2 = -1$, $b = 0$; then $w^\top x + b \ge 0$ exactly for XOR."),  # noqa: E501
        ("side of the row", r"$b \ge 0$, $w_1 + b \ge 0$, $w_2 + b \ge 0$, $w_1 + w_2 + b < 0$ contradict each other"),  # noqa: E501
        ("row lost", r"$$\lnot (w_1 + b \ge 0 \wedge w_2 + b \ge 0 \wedge w_1 + w_2 + b < 0)$$"),
        ("row lost", r"$$\lnot (b < 0 \wedge w_1 + b \ge 0 \wedge w_2 + b \ge 0)$$"),
        ("bias lost", r"$$\lnot (b < 0 \wedge w_1 \ge 0 \wedge w_2 \ge 0 \wedge w_1 + w_2 < 0)$$"),
        ("another table", r"$$\lnot (b < 0 \wedge w_1 + b < 0 \wedge w_2 + b < 0 \wedge w_1 + w_2 + b \ge 0)$$"),  # noqa: E501
        ("another table", r"$$\lnot (b < 0 \wedge w_1 + b \ge 0 \wedge w_2 + b \ge 0 \wedge w_1 + w_2 + b \ge 0)$$"),  # noqa: E501
        ("sum slip", r"$b < 0$, $w_1 + b \ge 0$, $w_2 + b \ge 0$ give $(w_1 + b) + (w_2 + b) = w_1 + w_2 + b$, a contradiction"),  # noqa: E501
        ("inequality turned", r"$b < 0$, $w_1 + b \ge 0$ and $w_2 + b \ge 0$, so $w_1 + w_2 + b \ge -b$ and $-b < 0$."),  # noqa: E501
        ("claimed possible", r"$$b < 0 \wedge w_1 + b \ge 0 \wedge w_2 + b \ge 0 \wedge w_1 + w_2 + b < 0$$ holds for $w = (2, 2)$, $b = -1$."),  # noqa: E501
    )  # fmt: skip


def impossible_rewritings() -> Iterator[Rewriting]:
    rows = r"b < 0 \wedge w_1 + b \ge 0 \wedge w_2 + b \ge 0 \wedge w_1 + w_2 + b < 0"
    yield from right(
        "threshold_impossible", XOR,
        rf"$$\lnot ({rows})$$",
        rf"$$\neg \left( {rows.replace('wedge', 'land')} \right)$$",
        rf"$$\nexists w, b : {rows}$$",
        r"$$b < 0, \quad w_2 + b \ge 0, \quad w_1 + b \ge 0, \quad w_1 + w_2 + b < 0$$"
        "\n\nAdd the middle two: $w_1 + w_2 + 2b \\ge 0$. Add the others: $w_1 + w_2 + 2b < 0$. Contradiction.",  # noqa: E501
        r"From $w_1 \ge -b$ and $w_2 \ge -b$ follows $w_1 + w_2 + b \ge -b > 0$, but $w_1 + w_2 + b < 0$ is needed. Contradiction.",  # noqa: E501
    )  # fmt: skip
    other = r"b \ge 0 \wedge w_1 + b < 0 \wedge w_2 + b < 0 \wedge w_1 + w_2 + b \ge 0"
    yield from right("threshold_impossible", EQUAL, rf"$$\lnot ({other})$$")


def linear_mutants() -> Iterator[Mutant]:
    yield from wrong(
        "linear_layer_impossible", XOR, NAMES,
        ("claimed layer", "It can: $w = (1, 1)$, $b = 0$."),
        ("claimed layer", "$w_1 = 1$, $w_2 = -1$, $b = 0$ works."),
        ("row lost", r"$$\lnot (b = 0 \wedge w_1 + b = 1 \wedge w_2 + b = 1)$$"),
        ("row lost", r"$$\lnot (w_1 + b = 1 \wedge w_2 + b = 1 \wedge w_1 + w_2 + b = 0)$$"),
        ("another table", r"$$\lnot (b = 0 \wedge w_1 + b = 1 \wedge w_2 + b = 1 \wedge w_1 + w_2 + b = 1)$$"),  # noqa: E501
        ("another table", r"$$\lnot (b = 1 \wedge w_1 + b = 0 \wedge w_2 + b = 0 \wedge w_1 + w_2 + b = 1)$$"),  # noqa: E501
        ("value slip", r"$$\lnot (b = 0 \wedge w_1 + b = 1 \wedge w_2 + b = 1 \wedge w_1 + w_2 + b = 2)$$"),  # noqa: E501
        ("claimed possible", r"$$b = 0 \wedge w_1 + b = 1 \wedge w_2 + b = 1 \wedge w_1 + w_2 + b = 0$$ is solved by $w_1 = w_2 = 1$."),  # noqa: E501
        ("sum slip", r"$b = 0$, $w_1 = 1$, $w_2 = 1$, hence $w_1 + w_2 + b = 1 \ne 0$."),
        ("sum of the weights", r"$$\lnot (w_1 + w_2 = 2 \wedge w_1 = 1 \wedge w_2 = 1)$$"),
        ("inputs exchanged for bias", r"$b = 0$, $w_1 + b = 0$, $w_2 + b = 1$, $w_1 + w_2 + b = 1$ have no solution."),  # noqa: E501
        ("sum slip", r"$(w_1 + b) + (w_2 + b) = w_1 + w_2 + b$, so $1 + 1 = 0$."),
    )  # fmt: skip


def linear_rewritings() -> Iterator[Rewriting]:
    rows = r"b = 0 \wedge w_1 + b = 1 \wedge w_2 + b = 1 \wedge w_1 + w_2 + b = 0"
    yield from right(
        "linear_layer_impossible", XOR,
        rf"$$\lnot ({rows})$$", rf"$$\neg ({rows.replace('wedge', 'land')})$$",
        rf"$$\nexists w, b : {rows}$$",
        "$b = 0$, $w_2 + b = 1$, $w_1 + b = 1$, $w_1 + w_2 + b = 0$.\n\n"
        r"So $w_1 = 1$ and $w_2 = 1$, and $w_1 + w_2 + b = 2 \ne 0$. Contradiction.",
        r"$f(0,0) + f(1,1) = w_1 + w_2 + 2b = f(0,1) + f(1,0)$, but $0 + 0 \ne 1 + 1$.",
    )  # fmt: skip
    other = r"b = 1 \wedge w_1 + b = 0 \wedge w_2 + b = 0 \wedge w_1 + w_2 + b = 1"
    yield from right("linear_layer_impossible", EQUAL, rf"$$\lnot ({other})$$")


FAMILIES = {
    "threshold_weights": Family(unit_mutants, unit_rewritings),
    "threshold_impossible": Family(impossible_mutants, impossible_rewritings),
    "linear_layer_impossible": Family(linear_mutants, linear_rewritings),
}
