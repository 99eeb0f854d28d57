"""Index notation against exact evaluation: what it calls equal is equal at small sizes.

The normal form is asked alone, without the cross-check that it makes before it signs.
"""

import random
from fractions import Fraction
from itertools import islice

import pytest

from symconv.algebra.named_polynomial import NoValue
from symconv.latex.tree import (
    Add,
    Big,
    Chain,
    Fence,
    Indexed,
    Iverson,
    Modulo,
    Multiply,
    Negative,
    Number,
    Range,
    Symbol,
)
from symconv.latex.tree import Divide as Quotient
from symconv.notation import Domain, Name, SymbolTable, scalars, tensors
from symconv.proof.context import Context, Formula, Tensor
from symconv.proof.index_notation import remaining
from symconv.proof.indices.crosscheck import at_point, points
from symconv.proof.indices.hypotheses import scalars_of
from symconv.proof.verdict import Refuted, Undecided

TABLE = SymbolTable.of(
    scalars("s d k n m", Domain.POSITIVE),
    scalars("p", Domain.NATURAL),
    scalars("o", Domain.INTEGER),
    tensors("w x y", rank=1),
    tensors("A", rank=2),
)
INNER = ["t", "i", "j"]


def number(n):
    return Number(Fraction(n))


def symbol(n):
    return Symbol(Name(n))


def equal(a, b):
    return Chain((a, b), ("=",))


CONTEXT = Context(
    TABLE,
    {
        Name("w"): Tensor((symbol("k"),)),
        Name("x"): Tensor((symbol("n"),)),
        Name("A"): Tensor((symbol("m"), symbol("n"))),
        Name("y"): Formula(
            Multiply(
                (
                    Indexed(symbol("x"), (Add((symbol("i"), Negative(symbol("p")))),)),
                    Iverson(Chain((symbol("i"), symbol("n")), ("<=",))),
                )
            ),
            (Name("i"),),
            (symbol("m"),),
        ),
    },
)


def index(source, names):
    """An index expression: affine with sizes as coefficients, sometimes rounded."""
    kind = source.random()
    first = symbol(source.choice(names))
    if kind < 0.4:
        return first
    if kind < 0.5:
        return Fence("floor", Quotient(first, source.choice([symbol("s"), number(2)])))
    if kind < 0.55:
        return Modulo(first, source.choice([symbol("s"), number(2)]))
    terms = [Multiply((source.choice([symbol("s"), number(2), number(1)]), first))]
    if source.random() < 0.7:
        terms.append(
            Multiply((source.choice([symbol("d"), number(1)]), symbol(source.choice(names))))
        )
    if source.random() < 0.5:
        terms.append(Negative(symbol("p")))
    if source.random() < 0.4:
        terms.append(number(source.randint(-2, 2)))
    if source.random() < 0.2:
        terms[0] = Negative(terms[0])
    return Add((*terms, number(0)))


def random_sum(source):
    inner = INNER[: source.randint(1, 3)]
    names = [*inner, "o"]
    factors = []
    for _ in range(source.randint(1, 3)):
        table, rank = source.choice([("w", 1), ("x", 1), ("y", 1), ("A", 2)])
        factors.append(Indexed(symbol(table), tuple(index(source, names) for _ in range(rank))))
    for _ in range(source.randint(0, 2)):
        relation = source.choice(["=", "=", "=", "<=", "!="])
        sides = index(source, names), index(source, names)
        factors.append(Iverson(Chain(sides, (relation,))))
    uppers = [symbol(source.choice("knm")) for _ in inner]
    binders = tuple(
        Range(
            symbol(n),
            number(source.choice([0, 0, 1])),
            Add((u, number(source.choice([-1, -1, 0])))),
        )
        for n, u in zip(inner, uppers, strict=True)
    )
    return Big("sum", binders, Multiply((*factors, number(source.randint(1, 2)))))


def walk(node, change):
    """Rebuild a tree with ``change`` applied at the first node where it does something."""
    new = change(node)
    if new is not node:
        return new
    for field in ("terms", "factors", "indices", "sides", "binders"):
        if hasattr(node, field) and isinstance(getattr(node, field), tuple):
            parts = getattr(node, field)
            for at, part in enumerate(parts):
                changed = walk(part, change)
                if changed is not part:
                    kept = (*parts[:at], changed, *parts[at + 1 :])
                    return type(node)(**{**fields(node), field: kept})
    for field in ("body", "condition", "upper", "lower"):
        if hasattr(node, field):
            changed = walk(getattr(node, field), change)
            if changed is not getattr(node, field):
                return type(node)(**{**fields(node), field: changed})
    return node


