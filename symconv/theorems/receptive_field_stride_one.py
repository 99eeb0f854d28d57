r"""The receptive field behind any number of equal convolutions of stride 1.

Each layer adds the reach ``K - 1`` of its kernel, because no layer has changed the jump: after
``L`` layers the size is ``1 + L (K - 1)``. The proof is by induction over the layers, with the
number of layers a symbol.
"""

from __future__ import annotations

from symconv.notation import Domain, SymbolTable, scalars
from symconv.proof.author import define, step
from symconv.proof.derivation import Derivation, Witness
from symconv.theorems.answers import answer
from symconv.theorems.draft import Draft
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
    require_free(given, "l i r")
    symbols = SymbolTable.of(
        declared_sizes(*given.values()),
        scalars("l i", Domain.INTEGER),
        scalars("r", Domain.INTEGER),
    )
    reach = rf"\left({k} - 1\right)"
    added = reach if d == 1 else f"{d} {reach}"
    law = f"1 + {product(d, n)} {reach}"
    earlier = rf"1 + {f'{d} ' if d != 1 else ''}\left(l - 1\right) {reach}"
    value = _value(n, k, d)
    return Derivation(
        name="receptive_field_stride_one",
        title="Receptive field of equal layers with stride 1",
        symbols=symbols,
        conventions=(INTERIOR,),
        definitions=(
            define(
                rf"r := 1 + \sum_{{i=1}}^{{{n}}} {added}",
                "the jump stays 1, so each layer adds the reach of its kernel",
                symbols,
            ),
        ),
        steps=(
            step(rf"1 + 0 \cdot {added} = 1", "no layer: a pixel sees itself", symbols),
            step(
                rf"{earlier} + {added} = 1 + {product(d, 'l')} {reach}",
                "if the law holds for l - 1 layers, layer l adds the reach once more: it holds for "
                "l layers, hence by induction for any number",
                symbols,
            ),
            step(rf"r = {law}", "after all layers", symbols),
        ),
        answer=answer(
            [f"r = {law}" + (f" = {value}" if value else "")], [Draft(symbols, symbols, {})]
        ),
        witness=Witness(
            "gradients of networks of ones, by the convolution kernel's backward pass",
            lambda: _check(n, k, d),
        ),
    )


def _value(n: Size, k: Size, d: Size) -> int:
    """Return the size for numbers, 0 where a symbol is left."""
    if isinstance(n, str) or isinstance(k, str) or isinstance(d, str):
        return 0
    return 1 + n * d * (k - 1)


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
