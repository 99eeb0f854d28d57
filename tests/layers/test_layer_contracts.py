"""What holds for every layer, on the examples that each layer brings along."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import subprocess
import sys
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sympy import Symbol

import symconv
import symconv.layers as layers
from symconv.algebra.tap_values import matvec, to_dense
from symconv.errors import ShapeError
from symconv.latex import tex
from symconv.latex import tree as t
from symconv.latex.canonical import canonical
from symconv.latex.reader import read_one
from symconv.layers import Example, Layer
from symconv.layers.unknown import unknown
from symconv.notation import Domain, SymbolTable, scalars, tensors

ROOM = Path(layers.__file__).parent
LAYERS = [
    value
    for value in (getattr(layers, name) for name in layers.__all__)
    if inspect.isclass(value) and issubclass(value, Layer) and value is not Layer
]
EXAMPLES = [
    pytest.param(example, id=f"{layer.__name__}-{number}")
    for layer in LAYERS
    for number, example in enumerate(layer.examples())
]
LINEAR = [p for p in EXAMPLES if p.values[0].layer.is_linear]  # type: ignore[union-attr]


def numbers(shape: tuple[Any, ...], seed: int) -> NDArray[Any]:
    """Return integers in [-9, 9], so that every result is exact."""
    return np.random.default_rng(seed).integers(-9, 10, tuple(map(int, shape)))


def weights_of(example: Example) -> dict[str, NDArray[Any]]:
    shapes = example.layer.weight_shapes(len(example.in_shape) - 1)
    return {name: numbers(shape, seed) for seed, (name, shape) in enumerate(shapes.items())}


def classes_in(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node.name for node in tree.body if isinstance(node, ast.ClassDef)]


def test_every_layer_file_is_exported() -> None:
    found = [
        getattr(importlib.import_module(f"symconv.layers.{path.stem}"), name)
        for path in sorted(ROOM.glob("*.py"))
        for name in classes_in(path)
    ]
    missing = [c for c in found if issubclass(c, Layer) and c.__name__ not in layers.__all__]
    assert not missing
    assert LAYERS


def test_every_layer_is_a_public_name() -> None:
    for layer in LAYERS:
        assert getattr(symconv, layer.__name__) is layer
        assert layer.__name__ in dir(symconv)
    with pytest.raises(AttributeError, match="module 'symconv' has no attribute 'Nothing'"):
        _ = symconv.Nothing


def test_importing_the_package_imports_neither_numpy_nor_sympy() -> None:
    code = "import sys, symconv; print({'numpy', 'sympy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("layer", LAYERS)
def test_the_examples_change_every_parameter(layer: type[Any]) -> None:
    for field in dataclasses.fields(layer):
        values = [getattr(example.layer, field.name) for example in layer.examples()]
        assert any(value != field.default for value in values), field.name


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_is_documented_with_an_example(layer: type[Any]) -> None:
    assert ">>>" in (layer.__doc__ or "")


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_layer_is_an_immutable_value(example: Example) -> None:
    layer: Any = example.layer
    assert layer == dataclasses.replace(layer)
    assert hash(layer) == hash(dataclasses.replace(layer))
    with pytest.raises(dataclasses.FrozenInstanceError):
        layer.in_channels = 7


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_kernel_gives_the_stated_shape(example: Example) -> None:
    layer: Any = example.layer
    x, *others = [numbers((2, *shape), 5) for shape in (example.in_shape, *example.others)]
    y = layer.forward(x, weights_of(example), *others)
    assert y.shape == (2, *layer.out_shape(example.in_shape, *example.others))


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_parameter_count_counts_the_weights(example: Example) -> None:
    rank = len(example.in_shape) - 1
    assert example.layer.parameter_count(rank) == sum(w.size for w in weights_of(example).values())


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_shape_for_a_symbol_evaluates_to_the_shape_for_a_number(example: Example) -> None:
    sizes = [Symbol(f"n_{a}", integer=True, positive=True) for a in example.in_shape[1:]]
    general = example.layer.out_shape((example.in_shape[0], *sizes))
    values = dict(zip(sizes, example.in_shape[1:], strict=True))
    evaluated = tuple(int(n.subs(values)) if hasattr(n, "subs") else n for n in general)
    assert evaluated == example.layer.out_shape(example.in_shape)


@pytest.mark.parametrize("example", EXAMPLES)
def test_buffers_are_counted_apart(example: Example) -> None:
    shapes = example.layer.buffer_shapes()
    assert example.layer.buffer_count() == sum(prod(shape) for shape in shapes.values())
    assert not set(shapes) & set(example.layer.weight_shapes(len(example.in_shape) - 1))


@pytest.mark.parametrize("example", EXAMPLES)
def test_operations_for_symbols_evaluate_to_those_for_numbers(example: Example) -> None:
    sizes = [Symbol(f"n_{a}", integer=True, positive=True) for a in example.in_shape[1:]]
    values = dict(zip(sizes, example.in_shape[1:], strict=True))
    general = example.layer.operations((example.in_shape[0], *sizes))
    evaluated = {
        name: int(n.subs(values)) if hasattr(n, "subs") else n for name, n in vars(general).items()
    }
    assert evaluated == vars(example.layer.operations(example.in_shape))


WITH_CHANNELS = [p for p in EXAMPLES if p.values[0].layer.channel_field]  # type: ignore[union-attr]
SPATIAL = [p for p in EXAMPLES if hasattr(p.values[0].layer, "windows")]  # type: ignore[union-attr]


@pytest.mark.parametrize("example", WITH_CHANNELS)
def test_another_number_of_channels_is_refused(example: Example) -> None:
    field, wrong = example.layer.channel_field, [n + 1 for n in example.in_shape]
    with pytest.raises(ShapeError, match=rf"has \d+ (channels|features) for {field}="):
        example.layer.out_shape(tuple(wrong))


@pytest.mark.parametrize("example", WITH_CHANNELS)
def test_an_unknown_number_of_channels_is_read_off_the_input(example: Example) -> None:
    layer: Any = example.layer
    asked = dataclasses.replace(layer, **{layer.channel_field: unknown()})
    assert asked.resolved(example.in_shape) == layer
    assert layer.resolved(example.in_shape) is layer


@pytest.mark.parametrize("example", SPATIAL)
def test_an_input_without_spatial_axes_is_refused(example: Example) -> None:
    with pytest.raises(ShapeError, match="has no spatial axis"):
        example.layer.out_shape(example.in_shape[:1])


@pytest.mark.parametrize("example", LINEAR)
def test_the_matrix_times_x_is_the_kernel(example: Example) -> None:
    x, weights = numbers(example.in_shape, 7), weights_of(example)
    A = example.layer.matrix(example.in_shape[1:])
    out_shape = example.layer.out_shape(example.in_shape)
    assert A.shape == (prod(out_shape), prod(example.in_shape))
    y = matvec(A.structure, weights["weight"], x.ravel()).reshape(out_shape)
    bias = weights.get("bias", np.zeros(int(out_shape[0]), dtype=int))
    y = y + bias.reshape(-1, *[1] * (len(out_shape) - 1))
    assert y.tolist() == example.layer.forward(x[None], weights)[0].tolist()


@pytest.mark.parametrize("example", LINEAR)
def test_the_printed_matrix_is_the_matrix(example: Example) -> None:
    A = example.layer.matrix(example.in_shape[1:])
    assert A.latex(full=True) == tex.write(A.tree())
    assert len(A.text(full=True).splitlines()) == A.shape[0]
    symbols = A.entries.sympy_symbols()
    values = {s: n for n, s in enumerate(symbols, start=1)}
    dense = to_dense(A.structure, np.arange(1, len(symbols) + 1))
    assert A.to_sympy().subs(values).tolist() == dense.tolist()


@pytest.mark.parametrize("example", LINEAR)
def test_what_is_printed_can_be_read_back(example: Example) -> None:
    A = example.layer.matrix(example.in_shape[1:])
    spelled = A.entries.indices(0)
    table = SymbolTable.of(tensors("w", rank=len(spelled)), scalars("a b i j l", Domain.NATURAL))
    for block in A.blocks():
        left = block.tree.sides[0]
        if isinstance(left, t.Indexed):
            table = table.extended(tensors(tex.write(left.base), rank=len(left.indices)))
        else:
            table = table.extended(tensors("A", rank=2))
    if A.fits_page:
        assert read_one(A.latex(), table).statement == canonical(A.tree())
    for block in A.blocks():
        assert read_one(tex.write(block.tree), table).statement == canonical(block.tree)


@pytest.mark.parametrize("example", LINEAR)
def test_the_matrix_shows_itself_in_a_notebook(example: Example) -> None:
    A = example.layer.matrix(example.in_shape[1:])
    assert A._repr_latex_().startswith(r"$\displaystyle ")
    assert "<math" in A._repr_html_()
    assert repr(A) == f"<LinearMap {A.shape[0]}x{A.shape[1]}, {A.structure.nnz} entries>"
