r"""The normal form of a sum of terms: bound indices without names, equalities without direction.

*Defines* `collected`: like terms added up, by a key that does not depend on the names of bound
indices, the order of factors, or the way in which the equalities are written.

Indices are numbered by the atoms that take them; atoms are ordered by their tensors. Where several
atoms have one tensor, every order of them is tried and the least key is taken, so that the key is
the same for terms that differ by a renaming. Two sums whose difference collects to nothing are
equal for all sizes. The converse is not claimed.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from symconv.algebra.index_known import Known, index_order
from symconv.algebra.index_rows import Echelon, echelon, sort_key
from symconv.algebra.index_rules import simplified
from symconv.algebra.index_terms import Facts, Term, plus, put, renamed, unknown, unknowns_of
from symconv.algebra.named_polynomial import NoValue, Polynomial, Scalar, minus, spelled

ORDER_LIMIT = 720


def collected(terms: Iterable[Term], facts: Facts) -> list[Term]:
    """Simplify and add up; return the terms that remain, an empty list for an identity.

    Raises NoValue where a term has too many factors of one tensor.
    """
    sums: dict[str, Scalar] = {}
    shapes: dict[str, Term] = {}
    for term in terms:
        simple = simplified(term, facts)
        if simple is not None:
            key, form = canonical(simple, facts)
            sums[key] = plus(sums.get(key, 0), form.coefficient)
            shapes[key] = form
    rest = [replace(shapes[k], coefficient=c) for k, c in sorted(sums.items()) if c != 0]
    return _merged(rest, facts)


def _merged(terms: list[Term], facts: Facts) -> list[Term]:
    """Add up terms that differ in inequalities alone, where each set implies the other."""
    kept: list[Term] = []
    for term in terms:
        for n, other in enumerate(kept):
            if _same_but_inequalities(term, other) and _equivalent(term, other, facts):
                sum_ = plus(other.coefficient, term.coefficient)
                kept[n] = replace(other, coefficient=sum_)
                break
        else:
            kept.append(term)
    return [t for t in kept if t.coefficient != 0]


def _same_but_inequalities(a: Term, b: Term) -> bool:
    return (a.atoms, a.bound, a.equalities) == (b.atoms, b.bound, b.equalities)


def _equivalent(a: Term, b: Term, facts: Facts) -> bool:
    ours, theirs = Known(a, facts), Known(b, facts)
    return all(map(ours.implies, b.inequalities)) and all(map(theirs.implies, a.inequalities))


def canonical(term: Term, facts: Facts) -> tuple[str, Term]:
    """Return the least key over all numberings of the indices, and the term so numbered."""
    best: tuple[str, Term] | None = None
    term = _with_open_loops(term)
    for names in _numberings(term):
        numbered = _settled(renamed(term, names), facts)
        found = _key(numbered), numbered
        best = found if best is None or found[0] < best[0] else best
    assert best is not None  # the empty numbering exists for a term without indices
    return best


def _with_open_loops(term: Term) -> Term:
    """State the sizes of indices that no tensor takes as inequalities: others may imply them."""
    limits: list[Scalar] = []
    bound = dict(term.bound)
    for v in term.loops:
        size = bound[v]
        if size is not None:
            limits += [unknown(v), minus(minus(size, 1), unknown(v))]
            bound[v] = None
    return replace(term, bound=bound, inequalities=(*term.inequalities, *limits))


def _settled(term: Term, facts: Facts) -> Term:
    """Bring equalities into echelon form, and keep no inequality that the others imply."""
    system = echelon(term.equalities, index_order(term), facts)
    forms = {system.reduced(g, facts) for g in term.inequalities}
    kept = sorted(forms, key=sort_key)
    for form in list(kept):
        others = [g for g in kept if g != form]
        left = replace(term, inequalities=tuple(others))
        if Known(left, facts, system).implies(form):
            kept = others
    return replace(
        term,
        atoms=tuple(sorted(term.atoms, key=lambda a: (a.tensor, a.indices))),
        equalities=_equalities(system),
        inequalities=tuple(kept),
    )


def _equalities(system: Echelon) -> tuple[Scalar, ...]:
    return tuple(sorted((r.form for r in system.rows), key=sort_key)) + system.unsolved


def _numberings(term: Term) -> Iterator[Mapping[str, str]]:
    by_tensor: dict[str, list[int]] = {}
    for n, atom in enumerate(term.atoms):
        by_tensor.setdefault(atom.tensor, []).append(n)
    groups = [by_tensor[t] for t in sorted(by_tensor)]
    loops = term.loops
    orders_of_loops = math.factorial(len(loops))
    if orders_of_loops * math.prod(math.factorial(len(g)) for g in groups) > ORDER_LIMIT:
        raise NoValue("a product with too many factors of one tensor")
    for orders in itertools.product(*map(itertools.permutations, groups)):
        for loop_order in itertools.permutations(loops):
            names: dict[str, str] = {}
            for n in itertools.chain(*orders):
                for index in term.atoms[n].indices:
                    names.setdefault(index, f"#{len(names):03d}")
            for index in loop_order:
                names[index] = f"#{len(names):03d}"
            yield names


def _key(term: Term) -> str:
    bound = sorted((v, None if n is None else sort_key(n)) for v, n in term.bound.items())
    parts: tuple[object, ...] = (
        [(a.tensor, a.indices) for a in term.atoms],
        bound,
        [sort_key(e) for e in term.equalities],
        [sort_key(g) for g in term.inequalities],
    )
    return repr(parts)


def shown(term: Term) -> str:
    """Write a term for people: factors, then the conditions on their indices.

    >>> from symconv.algebra.index_terms import Atom
    >>> a = unknown("#000")
    >>> shown(Term(2, (Atom("w", ("#000",)),), {"#000": unknown("k")}, (minus(a, unknown("?o")),)))
    '2 w_{a} [a - o = 0]'
    """
    letters = {v: _LETTERS[n % len(_LETTERS)] for n, v in enumerate(sorted(term.bound))}
    factors = [f"{a.tensor}_{{{', '.join(letters[i] for i in a.indices)}}}" for a in term.atoms]
    conditions = [f"[{_text(e, letters)} = 0]" for e in term.equalities]
    conditions += [f"[{_text(g, letters)} >= 0]" for g in term.inequalities]
    loops = [f"sum over {letters[v]}" for v in term.loops]
    coefficient = spelled(term.coefficient)
    if isinstance(term.coefficient, Polynomial) and len(term.coefficient.terms) > 1:
        coefficient = f"({coefficient})"
    return " ".join([*loops, coefficient, *factors, *conditions])


_LETTERS = "abcefghijlmnqrtuvwxyz"


def _text(form: Scalar, letters: Mapping[str, str]) -> str:
    names = {n: unknown(letters.get(n, n.lstrip("?"))) for n in unknowns_of(form)}
    return spelled(put(form, names))
