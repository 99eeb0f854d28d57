"""Convolutions of signals: branches, sums, ratios, delays; in cases, sums, lines, values."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from shared import Family, Mutant, Rewriting, display, tex

QUESTIONS = ((7, Fraction(1, 2)), (4, Fraction(1, 3)), (5, Fraction(2)), (3, Fraction(-1, 2)))
DELAYS = ((7, Fraction(1, 2), 5), (4, Fraction(1, 3), 2), (3, Fraction(2), 4))
Rows = list[tuple[str, str]]


def asked(length: int, ratio: Fraction, **more: object) -> dict[str, object]:
    """Return a boxcar through an exponential filter."""
    return {"x": f"boxcar length={length}", "h": f"exponential ratio={ratio}", **more}


def power(ratio: Fraction, exponent: str) -> str:
    """Write a power of a ratio."""
    return rf"\left({tex(ratio)}\right)^{{{exponent}}}"


def geometric(ratio: Fraction, first: str, behind: str) -> str:
    """Write a geometric sum from one exponent to the one before another."""
    return rf"\frac{{{power(ratio, first)} - {power(ratio, behind)}}}{{1 - {bracketed(ratio)}}}"


def bracketed(ratio: Fraction) -> str:
    """Write a ratio behind a minus sign."""
    return tex(ratio) if ratio > 0 else rf"\left({tex(ratio)}\right)"


def cases(rows: Rows, name: str = "y[n]") -> str:
    """Write a signal in cases, 0 otherwise."""
    body = r" \\ ".join(f"{value} & {where}" for value, where in rows)
    return rf"{name} = \begin{{cases}} {body} \\ 0 & \text{{otherwise}} \end{{cases}}"


def lines(rows: Rows, name: str = "y[n]") -> str:
    """Write a signal line by line, each under its condition."""
    return "\n\n".join(f"For ${where}$: ${name} = {value}$." for value, where in rows) + (
        f"\n\nOtherwise ${name} = 0$."
    )


def ranges(last: int, first: int | None = None, start: int = 0) -> tuple[str, str]:
    """Write the ranges of two branches."""
    return rf"{start} \le n \le {last}", rf"n \ge {last + 1 if first is None else first}"


def branches(length: int, ratio: Fraction) -> tuple[str, str]:
    """Return the values in both branches."""
    return geometric(ratio, "0", "n + 1"), geometric(ratio, f"n - {length - 1}", "n + 1")


def convolution_mutants() -> Iterator[Mutant]:
    """Ends, sums, givens, signs and the flip; every second one line by line."""
    for length, ratio in QUESTIONS:
        given = asked(length, ratio)
        for number, (names, rows) in enumerate(wrong_rows(length, ratio)):
            text = lines(rows) if number % 2 else display(cases(rows))
            kind = names[0] if names else "other"
            yield Mutant("signal_convolution", given, kind, frozenset(names), text)


def wrong_rows(length: int, ratio: Fraction) -> Iterator[tuple[tuple[str, ...], Rows]]:
    """Yield the branches after a mistake.

    From n = -1 and up to one sample less, the formulas of neighbours agree: that is right.
    """
    one, two = branches(length, ratio)
    here, there = ranges(length - 1)
    shifted = ("branch-range-shifted",)
    for last in (length, length + 1, length - 3):
        low, high = ranges(last)
        yield shifted, [(one, low), (two, high)]
    for start in (1, 2, -2, -3):
        yield shifted, [(one, ranges(length - 1, start=start)[0]), (two, there)]
    yield shifted, [(one, here), (two, rf"n \ge {length + 1}")]
    yield (*shifted, "branch-lost"), [(one, here), (two, rf"n \ge {length + 2}")]
    yield ("branch-lost",), [(one, here)]
    yield ("branch-lost",), [(two, there)]
    yield ("branch-lost", "end-ignored"), [(one, r"n \ge 0")]
    yield ("branch-lost",), [(two, r"n \ge 0")]
    yield ("branches-exchanged",), [(two, here), (one, there)]
    yield ("start-ignored",), [(one, rf"n \le {length - 1}"), (two, there)]
    late, early = geometric(ratio, "0", "n + 2"), geometric(ratio, "0", "n")
    yield ("terms-off-by-one", "exponent-shifted"), [(late, here), (two, there)]
    yield ("terms-off-by-one", "exponent-shifted", "terms-from-one"), [(early, here), (two, there)]
    for first, behind in (("n - {}", "n + 2"), ("n - {}", "n"), ("n - {} - 1", "n + 1")):
        value = geometric(ratio, first.format(length - 1), behind)
        yield ("terms-off-by-one",), [(one, here), (value, there)]
    yield (
        ("terms-off-by-one",),
        [(one, here), (geometric(ratio, f"n - {length - 2}", "n + 1"), there)],
    )
    yield ("ratio-inverted",), [*zip(branches(length, 1 / ratio), (here, there), strict=True)]
    yield ("ratio-sign",), [*zip(branches(length, -ratio), (here, there), strict=True)]
    for other in (length + 1, length - 1):
        rows = [*zip(branches(other, ratio), ranges(other - 1), strict=True)]
        yield ("length-off-by-one",), rows
    flat = [("n + 1", here), (f"{length}", there)]
    yield ("ratio-ignored",), flat
    bare = [
        rf"{v.replace('frac', 'dfrac')} \cdot \left(1 - {bracketed(ratio)}\right)"
        for v in (one, two)
    ]
    yield ("divisor-forgotten", *(["factor-two"] if ratio in (Fraction(1, 2), -1) else []),
           *(["sign"] if ratio == 2 else [])), [*zip(bare, (here, there), strict=True)]  # fmt: skip
    yield ("divisor-forgotten", "sign") if ratio == 2 else ("divisor-forgotten",), [
        (one, here), (bare[1], there)]  # fmt: skip
    yield ("sign",), [(f"-{one}", here), (f"-{two}", there)]
    yield ("factor-two",), [(rf"2 \cdot {one}", here), (rf"2 \cdot {two}", there)]
    yield ("product-for-convolution",), [(power(ratio, "n"), here)]
    correlated = [
        (geometric(ratio, "0", f"{length} - n"), here),
        (geometric(ratio, "-n", f"{length} - n"), "n < 0"),
    ]
    yield ("kernel-not-flipped",), correlated
    later = [
        (geometric(ratio, "0", "n"), rf"1 \le n \le {length}"),
        (geometric(ratio, f"n - {length}", "n"), rf"n > {length}"),
    ]
    yield ("origin-off-by-one",), later
    yield ("terms-from-one",), [(rf"{one} - 1", here), (two, there)]
    yield (), [(rf"{one} + n", here), (two, there)]
    yield (), [(one, here), (rf"{two} + \frac{{1}}{{7}}", there)]
    yield (), [(rf"\frac{{3}}{{4}} \cdot {one}", here), (rf"\frac{{5}}{{4}} \cdot {two}", there)]


def trapezoid(length: int, width: int) -> Rows:
    """Return the convolution of two boxcars, the first one shorter."""
    return [
        ("n + 1", rf"0 \le n \le {length - 2}"),
        (f"{length}", rf"{length - 1} \le n \le {width - 1}"),
        (f"{length + width - 1} - n", rf"{width} \le n \le {length + width - 2}"),
    ]


def delayed_mutants() -> Iterator[Mutant]:
    """The delay ignored, twice, with the wrong sign, in ranges or values alone; branches moved."""
    for length, ratio, delay in DELAYS:
        given = asked(length, ratio, delay=delay)

        def wrong(rows: Rows, *names: str, given: dict[str, object] = given) -> Mutant:
            kind = names[0] if names else "other"
            text = display(cases(rows, "y'[n]"))
            return Mutant("delayed_convolution", given, kind, frozenset(names), text)

        def said(text: str, *names: str, given: dict[str, object] = given) -> Mutant:
            kind = names[0] if names else "other"
            return Mutant("delayed_convolution", given, kind, frozenset(names), display(text))

        places = {"delay-ignored": 0, "delay-sign": -delay, "delay-twice": 2 * delay}
        for name, place in places.items():
            yield wrong(late_rows(length, ratio, place, place), name)
            yield said(f"y'[n] = y[n {-place:+d}]" if place else "y'[n] = y[n]", name)
        for step in (1, -1):
            yield wrong(late_rows(length, ratio, delay + step, delay + step), "delay-off-by-one")
            yield said(f"y'[n] = y[n - {delay + step}]", "delay-off-by-one")
        yield wrong(late_rows(length, ratio, 0, delay), "delay-in-ranges-only")
        yield wrong(late_rows(length, ratio, delay, 0), "delay-in-values-only")
        first, second = late_rows(length, ratio, delay, delay)
        for last in (1, 2, -2):
            low = rf"{delay} \le n \le {delay + length - 1 + last}"
            high = rf"n \ge {delay + length + last}"
            yield wrong([(first[0], low), (second[0], high)], "branch-range-shifted")
        yield wrong([first], "branch-lost")
        yield wrong([(first[0], rf"n \ge {delay}")], "branch-lost", "end-ignored")
        yield wrong(late_rows(length + 1, ratio, delay, delay), "length-off-by-one")
        yield wrong(late_rows(length, 1 / ratio, delay, delay), "ratio-inverted")
        everywhere = r"\sum_{m=-\infty}^{\infty}"
        yield said(rf"y'[n] = {everywhere} x[m - {delay}] h[n - m - {delay}]", "delay-twice")
        yield said(rf"y'[n] = {everywhere} x[m + {delay}] h[n - m]", "delay-sign")
        yield said(rf"y'[n] = {everywhere} x[m] h[n - m]", "delay-ignored")
        yield said(rf"y'[n] = y[n] + {delay}")
        yield said(rf"y'[n] = {delay} y[n]")
        yield said(f"y'[n] = y[{delay} - n]")
    yield from lettered_mutants()


def lettered_mutants() -> Iterator[Mutant]:
    """The same with a letter for the delay."""
    given = asked(7, Fraction(1, 2), delay="N")
    for name, text in (
        ("delay-sign", "y'[n] = y[n + N]"),
        ("delay-ignored", "y'[n] = y[n]"),
        ("delay-twice", "y'[n] = y[n - 2 N]"),
        ("delay-off-by-one", "y'[n] = y[n - N + 1]"),
        ("delay-sign", r"y'[n] = \sum_{m=-\infty}^{\infty} x[m + N] h[n - m]"),
        ("delay-twice", r"y'[n] = \sum_{m=-\infty}^{\infty} x[m - N] h[n - N - m]"),
        ("other", "y'[n] = N y[n]"),
    ):
        names = frozenset({name} - {"other"})
        yield Mutant("delayed_convolution", given, name, names, display(text), unique=bool(names))


def late_rows(length: int, ratio: Fraction, by: int, start: int) -> Rows:
    """Return the branches with values delayed by one number and ranges by another."""
    values = [
        geometric(ratio, "0", f"n {1 - by:+d}"),
        geometric(ratio, f"n {-by - length + 1:+d}", f"n {1 - by:+d}"),
    ]
    low, high = ranges(start + length - 1, start=start)
    return [(values[0], low), (values[1], high)]


def convolution_rewritings() -> Iterator[Rewriting]:
    """Cases, lines, unit steps, sums, values; each with other bounds, letters and powers."""
    for length, ratio in QUESTIONS[:3]:
        given = asked(length, ratio, window=[-2, length + 3])
        for form, text in right_forms(length, ratio):
            yield Rewriting("signal_convolution", given, form, text)
    box = {"x": "boxcar length=3", "h": "boxcar length=5"}
    rows = trapezoid(3, 5)
    yield Rewriting("signal_convolution", box, "trapezoid", display(cases(rows)))
    yield Rewriting("signal_convolution", box, "trapezoid, lines", lines(rows))
    steps = "y[n] = (n+1) u[n] - (n-2) u[n-3] - (n-4) u[n-5] + (n-7) u[n-8]"
    yield Rewriting("signal_convolution", box, "ramps", display(steps))
    shift = r"y[n] = \sum_{k=0}^{2} \left(u[n - k] - u[n - k - 5]\right)"
    yield Rewriting("signal_convolution", box, "shifted boxcars", display(shift))
    lettered = {"x": "boxcar length=L", "h": "exponential ratio=1/2"}
    for form, text in {
        "size, cases": cases(
            [(r"2 - 2^{-n}", r"0 \le n < L"), (r"(2^{L} - 1) \cdot 2^{-n}", r"n \ge L")]
        ),
        "size, sums": cases(
            [
                (r"\sum_{k=0}^{n} 2^{-k}", r"0 \le n \le L - 1"),
                (r"\sum_{k=n-L+1}^{n} 2^{-k}", r"n \ge L"),
            ]
        ),
        "size, shifts": r"y[n] = \sum_{k=0}^{L-1} h[n - k]",
        "size, steps": r"y[n] = (2 - 2^{-n}) u[n] - (2 - 2^{-(n - L)}) u[n - L]",
    }.items():
        yield Rewriting("signal_convolution", lettered, form, display(text))
    ramp = {"x": "ramp", "h": "step delay=2"}
    text = cases([(r"\frac{(n - 2)(n - 1)}{2}", r"n \ge 2")])
    yield Rewriting("signal_convolution", ramp, "a sum of a ramp", display(text))
    yield Rewriting(
        "signal_convolution",
        ramp,
        "sum",
        "$y[n] = \\sum_{k=0}^{n-2} k$ for $n \\ge 2$, $y[n] = 0$ otherwise.",
    )


def right_forms(length: int, ratio: Fraction) -> Iterator[tuple[str, str]]:
    """Yield a right answer in many forms."""
    one, two = branches(length, ratio)
    here, there = ranges(length - 1)
    p = power(ratio, "k")
    yield "cases", display(cases([(one, here), (two, there)]))
    yield "bounds", display(cases([(one, rf"0 \le n < {length}"), (two, rf"n > {length - 1}")]))
    yield (
        "overlap",
        display(cases([(one, rf"-1 \le n \le {length - 2}"), (two, rf"n \ge {length - 1}")])),
    )
    yield "lines", lines([(one, here), (two, there)])
    yield "function", display(cases([(one, here), (two, there)], "y(n)"))
    yield "star", display("(x * h)[n]" + cases([(one, here), (two, there)], ""))
    sums = rf"\sum_{{k=0}}^{{n}} {p}", rf"\sum_{{k=n-{length - 1}}}^{{n}} {p}"
    yield "sums", display(cases([(sums[0], here), (sums[1], there)]))
    yield "sums evaluated", "\n\n".join(
        f"If ${where}$, then $y[n] = {s} = {v}$."
        for s, v, where in zip(sums, (one, two), (here, there), strict=True)
    ) + "\n\nFor $n < 0$, $y[n] = 0$."  # fmt: skip
    yield "max", display(rf"y[n] = \sum_{{k=\max(0, n - {length - 1})}}^{{n}} {p}")
    old = power(ratio, f"n - {length - 1}")
    c = tex(1 / (1 - ratio))
    steps = rf"y[n] = \frac{{1 - {power(ratio, 'n + 1')}}}{{1 - {bracketed(ratio)}}} u[n] - "
    steps += rf"{c} \cdot \left(1 - {old}\right) u[n - {length}]"
    yield "steps", display(steps)
    delta = rf"y[n] = \sum_{{k=0}}^{{{length - 1}}} {power(ratio, 'n - k')} u[n - k]"
    yield "delta sum", display(delta)
    yield "shifts of h", display(rf"y[n] = \sum_{{k=0}}^{{{length - 1}}} h[n - k]")
    split = [(one, "n = 0"), (one, rf"1 \le n \le {length - 1}"), (two, there)]
    yield "split", display(cases(split))
    values = [samples(length, ratio, n) for n in range(-2, length + 4)]
    listed = ", ".join(tex(v) for v in values)
    yield "list", display(rf"y[n] = \{{{listed}\}}") + f"\n\nfor $n = -2, \\dots, {length + 3}$."
    marked = ", ".join(
        rf"\underset{{\uparrow}}{{{tex(v)}}}" if n == 2 else tex(v) for n, v in enumerate(values)
    )
    yield "origin", display(rf"y = \{{{marked}\}}")
    head = " | ".join(f"{n}" for n in range(-2, length + 4))
    row = " | ".join(f"${tex(v)}$" for v in values)
    rule = "|".join(["---"] * (len(values) + 1))
    yield "table", f"| n | {head} |\n|{rule}|\n| y[n] | {row} |\n"
    table = [f"| ${w}$ | ${v}$ |" for v, w in ((one, here), (two, there), ("0", "n < 0"))]
    yield "table of cases", "\n".join(["| range | y[n] |", "|---|---|", *table]) + "\n"


def samples(length: int, ratio: Fraction, n: int) -> Fraction:
    """Return the convolution at one place, by its definition."""
    return sum((ratio ** (n - k) for k in range(length) if n >= k), Fraction(0))


def delayed_rewritings() -> Iterator[Rewriting]:
    """Shifts, substitutions, commuted sums, closed forms."""
    for length, ratio, delay in DELAYS[:2]:
        given = asked(length, ratio, delay=delay)
        everywhere, late = (rf"\sum_{{{m}=-\infty}}^{{\infty}}" for m in "mk")
        rows = late_rows(length, ratio, delay, delay)
        forms = {
            "property": f"y'[n] = y[n - {delay}]",
            "definition": rf"y'[n] = {everywhere} x[m - {delay}] h[n - m] = y[n - {delay}]",
            "substituted": rf"y'[n] = {everywhere} x[m] h[n - {delay} - m]",
            "commuted": rf"y'[n] = {everywhere} h[m] x[n - {delay} - m]",
            "commuted late": rf"y'[n] = {everywhere} h[m] x[n - m - {delay}] "
            rf"= (x * h)[n - {delay}]",
            "cases": cases(rows, "y'[n]"),
            "chain": f"y'[n] = y[n - {delay}] = " + cases(rows, "")[3:],
            "own names": rf"y_2[n] = {late} x_2[k] h[n - k] = {late} x[k - {delay}] h[n - k] "
            rf"= y[n - {delay}]",
            "tilde": rf"\tilde{{y}}[n] = y[n - {delay}]",
            "finite": rf"y'[n] = \sum_{{k={delay}}}^{{{delay + length - 1}}} h[n - k]",
            "bare": f"y[n - {delay}]",
            "parentheses": f"y'(n) = y(n - {delay})",
        }
        for form, text in forms.items():
            yield Rewriting("delayed_convolution", given, form, display(text))
        text = lines(rows, "y[n]")
        yield Rewriting("delayed_convolution", given, "the same letter", text)
    letters = asked(7, Fraction(1, 2), delay="N")
    for form, text in {
        "letter": "y'[n] = y[n - N]",
        "letter, sum": r"y'[n] = \sum_{m=-\infty}^{\infty} x[m - N] h[n - m] = y[n - N]",
        "letter, cases": cases(
            [
                (r"2 - 2^{-(n - N)}", r"N \le n \le N + 6"),
                (r"127 \cdot 2^{-(n - N)}", r"n \ge N + 7"),
            ],
            "y'[n]",
        ),
    }.items():
        yield Rewriting("delayed_convolution", letters, form, display(text))


FAMILIES = {
    "signal_convolution": Family(convolution_mutants, convolution_rewritings),
    "delayed_convolution": Family(delayed_mutants, delayed_rewritings),
}
