r"""Lines of an answer about the activation: another one than the question's, or one left out.

*Defines* `wrong_activations`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symconv.audit.causes.values import NoValue, value_at
from symconv.audit.finding import LineFinding
from symconv.audit.judge import codes
from symconv.audit.judge.designs.activations import ACTIVATIONS, of_question
from symconv.audit.judge.sayings import Said
from symconv.latex.tree import Add, Apply, Chain, Matrix, Multiply, Node, Symbol
from symconv.notation import Name
from symconv.proof.point_truth import Point
from symconv.sheets.given import Given


def wrong_activations(given: Mapping[str, Given], said: Sequence[Said]) -> tuple[LineFinding, ...]:
    """Return a finding for each line that states another activation, or leaves it out."""
    wanted, _ = of_question(given)
    found: list[LineFinding] = []
    for one in said:
        match one.statement:
            case Chain((Apply(_, (Symbol(name),)), body), ("=",)):
                message = _differs(body, name, wanted)
            case Chain((Symbol(Name("h")), Add(terms)), ("=",)) if any(map(_is_product, terms)):
                message = "the activation is left out"
            case _:
                continue
        if message:
            found.append(LineFinding("wrong", one.place, message, codes.LINE, "exact", one.text))
    return tuple(found)


def _differs(body: Node, name: Name, wanted: str) -> str:
    for x in (-1, 2):
        try:
            got = value_at(body, Point({name: x}, {}))
        except NoValue:
            return ""
        if got != ACTIVATIONS[wanted](x):
            right = ACTIVATIONS[wanted](x)
            return f"another activation than the question's: {got}, not {right}, at {x}"
    return ""


def _is_product(term: Node) -> bool:
    return isinstance(term, Multiply) and isinstance(term.factors[0], Matrix)
