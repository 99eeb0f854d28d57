"""What else is asked about a claim: small sizes that may object, refute, or explain.

*Defines* `Claim`, `confirmed`, `refutation` and `explained`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import prod

from symconv.errors import ProofError
from symconv.latex.tree import Chain, Expr, Statement
from symconv.notation import Domain, Name
from symconv.proof.context import Context
from symconv.proof.indices.crosscheck import at_point, points
from symconv.proof.indices.field_check import agrees, equations_in
from symconv.proof.indices.hypotheses import scalars_of
from symconv.proof.indices.leftover import leftover
from symconv.proof.indices.numbers import TooMuchWork
from symconv.proof.indices.refute import counterexample_at, sides_meet
from symconv.proof.verdict import Refuted, Undecided, Verdict

POINTS, COUNTEREXAMPLE_POINTS = 3, 120
FIELD_LIMIT, FIELD_POINTS, REAL_POINTS, SILENT = 12, 2, 12, 2
Written = tuple[Statement, Context]


@dataclass(frozen=True)
class Claim:
    """A statement with its context, as it was written if that differs; whether it has roots."""

    statement: Statement
    context: Context
    written: Written | None
    powers: bool

    @property
    def real(self) -> Written | None:
        """What exact rational evaluation cannot follow, and is asked at real or field points."""
        if self.written is not None:
            return self.written
        return (self.statement, self.context) if self.powers else None

    def points(
        self, wanted: Callable[[Mapping[Name, int]], bool] = lambda _: True
    ) -> Iterator[Mapping[Name, int]]:
        """Yield small sizes and indices that satisfy the hypotheses, of those that are wanted."""
        return points(self.statement, self.context, scalars_of(self.context), wanted)


def confirmed(claim: Claim) -> int | None:
    """Evaluate a proved claim at small sizes; return how many, raise if one disagrees.

    None says that no sizes satisfy the hypotheses.
    """
    count: int | None = None
    silent = 0
    real = claim.real
    wanted = POINTS if real is None else FIELD_POINTS
    for point in claim.points(lambda p: real is None or _is_small(p, claim.context)):
        count = count or 0
        try:
            opinion = agrees(*real, point) if real is not None else None
        except TooMuchWork:
            silent += 1
            if silent == SILENT:
                break
            continue
        if opinion is False and real is not None:
            if not sides_meet(*real, point):
                raise _disagreement("evaluation in a prime field", point, "the sides differ")
            opinion = None  # a root of a square number is one of two in the field
        if opinion is None:
            opinion = _exactly(claim, point)
        count += opinion is True
        if count == wanted:
            break
    if count is None and next(claim.points(), None) is not None:
        return 0
    return count


def refutation(claim: Claim, method: str) -> Refuted | None:
    """Return small sizes at which the sides differ, if such are met."""
    tried = 0
    for point in islice(claim.points(), COUNTEREXAMPLE_POINTS):
        found: Verdict | None = None
        if not claim.powers:
            found = at_point(claim.statement, claim.context, point)
        small = tried < REAL_POINTS and _is_small(point, claim.context)
        if claim.real is not None and small and not isinstance(found, Refuted):
            tried += 1
            found = counterexample_at(*claim.real, point, method)
        if isinstance(found, Refuted):
            sizes = {str(n): str(v) for n, v in point.items()}
            return Refuted(method, {**sizes, **found.counterexample}, found.detail)
    return None


def explained(claim: Claim, equations: Sequence[tuple[Expr, Expr]]) -> str:
    """Say which terms are missing or too much.

    Where an earlier line has the value of the left side, the claim is compared with that, in the
    words of the sheet.
    """
    if claim.written is not None:
        statement, context = claim.written
        for left, right in equations_in(statement):
            for truth in _known_values(left, context):
                found = leftover(truth, right, context)
                if found:
                    return found.text
    for left, right in equations:
        found = leftover(left, right, claim.context)
        if found:
            return found.text
    return ""


def _known_values(left: Expr, context: Context) -> Iterator[Expr]:
    """Yield what earlier lines say of the left side, the latest first."""
    for h in reversed(context.hypotheses):
        match h:
            case Chain((first, *_, last), relations) if first == left and set(relations) == {"="}:
                yield last


def _exactly(claim: Claim, point: Mapping[Name, int]) -> bool | None:
    verdict = at_point(claim.statement, claim.context, point)
    if isinstance(verdict, Refuted):
        raise _disagreement("exact evaluation", point, verdict.detail)
    return None if isinstance(verdict, Undecided) else True


def _is_small(point: Mapping[Name, int], context: Context) -> bool:
    """Whether the sizes of a point leave little work."""
    sizes = [v for n, v in point.items() if context.symbols[n].domain is Domain.POSITIVE]
    return prod(sizes) <= FIELD_LIMIT


def _disagreement(road: str, point: Mapping[Name, int], detail: str) -> ProofError:
    sizes = ", ".join(f"{n} = {v}" for n, v in point.items())
    return ProofError(
        f"index notation and {road} disagree at {sizes}: {detail}",
        remedy="this is an error in symconv; please report the statement",
    )
