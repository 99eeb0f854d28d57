r"""The gradients of group normalisation: channels in groups, one mean and variance per group.

The channels are counted by two indices: the group, and the channel within the group. With G groups
of K channels, channel :math:`K n + k` of the layer is channel k of group n here; nothing is
computed by this, only written.

*Source.* Y. Wu, K. He, "Group Normalization" (2018).
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.proof.derivation import Derivation
from symconv.theorems.givens import Size
from symconv.theorems.normalisation.derivation import gradients
from symconv.theorems.normalisation.layout import read_norm


def group_norm_gradients(
    *,
    shape: Sequence[Size] = ("N", "G", "K", "H", "W"),
    affine: str | Sequence[int] = (1, 2),
    indices: Sequence[str] = (),
) -> Derivation:
    r"""Return the derivation of dL/dx, dL/dgamma and dL/dbeta.

    ``shape`` has the batch, the groups, the channels of a group, and up to two spatial axes; all
    after the groups are normalised. ``affine`` lists the axes along which gamma and beta change
    ("none": there are none). Raises GivenError for a wrong value.

    >>> group_norm_gradients(shape=["N", 2, 3]).answer.latex.count("partial L")
    3
    """
    inside = list(range(2, len(shape))) if isinstance(shape, Sequence) else []
    norm = read_norm(shape, inside, affine, indices, least=3)
    return gradients(norm, "group_norm_gradients", "Gradients of group normalisation")
