r"""Whether the lines of a proof show that no weights give a table.

*Defines* `Argument` and `weighed`. Each line rests on rows of the table:

- one about the sum of weights in a single row must follow from what the table asks there, or, as a
  conclusion, from the lines before it;
- another one must follow from the rows that are stated, or be written as a sum over rows, or bring
  in one row by giving a single unknown: ``w_1 = 1`` behind ``b = 0``.

"Follow" means: from lines that can be met together. From contradictory ones everything would.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from symconv.audit.judge.affine.forms import Affine
from symconv.audit.judge.affine.systems import Condition, contradictory, implies, support
from symconv.audit.judge.arguments.contradiction import is_claimed, is_shown
from symconv.audit.judge.arguments.demands import Demands
from symconv.audit.judge.arguments.lines import Line, with_chains

Rows = tuple[int, ...]


@dataclass(frozen=True)
class Argument:
    """Lines with the rows of the table that each rests on; None for one that does not follow.

    ``stated`` are the rows whose conditions are stated, ``lacking`` the lines that need further
    rows. ``shown`` says that the lines show the contradiction, ``claimed`` that a formula claims
    it.
    """

    lines: tuple[Line, ...]
    rests_on: tuple[Rows | None, ...]
    stated: Rows
    lacking: Rows
    shown: bool
    claimed: bool

    @property
    def false(self) -> list[int]:
        """The numbers of the lines that do not follow."""
        pairs = zip(self.lines, self.rests_on, strict=True)
        return [i for i, (line, rows) in enumerate(pairs) if rows is None and not line.parts]

    @property
    def complete(self) -> bool:
        """Whether every line follows and the contradiction is shown."""
        return not self.false and not self.lacking and self.shown

    @property
    def met(self) -> bool:
        """Whether some weights meet all that is denied, so that the denial is false."""
        denied = [line.condition for line in self.lines if line.denied and not line.parts]
        return bool(denied) and not contradictory(denied)

    @property
    def combines(self) -> bool:
        """Whether some line joins several rows."""
        return any(rows is not None and len(rows) > 1 for rows in self.rests_on)

    @property
    def drawn(self) -> bool:
        """Whether a contradiction is claimed in a formula."""
        return any(line.is_absurd or line.denied for line in self.lines if not line.parts)

    @property
    def unequal(self) -> bool:
        """Whether two things are said not to be equal."""
        return any(line.condition.sign == "!=" for line in self.lines)


def weighed(lines: Sequence[Line], demands: Demands) -> Argument:
    """Return which lines follow from the table, and whether they show the contradiction."""
    scale = _Scale(lines, demands)
    rests: list[Rows | None] = []
    for i, line in enumerate(with_chains(lines)):
        if line.parts:
            below = [rests[k] for k in line.parts]
            rests.append(
                None if None in below else tuple(sorted({r for b in below for r in b or ()}))
            )
        else:
            rests.append(scale.rows_of(i))
    everything = tuple(with_chains(lines))
    shown = is_shown(everything, rests, demands)
    claimed = is_claimed(everything, rests, demands)
    stated = tuple(sorted({r for rows in scale.premises.values() for r in rows}))
    return Argument(everything, tuple(rests), stated, tuple(scale.lacking), shown, claimed)


class _Scale:
    """Lines that are weighed in their order; ``premises`` are those that bring in rows."""

    def __init__(self, lines: Sequence[Line], demands: Demands) -> None:
        self.lines, self.demands = lines, demands
        self.premises: dict[int, Rows] = {}
        self.lacking: list[int] = []
        self.about = [row_of(line.condition.form, demands) for line in lines]
        for i, (line, row) in enumerate(zip(lines, self.about, strict=True)):
            if row is not None and implies([demands.rows[row]], line.condition):
                self.premises[i] = (row,)

    def rows_of(self, i: int) -> Rows | None:
        """Return the rows that a line rests on."""
        line = self.lines[i]
        if line.is_about_numbers:
            return ()
        if i in self.premises:
            return self.premises[i]
        condition = line.condition
        if self.about[i] is not None:
            return self._from(condition, [k for k in sorted(self.premises) if k < i])
        found = self._from(condition, sorted(self.premises)) or self._as_sum(line)
        if found is not None:
            return found
        if (new := self._new_row(i)) is not None:
            self.premises[i] = new
            return new
        found = support(self.demands.rows, condition)
        if found is not None:
            self.lacking.append(i)
        return found

    def _from(self, condition: Condition, numbers: Sequence[int]) -> Rows | None:
        """Return the rows of the fewest of some lines that imply a condition."""
        found = support([self.lines[k].condition for k in numbers], condition)
        if found is None:
            return None
        return tuple(sorted({r for n in found for r in self.premises[numbers[n]]}))

    def _as_sum(self, line: Line) -> Rows | None:
        """Return the rows over which a line is written as a sum."""
        rows = [row_of(term, self.demands) for side in line.sums for term in side if term.terms]
        named = sorted({r for r in rows if r is not None})
        if len(rows) < 2 or None in rows:
            return None
        ask = [self.demands.rows[r] for r in named]
        return tuple(named) if support(ask, line.condition) is not None else None

    def _new_row(self, i: int) -> Rows | None:
        """Return the rows of a line about one unknown that follows with one row more."""
        condition = self.lines[i].condition
        if len(condition.form.terms) != 1 or not self.premises:
            return None
        known = [self.lines[k].condition for k in sorted(self.premises)]
        for row, demand in enumerate(self.demands.rows):
            if support([*known, demand], condition) is not None:
                before = self._from(condition, sorted(self.premises)) or ()
                below = {r for rows in self.premises.values() for r in rows}
                return tuple(sorted({row, *before, *below}))
        return None


def row_of(form: Affine, demands: Demands) -> int | None:
    """Return the row whose sum of weights a form is a multiple of, constants apart."""
    for row, demand in enumerate(demands.rows):
        terms = demand.form.terms
        same = form.terms.keys() == terms.keys()
        if same and len({Fraction(v) / terms[k] for k, v in form.terms.items()}) == 1:
            return row
    return None
