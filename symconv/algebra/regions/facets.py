"""Which rows of a cell are its facets: the irredundant description.

*Defines* `facet_rows`. A row is a facet exactly when the set of rays on it is maximal among the
rows' sets: every other face lies in a facet. The facet at infinity (w = 0) is no facet in R^n.
"""

from __future__ import annotations

from symconv.algebra.regions.cone import Cone, Row


def facet_rows(cell: Cone) -> tuple[Row, ...]:
    """Return the irredundant rows of a full-dimensional cell, in the order they were cut.

    >>> from symconv.algebra.regions.cone import split, whole
    >>> corner = whole(2)
    >>> for row in ((1, 0, 0), (0, 1, 0), (1, 1, 0)):  # the third is implied by the others
    ...     corner = split(corner, row)[1]
    >>> facet_rows(corner)
    ((1, 0, 0), (0, 1, 0))
    """
    if not cell.rays:
        return ()
    dimension = len(cell.rays[0][0]) - len(cell.lines)
    on = _rays_on_rows(cell)
    kept = [k for k, rays in on.items() if rays.bit_count() >= dimension - 1]
    if dimension > 3:
        sets = [on[k] for k in kept]
        kept = [k for k in kept if not any(on[k] != s and on[k] & s == on[k] for s in sets)]
    rows = (cell.rows[k] for k in sorted(kept))
    return tuple(row for row in rows if any(row[:-1]))


def _rays_on_rows(cell: Cone) -> dict[int, int]:
    """Return for each row that some ray lies on the set of those rays, as bits."""
    on: dict[int, int] = {}
    bit = 1
    for _, mask in cell.rays:
        while mask:
            lowest = mask & -mask
            k = lowest.bit_length() - 1
            on[k] = on.get(k, 0) | bit
            mask ^= lowest
        bit <<= 1
    return on
