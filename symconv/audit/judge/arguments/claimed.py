r"""Answers that claim weights for a table that no weights give.

*Defines* `claimed_unit`, `refuted` and `affirmed`. Weights are refuted by a row of the table; where
the words of an answer leave open which side it takes, a person decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.search import Found
from symconv.audit.finding import Finding
from symconv.audit.judge import codes
from symconv.audit.judge.arguments.argument import Argument
from symconv.audit.judge.arguments.demands import Demands
from symconv.audit.judge.designs.answers import Stated, stated_unit
from symconv.audit.judge.designs.gates import described, gate_name
from symconv.audit.judge.explain import with_cause
from symconv.audit.judge.sayings import Said
from symconv.sheets.problem import Problem


def claimed_unit(problem: Problem, said: Sequence[Said], demands: Demands) -> Stated | None:
    """Return the weights that an answer says to give the table; None if it names none."""
    rule = str(problem.given.get("rule", ">="))
    found = stated_unit(said, demands.inputs, rule)
    if problem.ask == "linear_layer_impossible":
        found = [
            replace(
                s, design=s.design.with_units([replace(s.design.units[0], activation="linear")])
            )
            for s in found
        ]
    return found[0] if found else None


def refuted(base: Finding, stated: Stated, demands: Demands) -> Finding:
    """Return the finding on weights that cannot be right: a row at which they are wrong."""
    got = stated.design.table()
    pairs = zip(demands.points, got, demands.values, strict=True)
    point, value, wanted = next(p for p in pairs if p[1] != p[2])
    at = ", ".join(map(str, point))
    message = f"no weights give the table; these give {value} in place of {wanted}"
    message += f" and have the values {described(got)}"
    finding = replace(
        base, verdict="wrong", code=codes.STATEMENT, message=message, how="counterexample",
        counterexample=f"x = ({at})",
    )  # fmt: skip
    name = gate_name(got)
    if not name:
        return finding
    asked = gate_name(demands.values) or "the table"
    mistake = Mistake("another-gate", f"{name} was asked for in place of {asked}")
    return with_cause(finding, Found(((mistake,),), 1))


def affirmed(
    base: Finding, argument: Argument, unit: Stated | None, demands: Demands, *, doubtful: bool
) -> Finding:
    """Return the finding on an answer whose words do not say that the table cannot be had."""
    if doubtful:
        why = "whether it is said that no weights give the table is for a person to see"
        return replace(base, message=why)
    if unit is not None:
        return refuted(base, unit, demands)
    if argument.combines:
        return replace(base, message="it is not said that no weights give the table")
    why = "it is said that weights give the table; the conditions of its rows contradict each other"
    return replace(
        base, verdict="wrong", code=codes.STATEMENT, message=why, how="linear inequalities"
    )
