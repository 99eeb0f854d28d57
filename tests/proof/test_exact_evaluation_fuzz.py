"""The clever summation against plain loops: random sums of products with brackets and tables."""

import itertools
import random
import time
from fractions import Fraction

import pytest

from symconv.latex.tree import (
    Add,
    Big,
    Chain,
    Indexed,
    Iverson,
    Multiply,
    Negative,
    Number,
    Range,
    Symbol,
)
from symconv.notation import Domain, Name, SymbolTable, scalars, tensors
from symconv.proof import exact_evaluation
from symconv.proof.context import Context, Formula, Tensor

TABLE = SymbolTable.of(
    scalars("i j k l", Domain.INTEGER), tensors("x", rank=1), tensors("A B", rank=2)
)
INDICES = "ijkl"


def number(n):
    return Number(Fraction(n))


def symbol(n):
    return Symbol(Name(n))


def affine(source, names):
    terms = [Multiply((number(source.randint(1, 3)), symbol(n))) for n in names]
    terms = [Negative(t) if source.random() < 0.4 else t for t in terms]
    return Add((*terms, number(source.randint(-2, 2))))


def plain_value(node, env, tables):
    """Evaluate by loops, in the most literal way."""

    def go(n):
        return plain_value(n, env, tables)

    match node:
        case Number(value):
            return value
        case Symbol(name):
            return env[name.base]
        case Add(parts):
            return sum(map(go, parts))
        case Negative(body):
            return -go(body)
        case Multiply(parts):
            product = Fraction(1)
            for part in parts:
                product *= go(part)
            return product
        case Indexed(Symbol(name), indices):
            return tables[name.base].get(tuple(map(go, indices)), 0)
        case Iverson(Chain((a, b), (relation,))):
            left, right = go(a), go(b)
            return int({"=": left == right, "<=": left <= right, "!=": left != right}[relation])
        case Big("sum", binders, body):
            names = [b.index.name.base for b in binders]
            spans = [range(int(go(b.lower)), int(go(b.upper)) + 1) for b in binders]
            combinations = itertools.product(*spans)
            return sum(
                plain_value(body, env | dict(zip(names, c, strict=True)), tables)
                for c in combinations
            )
    raise AssertionError(node)


def random_sum(source, outer):
    """A sum over one to three indices of a product with brackets and elements."""
    inner = [n for n in INDICES if n not in outer][: source.randint(1, 3)]
    names = [*outer, *inner]

    def pick():
        return source.sample(names, source.randint(1, min(2, len(names))))

    factors = [number(source.randint(1, 3))]
    for _ in range(source.randint(0, 2)):
        relation = source.choice(["=", "=", "=", "<=", "!="])
        sides = affine(source, pick()), affine(source, pick())
        factors.append(Iverson(Chain(sides, (relation,))))
    for _ in range(source.randint(0, 2)):
        table, rank = source.choice([("x", 1), ("A", 2), ("B", 2)])
        bare = source.random() < 0.6
        indices = tuple(
            symbol(source.choice(names)) if bare else affine(source, pick()) for _ in range(rank)
        )
        factors.append(Indexed(symbol(table), indices))
    if source.random() < 0.4 and len(inner) > 1:
        last = Range(symbol(inner.pop()), number(0), number(source.randint(0, 3)))
        kept = source.choice([n for n in names if n != last.index.name.base])
        factors = [
            Big("sum", (last,), Multiply((*factors, number(2)))),
            Indexed(symbol("x"), (symbol(kept),)),
        ]
    source.shuffle(factors)
    binders = tuple(
        Range(symbol(n), number(source.randint(-1, 1)), number(source.randint(0, 4))) for n in inner
    )
    return Big("sum", binders, Multiply(tuple(factors)))


