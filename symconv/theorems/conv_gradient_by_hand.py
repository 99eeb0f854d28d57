r"""The gradients of a convolution of given numbers, entry by entry.

An error E reads the output Y; ``G`` is its gradient there. Every entry of the gradients is written
as its list of products: an input gets from each output that read it the weight between the two,
times what comes from above; a weight gets the inputs that it met.

E enters only through G, so E is taken to be :math:`\sum G Y`, which has this gradient.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np

from symconv.errors import GivenError, WitnessError
from symconv.kernels import conv_backward
from symconv.latex.tree import Derivative, Expr, Symbol
from symconv.notation import name
from symconv.proof.author import define, statement, step
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.answers import box
from symconv.theorems.conv_by_hand import CONVENTION
from symconv.theorems.givens import Nested, array, shape
from symconv.theorems.hand_axes import HandAxes, read_hand_axes
from symconv.theorems.hand_gradients import (
    SYMBOLS,
    Index,
    input_pairs,
    over_outputs,
    ranges,
    reads,
    weight_pairs,
)
from symconv.theorems.indices import OUTPUTS, TAPS, listed, tap_sum
from symconv.theorems.scatter_axes import INPUTS
from symconv.theorems.tensors import (
    Array,
    element,
    equation,
    exact_value,
    given,
    matrix,
    number,
    products,
    to_array,
)

ASKED = ("input", "weight", "both")


def conv_gradient_by_hand(
    *,
    X: Sequence[object],
    W: Sequence[object],
    G: Sequence[object],
    stride: int | Sequence[int] = 1,
    padding: int | Sequence[int] = 0,
    dilation: int | Sequence[int] = 1,
    by: str = "both",
) -> Derivation:
    """Return dE/dX and dE/dW for the numbers ``X``, ``W`` and ``G`` = dE/dY, rank 1 to 3.

    ``by`` asks for the gradient by the ``input``, by the ``weight`` or for ``both``. Raises
    GivenError for entries that are not exact numbers or do not fit, ShapeError where W does not.

    >>> conv_gradient_by_hand(X=[1, 2, 3], W=[1, -1], G=[1, 10]).answer.value
    ((1, 9, -10), (21, 32))
    """
    image, kernel, upstream = array(X, "X"), array(W, "W"), array(G, "G")
    axes = read_hand_axes(shape(image), shape(kernel), stride, padding, dilation)
    _check(axes, upstream, by)
    x, w, g = map(to_array, (image, kernel, upstream))
    asked = [letter for letter in "XW" if by in ("both", {"X": "input", "W": "weight"}[letter])]
    hand = {letter: _Hand(letter, axes, x, w, g) for letter in asked}
    results = [line for h in hand.values() for line in h.result()]
    values = [exact_value(h.gradient) for h in hand.values()]
    return Derivation(
        name="conv_gradient_by_hand",
        title="The gradients of a convolution by hand",
        symbols=SYMBOLS[len(axes.kernel)],
        conventions=(CONVENTION, "Elements outside an array are 0."),
        hypotheses=tuple((r, statement(r, SYMBOLS[len(axes.kernel)])) for r in ranges(axes)),
        definitions=(
            given("X", image, "the input"),
            given("W", kernel, "the kernel"),
            given("G", upstream, "the gradient from above, of the error by the output"),
            *_definitions(axes),
        ),
        steps=(_above(axes), *(s for h in hand.values() for s in h.steps())),
        answer=Answer(box(results), values[0] if len(values) == 1 else tuple(values)),
        witness=Witness(
            "the backward pass of the convolution kernel",
            lambda: _witness(axes, (x, w, g), {k: h.gradient for k, h in hand.items()}),
        ),
    )


class _Hand:
    """One gradient by hand: by X or by W."""

    def __init__(self, letter: str, axes: HandAxes, x: Array, w: Array, g: Array) -> None:
        self.letter, self.axes, self.g = letter, axes, g
        self.symbols = SYMBOLS[len(axes.kernel)]
        by_input = letter == "X"
        self.other, self.pairs = (w, input_pairs(axes)) if by_input else (x, weight_pairs(axes))
        self.gradient = np.zeros_like(x if by_input else w, dtype=object)
        for place, pairs in self.pairs.items():
            found = Fraction(sum(g[o] * self.other[p] for o, p in pairs))
            self.gradient[place] = int(found) if found.denominator == 1 else found

    def steps(self) -> Iterator[Step]:
        """Write the formula, every entry, and the whole."""
        yield step(self._chain(), "the chain rule through every output", self.symbols)
        yield step(self._formula(), _REASONS[self.letter], self.symbols)
        for place, pairs in self.pairs.items():
            yield step(self._entry(place, pairs), self._words(pairs), self.symbols)
        if self.gradient.ndim <= 2:
            yield step(self.result()[0], "all entries together", self.symbols)

    def result(self) -> list[str]:
        """Return the lines that say what the gradient is."""
        if self.gradient.ndim <= 2:
            return [equation(_slope("E", self.letter), matrix(self.gradient))]
        return [
            equation(_slope("E", self.letter, p), number(v))
            for p, v in np.ndenumerate(self.gradient)
        ]

    def _variable(self) -> str:
        rank = len(self.axes.kernel)
        return f"{self.letter}_{{{listed(INPUTS if self.letter == 'X' else TAPS, rank)}}}"

    def _chain(self) -> str:
        y = f"Y_{{{listed(OUTPUTS, len(self.axes.kernel))}}}"
        above = f"G_{{{listed(OUTPUTS, len(self.axes.kernel))}}}"
        return (
            rf"\frac{{\partial E}}{{\partial {self._variable()}}} = {over_outputs(self.axes)} "
            rf"{above} \frac{{\partial {y}}}{{\partial {self._variable()}}}"
        )

    def _formula(self) -> str:
        rank = len(self.axes.kernel)
        left = rf"\frac{{\partial E}}{{\partial {self._variable()}}} = {over_outputs(self.axes)}"
        above, read = f"G_{{{listed(OUTPUTS, rank)}}}", reads(self.axes)
        if self.letter == "W":
            return f"{left} {above} X_{{{', '.join(read)}}}"
        met = " ".join(f"[{a} = {r}]" for a, r in zip(INPUTS, read, strict=False))
        return f"{left} {tap_sum(self.axes.kernel)} {above} W_{{{listed(TAPS, rank)}}} {met}"

    def _entry(self, place: Index, pairs: list[tuple[Index, Index]]) -> str:
        sides: list[Expr] = [_slope("E", self.letter, place)]
        if pairs:
            above, others = zip(*pairs, strict=True)
            sides.append(products((self.g[o] for o in above), (self.other[p] for p in others)))
        return equation(*sides, number(self.gradient[place]))

    def _words(self, pairs: list[tuple[Index, Index]]) -> str:
        if not pairs:
            return "no output reads it"
        outputs = ", ".join(_place(o) for o, _ in pairs)
        if self.letter == "X":
            return f"read by output{'s' * (len(pairs) > 1)} {outputs}"
        return f"used for output{'s' * (len(pairs) > 1)} {outputs}"


_REASONS = {
    "X": "an output changes with an input by the weight of the tap that reads it",
    "W": "an output changes with a weight by the input that the weight meets there",
}


def _place(index: Index) -> str:
    return str(index[0]) if len(index) == 1 else str(index)


def _slope(top: str, letter: str, place: Index | None = None) -> Derivative:
    variable: Expr = Symbol(name(letter)) if place is None else element(letter, place)
    return Derivative(Symbol(name(top)), (variable,))


def _definitions(axes: HandAxes) -> tuple[Defined, Defined]:
    rank = len(axes.kernel)
    y, symbols = f"Y_{{{listed(OUTPUTS, rank)}}}", SYMBOLS[rank]
    products_ = f"W_{{{listed(TAPS, rank)}}} X_{{{', '.join(reads(axes))}}}"
    return (
        define(
            f"{y} := {tap_sum(axes.kernel)} {products_}",
            "the convolution",
            symbols,
            shape=axes.out,
        ),
        define(
            f"E := {over_outputs(axes)} G_{{{listed(OUTPUTS, rank)}}} {y}",
            "an error with this gradient; any other with it has the same gradients",
            symbols,
        ),
    )


def _above(axes: HandAxes) -> Step:
    rank = len(axes.kernel)
    at = listed(OUTPUTS, rank)
    return step(
        rf"\frac{{\partial E}}{{\partial Y_{{{at}}}}} = G_{{{at}}}",
        "what comes from above",
        SYMBOLS[rank],
    )


def _check(axes: HandAxes, upstream: tuple[Nested, ...], by: object) -> None:
    if shape(upstream) != axes.out:
        raise GivenError(
            f"G has the shape {shape(upstream)}, and the output has {axes.out}",
            remedy="give one number for each output",
            given="G",
        )
    if by not in ASKED:
        raise GivenError(
            f"by is {by!r}",
            remedy=f"write one of {', '.join(ASKED)}",
            given="by",
        )


def _witness(axes: HandAxes, arrays: tuple[Array, Array, Array], found: dict[str, Array]) -> int:
    x, w, g = (a[None, None] for a in arrays)
    dx, dw, _ = conv_backward(
        g, x, w, stride=axes.stride, padding=axes.padding, dilation=axes.dilation
    )
    for letter, gradient in found.items():
        if not np.array_equal({"X": dx, "W": dw}[letter][0, 0], gradient):
            raise WitnessError(f"the backward pass and the products by hand differ for {letter}")
    return sum(a.size for a in found.values())
