"""Boxed gradients against central differences of the sheet's own forward definitions."""

import numpy as np
import pytest

from symconv import kernels
from symconv.theorems import derive

BATCH = {"shape": [4, 2], "over": [0]}
IMAGES = {"shape": [2, 2, 2, 3]}
VOLUME = {"shape": [2, 2, 3]}
NORMS = [
    ("batch_norm_gradients", BATCH),
    ("batch_norm_gradients", {**BATCH, "unbiased": True}),
    ("batch_norm_gradients", {**IMAGES, "over": [0, 2, 3]}),
    ("batch_norm_gradients", {**IMAGES, "over": [0, 1], "affine": "none"}),
    ("batch_norm_gradients", {**IMAGES, "over": [0, 1, 2, 3], "affine": [1]}),
    ("batch_norm_gradients", {**IMAGES, "over": [0], "affine": "normalised"}),
    ("layer_norm_gradients", {"shape": [2, 4], "over": [1]}),
    ("layer_norm_gradients", IMAGES),
    ("instance_norm_gradients", IMAGES),
    ("instance_norm_gradients", {**VOLUME, "affine": "none"}),
    ("group_norm_gradients", {"shape": [2, 2, 2, 3]}),
    ("rms_norm_gradients", {"shape": [2, 4], "over": [1]}),
    ("rms_norm_gradients", {**VOLUME, "over": [2], "affine": "none"}),
    ("batch_norm_inference_gradients", BATCH),
    ("batch_norm_inference_gradients", {**IMAGES, "affine": "none"}),
    ("batch_norm_double_backward", BATCH),
    ("batch_norm_double_backward", {**IMAGES, "over": [0, 2, 3]}),
]
LINE = {"n": 7, "m": 3, "k": 3, "s": 2, "p": 1}
PLANE = {**LINE, "n'": 4, "m'": 3, "k'": 2, "s'": 1, "p'": 0}
POOLS = [
    ("pool_gradients", {"rank": 1}, LINE),
    ("pool_gradients", {"rank": 2}, PLANE),
    ("pool_gradients", {"kind": "max", "rank": 1}, LINE),
    ("pool_gradients", {"kind": "max", "rank": 2}, PLANE),
    ("lp_pool_gradients", {"rank": 1}, LINE),
    ("lp_pool_gradients", {"rank": 2, "norm_type": 3}, PLANE),
    ("lp_pool_gradients", {"rank": 2, "norm_type": 4, "definition": "signed"}, PLANE),
    ("dropout_gradients", {}, {"n": 5}),
]
RELATIVE = 1e-6


def agree(found, expected) -> bool:
    """Whether two gradients are equal, relative to the largest entry."""
    return np.abs(found - expected).max() <= RELATIVE * np.abs(expected).max()


@pytest.mark.parametrize(("theorem", "givens"), NORMS, ids=str)
def test_normalisation(theorem, givens, in_floats) -> None:
    """Every boxed gradient, of every entry, for a random gradient from above."""
    derivation = derive(theorem, **givens)
    twice = theorem == "batch_norm_double_backward"
    output, upstream = ("z", "u") if twice else ("y", "g")
    sheet = in_floats(derivation, arrays_of(derivation, givens["shape"], upstream))
    gradients = dict(sheet.gradients())
    assert "x" in gradients
    for by, found in gradients.items():
        assert agree(found, sheet.slopes(by, output=output, upstream=upstream)), by


def arrays_of(derivation, shape, upstream):
    """Random numbers for what is given, the deviation's inverse and epsilon positive."""
    source = np.random.default_rng(0)
    arrays = {r"\varepsilon": np.array(0.3), upstream: source.standard_normal(shape)}
    for d in derivation.definitions:
        if r"\mathbb{R}" in d.latex:
            sizes = [int(n.value) for n in d.definition.shape]
            drawn = source.standard_normal(sizes)
            arrays[d.name.latex] = np.abs(drawn) + 0.5 if d.name.latex == "s" else drawn
    return arrays


@pytest.mark.parametrize(("theorem", "givens", "sizes"), POOLS, ids=str)
def test_pools_and_dropout(theorem, givens, sizes, in_floats) -> None:
    """Windows overlap, and reach into the padding."""
    source = np.random.default_rng(1)
    axes = ["", "'"][: givens.get("rank", 1)]
    inputs, outputs, taps = ([sizes.get(c + a, 5) for a in axes] for c in "nmk")
    arrays = {"x": source.standard_normal(inputs)}
    if theorem == "dropout_gradients":
        arrays |= {"m": np.array([1.0, 0, 1, 1, 0]), "q": np.array(0.6)}
        outputs = inputs
    if givens.get("kind") == "max":
        arrays["M"] = one_in_each_window(source, outputs, taps)
    arrays["g"] = source.standard_normal(outputs)
    sheet = in_floats(derive(theorem, **givens), arrays, sizes)
    ((by, found),) = sheet.gradients()
    assert by == "x"
    assert agree(found, sheet.slopes("x", output="y", upstream="g"))


def one_in_each_window(source, outputs, taps):
    """Return a mask; which input it selects does not matter for the gradient of the layer."""
    mask = np.zeros((*outputs, *taps))
    for output in np.ndindex(*outputs):
        mask[(*output, *(int(source.integers(k)) for k in taps))] = 1
    return mask


FORWARD = {
    "relu": kernels.relu,
    "leaky_relu": lambda z: kernels.leaky_relu(z, 0.25),
    "abs": kernels.absolute,
    "sigmoid": kernels.sigmoid,
    "tanh": kernels.tanh,
    "softplus": kernels.softplus,
    "gelu": kernels.gelu,
}


@pytest.mark.parametrize("function", FORWARD)
def test_activations(function, in_floats) -> None:
    """The boxed slope, away from the kinks, against the forward kernel."""
    derivation = derive("activation_gradients", function=function)
    z, step = np.array([-2.7, -1.3, -0.4, 0.2, 0.9, 1.8, 3.1]), 1e-5
    y, above, below = map(FORWARD[function], (z, z + step, z - step))
    constants = {r"\alpha": np.array(0.25), r"\pi": np.array(np.pi)}
    found = [
        in_floats(derivation, {**constants, "z": z[n], "y": y[n]}).answer() for n in range(z.size)
    ]
    assert agree(np.array(found), (above - below) / (2 * step))