def tables_and_context(source):
    tables, definitions = {}, {}
    for name, shape in (("x", (4,)), ("A", (3, 4))):
        cells = {i: source.choice([0, 0, 1, 2, -3]) for i in itertools.product(*map(range, shape))}
        tables[name] = cells
        definitions[Name(name)] = Tensor(tuple(map(number, shape)), nested(cells, shape, ()))
    body = random_sum(source, ["i", "j"])
    places = list(itertools.product(range(3), range(3)))
    without_itself = replaced(body)
    definitions[Name("B")] = Formula(without_itself, (Name("i"), Name("j")), (number(3), number(3)))
    tables["B"] = {p: plain_value(without_itself, {"i": p[0], "j": p[1]}, tables) for p in places}
    return tables, Context(TABLE, definitions)


def replaced(node):
    """B must not be defined by itself: read A instead."""
    match node:
        case Indexed(Symbol(Name("B")), indices):
            return Indexed(symbol("A"), indices)
        case Multiply(parts):
            return Multiply(tuple(map(replaced, parts)))
        case Big(operator, binders, body):
            return Big(operator, binders, replaced(body))
    return node


def nested(cells, shape, index):
    if len(index) == len(shape):
        return number(cells[index])
    return tuple(nested(cells, shape, (*index, i)) for i in range(shape[len(index)]))


@pytest.mark.parametrize("seed", range(300))
def test_sums_equal_plain_loops(seed):
    source = random.Random(seed)
    tables, context = tables_and_context(source)
    expr = random_sum(source, [])
    assert exact_evaluation.value(expr, context) == plain_value(expr, {}, tables)


@pytest.mark.parametrize("seed", range(100))
def test_tables_equal_their_elements(seed):
    source = random.Random(seed)
    tables, context = tables_and_context(source)
    whole = exact_evaluation.value(symbol("B"), context)
    for (i, j), expected in tables["B"].items():
        assert whole[i][j] == expected
        element = Indexed(symbol("B"), (number(i), number(j)))
        assert exact_evaluation.value(element, context) == expected


def test_the_matrix_of_an_image_costs_what_its_entries_cost():
    """28×28 pixels, 5×5 kernel: 614656 cells, under 20000 entries, about a second at most."""
    p = Number(Fraction(2))
    row, column = symbol("i"), symbol("j")
    names = SymbolTable.of(
        scalars("a b c d u v", Domain.INTEGER),
        tensors("w x", rank=2),
        tensors("A", rank=4),
        tensors("y z", rank=2),
    )
    n, k = number(27), number(4)

    def window(o, t):
        return Add((symbol(o), symbol(t), Negative(p)))

    def at(table, *indices):
        return Indexed(symbol(table), indices)

    taps = (Range(symbol("u"), number(0), k), Range(symbol("v"), number(0), k))
    pixels = (Range(symbol("c"), number(0), n), Range(symbol("d"), number(0), n))
    hits = [
        Iverson(Chain((symbol(i), window(o, t)), ("=",)))
        for i, o, t in (("c", "a", "u"), ("d", "b", "v"))
    ]
    entry = Big("sum", taps, Multiply((at("w", symbol("u"), symbol("v")), *hits)))
    direct = Big(
        "sum",
        taps,
        Multiply((at("w", symbol("u"), symbol("v")), at("x", window("a", "u"), window("b", "v")))),
    )
    by_matrix = Big(
        "sum",
        pixels,
        Multiply(
            (
                at("A", symbol("a"), symbol("b"), symbol("c"), symbol("d")),
                at("x", symbol("c"), symbol("d")),
            )
        ),
    )
    image, out = (number(28), number(28)), (Name("a"), Name("b"))
    context = Context(
        names,
        {
            Name("w"): Tensor((number(5), number(5))),
            Name("x"): Tensor(image),
            Name("A"): Formula(entry, (*out, Name("c"), Name("d")), (*image, *image)),
            Name("y"): Formula(direct, out, image),
            Name("z"): Formula(by_matrix, out, image),
        },
    )
    start = time.perf_counter()
    verdict = exact_evaluation.decide(Chain((symbol("y"), symbol("z")), ("=",)), context)
    assert verdict.cases == 784
    assert time.perf_counter() - start < 20, "thirty times the time of one idle core"
    assert row != column
