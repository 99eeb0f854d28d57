r"""Trees with their bound indices renamed in order: two sums that differ in a letter are one.

*Defines* `with_plain_indices`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from symconv.latex.substitute import substitute
from symconv.latex.tree import Big, Node, Range, Symbol, rebuilt
from symconv.notation import Name


def with_plain_indices(tree: Node, depth: int = 0) -> Any:
    """Return the tree with its summation indices named by how deep they are bound.

    >>> from symconv.latex.reader import read_one
    >>> from symconv.notation import SymbolTable, scalars, tensors
    >>> table = SymbolTable.of(scalars("n"), tensors("x", rank=1))
    >>> a, b = (read_one(rf"\\sum_{{{i}=1}}^{{n}} x_{{{i}}}", table).statement for i in "ab")
    >>> a == b, with_plain_indices(a) == with_plain_indices(b)
    (False, True)
    """
    if not isinstance(tree, Big) or not all(isinstance(b, Range) for b in tree.binders):
        return rebuilt(tree, lambda child: with_plain_indices(child, depth))
    body: Node = tree.body
    for binder in reversed(tree.binders):
        body = Big(tree.operator, (binder,), body)  # type: ignore[arg-type]
    assert isinstance(body, Big)
    (first,) = body.binders
    assert isinstance(first, Range)
    plain = Symbol(Name("i", label=f"bound{depth}"))
    inner = substitute(body.body, {first.index.name: plain})
    return replace(
        body,
        binders=(replace(first, index=plain),),
        body=with_plain_indices(inner, depth + 1),
    )
