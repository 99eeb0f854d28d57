r"""Lines about receptive fields behind a transposed convolution, phase by phase, in numbers.

Output ``y`` of a transposed convolution reads the inputs ``i`` with ``0 <= y + p - s i <= k - 1``
for some tap. How many these are depends on ``y mod s``, so that a layer of period ``T`` has ``T``
kinds of units: unit ``T q + f`` sees ``A + S q .. B + S q``. Every later layer takes the minimum of
its taps' first positions and the maximum of their last.

*Defines* `Phased` (the positions of each phase) and `phase_steps`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import gcd

from symconv.errors import GivenError
from symconv.notation import SymbolTable
from symconv.proof.author import define, step
from symconv.proof.derivation import Defined, Step
from symconv.theorems.receptive_stack import Reach

Ends = tuple[int, int] | None


@dataclass(frozen=True)
class Phased:
    """First and last position that unit ``f`` sees, for each phase f; None for none; the shift."""

    ends: tuple[Ends, ...]
    shift: int

    @property
    def period(self) -> int:
        """The number of phases."""
        return len(self.ends)

    @property
    def sizes(self) -> tuple[int, ...]:
        """The size of each phase, 0 for none."""
        return tuple(e[1] - e[0] + 1 if e else 0 for e in self.ends)

    def at(self, unit: int) -> Ends:
        """Return what a unit sees."""
        turns, phase = divmod(unit, self.period)
        found = self.ends[phase]
        return found and (found[0] + turns * self.shift, found[1] + turns * self.shift)

    def read(self, layer: Reach, unit: int) -> list[int]:
        """Return the units of this layer that a unit of the next layer reads."""
        k, s, p, d = layer.numbers
        if not layer.spreads:
            return [s * unit - p + d * t for t in range(k)]
        return sorted((unit + p - t) // s for t in range(k) if (unit + p - t) % s == 0)

    def turns(self, layer: Reach) -> tuple[int, int]:
        """Return the period of the next layer, and its shift."""
        _, s, _, _ = layer.numbers
        if layer.spreads:
            return self.period * s, self.shift
        common = gcd(self.period, s)
        return self.period // common, self.shift * s // common

    def behind(self, layer: Reach) -> Phased:
        """Return the phases behind one more layer."""
        period, shift = self.turns(layer)
        ends = []
        for unit in range(period):
            seen = [e for e in map(self.at, self.read(layer, unit)) if e]
            ends.append((min(e[0] for e in seen), max(e[1] for e in seen)) if seen else None)
        return Phased(tuple(ends), shift)


def require_numbers(layer: Reach) -> None:
    """Refuse symbols and dilated transposed convolutions, which have no phases to write out."""
    if not layer.is_numeric:
        raise GivenError(
            f"{layer.stage.title}: phases are written out for numbers only",
            remedy="give numbers, or ask for receptive_field_of_transposed with symbols",
            given="layers",
        )
    if layer.spreads and layer.d != 1:
        raise GivenError(
            f"{layer.stage.title}: a dilated transposed convolution is not written out",
            remedy="use dilation=1 here; the exact sets of a network take any dilation",
            given="layers",
        )


def phase_names(before: Phased, layer: Reach) -> list[str]:
    """Return a name for the size of each phase behind a layer; one phase has the plain name."""
    period, _ = before.turns(layer)
    plain = f"r^{{({layer.number})}}"
    if period == 1:
        return [plain]
    words = ("even", "odd") if period == 2 else [f"mod{phase}" for phase in range(period)]
    return [rf"{plain}_{{\mathrm{{{word}}}}}" for word in words]


def phase_definitions(before: Phased, layer: Reach, symbols: SymbolTable) -> Iterator[Defined]:
    """Yield the size of each phase: last position of all that it reads, less the first, plus 1."""
    for phase, name in enumerate(phase_names(before, layer)):
        starts, stops = _ends(before, layer, phase)
        size = (
            f"{_extreme('max', stops)} - {_inner(_extreme('min', starts))} + 1" if starts else "0"
        )
        yield define(f"{name} := {size}", _which(before, layer, phase), symbols)


def phase_steps(before: Phased, layer: Reach, symbols: SymbolTable) -> Iterator[Step]:
    """Yield what the units of each phase read and see."""
    after = before.behind(layer)
    for phase, name in enumerate(phase_names(before, layer)):
        which = _which(before, layer, phase)
        if layer.spreads:
            yield _reads(before, layer, phase, which, symbols)
        ends = after.ends[phase]
        starts, stops = _ends(before, layer, phase)
        if ends is None:
            continue
        first, last = (linear(after.shift, e) for e in ends)
        if len(starts) > 1:
            said = f"{which}: the first position among those of what it reads"
            yield step(f"{_extreme('min', starts)} = {first}", said, symbols)
        if len(stops) > 1:
            said = f"{which}: the last position"
            yield step(f"{_extreme('max', stops)} = {last}", said, symbols)
        size = ends[1] - ends[0] + 1
        yield step(
            rf"{name} = {last} - {_inner(first)} + 1 = {size}", f"{which}: its size", symbols
        )


def _which(before: Phased, layer: Reach, phase: int) -> str:
    period, _ = before.turns(layer)
    unit = f", units {linear(period, phase)}" if period > 1 else ", unit q"
    return f"{layer.stage.title}{unit}"


def _ends(before: Phased, layer: Reach, phase: int) -> tuple[list[str], list[str]]:
    """Return the first and the last positions of all units that a phase reads."""
    _, shift = before.turns(layer)
    seen = [e for e in map(before.at, before.read(layer, phase)) if e]
    starts, stops = ([linear(shift, e[side]) for e in seen] for side in (0, 1))
    return list(dict.fromkeys(starts)), list(dict.fromkeys(stops))


def _extreme(which: str, values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else rf"\{which}\left({', '.join(values)}\right)"


def _inner(text: str) -> str:
    return text if text.startswith("\\") or text.isalnum() else rf"\left({text}\right)"


def _reads(before: Phased, layer: Reach, phase: int, which: str, symbols: SymbolTable) -> Step:
    """Say which inputs a phase reads: an interval that moves on with q."""
    k, s, p, _ = layer.numbers
    read = before.read(layer, phase)
    unit = linear(before.turns(layer)[0], phase)
    shifted = f"{unit} + {p} - {s} i" if p else f"{unit} - {s} i"
    fits = rf"0 \le {shifted} \le {k - 1}"
    pace = before.period
    if not read:
        return step(rf"\neg \left({fits}\right)", f"{which}: no tap meets an input, the unit is "
                    "the bias alone", symbols)  # fmt: skip
    return step(
        rf"{fits} \iff {linear(pace, read[0])} \le i \le {linear(pace, read[-1])}",
        f"{which}: input i reaches it when some tap 0 .. {k - 1} does",
        symbols,
    )


def linear(factor: int, shift: int) -> str:
    """Write a multiple of q plus a shift, as LaTeX.

    >>> linear(4, -6), linear(1, 0)
    ('4 q - 6', 'q')
    """
    head = "q" if factor == 1 else f"{factor} q"
    return f"{head} + {shift}" if shift > 0 else f"{head} - {-shift}" if shift else head
