r"""The evaluator: from an expression and a context to an exact value.

*Defines* `Evaluator`, one per decision. It unfolds definitions on demand, remembers the elements
that it has computed, and counts its work, so that a question which is too large ends in an error
with a reason instead of never.

*Zero extension.* An element of a tensor outside its sizes is 0, as `symconv.proof.context` says.
A declared tensor without a definition has one free entry for every index.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial
from math import prod

from symconv.algebra.named_polynomial import NoValue, Polynomial, Scalar
from symconv.latex import tree
from symconv.notation import Kind, Name
from symconv.proof.context import Context, Entries, Formula, Tensor
from symconv.proof.evaluation import structures, truth
from symconv.proof.evaluation.arrays import scalar, shape_text
from symconv.proof.evaluation.compiling import Code, Env, Scope, Test, integer
from symconv.proof.evaluation.elements import is_inside, leaves, place
from symconv.proof.evaluation.rules import CODE, TEST
from symconv.proof.evaluation.sums import tabulate
from symconv.proof.evaluation.totality import is_total
from symconv.proof.evaluation.values import WORK_LIMIT, Array, Value

CELL_LIMIT = 2_000_000
DEPTH_LIMIT = 40


class Evaluator:
    """Compiles and evaluates expressions in one context; see `Compiler`.

    ``plain`` maps each free entry that was met to an identifier; ``scalars`` holds those of them
    that are scalars and not elements of a tensor.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.plain: dict[str, str] = {}
        self.scalars: set[str] = set()
        self._identifiers: set[str] = set()
        self._work = 0
        self._slots = itertools.count()
        self._wholes: dict[Name, Value] = {}
        self._shapes: dict[int, tuple[int, ...]] = {}
        self._elements: dict[Name, dict[tuple[int, ...], Value]] = {}
        self._bodies: dict[Name, tuple[list[int], Code]] = {}
        self._totals: dict[Name, bool] = {}
        self._untabled: set[Name] = set()
        self._busy: list[object] = []

    def compile(self, expr: tree.Statement, scope: Scope) -> Code:
        """Return code for the value of an expression; raise NoValue for what has none."""
        rule = CODE.get(type(expr))
        if rule is None:
            raise NoValue(f"{type(expr).__name__.lower()} has no exact value")
        return rule(self, expr, scope)

    def test(self, statement: tree.Statement, scope: Scope) -> Test:
        """Return code for the truth of a statement; raise NoValue for what has none."""
        rule = TEST.get(type(statement))
        if rule is None:
            raise NoValue(f"{type(statement).__name__.lower()} is not a condition")
        return rule(self, statement, scope)

    def slot(self) -> int:
        """Return a slot that nothing else uses."""
        return next(self._slots)

    def spend(self, steps: int) -> None:
        """Count work; raise NoValue when there was too much."""
        self._work += steps
        if self._work > WORK_LIMIT:
            raise NoValue(f"the evaluation takes more than {WORK_LIMIT} steps")

    def is_integer(self, name: Name) -> bool:
        """Whether a bound name stands for integers only."""
        symbols = self.context.symbols
        return name not in symbols or symbols[name].domain.is_integer

    def is_listed(self, name: Name) -> bool:
        """Whether a named tensor has entries of which some may be 0."""
        definition = self.context.definitions.get(name)
        if isinstance(definition, Tensor):
            return definition.entries is not None
        return isinstance(definition, Formula)

    def named(self, name: Name) -> Code:
        """Return code for a name that no binder holds."""
        if name in self.context.definitions:
            return lambda _: self.whole(name)
        if name not in self.context.symbols:
            raise NoValue(f"{name} is not declared")
        if self.context.symbols[name].kind is not Kind.SCALAR:
            raise NoValue(f"{name} has no definition")
        value = self._generator(name, ())
        return lambda _: value

    def element(self, name: Name, index: tuple[int, ...]) -> Value:
        """Return one element of a named tensor, 0 outside its sizes."""
        known = self._elements.setdefault(name, {})
        return known[index] if index in known else self._new_element(name, index)

    def whole(self, name: Name) -> Value:
        """Return the value of a defined name: a scalar, or all elements of a tensor."""
        if name not in self._wholes:
            self._wholes[name] = self._guarded(name, lambda: self._computed(name))
        return self._wholes[name]

    def table(self, name: Name) -> Array | None:
        """Return all elements of a named tensor where that is cheap and possible, else None."""
        if name in self._untabled or name in self._busy:
            return None
        before = self._work
        try:
            found = self.whole(name)
        except NoValue:
            self._untabled.add(name)
            self._work = before
            return None
        return found if isinstance(found, Array) else None

    def total(self, name: Name) -> bool:
        """Whether every element of a named tensor certainly has a value."""
        if name not in self._totals:
            self._totals[name] = False  # what a definition says of itself proves nothing
            self._totals[name] = self._is_total(name)
        return self._totals[name]

    def _is_total(self, name: Name) -> bool:
        match self.context.definitions.get(name):
            case Formula(body, parameters, _):
                return is_total(body, self, dict.fromkeys(parameters, 0))
            case Tensor(_, None):
                return True
            case Tensor():
                return self.table(name) is not None
        return name in self.context.symbols

    def _computed(self, name: Name) -> Value:
        match self.context.definitions[name]:
            case Formula(body, (), ()):
                return self.compile(body, {})({})
            case Formula(body, (), shape):
                value = self.compile(body, {})({})
                if not truth.has_shape(value, self._sizes(shape)):
                    raise NoValue(f"the value of {name} does not have the shape that is stated")
                return value
            case Formula(_, _, ()):
                raise NoValue(f"the sizes of {name} are not stated")
            case Formula(body, parameters, shape):
                return tabulate(self, body, parameters, self._sizes(shape))
            case Tensor(shape, entries):
                return self._given(name, self._sizes(shape), entries)
        raise NoValue(f"{name} has no definition")

    def _given(self, name: Name, shape: tuple[int, ...], entries: Entries | None) -> Value:
        if entries is None:
            if prod(shape) > CELL_LIMIT:
                raise NoValue(f"{name} has the shape {shape_text(shape)}, too many free entries")
            places = itertools.product(*map(range, shape))
            return Array(shape, {i: self._generator(name, i) for i in places})
        cells: dict[tuple[int, ...], Scalar] = {}
        for index, leaf in leaves(entries, shape, name):
            value = scalar(self.compile(leaf, {})({}))
            if value != 0:
                cells[index] = value
        return Array(shape, cells)

    def _new_element(self, name: Name, index: tuple[int, ...]) -> Value:
        if name in self._wholes:
            return structures.part(self._wholes[name], index)
        match self.context.definitions.get(name):
            case Formula(_, parameters, shape) as formula if len(parameters) == len(index):
                if shape and not is_inside(index, self._sizes(shape)):
                    return 0
                self.spend(1)
                run = partial(self._run_body, name, formula, index)
                found = self._guarded((name, index), run)
            case Tensor(shape, None) if len(shape) == len(index):
                if not is_inside(index, self._sizes(shape)):
                    return 0
                found = self._generator(name, index)
            case None:
                rows = self.context.symbols
                if name not in rows or rows[name].rank != len(index):
                    raise NoValue(f"{name} is not declared with {len(index)} indices")
                found = self._generator(name, index)
            case _:
                return structures.part(self.whole(name), index)
        self._elements[name][index] = found
        return found

    def _run_body(self, name: Name, formula: Formula, index: tuple[int, ...]) -> Value:
        if name not in self._bodies:
            slots = [self.slot() for _ in index]
            scope = dict(zip(formula.parameters, slots, strict=True))
            self._bodies[name] = (slots, self.compile(formula.body, scope))
        slots, body = self._bodies[name]
        env: Env = dict(zip(slots, index, strict=True))
        return body(env)

    def _guarded(self, key: object, run: Callable[[], Value]) -> Value:
        """Refuse definitions that lead back to themselves, or too deep."""
        if key in self._busy or len(self._busy) > DEPTH_LIMIT:
            raise NoValue("a definition leads back to itself, or through too many others")
        self._busy.append(key)
        try:
            return run()
        finally:
            self._busy.pop()

    def _sizes(self, shape: tuple[tree.Expr, ...]) -> tuple[int, ...]:
        """Compute sizes, once for every shape that the context holds."""
        if id(shape) not in self._shapes:
            sizes = tuple(integer(self.compile(s, {})({})) for s in shape)
            if any(n < 0 for n in sizes):
                raise NoValue(f"an array of shape {shape_text(sizes)}")
            self._shapes[id(shape)] = sizes
        return self._shapes[id(shape)]

    def _generator(self, name: Name, index: tuple[int, ...]) -> Polynomial:
        text = place(name, index)
        if text not in self.plain:
            plain = "_".join([name.plain, *(str(i).replace("-", "m") for i in index)])
            if plain in self._identifiers:
                raise NoValue(f"{text} and another free entry are both called {plain}")
            self._identifiers.add(plain)
            self.plain[text] = plain
            if not index:
                self.scalars.add(text)
        return Polynomial({(text,): 1})
