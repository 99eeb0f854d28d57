r"""The gradients of root-mean-square normalisation: no mean is subtracted, nothing is shifted.

*Source.* B. Zhang, R. Sennrich, "Root Mean Square Layer Normalization" (2019).
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.proof.derivation import Derivation
from symconv.theorems.givens import Size
from symconv.theorems.normalisation.derivation import gradients
from symconv.theorems.normalisation.layout import read_norm


def rms_norm_gradients(
    *,
    shape: Sequence[Size] = ("N", "D"),
    over: Sequence[int] = (1,),
    affine: str | Sequence[int] = "normalised",
    indices: Sequence[str] = (),
) -> Derivation:
    r"""Return the derivation of dL/dx and dL/dgamma.

    ``over`` lists the normalised axes of ``shape``; gamma changes along them, or along the axes
    that ``affine`` lists ("none": there is none). Raises GivenError for a wrong value.

    >>> rms_norm_gradients().answer.latex.count("partial L")
    2
    """
    norm = read_norm(shape, over, affine, indices, centred=False)
    return gradients(norm, "rms_norm_gradients", "Gradients of RMS normalisation")
