"""Random trees over everything the writers print, and the symbol table they are made from."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

import pytest

from symconv.latex import tree as t
from symconv.notation import Domain, Name, SymbolTable, functions, name, scalars, tensors

SCALARS = r"n k p s H' W S P K \gamma \mu \mathrm{stride} d \hat{\mu} W_{\mathrm{in}} T a' \epsilon"
INDICES = "i j t m"
TENSORS = {
    1: r"w \mathbf{x} y_{\mathrm{out}} b'",
    2: r"x A W^{(1)} \hat{X}",
    4: "X",
}
FUNCTIONS = {1: r"f \sigma \mathrm{relu}", 2: "g"}
RELATIONS = ("=", ":=", "!=", "<", "<=", ">", ">=", "~", "==", "->")


def declared() -> SymbolTable:
    """Every name that the generator uses."""
    return SymbolTable.of(
        scalars(SCALARS, Domain.POSITIVE),
        scalars(INDICES, Domain.INTEGER),
        *(tensors(names, rank=rank) for rank, names in TENSORS.items()),
        *(functions(names, rank=rank) for rank, names in FUNCTIONS.items()),
    )


@dataclass
class TreeMaker:
    """Random trees from a seed. ``scalar_only`` keeps to what a second reader can read."""

    seed: int
    scalar_only: bool = False
    rng: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)

    def some(
        self, make: Callable[[int], t.Node], depth: int, least: int = 2, most: int = 4
    ) -> tuple:
        return tuple(make(depth - 1) for _ in range(self.rng.randint(least, most)))

    def name(self, spellings: str) -> t.Symbol:
        return t.Symbol(name(self.rng.choice(spellings.split())))

    def number(self) -> t.Number:
        if self.rng.random() < 0.1:
            return t.Number(Fraction(self.rng.randint(1, 999), 10 ** self.rng.randint(1, 2)))
        return t.Number(Fraction(self.rng.choice((0, 1, 2, 3, 7, 12, 2**40))))

    # ---- values

    def expr(self, depth: int) -> t.Node:
        if depth <= 0:
            return self.atom(0)
        wide = [] if self.scalar_only else WIDE
        makers = [*ARITHMETIC, *ARITHMETIC, *NOTATION, *wide]
        return self.rng.choice(makers)(self, depth)

    def atom(self, depth: int) -> t.Node:
        kind = self.rng.randrange(6)
        if kind == 0:
            return self.number()
        if kind == 1:
            return self.name(INDICES)
        if kind == 2:
            return self.indexed(1)
        return self.name(SCALARS)

    def indexed(self, depth: int) -> t.Node:
        rank = self.rng.choice(tuple(TENSORS))
        style = self.rng.choice(("sub",) * 4 + ("bracket",) + ("paren",) * (rank > 1))
        indices = tuple(self.index(depth - 1) for _ in range(rank))
        return t.Indexed(self.name(TENSORS[rank]), indices, style)

    def index(self, depth: int) -> t.Node:
        if depth <= 0 or self.rng.random() < 0.6:
            return self.name(INDICES) if self.rng.random() < 0.8 else self.number()
        return self.expr(depth)

    def add(self, depth: int) -> t.Node:
        signed = [
            t.Negative(e) if self.rng.random() < 0.4 else e for e in self.some(self.expr, depth)
        ]
        return t.Add(tuple(signed))

    def multiply(self, depth: int) -> t.Node:
        sign = self.rng.choice(("", "", "", "cdot", "times"))
        return t.Multiply(self.some(self.expr, depth, 2, 3), sign)

    def divide(self, depth: int) -> t.Node:
        style = self.rng.choice(("frac", "frac", "slash"))
        below = self.expr(depth - 1)
        return t.Divide(self.expr(depth - 1), below, style)

    def power(self, depth: int) -> t.Node:
        exponent = self.rng.choice((self.small, self.name_of_scalar, self.expr))(depth - 1)
        return t.Power(self.expr(depth - 1), exponent)

    def small(self, depth: int) -> t.Node:
        two = t.Number(Fraction(self.rng.choice((2, 3))))
        return two if self.rng.random() < 0.7 else t.Negative(two)

    def name_of_scalar(self, depth: int) -> t.Node:
        return self.name(SCALARS)

    def root(self, depth: int) -> t.Node:
        degree = self.rng.choice((None, None, t.Number(Fraction(3)), self.name("n k")))
        return t.Root(self.expr(depth - 1), degree)

    def factorial(self, depth: int) -> t.Node:
        return t.Factorial(self.name(SCALARS) if self.rng.random() < 0.5 else self.add(depth))

    def fence(self, depth: int) -> t.Node:
        return t.Fence(self.rng.choice(("floor", "ceil", "abs")), self.expr(depth - 1))

    def modulo(self, depth: int) -> t.Node:
        return t.Modulo(self.expr(depth - 1), self.expr(depth - 1))

    def apply(self, depth: int) -> t.Node:
        if self.rng.random() < 0.6:
            rank = self.rng.choice(tuple(FUNCTIONS))
            arguments = tuple(self.expr(depth - 1) for _ in range(rank))
            return t.Apply(self.name(FUNCTIONS[rank]).name, arguments)
        word = self.rng.choice(("max", "min", "exp", "log"))
        arguments = self.some(self.expr, depth) if word[0] == "m" else (self.expr(depth - 1),)
        return t.Apply(Name(word), arguments)

    def delta(self, depth: int) -> t.Node:
        return t.Delta(self.index(depth - 1), self.index(depth - 1))

    def iverson(self, depth: int) -> t.Node:
        return t.Iverson(self.chain(depth - 1))

    def sum(self, depth: int) -> t.Node:
        operator = self.rng.choice(("sum", "prod"))
        binders = self.some(self.range, depth, 1, 2)
        return t.Big(operator, binders, self.expr(depth - 1))

    def range(self, depth: int) -> t.Range:
        return t.Range(self.name(INDICES), self.index(depth - 1), self.expr(min(depth - 1, 1)))

    def over(self, depth: int) -> t.Node:
        operator = self.rng.choice(
            ("sum", "prod", "max", "min", "sup", "inf", "argmax", "argmin", "bigcup", "bigcap")
        )
        return t.Big(operator, (self.binder(),), self.expr(depth - 1))

    def binder(self) -> t.Over:
        index = self.name(INDICES)
        if self.rng.random() < 0.4:
            return t.Over((index,))
        home = self.rng.choice((t.Space("Z"), t.SetOf((self.number(), self.name("n k")))))
        member = t.Chain((index, home), ("in",))
        below = t.Chain((index, self.name("n k p")), ("<",))
        i, j = (t.Symbol(Name(letter)) for letter in "ij")
        both = t.Logic("and", (t.Chain((i, home), ("in",)), t.Chain((j, home), ("in",))))
        between = t.Chain((t.Number(Fraction(0)), index, self.name("n k")), ("<=", "<"))
        return self.rng.choice(
            (
                t.Over((index,), member),
                t.Over((index,), t.Logic("and", (member, below))),
                t.Over((i, j), both),
                t.Over((i, j)),
                t.Over((i, j), t.Chain((i, j), ("<",))),
                t.Over((index,), between),
                t.Over((i, j), t.Chain((t.Tuple((i, j)), home), ("in",))),
            )
        )

    def limit(self, depth: int) -> t.Node:
        target = t.Infinity() if self.rng.random() < 0.5 else self.expr(0)
        return t.Limit(self.name(INDICES), target, self.expr(depth - 1))

    def derivative(self, depth: int) -> t.Node:
        body = self.name(SCALARS) if self.rng.random() < 0.5 else self.expr(depth - 1)
        variables = tuple(
            self.name(SCALARS) if self.rng.random() < 0.6 else self.indexed(1)
            for _ in range(self.rng.randint(1, 2))
        )
        return t.Derivative(body, variables, self.rng.random() < 0.7)

    def evaluated(self, depth: int) -> t.Node:
        at = t.Chain((self.name(SCALARS), self.expr(depth - 1)), ("=",))
        return t.Evaluated(self.expr(depth - 1), at)

    def cases(self, depth: int) -> t.Node:
        branches = [
            (self.expr(depth - 1), self.condition(1)) for _ in range(self.rng.randint(1, 2))
        ]
        if self.rng.random() < 0.7:
            branches.append((self.expr(depth - 1), None))
        return t.Cases(tuple(branches))

    def binomial(self, depth: int) -> t.Node:
        return t.Binomial(self.name(SCALARS), self.add(depth))

    def norm(self, depth: int) -> t.Node:
        order = self.rng.choice((None, t.Number(Fraction(2)), t.Infinity(), t.Symbol(Name("p"))))
        return t.Norm(self.array(depth - 1), order)

    def labelled(self, depth: int) -> t.Node:
        return t.Labelled(self.expr(depth - 1), t.Text("the padded size"))

    # ---- arrays and sets

    def array(self, depth: int) -> t.Node:
        if depth <= 0:
            return self.name(TENSORS[2])
        return self.rng.choice(ARRAYS)(self, depth)

    def transposed(self, depth: int) -> t.Node:
        return t.Transposed(self.array(depth - 1))

    def matrix(self, depth: int) -> t.Node:
        rows, columns = self.rng.randint(1, 3), self.rng.randint(1, 4)
        fence = self.rng.choice(("bmatrix", "bmatrix", "pmatrix", "vmatrix"))
        cells = tuple(tuple(self.expr(depth - 1) for _ in range(columns)) for _ in range(rows))
        return t.Matrix(cells, fence)

    def banded(self, depth: int) -> t.Node:
        dots = [t.Dots(kind) for kind in ("cdots", "vdots", "ddots")]
        return t.Matrix(((self.expr(depth - 1), dots[0]), (dots[1], dots[2])))

    def array_product(self, depth: int) -> t.Node:
        sign = self.rng.choice(("", "otimes", "odot"))
        return t.Multiply(self.some(self.array, depth, 2, 3), sign)

    def array_sum(self, depth: int) -> t.Node:
        return t.Add(self.some(self.array, depth, 2, 2))

    def set(self, depth: int) -> t.Node:
        return self.rng.choice(SETS)(self, depth)

    def space(self, depth: int) -> t.Node:
        shape = self.some(self.name_of_scalar, depth, 1, 4) if self.rng.random() < 0.6 else ()
        return t.Space(self.rng.choice("RZNQC"), shape)

    def set_of(self, depth: int) -> t.Node:
        return t.SetOf(self.some(self.expr, depth, 1, 3))

    def listing(self, depth: int) -> t.Node:
        return t.SetOf((t.Number(Fraction(0)), t.Dots("dots"), self.name("n k")))

    def set_where(self, depth: int) -> t.Node:
        index = self.name(INDICES)
        return t.SetWhere(index, self.condition(depth - 1))

    def interval(self, depth: int) -> t.Node:
        left, right = self.rng.choice(((True, False), (False, True)))
        return t.Interval(self.expr(depth - 1), self.expr(depth - 1), left, right)

    # ---- statements

    def chain(self, depth: int) -> t.Node:
        relations = tuple(self.rng.choice(RELATIONS) for _ in range(self.rng.randint(1, 3)))
        return t.Chain(tuple(self.expr(depth - 1) for _ in range(len(relations) + 1)), relations)

    def array_chain(self, depth: int) -> t.Node:
        return t.Chain((self.array(depth - 1), self.array(depth - 1)), ("=",))

    def membership(self, depth: int) -> t.Node:
        relation = self.rng.choice(("in", "notin"))
        return t.Chain((self.expr(depth - 1), self.set(depth - 1)), (relation,))

    def condition(self, depth: int) -> t.Node:
        relation = self.rng.choice(("=", "<", "<=", ">", ">=", "!="))
        return t.Chain((self.name(INDICES), self.expr(min(depth - 1, 1))), (relation,))

    def logic(self, depth: int) -> t.Node:
        sign = self.rng.choice(("and", "or", "implies", "iff"))
        return t.Logic(sign, self.some(self.proposition, depth, 2, 3))

    def proposition(self, depth: int) -> t.Node:
        if depth <= 0:
            return self.condition(1)
        return self.rng.choice(PROPOSITIONS)(self, depth)

    def negation(self, depth: int) -> t.Node:
        return t.Not(self.proposition(depth - 1))

    def quantified(self, depth: int) -> t.Node:
        quantifier = self.rng.choice(("forall", "exists"))
        index = self.name(INDICES)
        over = t.Over((index,), t.Chain((index, t.Space("Z")), ("in",)))
        return t.Quantified(quantifier, over, self.proposition(depth - 1))

    def shape(self, depth: int) -> t.Node:
        sizes = tuple(self.rng.choice((self.number, self.size))() for _ in range(4))
        return t.Shape(sizes)

    def size(self) -> t.Node:
        return self.name("n k p s H' W")

    def shaped(self, depth: int) -> t.Node:
        return t.Chain((self.name(TENSORS[4]), self.shape(depth)), ("->",))

    def pair(self, depth: int) -> t.Node:
        sides = (t.Tuple(self.some(self.expr, depth)), t.Tuple(self.some(self.expr, depth)))
        return t.Chain(sides, ("=",))

    def counted(self, depth: int) -> t.Node:
        product = t.Multiply((self.number(), t.Dots("cdots"), self.name(SCALARS)), "cdot")
        return t.Chain((self.expr(depth - 1), product), ("=",))

    def boxed(self, depth: int) -> t.Node:
        return t.Boxed(self.chain(depth - 1))

    def leading(self, depth: int) -> t.Node:
        return t.Leading(self.rng.choice(RELATIONS), self.expr(depth - 1))

    def statement(self, depth: int = 3) -> t.Node:
        makers = SCALAR_STATEMENTS if self.scalar_only else STATEMENTS
        return self.rng.choice(makers)(self, depth)


M = TreeMaker
ARITHMETIC = [M.atom, M.add, M.multiply, M.divide, M.power, M.indexed, M.fence]
NOTATION = [M.root, M.factorial, M.modulo, M.apply, M.delta, M.iverson, M.sum, M.cases, M.binomial]
WIDE = [M.over, M.limit, M.derivative, M.evaluated, M.norm, M.labelled]
ARRAYS = [M.matrix, M.matrix, M.banded, M.transposed, M.array_product, M.array_sum]
SETS = [M.space, M.set_of, M.listing, M.set_where, M.interval]
PROPOSITIONS = [M.logic, M.negation, M.quantified, M.condition]
SCALAR_STATEMENTS = [M.expr, M.chain]
STATEMENTS = [
    *([M.expr, M.chain] * 4), M.array_chain, M.membership, M.logic, M.quantified, M.shaped, M.boxed,
    M.leading, M.array, M.pair, M.counted,
]  # fmt: skip


@pytest.fixture(scope="session")
def table() -> SymbolTable:
    """The names of the generated trees."""
    return declared()


@pytest.fixture(scope="session")
def tree_maker() -> type[TreeMaker]:
    """The generator: ``tree_maker(seed).statement(depth)``."""
    return TreeMaker
