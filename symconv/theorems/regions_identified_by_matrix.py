r"""Regions that ``|W x + b|`` with any invertible matrix identifies onto the open unit cube.

Each unit has a value :math:`y_i > 0` where its sum is :math:`y_i` or :math:`-y_i`. For every choice
of signs the equations :math:`W x + b = \pm y` have exactly one solution, an affine function of y;
different choices give different points. So there are :math:`2^d` of them for every y, one in each
of as many regions: the images of the cube under these affine functions.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np

from symconv.algebra.identified import Identified, identified_regions
from symconv.algebra.regions import DenseLayer, PiecewiseNetwork
from symconv.errors import GivenError, WitnessError
from symconv.kernels import linear
from symconv.latex import tex
from symconv.latex.tree import Add, Expr, Indexed, Multiply, Negative
from symconv.latex.tree import Symbol as Letter
from symconv.notation import Domain, SymbolTable, name, scalars, tensors
from symconv.proof.author import define, step
from symconv.proof.derivation import Answer, Derivation, Step, Witness
from symconv.theorems.fibre_counts import FibreCounts
from symconv.theorems.figures.parallelograms import parallelograms
from symconv.theorems.logic_lines import all_of
from symconv.theorems.regions_identified import BIJECTION
from symconv.theorems.relu_network import read_network
from symconv.theorems.tensors import number

LARGEST = 3
EXAMPLE = 'write layer: "[[2, 1], [1, 2]] x + [-1, -1]"'
SPACE = r"The input runs through all of $\mathbb{R}^{d}$."
Row = Sequence[Fraction]


def regions_identified_by_matrix(*, layer: str) -> Derivation:
    r"""Return the number of regions of R^d that ``|W x + b|`` identifies onto (0, 1)^d, d up to 3.

    ``layer`` is a text ``W x + b`` with exact numbers. Raises GivenError unless W is square and
    invertible.

    >>> regions_identified_by_matrix(layer="[[2, 1], [1, 2]] x + [-1, -1]").answer.latex
    'N = 2^{2} = 4'
    """
    net = _read(layer)
    d = net.in_size
    found = identified_regions(net, [(0, 1)] * d).full
    if len(found) != 2**d:
        raise GivenError(
            "W is not invertible: the equations for a choice of signs have no single solution",
            given="layer",
        )
    symbols = SymbolTable.of(
        tensors("x y", rank=1), scalars("N M", Domain.POSITIVE), scalars("u", Domain.NATURAL),
        scalars("a i", Domain.INTEGER),
    )  # fmt: skip
    counts = FibreCounts({})
    claim = f"N = {counts.valued(f'2^{{{d}}}')}"
    weight, bias = net.layers[0].weight, net.layers[0].bias
    return Derivation(
        name="regions_identified_by_matrix",
        title="Regions that a layer of absolute values identifies",
        symbols=symbols,
        conventions=(BIJECTION, SPACE),
        definitions=(define(rf"N := \prod_{{i=1}}^{{{d}}} 2", "choices of the signs", symbols),),
        steps=(
            *_signs(weight, bias, symbols),
            *_solutions(weight, bias, found, symbols),
            step(claim, "a point for each choice of signs, so as many for every $y$", symbols),
            counts.at_most(),
        ),
        answer=Answer(claim, 2**d),
        witness=Witness("the linear kernel at the points of random values", lambda: _check(net)),
        figures=parallelograms(found),
    )


def _read(layer: object) -> PiecewiseNetwork:
    """Return the layer of absolute values, given by one text."""
    try:
        read = read_network([layer])
    except GivenError as error:
        raise GivenError(error.fact, remedy=EXAMPLE, given="layer") from None
    (dense,) = read.layers
    if read.in_size != read.out_size or read.in_size > LARGEST:
        raise GivenError(
            f"W has {read.out_size} rows and {read.in_size} columns; it must be square, with at "
            f"most {LARGEST} rows",
            given="layer",
        )
    return PiecewiseNetwork((DenseLayer.of(dense.weight, dense.bias, "abs"),))


def _signs(weight: Sequence[Row], bias: Row, symbols: SymbolTable) -> Iterator[Step]:
    for i, (row, b) in enumerate(zip(weight, bias, strict=True), start=1):
        z = _form("x", row, b)
        yield step(
            rf"y_{{{i}}} > 0 \Rightarrow \left(\lvert {z} \rvert = y_{{{i}}} "
            rf"\iff {z} = y_{{{i}}} \vee {z} = -y_{{{i}}}\right) \wedge y_{{{i}}} \ne -y_{{{i}}}",
            f"unit {i} has its value at two sums, which differ",
            symbols,
        )


def _solutions(
    weight: Sequence[Row], bias: Row, found: Sequence[Identified], symbols: SymbolTable
) -> Iterator[Step]:
    """Solve the equations for each choice of signs, by the inverse of the region's map."""
    ordered = sorted(found, key=lambda f: f.region.pattern, reverse=True)
    for signs, one in zip(itertools.product((1, -1), repeat=len(bias)), ordered, strict=True):
        size = range(1, len(bias) + 1)
        sums = [
            f"{_form('x', row, b)} = {'-' if s < 0 else ''}y_{{{i}}}"
            for i, row, b, s in zip(size, weight, bias, signs, strict=True)
        ]
        points = [
            f"x_{{{i}}} = {_form('y', row, c)}"
            for i, row, c in zip(size, one.inverse, one.shift, strict=True)
        ]
        yield step(
            rf"{all_of(sums)} \iff {all_of(points)}",
            f"the signs {' '.join('+' if s > 0 else '−' for s in signs)}: exactly one point, an "
            "affine function of $y$",
            symbols,
        )


def _form(letter: str, slopes: Row, constant: Fraction) -> str:
    """Write an affine form of the coordinates of a vector."""
    terms: list[Expr] = []
    for i, c in enumerate(slopes, start=1):
        element: Expr = Indexed(Letter(name(letter)), (number(i),))
        if c:
            size = element if abs(c) == 1 else Multiply((number(abs(c)), element))
            terms.append(Negative(size) if c < 0 else size)
    if constant or not terms:
        terms.append(number(constant))
    return tex.write(terms[0] if len(terms) == 1 else Add(tuple(terms)))


def _check(net: PiecewiseNetwork) -> int:
    """Send the points of random values through the kernel."""
    (dense,) = net.layers
    w, b = np.array(dense.weight, dtype=object), np.array(dense.bias, dtype=object)
    draw, cases = np.random.default_rng(3), 0
    found = identified_regions(net, [(0, 1)] * net.in_size).full
    for _ in range(5):
        y = [Fraction(int(k), 101) for k in draw.integers(1, 101, net.in_size)]
        points = {
            tuple(_at(row, c, y) for row, c in zip(f.inverse, f.shift, strict=True)) for f in found
        }
        values = abs(linear(np.array(list(points), dtype=object), w, b))
        if len(points) != 2**net.in_size or any(row.tolist() != y for row in values):
            raise WitnessError("a point is not sent to its value, or two points are one")
        cases += len(points)
    return cases


def _at(slopes: Row, constant: Fraction, y: Row) -> Fraction:
    return sum((v * t for v, t in zip(slopes, y, strict=True)), constant)
