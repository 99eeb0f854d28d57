r"""Take a claim apart: hypotheses and one claim each.

*Defines* `Sequent` and `sequents`: the sides of a chain pair by pair, the parts of a conjunction
one by one, an implication by assuming its left side, an equivalence in both directions, a universal
quantifier by assuming its range.

All of this works on trees; nothing is computed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from symconv.latex.tree import (
    Boxed,
    Cases,
    Chain,
    Delta,
    Divide,
    Iverson,
    Labelled,
    Logic,
    Modulo,
    Not,
    Over,
    Power,
    Quantified,
    Root,
    Statement,
    descendants,
)
from symconv.notation import Name
from symconv.proof.unfolding import names_in


@dataclass(frozen=True)
class Sequent:
    """Under the hypotheses and conditions the claim holds; claim None: they contradict each other.

    ``conditions`` come from the statement that is judged: its antecedents and the conditions of its
    branches. They must have a meaning, while a hypothesis without one is left out. ``bound`` are
    indices of quantifiers, whose range alone says which values they take.
    """

    hypotheses: tuple[Statement, ...]
    claim: Statement | None
    conditions: tuple[Statement, ...] = ()
    bound: frozenset[Name] = frozenset()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Everything that the sequent says, the claim first."""
        claim = () if self.claim is None else (self.claim,)
        return (*claim, *self.conditions, *self.hypotheses)


def sequents(sequent: Sequent) -> tuple[Sequent, ...]:
    """Take a claim apart; the claim holds when every returned sequent does.

    >>> from symconv.latex.tree import Infinity
    >>> a = Infinity()
    >>> [len(s.conditions) for s in sequents(Sequent((), Logic("iff", (a, a))))]
    [1, 1]
    """
    parts: list[Sequent]
    match sequent.claim:
        case Boxed(body) | Labelled(body, _):
            parts = [replace(sequent, claim=body)]
        case Chain(sides, relations) if len(relations) > 1:
            pairs = zip(sides, relations, sides[1:], strict=False)
            return tuple(replace(sequent, claim=Chain((a, b), (r,))) for a, r, b in pairs)
        case Logic("and", conjuncts):
            parts = [replace(sequent, claim=part) for part in conjuncts]
        case Logic("implies", links):
            parts = [s for a, b in pairwise(links) for s in _assuming(sequent, a, b)]
        case Logic("iff", links):
            steps = [step for a, b in pairwise(links) for step in ((a, b), (b, a))]
            parts = [s for a, b in steps for s in _assuming(sequent, a, b)]
        case Quantified("forall", Over(indices, condition), body):
            parts = [_instance(sequent, frozenset(i.name for i in indices), condition, body)]
        case _:
            return (sequent,)
    return tuple(s for part in parts for s in sequents(part))


def _assuming(sequent: Sequent, condition: Statement, claim: Statement) -> list[Sequent]:
    """Assume a condition. It must have a meaning by itself, not thanks to what it says."""
    found = [replace(sequent, claim=claim, conditions=(*sequent.conditions, condition))]
    if _is_partial_inside(condition):
        found.append(replace(sequent, claim=Logic("or", (condition, Not(condition)))))
    return found


def _is_partial_inside(condition: Statement) -> bool:
    """Whether the condition of a bracket or a case may lack a value, as a quotient may."""
    inside = (n for n in descendants(condition) if isinstance(n, Iverson | Cases | Delta))
    return any(
        isinstance(m, Divide | Modulo | Power | Root) for n in inside for m in descendants(n)
    )


def _instance(
    sequent: Sequent, indices: frozenset[Name], condition: Statement | None, body: Statement
) -> Sequent:
    """Take any element of the range. What was assumed of another thing of that name is dropped."""
    kept = tuple(h for h in sequent.hypotheses if not names_in(h) & indices)
    conditions = tuple(c for c in sequent.conditions if not names_in(c) & indices)
    if condition is None:
        return Sequent(kept, body, conditions, sequent.bound)
    return Sequent(kept, body, (*conditions, condition), sequent.bound | indices)
