r"""The letters of an output: ``Y_{h,w}`` of an answer is ``Y_{i,j}`` of the question.

*Defines* `with_outputs`. Letters that the question uses for the output may be the answer's for the
cells; those get names of their own first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from symconv.audit.judge.window import Window
from symconv.latex.substitute import rebuild, substitute
from symconv.latex.tree import Big, Chain, Indexed, Node, Over, Power, Symbol
from symconv.notation import Name


def with_outputs(statement: Any, window: Window) -> Any:
    """Return a chain about an output with the question's letters for it."""
    if not isinstance(statement, Chain):
        return statement
    subject = statement.sides[0]
    match subject.base if isinstance(subject, Power) else subject:
        case Indexed(_, indices) if len(indices) == len(window.where.indices):
            names = [i.name for i in indices if isinstance(i, Symbol)]
            if len(names) == len(indices) and indices != window.where.indices:
                put = dict(zip(names, window.where.indices, strict=True))
                sides = (substitute(_apart(side), put) for side in statement.sides[1:])
                return replace(statement, sides=(subject, *sides))
    return statement


def _apart(tree: Node) -> Any:
    """Give the cells of each sum names that no letter of an output can be."""
    return rebuild(tree, _renamed)


def _renamed(node: Node) -> Node:
    match node:
        case Big(_, (Over(indices, Chain((cells, where), ("in",))) as over,), body):
            put = {s.name: Symbol(Name("c", label=f"{k}")) for k, s in enumerate(indices)}
            inside: Any = tuple(substitute(s, put) for s in indices)
            condition = Chain((substitute(cells, put), where), ("in",))
            binder = replace(over, indices=inside, condition=condition)
            return replace(node, binders=(binder,), body=substitute(body, put))
        case _:
            return node
