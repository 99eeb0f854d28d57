r"""How two formulas of linear algebra differ, in words.

*Defines* `difference_of_arrays`. Where the prover refutes a formula in letters, its words are used:
they name the terms that differ. Otherwise sizes and entries are compared at a point.
"""

from __future__ import annotations

from symconv.audit.causes.array_arithmetic import Value, rows_of, single
from symconv.audit.judge.shown import shown
from symconv.latex.tree import Chain, Expr
from symconv.proof.context import Context
from symconv.proof.exact_numbers import Undefined
from symconv.proof.prove import decide
from symconv.proof.verdict import Refuted

MANY = 12
"""An array with more entries than this is not shown."""


def difference_of_arrays(
    got: Value, right: Value, trees: tuple[Expr, Expr], context: Context
) -> tuple[str, str]:
    """Return by what two values differ, and how that was found: by their shapes, or by a point."""
    sizes = [_size(value) for value in (got, right)]
    if sizes[0] != sizes[1]:
        return f"this is {sizes[0]}, expected {sizes[1]}", "shape"
    verdict = decide(Chain(trees, ("=",)), context)
    if isinstance(verdict, Refuted):
        return verdict.detail, "counterexample"
    if max(len(shown(value)) for value in (got, right)) > MANY * 5:
        return "it is another array", "counterexample"
    return f"{shown(got)} instead of {shown(right)}", "counterexample"


def _size(value: Value) -> str:
    if not isinstance(single(value), tuple):
        return "a number"
    try:
        rows = rows_of(value)
    except Undefined:
        return "an array"
    return f"{len(rows)} x {len(rows[0])}"
