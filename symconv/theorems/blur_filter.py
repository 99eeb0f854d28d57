r"""Blurring filters from what a blur must do: keep brightness, and prefer no side.

*Defines* `blur_filter` for two kernels of any size K. Both are products of one row of weights with
itself (separable), symmetric, and have sum 1. The *box* has equal weights. The *binomial* kernel
averages neighbours K - 1 times, which removes the fastest alternation of light and dark; its
weights are binomial coefficients over :math:`2^{K-1}`, a discrete bell curve.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm

import numpy as np

from symconv.errors import GivenError, WitnessError
from symconv.latex.drawing import Figure
from symconv.latex.tree import Multiply, Symbol
from symconv.notation import Domain, SymbolTable, name, scalars, tensors
from symconv.proof.author import define, step
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.figures.filtered_image import before_and_after, disc_and_bars, filtered
from symconv.theorems.givens import integer
from symconv.theorems.tensors import Array, equation, exact_value, given, matrix, number

KINDS = ("box", "binomial")
LARGEST = 7


def blur_filter(*, kind: str = "binomial", kernel_size: int = 3) -> Derivation:
    """Return the derivation of a blurring kernel, with a picture before and after.

    ``kind`` is box or binomial; ``kernel_size`` is 2 to 7. Raises GivenError for others.

    >>> blur_filter(kind="binomial", kernel_size=2).answer.value
    ((Fraction(1, 4), Fraction(1, 4)), (Fraction(1, 4), Fraction(1, 4)))
    """
    if kind not in KINDS:
        raise GivenError(
            f"kind must be one of {', '.join(KINDS)}, not {kind!r}",
            remedy="write kind: box",
            given="kind",
        )
    k = integer(kernel_size, "kernel_size", least=2, most=LARGEST)
    weights = binomial(k) if kind == "binomial" else np.array([Fraction(1, k)] * k, dtype=object)
    kernel = np.outer(weights, weights)
    symbols = _symbols(k)
    result = over("W", kernel)
    return Derivation(
        name="blur_filter",
        title="A blurring filter",
        symbols=symbols,
        conventions=("The kernel is symmetric, so that flipping it changes nothing.",),
        definitions=tuple(_definitions(kind, k, symbols)),
        steps=(
            *_weights(kind, k, symbols),
            step(result, "rows and columns are blurred alike", symbols),
            *_properties(kind, k, symbols),
        ),
        answer=Answer(result, exact_value(kernel)),
        witness=Witness("constant images and slopes, by the kernels", lambda: _check(kernel)),
        figures=(_picture(kind, k, kernel),),
    )


def over(tensor: str, weights: Array) -> str:
    r"""Return the line that says what the weights are, over their common denominator.

    >>> over("b", binomial(2))
    'b = \\frac{1}{2} \\begin{bmatrix} 1 \\\\ 1 \\end{bmatrix}'
    """
    scale = lcm(*(Fraction(w).denominator for w in weights.ravel()))
    product = Multiply((number(Fraction(1, scale)), matrix(weights * scale)))
    return equation(Symbol(name(tensor)), product)


def binomial(k: int) -> Array:
    """Return the row of weights, by averaging neighbours k - 1 times."""
    row, zero = [Fraction(1)], [Fraction(0)]
    for _ in range(k - 1):
        row = [(a + b) / 2 for a, b in zip(row + zero, zero + row, strict=True)]
    return np.array(row, dtype=object)


def _symbols(k: int) -> SymbolTable:
    rows = " ".join(f"b^{{({n})}}" for n in range(1, k + 1))
    return SymbolTable.of(
        scalars("u v", Domain.INTEGER),
        scalars(r"a c e x y \alpha \beta \gamma"),
        tensors(f"b {rows}", rank=1),
        tensors("W", rank=2),
    )


def _definitions(kind: str, k: int, symbols: SymbolTable) -> list[Defined]:
    product = define(
        r"W_{u, v} := b_{u} b_{v}", "separable: a product of weights", symbols, shape=[k, k]
    )
    if kind == "box":
        same = define(rf"b_{{u}} := \frac{{1}}{{{k}}}", "equal weights", symbols, shape=[k])
        return [same, product]
    rows = [given("b^{(1)}", (1,), "one pixel alone")]
    for n in range(2, k + 1):
        latex = (
            rf"b^{{({n})}}_{{u}} := \frac{{1}}{{2}} b^{{({n - 1})}}_{{u}} "
            rf"+ \frac{{1}}{{2}} b^{{({n - 1})}}_{{u - 1}}"
        )
        rows.append(define(latex, "the average of two neighbours", symbols, shape=[n]))
    last = define(rf"b_{{u}} := b^{{({k})}}_{{u}}", "the row of weights", symbols, shape=[k])
    return [*rows, last, product]


def _weights(kind: str, k: int, symbols: SymbolTable) -> list[Step]:
    if kind == "box":
        line = rf"{k} a = 1 \iff a = \frac{{1}}{{{k}}}"
        return [step(line, "equal weights with sum 1", symbols)]
    found = []
    if k == 3:
        found.append(
            step(
                r"a = e \wedge a + c + e = 1 \wedge a - c + e = 0 \iff "
                r"a = \frac{1}{4} \wedge c = \frac{1}{2} \wedge e = \frac{1}{4}",
                "three weights are determined: the same on both sides, sum 1, and an alternation "
                "of light and dark becomes 0",
                symbols,
            )
        )
    for n in range(2, k + 1):
        line = over(f"b^{{({n})}}", binomial(n))
        found.append(step(line, "every weight is the average of two before", symbols))
    return found


def _properties(kind: str, k: int, symbols: SymbolTable) -> list[Step]:
    total = rf"\sum_{{u=0}}^{{{k - 1}}} \sum_{{v=0}}^{{{k - 1}}} W_{{u, v}}"
    middle = str((k - 1) // 2) if k % 2 else rf"\frac{{{k - 1}}}{{2}}"
    places = rf"\beta \left(x + u - {middle}\right) + \gamma \left(y + v - {middle}\right)"
    found = [
        step(f"{total} = 1", "normalised: brightness is kept", symbols),
        step(
            rf"\forall u \in \{{0, \dots, {k - 1}\}} : b_{{{k - 1} - u}} = b_{{u}}",
            "symmetric: no side is preferred",
            symbols,
        ),
        step(r"W^{\top} = W", "rows and columns may be exchanged", symbols),
        step(
            rf"{total} \left(\alpha + {places}\right) = \alpha + \beta x + \gamma y",
            "an even slope stays as it is: only bends and edges are smoothed",
            symbols,
        ),
    ]
    if kind == "binomial":
        found.append(
            step(
                rf"{total} \left(-1\right)^{{u + v}} = 0",
                "a chequerboard becomes an even grey",
                symbols,
            )
        )
    return found


def _picture(kind: str, k: int, kernel: Array) -> Figure:
    return before_and_after(
        [(rf"${k} \times {k}$ {kind}", kernel)],
        strength=False,
        caption="The test image before and after the filter.",
        alternative=(
            f"Left, a grey slope with a bright disc, bars and a cut square, all with sharp edges. "
            f"Right, the same after the {k} by {k} {kind} filter: the edges are soft, the bars "
            "have less contrast, the slope is unchanged."
        ),
    )


def _check(kernel: Array) -> int:
    """Filter a constant image and a slope, and compare the inside; blur must not add contrast.

    The weights are multiplied by their common denominator, so that every number is exact.
    """
    scale = lcm(*(w.denominator for w in kernel.ravel()))
    whole = kernel * scale
    y, x = np.indices((16, 16))
    k = kernel.shape[0]
    inside = (slice(k, 16 - k), slice(k, 16 - k))
    late = (k - 1) / 2 - (k - 1) // 2
    slope = scale * (3 * (x + late) - 2 * (y + late))
    if not np.array_equal(filtered(7 + 0 * x, whole), np.full((16, 16), 7 * scale)):
        raise WitnessError("the filter changes a constant image")
    if not np.array_equal(filtered(3 * x - 2 * y, whole)[inside], slope[inside]):
        raise WitnessError("the filter changes a slope")
    image = disc_and_bars()
    if np.ptp(filtered(image, whole)) > scale * np.ptp(image):
        raise WitnessError("the filter adds contrast")
    return x.size + slope[inside].size + image.size
