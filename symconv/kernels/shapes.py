"""One check for every argument whose shape the other arguments decide."""

from __future__ import annotations

from symconv.errors import ShapeError
from symconv.kernels.dtypes import Array


def require_shape(array: Array, shape: tuple[int, ...], name: str) -> None:
    """Raise ShapeError unless ``array``, the argument ``name``, has ``shape``.

    >>> import numpy as np
    >>> require_shape(np.zeros(3), (2,), "dy")
    Traceback (most recent call last):
    symconv.errors.ShapeError: dy of shape (3,) violates dy.shape = (2,); hint: ...
    """
    if array.shape != shape:
        raise ShapeError(
            f"{name} of shape {array.shape} violates {name}.shape = {shape}",
            remedy=f"the other arguments ask for {name} of shape {shape}",
        )
