"""Powers with other bases and sums of binomials are seen to be the power that was asked for."""

from __future__ import annotations

import pytest

from symconv.audit.judge.plain_powers import plain_powers
from symconv.latex.reader import read_one
from symconv.notation import Domain, SymbolTable, scalars

TABLE = SymbolTable.of(scalars("n m", Domain.POSITIVE), scalars("z", Domain.INTEGER))


def plain(text: str) -> object:
    return plain_powers(read_one(text, TABLE).statement, TABLE)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("4^n", r"2^{2 \cdot n}"),
        ("8^{m}", r"2^{3 \cdot m}"),
        (r"\sqrt{2^n}", r"2^{\frac{n}{2}}"),
        (r"\sqrt[3]{2^n}", r"2^{\frac{n}{3}}"),
        (r"\sum_{k=0}^{n} \binom{n}{k}", "2^n"),
        (r"\sum_{k=0}^{n m} \binom{n m}{k}", "2^{n m}"),
        (r"\sum_{k=0}^{n} \binom{n}{k} \cdot 2^k", "3^n"),
        (r"1 + \sum_{k=0}^{n} 3^k \binom{n}{k}", r"1 + 2^{2 \cdot n}"),
    ],
)
def test_rewritten(text: str, same: str) -> None:
    """One base for each prime; the binomial theorem."""
    assert plain(text) == read_one(same, TABLE).statement


@pytest.mark.parametrize(
    "text",
    [
        "2^n",
        "6^n",
        "n^4",
        r"\sum_{k=1}^{n} \binom{n}{k}",
        r"\sum_{k=0}^{m} \binom{n}{k}",
        r"\sum_{k=0}^{n} \binom{m}{k}",
        r"\sum_{k=0}^{n} \binom{n}{k} k",
        r"\sum_{k=0}^{n} \binom{n}{k} \cdot 2^m",
        r"\sum_{k=0}^{z} \binom{z}{k}",
        r"\sum_{n=0}^{m} \sum_{k=0}^{n} \binom{n}{k}",
    ],
)
def test_left_as_it_is(text: str) -> None:
    """Other bases, other sums, and upper ends that may be negative."""
    assert plain(text) == read_one(text, TABLE).statement
