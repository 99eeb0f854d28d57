r"""What linear inequalities say together: whether they contradict each other, what they imply.

*Defines* `Condition`, `contradictory`, `implies` and `support`.

*Method.* Conditions :math:`a_i \cdot x + k_i \mathrel{R_i} 0` contradict each other exactly if
multiples of them, those of inequalities not negative, add up to :math:`0 > 0` or :math:`0 \ge c`
with c > 0 (Motzkin's theorem). Multiples are found by `symconv.algebra.simplex.feasible`, exactly.
From contradictory conditions everything follows; `support` wants ones that can be met.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from typing import Literal

from symconv.algebra.simplex import feasible
from symconv.audit.judge.affine.forms import Affine

Sign = Literal[">", ">=", "=", "!="]
MAX_SETS = 250
ONE = Fraction(1)


@dataclass(frozen=True)
class Condition:
    """``form sign 0``."""

    form: Affine
    sign: Sign

    @property
    def denials(self) -> tuple[Condition, ...]:
        """Return the conditions of which one holds where this one does not."""
        other = self.form.times(-ONE)
        if self.sign == "=":
            return Condition(self.form, ">"), Condition(other, ">")
        if self.sign == "!=":
            return (Condition(self.form, "="),)
        return (Condition(other, ">" if self.sign == ">=" else ">="),)

    def at(self, values: dict[str, Fraction]) -> bool:
        """Whether it holds at a point."""
        total = sum((v * values[k] for k, v in self.form.terms.items()), self.form.constant)
        tests = {">": total > 0, ">=": total >= 0, "=": total == 0, "!=": total != 0}
        return tests[self.sign]


def contradictory(conditions: Sequence[Condition]) -> bool:
    """Whether no values meet all conditions; those with ``!=`` count only by themselves.

    >>> x = Affine.unknown("x")
    >>> contradictory([Condition(x, ">"), Condition(x.times(-ONE), ">=")])
    True
    """
    return _contradictory(frozenset(conditions))


@lru_cache(maxsize=20_000)
def _contradictory(conditions: frozenset[Condition]) -> bool:
    for each in conditions:
        if each.sign == "!=" and implies([c for c in conditions if c is not each], _equal(each)):
            return True
    columns: list[dict[str, Fraction]] = [{"1": ONE, "strict": ONE}]
    for each in conditions:
        if each.sign == "!=":
            continue
        added = {**{f"x {k}": v for k, v in each.form.terms.items()}, "1": each.form.constant}
        columns.append(added | ({"strict": ONE} if each.sign == ">" else {}))
        if each.sign == "=":
            columns.append({k: -v for k, v in added.items()})
    return feasible(columns, {"1": Fraction(0), "strict": ONE}) is not None


def implies(conditions: Sequence[Condition], claim: Condition) -> bool:
    """Whether a claim holds wherever all conditions do."""
    return all(contradictory([*conditions, denial]) for denial in claim.denials)


def support(conditions: Sequence[Condition], claim: Condition) -> tuple[int, ...] | None:
    """Return the numbers of the fewest conditions that can be met and imply a claim; or None.

    By Helly's theorem as many conditions as there are unknowns are enough, if any are.

    >>> x = Affine.unknown("x")
    >>> support([Condition(x, ">"), Condition(x.times(-ONE), ">")], Condition(x, ">="))
    (0,)
    """
    if not implies(conditions, claim):
        return None
    unknowns = {key for c in (*conditions, claim) for key in c.form.terms}
    for chosen in _sets(len(conditions), len(unknowns)):
        some = [conditions[i] for i in chosen]
        if implies(some, claim) and not contradictory(some):
            return chosen
    return None


def _equal(condition: Condition) -> Condition:
    return Condition(condition.form, "=")


def _sets(count: int, largest: int) -> Iterator[tuple[int, ...]]:
    """Yield sets of numbers below a count, small ones first, up to a bounded number."""
    left = MAX_SETS
    for size in range(min(count, largest) + 1):
        for chosen in combinations(range(count), size):
            if left == 0:
                return
            left -= 1
            yield chosen
