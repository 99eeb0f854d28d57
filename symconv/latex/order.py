r"""A fixed readable order for sums and products that the engine makes.

*Defines* `ordered_sum(terms)` and `ordered_product(factors)`. An author's line keeps the author's
order; a computed one gets this order, which depends on nothing but the terms.

*The order of a sum.* Terms in this field's habitual sequence, so that window arithmetic comes out
as textbooks print it: sizes and positions, then dilation and tap, then padding, then kernel, then
plain numbers: ``W + 2 P - K``, ``(n - 1) s - 2 p + k``, ``s o + d t - p``. The first term is
positive whenever any term is: never ``-K + 2 P + W``. Within one class higher degree comes first,
then the alphabet.

*The order of a product.* Number, sums, symbols, elements, applications, operators: a symbol
after a sum cannot be taken for a function, ``(n - 1) s``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from symconv.latex import tree as t

# The last letter of a term in this sequence decides; letters that are not here come first.
LATE_CLASSES = ("dDtr", "pP", "kK")
LATE_LETTERS = {x: rank for rank, letters in enumerate(LATE_CLASSES, 1) for x in letters}
CONSTANT = 1 + max(LATE_LETTERS.values())
FACTOR_CLASSES: tuple[tuple[type[t.Node], ...], ...] = (
    (t.Number,),
    (t.Add,),
    (t.Symbol,),
    (t.Indexed,),
    (t.Big, t.Limit, t.Derivative),
)
OTHER_FACTOR = 3.5


def ordered_sum(terms: Iterable[t.Expr]) -> Any:
    """Return the sum of the terms, in order; one term is itself, no term is zero.

    >>> from symconv.latex.tex import write
    >>> from symconv.notation import name
    >>> K, P, W = (t.Symbol(name(letter)) for letter in "KPW")
    >>> write(ordered_sum([t.Negative(K), t.Multiply((t.Number(Fraction(2)), P)), W]))
    'W + 2 P - K'
    """
    row: list[t.Expr] = sorted(terms, key=_term_key)
    if not row:
        return t.Number(Fraction(0))
    first = next((i for i, term in enumerate(row) if not isinstance(term, t.Negative)), 0)
    row.insert(0, row.pop(first))
    return t.Add(tuple(row)) if len(row) > 1 else row[0]


def ordered_product(factors: Iterable[t.Expr]) -> Any:
    """Return the juxtaposed product, in order; one factor is itself, no factor is one."""
    row: Sequence[t.Expr] = sorted(factors, key=_factor_key)
    if not row:
        return t.Number(Fraction(1))
    return t.Multiply(tuple(row)) if len(row) > 1 else row[0]


def _term_key(term: t.Expr) -> tuple[int, int, str]:
    names = [n.name.base for n in t.descendants(term) if isinstance(n, t.Symbol)]
    if not names:
        return CONSTANT, 0, repr(term)
    rank = max(LATE_LETTERS.get(base, 0) for base in names)
    return rank, -_degree(term), _alphabetic(term)


def _factor_key(factor: t.Expr) -> tuple[float, str]:
    core = factor.base if isinstance(factor, t.Power) else factor
    for place, kinds in enumerate(FACTOR_CLASSES):
        if isinstance(core, kinds):
            return place, _alphabetic(factor)
    return OTHER_FACTOR, _alphabetic(factor)


def _degree(node: t.Node) -> int:
    """Total degree in the names, as far as it shows: a product of n names has degree n."""
    if isinstance(node, t.Negative):
        return _degree(node.body)
    if isinstance(node, t.Multiply):
        return sum(map(_degree, node.factors))
    if isinstance(node, t.Add):
        return max(map(_degree, node.terms))
    if isinstance(node, t.Divide):
        return _degree(node.numerator) - _degree(node.denominator)
    if isinstance(node, t.Power) and isinstance(node.exponent, t.Number):
        return int(_degree(node.base) * node.exponent.value)
    return 0 if isinstance(node, t.Number) else 1


def _alphabetic(node: t.Node) -> str:
    """The names in the order of the text, lower case before upper; the whole tree breaks ties."""
    names = [n.name.plain for n in t.descendants(node) if isinstance(n, t.Symbol)]
    return "\x00".join([*(n.lower() for n in names), *(n.swapcase() for n in names), repr(node)])
