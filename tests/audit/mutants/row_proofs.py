"""Proofs that no weights give a table, as lists of linear conditions that can be written down.

A condition is a tuple of factors of w_1, ..., w_n and b, a sign, and the number on the right.
Everything is found by plain counting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import combinations, combinations_with_replacement, product
from typing import Any

import numpy as np
from shared import tex

SIGNS = {"<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "=": "="}
MIRROR = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "="}
COMPLEMENT = {"<": ">=", ">": "<=", "<=": ">", ">=": "<"}
STRICT = {"<": "<=", ">": ">=", "<=": "<", ">=": ">"}


@dataclass(frozen=True)
class Condition:
    """``factors . (w, b) sign right``."""

    factors: tuple[Fraction, ...]
    sign: str
    right: Fraction = Fraction(0)

    def mirrored(self) -> Condition:
        return replace(self, sign=MIRROR[self.sign])

    def complemented(self) -> Condition:
        return replace(self, sign=COMPLEMENT[self.sign])

    def strict(self) -> Condition:
        return replace(self, sign=STRICT[self.sign])

    def with_factor(self, i: int, value: Fraction | int) -> Condition:
        row = (*self.factors[:i], Fraction(value), *self.factors[i + 1 :])
        return replace(self, factors=row)


def points(inputs: int) -> list[tuple[int, ...]]:
    return list(product((0, 1), repeat=inputs))


def demand(table: Sequence[int], row: int, rule: str) -> Condition:
    """What a row asks: of a threshold unit, or with the rule ``=`` of a linear layer."""
    point = points(len(table).bit_length() - 1)[row]
    factors = tuple(map(Fraction, (*point, 1)))
    if rule == "=":
        return Condition(factors, "=", Fraction(table[row]))
    return Condition(factors, rule if table[row] else {">=": "<", ">": "<="}[rule])


def certificate(table: Sequence[int]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Two true and two false rows whose inputs have one sum."""
    cube = points(len(table).bit_length() - 1)
    true = [r for r, v in enumerate(table) if v]
    false = [r for r, v in enumerate(table) if not v]
    for a in combinations_with_replacement(true, 2):
        for b in combinations(false, 2):
            sums = [[sum(x) for x in zip(*(cube[r] for r in s), strict=True)] for s in (a, b)]
            if sums[0] == sums[1]:
                return a, b
    raise ValueError("the table has no such rows")


def added(a: Condition, b: Condition) -> Condition:
    factors = tuple(x + y for x, y in zip(a.factors, b.factors, strict=True))
    sign = a.sign if a.sign in "<>" else b.sign
    return Condition(factors, sign, a.right + b.right)


@dataclass(frozen=True)
class Letters:
    """How weights, bias and what they are compared with are written."""

    weights: str = "w_{}"
    bias: str = "b"
    threshold: bool = False

    def sum(self, factors: Sequence[Fraction]) -> str:
        names = [*(self.weight(i) for i in range(len(factors) - 1)), self.bias]
        parts = [term(f, n) for f, n in zip(factors, names, strict=True) if f]
        return " + ".join(parts).replace("+ -", "- ") or "0"

    def weight(self, i: int) -> str:
        if "{}" in self.weights:
            return self.weights.format(i + 1)
        return rf"\{('alpha', 'beta', 'delta')[i]}"

    def write(self, c: Condition) -> str:
        """The condition; with a threshold, the bias stands on the right with the other sign."""
        if not self.threshold:
            return f"{self.sum(c.factors)} {SIGNS[c.sign]} {tex(c.right)}"
        left = self.sum((*c.factors[:-1], Fraction(0)))
        return f"{left} {SIGNS[c.sign]} {term(c.factors[-1], self.bias) if c.factors[-1] else 0}"


PLAIN = Letters()
GREEK = Letters("greek", r"\gamma")
THETA = Letters("w_{}", r"\theta", threshold=True)


def term(factor: Fraction, name: str) -> str:
    return name if factor == 1 else f"-{name}" if factor == -1 else f"{tex(factor)} {name}"


def unit_table(weights: Sequence[int], bias: int, rule: str) -> list[int]:
    cube = points(len(weights))
    sums = [sum(w * x for w, x in zip(weights, p, strict=True)) + bias for p in cube]
    if rule == "=":
        return sums
    return [int(s >= 0 if rule == ">=" else s > 0) for s in sums]


def surely_wrong(c: Condition, table: Sequence[int], rule: str) -> bool:
    """Whether no rows that can be met together imply a condition: points on a grid tell it."""
    grid, met = _grid(tuple(table), rule)
    broken = ~holds(c, grid)
    kept = {tuple(m) for m in met}
    largest = [set(np.flatnonzero(m)) for m in kept]
    largest = [k for k in largest if not any(k < other for other in largest)]
    return all(bool((met[:, sorted(k)].all(axis=1) & broken).any()) for k in largest)


@cache
def _grid(table: tuple[int, ...], rule: str) -> tuple[Any, Any]:
    """Points for weights and bias, and which rows each meets."""
    inputs = len(table).bit_length() - 1
    axis = np.arange(-2, 2.5, 0.5) if inputs == 2 else np.arange(-2.0, 3.0)
    grid = np.stack(np.meshgrid(*[axis] * (inputs + 1)), -1).reshape(-1, inputs + 1)
    rows = [demand(table, r, rule) for r in range(len(table))]
    return grid, np.stack([holds(row, grid) for row in rows], axis=1)


def holds(c: Condition, grid: Any) -> Any:
    """Where on a grid a condition holds; halves are exact."""
    total, right = grid @ np.array(c.factors, dtype=float), float(c.right)
    return {
        "<": total < right, "<=": total <= right, ">": total > right,
        ">=": total >= right, "=": total == right,
    }[c.sign]  # fmt: skip
