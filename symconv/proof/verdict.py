"""What may be said of a step: proved, exhausted, tested, refuted, undecided.

Five types and not one enum, so that code which accepts a proof cannot be handed a sample: only
`Proved` and `Exhausted` are `Shown`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Proved:
    """A decision procedure holds for all values that the hypotheses allow.

    ``method`` is the name of the procedure; ``evidence`` says in words what it found, for example
    the certificate that was checked.
    """

    method: str
    evidence: str = ""


@dataclass(frozen=True)
class Exhausted:
    """Every case of a stated finite domain was computed exactly."""

    method: str
    domain: str
    cases: int


@dataclass(frozen=True)
class Tested:
    """``cases`` samples agree. This is evidence, not a proof, and is never printed as one."""

    method: str
    cases: int


@dataclass(frozen=True)
class Refuted:
    """The statement is false; ``counterexample`` maps names (as printed) to exact values."""

    method: str
    counterexample: Mapping[str, str] = field(default_factory=dict)
    detail: str = ""


@dataclass(frozen=True)
class Undecided:
    """No procedure decided; ``reasons`` holds one line per procedure that tried."""

    reasons: tuple[str, ...] = ()


Shown = Proved | Exhausted
Verdict = Proved | Exhausted | Tested | Refuted | Undecided


def describe(verdict: Verdict) -> str:
    """Return one line for people, the same on a sheet, in a terminal and in an error.

    >>> describe(Exhausted("exact evaluation", "all entries of A", 36))
    'exhausted: exact evaluation, all entries of A (36 cases)'
    """
    match verdict:
        case Proved(method, evidence):
            return f"proved: {method}" + (f" ({evidence})" if evidence else "")
        case Exhausted(method, domain, cases):
            return f"exhausted: {method}, {domain} ({cases} cases)"
        case Tested(method, cases):
            return f"tested on {cases} cases, not proved: {method}"
        case Refuted(method, counterexample, detail):
            at = ", ".join(f"{name} = {value}" for name, value in counterexample.items())
            return "refuted: " + "; ".join(
                p for p in (detail, f"at {at}" if at else "", method) if p
            )
        case Undecided(reasons):
            return "undecided: " + ("; ".join(reasons) or "no procedure applies")
