"""The witness of `receptive_field`: its answers against gradients of networks of ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from symconv.latex.reader import read_one
from symconv.latex.tree import Expr
from symconv.notation import SymbolTable, name
from symconv.proof.derivation import Witness
from symconv.proof.point import value
from symconv.theorems.receptive_borders import mode_of
from symconv.theorems.receptive_phases import Phased
from symconv.theorems.receptive_stack import Reach
from symconv.theorems.receptive_whole import Whole
from symconv.theorems.receptive_windows import size_value
from symconv.theorems.receptive_witness import (
    Tap,
    extents,
    middle,
    require_same,
    samples,
    whole_extent,
)


def stack_witness(
    windows: Sequence[Reach],
    behind: Sequence[Phased],
    phased: Sequence[Reach],
    whole: Sequence[Whole],
    symbols: SymbolTable,
) -> Witness:
    """Compare every size with the support of gradients of middle units, and of all units."""

    def check() -> int:
        cases = sum(_windows(windows, chosen, symbols) for chosen in _choices(windows))
        taps = [_tap(layer, {}) for layer in windows] if phased else []
        for place, layer in enumerate(phased):
            taps.append(_tap(layer, {}))
            sizes = behind[place + 1].sizes
            found = extents(taps, _room(taps), middle(len(sizes)))
            cases += require_same(found, sizes, layer.stage.title)
        for axis in whole:
            taps = [replace(_tap(layer, {}), mode=mode_of(layer)) for layer in axis.before]
            cases += require_same(
                [whole_extent(taps, axis.size)], [axis.value], axis.layer.stage.title
            )
        return cases

    return Witness("gradients of networks of ones, by the kernels' backward passes", check)


def _windows(windows: Sequence[Reach], chosen: Mapping[str, int], symbols: SymbolTable) -> int:
    """Compare the size behind each convolution and pool for one choice of numbers."""
    cases, taps = 0, list[Tap]()
    for now, layer in enumerate(windows, 1):
        taps.append(_tap(layer, chosen))
        tree = read_one(size_value(windows, now), symbols, source="size").statement
        assert isinstance(tree, Expr)
        expected = int(value(tree, {name(v): n for v, n in chosen.items()}, {}))
        found = extents(taps, _room(taps), middle(1))
        cases += require_same(found, [expected], layer.stage.title)
    return cases


def _choices(windows: Sequence[Reach]) -> list[dict[str, int]]:
    positive = {v for w in windows for v in (w.k, w.s, w.d) if isinstance(v, str)}
    found = {v: None for w in windows for v in w.values if isinstance(v, str)}
    return list(samples(list(found), lambda v: 1 if v in positive else 0, 6))


def _tap(layer: Reach, chosen: Mapping[str, int]) -> Tap:
    k, s, p, d = (chosen[v] if isinstance(v, str) else v for v in layer.values)
    return Tap(k, s, p, d, int(layer.u) if layer.spreads else 0, layer.spreads)


def _room(taps: Sequence[Tap]) -> int:
    """Return a length at which the middle of the last layer is far from both borders."""
    size = jump = 1
    for tap in taps:
        size += (tap.d * (tap.k - 1) + tap.p) * jump
        jump *= 1 if tap.spreads else tap.s
    return 3 * size + 12 * jump * max(tap.s for tap in taps)
