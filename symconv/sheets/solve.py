"""From a problem to a proved derivation, with every error at the line of the given it is about.

*Defines* `solve`, `proved` and `check_ask`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from inspect import Parameter
from typing import TYPE_CHECKING

from symconv import theorems
from symconv.errors import Place, SpecError, SymconvError
from symconv.sheets.given import Given
from symconv.sheets.problem import PERSON, ForPerson, Part, Problem, Solved
from symconv.sheets.words import meant

if TYPE_CHECKING:
    from symconv.proof.derivation import Derivation
    from symconv.proof.prove import Report


def solve(problem: Problem) -> Part:
    """Derive and prove what a problem asks for.

    Raises what the theorem raises, placed at the given that its message is about, and ProofError
    or WitnessError when the derivation does not hold.
    """
    if problem.ask == PERSON:
        return ForPerson(problem)
    try:
        derivation = theorems.derive(problem.ask, **problem.given)
        return Solved(problem, derivation, proved(derivation))
    except SymconvError as error:
        place = _place(error, problem.places)
        raise (error if place is None else error.at(place)) from None


def proved(derivation: Derivation) -> Report:
    """Read back what a derivation prints, and prove it; raise ProofError or WitnessError."""
    from symconv.proof.prove import prove  # reading a problem set needs no prover
    from symconv.sheets.readback import check

    check(derivation)
    return prove(derivation)


def check_ask(ask: str, givens: Mapping[str, Given], places: Mapping[str, Place]) -> None:
    """Check that a theorem exists and that the givens are those it takes."""
    if ask == PERSON:
        return
    if ask not in theorems.theorems():
        raise SpecError(
            f"there is no theorem {ask!r}",
            place=places["ask"],
            remedy=meant(ask, [*theorems.theorems(), PERSON]) + "; see symconv derive --list",
        )
    parameters = theorems.signature(ask)
    for key in givens:
        if key not in parameters:
            raise SpecError(
                f"{ask} takes no given {key!r}", place=places[key], remedy=meant(key, [*parameters])
            )
    for key, parameter in parameters.items():
        if parameter.default is Parameter.empty and key not in givens:
            raise SpecError(
                f"{ask} needs the given {key!r}",
                place=places["given" if givens else "ask"],
                remedy="add it under `given:`; symconv derive --list names all of them",
            )


def _place(error: SymconvError, places: Mapping[str, Place]) -> Place | None:
    """Return the line of the given that an error names, else that of the question's ``ask``.

    A problem that was made in Python stands in no file.
    """
    words = (error.given, *re.findall(r"\w+", error.fact))
    named = (key for key in words if key in places and key not in ("", "ask", "id", "given"))
    return places.get(next(named, "ask"))
