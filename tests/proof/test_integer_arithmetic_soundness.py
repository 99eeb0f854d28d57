"""Nothing false is proved: random statements against exhaustive evaluation on small boxes."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from symconv.algebra.simplex import Work
from symconv.latex import tex
from symconv.latex.tree import (
    Add,
    Apply,
    Cases,
    Chain,
    Divide,
    Dots,
    Fence,
    Iverson,
    Logic,
    Modulo,
    Multiply,
    Negative,
    Not,
    Number,
    Power,
    SetOf,
    Symbol,
    descendants,
    rebuilt,
)
from symconv.notation import Declared, Domain, Name, SymbolTable, name
from symconv.proof import integer_arithmetic, rational_identity
from symconv.proof.context import Context
from symconv.proof.exact_numbers import Undefined
from symconv.proof.point import value
from symconv.proof.tableau import Effort
from symconv.proof.unfolding import names_in
from symconv.proof.verdict import Proved

DOMAINS = {
    "n": Domain.POSITIVE,
    "s": Domain.POSITIVE,
    "p": Domain.NATURAL,
    "z": Domain.INTEGER,
    "i": Domain.INTEGER,
    "u": Domain.REAL,
    "w": Domain.POSITIVE_REAL,
}
BOX = {
    Domain.POSITIVE: (1, 2, 3, 5),
    Domain.NATURAL: (0, 1, 2, 3),
    Domain.INTEGER: (-3, -2, -1, 0, 1, 2, 4),
    Domain.REAL: (Fraction(-3, 2), -1, 0, Fraction(1, 3), 1, Fraction(5, 2)),
    Domain.POSITIVE_REAL: (Fraction(1, 2), 1, Fraction(7, 3)),
}
SYMBOLS = SymbolTable({name(k): Declared(name(k), d) for k, d in DOMAINS.items()})
RELATIONS = ("=", "=", "<=", "<", ">=", ">", "!=")


def number(n):
    return Number(Fraction(n))


def minus(a, b):
    return Add((a, Negative(b)))


def expression(source, depth, letters):
    """A random scalar expression; at depth 0 a name or a small number."""
    if depth == 0 or source.random() < 0.15:
        if source.random() < 0.7:
            return Symbol(name(source.choice(letters)))
        return number(source.choice((0, 1, 1, 2, 2, 3)))
    a, b = (expression(source, depth - 1, letters) for _ in range(2))
    kinds = (
        lambda: Add((a, b)),
        lambda: Add((a, b)),
        lambda: minus(a, b),
        lambda: Multiply((a, b), "cdot"),
        lambda: Fence(source.choice(("floor", "ceil")), Divide(a, b)),
        lambda: Fence("floor", Divide(a, b)),
        lambda: Modulo(a, b),
        lambda: Apply(Name(source.choice(("max", "min"))), (a, b)),
        lambda: Fence("abs", a),
        lambda: Divide(a, b),
        lambda: Power(a, number(2)),
        lambda: Iverson(statement(source, depth - 1, letters, logic=0)),
        lambda: Cases(((a, statement(source, depth - 1, letters, logic=0)), (b, None))),
    )
    return source.choice(kinds)()


def statement(source, depth, letters, *, logic=1):
    """A random statement about scalars."""
    luck = source.random()
    if logic and luck < 0.35:
        parts = tuple(statement(source, depth, letters, logic=logic - 1) for _ in range(2))
        return Logic(source.choice(("and", "or", "implies", "implies", "iff")), parts)
    if logic and luck < 0.4:
        return Not(statement(source, depth, letters, logic=logic - 1))
    a = expression(source, depth, letters)
    if luck < 0.46:
        ends = (expression(source, 0, letters), Dots(), expression(source, 1, letters))
        return Chain((a, SetOf(ends)), (source.choice(("in", "notin")),))
    if luck < 0.5:
        return Chain((expression(source, 1, letters), a), ("mid",))
    return Chain((a, expression(source, depth, letters)), (source.choice(RELATIONS),))


def lemma(source, letters):
    """A true statement about random expressions, where all of them are integers."""
    a, b, c = (expression(source, 1, letters) for _ in range(3))
    d = Symbol(name(source.choice("sn")))
    e = source.choice((number(2), number(3), Symbol(name("n"))))

    def low(x, y):
        return Fence("floor", Divide(x, y))

    def chain(x, sign, y):
        return Chain((x, y), (sign,))

    def times(x, y):
        return Multiply((x, y), "cdot")

    return source.choice(
        (
            chain(low(Add((low(a, d), b)), e), "=", low(Add((a, times(b, d))), times(d, e))),
            chain(Fence("ceil", Divide(a, d)), "=", low(minus(Add((a, d)), number(1)), d)),
            chain(Modulo(a, d), "=", minus(a, times(d, low(a, d)))),
            chain(Modulo(a, d), "<=", minus(d, number(1))),
            Logic("iff", (chain(times(d, b), "<=", a), chain(b, "<=", low(a, d)))),
            Logic("implies", (chain(a, "<=", b), chain(low(a, d), "<=", low(b, d)))),
            Logic("implies", (chain(d, "mid", a), chain(times(d, low(a, d)), "=", a))),
            Logic("iff", (chain(d, "mid", a), chain(Modulo(a, d), "=", number(0)))),
            chain(Add((Apply(Name("max"), (a, b)), Apply(Name("min"), (a, b)))), "=", Add((a, b))),
            chain(Apply(Name("min"), (a, b)), "<=", Apply(Name("max"), (a, c))),
            Logic(
                "implies",
                (
                    Logic("and", (chain(number(0), "<=", a), chain(a, "<", d))),
                    chain(low(Add((times(b, d), a)), d), "=", b),
                ),
            ),
            chain(times(Add((a, b)), minus(a, b)), "=", minus(times(a, a), times(b, b))),
            chain(times(number(2), times(a, b)), "<=", Add((times(a, a), times(b, b)))),
        )
    )


def mutated(source, tree):
    """Change one node."""
    target = source.choice(list(descendants(tree)))

    def change(node):
        match node:
            case Number(v):
                return Number(v + source.choice((1, -1)))
            case Symbol():
                return source.choice((Add((node, number(1))), minus(node, number(1))))
            case Fence("floor" | "ceil", body):
                return Fence(source.choice(("floor", "ceil")), body)
            case Chain(sides, ("=" | "<=" | "<",)):
                return Chain(sides, (source.choice(("=", "<=", "<", ">=")),))
            case Logic(_, parts):
                return Logic(source.choice(("and", "or", "implies", "iff")), parts)
            case Add((a, b)):
                return minus(a, b)
            case Divide(a, b):
                return source.choice((a, Divide(b, a)))
            case Modulo(a, b):
                return source.choice((Modulo(b, a), Modulo(Add((a, number(1))), b)))
            case Apply(_, arguments):
                return Apply(Name(source.choice(("max", "min"))), arguments)
            case Negative(body):
                return body
        return node

    def walk(node):
        return change(node) if node is target else rebuilt(node, walk)

    return walk(tree)


def problem(seed):
    """A random statement, or a lemma with up to two changes, under up to two hypotheses."""
    source = random.Random(seed)
    letters = source.sample(list(DOMAINS), source.randint(1, 3))
    if source.random() < 0.6:
        letters = [x for x in letters if DOMAINS[x].is_integer] or ["z"]
    if source.random() < 0.35:
        claim = statement(source, 2, letters)
    else:
        claim = lemma(source, letters)
        for _ in range(source.choice((0, 1, 1, 2))):
            claim = mutated(source, claim)
    count = source.choice((0, 0, 1, 2))
    hypotheses = [
        statement(source, 1, letters, logic=source.choice((0, 0, 1))) for _ in range(count)
    ]
    return claim, Context(SYMBOLS, {}, tuple(hypotheses))


def assert_holds_in_the_box(claim, context):
    """Evaluate at every point of the box where the hypotheses hold."""
    used = [k for k in DOMAINS if any(name(k) in names_in(s) for s in (claim, *context.hypotheses))]
    for values in product(*(BOX[DOMAINS[k]] for k in used)):
        point = {name(k): v for k, v in zip(used, values, strict=True)}
        try:
            admissible = all(value(h, point) for h in context.hypotheses)
        except Undefined:
            continue
        if admissible:
            assert value(claim, point) is True, (tex.write(claim), point)


def proved(seeds):
    count = 0
    for seed in seeds:
        claim, context = problem(seed)
        for procedure in (integer_arithmetic, rational_identity):
            if isinstance(procedure.decide(claim, context), Proved):
                count += 1
                assert_holds_in_the_box(claim, context)
    return count


@pytest.fixture
def unguarded(monkeypatch):
    """Let the procedures sign without looking at points first, so that nothing hides an error."""
    monkeypatch.setattr(integer_arithmetic, "CHECKED_POINTS", 0)
    monkeypatch.setattr(rational_identity, "CHECKED_POINTS", 0)


def test_proves_nothing_false(unguarded, monkeypatch):
    """Of 300 random statements, many are proved, and each of those holds in its box."""
    monkeypatch.setattr(integer_arithmetic, "SEARCHED_POINTS", 100)
    monkeypatch.setattr(rational_identity, "SEARCHED_POINTS", 100)
    monkeypatch.setattr(
        integer_arithmetic, "Effort", lambda *_: Effort(cases=30, searches=30, work=Work(40_000))
    )
    assert proved(range(300)) > 60


@pytest.mark.slow
@pytest.mark.parametrize("start", range(1000, 7000, 1000))
def test_proves_nothing_false_in_thousands_of_statements(unguarded, start):
    """The same for thousands."""
    assert proved(range(start, start + 1000)) > 200
