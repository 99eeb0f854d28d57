r"""The output size of a transposed convolution: where the stamps reach, less the crop.

Input ``o`` stamps the kernel on positions ``s o + d t`` of the full result, which therefore has
``s (m - 1) + d (k - 1) + 1`` samples. Padding removes ``p`` and ``q`` of them, output padding keeps
``u`` more at the far end (or appends zeros where none are left).

*Source.* V. Dumoulin, F. Visin, A guide to convolution arithmetic for deep learning (2016),
relationship 13, extended to dilation, asymmetric padding and output padding.
"""

from __future__ import annotations

from symconv.errors import ShapeError
from symconv.notation import Domain, scalars
from symconv.proof.derivation import Derivation, Step
from symconv.theorems.answers import answer
from symconv.theorems.axis import Axis, read_axes, symbol_table
from symconv.theorems.conv_transpose_by_hand import CONVENTION
from symconv.theorems.draft import Draft
from symconv.theorems.givens import Size, Sizes, declared_sizes, sizes
from symconv.theorems.transposed_size_witness import transposed_size_witness


def conv_transpose_size(
    *,
    size: Sizes = ("H", "W"),
    kernel_size: Sizes = "K",
    stride: Sizes = "S",
    padding: Sizes = "P",
    output_padding: Sizes = 0,
    dilation: Sizes = 1,
) -> Derivation:
    r"""Return the derivation of a transposed convolution's output size along every axis.

    Every given is an int or a symbol, one for all axes or one per axis. Raises ShapeError where
    numbers leave no output or an output padding is not below the larger of stride and dilation.

    >>> conv_transpose_size(size=[3], kernel_size=3, stride=2, padding=1).answer.value
    5
    >>> conv_transpose_size(size=["L"], kernel_size="K", stride=2, padding=0).answer.latex
    "L' = 2 \\left(L - 1\\right) + K"
    """
    found = read_axes(size, kernel_size, stride, padding, dilation, must_fit=False)
    extra = sizes(output_padding, "output_padding", rank=len(found), least=0)
    _check_legal(found, extra)
    symbols = symbol_table(found, scalars("o t j", Domain.INTEGER), declared_sizes(natural=extra))
    drafts = [
        axis.draft(symbols).with_values({"m": axis.n, "n": axis.m, "u": u})
        for axis, u in zip(found, extra, strict=True)
    ]
    pairs = list(zip(found, drafts, strict=True))
    return Derivation(
        name="conv_transpose_size",
        title="Output size of a transposed convolution",
        symbols=symbols,
        conventions=(CONVENTION,),
        hypotheses=tuple(d.assume(rf"{_size(a)} \ge 1") for a, d in pairs if not a.is_numeric),
        definitions=tuple(
            d.define(f"n := {_size(a)}", "the number that the last line justifies")
            for a, d in pairs
        ),
        steps=tuple(s for i, (a, d) in enumerate(pairs) for s in _steps(a, d, first=i == 0)),
        answer=answer([_conclusion(a, u) for a, u in zip(found, extra, strict=True)], drafts),
        witness=transposed_size_witness(found, extra, [d.tree(_size(a)) for a, d in pairs]),
    )


def _steps(axis: Axis, draft: Draft, *, first: bool) -> list[Step]:
    far = "p" if axis.p == axis.q else "q"
    tap = "t" if axis.d == 1 else "d t"
    kept = draft.step(
        rf"0 \le j \le n - 1 \iff p \le j + p \le s (m - 1) + {axis.reach} - {far} + u",
        "output j is position j + p of the full result: the padding is cropped from both ends, "
        "the output padding reaches further at the far end"
        if first
        else "the same argument along the next axis",
    )
    if not first:
        return [kept]
    reach = draft.step(
        rf"0 \le o \le m - 1 \wedge 0 \le t \le k - 1 "
        rf"\implies 0 \le s o + {tap} \le s (m - 1) + {axis.reach}",
        "input o stamps the kernel on these positions, so the full result ends here",
    )
    return [reach, kept]


def _size(axis: Axis) -> str:
    crop = "2 p" if axis.p == axis.q else "p - q"
    return rf"s (m - 1) - {crop} + {axis.span} + u"


def _conclusion(axis: Axis, extra: Size) -> str:
    if not axis.is_numeric or isinstance(extra, str):
        return f"n = {_size(axis)}"
    return f"n = {_size(axis)} = {_number(axis, extra)}"


def _number(axis: Axis, extra: int) -> int:
    m, k, s, p, q, d = (int(v) for v in (axis.n, axis.k, axis.s, axis.p, axis.q, axis.d))
    return s * (m - 1) - p - q + d * (k - 1) + 1 + extra


def _check_legal(found: tuple[Axis, ...], extra: tuple[Size, ...]) -> None:
    for axis, u in zip(found, extra, strict=True):
        if not isinstance(u, str) and not isinstance(axis.s, str) and not isinstance(axis.d, str):
            most = max(axis.s, axis.d)
            if u >= most:
                raise ShapeError(
                    f"output_padding={u} violates output_padding < max(stride, dilation) = {most}",
                    remedy=f"use output_padding={most - 1} or less",
                    given="output_padding",
                )
        if axis.is_numeric and not isinstance(u, str) and _number(axis, u) < 1:
            raise ShapeError(
                f"the padding crops everything: the result would have the size {_number(axis, u)}",
                remedy="use a smaller padding",
                given="padding",
            )
