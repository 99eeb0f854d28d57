r"""Padding by a rule instead of by numbers: the three meanings of "same", and "valid".

    rule           output       padding in all                      in front
    torch "same"   n            d(k-1), stride 1 only               floor(T/2)
    SAME_UPPER     ceil(n/s)    T = max((ceil(n/s)-1)s + K - n, 0)  floor(T/2)   (TensorFlow, Keras)
    SAME_LOWER     ceil(n/s)    the same T                          ceil(T/2)    (ONNX)

The last two depend on n: a window that they return is for that n only.
"""

from __future__ import annotations

from symconv.algebra.sizes import Size, is_false, larger
from symconv.algebra.window import Window
from symconv.errors import ShapeError


def same(kernel_size: Size, stride: Size = 1, dilation: Size = 1) -> Window:
    """Return PyTorch's ``padding="same"``: as many outputs as inputs, the odd pad behind.

    Raises ShapeError when the stride is not 1: then no padding keeps every size.

    >>> same(4).padding
    (1, 2)
    """
    if is_false(stride <= 1):
        raise ShapeError(
            f"padding='same' with stride={stride} violates stride = 1",
            remedy="use stride=1, or give the padding in numbers",
        )
    total = Window(kernel_size, stride, 0, dilation).span - 1
    return Window(kernel_size, stride, (total // 2, total - total // 2), dilation)


def same_upper(n: Size, kernel_size: Size, stride: Size = 1, dilation: Size = 1) -> Window:
    """Return TensorFlow's SAME (ONNX SAME_UPPER) for an input of ``n``: the odd pad behind.

    >>> same_upper(224, kernel_size=3, stride=2).padding
    (0, 1)
    """
    total = _total(n, Window(kernel_size, stride, 0, dilation))
    return Window(kernel_size, stride, (total // 2, total - total // 2), dilation)


def same_lower(n: Size, kernel_size: Size, stride: Size = 1, dilation: Size = 1) -> Window:
    """Return ONNX SAME_LOWER for an input of ``n``: the odd pad in front.

    >>> same_lower(224, kernel_size=3, stride=2).padding
    (1, 0)
    """
    total = _total(n, Window(kernel_size, stride, 0, dilation))
    return Window(kernel_size, stride, (total - total // 2, total // 2), dilation)


def _total(n: Size, window: Window) -> Size:
    outputs = (n + window.stride - 1) // window.stride
    return larger((outputs - 1) * window.stride + window.span - n, 0)
