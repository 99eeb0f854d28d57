r"""What a formula of an integer t is for all large t: polynomials times powers of numbers.

*Defines* `FarOut`, `far_out`, `is_zero_ahead` and `settled`.

*Notation.* For :math:`t \ge t_0` the formula is :math:`\sum_\beta p_\beta(t)\, \beta^t` with
rational :math:`\beta \ne 0` and polynomials p. Two of these that agree for all large t have the
same :math:`p_\beta`, because polynomials times powers of different numbers are linearly
independent; so comparing them decides.

*How.* A condition compares linear forms in t and in the index k of a sum. The range of k is cut
where a condition changes (`symconv.audit.signals.parts`), in an order that is fixed for large t;
within a part the term is a polynomial times powers, and its sum a difference of antidifferences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from symconv.algebra.index_terms import slope, terms_of
from symconv.algebra.named_polynomial import NoValue, Scalar, minus
from symconv.algebra.sequences.antidifference import summed
from symconv.algebra.sequences.exponential_polynomial import ExpPoly
from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.trees import number, times
from symconv.audit.signals.ahead import TIME, Ahead, NotFarOut, linear
from symconv.audit.signals.guards import Places, Signs, holds
from symconv.audit.signals.parts import part_of, parts_of
from symconv.latex.substitute import substitute
from symconv.latex.tree import (
    Add,
    Apply,
    Big,
    Boxed,
    Cases,
    Delta,
    Expr,
    Indexed,
    Iverson,
    Labelled,
    Node,
    Symbol,
    rebuilt,
)
from symconv.notation import Name
from symconv.proof.context import Definition, Formula
from symconv.proof.sums.trees import closed_form, exp_poly

MAX_DEPTH = 12


@dataclass(frozen=True)
class FarOut:
    """Polynomials for each base, as coefficients of the powers of t; they hold from ``start``."""

    terms: Mapping[Fraction, Mapping[int, Fraction]]
    start: int


def far_out(tree: Node, definitions: Mapping[Name, Definition]) -> FarOut:
    """Return what a formula of ``TIME`` is for all large t; raise NotFarOut where it is not known.

    >>> from symconv.latex.reader import read_one
    >>> from symconv.notation import Domain, SymbolTable, scalars
    >>> table = SymbolTable.of(scalars("n k", Domain.INTEGER))
    >>> tree = read_one(r"\\sum_{k=n-6}^{n} 2^{-k}", table).statement
    >>> found = far_out(substitute(tree, {Name("n"): Symbol(TIME)}), {})
    >>> found.terms == {Fraction(1, 2): {0: 127}}
    True
    """
    ahead = Ahead(definitions)
    try:
        plain = exp_poly(_settled(tree, ahead, {}, 0), ())
    except (NoValue, ZeroDivisionError) as error:
        raise NotFarOut(getattr(error, "fact", "a division by 0")) from None
    return FarOut(_by_base(plain), ahead.start)


def is_zero_ahead(tree: Node, definitions: Mapping[Name, Definition]) -> bool:
    """Whether a formula is 0 for all ``TIME`` that are large beside every other name."""
    try:
        plain = exp_poly(_settled(tree, Ahead(definitions, leading=True), {}, 0), ())
    except (NotFarOut, NoValue, ZeroDivisionError):
        return False
    return not plain.terms


def settled(tree: Node, signs: Signs) -> Any:
    """Return a tree without cases and sums, as it is where the signs of linear forms are known."""
    return _settled(tree, signs, {}, 0)


def _settled(tree: Node, ahead: Signs, places: Places, depth: int) -> Any:
    """Return the tree without cases and sums, as it is for large t and an index near its place."""
    if depth > MAX_DEPTH:
        raise NotFarOut("definitions refer to each other too deeply")
    match tree:
        case Boxed(body) | Labelled(body, _):
            return _settled(body, ahead, places, depth)
        case Cases(branches):
            for branch, guard in branches:
                if guard is None or holds(ahead, guard, places):
                    return _settled(branch, ahead, places, depth)
            raise NotFarOut("no case applies")
        case Iverson(condition):
            return number(int(holds(ahead, condition, places)))
        case Delta(left, right):
            apart = minus(linear(left, places), linear(right, places))
            return number(int(ahead.sign(apart) == 0))
        case Apply(Name("max" | "min" as which), arguments):
            plain = tuple(_settled(a, ahead, places, depth + 1) for a in arguments)
            return _extreme(which, plain, ahead, places)
        case Apply(name, (place,)) | Indexed(Symbol(name), (place,)):
            formula = ahead.definitions.get(name)
            if not isinstance(formula, Formula) or formula.shape or len(formula.parameters) != 1:
                raise NotFarOut(f"{name} is not defined by a formula")
            body = substitute(formula.body, {formula.parameters[0]: place})
            return _settled(body, ahead, places, depth + 1)
        case Big("sum"):
            return _summed(tree, ahead, places, depth)
        case _:
            return rebuilt(tree, lambda child: _settled(child, ahead, places, depth))


def _extreme(which: str, arguments: tuple[Node, ...], ahead: Signs, places: Places) -> Node:
    best, *others = arguments
    for other in others:
        sign = ahead.sign(minus(linear(other, places), linear(best, places)))
        if sign == (1 if which == "max" else -1):
            best = other
    return best


def _summed(tree: Big, ahead: Signs, places: Places, depth: int) -> Node:
    """Return a sum over one index in closed form, part by part."""
    if places and places.keys() & names_in_tree(tree):
        raise NotFarOut("a sum depends on the index of another one")
    whole = part_of(tree, ahead.definitions)
    lower, upper = (
        None if end is None else _settled(end, ahead, places, depth + 1)
        for end in (whole.lower, whole.upper)
    )
    whole = replace(whole, lower=lower, upper=upper)
    found: list[Expr] = []
    for first, behind, place in parts_of(whole, ahead):
        body = _settled(whole.body, ahead, {whole.index: place}, depth + 1)
        term = exp_poly(body, ())
        if first is None or behind is None:
            if term.terms:
                raise NotFarOut("a sum of infinitely many terms that are not 0")
            continue
        last = minus(behind, 1)
        found.append(closed_form(summed(term, whole.index.latex, first, last)))
    return Add((number(0), *found))


def _by_base(plain: ExpPoly) -> dict[Fraction, dict[int, Fraction]]:
    """Collect terms with one base to the power of t."""
    found: dict[Fraction, dict[int, Fraction]] = {}
    for powers, coefficient in plain.terms.items():
        base, factor = Fraction(1), Fraction(1)
        for value, exponent in powers:
            rise = slope(exponent, TIME.latex)
            rest = minus(exponent, _t_times(rise))
            if isinstance(value, str) or not isinstance(rise, int) or not isinstance(rest, int):
                raise NotFarOut("a power that is not of a number to a multiple of n")
            base *= value**rise
            factor *= value**rest
        for monomial, c in terms_of(coefficient):
            if not set(monomial) <= {TIME.latex}:
                raise NotFarOut("a formula has other names than n")
            row = found.setdefault(base, {})
            row[len(monomial)] = row.get(len(monomial), Fraction(0)) + factor * c
    kept = {b: {d: c for d, c in row.items() if c} for b, row in found.items()}
    return {b: row for b, row in kept.items() if row}


def _t_times(rise: Scalar) -> Scalar:
    return linear(times(number(rise), Symbol(TIME)), {}) if isinstance(rise, int) else 0
