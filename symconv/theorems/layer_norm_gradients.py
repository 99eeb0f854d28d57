r"""The gradients of layer normalisation: the statistics of one example, its own scale and shift.

Layer normalisation is batch normalisation with other axes: every example is normalised over its own
entries, while gamma and beta change along these and are shared by the batch.

*Source.* J. L. Ba, J. R. Kiros, G. E. Hinton, "Layer Normalization" (2016).
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.proof.derivation import Derivation
from symconv.theorems.givens import Size
from symconv.theorems.normalisation.derivation import gradients
from symconv.theorems.normalisation.layout import read_norm


def layer_norm_gradients(
    *,
    shape: Sequence[Size] = ("N", "C", "H", "W"),
    over: Sequence[int] = (1, 2, 3),
    affine: str | Sequence[int] = "normalised",
    indices: Sequence[str] = (),
) -> Derivation:
    r"""Return the derivation of dL/dx, dL/dgamma and dL/dbeta.

    ``over`` lists the normalised axes of ``shape``; gamma and beta change along them, or along the
    axes that ``affine`` lists ("none": there are none). Raises GivenError for a wrong value.

    >>> layer_norm_gradients(shape=["N", "D"], over=[1]).answer.latex.count("partial L")
    3
    """
    norm = read_norm(shape, over, affine, indices)
    return gradients(norm, "layer_norm_gradients", "Gradients of layer normalisation")
