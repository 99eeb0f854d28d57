r"""Whether lines that follow from a table show that the table asks for a contradiction.

*Defines* `is_shown` and `is_claimed`. It is shown by

- a statement that contradicts itself: ``0 > b + (w_1 + w_2 + b) >= 0``;
- a line that joins several rows, and one other line, or two if no further line joins any;
- a line that says of the output in a row what the table denies;
- values of single unknowns, put into one other line;
- an identity between sums over rows, or ``0 < 0``, with conditions that contradict each other;
- the negation of conditions that contradict each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from symconv.audit.judge.affine.systems import Condition, contradictory
from symconv.audit.judge.arguments.demands import Demands
from symconv.audit.judge.arguments.lines import Line

Rests = Sequence[tuple[int, ...] | None]


def is_shown(lines: Sequence[Line], rests: Rests, demands: Demands) -> bool:
    """Whether the lines that follow show the contradiction; all of them are true of any weights."""
    about = [i for i, rows in enumerate(rests) if rows and not lines[i].is_about_numbers]
    conditions = {i: lines[i].condition for i in about}
    if any(line.denied for line in lines):
        return contradictory([c for i, c in conditions.items() if lines[i].denied])
    joined = [i for i in about if len(rests[i] or ()) > 1]
    if (
        _itself(lines, conditions)
        or _clash(conditions, joined)
        or _row_denied(conditions, joined, demands)
        or _put_in(conditions, joined)
    ):
        return True
    absurd = any(line.is_absurd for line in lines)
    if any(line.unlike_table for line in lines) and (absurd or any(map(_is_unequal, lines))):
        return True
    by_sums = any(_equates_sums(line) for line in lines)
    return (by_sums or (absurd and not joined)) and contradictory(list(conditions.values()))


def is_claimed(lines: Sequence[Line], rests: Rests, demands: Demands) -> bool:
    """Whether some formula says by itself that the table cannot be had."""
    about = [i for i, rows in enumerate(rests) if rows and not lines[i].is_about_numbers]
    joined = [i for i in about if len(rests[i] or ()) > 1]
    return any(
        line.is_absurd or line.denied or line.condition.sign == "!=" for line in lines
    ) or _row_denied({i: lines[i].condition for i in about}, joined, demands)


def _itself(lines: Sequence[Line], conditions: dict[int, Condition]) -> bool:
    """Whether what one statement says contradicts itself."""
    for number in {lines[i].statement for i in conditions}:
        parts = [c for i, c in conditions.items() if lines[i].statement == number]
        if len(parts) > 1 and contradictory(parts):
            return True
    return False


def _clash(conditions: dict[int, Condition], joined: Sequence[int]) -> bool:
    """Whether a line that joins rows and one other cannot both hold; or two, if only it does."""
    others = [c for i, c in conditions.items() if i not in joined]
    if any(contradictory([conditions[i], c]) for i in joined for c in conditions.values()):
        return True
    return len(joined) == 1 and any(
        contradictory([conditions[joined[0]], *pair]) for pair in combinations(others, 2)
    )


def _row_denied(conditions: dict[int, Condition], joined: Sequence[int], demands: Demands) -> bool:
    """Whether a line says of the output in a row what the table denies."""
    return any(
        conditions[i].form.terms.keys() == row.form.terms.keys()
        and contradictory([conditions[i], row])
        for i in joined
        for row in demands.rows
    )


def _put_in(conditions: dict[int, Condition], joined: Sequence[int]) -> bool:
    """Whether values that were found for single unknowns contradict one other line."""
    solved = [i for i, c in conditions.items() if len(c.form.terms) == 1]
    if not set(solved) & set(joined):
        return False
    values = [conditions[i] for i in solved]
    return any(contradictory([*values, c]) for i, c in conditions.items() if i not in solved)


def _is_unequal(line: Line) -> bool:
    """Whether two numbers are said to be unequal, as they are."""
    return line.condition.sign == "!=" and line.is_about_numbers and not line.is_absurd


def _equates_sums(line: Line) -> bool:
    """Whether a line is an identity between sums of several terms."""
    return line.is_identity and len(line.sums) == 2 and all(len(side) > 1 for side in line.sums)
