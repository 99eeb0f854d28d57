r"""The gradients of a convolution layer by its input, its weights and its biases, for all sizes.

A loss L reads the output y and nothing else; ``g`` is its gradient there. What the chain rule gives
is brought to the textbook's forms: the weights see a correlation of the input with g, the input a
convolution of g with the kernel turned by 180 degrees. With a stride, g first gets s - 1 zeros
between its elements; the padding becomes d (k - 1) - p. Nothing is assumed of the sizes beyond
that the kernel fits.

*Source.* V. Dumoulin, F. Visin, A guide to convolution arithmetic for deep learning (2016),
section 4, here with dilation, groups and any number of axes.
"""

from __future__ import annotations

from symconv.latex import plain, tex
from symconv.latex.tree import Chain, Statement
from symconv.notation import name
from symconv.proof.author import size as read_size
from symconv.proof.context import Tensor
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.answers import box
from symconv.theorems.axis import read_axes
from symconv.theorems.conv_gradient_table import Layer, read_layer
from symconv.theorems.conv_gradient_witness import check
from symconv.theorems.givens import Size, Sizes

CONVENTIONS = (
    "Convolution means cross-correlation: the kernel is not flipped.",
    "An element outside an array is 0.",
    "The loss L reads the output y and nothing else; g is its gradient there, as it comes from "
    "above.",
)


def conv_gradients(
    *,
    size: Sizes = ("H", "W"),
    kernel_size: Sizes = "K",
    stride: Sizes = "S",
    padding: Sizes = "P",
    dilation: Sizes = 1,
    groups: Size = 1,
    in_channels: Size = "C",
    out_channels: Size = "F",
    batch: Size = "N",
) -> Derivation:
    r"""Return the derivation of dL/dx, dL/dw and dL/db of a convolution, one to three axes.

    Every given is an int or a symbol; ``padding`` also takes one ``[before, after]`` pair per axis.
    With groups, symbols for channels get a prime and count those of one group. Raises GivenError
    for a wrong value and ShapeError where a numeric kernel does not fit.

    >>> conv_gradients(size=["T"], kernel_size="K", stride=1, padding=0).answer.value[2]
    'Sum(Sum(g[n, o, i], (i, 0, T_prime - 1)), (n, 0, N - 1))'
    """
    axes = read_axes(size, kernel_size, stride, padding, dilation)
    layer = read_layer(axes, groups, in_channels, out_channels, batch)
    definitions, results = _formulas(layer)
    return Derivation(
        name="conv_gradients",
        title="Gradients of a convolution",
        symbols=layer.symbols,
        conventions=CONVENTIONS + layer.conventions,
        hypotheses=tuple(layer.draft.assume(h) for h in layer.hypotheses()),
        definitions=definitions,
        steps=tuple(_steps(layer)),
        answer=Answer(box([tex.write(r) for r in results]), tuple(map(_right, results))),
        witness=Witness(
            "the backward pass of the convolution kernel on random integers",
            lambda: check(layer, _formulas),
        ),
    )


def _formulas(layer: Layer) -> tuple[tuple[Defined, ...], tuple[Statement, ...]]:
    """Return the definitions, and the gradients by input, weight and bias."""
    lines, tree = layer.lines, layer.draft.tree
    results = (lines.full(layer.upstream), lines.weight(), lines.bias())
    return tuple(_definitions(layer)), tuple(map(tree, results))


def _right(tree: Statement) -> str:
    assert isinstance(tree, Chain)  # the three results are equations
    return plain.write(tree.sides[-1])


def _definitions(layer: Layer) -> list[Defined]:
    lines, draft = layer.lines, layer.draft
    found = [
        *(draft.define(f"m{a} := {layer.out(a)}", "the output size") for a in layer.primes),
        _free(layer, "x", "the input", "N", "C", "h*"),
        _free(layer, "w", "the weights", "O", "A", "k*"),
        _free(layer, "b", "the biases", "O"),
        draft.define(lines.output(), "the layer", shape=lines.sizes("N", "O", "m*")),
        draft.define(r"L := \ell\left(y\right)", "the loss"),
        draft.define(
            f"{lines.upstream} := {lines.slope('L', lines.out)}",
            "the gradient from above",
            shape=lines.sizes("N", "O", "m*"),
        ),
        draft.define(
            lines.rotated(),
            "the kernel turned by 180 degrees, its channels swapped",
            shape=lines.sizes("C", "F", "k*"),
        ),
    ]
    if layer.is_strided:
        zeros = draft.define(
            lines.stuffed(),
            "the gradient from above, with zeros between its elements where the stride skips",
            shape=lines.sizes("N", "O", r"s* \bar{m}* + 1"),
        )
        found.append(zeros)
    return found


def _free(layer: Layer, tensor: str, reason: str, *sizes: str) -> Defined:
    filled = [layer.draft.fill(n) for n in layer.lines.sizes(*sizes)]
    space = r" \times ".join(filled)
    latex = rf"{tensor} \in \mathbb{{R}}^{{{space}}}"
    shape = tuple(read_size(n, layer.symbols) for n in filled)
    return Defined(name(tensor), Tensor(shape), latex, reason)


def _steps(layer: Layer) -> list[Step]:
    lines, step, upstream = layer.lines, layer.draft.step, layer.upstream
    chain = "the chain rule: the loss changes through every output"
    return [
        step(lines.chain("b_{o}"), chain, before="Biases."),
        step(lines.bias(), "an output changes with the bias of its own channel, at the rate 1"),
        step(lines.chain(lines.tap), chain, before="Weights."),
        step(lines.weight_slope(), "the outputs of one channel read the input through one tap"),
        step(
            lines.weight(),
            "insert this: the input correlated with g, the stride as the dilation",
        ),
        step(lines.chain(lines.pixel), chain, before="Input."),
        step(lines.input_slope(), "a tap connects an output with the input that it reads there"),
        step(lines.scattered(), "insert this: every output hands its share to what it read"),
        step(
            lines.gathered(upstream),
            "collect by tap: the bracket finds the one output that read this input, if any",
        ),
        step(
            lines.full(upstream),
            "count the taps from the other end: a convolution with the rotated kernel, stride 1; "
            "its padding is what the index subtracts",
        ),
    ]
