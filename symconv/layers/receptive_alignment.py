r"""Whether the branches of a network look at the same place, and which path does not.

Two paths that join are *aligned* when the centres of what their units see lie on one line: equal
jump ``J`` and equal centre of unit 0, in input positions. Otherwise the receptive field of the sum
is not centred, and with unequal jumps its size depends on the unit.

*Defines* `misalignments`, one per join and axis at which paths part, with the smallest change of
padding that mends it.

*See* Araujo, Norris, Sim, Distill 2019, who name alignment; they do not name the path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from symconv.algebra.receptive_closed import CentreLine
from symconv.layers.layer import Shape
from symconv.layers.network import Network
from symconv.layers.node import INPUT
from symconv.layers.receptive_interior import NoPattern, moved
from symconv.layers.receptive_reads import WINDOWED
from symconv.layers.trace import Row, Trace


@dataclass(frozen=True)
class Path:
    """A way from the input: the names of its layers, and the centre line at its end."""

    line: CentreLine
    names: tuple[str, ...] = ()

    def text(self) -> str:
        """Return the path as text.

        >>> Path(CentreLine(), ("conv1", "relu1")).text()
        'input -> conv1 -> relu1'
        """
        return " -> ".join((INPUT, *self.names))


@dataclass(frozen=True)
class Repair:
    """Padding of a layer that would align: ``by`` more in front and as much less behind."""

    layer: str
    by: int


@dataclass(frozen=True)
class Misalignment:
    """Two paths that meet in ``layer`` and look at different places along ``axis``.

    ``repairs`` is empty when no change of one padding mends it: unequal jumps, or a distance that
    is no multiple of any jump.
    """

    layer: str
    axis: int
    one: Path
    other: Path
    repairs: tuple[Repair, ...] = ()

    def text(self) -> str:
        """Return the verdict as a sentence."""
        if self.one.line.jump != self.other.line.jump:
            fact = f"their jumps are {self.one.line.jump} and {self.other.line.jump}"
        else:
            fact = f"their centres are {self.one.line.offset} and {self.other.line.offset}"
        head = f"{self.layer}, axis {self.axis}: {self.one.text()} and {self.other.text()}: {fact}"
        if not self.repairs:
            return head
        best = self.repairs[0]
        return f"{head}; {best.by:+d} padding in front of {best.layer}, {-best.by:+d} behind"


def misalignments(network: Network, in_shape: Shape = ()) -> tuple[Misalignment, ...]:
    """Return where paths of a network part, in order; an aligned network has none.

    Paths through a layer that reads a whole axis look everywhere and are not compared.

    >>> from symconv.layers import Add, Conv, Node
    >>> net = Network((Node("a", Conv(kernel_size=3, padding=((2, 0),))),
    ...                Node("b", Add(), ("input", "a"))), (1, 9))
    >>> print(misalignments(net)[0].text())
    b, axis 0: input and input -> a: their centres are 0 and -1; -1 padding in front of a, +1 behind
    """
    traced = network.trace(in_shape)
    rank = len(traced.in_shape) - 1
    return tuple(m for axis in range(rank) for m in _along(traced, axis))


def _along(traced: Trace, axis: int) -> Iterator[Misalignment]:
    ends: dict[str, tuple[Path, ...]] = {INPUT: (Path(CentreLine()),)}
    rows = {row.node.name: row for row in traced.rows}
    for row in traced.rows:
        arriving = _distinct(path for name in row.node.inputs for path in ends[name])
        located = [ends[name] for name in row.node.inputs if ends[name]]
        known = {path.line for path in located[0]} if located else set()
        for path in arriving:
            if path.line not in known:
                one = arriving[0]
                yield Misalignment(
                    row.node.name, axis, one, path, tuple(_repairs(one, path, rows, axis))
                )
        ends[row.node.name] = tuple(_behind(row, axis, arriving))


def _distinct(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Keep one path per centre line, the first."""
    found: dict[CentreLine, Path] = {}
    for path in paths:
        found.setdefault(path.line, path)
    return tuple(found.values())


def _behind(row: Row, axis: int, paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        try:
            yield Path(moved(row, axis, path.line), (*path.names, row.node.name))
        except NoPattern:
            return


def _repairs(one: Path, other: Path, rows: Mapping[str, Row], axis: int) -> list[Repair]:
    """Return changes of one layer's padding on either path, the smallest first."""
    if one.line.jump != other.line.jump:
        return []
    found = []
    for path, target in ((other, one), (one, other)):
        distance = path.line.offset - target.line.offset
        line = CentreLine()
        for name in path.names:
            by = distance / line.jump
            alone = name not in target.names
            if alone and isinstance(rows[name].layer, WINDOWED) and by.denominator == 1:
                found.append(Repair(name, int(by)))
            line = moved(rows[name], axis, line)
    return sorted(found, key=lambda repair: abs(repair.by))


def centre(line: CentreLine, unit: int) -> Fraction:
    """Return the centre of a unit's receptive field, in input positions.

    >>> centre(CentreLine().window(4, 2, 1), 3)
    Fraction(13, 2)
    """
    return line.offset + unit * line.jump
