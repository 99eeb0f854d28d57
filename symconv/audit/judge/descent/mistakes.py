r"""Mistakes about the limit of descent, its steps, and why it is the shortest solution.

*Defines* `explained`: right formulas of each kind are changed in one place, and compared with what
was stated, in all exact instances; where sizes do not fit, factor by factor. An equation between
numbers is compared by the difference of its sides, so that it may be written in any order.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symconv.audit.causes.array_arithmetic import Value
from symconv.audit.causes.array_truth import same
from symconv.audit.causes.forms import local_changes, whole_changes
from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.matrix_formulas import changed_products, written_alike
from symconv.audit.causes.mistake import Mistake
from symconv.audit.judge.descent.formulas import CROSS_TERMS, EXTRA, RIGHT
from symconv.audit.judge.descent.statements import Stated, V, W, holds, value_in
from symconv.audit.judge.descent.words import is_minus_one
from symconv.audit.judge.descent.worlds import TABLE, World, generic, opened, standing
from symconv.audit.judge.plain_products import plain_products
from symconv.latex.reader import read_one
from symconv.latex.substitute import rebuild, substitute
from symconv.latex.tree import (
    Add,
    Chain,
    Expr,
    Logic,
    Multiply,
    Negative,
    Node,
    Norm,
    Number,
    Power,
    Relation,
    Symbol,
    descendants,
    rebuilt,
)

ROUNDED = 10**15
REVERSED: dict[str, Relation] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
STRICT: dict[str, Relation] = {"<": "<", "<=": "<", ">": ">", ">=": ">"}


def explained(stated: Stated) -> tuple[list[Mistake], int]:
    """Return the simplest mistakes that give what was stated, and how many were tried."""
    tried, fits = 0, list[Mistake]()
    last = stated.tree.parts[-1] if isinstance(stated.tree, Logic) else stated.tree
    if not isinstance(last, Chain):
        return [], 0
    claimed = _false_link(_in_v(last))
    for mistake, candidate in _candidates(stated.kind):
        tried += 1
        if _alike(claimed, candidate, stated.kind):
            fits.append(mistake)
    least = min((m.weight for m in fits), default=0)
    named = {m.name: m for m in reversed(fits) if m.weight == least}
    return list(reversed(named.values())), tried


def _in_v(chain: Chain) -> Chain:
    """Another solution may be called w."""
    names = names_in_tree(chain)
    if W in names and V not in names and any(isinstance(n, Norm) for n in descendants(chain)):
        return substitute(chain, {W: Symbol(V)})
    return chain


def _false_link(chain: Chain) -> Chain:
    """Return the last link of a chain that is false, or the last of all."""
    pairs = zip(chain.sides, chain.relations, chain.sides[1:], strict=False)
    links = [Chain((a, b), (sign,)) for a, sign, b in pairs]
    if len(links) == 1:
        return chain
    false = [one for one in links if (found := holds(one, standing())) and not found[0]]
    return (false or links)[-1]


def _candidates(kind: str) -> Iterator[tuple[Mistake, Chain]]:
    for latex in RIGHT.get(kind, ()):
        right = read_one(latex, TABLE).statement
        assert isinstance(right, Chain)
        yield from _other_relations(right)
        plain = rebuild(right, lambda n: n.base if isinstance(n, Power) and _is_two(n) else n)
        yield Mistake("square-forgotten", "all squares were left out"), plain
        for i, side in enumerate(right.sides):
            if i == 1 or kind in ("shortest", "other"):
                for mistake, changed in _changes(side):
                    sides = [*right.sides[:i], changed, *right.sides[i + 1 :]]
                    yield mistake, Chain(tuple(sides), right.relations)  # type: ignore[arg-type]
    for name, sentence, latex in EXTRA.get(kind, ()):
        left = read_one(RIGHT[kind][0], TABLE).statement
        assert isinstance(left, Chain)
        claimed = read_one(latex, TABLE).statement
        yield Mistake(name, sentence), Chain((left.sides[0], claimed), left.relations)  # type: ignore[arg-type]


def _other_relations(right: Chain) -> Iterator[tuple[Mistake, Chain]]:
    sign = right.relations[0]
    if sign not in REVERSED:
        return
    turned = Mistake("inequality-reversed", "the inequality is the wrong way round")
    for relation in dict.fromkeys((REVERSED[sign], STRICT[REVERSED[sign]])):
        yield turned, Chain(right.sides, (relation,))
    if STRICT[sign] != sign:
        strict = Mistake("strictness", "the two sides may be equal")
        yield strict, Chain(right.sides, (STRICT[sign],))
        equal = Mistake("strictness", "one side may be smaller: this is no equation", 3)
        yield equal, Chain(right.sides, ("=",))


def _changes(tree: Node) -> Iterator[tuple[Mistake, Node]]:
    yield from changed_products(tree)
    yield from local_changes(tree)
    for mistake, change in whole_changes():
        yield mistake, change(tree)
    if isinstance(tree, Add):
        kept = Mistake("cross-term-kept", "a product of the parts was added to their squares")
        for latex in CROSS_TERMS:
            yield kept, Add((*tree.terms, read_one(latex, TABLE).statement))  # type: ignore[arg-type]
    for node in dict.fromkeys(descendants(tree)):
        match node:
            case Add(terms):
                for i, term in enumerate(terms):
                    twice = Multiply((Number(Fraction(2)), term))
                    doubled = Add((*terms[:i], twice, *terms[i + 1 :]))
                    yield Mistake("factor-two", "one term is doubled", 2), _put(tree, node, doubled)
            case Power(base, exponent) if is_minus_one(exponent):
                mistake = Mistake("inverse-forgotten", "the inverse was not taken")
                yield mistake, _put(tree, node, base)
            case Power(Norm() as norm, _):
                mistake = Mistake("square-forgotten", "a norm stands for its square", 2)
                yield mistake, _put(tree, node, norm)
    without = rebuild(tree, lambda n: n.base if _is_square(n) else n)  # type: ignore[attr-defined]
    yield Mistake("square-forgotten", "norms stand for their squares"), without


def _is_two(power: Power) -> bool:
    return power.exponent == Number(Fraction(2))


def _is_square(node: Node) -> bool:
    return isinstance(node, Power) and isinstance(node.base, Norm)


def _put(tree: Node, node: Node, changed: Node) -> Node:
    if tree == node:
        return changed
    put: Node = rebuilt(tree, lambda child: _put(child, node, changed))
    return put


def _alike(claimed: Chain, candidate: Chain, kind: str) -> bool:
    """Whether a statement is a candidate: for norms and products as a whole, else its last side."""
    if kind not in ("shortest", "other"):
        related = kind != "bound" or claimed.relations[-1] == candidate.relations[-1]
        return related and _same(claimed.sides[-1], candidate.sides[-1], kind)
    first, second = _upwards(claimed), _upwards(candidate)
    if first.relations != second.relations:
        return False
    (a, b), (c, d) = first.sides, second.sides
    if _same(a, c, kind) and _same(b, d, kind):
        return True
    ways = ((a, b), (b, a)) if first.relations == ("=",) else ((a, b),)
    return any(_same(_difference(*way), _difference(c, d), kind) for way in ways)


def _upwards(chain: Chain) -> Chain:
    """Write > and >= as < and <=."""
    if chain.relations[0] not in (">", ">="):
        return chain
    return Chain(chain.sides[::-1], tuple(REVERSED[r] for r in chain.relations))


def _difference(a: Expr, b: Expr) -> Expr:
    return Add((b, Negative(a)))


def _same(a: Node, b: Node, kind: str) -> bool:
    if a == b:
        return True
    compared = 0
    opening = kind in ("shortest", "other")
    worlds: tuple[World, ...] = opened() if opening else (*standing(), *generic())
    for world in worlds:
        first, second = (_rounded(value_in(side, world)) for side in (a, b))
        if isinstance(first, str) or isinstance(second, str) or first is None or second is None:
            if (first is None) != (second is None) or isinstance(first, str) != isinstance(
                second, str
            ):
                return False
            continue
        if not same(first, second):
            return False
        compared += 1
    return compared > 0 or _written_alike(plain_products(a), plain_products(b))


def _rounded(value: Value | str | None) -> Value | str | None:
    """Roots are approximations; equal ones are rounded alike."""
    return (
        round(value, 12) if isinstance(value, Fraction) and value.denominator > ROUNDED else value
    )


def _written_alike(a: Node, b: Node) -> bool:
    if a == b or written_alike(a, b):
        return True
    if isinstance(a, Power) and isinstance(b, Power):
        return a.exponent == b.exponent and _written_alike(a.base, b.base)
    if isinstance(a, Negative) and isinstance(b, Negative):
        return _written_alike(a.body, b.body)
    return False
