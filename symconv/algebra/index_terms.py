r"""Sums of products of tensor elements over bound indices, for symbolic sizes, as data.

*Defines* `Atom`, `Term`, `Facts` and the constructors that the rest of the index calculus uses.

*Notation.* A term stands for

.. math:: \frac{c}{d} \sum_{v_1, \dots, v_r} \prod_k T_k[v \dots]^{q_k}\ [e_1 = 0] \cdots
          [g_1 \ge 0] \cdots

with a coefficient c and a divisor d, not 0, that are free of indices. Indices and scalars are
unknowns of the polynomials e and g; an index occurs linearly. A bound index v with size N runs from
0 to N - 1, one with size None through all integers, of which the other conditions must leave
finitely many.

*Names.* A bound index begins with ``#``, a free one with ``?``; any other unknown is a scalar.

*Relational form.* A tensor takes plain indices only: :math:`T[e] = \sum_m T[m]\,[m = e]`. With
the convention that an element outside the sizes is 0, this holds for every integer e, also outside
the sizes. Every way of indexing thus becomes a linear equality, and none of the equalities has a
direction; a convolution and its transpose have the same relation between o, t and i. An index that
is plain and stays inside the sizes is taken as it is.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from symconv.algebra.named_polynomial import Number, Polynomial, Scalar, times, total

Size = Scalar | None
Box = tuple[Scalar | None, Scalar | None]


@dataclass(frozen=True)
class Atom:
    """A power of an element at plain indices; ``tensor`` identifies name and sizes."""

    tensor: str
    indices: tuple[str, ...]
    power: Scalar = 1


@dataclass(frozen=True)
class Term:
    """One term; ``bound`` gives the size of every bound index, those of the atoms included."""

    coefficient: Scalar
    atoms: tuple[Atom, ...] = ()
    bound: Mapping[str, Size] = field(default_factory=dict)
    equalities: tuple[Scalar, ...] = ()
    inequalities: tuple[Scalar, ...] = ()
    divisor: Scalar = 1

    @property
    def loops(self) -> list[str]:
        """The bound indices that no tensor takes."""
        taken = {i for a in self.atoms for i in a.indices}
        return [v for v in self.bound if v not in taken]


@dataclass(frozen=True)
class Facts:
    """What is known of the scalars and of the free indices.

    ``least`` is a lower bound of a scalar (absent: none is known); ``boxes`` has the bounds of a
    free index, None for one that is not known; ``inequalities`` holds polynomials >= 0 with
    indices, ``sizes`` those without.
    """

    least: Mapping[str, int] = field(default_factory=dict)
    boxes: Mapping[str, Box] = field(default_factory=dict)
    inequalities: tuple[Scalar, ...] = ()
    sizes: tuple[Scalar, ...] = ()


Fresh = Callable[[], str]


def fresh_names(prefix: str = "v") -> Fresh:
    """Return a source of index names that are used nowhere else.

    >>> fresh = fresh_names()
    >>> fresh(), fresh()
    ('#v0000', '#v0001')
    """
    numbers = itertools.count()
    return lambda: f"#{prefix}{next(numbers):04d}"


def is_index(name: str) -> bool:
    """Whether an unknown is an index, bound or free, and not a scalar."""
    return name[0] in "#?"


def unknown(name: str) -> Polynomial:
    """Return an index or a scalar as a polynomial."""
    return Polynomial({(name,): 1})


def plus(*values: Scalar) -> Scalar:
    """Add scalars."""
    return total(values)


def terms_of(value: Scalar) -> Iterable[tuple[tuple[str, ...], Number]]:
    """Return monomials with their coefficients."""
    if isinstance(value, Polynomial):
        return value.terms.items()
    return [((), value)] if value else []


def unknowns_of(value: Scalar) -> frozenset[str]:
    """Return the names that occur."""
    if not isinstance(value, Polynomial):
        return frozenset()
    return frozenset(itertools.chain.from_iterable(value.terms))


def indices_of(value: Scalar) -> list[str]:
    """Return the indices that occur, bound ones first."""
    return sorted(filter(is_index, unknowns_of(value)))


def slope(value: Scalar, name: str) -> Scalar:
    """Return the coefficient of an index that occurs linearly.

    >>> slope(plus(times(unknown("s"), unknown("o")), 1), "o")
    Polynomial(terms={('s',): 1})
    """
    found: dict[tuple[str, ...], Number] = {}
    for monomial, coefficient in terms_of(value):
        if name in monomial:
            rest = list(monomial)
            rest.remove(name)
            found[tuple(rest)] = coefficient
    if found.keys() <= {()}:
        return found.get((), 0)
    return Polynomial(found)


def put(value: Scalar, values: Mapping[str, Scalar]) -> Scalar:
    """Replace unknowns by polynomials, all at once."""
    if unknowns_of(value).isdisjoint(values):
        return value
    kept: dict[tuple[str, ...], Number] = {}
    parts: list[Scalar] = []
    for monomial, coefficient in terms_of(value):
        if values.keys().isdisjoint(monomial):
            kept[monomial] = coefficient
            continue
        product: Scalar = coefficient
        for name in monomial:
            product = times(product, values.get(name, unknown(name)))
        parts.append(product)
    constant = kept.pop((), 0)
    return total([*parts, constant, Polynomial(kept) if kept else 0])


def multiplied(a: Term, b: Term) -> Term:
    """Multiply two terms whose bound indices are different."""
    return Term(
        times(a.coefficient, b.coefficient),
        a.atoms + b.atoms,
        {**a.bound, **b.bound},
        a.equalities + b.equalities,
        a.inequalities + b.inequalities,
        times(a.divisor, b.divisor),
    )


def renamed(term: Term, names: Mapping[str, str]) -> Term:
    """Rename bound indices."""
    values = {old: unknown(new) for old, new in names.items()}
    return Term(
        term.coefficient,
        tuple(replace(a, indices=tuple(names.get(i, i) for i in a.indices)) for a in term.atoms),
        {names.get(v, v): n for v, n in term.bound.items()},
        tuple(put(e, values) for e in term.equalities),
        tuple(put(g, values) for g in term.inequalities),
        term.divisor,
    )
