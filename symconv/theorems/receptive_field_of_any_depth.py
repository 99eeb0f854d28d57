r"""The receptive field behind any number of convolutions and pools, as one sum over the layers.

What one layer does (`receptive_field` derives it) is a recurrence: with kernel ``k_l``, stride
``s_l``, padding ``p_l`` and dilation ``D_l``,

    J_l = s_l J_{l-1}      r_l = r_{l-1} + D_l (k_l - 1) J_{l-1}      a_l = a_{l-1} - p_l J_{l-1}.

By induction over the layers, ``r_L = 1 + sum_l D_l (k_l - 1) prod_{i<l} s_i``: each layer adds its
reach times the strides before it. All three closed forms are proved at once, because the step for
the size and the start needs that for the jump.

*Source.* The closed form without dilation: A. Araujo, W. Norris, J. Sim, "Computing Receptive
Fields of Convolutional Neural Networks", Distill 2019; the proof is ours.
"""

from __future__ import annotations

from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.proof.author import sequence, step
from symconv.proof.derivation import Defined, Derivation, Step, Witness
from symconv.theorems.answers import answer
from symconv.theorems.draft import Draft
from symconv.theorems.figures.hops import Hop
from symconv.theorems.figures.receptive_cone import receptive_cone
from symconv.theorems.receptive_field import INTERIOR
from symconv.theorems.receptive_givens import letter
from symconv.theorems.receptive_witness import Tap, ends, require_same, samples

OWN = "n l i k s p D r J a"
EXAMPLE = (Hop("conv 3", 3), Hop("conv 3, stride 2", 3, 2), Hop("conv 2", 2))


def receptive_field_of_any_depth(*, depth: str = "L") -> Derivation:
    r"""Return the derivation of size, jump and start behind ``depth`` layers, a letter.

    The value holds the size, the jump and the first position that unit 0 sees.

    >>> receptive_field_of_any_depth().answer.value[1]
    'Product(s[i], (i, 1, L))'
    """
    last = letter(depth, "depth", OWN)
    symbols = SymbolTable.of(
        scalars(last, Domain.NATURAL, "the number of layers"),
        scalars("n", Domain.NATURAL),
        scalars("l i", Domain.INTEGER),
        tensors("k", rank=1, domain=Domain.POSITIVE, meaning="kernel size of layer $l$"),
        tensors("s", rank=1, domain=Domain.POSITIVE, meaning="stride of layer $l$"),
        tensors("p", rank=1, domain=Domain.NATURAL, meaning="padding of layer $l$"),
        tensors("D", rank=1, domain=Domain.POSITIVE, meaning="dilation of layer $l$"),
        tensors("r J a", rank=1),
    )
    laws = _laws(last)
    return Derivation(
        name="receptive_field_of_any_depth",
        title="The receptive field behind any number of layers",
        symbols=symbols,
        conventions=(INTERIOR,),
        definitions=_definitions(symbols),
        steps=tuple(_steps(last, symbols)),
        answer=answer(laws, [Draft(symbols, symbols, {})] * len(laws)),
        witness=Witness(
            "gradients of random stacks of ones, by the convolution kernel's backward pass", _check
        ),
        figures=receptive_cone(
            EXAMPLE,
            r"Each layer adds its reach times the strides before it: "
            r"$1 + 2 \cdot 1 + 2 \cdot 1 + 1 \cdot 2 = 7$ for these three.",
        ),
    )


def strides(end: str) -> str:
    r"""Return the product of the strides up to a layer.

    >>> strides("L")
    '\\prod_{i=1}^{L} s_{i}'
    """
    return rf"\prod_{{i=1}}^{{{end}}} s_{{i}}"


def _sum(end: str, term: str) -> str:
    return rf"\sum_{{l=1}}^{{{end}}} {term} {strides('l - 1')}"


REACH = r"D_{l} \left(k_{l} - 1\right)"


def _laws(end: str) -> list[str]:
    return [
        f"r_{{{end}}} = 1 + {_sum(end, REACH)}",
        f"J_{{{end}}} = {strides(end)}",
        f"a_{{{end}}} = -{_sum(end, 'p_{l}')}",
    ]


def _definitions(symbols: SymbolTable) -> tuple[Defined, ...]:
    def defined(name: str, first: str, body: str, reason: str) -> Defined:
        return sequence(name, "l", first, body, reason, symbols)

    return (
        defined("J", "1", r"s_{l} J_{l - 1}", "jump from unit to unit behind layer l"),
        defined("r", "1", rf"r_{{l - 1}} + {REACH} J_{{l - 1}}", "size of what one unit sees"),
        defined("a", "0", r"a_{l - 1} - p_{l} J_{l - 1}", "first position that unit 0 sees"),
    )


def _steps(last: str, symbols: SymbolTable) -> list[Step]:
    added = REACH.replace("{l}", "{n + 1}")
    return [
        step(
            rf"1 + {_sum('0', REACH)} = 1 \wedge {strides('0')} = 1",
            "no layer: a pixel sees itself, and neighbours are one pixel apart",
            symbols,
        ),
        step(
            rf"1 + {_sum('n', REACH)} + {added} {strides('n')} = 1 + {_sum('n + 1', REACH)}",
            "one layer more: its reach times the jump before it is one term more of the sum",
            symbols,
        ),
        step(
            r" \wedge ".join(_laws(last)),
            "hence for any number of layers, by induction",
            symbols,
            label="laws",
        ),
    ]


def _check() -> int:
    """Compare the sums with gradients of random stacks of one to five layers."""
    cases = 0
    for depth in range(1, 6):
        names = [f"{x}{i}" for x in "ksp" for i in range(depth)]
        for numbers in samples(names, lambda name: 0 if name[0] == "p" else 1, 6):
            taps = [
                Tap(numbers[f"k{i}"], min(3, numbers[f"s{i}"]), numbers[f"p{i}"] % 2, 1 + i % 2)
                for i in range(depth)
            ]
            cases += _compare(taps)
    return cases


def _compare(taps: list[Tap]) -> int:
    jump, size, start = 1, 1, 0
    for tap in taps:
        size, start = size + tap.d * (tap.k - 1) * jump, start - tap.p * jump
        jump *= tap.s
    unit = 1 - start // jump
    found = ends(taps, 2 * size + (unit + 2) * jump, unit)
    expected = [start + unit * jump, start + unit * jump + size - 1]
    return require_same(found, expected, f"stack {taps}")
