"""Gradient descent on least squares, run: exact solutions, floating point, the pseudo-inverse."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import linear, linear_backward
from symconv.theorems.tensors import Array

STEPS, SETTLED, CLOSE = 20_000, 1e-11, 1e-7


def check_descent() -> int:
    """Compare the limit with an exact X^T a, where X X^T a = y, for twelve random matrices."""
    draw = np.random.default_rng(7)
    cases = 0
    for number in range(12):
        n = int(draw.integers(1, 4))
        x = draw.integers(-4, 5, (n, n + int(draw.integers(1, 4))))
        if number % 3 == 0:
            x = np.vstack([x, 2 * x[:1]])
        if not x.any():
            continue
        y = x @ draw.integers(-3, 4, x.shape[1])
        a = eliminated(x @ x.T, y)
        w = _column(x).T @ a
        if [*(_column(x) @ w)] != [*y]:
            raise WitnessError("the exact combination of inputs does not solve the equations")
        limit = np.array([float(v) for v in w])
        found, inverse = descended(x.astype(float), y.astype(float)), np.linalg.pinv(x) @ y
        if max(abs(found - limit).max(), abs(inverse - limit).max()) > CLOSE:
            raise WitnessError("descent, the pseudo-inverse and the exact solution differ")
        cases += limit.size
    return cases


def check_solutions() -> int:
    """Add exact kernel vectors to exact solutions and compare lengths."""
    draw = np.random.default_rng(8)
    cases = 0
    for _ in range(12):
        x = draw.integers(-4, 5, (2, 4))
        y = x @ draw.integers(-3, 4, 4)
        w = _column(x).T @ eliminated(x @ x.T, y)
        z = draw.integers(-3, 4, 4)
        k = z - _column(x).T @ eliminated(x @ x.T, x @ z)
        if any(_column(x) @ k) or [*(_column(x) @ (w + 3 * k))] != [*y]:
            raise WitnessError("a vector of the kernel leads off the solutions")
        if (w + 3 * k) @ (w + 3 * k) != w @ w + 9 * (k @ k):
            raise WitnessError("the lengths do not add up")
        cases += 1
    return cases


def descended(x: Array, y: Array) -> Array:
    """Return where descent from 0 ends, with a step of nine tenths of the bound."""
    rate = 0.9 / np.linalg.eigvalsh(x @ x.T).max()
    w = np.zeros(x.shape[1])
    for _ in range(STEPS):
        residual = linear(x, w[None]) - y[:, None]
        _, gradient, _ = linear_backward(2 * residual, x, w[None])
        w = w - rate * gradient[0]
        if abs(gradient).max() < SETTLED:
            break
    return w


def eliminated(matrix: Array, right: Array) -> Array:
    """Return an exact solution of a consistent system, free unknowns 0."""
    rows = [[Fraction(int(v)) for v in (*row, b)] for row, b in zip(matrix, right, strict=True)]
    size = len(rows[0]) - 1
    pivots: list[int] = []
    for column in range(size):
        at = next((i for i in range(len(pivots), len(rows)) if rows[i][column]), None)
        if at is None:
            continue
        top = len(pivots)
        rows[top], rows[at] = rows[at], rows[top]
        rows[top] = [v / rows[top][column] for v in rows[top]]
        for i, row in enumerate(rows):
            if i != top and row[column]:
                rows[i] = [v - row[column] * p for v, p in zip(row, rows[top], strict=True)]
        pivots.append(column)
    found = np.array([Fraction(0)] * size, dtype=object)
    for i, column in enumerate(pivots):
        found[column] = rows[i][-1]
    return found


def _column(x: Array) -> Array:
    return x.astype(object)
