r"""The receptive field behind any number of equal convolutions of stride 1.

Each layer adds the reach ``K - 1`` of its kernel, because no layer has changed the jump: after
``L`` layers the size is ``1 + L (K - 1)``. The proof is by induction over the layers, with the
number of layers a symbol.
"""

from __future__ import annotations

from collections.abc import Iterator

from symconv.latex.drawing import Figure
from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.proof.author import sequence, statement, step
from symconv.proof.derivation import Derivation, Step, Witness
from symconv.theorems.answers import answer
from symconv.theorems.draft import Draft
from symconv.theorems.figures.hops import Hop
from symconv.theorems.figures.receptive_cone import receptive_cone
from symconv.theorems.givens import Size, declared_sizes
from symconv.theorems.givens import size as one_size
from symconv.theorems.receptive_field import INTERIOR
from symconv.theorems.receptive_givens import product, require_free
from symconv.theorems.receptive_witness import Tap, extents, middle, require_same


def receptive_field_stride_one(
    *, depth: Size = "L", kernel_size: Size = "K", dilation: Size = 1
) -> Derivation:
    r"""Return the derivation for ``depth`` convolutions of one kernel size and stride 1.

    >>> receptive_field_stride_one(kernel_size=3).answer.value
    '1 + L*(3 - 1)'
    >>> receptive_field_stride_one(depth=4, kernel_size=3).answer.value
    9
    """
    n = one_size(depth, "depth", least=1)
    k = one_size(kernel_size, "kernel_size", least=1)
    d = one_size(dilation, "dilation", least=1)
    given = {"depth": n, "kernel_size": k, "dilation": d}
    last = n if isinstance(n, str) else "L"
    require_free(given, "l m r" if last == n else "l m r L")
    symbols = SymbolTable.of(
        declared_sizes(last, k, d),
        scalars("m", Domain.NATURAL),
        scalars("l", Domain.INTEGER),
        tensors("r", rank=1),
    )
    numbers = f"{last} = {n}"
    conclusion = f"r_{{{last}}} = {_law(last, k, d)}" + _value(n, k, d)
    return Derivation(
        name="receptive_field_stride_one",
        title="Receptive field of equal layers with stride 1",
        symbols=symbols,
        conventions=(INTERIOR,),
        hypotheses=() if last == n else ((numbers, statement(numbers, symbols)),),
        definitions=(
            sequence(
                "r",
                "l",
                "1",
                f"r_{{l - 1}} + {_reach(k, d)}",
                "behind l layers: the jump stays 1, so each layer adds the reach of its kernel",
                symbols,
            ),
        ),
        steps=tuple(_steps(k, d, last, conclusion, symbols)),
        answer=answer([conclusion], [Draft(symbols, symbols, {})]),
        witness=Witness(
            "gradients of networks of ones, by the convolution kernel's backward pass",
            lambda: _check(n, k, d),
        ),
        figures=_figures(n, k, d),
    )


def _reach(k: Size, d: Size) -> str:
    return rf"\left({k} - 1\right)" if d == 1 else rf"{d} \left({k} - 1\right)"


def _law(layers: str, k: Size, d: Size) -> str:
    return rf"1 + {product(d, layers)} \left({k} - 1\right)"


def _steps(k: Size, d: Size, last: str, conclusion: str, symbols: SymbolTable) -> Iterator[Step]:
    more = _law(r"\left(m + 1\right)", k, d)
    yield step("r_{0} = 1", "no layer: a pixel sees itself", symbols)
    yield step(
        rf"{_law('m', k, d)} + {_reach(k, d)} = {more}",
        "if the law holds for m layers, one more adds the reach once more: it holds for m + 1",
        symbols,
    )
    yield step(
        f"r_{{{last}}} = {_law(last, k, d)}",
        "hence, by induction, for any number of layers",
        symbols,
        label="law",
    )
    if conclusion.count("=") > 1:
        yield step(conclusion, "in numbers", symbols, uses=["law"])


def _value(n: Size, k: Size, d: Size) -> str:
    """Return what the law is for this number of layers, and in all for numbers alone."""
    if isinstance(n, str):
        return ""
    if isinstance(k, str) or isinstance(d, str):
        return rf" = 1 + {product(d, n)} \left({k} - 1\right)"
    return f" = {1 + n * d * (k - 1)}"


def _figures(n: Size, k: Size, d: Size) -> tuple[Figure, ...]:
    """Draw the layers of the question, or three of kernel 3 where there are symbols."""
    if isinstance(n, int) and isinstance(k, int) and isinstance(d, int):
        return receptive_cone([Hop(f"conv {k}", k, dilation=d)] * n, "Every layer adds its reach.")
    example = "Every layer adds its reach, drawn for three layers of kernel size 3."
    return receptive_cone([Hop("conv 3", 3)] * 3, example)


def _check(n: Size, k: Size, d: Size) -> int:
    """Compare with gradients for small numbers in the place of symbols."""
    cases = 0
    for layers in [n] if isinstance(n, int) else range(1, 6):
        for kernel in [k] if isinstance(k, int) else range(1, 6):
            for gap in [d] if isinstance(d, int) else (1, 2):
                size = 1 + layers * gap * (kernel - 1)
                taps = [Tap(kernel, d=gap)] * layers
                found = extents(taps, 3 * size, middle(1))
                cases += require_same(found, [size], f"{layers} layers")
    return cases
