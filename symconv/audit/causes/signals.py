r"""Mistakes in convolving signals: lengths, ratios, delays, the flip, the ends of the sum.

*Defines* `signal_variants`. A mistake about a given changes the signal, and the convolution is
worked out again; one about the sum :math:`\sum_i x[n - i]\, h[i]` changes the sum.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.pieces import Row, in_pieces
from symconv.audit.causes.question import Question
from symconv.audit.causes.trees import number
from symconv.audit.signals.finite import finite
from symconv.errors import SymconvError
from symconv.latex.substitute import substitute
from symconv.latex.tree import (
    Add,
    Big,
    Chain,
    Expr,
    Indexed,
    Infinity,
    Iverson,
    Multiply,
    Negative,
    Node,
    Range,
    Symbol,
)
from symconv.notation import Name
from symconv.proof.sums.trees import closed_form
from symconv.theorems.signal_convolution import facts_of
from symconv.theorems.signal_variants import variants
from symconv.theorems.signals import GivenSignal, read_delay, read_signal

TIME, TAP = Symbol(Name("n")), Symbol(Name("q"))
WORDS = {"x": "the input", "h": "the impulse response"}


@dataclass(frozen=True)
class Pair:
    """The input, without the delay that a question adds, the response, and that delay."""

    x: GivenSignal
    h: GivenSignal
    delay: int | str = 0

    @property
    def late(self) -> GivenSignal:
        """The input as it is convolved."""
        return self.x if self.delay == 0 else replace(self.x, delay=self.delay)


def pair_of(question: Question) -> Pair | None:
    """Return the signals of a question; None for a question about other things."""
    if question.time is None:
        return None
    given = question.given
    x, h = read_signal(given.get("x"), "x"), read_signal(given.get("h"), "h")
    return Pair(x, h, read_delay(given["delay"], "delay") if "delay" in given else 0)


def signal_variants(question: Question) -> Iterator[Variant]:
    """Yield the convolution after each mistake."""
    pair = pair_of(question)
    if pair is None:
        return
    for mistake, other in (*_lengths(pair), *_ratios(pair), *_places(pair), *_delays(pair)):
        tree = convolved(other)
        if tree is not None:
            yield Variant((mistake,), {0: tree}, question.points)
    if isinstance(pair.delay, str):
        for mistake, place in _lettered(Symbol(Name(pair.delay))):
            late = substitute(question.trees[0], {Name(pair.delay): place})
            yield Variant((mistake,), {0: late}, question.points)
    for mistake, tree in _sums(pair):
        computed: Expr = finite(tree, question.points.definitions)
        yield Variant((mistake,), {0: computed}, question.points)


def convolved(pair: Pair) -> Expr | None:
    """Return the convolution of two signals in pieces; None where it depends on an open order."""
    try:
        found = variants(pair.late, pair.h, facts_of(pair.late, pair.h))
    except SymconvError:
        return None
    if len(found) != 1:
        return None
    rows = [Row(r.first, r.last, closed_form(r.value)) for r in found[0].regions]
    return in_pieces(rows)


def _lengths(pair: Pair) -> Iterator[tuple[Mistake, Pair]]:
    for key, signal in (("x", pair.x), ("h", pair.h)):
        length = signal.length
        if length is None or signal.kind == "impulse":
            continue
        endless = replace(
            signal, kind="step" if signal.kind == "boxcar" else signal.kind, length=None
        )
        said = f"{WORDS[key]} was taken never to end"
        yield Mistake("end-ignored", said), _with(pair, key, endless)
        if isinstance(length, int):
            for step in (1, -1):
                if length + step >= 1:
                    said = f"{WORDS[key]} was taken to have {length + step} samples, not {length}"
                    other = replace(signal, length=length + step)
                    yield Mistake("length-off-by-one", said), _with(pair, key, other)


def _ratios(pair: Pair) -> Iterator[tuple[Mistake, Pair]]:
    for key, signal in (("x", pair.x), ("h", pair.h)):
        if signal.kind == "exponential" and isinstance(signal.ratio, Fraction):
            ratio = signal.ratio
            said = f"the ratio was inverted: {1 / ratio} for {ratio}"
            yield (
                Mistake("ratio-inverted", said),
                _with(pair, key, replace(signal, ratio=1 / ratio)),
            )
            said = f"the sign of the ratio is reversed: {-ratio} for {ratio}"
            yield Mistake("ratio-sign", said), _with(pair, key, replace(signal, ratio=-ratio))
            said = "the ratio was taken to be 1: a step for an exponential"
            flat = replace(signal, ratio=Fraction(1))
            yield Mistake("ratio-ignored", said), _with(pair, key, flat)
        if signal.scale != 1:
            said = f"the factor {signal.scale} of {WORDS[key]} was left out"
            yield (
                Mistake("scale-ignored", said),
                _with(pair, key, replace(signal, scale=Fraction(1))),
            )


def _places(pair: Pair) -> Iterator[tuple[Mistake, Pair]]:
    """Signals that begin one sample too late or too early, or whose own delay is lost."""
    if pair.delay != 0:
        return
    for key, signal in (("x", pair.x), ("h", pair.h)):
        if not isinstance(signal.delay, int):
            continue
        for step, word in ((1, "late"), (-1, "early")):
            said = f"{WORDS[key]} begins one sample too {word}"
            other = replace(signal, delay=signal.delay + step)
            yield Mistake("origin-off-by-one", said, 2), _with(pair, key, other)
        for mistake, delay in _wrong_delays(signal.delay):
            yield mistake, _with(pair, key, replace(signal, delay=delay))


def _delays(pair: Pair) -> Iterator[tuple[Mistake, Pair]]:
    if isinstance(pair.delay, int):
        for mistake, delay in _wrong_delays(pair.delay):
            yield mistake, replace(pair, delay=delay)
        for step in (1, -1):
            if pair.delay:
                said = f"the delay was taken to be {pair.delay + step}, not {pair.delay}"
                yield Mistake("delay-off-by-one", said, 2), replace(pair, delay=pair.delay + step)


def _lettered(delay: Symbol) -> Iterator[tuple[Mistake, Node]]:
    """The same mistakes about a delay that is a letter."""
    yield Mistake("delay-ignored", "the delay was ignored"), number(0)
    said = "the sign of the delay is reversed: an advance"
    yield Mistake("delay-sign", said), Negative(delay)
    said = "the delay was applied twice, as if both signals came later"
    yield Mistake("delay-twice", said), Multiply((number(2), delay))
    for step, word in ((1, "large"), (-1, "small")):
        said = f"the delay was taken one too {word}"
        yield Mistake("delay-off-by-one", said, 2), Add((delay, number(step)))


def _wrong_delays(delay: int) -> Iterator[tuple[Mistake, int]]:
    if delay:
        yield Mistake("delay-ignored", "the delay was ignored"), 0
        said = "the sign of the delay is reversed: an advance"
        yield Mistake("delay-sign", said), -delay
        said = "the delay was applied twice, as if both signals came later"
        yield Mistake("delay-twice", said), 2 * delay


def _with(pair: Pair, key: str, signal: GivenSignal) -> Pair:
    return replace(pair, x=signal) if key == "x" else replace(pair, h=signal)


def _sums(pair: Pair) -> Iterator[tuple[Mistake, Expr]]:
    """Other sums than that of the definition."""
    x = "x" if pair.delay == 0 else "x'"
    ahead = Add((TIME, TAP))
    behind = Add((TIME, Negative(TAP)))
    said = "no signal was flipped: x[n + i] h[i] was summed, a correlation"
    yield Mistake("kernel-not-flipped", said), _sum(x, ahead, TAP)
    said = "no signal was flipped: x[i] h[n + i] was summed, a correlation"
    yield Mistake("kernel-not-flipped", said), _sum(x, TAP, ahead)
    said = "the signals were multiplied sample by sample"
    yield Mistake("product-for-convolution", said), Multiply((_at(x, TIME), _at("h", TIME)))
    for key, signal, place in (("h", pair.h, TAP), ("x", pair.late, behind)):
        if isinstance(signal.delay, int):
            first = Iverson(Chain((place, number(signal.delay)), ("=",)))
            rest = Multiply((Add((number(1), Negative(first))), _at(x, behind), _at("h", TAP)))
            said = f"the sum starts one too late: the first sample of {WORDS[key]} is left out"
            yield Mistake("terms-from-one", said), _over_all(rest)


def _sum(x: str, at: Expr, tap: Expr) -> Expr:
    return _over_all(Multiply((_at(x, at), _at("h", tap))))


def _over_all(term: Expr) -> Expr:
    return Big("sum", (Range(TAP, Negative(Infinity()), Infinity()),), term)


def _at(letter: str, place: Expr) -> Expr:
    name = Name(letter.rstrip("'"), primes=letter.count("'"))
    return Indexed(Symbol(name), (place,), "bracket")
