r"""Exact instances of the problem: numbers for X, y, the limit, solutions, iterates, eigenvectors.

*Defines* `World`, `standing`, `generic`, `opened`, `started_anywhere` and `TABLE`. In each, n < d,
X has full row rank, y = X v. Some of what a statement may presume is left open on purpose, one
thing at a time: a statement that states its premises must hold in these, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from symconv.audit.causes import array_arithmetic as arrays
from symconv.audit.causes.array_arithmetic import Rows, Value
from symconv.audit.judge.descent.spelling import LIMIT, NEXT, PSEUDO, START, STEP
from symconv.latex.tree import Number
from symconv.notation import Declared, Domain, Name, SymbolTable, name, scalars, tensors
from symconv.proof.context import Tensor
from symconv.proof.exact_numbers import Exact
from symconv.proof.point_truth import Point

VECTORS = rf"w v k h z a y {LIMIT} {STEP} {NEXT} {START}"
TABLE = SymbolTable.of(
    scalars("n d", Domain.POSITIVE),
    scalars(r"\eta c"),
    scalars(r"\lambda_{\mathrm{min}} \Lambda", Domain.POSITIVE_REAL),
    [Declared(name("f"), Domain.REAL)],
    tensors(rf"X {PSEUDO} I", rank=2),
    tensors(VECTORS, rank=1),
)
MATRICES: tuple[Rows, ...] = (
    ((1, 2, 0), (0, 1, -1)),
    ((2, -1, 1, 0), (1, 1, 0, 3)),
    ((1, 0, 2, 1), (0, 3, 1, -1), (2, 1, 0, 1)),
)
ORTHOGONAL: tuple[Rows, ...] = (((1, 1, 0), (1, -1, 1)), ((2, 0, 1), (-1, 3, 2)))


@dataclass(frozen=True)
class World:
    """Values of the names by their LaTeX, and the size of the identity."""

    values: Mapping[str, Value]
    identity: int = 0

    def point(self) -> Point:
        """Return the point at which formulas have values."""
        numbers: dict[Name, Exact] = {}
        definitions: dict[Name, Tensor] = {}
        for latex, value in self.values.items():
            if isinstance(value, tuple):
                definitions[name(latex)] = _tensor(value)
            else:
                numbers[name(latex)] = value
        definitions[name("I")] = _tensor(arrays.identity(self.identity))
        return Point(numbers, definitions)

    def having(self, **changes: Value) -> World:
        """Return the world with other values."""
        return replace(self, values={**self.values, **changes})


def _tensor(value: Value) -> Tensor:
    def leaf(entry: Value) -> object:
        if isinstance(entry, tuple):
            return tuple(map(leaf, entry))
        return Number(Fraction(entry))

    assert isinstance(value, tuple)
    shape = [len(value), *([len(value[0])] if isinstance(value[0], tuple) else [])]
    return Tensor(tuple(Number(Fraction(n)) for n in shape), leaf(value))  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def standing() -> tuple[World, ...]:
    """Return worlds in which all that the question supposes holds; v and w are solutions."""
    return tuple(_worlds(MATRICES)) + tuple(_worlds(ORTHOGONAL))


@lru_cache(maxsize=1)
def generic() -> tuple[World, ...]:
    """Return worlds in which w is any vector, and no solution."""
    return tuple(w.having(w=_vector(_width(w), 5)) for w in standing())


@lru_cache(maxsize=8)
def opened(introduced: frozenset[str] = frozenset()) -> tuple[World, ...]:
    """Return worlds in which one thing or another that a statement may presume does not hold.

    Of what was ``introduced`` (v and w as ``v``, k, the limit), everything holds.
    """
    found: list[World] = []
    for world in standing():
        d, n = _width(world), len(arrays.rows_of(world.values["y"]))
        x = world.values["X"]
        limit = {LIMIT: _flat(arrays.multiplied(arrays.transposed(x), _vector(n, 3)))}
        others = {"v": _vector(d, 7), "w": _vector(d, 5)}
        nothing = {"v": (0,) * d, "w": (0,) * d}
        changes = (others, {"k": _vector(d, 4)}, limit, {**limit, **others}, nothing)
        found.append(world)
        found += [world.having(**c) for c in changes if not introduced & c.keys()]
    return tuple(found)


@lru_cache(maxsize=1)
def started_anywhere() -> tuple[World, ...]:
    """Return worlds in which descent starts at any vector: its limit has that part of it."""
    found: list[World] = []
    for world in standing():
        start = _vector(_width(world), 2)
        x, p = world.values["X"], world.values[PSEUDO]
        inside = arrays.multiplied(p, arrays.multiplied(x, start))
        rest = arrays.added(arrays.rows_of(start), arrays.scaled(-1, inside))
        limit = _flat(arrays.added(arrays.rows_of(world.values[LIMIT]), rest))
        found.append(world.having(**{START: start, LIMIT: limit}))
    return tuple(found)


def _worlds(matrices: tuple[Rows, ...]) -> Iterator[World]:
    for number, x in enumerate(matrices):
        n, d = len(x), len(x[0])
        turned = arrays.transposed(x)
        inverse = arrays.inverted(arrays.multiplied(x, turned))
        pseudo = arrays.multiplied(turned, inverse)
        y = _vector(n, number + 2)
        a = arrays.multiplied(inverse, y)
        limit = arrays.multiplied(turned, a)
        z = _vector(d, number)
        inside = arrays.multiplied(pseudo, arrays.multiplied(x, z))
        kernel = arrays.added(arrays.rows_of(z), arrays.scaled(-1, inside))
        eta = Fraction(1, 7 + 2 * number)
        step = arrays.multiplied(turned, _vector(n, number + 9))
        values: dict[str, Value] = {
            "X": x, PSEUDO: pseudo, "y": y, "a": _flat(a), LIMIT: _flat(limit), START: (0,) * d,
            "k": _flat(kernel), "v": _flat(arrays.added(limit, kernel)), "h": _vector(d, 8), "z": z,
            "w": _flat(arrays.added(limit, arrays.scaled(-2, kernel))), STEP: _flat(step),
            r"\eta": eta, "c": number + 3, "n": n, "d": d,
            NEXT: _flat(arrays.added(step, arrays.scaled(-2 * eta, _slope(x, step, y)))),
        }  # fmt: skip
        if x in ORTHOGONAL:
            squares = [sum(e * e for e in row) for row in x]
            values |= {r"\lambda_{\mathrm{min}}": min(squares), r"\Lambda": max(squares)}
        yield World(values, d)


def _slope(x: Value, w: Value, y: Value) -> Value:
    residual = arrays.added(arrays.multiplied(x, w), arrays.scaled(-1, arrays.rows_of(y)))
    return arrays.multiplied(arrays.transposed(x), residual)


def _vector(size: int, seed: int) -> tuple[int, ...]:
    return tuple(
        (3 * i * i + 5 * i + 2 * seed + 1) % 7 - 2 + (i == seed % size) for i in range(size)
    )


def _width(world: World) -> int:
    return len(arrays.rows_of(world.values["v"]))


def _flat(value: Value) -> tuple[Exact, ...]:
    return tuple(row[0] for row in arrays.rows_of(value))
