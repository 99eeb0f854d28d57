r"""The output padding that makes a transposed convolution restore the size it came from.

A convolution maps all sizes with the same quotient ``\lfloor (n + 2p - k)/s \rfloor`` to one output
size; the transposed convolution returns the smallest of them, and the output padding adds what is
missing: the remainder of that division.

*Source.* V. Dumoulin, F. Visin, A guide to convolution arithmetic for deep learning (2016),
relationship 14, where the remainder is called ``a``; extended to dilation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symconv.notation import Domain, scalars
from symconv.proof.derivation import Derivation, Step
from symconv.theorems.answers import answer
from symconv.theorems.axis import Axis, read_axes, symbol_table
from symconv.theorems.conv_size import CONVENTION, conv_size
from symconv.theorems.draft import Draft
from symconv.theorems.givens import Sizes
from symconv.theorems.size_witness import output_padding_witness


def output_padding(
    *,
    size: Sizes = ("H", "W"),
    kernel_size: Sizes = "K",
    stride: Sizes = "S",
    padding: Sizes = "P",
    dilation: Sizes = 1,
) -> Derivation:
    r"""Return the derivation of the output padding ``P'`` per axis.

    The givens are those of the convolution that is undone, as in `conv_size`.

    >>> output_padding(size=[6], kernel_size=3, stride=2, padding=1).answer.value
    1
    """
    found = read_axes(size, kernel_size, stride, padding, dilation)
    names = _names(found)
    symbols = symbol_table(
        found, scalars("o t", Domain.INTEGER), scalars(" ".join(names), Domain.INTEGER)
    )
    drafts = [
        axis.draft(symbols).with_values({"u": u}) for axis, u in zip(found, names, strict=True)
    ]
    lemma = conv_size(
        size=size, kernel_size=kernel_size, stride=stride, padding=padding, dilation=dilation
    )
    return Derivation(
        name="output_padding",
        title="Output padding of a transposed convolution",
        symbols=symbols,
        conventions=(
            CONVENTION,
            "Padding removes samples from both ends of the transposed result, output padding adds "
            "samples behind its last one.",
        ),
        hypotheses=lemma.hypotheses,
        demands=tuple(d.assume(f"n = {_restored(a)}") for a, d in zip(found, drafts, strict=True)),
        definitions=tuple(
            replace(d, reason="the output size of the convolution") for d in lemma.definitions
        ),
        lemmas={"size": lemma},
        steps=tuple(
            s
            for number, (a, d) in enumerate(zip(found, drafts, strict=True))
            for s in _steps(a, d, first=number == 0)
        ),
        answer=answer([_conclusion(a) for a in found], drafts),
        witness=output_padding_witness(found, symbols, [_remainder(a) for a in found]),
        remarks=_remarks(found),
    )


def _steps(axis: Axis, draft: Draft, *, first: bool) -> list[Step]:
    exactly = draft.step(
        rf"n = {_restored(axis)} \iff u = {_remainder(axis)}",
        "so this output padding restores the size, and no other does"
        if first
        else "the same argument along the next axis",
    )
    if not first:
        return [exactly]
    tap = "t" if axis.d == 1 else "d t"
    return [
        draft.step(
            rf"0 \le o \le m - 1 \wedge 0 \le t \le k - 1 "
            rf"\implies 0 \le s o + {tap} \le s (m - 1) + {axis.reach}",
            "sample o adds its copy of the kernel from position s·o on; "
            "the full result ends with the last tap of the last copy",
        ),
        draft.step(
            rf"n = {_restored(axis)} \iff u = n - \left({_cropped(axis)}\right)",
            "the padding is cropped from both ends, the output padding is appended: "
            "the size that is left must be the size of the input",
        ),
        draft.step(
            rf"n - \left({_cropped(axis)}\right) "
            rf"= {axis.slack} - s \left\lfloor \frac{{{axis.slack}}}{{s}} \right\rfloor",
            "insert the output size of the convolution",
        ),
        draft.step(
            rf"{axis.slack} - s \left\lfloor \frac{{{axis.slack}}}{{s}} \right\rfloor "
            rf"= {_remainder(axis)}",
            "division with remainder",
        ),
        exactly,
        draft.step(
            rf"0 \le {_remainder(axis)} \le s - 1",
            "a remainder is smaller than the stride, as a legal output padding must be",
        ),
    ]


def _cropped(axis: Axis) -> str:
    """The size of the transposed result without output padding."""
    crop = "2 p" if axis.p == axis.q else "p - q"
    return rf"s (m - 1) - {crop} + {axis.span}"


def _restored(axis: Axis) -> str:
    return f"{_cropped(axis)} + u"


def _remainder(axis: Axis) -> str:
    return rf"\left({axis.slack}\right) \bmod s"


def _conclusion(axis: Axis) -> str:
    tail = ""
    if axis.is_numeric:
        tail = f" = {axis.slack_number() % int(axis.s)}"
    return f"u = {_remainder(axis)}{tail}"


def _names(found: Sequence[Axis]) -> tuple[str, ...]:
    """Return P' for one axis, and P' labelled with the axis for several."""
    if len(found) == 1:
        return ("P'",)
    labels = [a.n if isinstance(a.n, str) and a.n.isalnum() else a.m[0] for a in found]
    return tuple(rf"P'_{{\mathrm{{{label}}}}}" for label in labels)


def _remarks(found: Sequence[Axis]) -> tuple[str, ...]:
    if len(found) == 1 or len({(a.n, a.k, a.s, a.p, a.q, a.d) for a in found}) == 1:
        return ()
    return (
        "Each axis needs its own output padding; a single value serves all axes exactly when their "
        "remainders agree.",
    )
