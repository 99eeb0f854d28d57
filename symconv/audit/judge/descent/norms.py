r"""That the limit is the shortest solution: statements about norms, proved for all sizes.

*Defines* `shown_shortest`. What an answer states is put behind the premises of the question (the
limit solves, so does v, X k = 0), norms without a square are compared by their squares, and an
inequality may use that the rest is a square.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.descent.spelling import LIMIT
from symconv.audit.judge.descent.statements import V, W
from symconv.latex.reader import read_one
from symconv.latex.substitute import substitute
from symconv.latex.tree import Add, Chain, Expr, Logic, Norm, Number, Power, Symbol
from symconv.latex.tree import Statement as Tree
from symconv.proof.context import Context
from symconv.proof.prove import context_of, decide
from symconv.proof.verdict import Proved

TWO = Number(Fraction(2))


@lru_cache(maxsize=1)
def _context() -> Context:
    from symconv.theorems import derive

    first, second = (
        context_of(derive(n)) for n in ("descent_finds_minimum_norm", "least_squares_solutions")
    )
    return Context(first.symbols, {**first.definitions, **second.definitions})


def shown_shortest(tree: Tree) -> bool:
    """Whether a statement about norms follows from what the question supposes."""
    claim = tree.parts[-1] if isinstance(tree, Logic) else tree
    if not isinstance(claim, Chain):
        return False
    if W in names_in_tree(claim) and V not in names_in_tree(claim):
        claim = substitute(claim, {W: Symbol(V)})
    pairs = zip(claim.sides, claim.relations, claim.sides[1:], strict=False)
    return all(_follows(_squared(a), sign, _squared(b)) for a, sign, b in pairs)


def _squared(side: Expr) -> Expr:
    return Power(side, TWO) if isinstance(side, Norm) else side


def _follows(a: Expr, sign: str, b: Expr) -> bool:
    if sign in (">", ">="):
        a, b, sign = b, a, {">": "<", ">=": "<="}[sign]
    if sign == "=":
        return _shown(Chain((a, b), ("=",)))
    if sign != "<=":
        return False
    rest = _read(rf"\lVert v - {LIMIT} \rVert^{{2}}")
    other = _read(r"c^{2} \lVert k \rVert^{2}")
    chains = [Chain((a, Add((a, extra)), b), ("<=", "=")) for extra in (rest, other)]
    return _shown(Chain((a, b), ("<=",))) or any(map(_shown, chains))


def _shown(claim: Chain) -> bool:
    premise = _read(rf"X {LIMIT} = y \wedge X v = y \wedge X k = 0")
    statement = Logic("implies", (premise, claim))
    return isinstance(decide(statement, _context()), Proved)


def _read(latex: str) -> Any:
    return read_one(latex, _context().symbols).statement
