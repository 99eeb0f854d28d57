"""Givens of questions about truth tables: the table, the rule of a threshold, a choice of words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from symconv.algebra.logic.truth_table import TruthTable
from symconv.algebra.logic.verdicts import Rule
from symconv.errors import DialectError, GivenError
from symconv.notation import name

LARGEST = 4


def table(value: object, given: str = "table", *, largest: int = LARGEST) -> TruthTable:
    """Return a truth table from its column of values, the row of all zeros first.

    >>> table([0, 0, 0, 1]).variables
    2
    """
    if (
        not isinstance(value, Sequence)
        or isinstance(value, str)
        or any(isinstance(v, bool) or v not in (0, 1) for v in value)
    ):
        raise GivenError(
            f"{given} must list the values 0 and 1 of all rows, not {value!r}",
            remedy=f"write {given}: [0, 0, 0, 1] for AND: rows (0,0), (0,1), (1,0), (1,1)",
            given=given,
        )
    rows = len(value)
    if rows not in [1 << n for n in range(1, largest + 1)]:
        raise GivenError(
            f"{given} has {rows} rows; it must have 2, 4, ... or {1 << largest}",
            remedy="give one value for every combination of the inputs",
            given=given,
        )
    return TruthTable.of(list(value))


def rule(value: object) -> Rule:
    """Return when a threshold unit answers 1: at ``>= 0`` or at ``> 0``."""
    return cast(Rule, choice(value, "rule", (">=", ">")))


def choice(value: object, given: str, known: Sequence[str]) -> str:
    """Return one of a few words."""
    if not isinstance(value, str) or value not in known:
        listed = ", ".join(repr(k) for k in known)
        raise GivenError(
            f"{given} must be one of {listed}, not {value!r}",
            remedy=f'write {given}: "{known[0]}"',
            given=given,
        )
    return value


def label(value: object, given: str = "label") -> str:
    """Return the label that a name carries below it, ``AND`` in w_AND; letters and digits."""
    try:
        if isinstance(value, str):
            return name(rf"w_{{\mathrm{{{value}}}}}").label
    except DialectError:
        pass
    raise GivenError(
        f"{given} must be a word of letters and digits, not {value!r}",
        remedy=f"write {given}: AND",
        given=given,
    )
