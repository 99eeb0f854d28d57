"""Formulas that differ in one place, and such as differ in more."""

from __future__ import annotations

import pytest

from symconv.audit.causes.one_place import differ_in_one_place
from symconv.latex.reader import read_one
from symconv.latex.tree import Node
from symconv.notation import Domain, SymbolTable, scalars, tensors

TABLE = SymbolTable.of(scalars("a b n", Domain.INTEGER), tensors("X", rank=2))
SUM = r"\sum_{i=1}^{n} X_{i, a}^2"


def tree(text: str) -> Node:
    return read_one(text, TABLE).statement


@pytest.mark.parametrize(
    ("right", "said"),
    [
        ("a + b", "a + 2 b"),
        ("a + b", "a - b"),
        ("a + b", "a + b + 1"),
        ("a b n", "a b"),
        (r"\frac{a}{n}", r"\frac{a}{2}"),
        (r"\frac{a}{n + 1}", r"\frac{a}{n}"),
        (r"\boxed{a + n}", "a + b"),
        (SUM, r"\sum_{i=1}^{n} X_{i, a}^3"),
        (SUM, r"\sum_{i=1}^{n} X_{a, i}^2"),
        (SUM, r"\sum_{i=1}^{n} X_{i, a}"),
        (SUM, r"\sum_{i=0}^{n} X_{i, a}^2"),
        (SUM, r"\prod_{i=1}^{n} X_{i, a}^2"),
    ],
)
def test_one_place(right: str, said: str) -> None:
    """A number, a name, an element, a term, a sign, a root, an operator."""
    assert differ_in_one_place(tree(right), tree(said))
    assert differ_in_one_place(tree(said), tree(right))


@pytest.mark.parametrize(
    ("right", "said"),
    [
        ("a + b", "a + b"),
        ("a + b", "2 a + 2 b"),
        (r"\frac{a}{n}", r"\frac{n}{a}"),
        (SUM, r"\sum_{i=0}^{n} X_{i, a}^3"),
        (SUM, r"\sum_{i=0}^{n - 1} X_{i, a}^2"),
        (SUM, r"\prod_{i=1}^{n} X_{i, a}"),
        ("a + b + n", "a"),
    ],
)
def test_none_or_several(right: str, said: str) -> None:
    """Equal formulas differ nowhere; two changed places are no single slip."""
    assert not differ_in_one_place(tree(right), tree(said))
