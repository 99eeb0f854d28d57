r"""The convolution of two signals in closed form, region by region.

The sum of the definition runs over all integers. Where x and h are 0 its terms are 0, which leaves
a finite range; its ends depend on n, so that y has regions. In each one the terms are polynomial
times power, and the sum is a difference :math:`G(u + 1) - G(l)`. Where the order of the regions, or
a quotient 1 of a geometric sum, is not decided by what is given, every case is worked out.
"""

from __future__ import annotations

from dataclasses import replace

from symconv.algebra.index_terms import Facts
from symconv.errors import GivenError
from symconv.latex.drawing import Figure
from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.proof.author import statement
from symconv.proof.derivation import Answer, Derivation, Exact, Witness
from symconv.theorems.answers import box
from symconv.theorems.figures.stem_plots import stem_plot
from symconv.theorems.givens import integers
from symconv.theorems.signal_lines import (
    ALL,
    answer_row,
    check_steps,
    defined,
    region_steps,
    sequence,
    together,
    value,
)
from symconv.theorems.signal_variants import Variant, closed_value, variants
from symconv.theorems.signal_witness import check
from symconv.theorems.signals import GivenSignal, read_signal

CONVENTION = (
    "Convolution in the sense of signal processing: one signal is flipped, x[n - i] meets h[i]; "
    "layers called convolutions in deep learning do not flip (cross-correlation)."
)
SECOND_ROAD = (
    "A second road: behind its first sample, h[n] is the ratio times h[n - 1]. So y[n] minus the "
    "ratio times y[n - 1] is the input times the first sample of h; with y = 0 before the start, "
    "this recurrence determines y. The closed forms satisfy it:"
)
WINDOW = (-6, 12)
LONGEST = 200


def signal_convolution(*, x: str, h: str, window: object = WINDOW) -> Derivation:
    r"""Return the derivation of y = x * h; signals as in `symconv.theorems.signals`.

    ``window`` are the first and the last n of the plot, which is drawn when no size and no ratio is
    a name. Raises GivenError for a text that is no signal, and for a window that is empty.

    >>> found = signal_convolution(x="boxcar length=7", h="exponential ratio=1/2")
    >>> found.answer.value
    'Piecewise((2 - (1/2)**n, And(Ge(n, 0), Le(n, 6))), (127*(1/2)**n, Ge(n, 7)), (0, True))'
    """
    a, b = read_signal(x, "x"), read_signal(h, "h")
    shown = read_window(window)
    symbols = symbols_of(a, b)
    found = variants(a, b, facts_of(a, b))
    several = len(found) > 1
    regions = []
    for k, variant in enumerate(found):
        lines = list(region_steps(variant, symbols, f"case {k}"))
        regions += [*lines, together(variant, lines, symbols)]
    checks = [s for v in found for s in check_steps(v, b, symbols)]
    if checks:
        checks[0] = replace(checks[0], before=SECOND_ROAD)
    values: list[Exact] = [value(v) for v in found]
    return Derivation(
        name="signal_convolution",
        title="A convolution in closed form",
        symbols=symbols,
        conventions=(CONVENTION,),
        hypotheses=tuple((c, statement(c, symbols)) for c in nonzero(a, b)),
        definitions=(
            defined("x", a, symbols, "given"),
            defined("h", b, symbols, "given"),
            sequence(rf"y[n] := {ALL} x[n - i] h[i]", "the definition of the convolution", symbols),
        ),
        steps=(*regions, *checks),
        answer=Answer(box([answer_row(v) for v in found]), tuple(values) if several else values[0]),
        witness=Witness(
            "sums of products by the convolution kernel, with the flip", lambda: check(a, b, found)
        ),
        figures=plots(a, b, found, shown),
    )


def read_window(value: object) -> range:
    """Return the places of a plot; raise GivenError for no window."""
    ends = integers(value, "window", rank=2, least=-10_000)
    if isinstance(value, int) or not 0 <= ends[1] - ends[0] <= LONGEST:
        raise GivenError(
            f"window must go from a first n to a last one, at most {LONGEST} further, not {value}",
            remedy="write for example window: [-6, 12]",
            given="window",
        )
    return range(ends[0], ends[1] + 1)


def plots(
    x: GivenSignal, h: GivenSignal, found: tuple[Variant, ...], window: range, y: str = "y"
) -> tuple[Figure, ...]:
    """Return the stems of y over a window, where no size and no ratio is a name."""
    if any(isinstance(v, str) for s in (x, h) for v in (s.length, s.delay, s.ratio)):
        return ()
    values = [closed_value(found, n, {}, {}) for n in window]
    return (
        stem_plot(
            f"{y}[n]",
            values,
            window[0],
            f"The convolution from $n = {window[0]}$ to $n = {window[-1]}$.",
        ),
    )


def symbols_of(*signals: GivenSignal) -> SymbolTable:
    """Declare the names of sizes, delays and ratios beside those of the signals."""
    lengths = {s.length for s in signals if isinstance(s.length, str)}
    delays = {s.delay for s in signals if isinstance(s.delay, str)} - lengths
    ratios = {s.ratio for s in signals if isinstance(s.ratio, str)}
    if both := (lengths | delays) & ratios:
        raise GivenError(
            f"{min(both)} is a size and a ratio",
            remedy="give the ratio another letter",
            given="h",
        )
    return SymbolTable.of(
        scalars("n i", Domain.INTEGER),
        scalars(" ".join(sorted(lengths)), Domain.POSITIVE),
        scalars(" ".join(sorted(delays)), Domain.INTEGER),
        scalars(" ".join(sorted(ratios)), Domain.REAL),
        tensors("x h y", rank=1),
    )


def facts_of(*signals: GivenSignal) -> Facts:
    """Return what is known of the sizes: a length is at least 1."""
    return Facts({s.length: 1 for s in signals if isinstance(s.length, str)})


def nonzero(*signals: GivenSignal) -> list[str]:
    """Return that ratios which are names are not 0."""
    ratios = sorted({s.ratio for s in signals if isinstance(s.ratio, str)})
    return [rf"{r} \ne 0" for r in ratios]
