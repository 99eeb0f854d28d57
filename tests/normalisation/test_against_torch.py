"""Closed forms of normalisation gradients against PyTorch's automatic differentiation."""

from __future__ import annotations

from itertools import combinations
from math import prod

import numpy as np
import pytest

from symconv.latex.tree import Chain, Derivative, Indexed, Symbol
from symconv.notation import name
from symconv.proof.context import Context
from symconv.proof.indices.numbers import Floats
from symconv.proof.indices.values import PointValues
from symconv.theorems import derive

torch = pytest.importorskip("torch")
EPSILON = 1e-2
SIZES = {"N": 3, "C": 2, "H": 2, "W": 3, "D": 4}
CHOICES = [c for r in (1, 2, 3, 4) for c in combinations(range(4), r)]


def answers(derivation):
    """The boxed equations of a derivation: what by, and the closed form."""
    from symconv.proof.prove import answer_steps

    for step in answer_steps(derivation):
        assert isinstance(step.statement, Chain)
        left, right = step.statement.sides
        assert isinstance(left, Derivative)
        by = left.variables[0]
        yield (by.base if isinstance(by, Indexed) else by).name.latex, by, right


def values(derivation, arrays, by, right, shape):
    """The closed form at every place, in floats, from the definitions of the derivation."""
    context = Context(derivation.symbols, {d.name: d.definition for d in derivation.definitions})
    given = {(name(r"\varepsilon"), ()): EPSILON}
    for spelling, array in arrays.items():
        given |= {(name(spelling), at): float(array[at]) for at in np.ndindex(array.shape)}
    sizes = {name(n): v for n, v in SIZES.items()}
    point = PointValues(context, sizes, 0, Floats(), given)
    places = by.indices if isinstance(by, Indexed) else ()
    found = np.empty(shape)
    for at in np.ndindex(shape):
        scope = {p.name: k for p, k in zip(places, at, strict=True) if isinstance(p, Symbol)}
        found[at] = point.value(right, scope)
    return found


def close(found, wanted):
    scale = max(1.0, float(np.abs(wanted).max()))
    assert np.abs(found - wanted).max() <= 1e-12 * scale


@pytest.mark.parametrize("over", CHOICES, ids=str)
@pytest.mark.parametrize("unbiased", [False, True], ids=["biased", "unbiased"])
def test_batch_norm_over_any_axes(over, unbiased) -> None:
    """Fifteen choices of axes, both estimators, gradients from above that are not constant."""
    derivation = derive("batch_norm_gradients", over=list(over), unbiased=unbiased)
    shape = tuple(SIZES[n] for n in "NCHW")
    kept = tuple(n for a, n in enumerate(shape) if a not in over)
    source = np.random.default_rng(len(over))
    arrays = {
        "x": source.normal(size=shape),
        r"\ell'": source.normal(size=shape),
        r"\gamma": source.normal(size=kept),
        r"\beta": source.normal(size=kept),
    }
    x, gamma, beta = (
        torch.tensor(arrays[k], requires_grad=True) for k in ("x", r"\gamma", r"\beta")
    )
    spread = [1 if a in over else n for a, n in enumerate(shape)]
    centred = x - x.mean(over, keepdim=True)
    m = prod(shape[a] for a in over)
    variance = (centred**2).sum(over, keepdim=True) / (m - 1 if unbiased else m)
    y = gamma.reshape(spread) * centred / torch.sqrt(variance + EPSILON) + beta.reshape(spread)
    (y * torch.tensor(arrays[r"\ell'"])).sum().backward()
    wanted = {"x": x, r"\gamma": gamma, r"\beta": beta}
    for base, by, right in answers(derivation):
        gradient = wanted[base].grad.numpy()
        close(values(derivation, arrays, by, right, gradient.shape), gradient)


def test_layer_norm_is_torchs() -> None:
    """Against the layer of PyTorch itself."""
    derivation = derive("layer_norm_gradients", shape=["N", "D"], over=[1])
    source = np.random.default_rng(0)
    arrays = {
        "x": source.normal(size=(3, 4)),
        r"\ell'": source.normal(size=(3, 4)),
        r"\gamma": source.normal(size=4),
        r"\beta": source.normal(size=4),
    }
    x, gamma, beta = (
        torch.tensor(arrays[k], requires_grad=True) for k in ("x", r"\gamma", r"\beta")
    )
    y = torch.nn.functional.layer_norm(x, (4,), gamma, beta, eps=EPSILON)
    (y * torch.tensor(arrays[r"\ell'"])).sum().backward()
    for base, by, right in answers(derivation):
        gradient = {"x": x, r"\gamma": gamma, r"\beta": beta}[base].grad.numpy()
        close(values(derivation, arrays, by, right, gradient.shape), gradient)


@pytest.mark.parametrize("over", [(0,), (0, 2, 3), (0, 1, 2, 3)], ids=str)
def test_second_derivatives(over) -> None:
    """The double backward pass against create_graph."""
    derivation = derive("batch_norm_double_backward", over=list(over))
    shape = tuple(SIZES[n] for n in "NCHW")
    kept = tuple(n for a, n in enumerate(shape) if a not in over)
    source = np.random.default_rng(1)
    arrays = {k: source.normal(size=shape) for k in ("x", "g", r"\ell'")}
    arrays[r"\gamma"] = source.normal(size=kept)
    x, g, gamma = (torch.tensor(arrays[k], requires_grad=True) for k in ("x", "g", r"\gamma"))
    spread = [1 if a in over else n for a, n in enumerate(shape)]
    centred = x - x.mean(over, keepdim=True)
    variance = (centred**2).mean(over, keepdim=True)
    y = gamma.reshape(spread) * centred / torch.sqrt(variance + EPSILON)
    (z,) = torch.autograd.grad((y * g).sum(), x, create_graph=True)
    back = torch.autograd.grad((z * torch.tensor(arrays[r"\ell'"])).sum(), [x, g, gamma])
    wanted = dict(zip(("x", "g", r"\gamma"), back, strict=True))
    for base, by, right in answers(derivation):
        gradient = wanted[base].numpy()
        close(values(derivation, arrays, by, right, gradient.shape), gradient)
