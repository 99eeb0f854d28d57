r"""Terms of the index calculus as LaTeX, for messages: what a claim lacks or has too much.

*Defines* `TermWriter`. A bound index gets the name that the definition of a tensor gives to its
axis, with a prime; where there is none, a letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from symconv.algebra.index_groups import Groups
from symconv.algebra.index_terms import (
    Atom,
    Box,
    Size,
    Term,
    put,
    terms_of,
    unknown,
    unknowns_of,
)
from symconv.algebra.named_polynomial import Polynomial, Scalar, magnitude, minus, times
from symconv.proof.context import Context, Formula

LETTERS = "abdefijklmopqrtu"


@dataclass
class TermWriter:
    """Writes terms in the names of a context; ``groups`` has the bases under powers."""

    context: Context
    groups: Groups
    boxes: Mapping[str, Box]

    def write(self, term: Term, outer: Mapping[str, str] | None = None) -> str:
        """Return a term with its sign in front if it is negative."""
        names = self._names(term, outer or {})
        sums = [rf"\sum_{{{names[v]}}}" for v in term.bound]
        still = [a for a in term.atoms if term.bound.keys().isdisjoint(a.indices)]
        running = [a for a in term.atoms if a not in still]
        conditions = [f"[{_form(e, names)} = 0]" for e in term.equalities]
        conditions += [rf"[{_form(g, names)} \ge 0]" for g in term.inequalities]
        before, after = ([self._factor(a, names) for a in atoms] for atoms in (still, running))
        factors = [*before, *sums, *after, *conditions]
        front = _coefficient(term.coefficient, term.divisor, alone=not factors)
        return " ".join(p for p in (front, *factors) if p)

    def total(self, terms: Sequence[Term], outer: Mapping[str, str] | None = None) -> str:
        """Return a sum of terms."""
        text = ""
        for term in terms:
            part = self.write(term, outer)
            text += part if not text else f" - {part[1:]}" if part[0] == "-" else f" + {part}"
        return text or "0"

    def _names(self, term: Term, outer: Mapping[str, str]) -> dict[str, str]:
        names = {i: i[1:] for a in term.atoms for i in a.indices if i[0] == "?"} | dict(outer)
        used = set(names.values())
        parameters = self._parameters()
        spare = iter(LETTERS)
        for atom in term.atoms:
            for axis, index in enumerate(atom.indices):
                if index in names:
                    continue
                axes = parameters.get(atom.tensor, ())
                alike = axes[axis] if axis < len(axes) else self._free_index(term.bound.get(index))
                wanted = alike + "'" if alike else next(spare)
                while wanted in used:
                    wanted += "'"
                names[index] = wanted
                used.add(wanted)
        for index in term.bound:
            names.setdefault(index, next(spare))
        return names

    def _free_index(self, size: Size) -> str:
        """Return the free index that runs over as many values."""
        for index, (low, high) in self.boxes.items():
            if size is not None and low == 0 and high == minus(size, 1):
                return index[1:]
        return ""

    def _parameters(self) -> dict[str, tuple[str, ...]]:
        found = {}
        for name, definition in self.context.definitions.items():
            if isinstance(definition, Formula):
                found[name.latex] = tuple(p.latex for p in definition.parameters)
        return found

    def _factor(self, atom: Atom, names: Mapping[str, str]) -> str:
        base = self._base(atom, names)
        if atom.power == 1:
            return base
        power = _scalar(atom.power)
        return rf"{base}^{{{power}}}"

    def _base(self, atom: Atom, names: Mapping[str, str]) -> str:
        group = self.groups.named.get(atom.tensor)
        places = [names.get(i, i) for i in atom.indices]
        if group is None:
            return f"{atom.tensor}_{{{', '.join(places)}}}" if places else atom.tensor
        formal = dict(zip(group.parameters, places, strict=True))
        inner = self.total(group.terms, formal)
        head = group.head if group.head != "argument" else ""
        return rf"{head}\left({inner}\right)"


def _coefficient(above: Scalar, below: Scalar, *, alone: bool) -> str:
    """Return a coefficient as a factor, with its sign; nothing for 1 where factors follow."""
    sign = "-" if _is_negative(above) else ""
    size = times(-1, above) if sign else above
    number = size if not isinstance(size, Polynomial) else None
    if number is not None and number.denominator != 1:
        size, below = number.numerator, times(number.denominator, below)
    if below != 1:
        return rf"{sign}\frac{{{_scalar(size)}}}{{{_scalar(below)}}}"
    if size == 1 and not alone:
        return sign
    text = _scalar(size)
    several = isinstance(size, Polynomial) and len(size.terms) > 1
    return sign + (rf"\left({text}\right)" if several and not alone else text)


def _is_negative(value: Scalar) -> bool:
    numbers = [c for _, c in terms_of(value)]
    return bool(numbers) and all(c < 0 for c in numbers)


def _form(form: Scalar, names: Mapping[str, str]) -> str:
    return _scalar(put(form, {n: unknown(names.get(n, n.lstrip("?"))) for n in unknowns_of(form)}))


def _scalar(value: Scalar) -> str:
    text = ""
    for monomial, c in sorted(terms_of(value), key=lambda t: (-len(t[0]), t[0])):
        factors = _powers(monomial)
        size = magnitude(c)
        if size != 1 or not factors:
            factors.insert(0, _number(size))
        part = " ".join(factors)
        sign = "-" if c < 0 else "+"
        text += f" {sign} {part}" if text else ("-" if c < 0 else "") + part
    return text or "0"


def _powers(monomial: Sequence[str]) -> list[str]:
    counted = {n: monomial.count(n) for n in monomial}
    return [n if k == 1 else f"{n}^{{{k}}}" for n, k in counted.items()]


def _number(value: int | Fraction) -> str:
    if value.denominator == 1:
        return str(value)
    return rf"\frac{{{value.numerator}}}{{{value.denominator}}}"
