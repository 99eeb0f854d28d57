r"""Signals as givens: ``boxcar length=7``, ``exponential ratio=1/2``, ``ramp length=L delay=N``.

*Defines* `GivenSignal`, one signal of a question, and `read_signal`.

=================  =====================================  ===========================
kind               value at n                             further words
=================  =====================================  ===========================
``impulse``        1 at n = 0
``step``           1 for n >= 0
``boxcar``         1 for n = 0 .. length - 1              ``length``
``ramp``           n for n >= 0                           ``length`` (optional)
``exponential``    ratio^n for n >= 0                     ``ratio``, ``length`` (optional)
=================  =====================================  ===========================

Each takes ``delay`` (an integer or a name, 0 without it) and ``scale`` (a number).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from symconv.algebra.index_terms import unknown
from symconv.algebra.named_polynomial import Scalar
from symconv.algebra.sequences.signal import Signal, boxcar, exponential, impulse, ramp
from symconv.errors import GivenError
from symconv.theorems.givens import size

WORDS: Mapping[str, tuple[str, ...]] = {
    "impulse": (),
    "step": (),
    "boxcar": ("length",),
    "ramp": ("length",),
    "exponential": ("ratio", "length"),
}
NEEDED = {"boxcar": ("length",), "exponential": ("ratio",)}
COMMON = ("delay", "scale")
RESERVED = ("n", "i", "x", "h", "y")
_NUMBER = re.compile(r"-?\d{1,9}(/[1-9]\d{0,8})?")


@dataclass(frozen=True)
class GivenSignal:
    """A signal of a question; sizes and ratio are numbers or names. ``length`` None: for ever."""

    kind: str
    length: int | str | None = None
    ratio: Fraction | str = Fraction(1)
    delay: int | str = 0
    scale: Fraction = Fraction(1)

    @property
    def signal(self) -> Signal:
        """The signal with its closed form."""
        length = None if self.length is None else scalar(self.length)
        match self.kind:
            case "impulse":
                found = impulse()
            case "ramp":
                found = ramp(length)
            case "exponential":
                found = exponential(self.ratio, length)
            case _:
                found = boxcar(length)
        return found.delayed(scalar(self.delay)).scaled(self.scale)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of sizes, not of ratios."""
        return tuple(v for v in (self.length, self.delay) if isinstance(v, str))

    @property
    def delay_scalar(self) -> Scalar:
        """The delay as a polynomial."""
        return scalar(self.delay)

    def at(self, n: int, values: Mapping[str, int], ratios: Mapping[str, Fraction]) -> Fraction:
        """Return the value at n from the definition in words, with numbers for all names."""
        k = n - _value(self.delay, values)
        if k < 0 or (self.length is not None and k >= _value(self.length, values)):
            return Fraction(0)
        ratio = ratios[self.ratio] if isinstance(self.ratio, str) else self.ratio
        if self.kind == "exponential":
            return self.scale * ratio**k
        return self.scale * (k if self.kind == "ramp" else 1)


def read_signal(value: object, given: str) -> GivenSignal:
    """Return the signal that a given says; raise GivenError for one that is none.

    >>> read_signal("boxcar length=7 delay=5", "x").delay
    5
    """
    if not isinstance(value, str) or not value.split():
        raise GivenError(
            f"{given} must be a signal, not {value!r}",
            remedy=f'write {given}: "boxcar length=7" or "exponential ratio=1/2"',
            given=given,
        )
    kind, *rest = value.split()
    if kind not in WORDS:
        close = difflib.get_close_matches(kind, WORDS, 1)
        raise GivenError(
            f"{given} is of no known kind: {kind!r}",
            remedy=f"did you mean {close[0]}?" if close else f"the kinds are {', '.join(WORDS)}",
            given=given,
        )
    words = _words(kind, rest, given)
    for needed in NEEDED.get(kind, ()):
        if needed not in words:
            raise GivenError(
                f"{given}: a signal of kind {kind} needs {needed}=...",
                remedy=f'write {given}: "{kind} {needed}=3"',
                given=given,
            )
    if kind == "ramp" and words.get("length") == "1":
        raise GivenError(
            f"{given} is 0 everywhere: a ramp starts with 0",
            remedy="give it a length of 2 or more",
            given=given,
        )
    return GivenSignal(
        kind,
        _length(words["length"], given) if "length" in words else 1 if kind == "impulse" else None,
        _ratio(words["ratio"], given) if "ratio" in words else Fraction(1),
        _delay(words["delay"], given) if "delay" in words else 0,
        _scale(words["scale"], given) if "scale" in words else Fraction(1),
    )


def read_delay(value: object, given: str) -> int | str:
    """Return a number of samples that is not negative, or a name."""
    return _delay(str(size(value, given, least=0)), given)


def scalar(value: int | str) -> Scalar:
    """Return a size as a polynomial."""
    return unknown(value) if isinstance(value, str) else value


def _words(kind: str, rest: list[str], given: str) -> dict[str, str]:
    found: dict[str, str] = {}
    allowed = (*WORDS[kind], *COMMON)
    for word in rest:
        key, equals, value = word.partition("=")
        if not equals or key not in allowed or key in found or not value:
            raise GivenError(
                f"{given}: {word!r} says nothing of a signal of kind {kind}",
                remedy=f"it takes {', '.join(f'{a}=...' for a in allowed)}, each once",
                given=given,
            )
        found[key] = value
    return found


def _number_or_name(text: str, given: str, least: int) -> int | str:
    if re.fullmatch(r"-?\d{1,9}", text):
        if int(text) < least:
            raise GivenError(
                f"{given}: a length is at least {least}, not {text}",
                remedy=f"write length={least} or more, or a letter",
                given=given,
            )
        return int(text)
    return _name(text, given)


def _name(text: str, given: str) -> str:
    spelled = str(size(text, given, least=0))
    if spelled in RESERVED:
        raise GivenError(
            f"{given} uses {spelled}, which names a signal or an index here",
            remedy="use another letter",
            given=given,
        )
    return spelled


def _length(text: str, given: str) -> int | str:
    return _number_or_name(text, given, 1)


def _delay(text: str, given: str) -> int | str:
    return _number_or_name(text, given, -999_999_999)


def _ratio(text: str, given: str) -> Fraction | str:
    if not _NUMBER.fullmatch(text):
        return _name(text, given)
    if Fraction(text) == 0:
        raise GivenError(f"{given}: a ratio is not 0", remedy='use "impulse"', given=given)
    return Fraction(text)


def _scale(text: str, given: str) -> Fraction:
    if not _NUMBER.fullmatch(text) or Fraction(text) == 0:
        raise GivenError(
            f"{given}: scale must be a number other than 0, not {text}",
            remedy="write for example scale=2 or scale=1/2",
            given=given,
        )
    return Fraction(text)


def _value(size_: int | str, values: Mapping[str, int]) -> int:
    return values[size_] if isinstance(size_, str) else size_
