"""Statements that a kernel is another one turned: in indices, in arrays, in sums over taps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from symconv.audit.finding import Finding
from symconv.audit.judge.turned.notation import spelled_in_brackets
from symconv.audit.judge.turned.taps import taps_of
from symconv.latex.reader import read
from symconv.latex.tree import Chain
from symconv.notation import Domain, SymbolTable, scalars, tensors

Verdict = Callable[[str, str, str], Finding]
TABLE = SymbolTable.of(
    scalars("K n k u", Domain.INTEGER), tensors("h x g", rank=1), tensors("y", rank=1)
)
TURNED = "$v[k] = w[-k]$ "
RULE = "$R_{u,v} = h_{K-1-u,J-1-v}$ "
ALL = r"\sum_{u=0}^{K-1} \sum_{v=0}^{J-1}"
BACK = "x_{i + K - 1 - u - P, j + J - 1 - v - Q}"
AHEAD = "x_{i + u - P, j + v - Q}"
ADDED = "x_{i + u + P, j + v + Q}"
SWAPPED = "x_{i + u - Q, j + v - P}"
FLIPPED = "$v[i] = w[K - 1 - i]$ "
ANSWERS = [
    ("Learned: $w_{flip}[i,j] = w[K-1-i, K-1-j]$.", "right", ""),
    ("$w'(i, j) = w(-i, -j)$", "right", ""),
    (r"$(w * x)[n] = \sum_k w[k] x[n - k] = \sum_k w[-k] x[n + k]$", "right", ""),
    ("It learns [[4, 3], [2, 1]] for [[1, 2], [3, 4]].", "right", ""),
    (r"$\mu_{c, u, v} = \nu_{c, K - 1 - u, J - 1 - v}$", "right", ""),
    (
        r"$R[u] = h[K - 1 - u]$ and $\sum_{u=0}^{K-1} h[u] x[i - u] "
        r"= \sum_{u=0}^{K-1} R[u] x[i + u - K + 1]$",
        "right",
        "",
    ),
    ("$w'_{i,j} = w_{K-i, K-j}$", "wrong", "index-off-by-one"),
    ("$w'_{K-i, K-j} = w_{i,j}$", "wrong", "index-off-by-one"),
    ("$R_{c,u,v} = h_{C-1-c, K-1-u, J-1-v}$", "wrong", "channels-reversed"),
    ("$R_{c,u,v} = h_{c, J-1-u, K-1-v}$", "wrong", "height-width-swapped"),
    ("$w'_{i,j} = w_{i, K-j}$", "wrong", "kernel-columns-reversed+index-off-by-one"),
    (r"$\sum_k w[k] x[n - k] = \sum_k w[k] x[n + k]$", "wrong", "kernel-not-flipped"),
    (TURNED + r"$\sum_k w[k] x[n - k] = -\sum_k v[k] x[n + k]$", "wrong", "sign"),
    (TURNED + r"$\sum_k w[k] x[S n - D k] = \sum_k v[k] x[S n + k]$", "wrong", "dilation-ignored"),
    (TURNED + r"$\sum_k w[k] x[S n - D k] = \sum_k v[k] x[n + D k]$", "wrong", "stride-ignored"),
    (TURNED + r"$\sum_k w[k] x[n - k] = \sum_k v[k] x[n + k] + 1$", "person", ""),
    (RULE + rf"${ALL} h_{{u,v}} {BACK} = \sum_{{u,v}} R_{{u,v}} {AHEAD}$", "right", ""),
    (RULE + rf"$\sum_{{u,v}} h_{{u,v}} {BACK} = {ALL} R_{{u,v}} {AHEAD}$", "right", ""),
    (rf"${ALL} h_{{u,v}} {BACK} = \sum_{{u,v}} R_{{u,v}} {AHEAD}$", "right", ""),
    (rf"${ALL} h_{{u,v}} {BACK} = \sum_{{u,v}} h_{{u,v}} {AHEAD}$", "wrong", "kernel-not-flipped"),
    (RULE + rf"${ALL} h_{{u,v}} {BACK} = {ALL} R_{{u,v}} {ADDED}$", "wrong", "padding-sign"),
    (
        RULE + rf"${ALL} h_{{u,v}} {BACK} = {ALL} R_{{u,v}} {SWAPPED}$",
        "wrong",
        "height-width-swapped",
    ),
    ("$w'_{i,j} = w_{K+5-i, K-j}$", "wrong", ""),
    (FLIPPED + r"$\sum_{i=0}^{K-1} v[i]^2 = \sum_{j=0}^{K-1} w[j]^2$", "right", ""),
    (FLIPPED + r"$\sum_{i=0}^{K-1} v[i]^2 = \sum_{j=0}^{K-1} 2 w[j]^2$", "person", ""),
    (FLIPPED + r"$\sum_{i=0}^{K-1} v[i]^2 = \sum_{j=0}^{K} w[j]^2$", "person", ""),
    (r"$v[i] = w[2-i]$ $\sum_{i=0}^{2} v[i]^2 = \sum_{j=0}^{2} w[j]^2$", "person", ""),
    (FLIPPED + r"$\sum_{i=0}^{K-1} i v[i] = \sum_{j=0}^{K-1} j w[j]$", "person", ""),
    ("It learns [[1, 2, 3], [7, 8, 9]] for [[9, 8, 7], [3, 2, 4]].", "wrong", "slip"),
    ("$w'[i] = w[2 - i]$", "person", ""),
    ("$y_{i,j} = z_{i,j}$, so nothing changes.", "person", ""),
    ("Layers can learn the flipped kernel.", "person", ""),
]


@pytest.mark.parametrize(("answer", "said", "cause"), ANSWERS)
def test_kernels_that_are_turned(verdict: Verdict, answer: str, said: str, cause: str) -> None:
    """A kernel whose size is not named, equal outputs and words are left to a person."""
    found = verdict("cs182_hw3", "2(c) flip", answer)
    assert found.verdict == said, found.summary
    assert (found.cause.name if found.cause else "") == cause


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\sum_k (h \ast x)[k]", r"\sum_k y         [k]"),
        (r"\tilde{w}(i, j)", r"\tilde{w}[i, j]"),
        (r"D (K - 1 - u) + \max(a, b)", r"D (K - 1 - u) + \max(a, b)"),
    ],
)
def test_round_brackets_become_square_ones(text: str, expected: str) -> None:
    """Every formula keeps its length; products and functions stay."""
    assert spelled_in_brackets(text) == expected
    assert len(expected) == len(text)


def sides(text: str) -> tuple[object, ...]:
    (line,) = read(text, TABLE)
    assert isinstance(line.statement, Chain)
    return line.statement.sides


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("shift", [-2, -1, 0, 1])
@pytest.mark.parametrize("sign", [1, -1])
def test_sums_against_plain_sums(first: int, shift: int, sign: int) -> None:
    """Two sums over the taps of one kernel have no faults exactly if numbers agree."""
    size = 4
    last = size - 1 + first
    spelled = "K - 1" if first == 0 else "K"
    index = f"n {'+' if sign > 0 else '-'} k {shift:+d}"
    right, said = sides(
        rf"\sum_{{k={first}}}^{{{spelled}}} h[k] x[n - k] "
        rf"= \sum_{{k={first}}}^{{{spelled}}} h[{spelled} + {first} - k] x[{index} "
        rf"{'- K + 1' if sign > 0 else ''}]"
    )
    rng = np.random.default_rng(0)
    h, x = rng.integers(-9, 10, 10), rng.integers(-9, 10, 40)
    n, back = 20, -size + 1 if sign > 0 else 0
    one = sum(h[k] * x[n - k] for k in range(first, last + 1))
    two = sum(h[last + first - k] * x[n + sign * k + shift + back] for k in range(first, last + 1))
    assert (one == two) == (taps_of(right) == taps_of(said))  # type: ignore[arg-type]
