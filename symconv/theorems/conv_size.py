r"""The output size of a convolution: counting the windows that fit.

Output ``o`` reads the padded positions ``s o + d t`` for ``0 <= t < k``, so it exists exactly when
``s o + d (k - 1) <= n + p + q - 1``. Counting these ``o`` gives the size, with a floor that no
choice of convention puts there.

*Source.* V. Dumoulin, F. Visin, A guide to convolution arithmetic for deep learning (2016),
relationships 5 and 6, extended to dilation and asymmetric padding.
"""

from __future__ import annotations

from symconv.notation import Domain, scalars
from symconv.proof.derivation import Defined, Derivation, Step
from symconv.theorems.answers import answer
from symconv.theorems.axis import Axis, read_axes, symbol_table
from symconv.theorems.draft import Draft
from symconv.theorems.givens import Sizes
from symconv.theorems.size_witness import conv_size_witness

CONVENTION = (
    "Sizes are rounded down: trailing samples that no window reaches are dropped "
    "(a course that demands exact division calls such sizes invalid)."
)


def conv_size(
    *,
    size: Sizes = ("H", "W"),
    kernel_size: Sizes = "K",
    stride: Sizes = "S",
    padding: Sizes = "P",
    dilation: Sizes = 1,
) -> Derivation:
    r"""Return the derivation of a convolution's output size along every axis.

    Every given is an int or a symbol, one for all axes or one per axis; ``padding`` also takes one
    ``[before, after]`` pair per axis.

    >>> conv_size(size=[32], kernel_size=5, stride=2, padding=0).answer.value
    14
    >>> conv_size(size=["H"], kernel_size="K", stride=1, padding="P").answer.latex
    "H' = H + 2 P - K + 1"
    """
    found = read_axes(size, kernel_size, stride, padding, dilation)
    symbols = symbol_table(found, scalars("o", Domain.INTEGER))
    drafts = [axis.draft(symbols) for axis in found]
    return Derivation(
        name="conv_size",
        title="Output size of a convolution",
        symbols=symbols,
        conventions=(CONVENTION,),
        hypotheses=tuple(
            d.assume(rf"{a.slack} \ge 0")
            for a, d in zip(found, drafts, strict=True)
            if not a.is_numeric
        ),
        definitions=tuple(_definition(a, d) for a, d in zip(found, drafts, strict=True)),
        steps=tuple(
            s
            for number, (a, d) in enumerate(zip(found, drafts, strict=True))
            for s in _steps(a, d, first=number == 0)
        ),
        answer=answer([_conclusion(a) for a in found], drafts),
        witness=conv_size_witness(found, symbols),
    )


def _definition(axis: Axis, draft: Draft) -> Defined:
    return draft.define(f"m := {axis.out}", "the number that the last line justifies")


def _steps(axis: Axis, draft: Draft, *, first: bool) -> list[Step]:
    slack = axis.slack
    fits = rf"s o + {axis.reach} \le n + {axis.pads} - 1"
    counted = draft.step(
        rf"0 \le o \wedge {fits} \iff 0 \le o \le m - 1",
        "hence the outputs are numbered from 0 and there are this many of them"
        if first
        else "the same count along the next axis",
    )
    value = [draft.step(_conclusion(axis), "insert the numbers")] if axis.is_numeric else []
    if not first:
        return [counted, *value]
    return [
        draft.step(
            rf"{fits} \iff s o \le {axis.slack}",
            "window o starts at s·o in the padded input and must end inside it",
        ),
        draft.step(
            rf"s o \le {slack} \iff o \le \left\lfloor \frac{{{slack}}}{{s}} \right\rfloor",
            "o is an integer: the largest one below a quotient is its floor",
        ),
        counted,
        draft.step(
            rf"n + {axis.pads} - \left(s (m - 1) + {axis.span}\right) "
            rf"= \left({slack}\right) \bmod s",
            "what the floor drops: so many padded samples lie behind the last window",
        ),
        *value,
    ]


def _conclusion(axis: Axis) -> str:
    tail = f" = {axis.out_number()}" if axis.is_numeric else ""
    return f"m = {axis.out}{tail}"
