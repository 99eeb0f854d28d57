r"""Split a claim by the residues of its names modulo the numbers that it divides by.

*Defines* `residue_cases`. In :math:`\lfloor n/3 \rfloor + \lfloor (n+1)/3 \rfloor + \lfloor (n+2)/3
\rfloor = n`, no inequality between the quotients is enough; but n is 3 w, 3 w + 1 or 3 w + 2 for an
integer w, and in each case every floor is a polynomial. One case is one equation more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import lcm

from symconv.latex.tree import (
    Add,
    Chain,
    Divide,
    Fence,
    Modulo,
    Multiply,
    Node,
    Number,
    Statement,
    Symbol,
    descendants,
)
from symconv.notation import Declared, Domain, Kind, Name, SymbolTable
from symconv.proof.sequents import Sequent
from symconv.proof.unfolding import names_in

CASE_LIMIT = 36


def residue_cases(
    sequent: Sequent, symbols: SymbolTable
) -> tuple[tuple[Sequent, ...], SymbolTable]:
    """Return one sequent per choice of residues, and the symbols with a new integer per name.

    No sequents are returned when nothing is divided by a number, or the cases are too many.
    """
    divided = [pair for s in sequent.statements for n in descendants(s) for pair in _divisors(n)]
    modulus = lcm(*(d for d, _ in divided))
    names = sorted(
        {
            n
            for _, body in divided
            for n in names_in(body)
            if n in symbols and symbols[n].kind is Kind.SCALAR and symbols[n].domain.is_integer
        }
    )
    if not names or modulus ** len(names) > CASE_LIMIT:
        return (), symbols
    fresh = {n: _unused(n, symbols) for n in names}
    extended = symbols.extended(Declared(w, Domain.INTEGER) for w in fresh.values())
    found = []
    for residues in product(range(modulus), repeat=len(names)):
        equations = tuple(
            _equation(n, modulus, fresh[n], r) for n, r in zip(names, residues, strict=True)
        )
        found.append(replace(sequent, conditions=(*equations, *sequent.conditions)))
    return tuple(found), extended


def _divisors(node: Node) -> Iterator[tuple[int, Node]]:
    match node:
        case Fence("floor" | "ceil", Divide(body, Number(d))) | Modulo(body, Number(d)):
            if d.denominator == 1 and d >= 2:
                yield int(d), body
        case Chain((Number(d), body), ("mid",)) if d.denominator == 1 and d >= 2:
            yield int(d), body


def _equation(name: Name, modulus: int, quotient: Name, residue: int) -> Statement:
    multiple = Multiply((Number(Fraction(modulus)), Symbol(quotient)))
    return Chain((Symbol(name), Add((multiple, Number(Fraction(residue))))), ("=",))


def _unused(name: Name, symbols: SymbolTable) -> Name:
    """Return a name that nothing else has."""
    candidate = replace(name, accent="bar")
    while candidate in symbols:
        candidate = replace(candidate, primes=candidate.primes + 1)
    return candidate
