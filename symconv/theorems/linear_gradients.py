r"""The gradients of a fully connected layer, for a batch of any size.

With :math:`y = x w^\top + b` and the gradient g from above: :math:`\partial L/\partial x = g w`,
:math:`\partial L/\partial w = g^\top x`, and the bias gets the sum of g over the batch.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import linear_backward
from symconv.notation import Domain, functions, scalars, tensors
from symconv.proof.derivation import Derivation, Witness
from symconv.theorems.givens import Size, size
from symconv.theorems.gradient_graph import (
    Graph,
    Input,
    Line,
    Stage,
    last,
    slope,
)
from symconv.theorems.graph_givens import samples, symbols_for

SHAPES = {"x": ("N", "C"), "w": ("D", "C"), "g": ("N", "D")}


def linear_gradients(
    *, batch: Size = "N", in_features: Size = "C", out_features: Size = "D"
) -> Derivation:
    """Return the derivation; every size is a number or a symbol.

    Raises GivenError for a size that is neither.

    >>> linear_gradients().answer.value[2]
    'Sum(g[n, o], (n, 0, N - 1))'
    """
    sizes = {
        "N": size(batch, "batch", least=1),
        "C": size(in_features, "in_features", least=1),
        "D": size(out_features, "out_features", least=1),
    }
    n, c, d = sizes.values()
    rows, outputs = rf"\sum_{{n=0}}^{{{last(n)}}}", rf"\sum_{{o=0}}^{{{last(d)}}}"
    model = rf"\sum_{{i=0}}^{{{last(c)}}} w_{{o,i}} x_{{n,i}}"
    entries = (
        rf"{slope('L', 'w_{o,i}')} = {rows} g_{{n,o}} x_{{n,i}}",
        rf"{slope('L', 'x_{n,i}')} = {outputs} g_{{n,o}} w_{{o,i}}",
    )
    results = (
        f"{slope('L', 'x')} = g w",
        rf"{slope('L', 'w')} = g^{{\top}} x",
        f"{slope('L', 'b_{o}')} = {rows} g_{{n,o}}",
    )
    graph = Graph(
        name="linear_gradients",
        title="Gradients of a fully connected layer",
        symbols=symbols_for(
            (n, c, d),
            scalars("n o i", Domain.INTEGER),
            scalars("L"),
            functions(r"\ell"),
            tensors("x w y g", rank=2),
            tensors("b", rank=1),
        ),
        inputs=(
            Input("x", (n, c), "one row for each sample"),
            Input("w", (d, c), "the weights"),
            Input("b", (d,), "the biases"),
        ),
        stages=(
            Stage(
                rf"y_{{n,o}} := \left({model}\right) + b_{{o}}",
                (n, d),
                "the layer",
                r"$y = x w^{\top} + b$",
                ("x", "w", "b"),
            ),
            Stage(r"L := \ell\left(y\right)", (), "the loss", r"$L = \ell(y)$", ("y",)),
        ),
        named=(
            Stage(
                f"g_{{n,o}} := {slope('L', 'y_{n,o}')}", (n, d), "the gradient from above", "", ()
            ),
        ),
        loss="L",
        lines=(
            Line(entries[0], "a weight meets one input of every sample"),
            Line(results[1], "all entries together: the sum runs over the batch"),
            Line(entries[1], "an input enters every output of its own sample"),
            Line(results[0], "all entries together: the sum runs over the outputs"),
            Line(results[2], "a bias is added once for every sample"),
        ),
        ranges=(("n", n), ("o", d), ("i", c)),
        results=results,
    )
    return graph.derivation(
        Witness("the backward pass of the linear kernel", lambda: _check(sizes))
    )  # fmt: skip


def _check(sizes: Mapping[str, Size]) -> int:
    cases = 0
    for arrays in samples({"x": None}, SHAPES, sizes):
        x, w, g = arrays["x"], arrays["w"], arrays["g"]
        claimed = (g @ w, g.T @ x, g.sum(0))
        for found, said in zip(linear_backward(g, x, w), claimed, strict=True):
            if not np.array_equal(found, said):
                raise WitnessError("the closed forms differ from the backward pass of the kernel")
            cases += found.size
    return cases
