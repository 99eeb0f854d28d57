r"""What an answer has right, as definitions for its own lines.

*Defines* `with_agreed`. The lines before a result speak of it: :math:`Y_{0,1} = 3 \cdot 1 + 4 = 7`.
Where the answer states the right Y, such a line can be held against it. A result that is right by
a convention of the author's own, or in other letters, defines nothing: the lines may follow it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from symconv.audit.judge.desk import Desk
from symconv.audit.judge.result import Result
from symconv.latex.tree import Expr, Indexed, Matrix, Number, Statement, Symbol
from symconv.notation import Name
from symconv.proof.context import Definition, Formula, Tensor


def with_agreed(desk: Desk, results: Sequence[Result]) -> Desk:
    """Return the desk at which the results that an answer has right are known."""
    found: dict[Name, Definition] = {}
    for result in results:
        for subject in result.item.subjects:
            if _as_written(result):
                found |= _definition(subject, result.item.value)
    known = {*desk.points.definitions, *(n for point in desk.points for n in point.values)}
    new = {name: meant for name, meant in found.items() if name not in known}
    return replace(desk, points=desk.points.defining(new))


def _as_written(result: Result) -> bool:
    found = result.found
    return found is not None and found.same and not (found.note or found.convention or found.names)


def _definition(subject: Expr, value: Statement) -> dict[Name, Definition]:
    if not isinstance(value, Expr):
        return {}
    match subject, value:
        case Symbol(name), Matrix(rows):
            sizes = tuple(Number(Fraction(n)) for n in (len(rows), len(rows[0])))
            return {name: Tensor(sizes, rows)}
        case Symbol(name), body:
            return {name: Formula(body)}
        case Indexed(Symbol(name), indices), body if all(isinstance(i, Symbol) for i in indices):
            return {name: Formula(body, tuple(i.name for i in indices if isinstance(i, Symbol)))}
        case _:
            return {}
