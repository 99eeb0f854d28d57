"""Every formula that a part prints, read once more by a LaTeX reader that others wrote.

*Defines* `printed` and `second_opinion`. A formula that the second reader cannot read is counted by
its construct, never hidden; a formula that it reads differently is a disagreement, which is an
error of one of the two readers and must be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from symconv.latex.reader import read
from symconv.latex.second_reader import Agreement, agrees
from symconv.proof.derivation import Derivation


def printed(derivation: Derivation) -> Iterator[str]:
    """Yield the LaTeX of every line of a derivation and of its lemmas, each once."""
    lines = [step.latex for step in derivation.steps]
    lines += [latex for latex, _ in derivation.hypotheses + derivation.demands]
    lines += [defined.latex for defined in derivation.definitions]
    lines.append(derivation.answer.latex)
    for lemma in derivation.lemmas.values():
        lines += printed(lemma)
    yield from dict.fromkeys(lines)


def second_opinion(derivation: Derivation) -> list[Agreement]:
    """Return what the second reader makes of every printed line that is one statement."""
    found = []
    for text in printed(derivation):
        lines = read(text, derivation.symbols)
        if len(lines) == 1:
            found.append(agrees(text, lines[0].statement, derivation.symbols))
    return found
