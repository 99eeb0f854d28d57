r"""How many scalar operations a layer does for one sample: named numbers, never a bare "FLOPs".

*Defines* `Operations`. One multiply-accumulate (MAC) is a product that is added to a sum. A sum of
``q`` products takes ``q`` multiplications and ``q - 1`` additions; a bias is one addition more, and
is counted apart. All counts are dense: products with padding are counted like any other
(`symconv.layers.landing` leaves them out).

*Not counted* one by one: what an activation or a normalisation does with a value. ``elementwise``
says how many values go through one.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from symconv.algebra.sizes import Size


@dataclass(frozen=True)
class Operations:
    """Counts for one sample; ints, or expressions where a size is a symbol.

    >>> Operations(macs=8, multiplications=8, additions=6) + Operations(bias_additions=2)
    Operations(macs=8, multiplications=8, additions=6, bias_additions=2, comparisons=0,
               divisions=0, elementwise=0)
    """

    macs: Size = 0
    multiplications: Size = 0
    additions: Size = 0
    bias_additions: Size = 0
    comparisons: Size = 0
    divisions: Size = 0
    elementwise: Size = 0

    def __add__(self, other: Operations) -> Operations:
        names = [field.name for field in fields(self)]
        return Operations(**{n: getattr(self, n) + getattr(other, n) for n in names})


def sums_of_products(outputs: Size, products: Size, *, bias: bool) -> Operations:
    """Return the count for ``outputs`` sums of ``products`` products each.

    >>> sums_of_products(100, 27, bias=True).additions
    2600
    """
    return Operations(
        macs=outputs * products,
        multiplications=outputs * products,
        additions=outputs * (products - 1),
        bias_additions=outputs if bias else 0,
    )
