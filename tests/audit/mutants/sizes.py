r"""Mutants of size formulas: conv_size, exact_conv_size, pooling_effect, output_padding.

A mistake is a Python expression for numbers and a LaTeX template for letters, written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil, floor

from shared import Mutant, display

FLOOR = r"\left\lfloor \frac{{{top}}}{{{s}}} \right\rfloor + 1"
KINDS = {
    "stride-ignored": (FLOOR, "{n} + 2 {p} - {r}", {"s": "1"}),
    "padding-ignored": (FLOOR, "{n} - {r}", {}),
    "padding-once": (FLOOR, "{n} + {p} - {r}", {}),
    "padding-twice": (FLOOR, r"{n} + 4 {p} - {r}", {}),
    "params-ignored": ("{top}", "{n} - {k} + 1", {}),
    "kernel-size-off-by-one": (FLOOR, "{n} + 2 {p} - {r} + 1", {}),
    "one-forgotten": (r"\left\lfloor \frac{{{top}}}{{{s}}} \right\rfloor", "{n} + 2 {p} - {r}", {}),
    "off-by-one": (FLOOR + " + 1", "{n} + 2 {p} - {r}", {}),
    "floor-dropped": (r"\frac{{{top}}}{{{s}}} + 1", "{n} + 2 {p} - {r}", {}),
    "ceil-for-floor": (
        r"\left\lceil \frac{{{top}}}{{{s}}} \right\rceil + 1",
        "{n} + 2 {p} - {r}",
        {},
    ),
    "stride-padding-swapped": (
        r"\left\lfloor \frac{{{n} + 2 {s} - {r}}}{{{p}}} \right\rfloor + 1",
        "",
        {},
    ),
    "one-inside": (
        r"\left\lfloor \frac{{{top}}}{{{s}}} \right\rfloor",
        "{n} + 2 {p} - {r} + 1",
        {},
    ),
    "sign": (FLOOR, "{n} - 2 {p} - {r}", {}),
    "term-missing": (FLOOR, "{n} + 2 {p}", {}),
}
ALSO = {
    "kernel-size-off-by-one": {"term-missing", "kernel-size-ignored"},
    "padding-ignored": {"term-missing"},
    "padding-once": {"factor-missing"},
    "one-forgotten": {"term-missing"},
    "floor-dropped": set(),
    "off-by-one": set(),
    "stride-ignored": {"division-missing"},
    "sign": set(),
    "term-missing": set(),
    "one-inside": set(),
}
LETTERS = (
    {"n": ("H", "W"), "k": "K", "s": "S", "p": "P"},
    {"n": ("A", "B"), "k": "F", "s": "T", "p": "Q"},
    {"n": ("M", "N"), "k": "k", "s": "s", "p": "p"},
)


def _reach(k: str, d: str) -> str:
    return k if d == "1" else rf"{d} \left({k} - 1\right) - 1"


def formula(kind: str, n: str, values: dict[str, str]) -> str:
    """Write the formula for one axis after a mistake; empty kind is right."""
    v = {**values, "n": n}
    v["r"] = v["k"]
    if not kind:
        template, top, more = FLOOR, "{n} + 2 {p} - {r}", {}
    else:
        template, top, more = KINDS[kind]
    v |= more
    return template.format(**v, top=top.format(**v))


def conv_size_mutants() -> Iterator[Mutant]:
    """Letters: every kind, three alphabets."""
    for letters in LETTERS:
        sizes = letters["n"]
        values = {key: str(value) for key, value in letters.items() if key != "n"}
        given = {
            "size": list(sizes),
            "kernel_size": letters["k"],
            "stride": letters["s"],
            "padding": letters["p"],
        }
        for kind in KINDS:
            lines = [rf"{n}' = {formula(kind, n, values)}" for n in sizes]
            yield Mutant(
                "conv_size", given, kind, frozenset({kind} | ALSO.get(kind, set())), display(*lines)
            )
        swapped = [rf"{sizes[0]}' = {formula('', sizes[1], values)}"]
        swapped += [rf"{sizes[1]}' = {formula('', sizes[0], values)}"]
        names = frozenset({"height-width-swapped", "results-exchanged"})
        yield Mutant("conv_size", given, "height-width-swapped", names, display(*swapped))


def numbers(kind: str, n: int, k: int, s: int, p: int) -> float | int | None:
    """Compute the size along one axis after a mistake, with numbers."""
    right = n + 2 * p - k
    return {
        "": right // s + 1,
        "stride-ignored": right + 1,
        "padding-ignored": (n - k) // s + 1,
        "padding-once": (n + p - k) // s + 1,
        "padding-twice": (n + 4 * p - k) // s + 1,
        "params-ignored": n - k + 1,
        "kernel-size-off-by-one": (right + 1) // s + 1,
        "one-forgotten": right // s,
        "off-by-one": right // s + 2,
        "ceil-for-floor": ceil(right / s) + 1,
        "stride-padding-swapped": floor((n + 2 * s - k) / p) + 1 if p else None,
        "one-inside": (right + 1) // s,
        "sign": (n - 2 * p - k) // s + 1,
    }[kind]


CASES = (((37, 52), 5, 3, 2), ((64, 45), 7, 4, 3), ((101, 74), 4, 5, 2))


def numeric_mutants(theorem: str = "conv_size") -> Iterator[Mutant]:
    """Numbers for both axes, where the mistake shows."""
    for sizes, k, s, p in CASES:
        given = {"size": list(sizes), "kernel_size": k, "stride": s, "padding": p}
        more = {"channels": 5} if theorem == "pooling_effect" else {}
        rest = r", C' = 5, \theta = 0" if more else ""
        right = [numbers("", n, k, s, p) for n in sizes]
        for kind in KINDS:
            if kind in ("floor-dropped", "term-missing"):
                continue
            got = [numbers(kind, n, k, s, p) for n in sizes]
            if got == right or None in got:
                continue
            answer = f"$H' = {got[0]}, W' = {got[1]}{rest}$"
            names = {kind} | ALSO.get(kind, set())
            yield Mutant(theorem, {**given, **more}, kind, frozenset(names), answer)
        names = frozenset({"height-width-swapped", "results-exchanged"})
        answer = f"$H' = {right[1]}, W' = {right[0]}{rest}$"
        yield Mutant(theorem, {**given, **more}, "height-width-swapped", names, answer)


def exact_mutants() -> Iterator[Mutant]:
    """Sizes by exact division, in letters: there is no floor to drop."""
    for w, k, s, p in (("W", "F", "S", "P"), ("n", "k", "s", "p"), ("I", "K", "T", "Q")):
        given = {"size": [w], "kernel_size": k, "stride": s, "padding": p}
        forms = {
            "stride-ignored": rf"{w} + 2 {p} - {k} + 1",
            "padding-ignored": rf"\frac{{{w} - {k}}}{{{s}}} + 1",
            "padding-once": rf"\frac{{{w} + {p} - {k}}}{{{s}}} + 1",
            "padding-twice": rf"\frac{{{w} + 4 {p} - {k}}}{{{s}}} + 1",
            "params-ignored": rf"{w} - {k} + 1",
            "one-forgotten": rf"\frac{{{w} + 2 {p} - {k}}}{{{s}}}",
            "one-inside": rf"\frac{{{w} + 2 {p} - {k} + 1}}{{{s}}}",
            "stride-padding-swapped": rf"\frac{{{w} + 2 {s} - {k}}}{{{p}}} + 1",
            "kernel-size-off-by-one": rf"\frac{{{w} + 2 {p} - {k} - 1}}{{{s}}} + 1",
            "sign": rf"\frac{{{w} - 2 {p} - {k}}}{{{s}}} + 1",
            "off-by-one": rf"\frac{{{w} + 2 {p} - {k}}}{{{s}}} + 2",
        }
        for kind, right in forms.items():
            names = frozenset({kind} | ALSO.get(kind, set()))
            yield Mutant("exact_conv_size", given, kind, names, display(rf"{w}' = {right}"))


def padding_mutants() -> Iterator[Mutant]:
    """Output padding, in letters."""
    for w, h, k, s, p in (
        ("W", "H", "K", "S", "P"),
        ("N", "M", "F", "T", "Q"),
        ("x", "y", "k", "s", "p"),
    ):
        given = {"size": [h, w], "kernel_size": k, "stride": s, "padding": p}
        forms = {
            "padding-once": rf"({w} + {p} - {k}) \bmod {s}",
            "padding-twice": rf"({w} + 4 {p} - {k}) \bmod {s}",
            "padding-ignored": rf"({w} - {k}) \bmod {s}",
            "quotient-for-remainder": rf"\left\lfloor \frac{{{w} + 2 {p} - {k}}}{{{s}}} \right\rfloor",  # noqa: E501
            "remainder-forgotten": rf"{w} + 2 {p} - {k}",
            "sign": rf"({w} - 2 {p} - {k}) \bmod {s}",
            "kernel-size-off-by-one": rf"({w} + 2 {p} - {k} + 1) \bmod {s}",
            "complement-of-remainder": rf"{s} - (({w} + 2 {p} - {k}) \bmod {s})",
            "stride-padding-swapped": rf"({w} + 2 {s} - {k}) \bmod {p}",
            "off-by-one": rf"(({w} + 2 {p} - {k}) \bmod {s}) + 1",
            "term-missing": rf"({w} + 2 {p}) \bmod {s}",
        }
        for kind, wrong in forms.items():
            names = frozenset({kind} | ALSO.get(kind, set()))
            other = re.sub(rf"\b{w}\b(?! ?\\)", h, wrong)
            lines = (rf"P'_{{{w}}} = {wrong}", rf"P'_{{{h}}} = {other}")
            yield Mutant("output_padding", given, kind, names, display(*lines))
