r"""A transposed convolution is the adjoint of the convolution with the same numbers.

For all inputs x and all g of the output's size, :math:`\langle g, A x \rangle = \langle A^\top g, x
\rangle`, where A is the convolution and :math:`A^\top` the transposed convolution of the same
kernel, stride, padding and dilation. Hence the gradient of a convolution by its input is a forward
pass of the transposed convolution, and the other way round.
"""

from __future__ import annotations

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import conv, conv_transpose
from symconv.latex import plain
from symconv.notation import Domain, SymbolTable, name, scalars, tensors
from symconv.proof.author import define, size, statement, step
from symconv.proof.context import Tensor
from symconv.proof.derivation import Answer, Defined, Derivation, Witness
from symconv.theorems.conv_gradient_lines import Lines
from symconv.theorems.givens import integer


def conv_transpose_is_adjoint(*, rank: int = 2) -> Derivation:
    """Return the derivation for one to three axes; every size is a symbol.

    Raises GivenError for another number of axes.

    >>> conv_transpose_is_adjoint(rank=1).answer.latex.count("sum")
    4
    """
    lines = Lines(integer(rank, "rank", least=1, most=3), barred=False)
    symbols = _symbols(lines)
    taps, met = (("t*", "k*"), lines.where("j* = s* i* + d* t* - p*"))
    inputs = lines.over(("c", "C"), ("j*", "n*"))
    outputs = lines.over(("o", "O"), ("i*", "m*"))
    weight, g, x = lines.at("w", "o", "c", "t*"), lines.at("g", "o", "i*"), lines.at("x", "c", "j*")
    read = lines.at("x", "c", "s* i* + d* t* - p*")
    y, z = lines.at("y", "o", "i*"), lines.at("z", "c", "j*")
    result = f"{outputs} {g} {y} = {inputs} {z} {x}"
    return Derivation(
        name="conv_transpose_is_adjoint",
        title="The transposed convolution is the adjoint",
        symbols=symbols,
        conventions=(
            "Kernels are not flipped; an element outside an array is 0.",
            "The sizes n and m are those of the two images, whatever rounding relates them.",
        ),
        definitions=(
            _free("x", ["C", *lines.each("n*")], "an image", symbols),
            _free("g", ["O", *lines.each("m*")], "an image of the output's size", symbols),
            _free("w", ["O", "C", *lines.each("k*")], "the kernel", symbols),
            define(
                f"{y} := {lines.over(('c', 'C'), taps)} {weight} {read}",
                "the convolution of x",
                symbols,
                shape=["O", *lines.each("m*")],
            ),
            define(
                f"{z} := {lines.over(('o', 'O'), ('i*', 'm*'), taps)} {g} {weight} {met}",
                "the transposed convolution of g: every element stamps the kernel",
                symbols,
                shape=["C", *lines.each("n*")],
            ),
        ),
        steps=(
            step(
                f"{outputs} {g} {y} = {outputs} {inputs} {lines.over(taps)} {g} {weight} {x} {met}",
                "the convolution with one bracket for each axis: no direction is left",
                symbols,
            ),
            step(result, "the same triple sum, collected by the other image", symbols),
        ),
        answer=Answer(result, plain.claim(statement(result, symbols))),
        witness=Witness("both kernels on random integers", lambda: _check(lines.rank)),
    )


def _symbols(lines: Lines) -> SymbolTable:
    def each(letters: str) -> str:
        return " ".join(x for letter in letters for x in lines.each(f"{letter}*"))

    return SymbolTable.of(
        scalars(f"C O {each('nmksd')}", Domain.POSITIVE),
        scalars(each("p"), Domain.NATURAL),
        scalars(f"c o {each('ijt')}", Domain.INTEGER),
        tensors("x y g z", rank=lines.rank + 1),
        tensors("w", rank=lines.rank + 2),
    )


def _free(tensor: str, sizes: list[str], reason: str, symbols: SymbolTable) -> Defined:
    space = r" \times ".join(sizes)
    shape = tuple(size(n, symbols) for n in sizes)
    return Defined(name(tensor), Tensor(shape), rf"{tensor} \in \mathbb{{R}}^{{{space}}}", reason)


def _check(rank: int) -> int:
    source, cases = np.random.default_rng(0), 0
    for n, k, s, p, d in ((5, 3, 1, 1, 1), (6, 2, 2, 0, 1), (7, 3, 2, 1, 2), (6, 3, 3, 2, 1)):
        x = source.integers(-9, 10, (1, 2, *[n] * rank))
        w = source.integers(-9, 10, (3, 2, *[k] * rank))
        y = conv(x, w, stride=s, padding=p, dilation=d)
        g = source.integers(-9, 10, y.shape)
        extra = (n + 2 * p - d * (k - 1) - 1) % s
        z = conv_transpose(g, w, stride=s, padding=p, dilation=d, output_padding=extra)
        if z.shape != x.shape or (g * y).sum() != (z * x).sum():
            raise WitnessError(f"kernel {k}, stride {s}: the inner products differ")
        cases += 1
    return cases
