r"""Exactly half, exactly double: which paddings divide or multiply every size by the stride.

With total padding ``P`` (both sides together) and span ``K = d(k-1) + 1`` of the kernel,

    every multiple of s is divided by s         if and only if   K - s <= P <= K - 1
    every size is multiplied by s (transposed)  if and only if   P - u = K - s, u output padding

Both ends of the first range are sharp; the second leaves one padding for every output padding.
"""

from __future__ import annotations

from dataclasses import dataclass

from symconv.notation import Domain, SymbolTable, scalars
from symconv.proof.author import define, statement, step
from symconv.proof.derivation import Answer, Derivation, Exact, Witness
from symconv.theorems.answers import exact
from symconv.theorems.conv_size import CONVENTION
from symconv.theorems.givens import Size, declared_sizes
from symconv.theorems.givens import size as one_size
from symconv.theorems.receptive_givens import product, require_free
from symconv.theorems.resampling_witness import check_down, check_up

TOTAL = "P is the padding of both sides together; v is any positive integer."


def exact_downsampling(
    *, kernel_size: Size = "K", stride: Size = 2, dilation: Size = 1
) -> Derivation:
    r"""Return the derivation of the total paddings that divide every multiple of the stride by it.

    The value holds the lowest and the highest total padding.

    >>> exact_downsampling(kernel_size=4).answer.value
    (2, 3)
    >>> exact_downsampling(stride="S").answer.value
    ('K - S', 'K - 1')
    """
    window = _read(kernel_size, stride, dilation)
    symbols, span, s = window.symbols(), window.span, window.s
    law = rf"m = v \iff {window.lowest} \le P \le {window.highest}"
    fits = rf"{product(s, 'v')} + P - {span} \ge 0"
    return Derivation(
        name="exact_downsampling",
        title="Paddings that divide a size exactly",
        symbols=symbols,
        conventions=(CONVENTION, TOTAL),
        hypotheses=((fits, statement(fits, symbols)),),
        definitions=(
            define(
                rf"m := \left\lfloor \frac{{{product(s, 'v')} + P - {span}}}{{{s}}} "
                r"\right\rfloor + 1",
                "the output size for an input of s v",
                symbols,
            ),
        ),
        steps=(
            step(
                rf"m = v + \left\lfloor \frac{{P - {span}}}{{{s}}} \right\rfloor + 1",
                "whole strides leave the floor",
                symbols,
            ),
            step(
                rf"\left\lfloor \frac{{P - {span}}}{{{s}}} \right\rfloor = -1 "
                rf"\iff -{s} \le P - {span} \le -1",
                "the numbers from -s to -1 are those whose quotient rounds down to -1",
                symbols,
            ),
            step(law, "so v outputs are left of s v inputs", symbols),
        ),
        answer=Answer(law, (_value(window.lowest, symbols), _value(window.highest, symbols))),
        witness=Witness("shapes of arrays returned by the convolution kernel",
                        lambda: check_down(window.k, window.s, window.d)),
    )  # fmt: skip


def exact_upsampling(
    *, kernel_size: Size = "K", stride: Size = 2, dilation: Size = 1
) -> Derivation:
    r"""Return the derivation of padding less output padding that multiplies sizes by the stride.

    >>> exact_upsampling(kernel_size=4).answer.value
    2
    """
    window = _read(kernel_size, stride, dilation)
    symbols, span, s = window.symbols(), window.span, window.s
    grown = product(s, "v")
    law = rf"m = {grown} \iff P - u = {window.lowest}"
    return Derivation(
        name="exact_upsampling",
        title="Paddings that multiply a size exactly",
        symbols=symbols,
        conventions=(TOTAL, "u is the output padding of the transposed convolution."),
        definitions=(
            define(
                rf"m := {product(s, 1)} \left(v - 1\right) - P + {span} + u",
                "the size that the transposed convolution makes of v",
                symbols,
            ),
        ),
        steps=(
            step(f"m = {grown} - {s} - P + {span} + u", "multiply out", symbols),
            step(law, "what is added to s v must be nothing", symbols),
        ),
        answer=Answer(law, _value(window.lowest, symbols)),
        witness=Witness("shapes of arrays returned by the transposed convolution kernel",
                        lambda: check_up(window.k, window.s, window.d)),
    )  # fmt: skip


@dataclass(frozen=True)
class _Window:
    """Kernel, stride and dilation in the terms of the question."""

    k: Size
    s: Size
    d: Size

    @property
    def span(self) -> str:
        """The extent of the dilated kernel; a sum stands in parentheses."""
        if isinstance(self.k, int) and isinstance(self.d, int):
            return str(self.d * (self.k - 1) + 1)
        reach = rf"\left({self.k} - 1\right)"
        return str(self.k) if self.d == 1 else rf"\left({self.d} {reach} + 1\right)"

    @property
    def lowest(self) -> str:
        """Span less stride."""
        if self.span.isdigit() and isinstance(self.s, int):
            return str(int(self.span) - self.s)
        return f"{self.span} - {self.s}"

    @property
    def highest(self) -> str:
        """Span less 1."""
        return str(int(self.span) - 1) if self.span.isdigit() else f"{self.span} - 1"

    def symbols(self) -> SymbolTable:
        """Declare the symbols of the question and of the derivation."""
        return SymbolTable.of(
            declared_sizes(self.k, self.s, self.d),
            scalars("v", Domain.POSITIVE),
            scalars("P u", Domain.NATURAL),
            scalars("m", Domain.INTEGER),
        )


def _read(kernel_size: Size, stride: Size, dilation: Size) -> _Window:
    window = _Window(
        one_size(kernel_size, "kernel_size", least=1),
        one_size(stride, "stride", least=1),
        one_size(dilation, "dilation", least=1),
    )
    given = {"kernel_size": window.k, "stride": window.s, "dilation": window.d}
    require_free(given, "v P u m")
    return window


def _value(text: str, symbols: SymbolTable) -> Exact:
    return exact(statement(text, symbols))  # type: ignore[arg-type]  # a difference is an Expr
