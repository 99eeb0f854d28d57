r"""The gradients of ``f(W, x) = ||W x||^2``, through the graph and in closed form.

With ``y = W x``: the gradient by y is 2 y, by W it is :math:`2 (W x) x^\top`, and by x it is
:math:`2 W^\top W x`, for all sizes.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import linear, linear_backward
from symconv.notation import Domain, scalars, tensors
from symconv.proof.derivation import Derivation, Witness
from symconv.theorems.givens import Size
from symconv.theorems.gradient_graph import (
    Graph,
    Input,
    Line,
    Stage,
    last,
    slope,
)
from symconv.theorems.graph_givens import Given, Numbers, read_arrays, samples, symbols_for


def squared_norm_gradients(
    *,
    W: Given = "W",
    x: Given = "x",
    rows: Size = "m",
    columns: Size = "n",
) -> Derivation:
    """Return the derivation; with numbers for ``W`` and ``x``, their values are worked out.

    ``rows`` and ``columns`` are the sizes of W where it is not given. Raises GivenError for sizes
    that do not fit and for one of ``W`` and ``x`` without the other.

    >>> squared_norm_gradients(W=[[1, 2]], x=[3, 4]).answer.value
    (((66, 88),), (22, 44))
    """
    numbers, sizes = read_arrays(
        {"W": (W, ("m", "n")), "x": (x, ("n",))}, {"m": ("rows", rows), "n": ("columns", columns)}
    )
    m, n = sizes["m"], sizes["n"]
    graph = Graph(
        name="squared_norm_gradients",
        title="Gradients of a squared norm",
        symbols=symbols_for(
            (m, n),
            scalars("i j k", Domain.INTEGER),
            scalars("f"),
            tensors("W", rank=2),
            tensors("x y", rank=1),
        ),
        inputs=(
            Input("W", (m, n), "the matrix", numbers["W"]),
            Input("x", (n,), "the vector", numbers["x"]),
        ),
        stages=(
            Stage(
                rf"y_{{i}} := \sum_{{j=0}}^{{{last(n)}}} W_{{i,j}} x_{{j}}",
                (m,),
                "the product W x",
                "$y = W x$",
                ("W", "x"),
            ),
            Stage(
                rf"f := \sum_{{i=0}}^{{{last(m)}}} y_{{i}}^{{2}}",
                (),
                "its squared norm",
                r"$f = \lVert y \rVert^{2}$",
                ("y",),
            ),
        ),
        loss="f",
        lines=_lines(m),
        ranges=(("i", m), ("j", n)),
        results=(
            rf"{slope('f', 'W')} = 2 \left(W x\right) x^{{\top}}",
            rf"{slope('f', 'x')} = 2 W^{{\top}} W x",
        ),
    )
    return graph.derivation(
        Witness("the backward pass of the linear kernel", lambda: _check(numbers, sizes))
    )


def _lines(m: Size) -> tuple[Line, ...]:
    over = rf"\sum_{{k=0}}^{{{last(m)}}}"
    chain = f"{over} {slope('f', 'y_{k}')}"
    return (
        Line(
            rf"{slope('f', 'y_{i}')} = 2 y_{{i}}",
            "of the squares only the i-th changes with it",
            "y",
        ),
        Line(
            f"{slope('f', 'W_{i,j}')} = {chain} {slope('y_{k}', 'W_{i,j}')} = 2 y_{{i}} x_{{j}}",
            "the chain rule: row i of W makes the i-th element of y alone",
        ),
        Line(
            rf"{slope('f', 'W')} = 2 \left(W x\right) x^{{\top}}",
            "all entries together: a column times a row",
            "W",
        ),
        Line(
            f"{slope('f', 'x_{j}')} = {chain} {slope('y_{k}', 'x_{j}')} "
            rf"= 2 {over} y_{{k}} W_{{k,j}}",
            "the chain rule: the j-th element of x enters every element of y",
        ),
        Line(
            rf"{slope('f', 'x')} = 2 W^{{\top}} W x",
            "all entries together: the sum runs over the rows of W",
            "x",
        ),
    )


def _check(numbers: Mapping[str, Numbers], sizes: Mapping[str, Size]) -> int:
    """Run the kernels, and compare with the closed forms in exact numbers."""
    cases = 0
    for arrays in samples(numbers, {"W": ("m", "n"), "x": ("n",)}, sizes):
        w, x = arrays["W"], arrays["x"]
        dx, dw, _ = linear_backward(2 * linear(x, w)[None], x[None], w)
        claimed = (2 * np.outer(w @ x, x), 2 * w.T @ (w @ x))
        for found, closed in zip((dw, dx[0]), claimed, strict=True):
            if not np.array_equal(found, closed):
                raise WitnessError("the closed forms differ from the backward pass of the kernels")
            cases += found.size
    return cases
