"""A rectified network with one input as a piecewise linear function."""

from __future__ import annotations

from collections.abc import Iterator

from apart import right, wrong
from shared import Family, Mutant, Rewriting, display

NAMES = {
    "output bias lost": "bias-forgotten",
    "output bias twice": "bias-forgotten applied-twice bias-twice",
    "hidden biases lost": "last-bias-only bias-forgotten",
    "no activation": "activation-forgotten units-all-open",
    "bend moved": "branch-range-shifted",
    "sign of the bend": "breakpoint-sign branch-range-shifted",
    "pieces exchanged": "branches-exchanged",
    "pieces in the other order": "branches-exchanged",
    "one piece lost": "branch-lost branch-missing unit-taken-closed unit-taken-open",
    "biases summed for the flat piece": "slip",
    "flat piece not flat": "slip unit-taken-open",
    "slope slip": "slip",
    "intercept slip": "slip",
    "intercept sign": "sign slip",
    "slope sign": "sign slip",
    "one unit only": "slip",
    "both units where none": "units-complement slip unit-taken-closed",
    "weight sign": "sign",
    "closed for open": "units-complement",
    "left end not flat": "slip unit-taken-open",
}
SHEET = {
    "layers": ["[[3/2], [1/2]] x + [0, 1]", "[[1, 2], [2, 1]] x + [0, 1]", "[[1, 1]] x + [-1]"]
}
VALLEY = {"layers": ["[[1], [-2]] x + [-1, 4]", "[[2, -1]] x + [3]"]}
"""2 max(0, x - 1) - max(0, 4 - 2 x) + 3: slopes 2, 4, 2, with bends at 1 and at 2."""
HAT = {"layers": ["[[1], [1], [1]] x + [0, -1, -2]", "[[1, -2, 1]] x + [0]"]}


def cases(*rows: tuple[object, object], name: str = "h(x)") -> str:
    body = r" \\ ".join(f"{value} & {where}" for value, where in rows)
    return display(rf"{name} = \begin{{cases}} {body} \end{{cases}}")


def sheet(first: str, second: str, third: str, low: str = "-2", high: str = "0") -> str:
    return cases(
        (first, f"x < {low}"), (second, rf"{low} \le x < {high}"), (third, rf"x \ge {high}")
    )


def valley(first: str, second: str, third: str, low: str = "1", high: str = "2") -> str:
    return cases(
        (first, f"x < {low}"), (second, rf"{low} \le x \le {high}"), (third, f"x > {high}")
    )


def hat(first: str, second: str, low: str = "0", middle: str = "1", high: str = "2") -> str:
    return cases(
        (0, f"x < {low}"), (first, rf"{low} \le x < {middle}"),
        (second, rf"{middle} \le x < {high}"), (0, rf"x \ge {high}"),
    )  # fmt: skip


MIDDLE = r"\frac{3}{2} x + 3"


