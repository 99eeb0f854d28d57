r"""How many paths lead from each input position to a unit: the effective receptive field.

The number of paths from input offset ``i`` to an interior unit of convolutions and pools is a
coefficient of one polynomial,

    prod_l (1 + X^(d_l J_{l-1}) + ... + X^(d_l J_{l-1} (k_l - 1))),     J_l = s_1 ... s_l,

which is also the gradient of the network whose weights are all one. Its support is the receptive
set with its holes; divided by its sum it is a distribution with variance

    sum_l (d_l J_{l-1})^2 (k_l^2 - 1) / 12,

so that the effective field grows like the square root of the depth while the size grows linearly.

*See* Luo, Li, Urtasun, Zemel, "Understanding the Effective Receptive Field in Deep Convolutional
Neural Networks", NIPS 2016.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from symconv.algebra.sizes import as_number
from symconv.algebra.window import Window


def path_counts(windows: Sequence[Window]) -> tuple[int, ...]:
    """Return the number of paths from each input offset, from the first that is seen to the last.

    >>> path_counts([Window(3), Window(3)])
    (1, 2, 3, 2, 1)
    >>> path_counts([Window(2, dilation=2), Window(2)])
    (1, 1, 1, 1)
    """
    counts = [1]
    for step, k in _steps(windows):
        wider = [0] * (len(counts) + step * (k - 1))
        for tap in range(k):
            for i, count in enumerate(counts):
                wider[i + step * tap] += count
        counts = wider
    return tuple(counts)


def path_variance(windows: Sequence[Window]) -> Fraction:
    """Return the variance of the offset of a path drawn at random, in closed form.

    >>> path_variance([Window(3), Window(3)])
    Fraction(4, 3)
    """
    return sum((Fraction(step**2 * (k**2 - 1), 12) for step, k in _steps(windows)), Fraction(0))


def _steps(windows: Sequence[Window]) -> Iterator[tuple[int, int]]:
    """Yield for each layer the distance of its taps in input positions, and their number."""
    jump = 1
    for window in windows:
        dilation = as_number(window.dilation, "dilation")
        yield dilation * jump, as_number(window.kernel_size, "kernel_size")
        jump *= as_number(window.stride, "stride")
