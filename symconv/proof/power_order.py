r"""Deciding how powers, sums and maxima of non-negative quantities compare, and their limits.

*Defines* `decide`, for chains of :math:`=, \le, \ge` whose sides are products of powers, and for
limits :math:`P \to \infty` of such products.

*Rules.* A fact u ≤ v (`symconv.proof.power_facts`, or a hypothesis) gives
:math:`u^c r \le v^c r` for c > 0 and r ≥ 0. Sides are compared in the normal form of
`symconv.proof.power_products`. A limit is read off a product in which every exponent either does
not contain P, or is a number times a negative power of P over a positive base, a factor that tends
to 1; any other product is squeezed between two of that kind with the same limit. Only facts about
sums and maxima squeeze: a hypothesis holds for the P at hand, not for all P.

*Convention.* A maximum over a set says that the set is not empty.

*Source.* G. H. Hardy, J. E. Littlewood, G. Pólya, "Inequalities" (1934), section 2.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from symconv.latex.substitute import rebuild
from symconv.latex.tree import Boxed, Chain, Expr, Infinity, Limit, Node, Power, Statement
from symconv.notation import Name
from symconv.proof.context import Context
from symconv.proof.power_facts import Fact, counted, facts_in, renamed
from symconv.proof.power_products import (
    ONE,
    Exponent,
    Known,
    NotAProduct,
    Product,
    is_positive,
    product_of,
)
from symconv.proof.unfolding import names_in, unfolded
from symconv.proof.unknowns import NotArithmetic
from symconv.proof.verdict import Proved, Undecided, Verdict

METHOD = "powers and norms"


def decide(statement: Statement, context: Context) -> Verdict:
    """Return Proved, or Undecided with the reason; never refutes."""
    while isinstance(statement, Boxed):
        statement = statement.body
    if not isinstance(statement, Chain) or set(statement.relations) - {"=", "<=", ">="}:
        return Undecided((f"{METHOD}: not a chain of =, <= and >=",))
    try:
        goal = _opened(statement, context)
        known = Known(context.symbols)
        known = replace(known, positive=counted(goal, known))
        for (left, right), sign in zip(pairwise(goal.sides), goal.relations, strict=True):
            _show(left, sign, right, list(facts_in(goal, known)), known, context)
    except (NotAProduct, NotArithmetic) as why:
        return Undecided((f"{METHOD}: {why.fact}",))
    plural = "s" if len(goal.relations) > 1 else ""
    return Proved(METHOD, f"{len(goal.relations)} comparison{plural} of products of powers")


def _opened(statement: Statement, context: Context) -> Chain:
    goal = rebuild(renamed(unfolded(statement, context.definitions)), _first_power)
    assert isinstance(goal, Chain)
    return goal


def _first_power(node: Node) -> Node:
    """Write a power with exponent 1 as its base, so that trees agree."""
    return node.base if isinstance(node, Power) and node.exponent == ONE else node


def _show(
    left: Expr, sign: str, right: Expr, facts: list[Fact], known: Known, context: Context
) -> None:
    """Raise NotAProduct unless the two sides compare as the sign says."""
    if left == right:
        return None
    if isinstance(left, Limit):
        return _show_limit(left, sign, right, facts, known, context)
    if sign == ">=":
        left, right = right, left
    a, b = product_of(left, known), product_of(right, known)
    if a == b:
        return None
    if sign == "=":
        raise NotAProduct("the sides are different products of powers")
    for small, large in [*facts, *_hypotheses(context, known)]:
        if any(b == bound for bound in _bounds(a, small, large, known)):
            return None
    raise NotAProduct("no fact about a sum, a maximum or a hypothesis gives the inequality")


def _hypotheses(context: Context, known: Known) -> Iterator[Fact]:
    for hypothesis in context.hypotheses:
        if not isinstance(hypothesis, Chain) or set(hypothesis.relations) - {"<=", ">=", "="}:
            continue
        try:
            chain = _opened(hypothesis, context)
            sides = [product_of(s, known) for s in chain.sides]
        except (NotAProduct, NotArithmetic):
            continue
        for (u, v), sign in zip(pairwise(sides), chain.relations, strict=True):
            if sign in ("<=", "="):
                yield u, v
            if sign in (">=", "="):
                yield v, u


def _bounds(a: Product, u: Product, v: Product, known: Known) -> Iterator[Product]:
    r"""Yield what a fact u ≤ v (or v ≤ u) makes of a: :math:`v^c r` where :math:`a = u^c r`."""
    for base, inner in u.powers.items():
        outer = a.powers.get(base)
        if outer is None or base in v.powers:
            continue
        try:
            c = outer * _inverse(inner)
            rest = a * u.to(Exponent(-c.c, c.name, c.k))
            if c.c > 0 and _is_factor(rest, known):
                yield v.to(c) * rest
        except NotAProduct:
            continue


def _is_factor(rest: Product, known: Known) -> bool:
    """Whether a product is defined and not negative: negative powers have positive bases."""
    return all(e.c > 0 or is_positive(b, known) for b, e in rest.powers.items())


def _inverse(exponent: Exponent) -> Exponent:
    return Exponent(1 / exponent.c, exponent.name, -exponent.k)


def _show_limit(
    left: Limit, sign: str, right: Expr, facts: list[Fact], known: Known, context: Context
) -> None:
    variable = left.variable.name
    if sign != "=" or left.target != Infinity():
        raise NotAProduct("a limit that is not one at infinity")
    if known.domain(variable) == "" or not is_positive(left.variable, known):
        raise NotAProduct(f"{variable.latex} is not declared as a positive number")
    wanted = product_of(right, known)
    body = product_of(left.body, known)
    _require_constant(variable, wanted, context)
    below = [b for u, v in facts for b in _bounds(body, v, u, known)]
    above = [b for u, v in facts for b in _bounds(body, u, v, known)]
    lower = any(_tends_to(b, wanted, variable, known, context) for b in [body, *below])
    upper = any(_tends_to(b, wanted, variable, known, context) for b in [body, *above])
    if not (lower and upper):
        raise NotAProduct("no bounds on both sides have that limit")


def _tends_to(
    product: Product, wanted: Product, variable: Name, known: Known, context: Context
) -> bool:
    """Whether a product tends to ``wanted`` by dropping factors whose exponents tend to 0."""
    kept = {}
    for base, exponent in product.powers.items():
        if exponent.name == variable and exponent.k < 0 and is_positive(base, known):
            continue
        kept[base] = exponent
    if any(e.name == variable for e in kept.values()):
        return False
    constant = not any(_mentions(b, variable, context) for b in product.powers)
    return constant and Product(kept) == wanted


def _require_constant(variable: Name, product: Product, context: Context) -> None:
    bases: Iterable[Node] = product.powers
    named = any(e.name == variable for e in product.powers.values())
    if named or any(_mentions(b, variable, context) for b in bases):
        raise NotAProduct("a limit that depends on its own variable")


def _mentions(node: Node, variable: Name, context: Context) -> bool:
    """Whether a tree mentions the variable, itself or through the definition of a tensor."""
    names, seen = set(names_in(node)), set[Name]()
    while names:
        name = names.pop()
        if name == variable:
            return True
        seen.add(name)
        names |= _defining(name, context) - seen
    return False


def _defining(name: Name, context: Context) -> frozenset[Name]:
    definition = context.definitions.get(name)
    if definition is None:
        return frozenset()
    return frozenset().union(*(names_in(n) for n in _trees(vars(definition))))


def _trees(value: object) -> Iterator[Node]:
    match value:
        case Node():
            yield value
        case dict():
            for item in value.values():
                yield from _trees(item)
        case tuple():
            for item in value:
                yield from _trees(item)
