r"""The gradients of batch normalisation in inference, where the statistics are given numbers.

The layer is then an affine map of each entry, so that no entry acts on another one's output: the
gradient has one term where that of training has three.

*Source.* S. Ioffe, C. Szegedy, "Batch Normalization" (2015), section 3.1.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.proof.derivation import Derivation
from symconv.theorems.givens import Size
from symconv.theorems.normalisation.inference import inference_gradients
from symconv.theorems.normalisation.layout import read_norm


def batch_norm_inference_gradients(
    *,
    shape: Sequence[Size] = ("N", "C", "H", "W"),
    over: Sequence[int] = (0, 2, 3),
    affine: str | Sequence[int] = "statistics",
    indices: Sequence[str] = (),
) -> Derivation:
    r"""Return the derivation of dL/dx, dL/dgamma and dL/dbeta with running statistics.

    The givens are those of `batch_norm_gradients`. Raises GivenError for a wrong value.

    >>> batch_norm_inference_gradients(shape=["N"], over=[0], affine="none").answer.value
    's*g[i]'
    """
    norm = read_norm(shape, over, affine, indices)
    return inference_gradients(norm)
