r"""What is said of an answer that is a threshold unit or a network: it is run, not compared.

*Defines* `judged_design` and `THEOREMS`. Many designs are right, so no answer is compared with the
sheet's: it is run exactly on every input.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.search import Found
from symconv.audit.finding import Finding, LineFinding
from symconv.audit.judge import codes
from symconv.audit.judge.designs.activations import WORDS, of_question
from symconv.audit.judge.designs.answers import Stated, stated_network, stated_unit
from symconv.audit.judge.designs.design import Design, Point
from symconv.audit.judge.designs.gates import described
from symconv.audit.judge.designs.mending import Mend
from symconv.audit.judge.designs.mistakes import explanations
from symconv.audit.judge.explain import with_cause
from symconv.audit.judge.sayings import Said
from symconv.sheets.problem import Problem

UNIT = "threshold_weights"
THEOREMS = frozenset({"two_layer_network_of_table", "network_computes_table", UNIT})
BITS = {"sign": "step", "strict sign": "strict step"}


def judged_design(
    problem: Problem, said: Sequence[Said], lines: tuple[LineFinding, ...]
) -> Finding:
    """Return the finding on an answer that designs a unit or a network with a table."""
    base = Finding(
        problem.id, "person", codes.PERSON, lines=lines, max_marks=problem.points, how="run"
    )
    table = [int(v) for v in problem.given["table"]]  # type: ignore[union-attr,arg-type]
    inputs = (len(table) - 1).bit_length()
    hidden, output = of_question(problem.given)
    rule = str(problem.given.get("rule", ">="))
    if problem.ask == UNIT:
        stated = stated_unit(said, inputs, rule)
    else:
        found = stated_network(said, inputs, hidden, output, rule)
        stated = [found] if found is not None else []
    stated = [replace(s, design=_with_bits(s.design)) for s in stated]
    if not stated:
        what = "the weights of a unit" if problem.ask == UNIT else "the weights of a network"
        return replace(base, how="", message=f"{what} were not found, or do not fit together")
    wrong = [s for s in stated if s.design.table() != tuple(table)]
    if wrong:
        return _wrong(base, wrong[0], table, hidden)
    return _right(base, stated[0], problem, hidden)


def _with_bits(design: Design) -> Design:
    """A sign at the output stands for a bit."""
    last = design.units[-1]
    kind = BITS.get(last.activation, last.activation)
    return design.with_units((*design.units[:-1], replace(last, activation=kind)))


def _right(base: Finding, stated: Stated, problem: Problem, hidden: str) -> Finding:
    """Return the finding on a design that has the table; it may be of another kind than asked."""
    design, rows = stated.design, 1 << stated.design.inputs
    how = f"exhausted: all {rows} rows of the table"
    if problem.ask != UNIT and design.depth > 2:
        why = (
            f"the network has the table, with {design.depth - 1} hidden layers in place of one; "
            "whether that counts is for a person to say"
        )
        return _placed(replace(base, message=why, how=how), stated)
    kinds = {unit.activation for unit in design.units[:-1]}
    if problem.ask != UNIT and kinds and kinds != {hidden}:
        words = " and ".join(sorted(WORDS[k] for k in kinds))
        why = f"the network has the table, with {words} units in place of {WORDS[hidden]} ones"
        sentence = f"{words} units were to be used"
        found = Found(((Mistake("another-activation", sentence),),), 1)
        wrong = replace(base, verdict="wrong", code=codes.STATEMENT, message=why, how=how)
        return with_cause(_placed(wrong, stated), found)
    bad = [line for line in base.lines if line.verdict == "wrong"]
    note = f"the result is right, but a line is not: {bad[0].message}" if bad else ""
    return replace(
        base,
        verdict="right",
        code=codes.RIGHT,
        message=note,
        how=how,
        marks=problem.points,
        place=bad[0].place if bad else None,
        snippet=bad[0].snippet if bad else "",
    )


def _wrong(base: Finding, stated: Stated, wanted: list[int], hidden: str) -> Finding:
    design = stated.design
    got = design.table()
    point, value, asked = next(
        (p, v, w) for p, v, w in zip(design.points, got, wanted, strict=True) if v != w
    )
    found, single = explanations(
        design, wanted, hidden, told=stated.told, activated=stated.activated
    )
    what = "the unit" if design.depth == 1 else "the network"
    message = f"{what} gives {value} in place of {asked}; it has the values {described(got)}"
    message += f" where {described(wanted)} were asked for{_mended(design, single)}"
    finding = replace(
        base,
        verdict="wrong",
        code=codes.STATEMENT,
        message=message,
        how="counterexample",
        counterexample=f"x = {_text(point)}",
    )
    return with_cause(_placed(finding, stated), found)


def _mended(design: Design, single: tuple[Mend, ...]) -> str:
    """Say which single numbers could be changed; one alone is named as the cause."""
    if len(single) < 2:
        return ""
    listed = ", or ".join(f"{design.called(m.entry)}: {m.said('it')}" for m in single[:3])
    more = ", ..." if len(single) > 3 else ""
    return f"; {len(single)} single numbers could be changed to mend it: {listed}{more}"


def _placed(finding: Finding, stated: Stated) -> Finding:
    if stated.said is None:
        return finding
    return replace(finding, place=stated.said.place, snippet=stated.said.text)


def _text(point: Point) -> str:
    return f"({', '.join(map(str, point))})"