def fields(node):
    return {f: getattr(node, f) for f in node.__dataclass_fields__ if f != "span"}


def slip(source, expr):
    """Change one thing that a person gets wrong; often the value stays the same by chance."""
    swaps = {"s": "d", "d": "s", "p": "k", "k": "n", "n": "m", "m": "n", "w": "w", "o": "t"}
    target = source.choice(["number", "symbol", "relation", "order"])
    count = [source.randint(0, 3)]

    def change(node):
        hit = (
            (target == "number" and isinstance(node, Number))
            or (target == "symbol" and isinstance(node, Symbol) and node.name.base in swaps)
            or (target == "relation" and isinstance(node, Chain))
            or (target == "order" and isinstance(node, Multiply))
        )
        if not hit:
            return node
        if count[0]:
            count[0] -= 1
            return node
        match node:
            case Number(value):
                return Number(value + source.choice([-1, 1]))
            case Symbol(name):
                return symbol(swaps[name.base])
            case Chain(sides, _):
                return Chain(sides[::-1], ("=",))
            case Multiply(factors):
                return Multiply(factors[::-1])
        return node

    return walk(expr, change)


def same_value(source, expr):
    """Rewrite a sum without changing its value."""
    binders, body = expr.binders, expr.body
    first = binders[0]
    shift = number(source.randint(1, 3))
    fresh = symbol("h")
    shifted = source.random() < 0.5
    if shifted:
        inner = Add((fresh, Negative(shift)))
        new = Range(fresh, Add((first.lower, shift)), Add((first.upper, shift)))
    else:
        inner = Add((first.upper, first.lower, Negative(fresh)))
        new = Range(fresh, first.lower, first.upper)
    body = replaced(body, first.index, inner)
    factors = list(body.factors)
    source.shuffle(factors)
    order = [new, *binders[1:]]
    source.shuffle(order)
    return Big("sum", tuple(order), Multiply(tuple(factors)))


def replaced(node, old, new):
    if node == old:
        return new
    changes = {}
    for field, value in fields(node).items():
        if isinstance(value, tuple) and field != "relations":
            changes[field] = tuple(replaced(v, old, new) for v in value)
        elif hasattr(value, "__dataclass_fields__") and not isinstance(value, Name):
            changes[field] = replaced(value, old, new)
    return type(node)(**{**fields(node), **changes}) if changes else node


def claims_equal(left, right):
    """Whether the normal form alone finds no difference."""
    try:
        return not remaining((left, right), CONTEXT).terms
    except NoValue:
        return False


def first_difference(left, right, limit):
    """A point at which exact evaluation finds a difference, None, and how many it compared."""
    statement = equal(left, right)
    compared = 0
    for point in islice(points(statement, CONTEXT, scalars_of(CONTEXT)), limit):
        verdict = at_point(statement, CONTEXT, point)
        if isinstance(verdict, Refuted):
            return point, compared
        compared += not isinstance(verdict, Undecided)
    return None, compared


def slipped(seed):
    source = random.Random(seed)
    left = random_sum(source)
    right = left
    for _ in range(source.randint(1, 2)):
        right = slip(source, right)
    return left, right


@pytest.mark.parametrize("block", range(8))
def test_what_is_called_equal_is_equal_at_small_sizes(block):
    """Of twenty sums with a slip some keep their value; only those may be called equal."""
    claimed = [p for p in map(slipped, range(20 * block, 20 * block + 20)) if claims_equal(*p)]
    assert 1 <= len(claimed) <= 15, "both kinds occur"
    for left, right in claimed:
        difference, compared = first_difference(left, right, 20)
        assert difference is None
        assert compared > 0


@pytest.mark.parametrize("block", range(6))
def test_most_rewritten_sums_are_recognised(block):
    recognised = 0
    for seed in range(1000 + 10 * block, 1010 + 10 * block):
        source = random.Random(seed)
        left = random_sum(source)
        right = same_value(source, left)
        assert first_difference(left, right, 3)[0] is None, "the rewriting of this test is sound"
        recognised += claims_equal(left, right)
    assert recognised >= 6
