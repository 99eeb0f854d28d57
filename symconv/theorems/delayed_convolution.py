r"""A delay of the input is a delay of the output: a convolution is time-invariant.

With x'[n] = x[n - N], term i of y'[n] is term i of y[n - N]. The closed form of the delayed output
is derived afresh, so that it can be compared with the delayed closed form.
"""

from __future__ import annotations

from dataclasses import replace

from symconv.algebra.named_polynomial import minus
from symconv.algebra.sequences.signal import N
from symconv.errors import GivenError
from symconv.latex import plain
from symconv.notation import tensors
from symconv.proof.author import statement, step
from symconv.proof.derivation import Answer, Derivation, Witness
from symconv.proof.sums.trees import polynomial
from symconv.theorems.answers import box
from symconv.theorems.signal_convolution import (
    CONVENTION,
    WINDOW,
    facts_of,
    nonzero,
    plots,
    read_window,
    symbols_of,
)
from symconv.theorems.signal_lines import (
    ALL,
    answer_row,
    defined,
    region_steps,
    sequence,
    together,
    value,
)
from symconv.theorems.signal_variants import variants, written
from symconv.theorems.signal_witness import check
from symconv.theorems.signals import GivenSignal, read_delay, read_signal

LATE_INPUT, LATE = "x'", "y'"


def delayed_convolution(*, x: str, h: str, delay: object, window: object = WINDOW) -> Derivation:
    """Return the derivation of the output for x delayed by ``delay`` samples.

    Signals as in `symconv.theorems.signals`; ``delay`` is 0 or more, or a name, which is any
    integer. Raises GivenError.

    >>> found = delayed_convolution(x="boxcar length=2", h="step", delay=5)
    >>> found.answer.value
    ('y[n - 5]', 'Piecewise((n - 4, And(Ge(n, 5), Le(n, 6))), (2, Ge(n, 7)), (0, True))')
    """
    a, b = read_signal(x, "x"), read_signal(h, "h")
    if a.delay != 0:
        raise GivenError("x is delayed already", remedy="leave its delay to delay: ...", given="x")
    late = replace(a, delay=read_delay(delay, "delay"))
    places = read_window(window)
    symbols = symbols_of(late, b).extended(tensors(f"{LATE_INPUT} {LATE}", rank=1))
    place = written(minus(N, late.delay_scalar))
    found = variants(late, b, facts_of(late, b))
    property_ = f"{LATE}[n] = y[{place}]"
    steps = [step(property_, "term by term the same sum: time invariance", symbols, label="late")]
    for k, variant in enumerate(found):
        lines = list(region_steps(variant, symbols, f"case {k}", LATE))
        steps += [*lines, together(variant, lines, symbols, LATE)]
    rows = [property_, *(answer_row(v, LATE) for v in found)]
    return Derivation(
        name="delayed_convolution",
        title="The convolution of a delayed signal",
        symbols=symbols,
        conventions=(CONVENTION,),
        hypotheses=tuple((c, statement(c, symbols)) for c in nonzero(late, b)),
        definitions=(
            defined("x", a, symbols, "given"),
            defined("h", b, symbols, "given"),
            sequence(rf"y[n] := {ALL} x[n - i] h[i]", "the convolution of x and h", symbols),
            sequence(f"{LATE_INPUT}[n] := x[{place}]", "the delayed signal", symbols),
            sequence(
                rf"{LATE}[n] := {ALL} {LATE_INPUT}[n - i] h[i]", "its convolution with h", symbols
            ),
        ),
        steps=tuple(steps),
        answer=Answer(box(rows), (f"y[{_plain(late)}]", *map(value, found))),
        witness=Witness(
            "sums of products by the convolution kernel, with the flip",
            lambda: check(late, b, found),
        ),
        figures=plots(late, b, found, places, LATE),
    )


def _plain(late: GivenSignal) -> str:
    return plain.write(polynomial(minus(N, late.delay_scalar)))
