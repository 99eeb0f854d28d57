"""Gradient descent and the shortest of many solutions: claims that do not hold, and that do."""

from __future__ import annotations

from collections.abc import Iterator

from apart import right, wrong
from shared import Family, Mutant, Rewriting, display

NAMES = {
    "turned": "inequality-reversed sign",
    "sign": "sign",
    "twice": "factor-two extra-factor",
    "squares lost": "squares-missing square-forgotten power-forgotten",
    "sum for difference": "sign",
    "solution not asked for": "hypothesis-missing",
    "one solution only": "hypothesis-missing",
    "wrong inverse": "overdetermined-formula inverse-of-rectangle order-of-inverse",
    "orthogonal to the solution": "term-missing",
    "cross term kept": "cross-terms-missing cross-term-kept",
    "equal lengths": "term-missing",
    "plus for minus": "sign results-exchanged order-inverted",
    "square lost": "square-forgotten squares-missing power-forgotten",
    "scale lost": "factor-missing scale-ignored",
    "length unchanged": "term-missing",
    "kernel forgotten": "hypothesis-missing",
    "only the step": "term-missing",
}
NOTHING: dict[str, object] = {}
SOLVES = r"X w_{\mathrm{gd}} = y \wedge X v = y"
W = r"w_{\mathrm{gd}}"
SQUARES = rf"\lVert {W} \rVert^2 + \lVert v - {W} \rVert^2 = \lVert v \rVert^2"


def shortest_mutants() -> Iterator[Mutant]:
    yield from wrong(
        "descent_finds_minimum_norm", NOTHING, NAMES,
        ("turned", display(rf"{SOLVES} \implies \lVert {W} \rVert^2 \ge \lVert v \rVert^2")),
        ("sign", display(rf"{SOLVES} \implies \lVert {W} \rVert^2 - \lVert v - {W} \rVert^2 = \lVert v \rVert^2")),  # noqa: E501
        ("twice", display(rf"{SOLVES} \implies \lVert {W} \rVert^2 + 2 \lVert v - {W} \rVert^2 = \lVert v \rVert^2")),  # noqa: E501
        ("squares lost", display(rf"{SOLVES} \implies \lVert {W} \rVert + \lVert v - {W} \rVert = \lVert v \rVert")),  # noqa: E501
        ("sum for difference", display(rf"{SOLVES} \implies \lVert {W} \rVert^2 + \lVert v + {W} \rVert^2 = \lVert v \rVert^2")),  # noqa: E501
        ("strict", display(rf"{SOLVES} \implies \lVert {W} \rVert^2 < \lVert v \rVert^2")),
        ("solution not asked for", display(rf"\lVert {W} \rVert^2 \le \lVert v \rVert^2")),
        ("one solution only", display(rf"X {W} = y \implies \lVert {W} \rVert^2 \le \lVert v \rVert^2")),  # noqa: E501
        ("wrong inverse", display(rf"{W} = \left(X^\top X\right)^{{-1}} X^\top y", rf"{SOLVES} \implies \lVert {W} \rVert^2 \le \lVert v \rVert^2 - 1")),  # noqa: E501
        ("orthogonal to the solution", display(rf"{SOLVES} \implies {W}^\top v = 0")),
        ("unique", display(rf"{SOLVES} \implies v = {W}")),
        ("residual for gradient", display(rf"{SOLVES} \implies {W}^\top (v - {W}) = \lVert v \rVert^2")),  # noqa: E501
        ("cross term kept", display(rf"{SOLVES} \implies \lVert v \rVert^2 = \lVert {W} \rVert^2 + 2 {W}^\top v + \lVert v - {W} \rVert^2")),  # noqa: E501
        ("equal lengths", display(rf"{SOLVES} \implies \lVert {W} \rVert^2 = \lVert v \rVert^2")),
        ("plus for minus", display(rf"{SOLVES} \implies \lVert {W} \rVert^2 + \lVert v \rVert^2 = \lVert v - {W} \rVert^2")),  # noqa: E501
    )  # fmt: skip


