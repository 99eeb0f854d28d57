r"""What is said of an answer that proves that no weights give a table.

*Defines* `judged_argument` and `THEOREMS`. Lines of a proof by contradiction are false on purpose;
what counts is that they follow from the rows of the table, and that they cannot hold together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from symconv.audit.causes.search import Found
from symconv.audit.finding import Finding, LineFinding
from symconv.audit.judge import codes
from symconv.audit.judge.affine.systems import contradictory
from symconv.audit.judge.arguments.argument import Argument, weighed
from symconv.audit.judge.arguments.claimed import affirmed, claimed_unit, refuted
from symconv.audit.judge.arguments.counterexamples import weights_against
from symconv.audit.judge.arguments.demands import Demands, demands_of
from symconv.audit.judge.arguments.lines import Line, lines_of, with_chains
from symconv.audit.judge.arguments.slips import explanations
from symconv.audit.judge.arguments.unknowns import unknowns_of
from symconv.audit.judge.arguments.words import affirms, denies, refuses
from symconv.audit.judge.explain import with_cause
from symconv.audit.judge.sayings import Said, Unread
from symconv.sheets.problem import Problem

THEOREMS = frozenset({"threshold_impossible", "linear_layer_impossible"})
_CASES = re.compile(r"\b(if|cases?|wlog|without loss|either|otherwise)\b", re.I)
_DRAWN = re.compile(
    r"contradict|impossib|absurd|cannot|can't|no such|not possible|does not exist|do not exist",
    re.I,
)
_CLOSING = re.compile(
    r"(?:\s|,|\\(?:blacksquare|square|Box|qed|Rightarrow|Leftarrow|bot|perp|lightning|n?exists|,|;)\b"
    r"|\\exists|[wb\\mathbf{}])*"
)
"""Signs that end a proof, or that only say that there are weights."""
PROVED = "proved: rows of the table contradict each other (linear inequalities)"
RULES = {
    ">=": "a unit answers 1 at the threshold too",
    ">": "a unit answers 1 only above the threshold",
    "apart": "no row lies on the threshold",
}
MAX_LINES = 80


def judged_argument(
    problem: Problem, said: Sequence[Said], unread: Sequence[Unread], words: str
) -> Finding:
    """Return the finding on a proof; ``words`` are all words of the answer."""
    demands = demands_of(problem)
    lines = lines_of(said, unknowns_of(said, demands.inputs), demands)
    if len(lines) > MAX_LINES // 2 or len(with_chains(lines)) > MAX_LINES:
        why = f"a proof of so many conditions ({len(lines)}) is not judged"
        return Finding(problem.id, "person", codes.PERSON, why, max_marks=problem.points)
    argument = weighed(lines, demands)
    drawn = argument.drawn or argument.unequal or _DRAWN.search(words) is not None
    base = Finding(problem.id, "person", codes.PERSON, max_marks=problem.points)
    base = replace(base, lines=_line_findings(argument, demands, unread))
    positive = affirms(words) or (any(line.denied for line in lines) and refuses(words))
    negative = argument.claimed or denies(words)
    if argument.complete and negative and not positive:
        return replace(base, verdict="right", code=codes.RIGHT, how=PROVED, marks=problem.points)
    if argument.complete or (positive and not negative):
        unit = claimed_unit(problem, said, demands)
        doubtful = negative or not positive
        return affirmed(base, argument, unit, demands, doubtful=doubtful)
    convention = None if positive else _other_rule(problem, lines)
    if convention is not None:
        return replace(
            base, verdict="other convention", code=codes.CONVENTION, convention=convention,
            message=f"right under another convention: {convention}", how=PROVED,
            marks=problem.points, lines=(),
        )  # fmt: skip
    if not drawn and (unit := claimed_unit(problem, said, demands)) is not None:
        return refuted(base, unit, demands)
    if not any(line.written for line in lines):
        why = "no condition on the weights and the bias was found that could be decided"
        if unread:
            why += f"; {len(unread)} formulas could not be read ({unread[0].why})"
        return replace(base, message=why)
    return _faulty(base, lines, argument, demands, words=words, drawn=drawn)


def _other_rule(problem: Problem, lines: Sequence[Line]) -> str | None:
    """Return the rule at the threshold under which a proof is complete, if there is another one."""
    if problem.ask == "linear_layer_impossible":
        return None
    own = str(problem.given.get("rule", ">="))
    for rule, words in RULES.items():
        if rule == own:
            continue
        demands = demands_of(problem, rule)
        found = weighed(lines, demands)
        exact = all(
            line.condition.sign == demands.rows[rows[0]].sign
            for line, rows in zip(found.lines, found.rests_on, strict=True)
            if rows and len(rows) == 1 and not line.parts
        )
        if found.complete and exact:
            return words
    return None


def _faulty(
    base: Finding,
    lines: Sequence[Line],
    argument: Argument,
    demands: Demands,
    *,
    words: str,
    drawn: bool,
) -> Finding:
    """Return the finding on a proof with a line that does not follow, or without an end."""
    found, rows = explanations(lines, argument, demands)
    cases = _CASES.search(words) is not None
    if argument.met and not argument.false and not found.fits:
        why = "what is denied is not contradictory: there are weights that meet it"
        return _wrong(base, why, weights_against(argument, demands, ()), found)
    if not argument.false and argument.lacking and not argument.stated and not cases:
        why = "what is stated is right, but the conditions of the rows that it needs are not stated"
        return replace(base, verdict="incomplete", code=codes.INCOMPLETE, message=why)
    if argument.false or argument.lacking:
        line = argument.lines[(argument.false or list(argument.lacking))[0]]
        if not found.fits and cases:
            why = "a case is distinguished; whether the cases are all is for a person to see"
            return _placed(replace(base, message=why), line)
        why = _why(line, argument, demands)
        at = weights_against(argument, demands, rows)
        return _placed(_wrong(base, why, at, found), line)
    conditions = [line.condition for line in lines if not line.is_about_numbers]
    held = not contradictory(conditions)
    if drawn and (held or (found.fits and argument.combines)):
        why = "no contradiction follows from what is stated"
        why = why if held else "the lines do not show the contradiction"
        return _wrong(base, why, weights_against(argument, demands, ()) if held else "", found)
    if not held:
        why = "the conditions contradict each other, as is stated; it is not shown how"
        return replace(base, verdict="incomplete", code=codes.INCOMPLETE, message=why)
    why = f"what is stated is right; no contradiction is reached{_unstated(argument, demands)}"
    return replace(base, verdict="incomplete", code=codes.INCOMPLETE, message=why)


def _why(line: Line, argument: Argument, demands: Demands) -> str:
    if argument.false:
        return f"{line.said.text} does not follow from the rows of the table"
    rows = argument.rests_on[argument.lacking[0]] or ()
    listed = ", ".join(demands.called(r) for r in rows if r not in argument.stated)
    return f"{line.said.text} does not follow from what is stated; it needs the row {listed}"


def _wrong(base: Finding, why: str, at: str, found: Found) -> Finding:
    finding = replace(
        base,
        verdict="wrong",
        code=codes.GAP,
        message=why,
        how="linear inequalities",
        counterexample=at,
    )
    return with_cause(finding, found)


def _unstated(argument: Argument, demands: Demands) -> str:
    left = [demands.called(r) for r in range(len(demands.rows)) if r not in argument.stated]
    return f"; not used: {', '.join(left[:4])}" if left and len(demands.rows) < 9 else ""


def _line_findings(
    argument: Argument, demands: Demands, unread: Sequence[Unread]
) -> tuple[LineFinding, ...]:
    """Return one finding for each statement that was decided, and for what could not be read."""
    found: dict[int, LineFinding] = {}
    for i, (line, rows) in enumerate(zip(argument.lines, argument.rests_on, strict=True)):
        if line.is_about_numbers or line.parts:
            continue
        bad = rows is None or i in argument.lacking or (line.denied and argument.met)
        before = found.get(line.statement)
        if bad and (before is None or before.verdict == "right"):
            message = "it does not follow from the rows of the table"
            if rows is not None:
                message = "it does not follow from the rows that are stated"
            if line.denied and argument.met:
                message = "there are weights that meet these conditions"
            found[line.statement] = LineFinding(
                "wrong", line.said.place, message, codes.GAP, "linear inequalities", line.said.text
            )
        elif before is None:
            found[line.statement] = LineFinding(
                "right", line.said.place, how="linear inequalities", snippet=line.said.text
            )
    left = [u for u in unread if _CLOSING.fullmatch(u.text) is None]
    open_ = (LineFinding("person", u.place, u.why, codes.PERSON, snippet=u.text) for u in left)
    return (*found.values(), *open_)


def _placed(finding: Finding, line: Line) -> Finding:
    return replace(finding, place=line.said.place, snippet=line.said.text)
