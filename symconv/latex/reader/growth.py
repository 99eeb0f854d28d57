"""How large the value of a part without symbols can become, known before anyone computes it.

*Why.* ``9^{9^{9^9}}`` and ``(10^6)!`` are short to write and impossible to evaluate. The reader
bounds the bits of every literal value, so that what it returns can be evaluated safely.
"""

from __future__ import annotations

import math

from symconv.errors import LatexError, TooLarge
from symconv.latex.reader.bounds import MAX_BINOMIAL, MAX_BITS, MAX_EXPONENT, MAX_FACTORIAL
from symconv.latex.reader.cursor import Cursor
from symconv.latex.tree import (
    Add,
    Binomial,
    Divide,
    Expr,
    Factorial,
    Multiply,
    Negative,
    Node,
    Number,
    Power,
    Root,
)


def magnitude(node: Node) -> float:
    """Return an upper bound of ``log2(|value|)`` for a part without symbols; 0 for the rest.

    >>> from fractions import Fraction
    >>> ten = Number(Fraction(10))
    >>> round(magnitude(Power(ten, ten)), 1)
    33.2
    """
    match node:
        case Number(value):
            return math.log2(max(abs(value.numerator), value.denominator, 1))
        case Negative(body) | Root(body):
            return magnitude(body)
        case Add(parts):
            return max(map(magnitude, parts)) + math.log2(len(parts))
        case Multiply(parts):
            return sum(map(magnitude, parts))
        case Divide(a, b):
            return magnitude(a) + magnitude(b)
        case Power(a, b):
            return magnitude(a) * 2 ** min(magnitude(b), 60.0)
        case Factorial(body):
            size = 2 ** min(magnitude(body), 60.0)
            return size * math.log2(size + 1)
        case Binomial(n, _):
            return 2 ** min(magnitude(n), 60.0)
        case _:
            return 0.0


def bounded(c: Cursor, node: Expr, first: int) -> Expr:
    """Return the node if its value can be computed; raise TooLarge otherwise."""
    if isinstance(node, Power):
        if 2 ** min(magnitude(node.exponent), 60.0) > MAX_EXPONENT * 1.001:
            raise c.error(TooLarge, f"an exponent beyond {MAX_EXPONENT}", first, c.pos)
        if is_zero(node.base) and isinstance(node.exponent, Negative):
            raise c.error(LatexError, "division by zero", first, c.pos)
    elif (
        isinstance(node, Factorial) and 2 ** min(magnitude(node.body), 60.0) > MAX_FACTORIAL * 1.001
    ):
        raise c.error(TooLarge, f"a factorial beyond {MAX_FACTORIAL}!", first, c.pos)
    elif isinstance(node, Binomial) and 2 ** min(magnitude(node.n), 60.0) > MAX_BINOMIAL * 1.001:
        raise c.error(TooLarge, f"a binomial beyond {MAX_BINOMIAL}", first, c.pos)
    if magnitude(node) > MAX_BITS:
        raise c.error(TooLarge, f"a number of more than {MAX_BITS} bits", first, c.pos)
    return node


def is_zero(node: Node) -> bool:
    """Whether the node is the literal zero."""
    return isinstance(node, Number) and node.value == 0
