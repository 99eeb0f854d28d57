"""Convolutions of signals in pieces, and of delayed ones."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from apart import right, wrong
from shared import Family, Mutant, Rewriting, display

NAMES = {
    "length less one": "length-off-by-one",
    "length more one": "length-off-by-one",
    "sum less a term": "sum-off-by-one exponent-shifted exponent-off-by-one sum-range-off-by-one "
    "terms-off-by-one",
    "sum more a term": "sum-off-by-one exponent-shifted exponent-off-by-one sum-range-off-by-one "
    "terms-off-by-one",
    "first factor lost": "sum-from-one start-ignored factor-two divisor-forgotten "
    "terms-from-one terms-off-by-one",
    "ratio doubled": "ratio-ignored",
    "another ratio": "ratio-off-by-one slip",
    "never ends": "end-ignored branch-missing branch-lost",
    "cut off": "branch-missing branch-lost",
    "stays": "grows-without-bound ratio-ignored constant-limit",
    "response not summed": "product-for-convolution sum-forgotten length-off-by-one",
    "growing": "ratio-inverted",
    "not flipped": "kernel-not-flipped",
    "range shifted": "branch-range-shifted delay-in-ranges-only",
    "starts late": "origin-off-by-one delay-off-by-one indices-from-one",
    "sign of the exponent": "ratio-inverted sign",
    "tail delayed": "exponent-shifted",
    "samples counted": "ratio-ignored response-ignored",
    "product": "product-for-convolution",
    "longer constant": "branch-range-shifted",
    "falls late": "length-off-by-one off-by-one",
    "starts at nought": "off-by-one slip sum-off-by-one terms-from-one terms-off-by-one",
    "triangle": "branch-range-shifted branch-missing length-off-by-one",
    "height is the longer": "kernel-ignored length-ignored h-ignored",
    "advanced": "delay-sign",
    "delay ignored": "delay-ignored",
    "delay twice": "delay-twice",
    "ranges only": "delay-in-ranges-only",
    "formulas only": "delay-in-values-only",
    "delay less one": "delay-off-by-one off-by-one",
    "delay more one": "delay-off-by-one off-by-one",
    "start only": "branch-range-shifted",
    "end not delayed": "branch-range-shifted",
    "scaled": "delay-multiplied extra-factor",
    "turned": "argument-sign",
    "factor": "extra-factor",
}
SHEET = {"x": "boxcar length=7", "h": "exponential ratio=1/2", "window": [-6, 12]}
THIRD = {"x": "boxcar length=4", "h": "exponential ratio=1/3", "window": [-3, 10]}
BOXES = {"x": "boxcar length=5", "h": "boxcar length=3", "window": [-3, 10]}
LATE = {**SHEET, "delay": 5, "window": [-6, 16]}
LATER = {**THIRD, "delay": 2}
LATEST = {**THIRD, "delay": 4, "window": [-3, 16]}


def pieces(*rows: tuple[object, object], name: str = "y[n]") -> str:
    body = r" \\ ".join(f"{value} & {where}" for value, where in rows)
    return display(rf"{name} = \begin{{cases}} {body} \end{{cases}}")


def half(rise: str, fall: str, first: int = 0, last: int = 6, name: str = "y[n]") -> str:
    return pieces(
        (0, f"n < {first}"), (rise, rf"{first} \le n \le {last}"), (fall, f"n > {last}"), name=name
    )


RISE, FALL = r"2 - \left(\frac{1}{2}\right)^n", r"127 \left(\frac{1}{2}\right)^n"


def signal_mutants() -> Iterator[Mutant]:
    power = r"\left(\frac{1}{2}\right)"
    yield from wrong(
        "signal_convolution", SHEET, NAMES,
        ("length less one", half(RISE, rf"63 {power}^n", last=5)),
        ("length more one", half(RISE, rf"255 {power}^n", last=7)),
        ("sum less a term", half(rf"2 - {power}^{{n - 1}}", FALL)),
        ("sum more a term", half(rf"2 - {power}^{{n + 1}}", FALL)),
        ("first factor lost", half(rf"1 - {power}^n", FALL)),
        ("first factor lost", half(rf"1 - {power}^{{n + 1}}", rf"\frac{{127}}{{2}} {power}^n")),
        ("ratio doubled", half("2 - 1^n", "127")),
        ("another ratio", half(r"\frac{3}{2} - \frac{1}{2} \left(\frac{1}{3}\right)^n", r"1093 \left(\frac{1}{3}\right)^n")),  # noqa: E501
        ("never ends", pieces((0, "n < 0"), (RISE, r"n \ge 0"))),
        ("cut off", pieces((RISE, r"0 \le n \le 6"), (0, r"\text{otherwise}"))),
        ("stays", half(RISE, r"\frac{127}{64}")),
        ("response not summed", half(f"{power}^n", f"{power}^n")),
        ("growing", half("2^{n+1} - 1", r"127 \cdot 2^{n - 6}")),
        ("not flipped", pieces((rf"127 {power}^{{6}} 2^{{n}}", "n < 0"), (rf"2 - {power}^{{6 - n}}", r"0 \le n \le 6"), (0, "n > 6"))),  # noqa: E501
        ("range shifted", half(RISE, FALL, first=1, last=7)),
        ("starts late", half(rf"2 - {power}^{{n-1}}", rf"127 {power}^{{n-1}}", first=1, last=7)),
        ("sign of the exponent", half("2 - 2^n", r"127 \cdot 2^n")),
        ("tail delayed", half(RISE, rf"127 {power}^{{n - 6}}")),
        ("samples counted", half("n + 1", "7")),
        ("one, then the other", half("1", f"{power}^n")),
    )  # fmt: skip
    yield from wrong(
        "signal_convolution", BOXES, NAMES,
        ("longer constant", pieces(("n + 1", r"0 \le n \le 2"), (3, r"3 \le n \le 5"), ("7 - n", r"6 \le n \le 7"), (0, r"\text{otherwise}"))),  # noqa: E501
        ("falls late", pieces(("n + 1", r"0 \le n \le 2"), (3, r"3 \le n \le 4"), ("8 - n", r"5 \le n \le 7"), (0, r"\text{otherwise}"))),  # noqa: E501
        ("starts at nought", pieces(("n", r"0 \le n \le 2"), (3, r"3 \le n \le 4"), ("7 - n", r"5 \le n \le 6"), (0, r"\text{otherwise}"))),  # noqa: E501
        ("triangle", pieces(("n + 1", r"0 \le n \le 3"), ("7 - n", r"4 \le n \le 6"), (0, r"\text{otherwise}"))),  # noqa: E501
        ("height is the longer", pieces(("n + 1", r"0 \le n \le 4"), ("9 - n", r"5 \le n \le 8"), (0, r"\text{otherwise}"))),  # noqa: E501
        ("product", pieces((1, r"0 \le n \le 2"), (0, r"\text{otherwise}"))),
    )  # fmt: skip


def signal_rewritings() -> Iterator[Rewriting]:
    yield from right(
        "signal_convolution", SHEET,
        half(RISE, FALL), half("2 - 2^{-n}", r"127 \cdot 2^{-n}"), half("2 - 0.5^n", r"127 \cdot 0.5^n"),  # noqa: E501
        half(r"\frac{1 - (1/2)^{n+1}}{1 - 1/2}", r"\left(\frac12\right)^{n-6} \frac{1 - (1/2)^7}{1 - 1/2}"),  # noqa: E501
        half(RISE, r"(2^7 - 1) \left(\frac{1}{2}\right)^n"), half(RISE, r"\frac{127}{64} \left(\frac{1}{2}\right)^{n - 6}"),  # noqa: E501
        pieces((RISE, r"n = 0, \dots, 6"), (FALL, r"n \ge 7"), (0, r"\text{otherwise}")),
        half(r"\sum_{k=0}^{n} \left(\frac{1}{2}\right)^k", r"\sum_{k=n-6}^{n} \left(\frac{1}{2}\right)^k"),  # noqa: E501
        half(RISE, FALL, name="(x * h)[n]"),
    )  # fmt: skip
    yield from right(
        "signal_convolution", THIRD,
        pieces((r"\frac{3 - 3^{-n}}{2}", r"0 \le n \le 3"), (r"40 \cdot 3^{-n}", "n > 3"), (0, r"\text{else}")),  # noqa: E501
        pieces((r"\frac{3}{2} \left(1 - \left(\frac{1}{3}\right)^{n+1}\right)", r"0 \le n < 4"), (r"40 \left(\frac13\right)^n", r"4 \le n"), (0, "n < 0")),  # noqa: E501
    )  # fmt: skip
    yield from right(
        "signal_convolution", BOXES,
        pieces(("n + 1", r"0 \le n \le 2"), (3, r"3 \le n \le 4"), ("7 - n", r"5 \le n \le 6"), (0, r"\text{otherwise}")),  # noqa: E501
        pieces((0, "n < 0"), ("n + 1", r"0 \le n < 2"), (3, r"2 \le n \le 4"), ("7 - n", r"4 < n \le 7"), (0, "n > 7")),  # noqa: E501
        "$y[0] = 1$, $y[1] = 2$, $y[2] = y[3] = y[4] = 3$, $y[5] = 2$, $y[6] = 1$, and 0 elsewhere",
    )  # fmt: skip


def moved(by: int, start: int, last: int, *, inside: bool = True) -> str:
    e = f"n - {by}" if by > 0 else f"n + {-by}" if by else "n"
    exponent = e if inside else "n"
    return half(
        rf"2 - \left(\frac{{1}}{{2}}\right)^{{{exponent}}}",
        rf"127 \left(\frac{{1}}{{2}}\right)^{{{exponent}}}", start, last, name="y'[n]",
    )  # fmt: skip


def third(by: int, factor: Fraction = Fraction(1), start: int | None = None) -> str:
    """Write the answer for the ratio 1/3 and length 4, moved."""
    e = f"n - {by}" if by > 0 else f"n + {-by}" if by else "n"
    first = by if start is None else start
    f = "" if factor == 1 else f"{factor} \\cdot "
    return pieces(
        (rf"{f}\frac{{3 - 3^{{-({e})}}}}{{2}}", rf"{first} \le n \le {first + 3}"),
        (rf"{f}40 \cdot 3^{{-({e})}}", f"n > {first + 3}"), (0, r"\text{otherwise}"), name="y'[n]",
    )  # fmt: skip


def delay_mutants() -> Iterator[Mutant]:
    yield from wrong(
        "delayed_convolution", LATE, NAMES,
        ("advanced", moved(-5, -5, 1)), ("delay ignored", moved(0, 0, 6)),
        ("delay twice", moved(10, 10, 16)), ("ranges only", moved(5, 5, 11, inside=False)),
        ("formulas only", moved(5, 0, 6)), ("delay less one", moved(4, 4, 10)),
        ("delay more one", moved(6, 6, 12)), ("start only", moved(5, 5, 6)),
        ("end not delayed", moved(5, 0, 11)), ("advanced", display("y'[n] = y[n + 5]")),
        ("delay twice", display("y'[n] = y[n - 10]")), ("delay ignored", display("y'[n] = y[n]")),
        ("scaled", display("y'[n] = 5 y[n]")), ("stretched", display("y'[n] = y[5 n]")),
        ("added", display("y'[n] = y[n] - 5")), ("turned", display("y'[n] = y[5 - n]")),
        ("factor", half(r"\left(\frac{1}{2}\right)^{5} \left(2 - \left(\frac{1}{2}\right)^{n-5}\right)", r"127 \left(\frac{1}{2}\right)^{n}", 5, 11, name="y'[n]")),  # noqa: E501
    )  # fmt: skip
    for given, delay in ((LATER, 2), (LATEST, 4)):
        yield from wrong(
            "delayed_convolution", given, NAMES,
            ("advanced", third(-delay)), ("delay twice", third(2 * delay)),
            ("delay ignored", third(0)), ("formulas only", third(delay, start=0)),
            ("ranges only", third(0, start=delay)), ("delay more one", third(delay + 1)),
            ("factor", third(delay, Fraction(3))),
        )  # fmt: skip


def delay_rewritings() -> Iterator[Rewriting]:
    shift = display("y'[n] = y[n - 5]")
    yield from right(
        "delayed_convolution", LATE,
        shift + "\n" + moved(5, 5, 11), moved(5, 5, 11) + "\n" + shift,
        shift + "\n" + half(r"2 - 2^{5 - n}", r"127 \cdot 2^{5 - n}", 5, 11, name="y'[n]"),
        shift + "\n" + half(r"2 - 32 \cdot 2^{-n}", r"4064 \cdot 2^{-n}", 5, 11, name="y'[n]"),
        shift + "\n" + half(r"2 - 0.5^{n-5}", r"127 \cdot 0.5^{n-5}", 5, 11, name="y'[n]"),
        "Time invariance: $y'[n] = y[n-5]$, so\n" + moved(5, 5, 11),
        "$y_2[n] = y[n - 5]$ (time invariance), that is\n" + moved(5, 5, 11).replace("y'", "y_2"),
    )  # fmt: skip
    yield from right("delayed_convolution", LATER, display("y'[n] = y[n - 2]") + "\n" + third(2))
    yield from right("delayed_convolution", LATEST, display("y'[n] = y[n - 4]") + "\n" + third(4))


FAMILIES = {
    "signal_convolution": Family(signal_mutants, signal_rewritings),
    "delayed_convolution": Family(delay_mutants, delay_rewritings),
}
