r"""Mistakes about givens: ignored, off by one, swapped, applied twice.

*Defines* `letter_changes`. A given is a letter in the conclusions of the theorem; a mistake about
it is a change of that letter, put into the symbolic result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.question import Question
from symconv.audit.causes.trees import minus, number, over, plus, times
from symconv.latex.tree import Node, Symbol
from symconv.notation import Name

DEFAULTS = {"stride": 1, "padding": 0, "dilation": 1, "output_padding": 0, "groups": 1, "jump": 1}
WORDS = {
    "stride": "the stride",
    "padding": "the padding",
    "dilation": "the dilation",
    "output_padding": "the output padding",
    "groups": "the number of groups",
    "kernel_size": "the kernel size",
    "in_channels": "the number of input channels",
    "out_channels": "the number of output channels",
    "channels": "the number of channels",
    "depth": "the number of layers",
    "jump": "the jump",
}
SWAPS = (
    ("stride", "padding"),
    ("stride", "dilation"),
    ("padding", "dilation"),
    ("kernel_size", "stride"),
    ("kernel_size", "padding"),
    ("in_channels", "out_channels"),
    ("kernel_size", "depth"),
    ("stride", "jump"),
)

Change = tuple[Mistake, Mapping[Name, Node]]


def letter_changes(question: Question) -> Iterator[Change]:
    """Yield the mistakes about the givens of a question, with what each makes of the letters."""
    letters = question.letters
    yield from _ignored(letters)
    for key, letter in letters.items():
        yield from _off(key.replace("_", "-"), WORDS[key], letter)
    for letter in question.sizes:
        yield from _off("size", f"the size {letter}", letter)
    yield from _swapped(question)
    yield from _misapplied(letters)


def _ignored(letters: Mapping[str, Name]) -> Iterator[Change]:
    """One given at its default, then several together; all of them is one mistake."""
    present = [key for key in DEFAULTS if key in letters]
    for count in range(1, len(present) + 1):
        for keys in combinations(present, count):
            values = {letters[key]: number(DEFAULTS[key]) for key in keys}
            if count == 1:
                key = keys[0]
                sentence = f"{WORDS[key]} was ignored ({DEFAULTS[key]} in its place)"
                yield Mistake(f"{key.replace('_', '-')}-ignored", sentence), values
            else:
                said = ", ".join(WORDS[key] for key in keys)
                weight = 1 if count == len(present) else 2 * count - 1
                yield Mistake("params-ignored", f"{said} were ignored", weight), values


def _off(name: str, words: str, letter: Name) -> Iterator[Change]:
    symbol, one = Symbol(letter), number(1)
    more, less = plus(symbol, one), plus(symbol, number(-1))
    yield Mistake(f"{name}-off-by-one", f"{words} was taken one too large", 2), {letter: more}
    yield Mistake(f"{name}-off-by-one", f"{words} was taken one too small", 2), {letter: less}


def _swapped(question: Question) -> Iterator[Change]:
    letters = question.letters
    for a, b in SWAPS:
        if a in letters and b in letters:
            name = f"{a}-{b}-swapped".replace("_", "-")
            values = {letters[a]: Symbol(letters[b]), letters[b]: Symbol(letters[a])}
            yield Mistake(name, f"{WORDS[a]} and {WORDS[b]} were swapped"), values
    if len(question.sizes) >= 2:
        h, w, *_ = question.sizes
        sentence = f"{h} and {w} were swapped"
        swap = {h: Symbol(w), w: Symbol(h)}
        yield Mistake("height-width-swapped", sentence, convention="sizes in the order W, H"), swap


def _misapplied(letters: Mapping[str, Name]) -> Iterator[Change]:
    if "padding" in letters:
        p = letters["padding"]
        once = {p: over(Symbol(p), number(2))}
        yield Mistake("padding-once", "the padding was applied on one side only"), once
        twice = {p: times(number(2), Symbol(p))}
        yield Mistake("padding-twice", "the padding was applied twice"), twice
    if "stride" in letters:
        s = letters["stride"]
        yield (
            Mistake("stride-twice", "the stride was applied twice", 2),
            {s: times(Symbol(s), Symbol(s))},
        )
    if "dilation" in letters and "kernel_size" in letters:
        yield from _dilated(letters["kernel_size"], letters["dilation"])
    if "groups" in letters:
        m = letters["groups"]
        squared = {m: times(Symbol(m), Symbol(m))}
        yield Mistake("groups-twice", "the groups were divided by twice"), squared
        inverse = {m: over(number(1), Symbol(m))}
        yield Mistake("groups-multiplied", "the groups were multiplied by, not divided by"), inverse
        for key in ("in_channels", "out_channels"):
            if key in letters:
                sentence = f"the groups were taken for a group size ({WORDS[key]} per group)"
                values = {m: over(Symbol(letters[key]), Symbol(m))}
                yield Mistake("groups-as-group-size", sentence), values


def _dilated(k: Name, d: Name) -> Iterator[Change]:
    """``D K`` for the reach ``D (K - 1) + 1`` of a dilated kernel, and its kin."""
    inverse = over(number(1), Symbol(d))
    reach = plus(Symbol(k), number(1), minus(inverse))
    sentence = "a dilated kernel was taken to reach over D K samples in place of D (K - 1) + 1"
    yield Mistake("dilated-kernel", sentence), {k: reach}
    short = plus(Symbol(k), minus(inverse))
    sentence = "a dilated kernel was taken to reach over D (K - 1) samples"
    yield Mistake("dilated-kernel", sentence), {k: short}
    holes = "a dilated kernel was taken to reach over K + D (K - 1) samples"
    wide = plus(Symbol(k), over(plus(Symbol(k), number(-1)), Symbol(d)))
    yield Mistake("dilated-kernel", holes), {k: wide}
