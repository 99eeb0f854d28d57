"""The matrices of the two layers of the sub-pixel equivalence, while they fit on a page."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from symconv.algebra.subpixel import subpixel
from symconv.algebra.tap_matrix import TapMatrix
from symconv.latex import tex
from symconv.latex.tree import Expr, Matrix
from symconv.notation import name
from symconv.proof.author import step
from symconv.proof.context import Tensor
from symconv.proof.derivation import Defined, Step
from symconv.theorems.draft import node
from symconv.theorems.layer_matrix import PAGE, entries_tree, entry
from symconv.theorems.sub_pixel_layers import SubPixelLayers, shown
from symconv.theorems.tensors import grid


def matrices(layers: SubPixelLayers) -> tuple[Defined, ...]:
    r"""Define A, B and the order ``\pi`` of the rows, or nothing where they would not fit."""
    if not _fits(layers):
        return ()
    pair = subpixel(
        layers.r,
        layers.k,
        layers.size,
        in_channels=layers.channels,
        out_channels=layers.out,
        padding=[(p, p) for p in layers.p],
    )
    outputs, inputs, *taps = layers.w_shape
    w_grid = [(o, h, *t) for h in range(inputs) for o in range(outputs) for t in grid(taps)]
    return (
        _matrix("A", pair.conv, "f", layers.f_shape, list(grid(layers.f_shape))),
        _matrix("B", pair.transposed, "w", layers.w_shape, w_grid),
        _order(layers),
    )


def matrix_steps(layers: SubPixelLayers) -> tuple[Step, ...]:
    """State that A and B are the layers, and that their rows are the same in another order."""
    if not _fits(layers):
        return ()
    rows, columns = _cells(layers)
    product = r"\operatorname{{vec}}\left({}\right) = {} \operatorname{{vec}}\left(x\right)".format
    return (
        step(product("y", "A"), "A is the convolution: multiply out", layers.symbols),
        step(product("z", "B"), "B is the transposed convolution: multiply out", layers.symbols),
        step(
            rf"\forall r \in \left\{{0, \dots, {rows - 1}\right\}} : "
            rf"\forall q \in \left\{{0, \dots, {columns - 1}\right\}} : "
            r"B_{r, q} = A_{\pi_{r}, q}",
            "with the kernels identified, row r of B is row π of A",
            layers.symbols,
        ),
    )


def _cells(layers: SubPixelLayers) -> tuple[int, int]:
    return prod(layers.z_shape), prod(layers.x_shape)


def _fits(layers: SubPixelLayers) -> bool:
    rows, columns = _cells(layers)
    return rows > 1 and columns > 1 and rows * columns <= PAGE // 4


def _matrix(
    letter: str,
    taps: TapMatrix,
    kernel: str,
    shape: Sequence[int],
    indices: Sequence[tuple[int, ...]],
) -> Defined:
    tree = entries_tree(taps, [entry(kernel, shown(shape, index)) for index in indices])
    sizes = tuple(node(n) for n in taps.shape)
    what = {"A": "the convolution", "B": "the transposed convolution"}[letter]
    latex = f"{letter} := {tex.write(tree)}"
    return Defined(name(letter), Tensor(sizes, tree.rows), latex, f"to be shown: {what}")


def _order(layers: SubPixelLayers) -> Defined:
    order = layers.permutation()
    assert isinstance(order, tuple)
    values: list[Expr] = [node(int(str(v))) for v in order]
    latex = rf"\pi^{{\top}} := {tex.write(Matrix((tuple(values),)))}"
    return Defined(
        name(r"\pi"), Tensor((node(len(values)),), tuple(values)), latex, "the order of the rows"
    )
