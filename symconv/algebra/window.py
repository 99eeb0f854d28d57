r"""The window of one axis: which input positions an output reads, and every size that follows.

*Defines* `Window`, the affine rule ``i = s*o + d*t - p`` between output ``o``, tap ``t`` and input
position ``i``; sizes of the convolution and of the transposed convolution that it describes.

*Notation.* n input size, m output size, k kernel, s stride, d dilation, p and q padding before and
after, ``K = d(k-1) + 1`` the span of the dilated kernel:

    m = floor((n + p + q - K) / s) + 1          transposed:  n = (m - 1)s - p - q + K + op

*Two readings of division.* Frameworks take the floor and drop the trailing samples that no window
reaches; many courses call a layer invalid when the division is not exact. `out_size` is the first,
`strict_out_size` the second, and `dropped` says how many samples separate them.

*Why ints and symbols in one class.* A number is the symbolic result evaluated; SymPy is loaded only
by the caller who passes a symbol. Inequalities that symbols leave open are not decided here.

*See* Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285.
"""

from __future__ import annotations

from dataclasses import dataclass

from symconv.algebra.legality import (
    require_exact_division,
    require_output_padding,
    require_reach,
    require_result,
    require_window,
)
from symconv.algebra.sizes import Size, as_size


@dataclass(frozen=True)
class Window:
    """Kernel, stride, padding and dilation of one axis; ints or symbolic integers.

    ``padding`` is one number for both sides or a pair (before, after); a negative number crops.
    Raises ShapeError when kernel, stride or dilation is below 1, TypeError for a non-integer.

    >>> Window(kernel_size=3, stride=2, padding=1).out_size(224)
    112
    >>> from sympy import symbols
    >>> W, K, S, P = symbols("W K S P", integer=True, positive=True)
    >>> Window(K, S, P).out_size(W)
    floor((-K + 2*P + W)/S) + 1
    """

    kernel_size: Size
    stride: Size = 1
    padding: Size | tuple[Size, Size] = 0
    dilation: Size = 1

    def __post_init__(self) -> None:
        both = self.padding if isinstance(self.padding, tuple) else (self.padding, self.padding)
        if len(both) != 2:
            raise TypeError(f"padding={both} of one axis is an int or a pair (before, after)")
        freeze = object.__setattr__
        freeze(self, "kernel_size", as_size(self.kernel_size, "kernel_size"))
        freeze(self, "stride", as_size(self.stride, "stride"))
        freeze(self, "dilation", as_size(self.dilation, "dilation"))
        freeze(self, "padding", (as_size(both[0], "padding"), as_size(both[1], "padding")))
        require_window(self)

    @property
    def before(self) -> Size:
        """Padding in front, p."""
        return self.padding[0]  # type: ignore[index]  # __post_init__ made it a pair

    @property
    def after(self) -> Size:
        """Padding behind, q."""
        return self.padding[1]  # type: ignore[index]  # __post_init__ made it a pair

    @property
    def span(self) -> Size:
        """How many positions the dilated kernel covers, K = d(k-1) + 1."""
        return self.dilation * (self.kernel_size - 1) + 1

    def numbers(self) -> tuple[Size, ...]:
        """Return kernel size, stride, padding before and after, and dilation."""
        return (self.kernel_size, self.stride, self.before, self.after, self.dilation)

    def slack(self, n: Size) -> Size:
        """Return n + p + q - K: how far the kernel can slide over the padded input.

        >>> Window(5).slack(32)
        27
        """
        return as_size(n, "n") + self.before + self.after - self.span

    def out_size(self, n: Size) -> Size:
        """Return the number of outputs for ``n`` inputs, floor semantics.

        Raises ShapeError when the padded input is smaller than the dilated kernel.

        >>> Window(kernel_size=5, stride=2).out_size(32)
        14
        """
        require_reach(self, n)
        return self.slack(n) // self.stride + 1

    def dropped(self, n: Size) -> Size:
        """Return how many trailing samples of the padded input no window reaches.

        >>> Window(kernel_size=5, stride=2).dropped(32)
        1
        """
        require_reach(self, n)
        return self.slack(n) % self.stride

    def strict_out_size(self, n: Size) -> Size:
        """Return the number of outputs when the division must be exact.

        Raises ShapeError when it is not; with symbols it returns the quotient as it stands.

        >>> Window(kernel_size=5, stride=3).strict_out_size(32)
        10
        """
        require_exact_division(self, n)
        if self.dropped(n) == 0:
            return self.out_size(n)
        return self.slack(n) / self.stride + 1

    def transposed_size(self, m: Size, output_padding: Size = 0) -> Size:
        """Return the size that the transposed convolution makes of ``m`` inputs.

        Raises ShapeError when the output padding is out of range or nothing is left.

        >>> Window(kernel_size=3, stride=2, padding=1).transposed_size(112, output_padding=1)
        224
        """
        require_output_padding(self, output_padding)
        size = (as_size(m, "m") - 1) * self.stride - self.before - self.after + self.span
        require_result(self, m, size + output_padding)
        return size + output_padding

    def output_padding_for(self, n: Size) -> Size:
        """Return the output padding with which the transposed convolution gives ``n`` back.

        It is the remainder ``(n + p + q - K) mod s``, the only one in [0, s-1].

        >>> Window(kernel_size=3, stride=2, padding=1).output_padding_for(224)
        1
        """
        return self.dropped(n)

    def taps(self, o: Size) -> tuple[Size, ...]:
        """Return the input positions that output ``o`` reads, tap by tap; padding lies outside.

        >>> Window(kernel_size=3, stride=2, padding=1, dilation=2).taps(0)
        (-1, 1, 3)
        """
        first = self.stride * as_size(o, "o") - self.before
        return tuple(first + self.dilation * t for t in range(self.kernel_size))
