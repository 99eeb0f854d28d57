r"""The size behind any number of convolutions and pools, as one quotient.

Layer ``l`` does ``N_l = floor((N_{l-1} + 2 p_l - D_l (k_l - 1) - 1)/s_l) + 1``. Two roundings make
one, ``floor((floor(x/b) + c)/s) = floor((x + b c)/(b s))``, and so do any number of them, by
induction over the layers:

    N_L = floor((W + sum_l (2 p_l - D_l (k_l - 1) - 1 + s_l) prod_{i<l} s_i) / prod_l s_l).

`size_law` writes the quotient for given layers. The size is that of a stack in which every kernel
fits; where one does not, the formula goes on with numbers that are not sizes.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import conv
from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.proof.author import define, sequence, step
from symconv.proof.derivation import Answer, Derivation, Step, Witness
from symconv.theorems.answers import box
from symconv.theorems.conv_size import CONVENTION
from symconv.theorems.receptive_field_of_any_depth import strides
from symconv.theorems.receptive_givens import letter

OWN = "n l i k s p D N B C x a b c q m"
REACH = r"D_{l} \left(k_{l} - 1\right)"
LAYER = rf"\left\lfloor \frac{{N_{{l - 1}} + 2 p_{{l}} - {REACH} - 1}}{{s_{{l}}}} \right\rfloor + 1"
SHIFT = rf"\left(2 p_{{l}} - {REACH} - 1 + s_{{l}}\right)"


def size_law_of_any_depth(*, size: str = "W", depth: str = "L") -> Derivation:
    r"""Return the derivation of the size of one axis behind ``depth`` layers; both are letters.

    The value holds the size, and the least and the largest input with an output of size ``m``.

    >>> size_law_of_any_depth().answer.value
    ('floor((W + C)/B)', 'B*m - C', 'B*m - C + B - 1')
    """
    width = letter(size, "size", OWN)
    last = letter(depth, "depth", f"{OWN} {width}")
    symbols = _table(width, last)
    law = rf"N_{{{last}}} = \left\lfloor \frac{{{width} + C}}{{B}} \right\rfloor"
    least = r"B m - C"
    inputs = rf"N_{{{last}}} = m \iff {least} \le {width} \le {least} + B - 1"
    return Derivation(
        name="size_law_of_any_depth",
        title="The size behind any number of layers",
        symbols=symbols,
        conventions=(CONVENTION,),
        definitions=(
            sequence("N", "l", width, LAYER, "the size behind layer l", symbols),
            define(f"B := {strides(last)}", "all strides together", symbols),
            define(f"C := {_shift(last)}", "all shifts together", symbols),
        ),
        steps=tuple(_steps(width, law, inputs, symbols)),
        answer=Answer(
            box([law, inputs]), (f"floor(({width} + C)/B)", "B*m - C", "B*m - C + B - 1")
        ),
        witness=Witness("shapes of arrays behind random stacks of convolutions", _check),
    )


def _table(width: str, last: str) -> SymbolTable:
    return SymbolTable.of(
        scalars(width, Domain.POSITIVE, "the size of the input"),
        scalars(last, Domain.NATURAL, "the number of layers"),
        scalars("n", Domain.NATURAL),
        scalars("l i x a c m B C", Domain.INTEGER),
        scalars("b q", Domain.POSITIVE),
        tensors("k", rank=1, domain=Domain.POSITIVE, meaning="kernel size of layer $l$"),
        tensors("s", rank=1, domain=Domain.POSITIVE, meaning="stride of layer $l$"),
        tensors("p", rank=1, domain=Domain.NATURAL, meaning="padding of layer $l$"),
        tensors("D", rank=1, domain=Domain.POSITIVE, meaning="dilation of layer $l$"),
        tensors("N", rank=1),
    )


def _shift(end: str) -> str:
    return rf"\sum_{{l=1}}^{{{end}}} {SHIFT} {strides('l - 1')}"


def _quotient(width: str, end: str) -> str:
    return rf"\left\lfloor \frac{{{width} + {_shift(end)}}}{{{strides(end)}}} \right\rfloor"


def _steps(width: str, law: str, inputs: str, symbols: SymbolTable) -> Iterator[Step]:
    yield step(
        r"\left\lfloor \frac{\left\lfloor \frac{x + a}{b} \right\rfloor + c}{q} \right\rfloor "
        r"= \left\lfloor \frac{x + a + b c}{b q} \right\rfloor",
        "two roundings are one",
        symbols,
    )
    yield step(f"{_quotient(width, '0')} = {width}", "no layer: the input", symbols)
    added = SHIFT.replace("{l}", "{n + 1}")
    yield step(
        f"{_shift('n')} + {added} {strides('n')} = {_shift('n + 1')}",
        "one layer more: its shift times the strides before it is one term more",
        symbols,
    )
    yield step(law, "hence for any number of layers, by induction", symbols, label="law")
    yield step(
        inputs,
        "all inputs with the same output: as many as the strides multiply to",
        symbols,
        uses=["law"],
    )


def _check() -> int:
    """Compare the quotient with shapes behind random stacks of one to six layers."""
    random = np.random.default_rng(0)
    cases = 0
    for depth in [*range(1, 7)] * 8:
        width = int(random.integers(60, 160))
        x, shift, product = np.zeros((1, 1, width)), 0, 1
        for _ in range(depth):
            k, s, p, d = (int(random.integers(low, 4)) for low in (1, 1, 0, 1))
            if x.shape[2] + 2 * p < d * (k - 1) + 1:
                break
            x = conv(x, np.zeros((1, 1, k)), stride=s, padding=p, dilation=d)
            shift += (2 * p - d * (k - 1) - 1 + s) * product
            product *= s
        if x.shape[2] != (width + shift) // product:
            raise WitnessError(f"{x.shape[2]} units and not {(width + shift) // product}")
        cases += 1
    return cases
