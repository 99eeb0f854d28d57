r"""What is claimed of the square of a quantity: :math:`\sigma^2 = 9` claims 3 for :math:`\sigma`.

*Defines* `of_roots`. A deviation is not negative, so a claim of its square is one of its root.
A name of its own for the square, such as ``v``, is left to `symconv.audit.judge.allowances`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from symconv.audit.judge.aliases import alias, bare
from symconv.audit.judge.claims import Claim
from symconv.audit.judge.item import Item
from symconv.latex.tree import Chain, Expr, Number, Power, Root

SQUARE = Number(Fraction(2))


def of_roots(claims: Iterable[Claim], items: Sequence[Item]) -> tuple[Claim, ...]:
    """Return claims in which those of a square of a conclusion are claims of the conclusion.

    >>> from symconv.audit.judge.sayings import Said
    >>> from symconv.errors import Place
    >>> from symconv.latex.tree import Symbol
    >>> from symconv.notation import name
    >>> s, nine = Symbol(name("s")), Number(Fraction(9))
    >>> said = Said(Chain((Power(s, SQUARE), nine), ("=",)), Place("hw.md", 1, 1), "s^2 = 9")
    >>> of_roots([Claim(nine, frozenset(), said)], [Item((s,), nine, frozenset("s"))])[0].names
    frozenset({'s'})
    """
    called = {a for item in items for a in item.aliases}
    return tuple(_of_root(claim, called) for claim in claims)


def _of_root(claim: Claim, called: set[str]) -> Claim:
    match claim.said.statement:
        case Chain((Power(base, exponent), *_), ("=" | ":=" | "~", *_)):
            names = frozenset({alias(base), bare(base)} & called)
            if exponent != SQUARE or not names or not isinstance(claim.value, Expr):
                return claim
            return replace(claim, value=_root(claim.value), names=names)
        case _:
            return claim


def _root(value: Expr) -> Expr:
    return value.base if isinstance(value, Power) and value.exponent == SQUARE else Root(value)
