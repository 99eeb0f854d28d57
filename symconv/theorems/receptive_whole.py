r"""Lines about layers that read everything: how much of the image all units together see.

The positions ``u .. v`` of a layer need, of the layer before,

    convolution, pool    max(0, s u - p) .. min(n - 1, s v - p + d (k - 1))
    transposed           max(0, ceil((u + p - k + 1) / s)) .. min(n - 1, floor((v + p) / s))

clipped at every layer, because trailing positions that a layer drops are lost to all that follow.
Padding that is not with zeros shows positions from elsewhere: `symconv.theorems.receptive_borders`.

*Defines* `Whole`, the lines of one axis.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from symconv.errors import GivenError, ShapeError
from symconv.latex.tree import Symbol
from symconv.notation import Declared, Domain, Name, SymbolTable, name, scalars
from symconv.proof.author import step
from symconv.proof.context import Definition
from symconv.proof.derivation import Defined, Step
from symconv.proof.point import value
from symconv.theorems.receptive_borders import mode_of, needed, span
from symconv.theorems.receptive_phases import require_numbers
from symconv.theorems.receptive_stack import Reach
from symconv.theorems.receptive_windows import tidied


@dataclass(frozen=True)
class Whole:
    """The layers before the one that reads everything, the size of the axis, and a label for it."""

    before: tuple[Reach, ...]
    layer: Reach
    size: int
    label: str = ""

    @property
    def name(self) -> str:
        """The name of the size that is asked for."""
        return f"r^{{({self.layer.number})}}{self.label}"

    def names(self) -> list[Declared]:
        """Declare the first and last position at each layer, and the size."""
        ends = [f"{x}^{{({i})}}{self.label}" for x in "uv" for i in self._numbers()]
        return scalars(" ".join([*ends, self.name]), Domain.INTEGER)

    def sizes(self) -> tuple[int, ...]:
        """Return the number of positions of the input and behind each layer.

        Raises ShapeError for a layer that has no output.
        """
        found = [self.size]
        for layer in self.before:
            require_numbers(layer)
            k, s, p, d = layer.numbers
            n = found[-1]
            if mode_of(layer) in ("reflect", "circular") and p > n - (mode_of(layer) == "reflect"):
                raise GivenError(
                    f"{layer.stage.title}: padding {p} shows more than the {n} positions there are",
                    remedy="use less padding, or a larger input",
                    given="layers",
                )
            m = (n + 2 * p - d * (k - 1) - 1) // s + 1
            if layer.spreads:
                m = (n - 1) * s - 2 * p + d * (k - 1) + 1 + int(layer.u)
            if m < 1:
                raise ShapeError(
                    f"{layer.stage.title}: nothing is left of {n} positions",
                    remedy="use a larger input",
                    given="layers",
                )
            found.append(m)
        return tuple(found)

    def ends(self) -> list[tuple[int, int]]:
        """Return the first and last position that is needed, from the input to the last layer."""
        sizes = self.sizes()
        read = frozenset(range(sizes[-1]))
        found = [(0, sizes[-1] - 1)]
        for layer, n in zip(reversed(self.before), reversed(sizes[:-1]), strict=True):
            read = needed(layer, read, n)
            found.insert(0, (min(read), max(read)) if read else (0, -1))
        return found

    def require_unbroken(self, symbols: SymbolTable) -> None:
        """Raise GivenError where the formulas would not give the positions that are read."""
        known: dict[Name, Definition] = {}
        for defined in self.definitions(symbols):
            known[defined.name] = defined.definition
        for place, (first, last) in enumerate(self.ends()):
            number = self._numbers()[place]
            said = [value(Symbol(name(self._at(x, number))), {}, known) for x in "uv"]
            if said != [first, last]:
                layer = self.before[place]
                raise GivenError(
                    f"{layer.stage.title} skips positions at the border, and what it reads there "
                    "is not written out",
                    remedy="use a stride of at most the kernel size, or less padding",
                    given="layers",
                )

    @property
    def value(self) -> int:
        """How many positions lie from the first to the last that are seen."""
        first, last = self.ends()[0]
        return last - first + 1

    def definitions(self, symbols: SymbolTable) -> Iterator[Defined]:
        """Yield the positions that are needed, layer by layer towards the input."""
        sizes, numbers = self.sizes(), self._numbers()
        yield tidied(f"{self._at('u', numbers[-1])} := 0", "the first unit of all", symbols)
        last = f"{self._at('v', numbers[-1])} := {sizes[-1] - 1}"
        yield tidied(last, f"the last of {sizes[-1]} units", symbols)
        for place in range(len(self.before) - 1, -1, -1):
            layer, n = self.before[place], sizes[place]
            u, v = (self._at(x, numbers[place + 1]) for x in "uv")
            first, final = span(layer, u, v, n)
            said = f"what the first and the last unit of {layer.stage.title} read"
            yield tidied(f"{self._at('u', numbers[place])} := {first}", said, symbols)
            yield tidied(f"{self._at('v', numbers[place])} := {final}", said, symbols)
        size = f"{self.name} := {self._at('v', 0)} - {self._at('u', 0)} + 1"
        yield tidied(size, f"{self.layer.stage.title} reads all units", symbols)

    def steps(self, symbols: SymbolTable) -> Iterator[Step]:
        """Yield the positions and the size in numbers."""
        ends, numbers = self.ends(), self._numbers()
        for place in range(len(self.before) - 1, -1, -1):
            layer, (first, last) = self.before[place], ends[place]
            yield step(
                rf"{self._at('u', numbers[place])} = {first} \wedge "
                rf"{self._at('v', numbers[place])} = {last}",
                f"all units of {layer.stage.title} together read from here to there",
                symbols,
            )
        first, last = ends[0]
        yield step(
            rf"{self.name} = {last} - {first} + 1 = {self.value}",
            f"{self.layer.stage.title}: every unit sees what all units before it see",
            symbols,
        )

    def _numbers(self) -> tuple[int, ...]:
        return (0, *(layer.number for layer in self.before))

    def _at(self, letter: str, number: int) -> str:
        return f"{letter}^{{({number})}}{self.label}"


def whole_axes(
    before: Sequence[Reach], layer: Reach, size: Sequence[int | str]
) -> tuple[Whole, ...]:
    """Return one entry for axes of equal size, and one per axis otherwise.

    Raises GivenError when the size of the image is not known in numbers.
    """
    if not size or any(isinstance(n, str) for n in size):
        raise GivenError(
            f"{layer.stage.title} sees the whole image, whose size must be a number",
            remedy="give the size, for example size: [224, 224]",
            given="size",
        )
    numbers = [n for n in size if isinstance(n, int)]
    if len(set(numbers)) == 1:
        return (Whole(tuple(before), layer, numbers[0]),)
    letters = {2: "HW", 3: "THW"}[len(numbers)]
    return tuple(
        Whole(tuple(before), layer, n, rf"_{{\mathrm{{{letter}}}}}")
        for letter, n in zip(letters, numbers, strict=True)
    )