def shortest_rewritings() -> Iterator[Rewriting]:
    claim = rf"{SOLVES} \implies \lVert {W} \rVert^2 \le {SQUARES}"
    yield from right(
        "descent_finds_minimum_norm", NOTHING,
        display(claim), display(claim.replace(r"\implies", r"\Rightarrow")),
        display(rf"{SOLVES} \implies {W}^\top (v - {W}) = 0", claim),
        display(rf"{SOLVES} \implies \lVert v \rVert^2 = \lVert {W} \rVert^2 + \lVert v - {W} \rVert^2 \ge \lVert {W} \rVert^2"),  # noqa: E501
        display(claim.replace(r"\lVert ", r"\| ").replace(r" \rVert", r" \|")),
        display(claim.replace(r"\wedge", r"\land")),
    )  # fmt: skip


def line_mutants() -> Iterator[Mutant]:
    base = rf"X k = 0 \implies \lVert {W} + c k \rVert^2 = "
    yield from wrong(
        "least_squares_solutions", NOTHING, NAMES,
        ("square lost", display(base + rf"\lVert {W} \rVert^2 + c \lVert k \rVert^2")),
        ("square lost", display(base + rf"\lVert {W} \rVert^2 + c^2 \lVert k \rVert")),
        ("scale lost", display(base + rf"\lVert {W} \rVert^2 + \lVert k \rVert^2")),
        ("cross term kept", display(base + rf"\lVert {W} \rVert^2 + 2 c {W}^\top {W} + c^2 \lVert k \rVert^2")),  # noqa: E501
        ("sign", display(base + rf"\lVert {W} \rVert^2 - c^2 \lVert k \rVert^2")),
        ("length unchanged", display(base + rf"\lVert {W} \rVert^2")),
        ("squares lost", display(rf"X k = 0 \implies \lVert {W} + c k \rVert = \lVert {W} \rVert + c \lVert k \rVert")),  # noqa: E501
        ("kernel forgotten", display(rf"\lVert {W} + c k \rVert^2 = \lVert {W} \rVert^2 + c^2 \lVert k \rVert^2")),  # noqa: E501
        ("only the step", display(base + r"c^2 \lVert k \rVert^2")),
        ("cross term kept", display(base + rf"\lVert {W} \rVert^2 + 2 c + c^2 \lVert k \rVert^2")),
        ("another kernel", display(rf"X k = y \implies \lVert {W} + c k \rVert^2 = \lVert {W} \rVert^2 + c^2 \lVert k \rVert^2")),  # noqa: E501
        ("twice", display(base + rf"\lVert {W} \rVert^2 + 2 c^2 \lVert k \rVert^2")),
        ("unique", display(r"X w = y \wedge X v = y \implies v = w")),
        ("turned", display(rf"X k = 0 \implies \lVert {W} + c k \rVert^2 < \lVert {W} \rVert^2")),
    )  # fmt: skip


def line_rewritings() -> Iterator[Rewriting]:
    claim = (
        rf"X k = 0 \implies \lVert {W} + c k \rVert^2 = \lVert {W} \rVert^2 + c^2 \lVert k \rVert^2"
    )
    yield from right(
        "least_squares_solutions", NOTHING,
        display(claim), display(claim.replace(r"\implies", r"\Rightarrow")),
        display(r"X k = 0 \wedge X w = y \implies X (w + c k) = y", rf"X k = 0 \implies k^\top {W} = 0", claim),  # noqa: E501
        display(rf"X k = 0 \implies \lVert {W} + c k \rVert^2 = \lVert {W} \rVert^2 + \lVert c k \rVert^2"),  # noqa: E501
        display(claim.replace(r"\lVert ", r"\| ").replace(r" \rVert", r" \|")),
        display(rf"X k = 0 \implies \lVert {W} \rVert^2 + c^2 \lVert k \rVert^2 = \lVert {W} + c k \rVert^2"),  # noqa: E501
    )  # fmt: skip


FAMILIES = {
    "descent_finds_minimum_norm": Family(shortest_mutants, shortest_rewritings),
    "least_squares_solutions": Family(line_mutants, line_rewritings),
}