def mutants() -> Iterator[Mutant]:
    yield from wrong(
        "piecewise_form", SHEET, NAMES,
        ("output bias lost", sheet("1", r"\frac{3}{2} x + 4", "6x + 4")),
        ("output bias twice", sheet("-1", r"\frac{3}{2} x + 2", "6x + 2")),
        ("hidden biases lost", cases((-1, "x < 0"), ("6x - 1", r"x \ge 0"))),
        ("no activation", sheet("6x + 3", "6x + 3", "6x + 3")),
        ("bend moved", sheet("0", MIDDLE, "6x + 3", low="-1")),
        ("bend moved", sheet("0", MIDDLE, "6x + 3", high="1")),
        ("bend moved", sheet("0", MIDDLE, "6x + 3", low="-3", high="-1")),
        ("sign of the bend", sheet("0", MIDDLE, "6x + 3", low="0", high="2")),
        ("pieces exchanged", sheet("0", "6x + 3", MIDDLE)),
        ("pieces in the other order", sheet("6x + 3", MIDDLE, "0")),
        ("one piece lost", cases(("6x + 3", r"x \ge 0"), (MIDDLE, "x < 0"))),
        ("one piece lost", cases(("6x + 3", r"x \ge -2"), (0, "x < -2"))),
        ("biases summed for the flat piece", sheet("1", MIDDLE, "6x + 3")),
        ("flat piece not flat", sheet("x + 2", MIDDLE, "6x + 3")),
        ("slope slip", sheet("0", r"\frac{5}{2} x + 3", "6x + 3")),
        ("slope slip", sheet("0", MIDDLE, r"\frac{11}{2} x + 3")),
        ("intercept slip", sheet("0", MIDDLE, "6x + 4")),
        ("intercept sign", sheet("0", r"\frac{3}{2} x - 3", "6x - 3")),
        ("slope sign", sheet("0", r"-\frac{3}{2} x + 3", "6x + 3")),
        ("one unit only", sheet("0", MIDDLE, r"\frac{9}{2} x")),
    )  # fmt: skip
    yield from wrong(
        "piecewise_form", VALLEY, NAMES,
        ("output bias lost", valley("2x - 4", "4x - 6", "2x - 2")),
        ("hidden biases lost", cases(("2x + 3", "x < 0"), ("2x + 3", r"x \ge 0"))),
        ("no activation", valley("4x - 3", "4x - 3", "4x - 3")),
        ("bend moved", valley("2x - 1", "4x - 3", "2x + 1", high="4")),
        ("sign of the bend", valley("2x - 1", "4x - 3", "2x + 1", low="-2", high="-1")),
        ("pieces exchanged", valley("2x + 1", "4x - 3", "2x - 1")),
        ("both units where none", valley("2x - 1", "3", "2x + 1")),
        ("weight sign", valley("7 - 2x", "5", "2x + 1")),
        ("closed for open", valley("2x + 1", "3", "2x - 1")),
        ("one piece lost", cases(("2x - 1", "x < 1"), ("2x + 1", r"x \ge 1"))),
    )  # fmt: skip
    yield from wrong(
        "piecewise_form", HAT, NAMES,
        ("slope sign", hat("x", "x - 2")), ("bend moved", hat("x", "2 - x", high="3")),
        ("no activation", cases((0, "x < 0"), (0, r"x \ge 0"))),
        ("left end not flat", hat("x", "2 - x").replace("0 & x <", "x & x <")),
        ("weight two forgotten", cases((0, "x < 0"), ("x", r"0 \le x < 1"), (1, r"1 \le x < 2"), ("x - 1", r"x \ge 2"))),  # noqa: E501
         ("intercept slip", hat("x", "1 - x")),
        ("one piece lost", cases((0, "x < 0"), ("x", r"0 \le x < 1"), ("2 - x", r"x \ge 1"))),
    )  # fmt: skip


def rewritings() -> Iterator[Rewriting]:
    yield from right(
        "piecewise_form", SHEET,
        sheet("0", MIDDLE, "6x + 3"), sheet("0", "1.5x + 3", "6x + 3"),
        sheet("0", r"\frac{3}{2} (x + 2)", "3 (2x + 1)"), sheet("0", "3x/2 + 3", "3 + 6x"),
        cases(("6x + 3", "x > 0"), (MIDDLE, r"-2 \le x \le 0"), (0, "x < -2")),
        cases((0, r"x \le -2"), (MIDDLE, r"-2 < x \le 0"), ("6x + 3", r"\text{otherwise}")),
        cases((0, r"\text{if } x \le -2"), (MIDDLE, r"\text{if } -2 < x \le 0"), ("6x + 3", r"\text{if } x > 0")),  # noqa: E501
        cases((0, "x < -2"), (MIDDLE, r"x \in [-2, 0)"), ("6x + 3", r"x \in [0, \infty)")),
        cases((0, "x < -2"), (MIDDLE, r"-2 \leq x < 0"), ("6x + 3", r"0 \leq x"), name="f(x)"),
        r"For $x < -2$: $h(x) = 0$. For $-2 \le x \le 0$: $h(x) = \frac{3}{2} x + 3$. For $x > 0$: $h(x) = 6x + 3$.",  # noqa: E501
    )  # fmt: skip
    yield from right(
        "piecewise_form", VALLEY,
        valley("2x - 1", "4x - 3", "2x + 1"), valley("-1 + 2x", "4 (x - 1) + 1", "1 + 2x"),
        display(r"h(x) = 2 \max(0, x - 1) - \max(0, 4 - 2x) + 3") + "\n" + valley("2x - 1", "4x - 3", "2x + 1"),  # noqa: E501
    )  # fmt: skip
    yield from right(
        "piecewise_form", HAT,
        hat("x", "2 - x"),
        cases(("x", r"0 \le x \le 1"), ("2 - x", r"1 < x \le 2"), (0, r"\text{otherwise}")),
        cases(("x", r"x \in [0, 1]"), ("2 - x", r"x \in [1, 2]"), (0, r"\text{else}")),
    )  # fmt: skip


FAMILIES = {"piecewise_form": Family(mutants, rewritings)}
