"""What a normalisation per channel makes of moved images, wrong and right."""

from __future__ import annotations

from collections.abc import Iterator

from shared import Family, Mutant, Rewriting, display

THEOREM = "batch_norm_like_conv"
ROW, COLUMN = r"(h - a) \bmod H", r"(w - b) \bmod W"
LEFT = "z'_{n, c, h, w}"


def at(row: str = ROW, column: str = COLUMN, tensor: str = "z", channel: str = "c") -> str:
    """Return an element of a moved array."""
    return f"{tensor}_{{n, {channel}, {row}, {column}}}"


def places() -> Iterator[tuple[str, str]]:
    """Yield wrong pixels."""
    yield "sign", at(r"(h + a) \bmod H", r"(w + b) \bmod W")
    yield "sign", at(row=r"(h + a) \bmod H")
    yield "sign", at(column=r"(w + b) \bmod W")
    yield "remainder-forgotten", at("h - a", "w - b")
    yield "remainder-forgotten", at(row="h - a")
    yield "remainder-forgotten", at(column="w - b")
    yield "shift-forgotten", at("h", "w")
    yield "shift-forgotten", at(row="h")
    yield "shift-forgotten", at(column="w")
    yield "shifts-swapped", at(r"(h - b) \bmod H", r"(w - a) \bmod W")
    yield "height-width-swapped", at(r"(h - a) \bmod W", r"(w - b) \bmod H")
    yield "input-transposed", at(COLUMN, ROW)
    yield "remainder-of-negative", at(r"(a - h) \bmod H", r"(b - w) \bmod W")
    yield "remainder-of-negative", at(row=r"(a - h) \bmod H")
    yield "quotient-for-remainder", at(row=r"\left\lfloor \frac{h - a}{H} \right\rfloor")
    yield "", at(row=r"(h - a - 1) \bmod H")
    yield "", at(column=r"(w - 2 b) \bmod W")
    yield "", at(row=r"(h - a) \bmod (H - 1)")
    yield "remainder-forgotten", at(r"(h \bmod H) - a", r"(w \bmod W) - b")


def values() -> Iterator[tuple[str, str]]:
    """Yield wrong values at the right pixel."""
    moved = at(tensor="x")
    yield "wrong-axes", at(tensor="y")
    yield "wrong-axes", rf"({moved} - \mu) s"
    yield "not-normalised", moved
    yield "moved-twice", at(tensor="z'")
    yield "mean-not-subtracted", f"{moved} s'_c"
    yield "deviation-forgotten", rf"{moved} - \mu'_c"
    yield "sign", rf"({moved} + \mu'_c) s'_c"
    yield "reciprocal", rf"\frac{{{moved} - \mu'_c}}{{s'_c}}"
    yield "sign", f"- {at()}"
    yield "factor-two", f"2 {at()}"
    yield "shift-forgotten", r"(x_{n, c, h, w} - \mu'_c) s'_c"
    yield "off-by-one", f"{at()} + 1"
    yield "", f"{at()} + {at('h', 'w')}"
    yield "", at(channel="0")
    yield "", rf"({moved} - \mu'_0) s'_0"


def wrong() -> Iterator[Mutant]:
    """Yield each mistake."""
    for kind, value in (*places(), *values()):
        names = frozenset({kind} - {""})
        yield Mutant(THEOREM, {}, kind or "other", names, display(f"{LEFT} = {value}"))


def right() -> Iterator[Rewriting]:
    """Yield the same pixel in other words."""
    moved = at(tensor="x")
    for value in (
        at(), rf"({moved} - \mu'_c) s'_c", rf"s'_c ({moved} - \mu'_c)",
        rf"{moved} s'_c - \mu'_c s'_c", at(row=r"(h + H - a) \bmod H"),
        at(r"(h - a + H) \bmod H", r"(w - b + W) \bmod W"), at(row=r"(-a + h) \bmod H"),
        r"(u_{n, c, h, w} - \mu'_c) s'_c", rf"\boxed{{{at()}}}", f"0 + {at()}",
        at(column=r"(w - b - W) \bmod W"), at(row=r"(h - a + 2 H) \bmod H"),
    ):  # fmt: skip
        yield Rewriting(THEOREM, {}, value, display(f"{LEFT} = {value}"))


FAMILIES = {THEOREM: Family(wrong, right)}
