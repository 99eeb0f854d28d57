r"""How many numbers a convolution layer learns.

A filter has one weight per input channel and tap and, if the layer has biases, one bias. Stride and
padding move the filter and do not change it, so that they do not occur.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.notation import Domain, SymbolTable, scalars
from symconv.proof.author import define, step
from symconv.proof.derivation import Answer, Defined, Derivation, Step
from symconv.theorems.answers import box, exact
from symconv.theorems.count_lines import compact, desk, expression, spelled_out
from symconv.theorems.count_witness import Numbers, counted, parameters
from symconv.theorems.givens import Size, Sizes, flag, integer, size, sizes

WEIGHTS, BIASES, TOTAL = r"\theta_{\mathrm{w}}", r"\theta_{\mathrm{b}}", r"\theta"
KERNEL, TAPS = "KLG", "tvg"


def conv_parameters(
    *,
    in_channels: Size = "C",
    out_channels: Size = "N",
    kernel_size: Sizes = "K",
    bias: bool = True,
    rank: int = 2,
) -> Derivation:
    r"""Return the derivation of the number of weights and biases of a convolution.

    ``kernel_size`` is one for all ``rank`` axes, or one per axis.

    >>> conv_parameters(in_channels=3, out_channels=96, kernel_size=11).answer.value
    (34848, 96, 34944)
    >>> conv_parameters(bias=False).answer.value
    'K**2*C*N'
    """
    axes = integer(rank, "rank", least=1, most=3)
    kernel = sizes(kernel_size, "kernel_size", rank=axes, least=1)
    channels = size(in_channels, "in_channels", least=1)
    filters = size(out_channels, "out_channels", least=1)
    biased = flag(bias, "bias")
    values = {"C": channels, "N": filters} | dict(zip(KERNEL, kernel, strict=False))
    own = scalars(rf"{WEIGHTS} {BIASES} {TOTAL}", Domain.NATURAL)
    _, symbols = desk(values, own, f"o c {' '.join(TAPS)}")
    factors = (*kernel, channels, filters)

    def count(numbers: Numbers) -> int:
        taps = [numbers[k] for k in KERNEL[:axes]]
        return parameters((numbers["C"], numbers["N"]), taps, bias=biased)

    return Derivation(
        name="conv_parameters",
        title="Parameters of a convolution",
        symbols=symbols,
        conventions=() if biased else ("The layer has no biases.",),
        definitions=(
            define(f"{WEIGHTS} := {spelled_out(factors)}", "the weights", symbols),
            *(_bias_definitions(filters, symbols) if biased else ()),
        ),
        steps=tuple(_steps(factors, filters, symbols, biased=biased)),
        answer=_answer(factors, filters, symbols, biased=biased),
        witness=counted(
            "entries of arrays that the convolution kernel accepts",
            values,
            symbols,
            [(_total(factors, filters, biased=biased), count)],
        ),
    )


def _steps(
    factors: Sequence[Size], filters: Size, symbols: SymbolTable, *, biased: bool
) -> list[Step]:
    steps = []
    if any(isinstance(f, str) for f in factors):
        *kernel, channels, _ = factors
        bounds = zip(("o", "c", *TAPS), (filters, channels, *kernel), strict=False)
        sums = " ".join(rf"\sum_{{{i}=0}}^{{{_last(n)}}}" for i, n in bounds)
        steps.append(
            step(
                f"{sums} 1 = {spelled_out(factors)}",
                "one weight for every filter, input channel and position in the kernel",
                symbols,
            )
        )
    steps.append(
        step(
            f"{WEIGHTS} = {spelled_out(factors)} = {compact(factors)}",
            "kernel size, times input channels, times filters",
            symbols,
        )
    )
    if biased:
        steps.append(
            step(
                f"{TOTAL} = {compact(factors)} + {filters} = {_total(factors, filters)}",
                "one bias per filter is added",
                symbols,
            )
        )
    return steps


def _last(n: Size) -> str:
    return f"{n} - 1" if isinstance(n, str) else str(n - 1)


def _bias_definitions(filters: Size, symbols: SymbolTable) -> tuple[Defined, Defined]:
    return (
        define(f"{BIASES} := {filters}", "the biases: one per filter", symbols),
        define(f"{TOTAL} := {WEIGHTS} + {BIASES}", "all that is learned", symbols),
    )


def _total(factors: Sequence[Size], filters: Size, *, biased: bool = True) -> str:
    r"""Return all parameters in closed form, ``N (K^{2} C + 1)``."""
    if not biased:
        return compact(factors)
    if not any(isinstance(f, str) for f in factors):
        weights = compact(factors)
        return str(int(weights) + int(filters))
    *inner, last = factors
    assert last == filters
    return rf"{filters} \left({compact(inner)} + 1\right)"


def _answer(
    factors: Sequence[Size], filters: Size, symbols: SymbolTable, *, biased: bool
) -> Answer:
    lines = [(WEIGHTS, compact(factors))]
    if biased:
        lines += [(BIASES, str(filters)), (TOTAL, _total(factors, filters))]
    values = tuple(exact(expression(value, symbols)) for _, value in lines)
    return Answer(
        box([f"{name} = {value}" for name, value in lines]),
        values if biased else values[0],
    )
