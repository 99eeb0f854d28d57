r"""The closed form of a receptive field: size, jump, start and centre, for ints and symbols.

*Defines* `ClosedForm`, which a window maps to the closed form behind it, and `CentreLine`, the
straight line on which the centres of the receptive fields lie, also through transposed layers.

    r' = r + (K - 1) J      J' = s J      start' = start - p J      centre of unit o:
                                                                    start' + o J' + (r' - 1) / 2

*Conventions.* Positions count from 0; unit ``o`` sees ``start + o J .. start + o J + r - 1``, part
of which may lie in the padding. The centre of one pixel is its position (some tools add one half).

*Notation.* K span of the dilated kernel, s stride, p padding in front, r size, J jump.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from symconv.algebra.sizes import Size
from symconv.algebra.window import Window


@dataclass(frozen=True)
class ClosedForm:
    """Size, jump and start of the receptive fields behind convolutions and pools.

    >>> ClosedForm().behind(Window(5, 2, 2)).behind(Window(5, 2, 2))
    ClosedForm(size=13, jump=4, start=-6)
    >>> from sympy import symbols
    >>> K, S = symbols("K S", integer=True, positive=True)
    >>> ClosedForm().behind(Window(K, S)).behind(Window(K)).size
    K + S*(K - 1)
    """

    size: Size = 1
    jump: Size = 1
    start: Size = 0

    def behind(self, window: Window) -> ClosedForm:
        """Return the closed form behind one more layer."""
        return ClosedForm(
            self.size + (window.span - 1) * self.jump,
            self.jump * window.stride,
            self.start - window.before * self.jump,
        )

    @property
    def double_centre(self) -> Size:
        """Twice the centre of unit 0, an integer: 2 start + size - 1."""
        return 2 * self.start + self.size - 1


@dataclass(frozen=True)
class CentreLine:
    """The centre of unit ``o`` is ``offset + o * jump``, in input positions.

    Behind a transposed convolution it is the line through the mean of the phases.

    >>> CentreLine().window(4, 2, 1).transposed(4, 2, 1)
    CentreLine(jump=Fraction(1, 1), offset=Fraction(0, 1))
    """

    jump: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)

    def window(
        self, kernel_size: int, stride: int = 1, before: int = 0, dilation: int = 1
    ) -> CentreLine:
        """Return the line behind a convolution or pool."""
        middle = Fraction(dilation * (kernel_size - 1), 2) - before
        return CentreLine(self.jump * stride, self.offset + self.jump * middle)

    def transposed(
        self, kernel_size: int, stride: int = 1, before: int = 0, dilation: int = 1
    ) -> CentreLine:
        """Return the line behind a transposed convolution."""
        middle = Fraction(dilation * (kernel_size - 1), 2) - before
        return CentreLine(self.jump / stride, self.offset - self.jump * middle / stride)

    def copied(self, factor: int) -> CentreLine:
        """Return the line behind an upsampling that repeats each position ``factor`` times."""
        return self.transposed(factor, factor)
