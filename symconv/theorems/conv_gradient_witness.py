"""Numeric witness of a convolution's gradients: the printed formulas against the backward pass.

The formulas are evaluated exactly, entry by entry, for random integers at small sizes; the kernel
computes the gradients by its own arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from symconv.errors import ShapeError, WitnessError
from symconv.kernels import conv, conv_backward
from symconv.latex import tex
from symconv.latex.tree import Chain, Derivative, Indexed, Number, Statement, Symbol
from symconv.notation import name
from symconv.proof.context import Context, Definition, Formula, Tensor
from symconv.proof.derivation import Defined
from symconv.proof.exact_evaluation import value
from symconv.theorems.axis import Axis
from symconv.theorems.givens import Size
from symconv.theorems.tensors import Array, number

if TYPE_CHECKING:
    from symconv.theorems.conv_gradient_table import Layer

SAMPLES, ATTEMPTS = 4, 200
Numbers = dict[str, int]
Formulas = Callable[["Layer"], tuple[Sequence[Defined], Sequence[Statement]]]


def check(layer: Layer, formulas: Formulas) -> int:
    """Compare dx, dw and db with the kernel; return how many numbers were compared.

    ``formulas`` gives the definitions and the three results for a layer; where the numbers of the
    layer are large, those of a smaller image are evaluated. Raises WitnessError for a difference.
    """
    small = shrunk(layer)
    definitions, results = formulas(small)
    cases = 0
    for numbers, dy, x, w in _layers(small):
        padding = tuple((numbers[f"p{a}"], numbers[f"q{a}"]) for a in layer.primes)
        stride, dilation = (tuple(numbers[c + a] for a in layer.primes) for c in "sd")
        expected = conv_backward(
            dy, x, w, stride=stride, padding=padding, dilation=dilation, groups=numbers["G"]
        )
        context = _context(small, definitions, numbers, {"x": x, "w": w, "g": dy})
        for result, array in zip(results, expected, strict=True):
            cases += _compare(result, context, array)
    return cases


def _layers(layer: Layer) -> Iterator[tuple[Numbers, Array, Array, Array]]:
    """Yield small layers that fit: values of the letters, and arrays of random integers."""
    source, found = np.random.default_rng(0), 0
    for _ in range(ATTEMPTS):
        numbers = _drawn(layer.letters, source)
        n, g, a, f = (numbers[c] for c in "NGAF")
        x_shape = (n, g * a, *(numbers[f"h{p}"] for p in layer.primes))
        w_shape = (g * f, a, *(numbers[f"k{p}"] for p in layer.primes))
        x, w = (source.integers(-4, 5, shape) for shape in (x_shape, w_shape))
        try:
            y = conv(
                x,
                w,
                stride=tuple(numbers[f"s{p}"] for p in layer.primes),
                padding=tuple((numbers[f"p{p}"], numbers[f"q{p}"]) for p in layer.primes),
                dilation=tuple(numbers[f"d{p}"] for p in layer.primes),
                groups=g,
            )
        except ShapeError:
            continue
        yield numbers, source.integers(-4, 5, y.shape), x, w
        found += 1
        if found == SAMPLES:
            return


def _drawn(values: Mapping[str, Size], source: np.random.Generator) -> Numbers:
    """Draw one number for each symbol, larger ones for input sizes."""
    symbols: dict[str, int] = {}
    for letter, value_ in values.items():
        if isinstance(value_, str):
            low, high = (3, 6) if letter[0] == "h" else (0, 3) if letter[0] in "pq" else (1, 4)
            symbols.setdefault(value_, int(source.integers(low, high)))
    return {
        letter: symbols[v] if isinstance(v, str) else v
        for letter, v in values.items()
        if letter[0] != "m"
    }


def shrunk(layer: Layer) -> Layer:
    """Return a layer whose numbers are small enough for exact evaluation; symbols stay."""
    values = {c: v if isinstance(v, str) else min(v, 2) for c, v in layer.values.items()}
    return replace(layer, axes=tuple(map(_shorter, layer.axes)), values=values)


def _shorter(axis: Axis) -> Axis:
    if isinstance(axis.n, str):
        return axis
    fixed = [v for v in (axis.k, axis.s, axis.d, axis.p, axis.q) if isinstance(v, int)]
    if len(fixed) < 5:
        return replace(axis, n=min(axis.n, 7))
    k, s, d, before, after = fixed
    return replace(axis, n=min(axis.n, max(1, d * (k - 1) + 1 - before - after) + s + 1))


def _context(
    layer: Layer, definitions: Sequence[Defined], numbers: Numbers, arrays: Mapping[str, Any]
) -> Context:
    known: dict[Any, Definition] = {d.name: d.definition for d in definitions}
    for letter, value_ in layer.letters.items():
        if isinstance(value_, str) and letter[0] != "m":
            known[name(value_)] = Formula(Number(Fraction(numbers[letter])))
    for letter, array in arrays.items():
        shape = tuple(Number(Fraction(n)) for n in array.shape)
        known[name(letter)] = Tensor(shape, _entries(array))
    return Context(layer.symbols, known)


def _entries(array: Array) -> Any:
    if array.ndim == 0:
        return number(int(array))
    return tuple(_entries(part) for part in array)


def _compare(result: Statement, context: Context, expected: Array) -> int:
    """Tabulate the right side over the indices of the left side's variable."""
    match result:
        case Chain((Derivative(_, (Indexed(_, places),)), *_, formula), _):
            parameters = tuple(p.name for p in places if isinstance(p, Symbol))
    shape = tuple(Number(Fraction(n)) for n in expected.shape)
    table = name(r"\mathrm{result}")
    inner = context.defining({table: Formula(formula, parameters, shape)})
    found = np.array(value(Symbol(table), inner), dtype=object)
    if not np.array_equal(found, expected):
        raise WitnessError(f"the backward pass and the formula differ: {tex.write(result)}")
    return expected.size
