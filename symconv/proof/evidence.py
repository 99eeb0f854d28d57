"""The line under a proved statement: which means were used.

*Defines* `method` and `evidence`, from what `symconv.proof.arithmetic.show` returned.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.proof.arithmetic import Shown


def method(shown: Sequence[Shown]) -> str:
    """Name the strongest means that was used."""
    if any(s.divisions for s in shown):
        return "division with remainder"
    if all(s.is_identity for s in shown):
        return "polynomial identity"
    products = [p for s in shown if s.closed for c in s.closed.certificates for p in c.products]
    linear = all(len(p.facts) <= 1 and p.root is None for p in products)
    return "linear inequalities" if linear else "polynomial inequalities"


def evidence(shown: Sequence[Shown]) -> str:
    """Say in one line which quotients were made, how many cases there were, and how they closed."""
    divisions = list(dict.fromkeys(d for s in shown for d in s.divisions))
    parts = divisions[:3] + ([f"{len(divisions) - 3} more divisions"] if divisions[3:] else [])
    certificates = [c for s in shown if s.closed for c in s.closed.certificates]
    number = sum(s.closed.cases if s.closed else 1 for s in shown)
    if number > 1:
        parts.append(f"{number} cases")
    if certificates:
        sizes = " + ".join(str(len(c.products)) for c in certificates[:6])
        parts.append(f"certificates with {sizes}{' + …' if len(certificates) > 6 else ''} products")
    else:
        parts.append("identity of polynomials")
    return "; ".join(parts)
