r"""Whether two formulas differ in exactly one place.

*Defines* `differ_in_one_place`. A place is a number, a name, an element (``X_{i,j}`` with all its
indices), a term or factor too many or too few, or one operation around a part: a root, a sign.
"""

from __future__ import annotations

from symconv.latex.tree import (
    Add,
    Boxed,
    Indexed,
    Labelled,
    Multiply,
    Node,
    Number,
    Symbol,
    children,
    rebuilt,
)

PAIR = 2
"""An operation with more operands that is left out takes several of them away."""


def differ_in_one_place(right: Node, said: Node) -> bool:
    r"""Whether one place of a formula was changed, taken out or put in, and no other.

    >>> from symconv.notation import name
    >>> from symconv.latex.tree import Add, Negative, Power
    >>> x, y = Symbol(name("x")), Symbol(name("y"))
    >>> differ_in_one_place(Add((x, Power(y, x))), Add((x, Power(y, y))))
    True
    >>> differ_in_one_place(Add((x, y)), Add((x, Negative(y))))
    True
    >>> differ_in_one_place(Add((x, y)), Add((y, x)))
    False
    """
    right, said = _inside(right), _inside(said)
    if right == said:
        return False
    if _is_atom(right) and _is_atom(said):
        return True
    return _within(right, said)


def _within(right: Node, said: Node) -> bool:
    """Whether one part differs, or is taken out or put in."""
    parts, others = ([_inside(child) for child in children(node)] for node in (right, said))
    if (len(parts) <= PAIR and said in parts) or (len(others) <= PAIR and right in others):
        return True
    if type(right) is not type(said):
        return False
    if len(parts) != len(others):
        return isinstance(right, Add | Multiply) and _one_more(*sorted((parts, others), key=len))
    pairs = [(a, b) for a, b in zip(parts, others, strict=True) if a != b]
    if len(pairs) != 1:
        return not pairs  # another sign, operator or bracket around the same parts
    a, b = pairs[0]
    wanted = iter(parts)
    if rebuilt(said, lambda _: next(wanted)) != rebuilt(right, _inside):
        return False  # what stands around the part differs as well
    return _is_atom(a) or _is_atom(b) or _within(a, b)


def _one_more(few: list[Node], many: list[Node]) -> bool:
    return any(many[:i] + many[i + 1 :] == few for i in range(len(many)))


def _inside(node: Node) -> Node:
    while isinstance(node, Boxed | Labelled):
        node = node.body
    return node


def _is_atom(node: Node) -> bool:
    return isinstance(node, Number | Symbol | Indexed)
