r"""Rules that simplify one term of the index calculus; each holds for all sizes.

*Defines* `simplified`. With :math:`\Sigma` over bound indices that no tensor takes:

- *solve*: :math:`\sum_{v<N} f(v) [v = e] = f(e)\,[0 \le e]\,[e \le N - 1]`;
- *remainder*: :math:`[0 \le c X + r \le c - 1]` is :math:`[X = 0]` where r lies in 0 .. c - 1;
- *digits*: :math:`[c X + r = 0]` is :math:`[X = 0][r = 0]` where :math:`|r| \le c - 1`;
- *quotient*: :math:`\sum_{q<N} [0 \le e - c q \le c - 1] = [0 \le e]\,[e \le c N - 1]`;
- merging and gathering (`symconv.algebra.index_merge`);
- *count*: :math:`\sum_{v<N} 1 = N`;
- a term whose conditions contradict each other is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from symconv.algebra.index_bounds import is_nonnegative, is_positive, quotient
from symconv.algebra.index_known import Known
from symconv.algebra.index_merge import gathered, merged, represented
from symconv.algebra.index_rows import primitive, substituted
from symconv.algebra.index_terms import (
    Facts,
    Term,
    indices_of,
    plus,
    slope,
    terms_of,
    unknown,
    unknowns_of,
)
from symconv.algebra.named_polynomial import NoValue, Scalar, minus, times

Rule = Callable[[Term, Facts], Term | None]
ROUND_LIMIT = 200
VARIANT_LIMIT = 40


def simplified(term: Term, facts: Facts) -> Term | None:
    """Apply the rules until none applies; return None for a term that is 0.

    Raises NoValue when the term is too long to simplify.
    """
    for _ in range(ROUND_LIMIT):
        if term.coefficient == 0 or _cannot_hold(term, facts):
            return None
        changed = next((t for t in (rule(term, facts) for rule in _RULES) if t is not None), None)
        if changed is None:
            return None if _contradicts(term, facts) else term
        term = changed
    raise NoValue(f"a term is not simplified after {ROUND_LIMIT} rules")


def _tidy(term: Term, facts: Facts) -> Term | None:
    if not term.equalities and not term.inequalities:
        return None
    equalities = tuple(dict.fromkeys(primitive(e, facts) for e in term.equalities if e != 0))
    inequalities = tuple(dict.fromkeys(primitive(g, facts) for g in term.inequalities))
    tidied = replace(term, equalities=equalities, inequalities=inequalities)
    return tidied if tidied != term else None


def _solve(term: Term, facts: Facts) -> Term | None:
    for index in term.loops:
        for n, equality in enumerate(term.equalities):
            a = slope(equality, index)
            if a in (1, -1):
                value = plus(unknown(index), times(-1, times(a, equality)))
                rest = term.equalities[:n] + term.equalities[n + 1 :]
                return _with_value(term, index, value, rest)
    return None


def _with_value(term: Term, index: str, value: Scalar, rest: tuple[Scalar, ...]) -> Term:
    bound = dict(term.bound)
    size = bound.pop(index)
    limits = () if size is None else (value, minus(minus(size, 1), value))
    return replace(
        term,
        bound=bound,
        equalities=substituted(rest, index, value),
        inequalities=substituted(term.inequalities, index, value) + limits,
    )


def _remainder(term: Term, facts: Facts) -> Term | None:
    for a, g in enumerate(term.inequalities):
        for b, h in enumerate(term.inequalities[:a]):
            c = plus(g, h, 1)
            if indices_of(c) or not is_positive(c, facts):
                continue
            others = (
                term.inequalities[:b] + term.inequalities[b + 1 : a] + term.inequalities[a + 1 :]
            )
            left = replace(term, inequalities=others)
            known = Known(left, facts)
            for form in (*_variants(g, term.equalities), *_variants(h, term.equalities)):
                multiple, rest = _split(form, c)
                if indices_of(multiple) and known.within(rest, 0, minus(c, 1)):
                    return replace(left, equalities=(*term.equalities, multiple))
    return None


def _variants(form: Scalar, equalities: tuple[Scalar, ...]) -> list[Scalar]:
    """Return a form and what equalities turn it into when they take an index from it."""
    found = [form]
    for _ in range(2):
        for old in list(found):
            for e in equalities:
                for name in indices_of(e):
                    factor = quotient(slope(old, name), slope(e, name))
                    if factor is not None and factor != 0 and len(found) < VARIANT_LIMIT:
                        new = minus(old, times(factor, e))
                        found += [new] if new not in found else []
    return found


def _digits(term: Term, facts: Facts) -> Term | None:
    for n, form in enumerate(term.equalities):
        left = replace(term, equalities=term.equalities[:n] + term.equalities[n + 1 :])
        for c in _radices(form, facts):
            multiple, rest = _split(form, c)
            limit = minus(c, 1)
            if (
                indices_of(multiple)
                and rest != 0
                and Known(left, facts).within(rest, times(-1, limit), limit)
            ):
                return replace(left, equalities=(*left.equalities, multiple, rest))
    return None


def _quotient(term: Term, facts: Facts) -> Term | None:
    for index in term.loops:
        if any(index in unknowns_of(e) for e in term.equalities):
            continue
        holding = [g for g in term.inequalities if index in unknowns_of(g)]
        if len(holding) != 2:
            continue
        c = plus(*holding, 1)
        for g in holding:
            if is_positive(c, facts) and slope(g, index) == times(-1, c):
                return _without_quotient(term, index, plus(g, times(c, unknown(index))), c)
    return None


def _without_quotient(term: Term, index: str, dividend: Scalar, c: Scalar) -> Term:
    bound = dict(term.bound)
    size = bound.pop(index)
    kept = tuple(g for g in term.inequalities if index not in unknowns_of(g))
    if size is not None:
        kept += (dividend, minus(minus(times(c, size), 1), dividend))
    return replace(term, bound=bound, inequalities=kept)


def _implied(term: Term, facts: Facts) -> Term | None:
    known = Known(term, facts)
    kept = set(range(len(term.inequalities)))
    for n, g in enumerate(term.inequalities):
        gone = set(range(len(term.inequalities))) - kept
        if known.implies(g, without=gone | {n}):
            kept.discard(n)
    if len(kept) == len(term.inequalities):
        return None
    return replace(term, inequalities=tuple(term.inequalities[n] for n in sorted(kept)))


def _count(term: Term, facts: Facts) -> Term | None:
    used = {n for form in term.equalities + term.inequalities for n in unknowns_of(form)}
    for index in term.loops:
        size = term.bound[index]
        if index not in used and size is not None and is_nonnegative(size, facts):
            bound = {v: n for v, n in term.bound.items() if v != index}
            return replace(term, coefficient=times(term.coefficient, size), bound=bound)
    return None


def _cannot_hold(term: Term, facts: Facts) -> bool:
    signs = [(e, times(-1, e)) for e in term.equalities if not indices_of(e)]
    return any(is_positive(e, facts) or is_positive(minus_e, facts) for e, minus_e in signs)


def _contradicts(term: Term, facts: Facts) -> bool:
    known = Known(term, facts)
    return any(known.implies(minus(-1, g), without={n}) for n, g in enumerate(term.inequalities))


def _radices(form: Scalar, facts: Facts) -> Iterator[Scalar]:
    for name in indices_of(form):
        a = slope(form, name)
        for c in (a, times(-1, a)):
            if c != 1 and is_positive(c, facts):
                yield c


def _split(form: Scalar, c: Scalar) -> tuple[Scalar, Scalar]:
    """Write a form as ``c X + r`` where X takes every monomial that c divides."""
    multiple: Scalar = 0
    for monomial, coefficient in terms_of(form):
        part: Scalar = coefficient
        for name in monomial:
            part = times(part, unknown(name))
        q = quotient(part, c)
        if q is not None:
            multiple = plus(multiple, q)
    return multiple, minus(form, times(c, multiple))


_RULES: tuple[Rule, ...] = (
    _tidy,
    merged,
    _solve,
    represented,
    gathered,
    _remainder,
    _digits,
    _implied,
    _quotient,
    _count,
)
