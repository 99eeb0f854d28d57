"""Fixtures of the theorem tests: a sheet's formulas with numbers put in."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pytest

from symconv.latex.tree import Apply, Chain, Derivative, Expr, Fence, Indexed, Symbol
from symconv.notation import Name, name
from symconv.proof.context import Context, Tensor
from symconv.proof.derivation import Derivation
from symconv.proof.indices.numbers import Floats
from symconv.proof.indices.values import PointValues
from symconv.proof.prove import answer_steps

FUNCTIONS = {
    "sgn": lambda z: (z > 0) - (z < 0),
    "step": lambda z: int(z > 0),
    "exp": math.exp,
    "log": math.log,
    "tanh": math.tanh,
    "erf": math.erf,
}


class _Point(PointValues):
    """Values of a sheet's expressions in floats, absolute values and functions included."""

    def value(self, expr, scope):
        match expr:
            case Fence("abs", body):
                return abs(self.value(body, scope))
            case Apply(Name(word), (body,)) if word in FUNCTIONS:
                return FUNCTIONS[word](self.value(body, scope))
        return super().value(expr, scope)


@dataclass(frozen=True)
class FloatSheet:
    """A derivation with numbers: ``integers`` for its sizes, ``arrays`` for what is given.

    An array also takes the place of a definition, as that of the gradient from above.
    """

    derivation: Derivation
    arrays: Mapping[str, np.ndarray]
    integers: Mapping[str, int] = field(default_factory=dict)

    def gradients(self) -> Iterator[tuple[str, np.ndarray]]:
        """Yield what a boxed gradient is taken by, and its values at all indices."""
        point = self._point(self.arrays)
        for line in answer_steps(self.derivation):
            match line.statement:
                case Chain((Derivative(_, (Indexed(Symbol(by), places),)), *_, formula), _):
                    yield by.latex, self._table(point, formula, [p.name for p in places], by)

    def answer(self) -> float:
        """Return the value of the right side of a boxed answer that is one number."""
        (line,) = answer_steps(self.derivation)
        assert isinstance(line.statement, Chain)
        return float(self._point(self.arrays).value(line.statement.sides[-1], {}))

    def slopes(self, by: str, *, output: str, upstream: str, step: float = 1e-5) -> np.ndarray:
        """Return central differences of the loss, which is linear in the output."""
        array = self.arrays[by]
        found = np.zeros(array.shape)
        for place in np.ndindex(array.shape):
            ends = []
            for sign in (1, -1):
                moved = array.astype(float)
                moved[place] += sign * step
                ends.append(self._loss({**self.arrays, by: moved}, output, upstream))
            found[place] = (ends[0] - ends[1]) / (2 * step)
        return found

    def _loss(self, arrays: Mapping[str, np.ndarray], output: str, upstream: str) -> float:
        point = self._point(arrays)
        definition = point.context.definitions[name(output)]
        table = self._table(point, *self._element(name(output), definition), name(upstream))
        return float((arrays[upstream] * table).sum())

    def _element(self, output: Name, definition) -> tuple[Expr, list[Name]]:
        places = list(definition.parameters)
        return Indexed(Symbol(output), tuple(map(Symbol, places))), places

    def _table(self, point: _Point, formula: Expr, places: list[Name], like: Name) -> np.ndarray:
        found = np.zeros(self.arrays[like.latex].shape)
        for at in np.ndindex(found.shape):
            found[at] = point.value(formula, dict(zip(places, at, strict=True)))
        return found

    def _point(self, arrays: Mapping[str, np.ndarray]) -> _Point:
        known = {d.name: d.definition for d in self.derivation.definitions}
        known |= {name(a): Tensor(known[name(a)].shape) for a in arrays if name(a) in known}
        given = {
            (name(spelling), at): float(array[at])
            for spelling, array in arrays.items()
            for at in np.ndindex(array.shape)
        }
        integers = {name(spelling): value for spelling, value in self.integers.items()}
        context = Context(self.derivation.symbols, known)
        return _Point(context, integers, 0, Floats(), given, limit=10**8)


@pytest.fixture
def in_floats() -> type[FloatSheet]:
    """Put numbers into a sheet."""
    return FloatSheet
