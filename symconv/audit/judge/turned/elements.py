r"""Sums over all elements of a kernel, such as its squared norm: turning it does not change them.

*Defines* `all_elements_of`. Two such sums are equal if their normal forms are, and the kernels are
the same up to the order of their elements.
"""

from __future__ import annotations

from typing import Any

from symconv.algebra.named_polynomial import Scalar
from symconv.audit.judge.aliases import alias
from symconv.audit.judge.turned.indices import NotRead, scalar_of
from symconv.latex.substitute import rebuild
from symconv.latex.tree import Big, Indexed, Node, Range, Symbol, descendants
from symconv.notation import Name

ELEMENT = Symbol(Name("e", label="element"))
Elements = tuple[str, tuple[tuple[Scalar, Scalar], ...], Node]


def all_elements_of(tree: Node) -> Elements:
    """Return the kernel, the ranges of its indices, and what is summed, of an element.

    Raises NotRead for a sum over anything but all elements of one array.
    """
    ranges: dict[Node, tuple[Scalar, Scalar]] = {}
    while isinstance(tree, Big) and tree.operator == "sum":
        for binder in tree.binders:
            if not isinstance(binder, Range):
                raise NotRead("a sum without limits")
            ranges[binder.index] = (scalar_of(binder.lower), scalar_of(binder.upper))
        tree = tree.body
    picked = {n for n in descendants(tree) if isinstance(n, Indexed)}
    if len(picked) != 1 or not ranges:
        raise NotRead("no sum over the elements of one array")
    (element,) = picked
    if set(element.indices) != ranges.keys() or len(element.indices) != len(ranges):
        raise NotRead("not every element, or one more often than once")
    body: Any = rebuild(tree, lambda node: ELEMENT if node == element else node)
    if any(n in ranges for n in descendants(body)):
        raise NotRead("what is summed depends on the place")
    return alias(element.base), tuple(ranges[i] for i in element.indices), body
