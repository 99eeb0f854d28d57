r"""How many inputs the cells of an adaptive pool read together.

Cell ``i`` of ``m`` reads ``floor(i n/m) .. ceil((i+1) n/m) - 1``. Neighbours share one input unless
``m`` divides ``i n``, which happens ``gcd(n, m) - 1`` times between them, so that all cells of an
axis together read ``n + m - gcd(n, m)``.
"""

from __future__ import annotations

from math import gcd

from symconv.algebra.sizes import Size, as_number, is_symbolic


def cells_read(n: Size, m: Size) -> Size:
    """Return how many inputs the ``m`` cells over ``n`` inputs read, each as often as it is read.

    ``m`` is a number; ``n`` may be a symbol.

    >>> cells_read(7, 3), cells_read(6, 3)
    (9, 6)
    """
    count = as_number(m, "output_size")
    if not is_symbolic(n):
        return int(n) + count - gcd(int(n), count)
    return sum((-(-(i + 1) * n // count) - i * n // count for i in range(count)), start=0)
