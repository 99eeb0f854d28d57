r"""A network of units as data: what each reads, with which weights, and how it answers.

*Defines* `Unit`, `Design` and `Entry`. Values are numbered: the inputs first, then the units in
their order; the last unit is the output. A threshold unit alone is a design of one unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from symconv.audit.judge.designs.activations import ACTIVATIONS
from symconv.proof.exact_numbers import Exact

Point = tuple[int, ...]


@dataclass(frozen=True)
class Unit:
    """Weights of the values that a unit reads, by their numbers, its bias and its activation."""

    sources: tuple[int, ...]
    weights: tuple[Exact, ...]
    bias: Exact
    activation: str

    def sum_at(self, values: Sequence[Exact]) -> Exact:
        """Return the weighted sum with the bias."""
        pairs = zip(self.weights, self.sources, strict=True)
        return sum(w * values[s] for w, s in pairs) + self.bias

    def at(self, values: Sequence[Exact]) -> Exact:
        """Return what the unit answers."""
        return ACTIVATIONS[self.activation](self.sum_at(values))


@dataclass(frozen=True)
class Entry:
    """One number of a design: a weight of a unit, or with ``weight`` None its bias."""

    unit: int
    weight: int | None = None


@dataclass(frozen=True)
class Design:
    """Units over ``inputs`` bits.

    >>> Design(2, (Unit((0, 1), (1, 1), -2, "step"),)).table()
    (0, 0, 0, 1)
    """

    inputs: int
    units: tuple[Unit, ...]

    @property
    def points(self) -> Iterator[Point]:
        """All inputs, the first one changes slowest."""
        return product((0, 1), repeat=self.inputs)

    @property
    def depth(self) -> int:
        """How many layers stand one on the other."""
        levels = [0] * self.inputs
        for unit in self.units:
            levels.append(1 + max((levels[s] for s in unit.sources), default=0))
        return levels[-1]

    def values(self, point: Point) -> list[Exact]:
        """Return the inputs and what every unit answers."""
        found: list[Exact] = list(point)
        for unit in self.units:
            found.append(unit.at(found))
        return found

    def table(self) -> tuple[Exact, ...]:
        """Return what the output answers to every input."""
        return tuple(self.values(point)[-1] for point in self.points)

    def entries(self) -> Iterator[Entry]:
        """Yield every number of the design."""
        for number, unit in enumerate(self.units):
            for i in range(len(unit.weights)):
                yield Entry(number, i)
            yield Entry(number)

    def __getitem__(self, entry: Entry) -> Exact:
        unit = self.units[entry.unit]
        return unit.bias if entry.weight is None else unit.weights[entry.weight]

    def with_units(self, units: Sequence[Unit]) -> Design:
        """Return the design with other units."""
        return replace(self, units=tuple(units))

    def changed(self, entry: Entry, value: Exact) -> Design:
        """Return the design with one number changed."""
        units, i = list(self.units), entry.weight
        unit = units[entry.unit]
        if i is None:
            units[entry.unit] = replace(unit, bias=value)
        else:
            row = (*unit.weights[:i], value, *unit.weights[i + 1 :])
            units[entry.unit] = replace(unit, weights=row)
        return self.with_units(units)

    def called(self, entry: Entry) -> str:
        """Return an entry in words."""
        single = len(self.units) == 1
        owner = "the output" if entry.unit == len(self.units) - 1 else f"h_{entry.unit + 1}"
        if entry.weight is None:
            return "the bias" if single else f"the bias of {owner}"
        source = self.units[entry.unit].sources[entry.weight]
        read = f"x_{source + 1}" if source < self.inputs else f"h_{source - self.inputs + 1}"
        return f"the weight of {read}" if single else f"the weight of {read} in {owner}"
