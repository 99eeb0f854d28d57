r"""Put definitions in: a statement in which no name is left that has a scalar definition.

*Defines* `unfolded` and `names_in`. A definition with parameters is the element formula of a
tensor; it stays, and an element of that tensor is opaque to scalar arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from symconv.latex.substitute import substitute
from symconv.latex.tree import Apply, Node, Over, Range, Statement, Symbol, descendants
from symconv.notation import Name
from symconv.proof.context import Definition, Formula
from symconv.proof.evaluation.compiling import free_names
from symconv.proof.unknowns import NotArithmetic

DEPTH_LIMIT = 20
NODE_LIMIT = 6000


def unfolded(statement: Statement, definitions: Mapping[Name, Definition]) -> Statement:
    """Put in the bodies of scalar definitions until none is left.

    Raises NotArithmetic for definitions that refer to each other in a circle, for a result that is
    too large, and when a bound index is also a name that a definition uses.
    """
    bodies = {
        n: d.body for n, d in definitions.items() if isinstance(d, Formula) and not d.parameters
    }
    for _ in range(DEPTH_LIMIT):
        present = names_in(statement) & bodies.keys()
        if not present:
            return statement
        _refuse_capture(statement, present, (bodies[n] for n in present))
        statement = substitute(statement, {n: bodies[n] for n in present})
        if sum(1 for _ in descendants(statement)) > NODE_LIMIT:
            raise NotArithmetic("the unfolded definitions are too large")
    raise NotArithmetic("definitions refer to each other in a circle, or too deeply")


def names_in(node: Node) -> frozenset[Name]:
    """Return every name that occurs, as a symbol or as a function."""
    return frozenset(
        n.name if isinstance(n, Symbol) else n.function
        for n in descendants(node)
        if isinstance(n, Symbol | Apply)
    )


def bound_in(node: Node) -> Iterator[Name]:
    """Yield the indices that sums and quantifiers inside bind."""
    for n in descendants(node):
        if isinstance(n, Range):
            yield n.index.name
        elif isinstance(n, Over):
            yield from (i.name for i in n.indices)


def _refuse_capture(statement: Node, present: Iterable[Name], bodies: Iterable[Node]) -> None:
    used = frozenset(present).union(*map(free_names, bodies))
    if captured := used & frozenset(bound_in(statement)):
        names = ", ".join(sorted(n.latex for n in captured))
        raise NotArithmetic(f"{names} is a bound index and a name that a definition uses")
