"""The checker of certificates for region counts: small, exact, and apart from what makes them.

*Defines* `recheck`. Nothing in this folder imports the enumeration, the cones or the networks of
`symconv.algebra.regions`; besides Python and the integer matrices of python-flint it uses only the
errors of symconv.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symconv.algebra.regions.checker.closure import check_closure
from symconv.algebra.regions.checker.reading import read_claim
from symconv.algebra.regions.checker.tiling import check_tiling
from symconv.errors import ProofError


@dataclass(frozen=True)
class Rechecked:
    """A certificate that holds: the network has exactly this many activation regions there."""

    kind: str
    dimension: int
    activation_regions: int


def recheck(data: Any) -> Rechecked:
    """Return what a certificate (decoded JSON) shows.

    Raises SpecError when it does not have the form of a certificate, ProofError when it does not
    show what it claims.

    >>> recheck({"format": "other"})
    Traceback (most recent call last):
    ...
    symconv.errors.SpecError: a certificate must have the keys format, kind, network, box, regions, ...
    """  # noqa: E501 (the message is one line)
    claim = read_claim(data)
    if claim.count != len(claim.regions):
        raise ProofError(f"{claim.count} regions are claimed, {len(claim.regions)} are listed")
    if claim.kind == "tiling":
        check_tiling(claim)
    else:
        check_closure(claim)
    return Rechecked(claim.kind, claim.dimension, claim.count)


__all__ = ["Rechecked", "recheck"]
