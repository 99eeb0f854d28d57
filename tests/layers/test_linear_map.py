"""How a layer's matrix is written: spelling of entries, the page limit, the block form."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from sympy import Matrix, symbols

from symconv.algebra.tap_matrix import TapMatrix
from symconv.algebra.tap_values import to_dense
from symconv.errors import ShapeError, TooLarge
from symconv.latex import tex
from symconv.latex import tree as t
from symconv.latex.canonical import canonical
from symconv.latex.reader import read_one
from symconv.layers import Conv, ConvTranspose, Layer, LinearMap
from symconv.layers.blocks import abridged
from symconv.layers.entries import ZERO
from symconv.notation import SymbolTable, tensors


def test_the_matrix_of_a_strided_padded_convolution_by_hand() -> None:
    """A 3x3 image padded by 2, kernel 3x3, stride 4: each corner meets one weight."""
    A = Conv(kernel_size=3, stride=4, padding=2).matrix((3, 3))
    assert A.latex() == (
        r"\begin{bmatrix} w_{(2, 2)} & 0 & 0 & 0 & 0 & 0 & 0 & 0 & 0 \\ "
        r"0 & 0 & w_{(2, 0)} & 0 & 0 & 0 & 0 & 0 & 0 \\ "
        r"0 & 0 & 0 & 0 & 0 & 0 & w_{(0, 2)} & 0 & 0 \\ "
        r"0 & 0 & 0 & 0 & 0 & 0 & 0 & 0 & w_{(0, 0)} \end{bmatrix}"
    )


def test_the_matrix_of_a_transposed_convolution_by_hand() -> None:
    """A 2x2 image, kernel 2x2, stride 2: every pixel becomes a block of its own."""
    A = ConvTranspose(kernel_size=2, stride=2).matrix((2, 2))
    a, b, c, d = symbols("w_0_0 w_0_1 w_1_0 w_1_1")
    columns = np.zeros((4, 4, 4), dtype=object)
    for pixel, corner in enumerate([(0, 0), (0, 2), (2, 0), (2, 2)]):
        row, col = corner
        columns[pixel, row : row + 2, col : col + 2] = [[a, b], [c, d]]
    assert A.to_sympy() == Matrix(columns.reshape(4, 16).T)


@pytest.mark.parametrize(
    ("layer", "size", "style", "entry"),
    [
        (Conv(kernel_size=2), (3,), "paren", "w_{0}"),
        (Conv(kernel_size=2), (3, 3), "paren", "w_{(0, 0)}"),
        (Conv(kernel_size=2), (3, 3), "sub", "w_{0, 0}"),
        (Conv(2, 1, kernel_size=2), (3,), "paren", "w_{(0, 0, 0)}"),
        (ConvTranspose(1, 2, kernel_size=1), (3,), "sub", "w_{0, 0, 0}"),
    ],
)
def test_entries_are_named_by_their_indices(
    layer: Layer, size: tuple[int, ...], style: str, entry: str
) -> None:
    A = layer.matrix(size, style=style)  # type: ignore[arg-type]
    first = A.tree().rows[0][0]
    assert tex.write(first) == entry


def test_taps_that_share_a_cell_are_printed_as_a_sum() -> None:
    A = Conv(kernel_size=3, padding=1, padding_mode="replicate").matrix(2)
    assert A.latex() == (
        r"\begin{bmatrix} w_{0} + w_{1} & w_{2} \\ w_{0} & w_{1} + w_{2} \end{bmatrix}"
    )


def test_more_than_a_page_is_refused_with_advice() -> None:
    A = Conv(kernel_size=3).matrix((5, 5))
    for call in (A.latex, A.text):
        with pytest.raises(TooLarge, match=r"9x25 .* does not fit on a page .*blocks\(\).*full="):
            call()
        assert "w_" in call(full=True)
    assert Conv(kernel_size=3).matrix((4, 4)).latex()


def test_a_huge_image_has_a_structure_and_a_block_form_but_no_page() -> None:
    A = Conv(kernel_size=3, padding=1).matrix((512, 512))
    assert A.structure.nnz == (3 * 512 - 2) ** 2
    with pytest.raises(TooLarge, match="68719476736 cells, more than 1048576 to write out"):
        A.latex(full=True)
    with pytest.raises(TooLarge, match="more than 1000000 SymPy"):
        A.to_sympy()
    assert [block.shape for block in A.blocks()] == [(512, 512), (512, 512)]
    assert r"\ddots" in A._repr_latex_()


def test_a_full_page_is_still_short_enough_to_be_read() -> None:
    A = Conv(16, 32, kernel_size=1).matrix((1, 1))
    assert A.fits_page
    table = SymbolTable.of(tensors("w", rank=4))
    assert read_one(A.latex(), table).statement == canonical(A.tree())


def expanded(A: LinearMap, weights: np.ndarray) -> np.ndarray:
    """Return the matrix that the printed block lines describe, substituting level by level."""
    lines = {len(indices_of(b.tree.sides[0])): b.tree for b in A.blocks()}

    def value(node: t.Node, bound: dict[t.Node, int]) -> np.ndarray | int:
        if node == ZERO:
            return 0
        if isinstance(node, t.Add):
            return sum(value(term, bound) for term in node.terms)  # type: ignore[return-value]
        assert isinstance(node, t.Indexed)
        at = tuple(bound[i] if i in bound else int(i.value) for i in node.indices)  # type: ignore[union-attr]
        if node.base == t.Symbol(A.entries.weight):
            return weights.reshape(A.entries.shape).squeeze(axis=unspelled(A))[at]
        return dense(at)

    def dense(prefix: tuple[int, ...]) -> np.ndarray:
        left, right = lines[len(prefix)].sides
        bound = dict(zip(indices_of(left), prefix, strict=True))
        assert isinstance(right, t.Matrix)
        cells = [[value(cell, bound) for cell in row] for row in right.rows]
        shape = next((c.shape for row in cells for c in row if np.ndim(c)), (1, 1))
        full = [[np.broadcast_to(c, shape) for c in row] for row in cells]
        return np.block(full)

    return dense(())


def indices_of(node: t.Node) -> tuple[t.Node, ...]:
    return node.indices if isinstance(node, t.Indexed) else ()


def unspelled(A: LinearMap) -> tuple[int, ...]:
    return () if A.entries.shows_channels else (0, 1)


@pytest.mark.parametrize(
    ("layer", "size"),
    [
        (Conv(kernel_size=3, padding=1), (4, 5)),
        (Conv(4, 2, kernel_size=(2, 3), stride=(1, 2), groups=2), (3, 5)),
        (Conv(kernel_size=3, padding=1, padding_mode="circular"), (2, 4)),
        (Conv(kernel_size=2), (3, 2, 3)),
        (Conv(kernel_size=4, dilation=2, padding=1), (8,)),
        (ConvTranspose(1, 2, kernel_size=3, stride=2, padding=1), (2, 3)),
    ],
)
def test_the_block_form_expands_to_the_matrix(layer: Layer, size: tuple[int, ...]) -> None:
    A = layer.matrix(size)
    weights = np.arange(1, np.prod(A.entries.shape) + 1)
    assert expanded(A, weights).tolist() == to_dense(A.structure, weights).tolist()


def test_long_rows_are_cut_by_dots_and_keep_both_ends() -> None:
    every = [(r, c) for r in range(10) for c in range(10)]
    row, col = ([cell[axis] for cell in every] for axis in (0, 1))
    numbered = TapMatrix.of((10, 10), row, col, list(range(100)))
    short = abridged(numbered, lambda taps: t.Number(Fraction(taps[0])))
    assert len(short) == len(short[0]) == 9
    kept = [0, 1, 2, 3, 4, 5, 8, 9]
    shown = [[e for e in line if isinstance(e, t.Number)] for line in short]
    assert [[int(e.value) for e in line] for line in shown if line] == [
        [10 * r + c for c in kept] for r in kept
    ]
    assert short[6] == (t.Dots("vdots"),) * 6 + (t.Dots("ddots"),) + (t.Dots("vdots"),) * 2
    assert {line[6] for line in short} == {t.Dots("cdots"), t.Dots("ddots")}


def test_a_long_signal_has_a_block_form_and_four_axes_have_none() -> None:
    (block,) = Conv(kernel_size=3).matrix(10**5).blocks()
    assert block.shape == (10**5 - 2, 10**5)
    assert r"\ddots" in tex.write(block.tree)
    with pytest.raises(ShapeError, match="4 spatial axes have no block form"):
        Conv(kernel_size=1).matrix((2, 2, 2, 2)).blocks()


def test_only_linear_layers_have_a_matrix() -> None:
    class Square(Layer):
        def out_shape(self, in_shape):  # type: ignore[no-untyped-def]
            return in_shape

        def weight_shapes(self, rank):  # type: ignore[no-untyped-def]
            return {}

        def forward(self, x, weights):  # type: ignore[no-untyped-def]
            return x * x

        @classmethod
        def examples(cls):  # type: ignore[no-untyped-def]
            return ()

    assert not Square().is_linear
    with pytest.raises(ShapeError, match=r"Square is not linear: it has no matrix for \(1, 3\)"):
        Square().matrix((3,))


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: Conv(4, 6, groups=3), ShapeError, "groups=3 does not divide in_channels=4"),
        (lambda: Conv(padding_mode="mirror"), ShapeError, "'mirror' is not a mode"),
        (
            lambda: Conv(kernel_size=(3, 3)).matrix((5,)),
            ShapeError,
            "kernel_size has 2 values",
        ),
        (lambda: Conv(padding=(1, 1, 1)).matrix((5, 5)), ShapeError, "padding has 3 entries for 2"),
        (lambda: Conv(padding="full").matrix((5, 5)), ShapeError, "'full' is not a padding rule"),
        (lambda: Conv(kernel_size=5).matrix((3, 3)), ShapeError, "spans 5 > 3"),
        (lambda: Conv(stride=2, padding="same").matrix((3,)), ShapeError, "violates stride = 1"),
        (lambda: ConvTranspose(padding="same"), ShapeError, "'same': a transposed .* numbers only"),
        (lambda: ConvTranspose(output_padding=1).matrix((3,)), ShapeError, "output_padding=1 viol"),
        (lambda: Conv(kernel_size=2.5).matrix((3,)), TypeError, "kernel_size=2.5 is not an integ"),
        (lambda: Conv(in_channels="a"), TypeError, "in_channels='a' is not an integer"),
    ],
)
def test_what_does_not_fit_is_refused(call: object, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()  # type: ignore[operator]


def test_lists_are_taken_like_tuples() -> None:
    layer = Conv(kernel_size=[2, 3], padding=[[0, 1], [2, 3]])  # type: ignore[arg-type]
    assert layer == Conv(kernel_size=(2, 3), padding=((0, 1), (2, 3)))
    assert isinstance(hash(layer), int)
    assert layer.matrix([3, 3]).shape == (3 * 6, 9)


def test_a_symbolic_layer_has_sizes_and_no_matrix() -> None:
    C, K, S, P, H = symbols("C K S P H", integer=True, positive=True)
    layer = Conv(C, 2 * C, K, S, P, bias=False)
    assert layer.out_shape((C, H))[1] == (H + 2 * P - K) // S + 1
    assert layer.parameter_count(rank=2) == 2 * C**2 * K**2
    with pytest.raises(ShapeError, match="in_channels=C is a symbol"):
        layer.matrix((8,))
    with pytest.raises(ShapeError, match="window=K is a symbol"):
        Conv(kernel_size=K).matrix((8,))
