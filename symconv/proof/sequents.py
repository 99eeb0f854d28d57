r"""Take a claim apart: hypotheses and one claim each.

*Defines* `Sequent` and `sequents`: the sides of a chain pair by pair, the parts of a conjunction
one by one, an implication by assuming its left side, an equivalence in both directions, a universal
quantifier by assuming its range.

All of this works on trees; nothing is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from symconv.latex.tree import Boxed, Chain, Labelled, Logic, Over, Quantified, Statement
from symconv.notation import Name
from symconv.proof.unfolding import names_in


@dataclass(frozen=True)
class Sequent:
    """Under the hypotheses the claim holds; claim None: the hypotheses contradict each other.

    ``bound`` are indices of quantifiers, whose range alone says which values they take.
    """

    hypotheses: tuple[Statement, ...]
    claim: Statement | None
    bound: frozenset[Name] = frozenset()


def sequents(sequent: Sequent) -> tuple[Sequent, ...]:
    """Take a claim apart; the claim holds when every returned sequent does.

    >>> from symconv.latex.tree import Infinity
    >>> a = Infinity()
    >>> [len(s.hypotheses) for s in sequents(Sequent((), Logic("iff", (a, a))))]
    [1, 1]
    """
    claim, bound = sequent.claim, sequent.bound
    given = sequent.hypotheses
    match claim:
        case Boxed(body) | Labelled(body, _):
            parts = [Sequent(given, body, bound)]
        case Chain(sides, relations) if len(relations) > 1:
            pairs = zip(sides, relations, sides[1:], strict=False)
            return tuple(Sequent(given, Chain((a, b), (sign,)), bound) for a, sign, b in pairs)
        case Logic("and", conjuncts):
            parts = [Sequent(given, part, bound) for part in conjuncts]
        case Logic("implies", links):
            parts = [Sequent((*given, a), b, bound) for a, b in pairwise(links)]
        case Logic("iff", links):
            steps = [step for a, b in pairwise(links) for step in ((a, b), (b, a))]
            parts = [Sequent((*given, a), b, bound) for a, b in steps]
        case Quantified("forall", Over(indices, condition), body):
            parts = [_instance(sequent, frozenset(i.name for i in indices), condition, body)]
        case _:
            return (sequent,)
    return tuple(s for part in parts for s in sequents(part))


def _instance(
    sequent: Sequent, indices: frozenset[Name], condition: Statement | None, body: Statement
) -> Sequent:
    """Take any element of the range. What was assumed of another thing of that name is dropped."""
    kept = tuple(h for h in sequent.hypotheses if not names_in(h) & indices)
    if condition is None:
        return Sequent(kept, body, sequent.bound)
    return Sequent((*kept, condition), body, sequent.bound | indices)
