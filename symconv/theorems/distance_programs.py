"""NumPy programs for the distances of all pairs of rows: two loops, one loop, none.

*Defines* `PROGRAMS` and `run`. A program is a constant text of this file that ends in
``return dists``; `run` executes exactly the text that a sheet prints. Names are those of
nearest-neighbour exercises: rows of ``X_test`` against rows of ``X_train``.

The loop-free L2 program uses |a - b|² = |a|² + |b|² - 2 a·b, which needs no array of differences;
where a is near b it cancels, so a small negative square counts as 0.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any, Literal

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Metric = Literal["L1", "L2"]
Loops = Literal["two loops", "one loop", "no loop"]

_START = """\
num_test, num_train = X_test.shape[0], X_train.shape[0]
dists = np.zeros((num_test, num_train))
"""
PROGRAMS: Mapping[Metric, Mapping[Loops, str]] = {
    "L1": {
        "two loops": _START
        + """\
for i in range(num_test):
    for j in range(num_train):
        dists[i, j] = np.sum(np.abs(X_test[i] - X_train[j]))
return dists
""",
        "one loop": _START
        + """\
for i in range(num_test):
    dists[i] = np.sum(np.abs(X_test[i] - X_train), axis=1)
return dists
""",
        "no loop": """\
differences = X_test[:, np.newaxis, :] - X_train[np.newaxis, :, :]
dists = np.sum(np.abs(differences), axis=2)
return dists
""",
    },
    "L2": {
        "two loops": _START
        + """\
for i in range(num_test):
    for j in range(num_train):
        dists[i, j] = np.sqrt(np.sum((X_test[i] - X_train[j]) ** 2))
return dists
""",
        "one loop": _START
        + """\
for i in range(num_test):
    dists[i] = np.sqrt(np.sum((X_test[i] - X_train) ** 2, axis=1))
return dists
""",
        "no loop": """\
squares_test = np.sum(X_test**2, axis=1)[:, np.newaxis]
squares_train = np.sum(X_train**2, axis=1)[np.newaxis, :]
squares = squares_test + squares_train - 2 * X_test @ X_train.T
dists = np.sqrt(np.maximum(squares, 0))
return dists
""",
    },
}


def run(code: str, test: Array, train: Array) -> Array:
    """Execute one of the programs of this file on two matrices with rows of one length.

    >>> run(PROGRAMS["L1"]["no loop"], np.array([[0, 0]]), np.array([[3, 4], [1, 1]])).tolist()
    [[7, 2]]
    """
    names: dict[str, Any] = {"np": np}
    body = f"def distances(X_test, X_train):\n{textwrap.indent(code, '    ')}"
    exec(body, names)  # a constant of this file, never text from outside
    found: Array = names["distances"](test, train)
    return found
