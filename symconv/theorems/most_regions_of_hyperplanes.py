r"""The most regions that m hyperplanes cut R^n into: Zaslavsky's sum of binomials, n given.

A further hyperplane is itself cut by the others, into at most as many parts as they cut a space of
one dimension less; each part cuts one region in two. So the most regions of n dimensions are a
sequence in m that grows by those of n - 1 dimensions, and induction gives

    1 + m + m(m - 1)/2 + ... + m(m - 1)...(m - n + 1)/n!.

It is the number of regions of a layer of m units with one breakpoint, in general position, and a
bound in every other position. *See* Zaslavsky 1975; Montufar et al. 2014.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from math import factorial

import numpy as np

from symconv.errors import GivenError, WitnessError
from symconv.kernels import linear
from symconv.latex.tree import Chain
from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.proof.author import define, sequence, statement, step
from symconv.proof.derivation import Answer, Defined, Derivation, Exact, Step, Witness
from symconv.theorems.answers import exact
from symconv.theorems.givens import Size, size

LETTERS = "ABCD"
"""The sequence of one dimension, two, three, four."""
SPACES = ("a line", "the plane", "space", "four-dimensional space")
CUTS = ("points", "lines", "planes", "hyperplanes")


def most_regions_of_hyperplanes(*, planes: Size = "m", dimension: int = 2) -> Derivation:
    r"""Return the most regions that ``planes`` hyperplanes cut a space of ``dimension`` into.

    ``planes`` is a number or a symbol, ``dimension`` a number from 1 to 4.

    >>> most_regions_of_hyperplanes(planes=10).answer.value
    56
    """
    m = size(planes, "planes", least=0)
    n = size(dimension, "dimension", least=1)
    if not isinstance(n, int) or n > len(LETTERS):
        raise GivenError(
            f"dimension must be a number from 1 to {len(LETTERS)}, not {n!r}",
            remedy="write dimension: 2",
            given="dimension",
        )
    if isinstance(m, str) and m in (*LETTERS[:n], "i"):
        raise GivenError(
            f"the letter {m} means something else in this derivation",
            remedy="choose another letter",
            given="planes",
        )
    letter = m if isinstance(m, str) else "k"
    symbols = SymbolTable.of(
        scalars(letter, Domain.NATURAL, f"the number of {CUTS[n - 1]}"),
        scalars("i", Domain.INTEGER),
        scalars("N", Domain.POSITIVE),
        *(
            tensors(LETTERS[j], rank=1, meaning=f"the most regions of {SPACES[j]}")
            for j in range(n)
        ),
    )
    found = _found(n, m)
    return Derivation(
        name="most_regions_of_hyperplanes",
        title=f"The most regions that {CUTS[n - 1]} cut {SPACES[n - 1]} into",
        symbols=symbols,
        conventions=(
            "In general position: no two are parallel, and no more meet in a point than there are "
            "dimensions. In any other position there are at most as many regions.",
        ),
        definitions=tuple(_sequences(n, m, symbols)),
        steps=tuple(_steps(n, m, letter, symbols)),
        answer=Answer(found, _count(n, m) if isinstance(m, int) else _formula(found, symbols)),
        witness=Witness(
            "sign patterns of a linear layer around all points where its units meet",
            lambda: _check(n),
        ),
    )


def _sequences(n: int, m: Size, symbols: SymbolTable) -> Iterator[Defined]:
    for j in range(n):
        own = LETTERS[j]
        parts = "1" if j == 0 else law(j, r"\left(i - 1\right)")
        reason = (
            "a further point lies in one part and cuts it in two"
            if j == 0
            else f"one more of the {CUTS[j]} is cut by the others like {SPACES[j - 1]}, "
            "and each of its parts cuts a region in two"
        )
        yield sequence(own, "i", "1", f"{own}_{{i - 1}} + {parts}", reason, symbols)
    if isinstance(m, int):
        yield define(f"N := {law(n, str(m))}", f"the law for {m} {CUTS[n - 1]}", symbols)


def _steps(n: int, m: Size, letter: str, symbols: SymbolTable) -> Iterator[Step]:
    for j in range(1, n + 1):
        yield step(
            f"{LETTERS[j - 1]}_{{{letter}}} = {law(j, letter)}",
            "by induction over their number"
            + ("" if j == 1 else f"; what is added is the count for {SPACES[j - 2]}"),
            symbols,
        )
    if isinstance(m, int):
        yield step(f"N = {law(n, str(m))} = {_count(n, m)}", "the law, put in", symbols)


def law(n: int, m: str) -> str:
    r"""Return the sum of the binomials of m over 0, ..., n, as products over factorials.

    >>> law(2, "m")
    '1 + m + \\frac{m \\left(m - 1\\right)}{2}'
    """
    terms = ["1", m]
    for k in range(2, n + 1):
        factors = " ".join(_less(m, j) for j in range(k))
        terms.append(rf"\frac{{{factors}}}{{{factorial(k)}}}")
    return " + ".join(terms)


def _less(m: str, j: int) -> str:
    """Return m - j as a factor."""
    if m.isdigit():
        return rf"\left({m} - {j}\right)" if j else rf"{m} \cdot"
    return rf"\left({m} - {j}\right)" if j else m


def _found(n: int, m: Size) -> str:
    if isinstance(m, int):
        return f"N = {_count(n, m)}"
    return f"{LETTERS[n - 1]}_{{{m}}} = {law(n, m)}"


def _formula(found: str, symbols: SymbolTable) -> Exact:
    printed = statement(found, symbols)
    assert isinstance(printed, Chain)
    return exact(printed.sides[-1])


def _count(n: int, m: int) -> int:
    total, term = 0, 1
    for k in range(n + 1):
        total += term
        term = term * (m - k) // (k + 1)
    return total


def _check(n: int) -> int:
    """Count the sign patterns around every vertex of random hyperplanes: each region has one."""
    random = np.random.default_rng(n)
    cases = 0
    for m in range(n, n + 5):
        weight, bias = random.standard_normal((m, n)), random.standard_normal(m)
        around = []
        for chosen in combinations(range(m), n):
            vertex = np.linalg.solve(weight[list(chosen)], -bias[list(chosen)])
            for signs in product((-1e-6, 1e-6), repeat=n):
                around.append(vertex + np.linalg.solve(weight[list(chosen)], signs))
        patterns = {tuple(row) for row in linear(np.array(around), weight, bias) > 0}
        if len(patterns) != _count(n, m):
            raise WitnessError(f"{len(patterns)} sign patterns and not {_count(n, m)}")
        cases += 1
    return cases
