r"""Every size of a symbolic stack as one quotient of the size of the input.

If ``x = floor((n + a)/b)`` and the next layer gives ``floor((x + c)/s)``, then it gives
``floor((n + a + b c)/(b s))``, for integers and ``b, s >= 1``. The law is written down here and
proved, layer by layer, where it is printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symconv.theorems.axis import Axis
from symconv.theorems.shapes import Sizes


@dataclass(frozen=True)
class Quotient:
    r"""``floor((symbol + shift)/divisor)``.

    >>> Quotient("H", 3, 4).latex
    '\\left\\lfloor \\frac{H + 3}{4} \\right\\rfloor'
    """

    symbol: str
    shift: int = 0
    divisor: int = 1

    @property
    def latex(self) -> str:
        """The quotient as it is printed; a divisor of 1 leaves no floor."""
        sign = "+" if self.shift > 0 else "-"
        top = f"{self.symbol} {sign} {abs(self.shift)}" if self.shift else self.symbol
        if self.divisor == 1:
            return top
        return rf"\left\lfloor \frac{{{top}}}{{{self.divisor}}} \right\rfloor"

    def behind(self, axis: Axis) -> Quotient:
        """Return the quotient behind one more window with numbers."""
        k, s, p, q, d = (int(v) for v in (axis.k, axis.s, axis.p, axis.q, axis.d))
        constant = p + q - d * (k - 1) - 1 + s
        return Quotient(self.symbol, self.shift + self.divisor * constant, self.divisor * s)


def quotients(found: Sequence[Sizes]) -> dict[str, Quotient]:
    """Return the quotient of every size that has one, by the name of the size.

    A size has one when the input's size is a symbol and all windows so far have numbers and round
    down; a transposed convolution ends the chain.
    """
    start = found[0]
    laws = {n: Quotient(v) for n, v in zip(start.names, start.values, strict=True)
            if isinstance(v, str)}  # fmt: skip
    known = dict(laws)
    for sizes in found[1:]:
        before = sizes.before
        assert before is not None
        for name, old, axis, template in zip(
            sizes.names, before.names, sizes.axes, sizes.templates, strict=False
        ):
            numbers = (axis.k, axis.s, axis.p, axis.q, axis.d)
            if old in known and template == "n":
                known[name] = known[old]
            elif old in known and "floor" in template and all(isinstance(v, int) for v in numbers):
                known[name] = known[old].behind(axis)
    return {name: law for name, law in known.items() if name not in laws}
