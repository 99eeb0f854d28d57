r"""What compares a sum of powers with the maximum of the same terms, and the sets they run over.

*Defines* `renamed` (bound indices get one spelling), `counted` (the sizes of the index sets, which
are positive) and `facts_in`.

*Facts.* For f ≥ 0 on a set S with M its maximum there, and q > 0,

.. math:: M^q \le \sum_{i \in S} f(i)^q \le |S|\, M^q,

because the largest term is one of the terms, none of which is negative, and because no term is
larger.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symconv.latex.substitute import substitute
from symconv.latex.tree import (
    Add,
    Big,
    Chain,
    Expr,
    Fence,
    Multiply,
    Negative,
    Node,
    Number,
    Over,
    Range,
    Symbol,
    descendants,
)
from symconv.latex.tree.walk import rebuilt
from symconv.notation import Name
from symconv.proof.power_products import (
    ONE,
    Exponent,
    Known,
    NotAProduct,
    Product,
    is_nonnegative,
    is_positive,
    product_of,
)
from symconv.proof.unfolding import bound_in

Fact = tuple[Product, Product]
"""A smaller and a larger side."""


def renamed(node: Node) -> Node:
    """Give the bound indices of every outermost operator the same names, by their order.

    Raises NotAProduct where an inner operator binds a name again.
    """
    if not isinstance(node, Big):
        changed: Node = rebuilt(node, renamed)
        return changed
    names = list(bound_in(node))
    if len(set(names)) < len(names):
        raise NotAProduct("an index that is bound twice")
    spelled: Node = substitute(node, {n: Symbol(Name(f"#{k}")) for k, n in enumerate(names)})
    return spelled


def counted(node: Node, known: Known) -> frozenset[Expr]:
    """Return the sizes of all index sets of maxima and sums that are shown to be positive."""
    sizes = (_size(b) for n in descendants(node) if isinstance(n, Big) for b in n.binders)
    return frozenset(s for s, named in sizes if named or is_positive(s, known))


def facts_in(node: Node, known: Known) -> Iterator[Fact]:
    """Yield the facts about every sum and every maximum over the same set in a tree."""
    operators = [n for n in descendants(node) if isinstance(n, Big)]
    for total in (n for n in operators if n.operator == "sum"):
        for largest in (n for n in operators if n.operator == "max"):
            yield from _compared(total, largest, known)


def _compared(total: Big, largest: Big, known: Known) -> Iterator[Fact]:
    over, terms = _flat(total)
    same, term = _flat(largest)
    if over != same or not is_nonnegative(term, known):
        return
    power = _power_of(product_of(terms, known), product_of(term, known))
    sizes = [size for size, _ in map(_size, over)]
    if power is None or not all(is_positive(s, known) for s in sizes):
        return
    top = Product({largest: Exponent(Fraction(1))}).to(power)
    whole = Product({total: Exponent(Fraction(1))})
    yield top, whole
    yield whole, top * product_of(Multiply((ONE, ONE, *sizes)), known)


def _power_of(terms: Product, term: Product) -> Exponent | None:
    """Return the positive q with terms = term to the q, if there is one."""
    if len(term.powers) != 1:
        return None
    ((base, inner),) = term.powers.items()
    outer = terms.powers.get(base)
    if outer is None or len(terms.powers) != 1 or outer.c <= 0 or inner != Exponent(Fraction(1)):
        return None
    return outer


def _flat(big: Big) -> tuple[tuple[Range | Over, ...], Expr]:
    """Return the index sets of nested operators of one kind, and the innermost body."""
    binders, body = big.binders, big.body
    while isinstance(body, Big) and body.operator == big.operator:
        binders, body = binders + body.binders, body.body
    return tuple(map(_plain, binders)), body


def _plain(binder: Range | Over) -> Range | Over:
    r"""Write ``0 \\le i \\le b`` below a sign as a range from 0 to b."""
    match binder:
        case Over((index,), Chain((lower, middle, upper), ("<=", "<="))) if middle == index:
            return Range(index, lower, upper)
    return binder


def _size(binder: Range | Over) -> tuple[Expr, bool]:
    """Return the number of values of an index, and whether it is that of a named set.

    A maximum over a named set says that the set is not empty.
    """
    match _plain(binder):
        case Range(_, Number(lower), Number(upper)):
            return Number(upper - lower + 1), False
        case Range(_, Number(lower), Add((n, Negative(one)))) if lower == 0 and one == ONE:
            return n, False
        case Over(_, Chain((_, where), ("in",))):
            return Fence("abs", where), True
    raise NotAProduct("an index set whose size is not seen")
