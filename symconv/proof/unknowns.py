r"""The unknowns of one decision: what each stands for, and what is known of it.

*Defines* `Unknowns`, a table that grows while a statement is translated into polynomials, and
the errors `NotArithmetic` (outside what is decided) and `NotShown` (within, but not decided).

A name with domain "positive integer" becomes ``1 + v`` with an unknown integer ``v >= 0``; so
every lower bound of a name has the form ``v >= 0``, and a polynomial in bounded unknowns with
coefficients that are not negative is not negative (`Unknowns.at_least_zero`).

An equation that a hypothesis states may be solved for an unknown (`Unknowns.solve`); from then on
the table holds its value instead.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from fractions import Fraction

from flint import fmpq

from symconv.algebra.polynomial import Polynomial, Ring, key, replaced, terms
from symconv.algebra.polynomial import unknowns as unknowns_of
from symconv.errors import ProofError
from symconv.notation import Domain
from symconv.proof.formula import Formula, Literal, Sign, put


class NotArithmetic(ProofError):
    """A tree is outside what the arithmetic procedures decide."""


class NotShown(NotArithmetic):
    """A claim, a sign or a case is within their reach, but was not shown."""


@dataclass(frozen=True)
class Division:
    """The key under which a quotient is filed."""

    dividend: Hashable
    divisor: Hashable

    @staticmethod
    def of(dividend: Polynomial, divisor: Polynomial) -> Division:
        """Return the key of ``floor(dividend / divisor)``."""
        return Division(key(dividend), key(divisor))


@dataclass(frozen=True)
class Quotient:
    """``floor(dividend / divisor)`` for a divisor that was shown to be positive.

    ``value`` is the unknown that was made for it, until an equation replaces that. ``text`` spells
    the division as it was met.
    """

    unknown: int
    value: Polynomial
    dividend: Polynomial
    divisor: Polynomial
    text: str = ""

    @property
    def is_replaced(self) -> bool:
        """Whether an equation determined the unknown."""
        return self.value != self.value.context().gens()[self.unknown]


@dataclass
class Unknowns:
    """A growing table of unknowns over one ring; the only mutable state of a decision.

    ``labels`` are for people. ``bounded`` holds the unknowns that are not negative, and whether
    they are positive; ``shifted`` those that stand for a name minus 1. ``values`` maps names and
    opaque elements to polynomials. ``facts`` and ``formulas`` hold wherever the hypotheses do;
    ``positive`` are divisors of quotients, ``nonzero`` powers of bases with any sign, ``roots``
    the squares of square roots, ``solved`` what equations determined.
    """

    ring: Ring
    labels: list[str] = field(default_factory=list)
    shifted: set[int] = field(default_factory=set)
    integers: set[int] = field(default_factory=set)
    bounded: dict[int, bool] = field(default_factory=dict)
    values: dict[Hashable, Polynomial] = field(default_factory=dict)
    facts: list[Literal] = field(default_factory=list)
    formulas: list[Formula] = field(default_factory=list)
    quotients: list[Quotient] = field(default_factory=list)
    positive: list[Polynomial] = field(default_factory=list)
    nonzero: list[Polynomial] = field(default_factory=list)
    roots: dict[int, Polynomial] = field(default_factory=dict)
    solved: list[tuple[int, Polynomial]] = field(default_factory=list)

    def constant(self, value: Fraction) -> Polynomial:
        """Return a constant polynomial."""
        return self.ring.constant(fmpq(value.numerator, value.denominator))

    def fresh(self, label: str, domain: Domain) -> tuple[int, Polynomial]:
        """Add an unknown; return its number and the polynomial that stands for what it names."""
        index = len(self.labels)
        if index == len(self.ring.gens()):
            raise NotArithmetic(f"more than {index} unknowns")
        gen = self.ring.gens()[index]
        self.labels.append(label)
        if domain is Domain.POSITIVE:
            self.shifted.add(index)
        if domain.is_integer:
            self.integers.add(index)
        if domain in (Domain.POSITIVE, Domain.NATURAL, Domain.POSITIVE_REAL):
            self.bounded[index] = domain is Domain.POSITIVE_REAL
        return index, gen + 1 if domain is Domain.POSITIVE else gen

    def named(self, key: Hashable, label: str, domain: Domain) -> Polynomial:
        """Return the polynomial of a name or an opaque element, the same one for the same key."""
        if key not in self.values:
            self.values[key] = self.fresh(label, domain)[1]
        return self.values[key]

    def is_integer(self, p: Polynomial) -> bool:
        """Whether coefficients and unknowns are integers, so that every value is one."""
        return all(c.denominator == 1 for _, c in terms(p)) and unknowns_of(p) <= self.integers

    def at_least_zero(self, p: Polynomial) -> bool:
        """Whether every term is non-negative at sight: bounded unknowns times squares."""
        return all(c > 0 and self._is_plain(m) for m, c in terms(p))

    def above_zero(self, p: Polynomial) -> bool:
        """Whether every term is non-negative, and one of them positive, at sight."""
        return self.at_least_zero(p) and any(
            all(self.bounded.get(i, False) for i, e in enumerate(m) if e) for m, _ in terms(p)
        )

    def _is_plain(self, monomial: tuple[int, ...]) -> bool:
        return all(e % 2 == 0 or i in self.bounded for i, e in enumerate(monomial))

    def reduced(self, p: Polynomial) -> Polynomial:
        """Replace squares of square roots by their radicands, the last root first."""
        for unknown, radicand in reversed(self.roots.items()):
            gen = self.ring.gens()[unknown]
            while p.degrees()[unknown] > 1 and not radicand.degrees()[unknown]:
                square, rest = divmod(p, gen * gen)
                p = square * radicand + rest
        return p

    def solve(self, unknown: int, value: Polynomial) -> None:
        """Replace an unknown everywhere by its value; what was known of it becomes a fact."""
        if unknown in self.bounded:
            sign: Sign = "gt" if self.bounded.pop(unknown) else "ge"
            self.facts.append(Literal(self.ring.gens()[unknown], sign))
        self.solved.append((unknown, value))
        self.values = {k: replaced(p, unknown, value) for k, p in self.values.items()}
        self.facts = [Literal(replaced(f.p, unknown, value), f.sign) for f in self.facts]
        self.formulas = [put(f, unknown, value) for f in self.formulas]
        self.roots = {u: replaced(p, unknown, value) for u, p in self.roots.items() if u != unknown}
        self.positive = [replaced(p, unknown, value) for p in self.positive]
        self.nonzero = [replaced(p, unknown, value) for p in self.nonzero]
        self.quotients = [
            Quotient(
                q.unknown,
                replaced(q.value, unknown, value),
                replaced(q.dividend, unknown, value),
                replaced(q.divisor, unknown, value),
                q.text,
            )
            for q in self.quotients
        ]
        self._rename_quotients()

    def _rename_quotients(self) -> None:
        """File quotients under what they now divide; two that divide the same are equal."""
        self.values = {k: p for k, p in self.values.items() if not isinstance(k, Division)}
        for q in self.quotients:
            same = self.values.setdefault(Division.of(q.dividend, q.divisor), q.value)
            if same != q.value:
                self.facts.append(Literal(same - q.value, "eq"))

    def _print_order(self, term: tuple[tuple[int, ...], Fraction]) -> tuple[bool, int, list[str]]:
        """Positive terms first, high degrees first, then by name; not by the order of discovery."""
        monomial, c = term
        names = [self.labels[i] for i, e in enumerate(monomial) for _ in range(int(e))]
        return c < 0, -len(names), sorted(names)

    def shown(self, p: Polynomial) -> str:
        """Spell a polynomial with the names that its unknowns stand for."""
        gens = self.ring.gens()
        p = p.compose(
            *(g - 1 if i in self.shifted else g for i, g in enumerate(gens)), ctx=self.ring
        )
        pieces = []
        for monomial, c in sorted(terms(p), key=self._print_order):
            factors = [
                self.labels[i] + (f"^{e}" if e > 1 else "") for i, e in enumerate(monomial) if e
            ]
            size = [] if abs(c) == 1 and factors else [str(abs(c))]
            pieces.append(("- " if c < 0 else "+ ") + " ".join(size + factors))
        return " ".join(pieces).removeprefix("+ ") or "0"
