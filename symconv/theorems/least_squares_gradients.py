r"""The gradient of the mean squared error of a linear model, through the residuals.

For :math:`f = \frac{1}{m} \lVert X w - t \rVert^2` it is :math:`\frac{2}{m} X^\top (X w - t)`; it
vanishes exactly where the normal equations :math:`X^\top X w = X^\top t` hold.
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


def least_squares_gradients(
    *, X: Given = "X", w: Given = "w", t: Given = "t", rows: Size = "m", columns: Size = "n"
) -> Derivation:
    """Return the derivation for the model X w and the targets t, with values where numbers are.

    Raises GivenError for sizes that do not fit, and where only some of the arrays are numbers.

    >>> least_squares_gradients(X=[[1, 0], [1, 1]], w=[1, 1], t=[0, 0]).answer.value[1]
    (3, 2)
    """
    shapes = {"X": ("m", "n"), "w": ("n",), "t": ("m",)}
    given = {"X": X, "w": w, "t": t}
    numbers, sizes = read_arrays(
        {k: (given[k], shapes[k]) for k in shapes}, {"m": ("rows", rows), "n": ("columns", columns)}
    )
    m, n = sizes["m"], sizes["n"]
    twice = rf"\frac{{2}}{{{m}}}"
    model = rf"\sum_{{j=0}}^{{{last(n)}}} X_{{i,j}} w_{{j}}"
    over = rf"\sum_{{i=0}}^{{{last(m)}}}"
    graph = Graph(
        name="least_squares_gradients",
        title="Gradient of the mean squared error",
        symbols=symbols_for(
            (m, n),
            scalars("i j", Domain.INTEGER),
            scalars("f"),
            tensors("X", rank=2),
            tensors("w t r", rank=1),
        ),
        inputs=(
            Input("X", (m, n), "one row for each sample", numbers["X"]),
            Input("w", (n,), "the weights", numbers["w"]),
            Input("t", (m,), "the targets", numbers["t"]),
        ),
        stages=(
            Stage(
                rf"r_{{i}} := \left({model}\right) - t_{{i}}",
                (m,),
                "the residuals",
                "$r = X w - t$",
                ("X", "w", "t"),
            ),
            Stage(
                rf"f := \frac{{1}}{{{m}}} {over} r_{{i}}^{{2}}",
                (),
                "the mean squared error",
                rf"$f = \frac{{1}}{{{m}}} \lVert r \rVert^{{2}}$",
                ("r",),
            ),
        ),
        loss="f",
        lines=(
            Line(rf"{slope('f', 'r_{i}')} = {twice} r_{{i}}", "only one square holds it", "r"),
            Line(
                rf"{slope('f', 'w_{j}')} = {over} {slope('f', 'r_{i}')} "
                rf"{slope('r_{i}', 'w_{j}')} = {twice} {over} X_{{i,j}} r_{{i}}",
                "the chain rule through every residual",
            ),
            Line(
                rf"{slope('f', 'w')} = {twice} X^{{\top}} \left(X w - t\right)",
                "all entries together",
                "w",
            ),
            Line(rf"{slope('f', 't_{i}')} = -{twice} r_{{i}}", "a target enters with -1", "t"),
            Line(
                rf"{slope('f', 'X_{i,j}')} = {twice} r_{{i}} w_{{j}}",
                "an entry of X meets one weight in one residual",
                "X",
            ),
        ),
        ranges=(("i", m), ("j", n)),
        results=(rf"{slope('f', 'w')} = {twice} X^{{\top}} \left(X w - t\right)",),
    )
    return graph.derivation(
        Witness("the backward pass of the linear kernel", lambda: _check(numbers, sizes, shapes))
    )


def _check(
    numbers: Mapping[str, Numbers], sizes: Mapping[str, Size], shapes: Mapping[str, tuple[str, ...]]
) -> int:
    """Compare m times the closed form with m times the gradient that the kernels give, exactly."""
    cases = 0
    for arrays in samples(numbers, shapes, sizes):
        x, w, t = arrays["X"], arrays["w"], arrays["t"]
        residual = linear(x, w[None])[:, 0] - t
        _, dw, _ = linear_backward(2 * residual[:, None], x, w[None])
        if not np.array_equal(dw[0], 2 * (x.T @ (x @ w - t))):
            raise WitnessError("the closed form differs from the backward pass of the kernels")
        cases += dw.size
    return cases
