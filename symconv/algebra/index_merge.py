r"""One index for what is one: equal plain indices, and powers of one element, in a term.

*Defines* `merged`, `represented` and `gathered`, rules in the sense of
`symconv.algebra.index_rules`; each holds for all sizes.

- *merge*: :math:`\sum_{v<N} f(v) [v = w] = f(w)` where w stays within 0 .. N - 1; where w is a free
  index without that promise, the limits of v become conditions on w. Between two bound indices of
  which neither is known to stay within the other's range the equality is left, so that no direction
  is chosen;
- *represent*: of two free indices that are equal, all factors take one;
- *gather*: :math:`T_i^a T_i^b = T_i^{a+b}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symconv.algebra.index_bounds import is_nonnegative
from symconv.algebra.index_known import boxes_of, index_order
from symconv.algebra.index_rows import echelon
from symconv.algebra.index_terms import (
    Atom,
    Facts,
    Term,
    indices_of,
    is_index,
    plus,
    put,
    terms_of,
    unknown,
)
from symconv.algebra.named_polynomial import Polynomial, Scalar, minus


def merged(term: Term, facts: Facts) -> Term | None:
    """Replace a bound index by one that it equals; None where there is none."""
    for a, b in _equal_pairs(term, facts):
        for gone, kept in ((a, b), (b, a)):
            if gone in term.bound and (is_free(kept) or _within(kept, gone, term, facts)):
                return _joined(term, gone, kept)
    return None


def represented(term: Term, facts: Facts) -> Term | None:
    """Let all factors take one of two equal free indices."""
    for n, equality in enumerate(term.equalities):
        pair = _plain_pair(equality)
        if pair is None or not (is_free(pair[0]) and is_free(pair[1])):
            continue
        kept, gone = sorted(pair)
        others = term.equalities[:n] + term.equalities[n + 1 :]
        rest = _renamed(replace(term, equalities=others), gone, kept)
        found = replace(rest, equalities=(*rest.equalities, equality))
        if rest != replace(term, equalities=others):
            return found
    return None


def gathered(term: Term, facts: Facts) -> Term | None:
    """Add up the powers of equal elements; None where all are different."""
    powers: dict[tuple[str, tuple[str, ...]], Scalar] = {}
    for atom in term.atoms:
        place = (atom.tensor, atom.indices)
        powers[place] = plus(powers.get(place, 0), atom.power)
    if len(powers) == len(term.atoms) and all(a.power != 0 for a in term.atoms):
        return None
    atoms = tuple(Atom(tensor, indices, q) for (tensor, indices), q in powers.items() if q != 0)
    return replace(term, atoms=atoms)


def is_free(index: str) -> bool:
    """Whether an index is free, by its name."""
    return index[0] == "?"


def _equal_pairs(term: Term, facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield pairs of plain indices that the equalities make equal, those written so first."""
    for equality in term.equalities:
        pair = _plain_pair(equality)
        if pair is not None:
            yield pair
    if len(term.equalities) < 2:
        return
    taken = sorted({i for a in term.atoms for i in a.indices})
    system = echelon(term.equalities, index_order(term), facts)
    solved = {row.index for row in system.rows}
    for n, a in enumerate(taken):
        for b in taken[:n]:
            if solved & {a, b} and system.reduced(minus(unknown(a), unknown(b)), facts) == 0:
                yield a, b


def _plain_pair(form: Scalar) -> tuple[str, str] | None:
    """Return a and b of a form ``a - b`` or ``b - a`` in two indices."""
    if not isinstance(form, Polynomial) or len(form.terms) != 2:
        return None
    names = [m[0] for m, _ in terms_of(form) if len(m) == 1 and is_index(m[0])]
    numbers = list(form.terms.values())
    if len(names) == 2 and numbers[0] == -numbers[1]:
        return names[0], names[1]
    return None


def _within(index: str, other: str, term: Term, facts: Facts) -> bool:
    """Whether an index certainly stays within the range of a bound one."""
    size = term.bound[other]
    if size is None:
        return True
    low, high = boxes_of(term, facts).get(index, (None, None))
    if low is None or high is None or indices_of(low) or indices_of(high):
        return False
    return is_nonnegative(low, facts) and is_nonnegative(minus(minus(size, 1), high), facts)


def _joined(term: Term, gone: str, kept: str) -> Term:
    bound = dict(term.bound)
    size = bound.pop(gone)
    found = _renamed(replace(term, bound=bound), gone, kept)
    if size is None:
        return found
    limits = (unknown(kept), minus(minus(size, 1), unknown(kept)))
    return replace(found, inequalities=found.inequalities + limits)


def _renamed(term: Term, gone: str, kept: str) -> Term:
    values = {gone: unknown(kept)}
    atoms = tuple(
        replace(a, indices=tuple(kept if i == gone else i for i in a.indices)) for a in term.atoms
    )
    return replace(
        term,
        atoms=atoms,
        equalities=tuple(put(e, values) for e in term.equalities),
        inequalities=tuple(put(g, values) for g in term.inequalities),
    )
