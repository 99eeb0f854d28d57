r"""Weights at which a line of a proof does not hold, for people to check.

*Defines* `weights_against`.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import islice, product

from symconv.audit.judge.arguments.argument import Argument
from symconv.audit.judge.arguments.demands import Demands

GRID = 3_000
"""How many weights are tried: halves from -2 to 2, small ones first."""


def weights_against(argument: Argument, demands: Demands, rows: tuple[int, ...]) -> str:
    """Return weights at which a false line does not hold, and as much else as possible does.

    ``rows`` are those on which the line would rest; they count more. Without a false line, all
    lines hold there.
    """
    refuted = [argument.lines[i].condition for i in argument.false[:1]]
    others = [line.condition for line in argument.lines if not line.is_about_numbers]
    if not refuted and not argument.lacking:
        rows = ()
    first = [demands.rows[r] for r in rows]
    names = [*(f"w{i}" for i in range(1, demands.inputs + 1)), "b"]
    halves = [Fraction(n, 2) for n in (0, 2, -2, 1, -1, 3, -3, 4, -4)]
    best: tuple[int, dict[str, Fraction]] | None = None
    for values in islice(product(halves, repeat=len(names)), GRID):
        at = dict(zip(names, values, strict=True))
        if any(c.at(at) for c in refuted):
            continue
        held = sum(c.at(at) for c in others) + 100 * sum(c.at(at) for c in first)
        if best is None or held > best[0]:
            best = held, at
    if best is None or (not refuted and best[0] < len(others)):
        return ""
    return ", ".join(f"{n.replace('w', 'w_')} = {v}" for n, v in best[1].items())
