r"""The gradients of instance normalisation: one mean and variance per example and channel.

*Source.* D. Ulyanov, A. Vedaldi, V. Lempitsky, "Instance Normalization" (2016).
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.proof.derivation import Derivation
from symconv.theorems.givens import Size
from symconv.theorems.normalisation.derivation import gradients
from symconv.theorems.normalisation.layout import read_norm


def instance_norm_gradients(
    *,
    shape: Sequence[Size] = ("N", "C", "H", "W"),
    affine: str | Sequence[int] = (1,),
    indices: Sequence[str] = (),
) -> Derivation:
    r"""Return the derivation of dL/dx, dL/dgamma and dL/dbeta.

    ``shape`` has the batch, the channels, and one to three spatial axes, which are normalised.
    ``affine`` lists the axes along which gamma and beta change ("none": there are none). Raises
    GivenError for a wrong value.

    >>> instance_norm_gradients(shape=["N", "C", "T"]).answer.latex.count("partial L")
    3
    """
    spatial = list(range(2, len(shape))) if isinstance(shape, Sequence) else []
    norm = read_norm(shape, spatial, affine, indices, least=3)
    return gradients(norm, "instance_norm_gradients", "Gradients of instance normalisation")
