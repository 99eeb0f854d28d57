r"""Backpropagation through a network with one hidden layer of ReLU units and a squared error.

.. math:: a = W x + u, \quad r = \mathrm{ReLU}(a), \quad y = V r + v, \quad
          f = \tfrac{1}{2} \lVert y - t \rVert^2

The error at the hidden layer is :math:`\delta = \partial f / \partial a`.
ReLU is differentiated away from 0; step is 1 above 0 and 0 elsewhere, which is also what frameworks
take at 0.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import linear, linear_backward, relu, relu_backward
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

SHAPES = {"x": ("d",), "W": ("h", "d"), "u": ("h",), "V": ("c", "h"), "v": ("c",), "t": ("c",)}
CONVENTION = "ReLU is differentiated away from 0; step is 1 above 0 and 0 elsewhere."


def mlp_gradients(
    *,
    x: Given = "x",
    W: Given = "W",
    u: Given = "u",
    V: Given = "V",
    v: Given = "v",
    t: Given = "t",
    inputs: Size = "d",
    hidden: Size = "h",
    outputs: Size = "c",
) -> Derivation:
    """Return the derivation for one sample; with numbers, forward and backward values are exact.

    Raises GivenError for sizes that do not fit, and where only some of the arrays are numbers.

    >>> given = {"x": [1, 2], "W": [[1, -1]], "u": [2], "V": [[3]], "v": [0], "t": [1]}
    >>> mlp_gradients(**given).answer.value[1]
    ((6, 12),)
    """
    given = {"x": x, "W": W, "u": u, "V": V, "v": v, "t": t}
    letters = {"d": ("inputs", inputs), "h": ("hidden", hidden), "c": ("outputs", outputs)}
    numbers, sizes = read_arrays({k: (given[k], SHAPES[k]) for k in SHAPES}, letters)
    d, h, c = sizes["d"], sizes["h"], sizes["c"]
    words = {"x": "the input", "W": "weights", "u": "biases", "V": "weights", "v": "biases"}
    graph = Graph(
        name="mlp_gradients",
        title="Backpropagation through a hidden layer",
        symbols=symbols_for(
            (d, h, c),
            scalars("i j k", Domain.INTEGER),
            scalars("f"),
            tensors("W V", rank=2),
            tensors(r"x u v t a r y \delta", rank=1),
        ),
        inputs=tuple(
            Input(k, tuple(sizes[n] for n in SHAPES[k]), words.get(k, "the target"), numbers[k])
            for k in SHAPES
        ),
        stages=_stages(d, h, c),
        loss="f",
        lines=_lines(h, c),
        ranges=(("i", d), ("j", h), ("k", c)),
        results=(
            rf"{slope('f', 'V')} = \left(y - t\right) r^{{\top}}",
            rf"{slope('f', 'W')} = \delta x^{{\top}}",
            rf"{slope('f', 'x')} = W^{{\top}} \delta",
        ),
        named=(
            Stage(
                rf"\delta_{{j}} := {slope('f', 'a_{j}')}",
                (h,),
                "the error at the hidden layer",
                "",
                (),
            ),
        ),
        conventions=(CONVENTION,),
    )
    return graph.derivation(
        Witness("the backward passes of the kernels", lambda: _check(numbers, sizes))
    )


def _stages(d: Size, h: Size, c: Size) -> tuple[Stage, ...]:
    return (
        Stage(
            rf"a_{{j}} := \left(\sum_{{i=0}}^{{{last(d)}}} W_{{j,i}} x_{{i}}\right) + u_{{j}}",
            (h,), "the hidden layer", "$a = W x + u$", ("x", "W", "u"),
        ),
        Stage(
            r"r_{j} := \operatorname{ReLU}\left(a_{j}\right)",
            (h,), "its activation", r"$r = \mathrm{ReLU}(a)$", ("a",),
        ),
        Stage(
            rf"y_{{k}} := \left(\sum_{{j=0}}^{{{last(h)}}} V_{{k,j}} r_{{j}}\right) + v_{{k}}",
            (c,), "the output layer", "$y = V r + v$", ("r", "V", "v"),
        ),
        Stage(
            rf"f := \frac{{1}}{{2}} \sum_{{k=0}}^{{{last(c)}}} "
            r"\left(y_{k} - t_{k}\right)^{2}",
            (), "the squared error", r"$f = \frac{1}{2} \lVert y - t \rVert^{2}$", ("y", "t"),
        ),
    )  # fmt: skip


def _lines(h: Size, c: Size) -> tuple[Line, ...]:
    outputs, hidden = rf"\sum_{{k=0}}^{{{last(c)}}}", rf"\sum_{{j=0}}^{{{last(h)}}}"
    above = slope("f", "a_{j}")
    return (
        Line(rf"{slope('f', 'y_{k}')} = y_{{k}} - t_{{k}}", "the halved square", "y"),
        Line(
            rf"{slope('f', 'V')} = \left(y - t\right) r^{{\top}}",
            "each weight of the output layer hands on one activation",
            "V",
        ),
        Line(rf"{slope('f', 'v_{k}')} = y_{{k}} - t_{{k}}", "a bias is added once", "v"),
        Line(
            rf"{slope('f', 'r_{j}')} = {outputs} \left(y_{{k}} - t_{{k}}\right) V_{{k,j}}",
            "an activation enters every output",
            "r",
        ),
        Line(
            rf"{above} = {slope('f', 'r_{j}')} \operatorname{{step}}\left(a_{{j}}\right)",
            "ReLU hands the gradient on where its input is positive",
            "a",
        ),
        Line(
            rf"{slope('f', 'W_{j,i}')} = \delta_{{j}} x_{{i}}",
            "each weight of the hidden layer hands on one input",
        ),
        Line(rf"{slope('f', 'W')} = \delta x^{{\top}}", "all entries together", "W"),
        Line(rf"{slope('f', 'u')} = \delta", "a bias is added once", "u"),
        Line(
            rf"{slope('f', 'x_{i}')} = {hidden} \delta_{{j}} W_{{j,i}}",
            "an input enters every hidden unit",
        ),
        Line(rf"{slope('f', 'x')} = W^{{\top}} \delta", "all entries together", "x"),
    )


def _check(numbers: Mapping[str, Numbers], sizes: Mapping[str, Size]) -> int:
    """Compare what the lines say with the kernels' backward passes, in exact numbers."""
    cases = 0
    for s in samples(numbers, SHAPES, sizes):
        a = linear(s["x"][None], s["W"], s["u"])
        r = relu(a)
        above = linear(r, s["V"], s["v"]) - s["t"][None]
        dr, dv, _ = linear_backward(above, r, s["V"])
        da = relu_backward(dr, a)
        dx, dw, _ = linear_backward(da, s["x"][None], s["W"])
        delta = (above[0] @ s["V"]) * (a[0] > 0)
        claimed = (np.outer(above[0], r[0]), np.outer(delta, s["x"]), delta @ s["W"])
        for found, said in zip((dv, dw, dx[0]), claimed, strict=True):
            if not np.array_equal(found, said):
                raise WitnessError("the lines differ from the backward passes of the kernels")
            cases += found.size
    return cases
