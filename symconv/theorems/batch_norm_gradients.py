r"""The gradients of batch normalisation in training, for any axes that share statistics.

The mean and the variance are functions of the batch, so that every entry acts on every output of
its group: directly, through the mean, and through the variance. The chain rule gives

.. math:: \frac{\partial L}{\partial x} = \frac{\gamma s}{M} \left(M g - \sum g
          - \hat x \sum g \hat x\right), \qquad s = (v + \varepsilon)^{-1/2}

with sums over the M entries of a group and g the gradient of the output.

*Source.* S. Ioffe, C. Szegedy, "Batch Normalization" (2015), section 3.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.proof.derivation import Derivation
from symconv.theorems.givens import Size
from symconv.theorems.normalisation.derivation import gradients
from symconv.theorems.normalisation.layout import read_norm


def batch_norm_gradients(
    *,
    shape: Sequence[Size] = ("N", "C", "H", "W"),
    over: Sequence[int] = (0, 2, 3),
    affine: str | Sequence[int] = "statistics",
    unbiased: bool = False,
    indices: Sequence[str] = (),
) -> Derivation:
    r"""Return the derivation of dL/dx, dL/dgamma and dL/dbeta.

    ``over`` lists the axes of ``shape`` that share one mean and one variance. ``affine`` lists the
    axes along which gamma and beta change; "statistics" gives every statistic its own, "none"
    leaves them out. ``unbiased`` divides the variance by one less than the entries. Sizes are ints
    or symbols; ``indices`` names the index of each
    axis, by default n, c, h, w or i, j. Raises GivenError for a wrong value.

    >>> batch_norm_gradients(shape=["N"], over=[0], affine="none").answer.latex.count("sum")
    2
    """
    norm = read_norm(shape, over, affine, indices, unbiased=unbiased)
    return gradients(norm, "batch_norm_gradients", "Gradients of batch normalisation")
