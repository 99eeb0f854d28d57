r"""The normal form of a sum of terms: bound indices without names, equalities without direction.

*Defines* `collected`: like terms added up, by a key that does not depend on the names of bound
indices, the order of factors, or the way in which the equalities are written.

Indices are numbered by the atoms that take them; atoms are ordered by how they look: tensor, power,
and where else their indices occur. Where several atoms look alike, every order of them is tried and
the least key is taken, so that the key is the same for terms that differ by a renaming. Two sums
whose difference collects to nothing are equal for all sizes. The converse is not claimed.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from symconv.algebra.index_fractions import Fraction, added
from symconv.algebra.index_known import Known, index_order
from symconv.algebra.index_rows import Echelon, echelon, sort_key
from symconv.algebra.index_rules import simplified
from symconv.algebra.index_terms import Atom, Facts, Term, put, renamed, unknown, unknowns_of
from symconv.algebra.named_polynomial import NoValue, Polynomial, Scalar, minus, spelled

ORDER_LIMIT = 720
LOOK_ROUNDS = 2


def collected(terms: Iterable[Term], facts: Facts) -> list[Term]:
    """Simplify and add up; return the terms that remain, an empty list for an identity.

    Raises NoValue where a term has too many factors of one tensor.
    """
    sums: dict[str, Fraction] = {}
    shapes: dict[str, Term] = {}
    for term in terms:
        simple = simplified(term, facts)
        if simple is not None:
            key, form = canonical(simple, facts)
            sums[key] = added(sums.get(key, (0, 1)), (form.coefficient, form.divisor))
            shapes[key] = form
    rest = [_with(shapes[k], c) for k, c in sorted(sums.items()) if c[0] != 0]
    return _merged(rest, facts)


def _with(term: Term, coefficient: Fraction) -> Term:
    return replace(term, coefficient=coefficient[0], divisor=coefficient[1])


def _merged(terms: list[Term], facts: Facts) -> list[Term]:
    """Add up terms that differ in inequalities alone, where each set implies the other."""
    kept: list[Term] = []
    for term in terms:
        for n, other in enumerate(kept):
            if _same_but_inequalities(term, other) and _equivalent(term, other, facts):
                ours, theirs = ((t.coefficient, t.divisor) for t in (other, term))
                kept[n] = _with(other, added(ours, theirs))
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
        found = key_of(numbered), numbered
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
    if not term.equalities and not term.inequalities:
        return replace(term, atoms=_ordered(term.atoms))
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
        atoms=_ordered(term.atoms),
        equalities=_equalities(system),
        inequalities=tuple(kept),
    )


def _ordered(atoms: Iterable[Atom]) -> tuple[Atom, ...]:
    return tuple(sorted(atoms, key=lambda a: (a.tensor, a.indices, str(a.power))))


def _equalities(system: Echelon) -> tuple[Scalar, ...]:
    return tuple(sorted((r.form for r in system.rows), key=sort_key)) + system.unsolved


def _numberings(term: Term) -> Iterator[Mapping[str, str]]:
    """Yield every numbering of the bound indices that the look of the factors leaves open."""
    looks = _looks(term)
    alike: dict[str, list[Atom]] = {}
    for atom in term.atoms:
        alike.setdefault(_look(atom, looks), []).append(atom)
    groups = [alike[look] for look in sorted(alike)]
    loops = term.loops
    orders_of_loops = math.factorial(len(loops))
    if orders_of_loops * math.prod(math.factorial(len(g)) for g in groups) > ORDER_LIMIT:
        raise NoValue("a product with too many factors of one tensor")
    for orders in itertools.product(*map(itertools.permutations, groups)):
        for loop_order in itertools.permutations(loops):
            names: dict[str, str] = {}
            for atom in itertools.chain(*orders):
                for index in atom.indices:
                    if index in term.bound:
                        names.setdefault(index, f"#{len(names):03d}")
            for index in loop_order:
                names[index] = f"#{len(names):03d}"
            yield names


def _looks(term: Term) -> Mapping[str, str]:
    """Describe every index that a factor takes, without its name if it is bound."""
    looks = {i: i for a in term.atoms for i in a.indices}
    looks |= {v: f"#{_size(n)}" for v, n in term.bound.items()}
    for _ in range(LOOK_ROUNDS):
        places: dict[str, list[str]] = {v: [] for v in term.bound}
        for atom in term.atoms:
            for axis, index in enumerate(atom.indices):
                if index in places:
                    places[index].append(f"{axis}{_look(atom, looks)}")
        looks |= {v: f"#{_size(term.bound[v])}{sorted(p)}" for v, p in places.items()}
    return looks


def _look(atom: Atom, looks: Mapping[str, str]) -> str:
    return f"{atom.tensor}^{atom.power}[{', '.join(looks[i] for i in atom.indices)}]"


def _size(size: Scalar | None) -> str:
    return "" if size is None else str(sort_key(size))


def key_of(term: Term) -> str:
    """Return what a term in normal form is, but for its coefficient."""
    bound = sorted((v, None if n is None else sort_key(n)) for v, n in term.bound.items())
    parts: tuple[object, ...] = (
        [(a.tensor, a.indices, str(a.power)) for a in term.atoms],
        bound,
        [sort_key(e) for e in term.equalities],
        [sort_key(g) for g in term.inequalities],
    )
    return repr(parts)


def identity(terms: Iterable[Term]) -> str:
    """Return what tells collected sums apart."""
    return repr([(key_of(t), str(t.coefficient), str(t.divisor)) for t in terms])


def shown(term: Term) -> str:
    """Write a term for people: factors, then the conditions on their indices.

    >>> from symconv.algebra.index_terms import Atom
    >>> a = unknown("#000")
    >>> shown(Term(2, (Atom("w", ("#000",)),), {"#000": unknown("k")}, (minus(a, unknown("?o")),)))
    '2 w_{a} [a - o = 0]'
    """
    letters = {v: _LETTERS[n % len(_LETTERS)] for n, v in enumerate(sorted(term.bound))}
    letters |= {i: i[1:] for a in term.atoms for i in a.indices if i not in term.bound}
    factors = [_factor(a, letters) for a in term.atoms]
    conditions = [f"[{_text(e, letters)} = 0]" for e in term.equalities]
    conditions += [f"[{_text(g, letters)} >= 0]" for g in term.inequalities]
    loops = [f"sum over {letters[v]}" for v in term.loops]
    coefficient = _bracketed(term.coefficient)
    if term.divisor != 1:
        coefficient += f"/{_bracketed(term.divisor)}"
    return " ".join([*loops, coefficient, *factors, *conditions])


def _factor(atom: Atom, letters: Mapping[str, str]) -> str:
    indices = ", ".join(letters[i] for i in atom.indices)
    power = "" if atom.power == 1 else f"^{{{spelled(atom.power)}}}"
    return (f"{atom.tensor}_{{{indices}}}" if indices else atom.tensor) + power


def _bracketed(value: Scalar) -> str:
    several = isinstance(value, Polynomial) and len(value.terms) > 1
    return f"({spelled(value)})" if several else spelled(value)


_LETTERS = "abcefghijlmnqrtuvwxyz"


def _text(form: Scalar, letters: Mapping[str, str]) -> str:
    names = {n: unknown(letters.get(n, n.lstrip("?"))) for n in unknowns_of(form)}
    return spelled(put(form, names))
