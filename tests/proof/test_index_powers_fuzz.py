"""Soundness: what the normal form calls equal is equal in a prime field, at several sizes.

Random expressions with sums, brackets, powers of sums and quotients of sizes are rewritten by laws
of algebra and then, more often than not, damaged in one place. An undamaged pair should mostly be
proved; of the damaged ones only those may be that happen to stay equal.
"""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from symconv.latex.substitute import rebuild
from symconv.latex.tree import (
    Add,
    Big,
    Chain,
    Delta,
    Divide,
    Indexed,
    Iverson,
    Multiply,
    Negative,
    Number,
    Power,
    Range,
    Root,
    Symbol,
    descendants,
)
from symconv.notation import Domain, SymbolTable, name, scalars, tensors
from symconv.proof.author import size, statement
from symconv.proof.context import Context, Tensor
from symconv.proof.index_notation import remaining
from symconv.proof.indices.field_check import agrees
from symconv.proof.indices.scalars import Unsupported

TABLE = SymbolTable.of(
    scalars("N C", Domain.POSITIVE),
    scalars("i j k l m", Domain.INTEGER),
    scalars(r"\varepsilon", Domain.POSITIVE_REAL),
    tensors("x", rank=2),
    tensors("y", rank=1),
    tensors("z", rank=1),
)
CONTEXT = Context(
    TABLE,
    {
        name("x"): Tensor((size("N", TABLE), size("C", TABLE))),
        name("y"): Tensor((size("N", TABLE),)),
        name("z"): Tensor((size("C", TABLE),)),
    },
    tuple(statement(h, TABLE) for h in (r"0 \le i < N", r"0 \le j < C")),
)
SIZES = [(1, 1), (2, 1), (1, 2), (2, 3), (3, 2)]
NAMES = {n: Symbol(name(n)) for n in ("N", "C", "i", "j", "k", "l", "m", r"\varepsilon")}
ROWS, COLUMNS = ("k", "m"), ("l",)


def number(n):
    return Number(Fraction(n)) if n >= 0 else Negative(Number(Fraction(-n)))


class Maker:
    """Random trees; ``rows`` and ``columns`` are the indices in scope."""

    def __init__(self, seed):
        self.source = random.Random(seed)

    def leaf(self, rows, columns):
        pick = self.source.choice
        row, column = NAMES[pick(rows)], NAMES[pick(columns)]
        return pick(
            [
                Indexed(Symbol(name("x")), (row, column)),
                Indexed(Symbol(name("x")), (row, column)),
                Indexed(Symbol(name("y")), (row,)),
                Indexed(Symbol(name("z")), (column,)),
                Indexed(Symbol(name("y")), (Add((row, pick([number(1), number(-1)]))),)),
                number(pick([1, 2, 3, -1])),
                NAMES["N"],
                Divide(number(1), NAMES[pick("NC")]),
                NAMES[r"\varepsilon"],
                Delta(row, NAMES[pick(rows)]),
                Iverson(Chain((row, NAMES[pick(rows)]), ("<=",))),
            ]
        )

    def sum(self, depth, rows, columns):
        if self.source.random() < 0.6 and len(rows) < 3:
            index = ROWS[len(rows) - 1]
            binder = Range(NAMES[index], number(0), Add((NAMES["N"], number(-1))))
            return Big("sum", (binder,), self.tree(depth - 1, (*rows, index), columns))
        if len(columns) > 1:
            return self.tree(depth - 1, rows, columns)
        binder = Range(NAMES["l"], number(0), Add((NAMES["C"], number(-1))))
        return Big("sum", (binder,), self.tree(depth - 1, rows, (*columns, "l")))

    def base(self, depth, rows, columns):
        square = Power(self.tree(depth - 1, rows, columns), number(2))
        return Add((square, NAMES[r"\varepsilon"]))

    def tree(self, depth, rows=("i",), columns=("j",)):
        roll = self.source.random()
        if depth == 0 or roll < 0.15:
            return self.leaf(rows, columns)
        if roll < 0.4:
            return self.sum(depth, rows, columns)
        if roll < 0.55:
            exponent = self.source.choice([Fraction(-1, 2), Fraction(-3, 2), Fraction(-1)])
            return Power(self.base(depth, rows, columns), _exponent(exponent))
        if roll < 0.6:
            return Divide(self.leaf(rows, columns), Root(self.base(depth, rows, columns)))
        parts = tuple(self.tree(depth - 1, rows, columns) for _ in range(2))
        return Add(parts) if roll < 0.8 else Multiply(parts, "cdot")

    def rewritten(self, tree):
        """Apply laws: order, distribution, splitting powers of positive bases."""

        def law(node):
            match node:
                case Add(parts) | Multiply(parts) if self.source.random() < 0.5:
                    again = tuple(reversed(parts))
                    return Add(again) if isinstance(node, Add) else Multiply(again, "cdot")
                case Big("sum", binders, Add(parts)) if self.source.random() < 0.6:
                    return Add(tuple(Big("sum", binders, p) for p in parts))
                case Power(Add() as base, exponent) if (
                    exponent != number(2) and self.source.random() < 0.5
                ):
                    more = Power(base, Add((exponent, number(-1))))
                    return Multiply((base, more), "cdot")
            return node

        return rebuild(tree, law)

    def damaged(self, tree):
        """Change one leaf."""
        places = [
            n
            for n in descendants(tree)
            if isinstance(n, Indexed | Delta | Divide) or n in (NAMES["N"], NAMES[r"\varepsilon"])
        ]
        if not places:
            return Add((tree, number(1)))
        target = self.source.choice(places)
        return rebuild(tree, lambda n: self.leaf(("i",), ("j",)) if n is target else n)


def _exponent(value):
    found = Divide(number(abs(value.numerator)), number(value.denominator))
    return Negative(found) if value < 0 else found


def judge(seed):
    """Return whether the pair was called equal, and whether it is at all sizes that have values."""
    maker = Maker(seed)
    left = maker.tree(3)
    right = maker.rewritten(left)
    if maker.source.random() < 0.55:
        right = maker.damaged(right)
    try:
        equal = not remaining((left, right), CONTEXT).terms
    except Unsupported:
        return None, True
    if not equal:
        return False, True
    claim = Chain((left, right), ("=",))
    for n, c in SIZES:
        integers = {name("N"): n, name("C"): c}
        for i, j in {(0, 0), (n - 1, c - 1)}:
            point = {**integers, name("i"): i, name("j"): j}
            if agrees(claim, CONTEXT, point) is False:
                return True, False
    return True, True


def check(seeds):
    """Count what was proved; every proved pair must be equal in the field."""
    proved = rejected = 0
    for seed in seeds:
        equal, sound = judge(seed)
        assert sound, seed
        proved += equal is True
        rejected += equal is False
    return proved, rejected


def test_nothing_unequal_is_proved() -> None:
    """A few hundred pairs; both outcomes occur often."""
    proved, rejected = check(range(300))
    assert proved >= 60
    assert rejected >= 60


@pytest.mark.slow
def test_nothing_unequal_is_proved_among_thousands() -> None:
    """The gate: five thousand pairs, none of them unsound."""
    proved, rejected = check(range(300, 5600))
    assert proved + rejected >= 4000
