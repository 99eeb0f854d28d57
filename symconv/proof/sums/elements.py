r"""Elements of sequences that are defined by a formula for every integer, put in.

*Defines* `with_elements`: :math:`x_{n-i}` becomes the body of :math:`x_n := \dots` with n - i for
n. A tensor with sizes is left alone: outside these its elements are 0, which its formula does not
say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symconv.latex.substitute import substitute
from symconv.latex.tree import Indexed, Node, Symbol, rebuilt
from symconv.notation import Name
from symconv.proof.context import Definition, Formula
from symconv.proof.evaluation.compiling import free_names
from symconv.proof.unfolding import DEPTH_LIMIT, bound_in, names_in
from symconv.proof.unknowns import NotArithmetic


def with_elements(
    tree: Any,
    definitions: Mapping[Name, Definition],
    *,
    outside: frozenset[Name] = frozenset(),
    depth: int = DEPTH_LIMIT,
) -> Any:
    """Put in the formulas of elements; raise NotArithmetic for names that would be captured.

    ``outside`` are indices that are bound where the tree stands.
    """
    if depth == 0:
        raise NotArithmetic("definitions refer to each other in a circle, or too deeply")

    bound = outside | frozenset(bound_in(tree))

    def put(node: Node) -> Node:
        inner = rebuilt(node, put)
        match inner:
            case Indexed(Symbol(name), indices) if name in definitions:
                formula = definitions[name]
                if not isinstance(formula, Formula) or formula.shape:
                    return inner
                if len(indices) != len(formula.parameters):
                    raise NotArithmetic(f"{name} has {len(formula.parameters)} indices")
                _refuse_capture(bound, inner, formula)
                body = substitute(formula.body, dict(zip(formula.parameters, indices, strict=True)))
                return with_elements(body, definitions, outside=bound, depth=depth - 1)
        return inner

    return put(tree)


def _refuse_capture(bound: frozenset[Name], element: Indexed, formula: Formula) -> None:
    """No index that the formula binds may be a name of the element, nor the other way round."""
    free = free_names(formula.body) - frozenset(formula.parameters)
    if captured := bound & free:
        raise NotArithmetic(f"{min(captured)} is a bound index and a name that a definition uses")
    if captured := frozenset(bound_in(formula.body)) & names_in(element):
        raise NotArithmetic(f"{min(captured)} is bound in a definition and a name of its index")
