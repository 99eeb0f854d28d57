"""A network in the givens of a question: the matrices and vectors of its layers."""

from __future__ import annotations

from collections.abc import Sequence

from symconv.algebra.regions import DenseLayer, PiecewiseNetwork
from symconv.errors import GivenError
from symconv.theorems.givens import Nested, array, shape


def read_network(weights: object, biases: object) -> PiecewiseNetwork:
    """Return a rectified network from the matrices and vectors of its layers.

    Raises GivenError for numbers that are not exact and for sizes that do not fit.
    """
    matrices = _listed(weights, "weights", rank=2)
    vectors = _listed(biases, "biases", rank=1)
    if len(vectors) != len(matrices):
        raise GivenError(
            f"there are {len(matrices)} matrices of weights and {len(vectors)} biases",
            remedy="give one bias for each layer",
            given="biases",
        )
    inputs = shape(matrices[0])[1]
    layers = []
    for number, (w, b) in enumerate(zip(matrices, vectors, strict=True), start=1):
        if shape(w)[1] != inputs:
            raise GivenError(
                f"weights of layer {number} read {shape(w)[1]} values and get {inputs}",
                given="weights",
            )
        if len(b) != len(w):
            raise GivenError(
                f"biases of layer {number} are {len(b)} for {len(w)} units", given="biases"
            )
        inputs = len(w)
        layers.append(DenseLayer.of(w, b, "none"))  # type: ignore[arg-type]
    return PiecewiseNetwork(tuple(layers))


def _listed(value: object, given: str, *, rank: int) -> list[tuple[Nested, ...]]:
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        raise GivenError(
            f"{given} must list the layers, not {value!r}",
            remedy=f"write {given}: [...] with one entry for each layer",
            given=given,
        )
    found = [array(layer, given) for layer in value]
    if any(len(shape(layer)) != rank for layer in found):
        kind = "a matrix" if rank == 2 else "a list of numbers"
        raise GivenError(f"{given} must hold {kind} for each layer", given=given)
    return found
