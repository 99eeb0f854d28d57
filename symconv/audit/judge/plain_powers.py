r"""Powers with one base for each prime, and sums of binomials as powers.

*Defines* `plain_powers`. The prover takes :math:`2^{L d}` and :math:`4^{L d / 2}` for different
powers, and it does not know that :math:`\sum_{k=0}^{d} \binom{d}{k} a^k = (1 + a)^d`. Where both
are written as the former no value need be computed.

*Why that is sound.* :math:`(b^k)^e = b^{k e}` holds for a positive b and all real e; the binomial
theorem holds for exponents that are natural numbers, and is used for no others.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symconv.audit.causes.free_names import names_in_tree
from symconv.latex.substitute import rebuild
from symconv.latex.tree import (
    Add,
    Big,
    Binomial,
    Divide,
    Multiply,
    Node,
    Number,
    Power,
    Range,
    Root,
    Symbol,
    descendants,
)
from symconv.notation import Domain, SymbolTable

LARGEST = 10_000
COUNTS = frozenset({Domain.NATURAL, Domain.POSITIVE})


def plain_powers(tree: Node, symbols: SymbolTable) -> Any:
    r"""Return an equal tree whose powers of numbers have the smallest base.

    >>> from symconv.latex import tex
    >>> from symconv.latex.reader import read_one
    >>> from symconv.notation import SymbolTable, scalars
    >>> table = SymbolTable.of(scalars("n", Domain.POSITIVE))
    >>> tex.write(plain_powers(read_one(r"4^{n}", table).statement, table))
    '2^{2 \\cdot n}'
    >>> tex.write(plain_powers(read_one(r"\sum_{k=0}^{n} \binom{n}{k}", table).statement, table))
    '2^{n}'
    """

    bound = {node.index.name for node in descendants(tree) if isinstance(node, Range)}

    def counts(end: Node) -> bool:
        return _is_count(end, symbols) and not bound & names_in_tree(end)

    def change(node: Node) -> Node:
        match node:
            case Power(Number(value), exponent) if (found := _perfect(value)) is not None:
                base, times = found
                return Power(_number(base), Multiply((_number(times), exponent), "cdot"))
            case Root(Power(Number(value) as base, exponent), degree) if value > 0:
                by = _number(2) if degree is None else degree
                return change(Power(base, Divide(exponent, by)))
            case Big("sum", (Range(k, Number(start), n),), body) if start == 0 and counts(n):
                closed = _binomial_sum(node, (k, n), body)
                return node if closed is node else change(closed)
            case _:
                return node

    return rebuild(tree, change)


def _perfect(value: Fraction) -> tuple[int, int] | None:
    """Return the smallest base of which an integer is a higher power, and the exponent."""
    if value.denominator != 1 or not 1 < value <= LARGEST:
        return None
    for base in range(2, int(value**0.5) + 1):
        power, times = base, 1
        while power < value:
            power, times = power * base, times + 1
        if power == value:
            return base, times
    return None


def _binomial_sum(big: Node, names: tuple[Symbol, Node], body: Node) -> Node:
    k, n = names
    factors = body.factors if isinstance(body, Multiply) else (body,)
    others = [f for f in factors if f != Binomial(n, k)]  # type: ignore[arg-type]
    if len(others) != len(factors) - 1:
        return big
    match others:
        case []:
            return Power(_number(2), n)  # type: ignore[arg-type]
        case [Power(Number(a), exponent)] if exponent == k and a > 0:
            return Power(Number(a + 1), n)  # type: ignore[arg-type]
        case _:
            return big


def _is_count(tree: Node, symbols: SymbolTable) -> bool:
    """Whether a formula is a natural number whatever its letters stand for."""
    match tree:
        case Number(value):
            return value >= 0 and value.denominator == 1
        case Symbol(name):
            return name in symbols and symbols[name].domain in COUNTS
        case Multiply(factors) | Add(factors):
            return all(_is_count(f, symbols) for f in factors)
        case _:
            return False


def _number(value: int) -> Number:
    return Number(Fraction(value))
