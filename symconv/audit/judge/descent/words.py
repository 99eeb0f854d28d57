r"""Proofs about the limit for all sizes: words in X, its transpose and an inverse.

*Defines* `is_limit`, `solves` and `is_minus_one`. With :math:`N = (X X^\top)^{-1}`, symmetric, and
:math:`X X^\top N = N X X^\top = I`, formulas are brought to the normal form of
`symconv.algebra.matrix_words`; :math:`X^+` is :math:`X^\top N`, as X has full row rank.
"""

from __future__ import annotations

from fractions import Fraction

from symconv.algebra.matrix_words import (
    Word,
    Words,
    add,
    letter,
    multiply,
    normal,
    scalar,
    transposed,
)
from symconv.algebra.named_polynomial import NoValue, Polynomial, reduced
from symconv.audit.judge.descent.spelling import LIMIT, PSEUDO
from symconv.latex.tree import (
    Add,
    Divide,
    Expr,
    Multiply,
    Negative,
    Node,
    Number,
    Power,
    Symbol,
    Transposed,
)
from symconv.notation import name

X, N = letter("X", "n", "d"), letter("N", "n", "n")
LETTERS = {"X": X, "y": letter("y", "n", "1")} | {
    v: letter(v, "d", "1") for v in ("z", "k", "v", "w")
}
NUMBERS = frozenset({"c", r"\eta"})
IDENTITY = Symbol(name("I"))
SQUARE: Word = (("X", False), ("X", True))
INVERSE: Word = (("N", False),)
RULES = {
    (*SQUARE, *INVERSE): Words("n", "n", {(): 1}),
    (*INVERSE, *SQUARE): Words("n", "n", {(): 1}),
    (("N", True),): N,
}


def is_limit(formula: Expr) -> bool:
    """Whether a formula is shown to be the limit of descent from 0."""
    try:
        return normal(_words(formula), RULES).terms == _limit().terms
    except NoValue:
        return False


def solves(formula: Expr) -> bool:
    """Whether X times a formula is shown to be y, whatever its free vectors are.

    A vector k stands for a solution of X k = 0.
    """
    try:
        product = normal(multiply(X, _words(formula)), RULES)
    except NoValue:
        return False
    kept = {w: c for w, c in product.terms.items() if w != (("X", False), ("k", False))}
    return kept == LETTERS["y"].terms


def _limit() -> Words:
    return normal(multiply(multiply(transposed(X), N), LETTERS["y"]), RULES)


def _words(node: Node) -> Words:
    match node:
        case Number(value):
            return scalar(reduced(Fraction(value)))
        case Symbol(spelled):
            return _named(spelled.latex)
        case Add(terms):
            return _sum(terms)
        case Negative(body):
            return multiply(scalar(-1), _words(body))
        case Multiply(factors, "" | "cdot"):
            found = [_words(f) for f in factors if f != IDENTITY]
            result = found[0]
            for factor in found[1:]:
                result = multiply(result, factor)
            return result
        case Transposed(body):
            return normal(transposed(_words(body)), RULES)
        case Divide(top, Number(value)) if value:
            return multiply(scalar(reduced(1 / value)), _words(top))
        case Power(base, exponent) if is_minus_one(exponent):
            return _inverse(normal(_words(base), RULES))
    raise NoValue("this is not an expression in matrices")


def _named(latex: str) -> Words:
    if latex in LETTERS:
        return LETTERS[latex]
    if latex in NUMBERS:
        return scalar(Polynomial({(latex,): 1}))
    if latex == PSEUDO:
        return multiply(transposed(X), N)
    if latex == LIMIT:
        return _limit()
    raise NoValue(f"{latex} has no meaning here")


def _sum(terms: tuple[Expr, ...]) -> Words:
    """Add; an identity is as large as what stands beside it."""
    ones = [-1 if isinstance(t, Negative) else 1 for t in terms if _is_identity(t)]
    others = [_words(t) for t in terms if not _is_identity(t)]
    if not others:
        raise NoValue("an identity of unknown size")
    total = add(others)
    return add([total, Words(total.rows, total.columns, {(): sum(ones)})]) if ones else total


def _is_identity(term: Node) -> bool:
    return term == IDENTITY or (isinstance(term, Negative) and term.body == IDENTITY)


def is_minus_one(exponent: Node) -> bool:
    """Whether an exponent makes an inverse."""
    one = Number(Fraction(1))
    return exponent == Negative(one) or exponent == Number(Fraction(-1))


def _inverse(base: Words) -> Words:
    """Invert a multiple of X X^T; nothing else is known to have an inverse."""
    ((word, factor),) = base.terms.items() if len(base.terms) == 1 else (((), 0),)
    if word != SQUARE or isinstance(factor, Polynomial):
        raise NoValue("only X X^T is known to have an inverse")
    return multiply(scalar(reduced(1 / Fraction(factor))), N)
