r"""The output size of a convolution under exact division, and configurations that it calls invalid.

Frameworks round the number of windows down. Many courses demand that the windows fit exactly: the
stride must divide what is left of the padded input after one kernel, and a layer for which it does
not is invalid.

*Source.* Stanford CS231n, notes on convolutional networks, "constraints on strides".
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.notation import Domain, scalars
from symconv.proof.derivation import Answer, Derivation, Exact, Step
from symconv.theorems.answers import answer, box
from symconv.theorems.axis import Axis, read_axes, symbol_table
from symconv.theorems.draft import Draft
from symconv.theorems.givens import Sizes
from symconv.theorems.size_witness import conv_size_witness

CONVENTION = (
    "Exact division: a layer whose windows do not fill the padded input exactly is invalid (a "
    "framework would round down and drop the samples that no window reaches)."
)


def exact_conv_size(
    *,
    size: Sizes = ("W",),
    kernel_size: Sizes = "F",
    stride: Sizes = "S",
    padding: Sizes = "P",
    dilation: Sizes = 1,
) -> Derivation:
    r"""Return the output size where the division is exact, or the proof that it is not.

    The givens are those of `conv_size`. The value is "invalid" for an axis that does not fit.

    >>> exact_conv_size(size=[32], kernel_size=5, stride=3, padding=0).answer.value
    10
    >>> exact_conv_size(size=[32], kernel_size=5, stride=2, padding=0).answer.value
    'invalid'
    """
    found = read_axes(size, kernel_size, stride, padding, dilation)
    symbols = symbol_table(found, scalars("o", Domain.INTEGER))
    drafts = [axis.draft(symbols) for axis in found]
    pairs = list(zip(found, drafts, strict=True))
    return Derivation(
        name="exact_conv_size",
        title="Output size under exact division",
        symbols=symbols,
        conventions=(CONVENTION,),
        hypotheses=tuple(
            h
            for a, d in pairs
            if not a.is_numeric
            for h in (d.assume(rf"{a.slack} \ge 0"), d.assume(_exact(a)))
        ),
        definitions=tuple(
            d.define(f"m := {a.out}", "the number of windows that fit") for a, d in pairs
        ),
        steps=tuple(s for number, (a, d) in enumerate(pairs) for s in _steps(a, d, number)),
        answer=_answer(found, drafts),
        witness=conv_size_witness(found, symbols),
        remarks=tuple(dict.fromkeys(_remark(a) for a in found if not _fits(a))),
    )


def _exact(axis: Axis) -> str:
    """Say that the stride divides what is left of the padded input."""
    return rf"\left({axis.slack}\right) \bmod s = 0"


def _fits(axis: Axis) -> bool:
    """Whether an axis fits exactly; symbols do by hypothesis."""
    return not axis.is_numeric or axis.slack_number() % int(axis.s) == 0


def _steps(axis: Axis, draft: Draft, number: int) -> list[Step]:
    again = "the same along the next axis"
    if not _fits(axis):
        return [
            draft.step(
                rf"\left({axis.slack}\right) \bmod s = {axis.slack_number() % int(axis.s)}",
                "what is left after the last window that fits" if not number else again,
            ),
            draft.step(
                rf"s \nmid {axis.slack}",
                "the stride does not divide it: the configuration is invalid",
            ),
        ]
    first = (
        draft.step(rf"s \mid {axis.slack}", "the windows fill the padded input exactly")
        if axis.is_numeric
        else draft.step(
            rf"\left\lfloor \frac{{{axis.slack}}}{{s}} \right\rfloor = \frac{{{axis.slack}}}{{s}}",
            "the quotient is an integer, which the floor leaves as it is" if not number else again,
            label=f"axis {number}",
        )
    )
    value = f" = {axis.out_number()}" if axis.is_numeric else ""
    return [
        first,
        draft.step(
            rf"m = \frac{{{axis.slack}}}{{s}} + 1{value}",
            "one window more than steps between them",
            uses=[] if axis.is_numeric else [f"axis {number}"],
        ),
    ]


def _answer(found: Sequence[Axis], drafts: Sequence[Draft]) -> Answer:
    """Box the sizes, or what forbids them; an axis that does not fit has the value "invalid"."""
    lines: list[str] = []
    values: list[Exact] = []
    for axis, draft in zip(found, drafts, strict=True):
        tail = f" = {axis.out_number()}" if axis.is_numeric else ""
        boxed = answer([rf"m = \frac{{{axis.slack}}}{{s}} + 1{tail}"], [draft])
        fits = _fits(axis)
        lines.append(boxed.latex if fits else draft.fill(rf"s \nmid {axis.slack}"))
        values.append(boxed.value if fits else "invalid")
    return Answer(box(lines), values[0] if len(values) == 1 else tuple(values))


def _remark(axis: Axis) -> str:
    n, k, s, p, q, d = (int(v) for v in (axis.n, axis.k, axis.s, axis.p, axis.q, axis.d))
    pads = "" if p == 0 == q else f"+2·{p}" if p == q else f"+{p}+{q}"
    return (
        f"({n}{pads}−{d * (k - 1) + 1})/{s} is not an integer: invalid under exact division; "
        f"{axis.out_number()} with floor, which drops {axis.slack_number() % s} of the padded "
        "samples."
    )
