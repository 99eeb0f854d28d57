r"""Edge filters from what they must measure: a slope, or a bend, and nothing else.

*Defines* `edge_filter`. Three weights that give the derivative of 1, n and :math:`n^2` exactly are
the central difference; those that give the second derivative are 1, -2, 1. The *Prewitt* and
*Sobel* kernels take the difference of columns and smooth along them, with equal weights or with 1,
2, 1; the *Laplacian* adds the second differences of rows and columns. All have sum 0: an even grey
gives 0.

The kernels are laid on the image as they stand (cross-correlation): a difference is right minus
left. A flip would change the sign of the odd ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from symconv.errors import GivenError, WitnessError
from symconv.latex.drawing import Figure
from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.proof.author import define, step
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.answers import box
from symconv.theorems.figures.filtered_image import before_and_after, filtered
from symconv.theorems.tensors import Array, exact_value, given, lines

CONVENTION = "The kernel is laid on the image as it stands (cross-correlation): right minus left."


@dataclass(frozen=True)
class EdgeKernel:
    """Smoothing weights, ``factor`` by which the response is the derivative, and words."""

    smoothing: tuple[int, ...]
    factor: int
    words: str


SLOPES: Mapping[str, EdgeKernel] = {
    "central_difference": EdgeKernel((1,), 2, "no smoothing"),
    "prewitt": EdgeKernel((1, 1, 1), 6, "equal weights along the edge"),
    "sobel": EdgeKernel((1, 2, 1), 8, "binomial weights along the edge"),
}
KINDS = (*SLOPES, "laplacian")
X, Y = r"\left(x + u - {r}\right)", r"\left(y + v - 1\right)"
IMAGE = (
    r"\left(\alpha + \beta {X} + \gamma {Y} + \delta {X}^{2} + \varepsilon {X} {Y} "
    r"+ \zeta {Y}^{2}\right)"
)


def edge_filter(*, kind: str = "sobel") -> Derivation:
    """Return the derivation of an edge kernel, with a picture before and after.

    ``kind`` is central_difference, prewitt, sobel or laplacian. Raises GivenError for others.

    >>> edge_filter(kind="sobel").answer.value
    ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1))
    """
    if kind not in KINDS:
        raise GivenError(
            f"kind must be one of {', '.join(KINDS)}, not {kind!r}",
            remedy="write kind: sobel",
            given="kind",
        )
    kernel = edge_kernel(kind)
    symbols = SymbolTable.of(
        scalars("u v", Domain.INTEGER),
        scalars(r"a b c x y \alpha \beta \gamma \delta \varepsilon \zeta"),
        tensors("s g", rank=1),
        tensors("W", rank=2),
    )
    result = list(lines("W", kernel))
    return Derivation(
        name="edge_filter",
        title="An edge filter",
        symbols=symbols,
        conventions=(CONVENTION,),
        definitions=tuple(_definitions(kind, kernel, symbols)),
        steps=(
            _weights(kind, symbols),
            *(step(line, "the kernel, entry by entry", symbols) for line in result),
            *_properties(kind, kernel, symbols),
        ),
        answer=Answer(box(result), exact_value(kernel)),
        witness=Witness(
            "images of random polynomials and their derivatives, by the kernels",
            lambda: _check(kind, kernel),
        ),
        figures=(_picture(kind, kernel),),
    )


def edge_kernel(kind: str) -> Array:
    """Return the kernel as integers."""
    if kind == "laplacian":
        return np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]], dtype=object)
    return np.outer(SLOPES[kind].smoothing, (-1, 0, 1)).astype(object)


def _definitions(kind: str, kernel: Array, symbols: SymbolTable) -> list[Defined]:
    if kind == "laplacian":
        return [
            given("g", (1, -2, 1), "the second difference"),
            define(
                r"W_{u, v} := g_{u} \left[v = 1\right] + \left[u = 1\right] g_{v}",
                "second differences of the column and of the row",
                symbols,
                shape=[3, 3],
            ),
        ]
    return [
        given("g", (-1, 0, 1), "twice the central difference"),
        given("s", SLOPES[kind].smoothing, SLOPES[kind].words),
        define(
            r"W_{u, v} := s_{u} g_{v}",
            "separable: smooth along columns, difference of columns",
            symbols,
            shape=list(kernel.shape),
        ),
    ]


def _weights(kind: str, symbols: SymbolTable) -> Step:
    if kind == "laplacian":
        return step(
            r"a + b + c = 0 \wedge c - a = 0 \wedge a + c = 2 \iff "
            r"a = 1 \wedge b = -2 \wedge c = 1",
            "weights a, b, c at n = -1, 0, 1 that give the second derivatives 0, 0 and 2 of 1, n "
            "and the square of n",
            symbols,
        )
    return step(
        r"a + b + c = 0 \wedge c - a = 1 \wedge a + c = 0 \iff "
        r"a = -\frac{1}{2} \wedge b = 0 \wedge c = \frac{1}{2}",
        "weights a, b, c at n = -1, 0, 1 that give the derivatives 0, 1 and 0 of 1, n and the "
        "square of n at n = 0",
        symbols,
    )


def _properties(kind: str, kernel: Array, symbols: SymbolTable) -> list[Step]:
    rows = kernel.shape[0]
    total = rf"\sum_{{u=0}}^{{{rows - 1}}} \sum_{{v=0}}^{{2}} W_{{u, v}}"
    image = _image(rows)
    if kind == "laplacian":
        return [
            step(f"{total} = 0", "an even grey gives 0", symbols),
            step(
                r"\forall u \in \{0, 1, 2\} : g_{2 - u} = g_{u}",
                "symmetric: no side is preferred",
                symbols,
            ),
            step(r"W^{\top} = W", "edges upright and across count alike", symbols),
            step(
                rf"{total} {image} = 2 \delta + 2 \zeta",
                "exact for polynomials of degree 2: the sum of both second derivatives",
                symbols,
            ),
        ]
    return [
        step(f"{total} = 0", "an even grey gives 0", symbols),
        step(
            r"\forall v \in \{0, 1, 2\} : g_{2 - v} = -g_{v}",
            "odd from left to right: the sign tells dark to light from light to dark",
            symbols,
        ),
        step(
            rf"{total} {image} = {SLOPES[kind].factor} "
            r"\left(\gamma + \varepsilon x + 2 \zeta y\right)",
            f"exact for polynomials of degree 2: {SLOPES[kind].factor} times the derivative along "
            "the rows",
            symbols,
        ),
    ]


def _image(rows: int) -> str:
    x = X.format(r=(rows - 1) // 2) if rows > 1 else r"\left(x + u\right)"
    return IMAGE.replace("{X}", x).replace("{Y}", Y)


def _picture(kind: str, kernel: Array) -> Figure:
    words = kind.replace("_", " ")
    pictures = [(f"{words}, $W$", kernel)]
    if kind != "laplacian":
        pictures.append((r"its transpose, $W^{\top}$", kernel.T))
        seen = (
            "Middle, the response to upright edges: the sides of the disc and of the upright bars "
            "are white, everything else dark. Right, the response to edges across: top and bottom "
            "of the disc and the bars across are white."
        )
    else:
        seen = "Right, white double lines along all outlines of the shapes, and black elsewhere."
    return before_and_after(
        pictures,
        strength=True,
        caption="The test image, and the size of the response: white where it is largest.",
        alternative=f"Left, a grey slope with a bright disc, bars and a cut square. {seen}",
    )


def _check(kind: str, kernel: Array) -> int:
    """Filter images of random polynomials of degree 2 and compare with their derivatives."""
    random, cases = np.random.default_rng(0), 0
    x, y = np.indices((9, 9))
    for _ in range(20):
        p = random.integers(-5, 6, 6)
        image = p[0] + p[1] * x + p[2] * y + p[3] * x**2 + p[4] * x * y + p[5] * y**2
        truth = 2 * p[3] + 2 * p[5] + 0 * x
        if kind != "laplacian":
            truth = SLOPES[kind].factor * (p[2] + p[4] * x + 2 * p[5] * y)
        found = filtered(image, kernel)
        if not np.array_equal(found[1:-1, 1:-1], truth[1:-1, 1:-1]):
            raise WitnessError(f"the {kind} kernel does not give the derivative of a polynomial")
        cases += truth[1:-1, 1:-1].size
    return cases
