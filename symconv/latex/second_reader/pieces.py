r"""Which parts of a tree a backend is asked about, and which it never sees.

*Defines* three classes of node. A *passed* node is left to the backend: its signs stay in the text,
and the backend says how they group. An *opaque* node becomes one placeholder: names with all their
scripts, applications, cases, matrices; the expressions inside it are pieces of their own. An
*unreadable* node has no encoding: a silent product in its place would be worse.

*Why.* Backends lose primes, take ``=`` for an assignment and ``\log`` for base ten; they are good
at precedence, fractions and the scope of sums, and only about these are they asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from symconv.latex import tree as t

PASSED: tuple[type[t.Node], ...] = (
    t.Add,
    t.Negative,
    t.Divide,
    t.Power,
    t.Root,
    t.Factorial,
    t.Binomial,
    t.Fence,
    t.Modulo,
    t.Infinity,
)
OPAQUE: tuple[type[t.Node], ...] = (
    t.Symbol,
    t.Indexed,
    t.Apply,
    t.Delta,
    t.Norm,
    t.Transposed,
    t.Iverson,
    t.Derivative,
    t.Cases,
    t.Matrix,
    t.Labelled,
    t.Boxed,
    t.Space,
)
SPLIT: tuple[type[t.Node], ...] = (
    t.Chain,
    t.Leading,
    t.Logic,
    t.Not,
    t.Quantified,
    t.SetWhere,
    t.Boxed,
    t.Labelled,
    t.Tuple,
    t.Shape,
    t.SetOf,
    t.Interval,
    t.Matrix,
    t.Cases,
)
PRODUCTS = ("", "cdot", "times")


def is_passed(node: t.Node) -> bool:
    """Whether the backend reads this node from the text.

    >>> is_passed(t.Infinity()), is_passed(t.Dots())
    (True, False)
    """
    if isinstance(node, t.Multiply):
        return node.sign in PRODUCTS
    if isinstance(node, t.Big):
        return node.operator in ("sum", "prod")
    if isinstance(node, t.Number):
        return node.value.denominator == 1
    return isinstance(node, PASSED)


def is_opaque(node: t.Node) -> bool:
    """Whether the node is one placeholder to the backend; decimals are, their digits are ours."""
    return isinstance(node, (*OPAQUE, t.Number)) and not is_passed(node)


def unreadable(node: t.Node) -> str | None:
    """Return the name of a construct that has no encoding, or None."""
    if is_passed(node) or is_opaque(node) or isinstance(node, (*SPLIT, t.Range, t.Over, t.Text)):
        return None
    if isinstance(node, t.Multiply):
        return f"Multiply {node.sign}"
    if isinstance(node, t.Big):
        return f"Big {node.operator}"
    return type(node).__name__


def pieces(node: t.Node) -> Iterator[t.Node]:
    """Yield the largest expressions that a backend can be asked about, outermost first."""
    if isinstance(node, SPLIT) or unreadable(node) is not None or isinstance(node, t.Over):
        for child in t.children(node):
            yield from pieces(child)
        return
    if is_passed(node):  # there is nothing to ask about a lone placeholder
        yield node
    for hidden in _hidden(node):
        yield from pieces(hidden)


def _hidden(node: t.Node) -> Iterator[t.Node]:
    """The expressions inside the placeholders of a piece."""
    if isinstance(node, t.Indexed):
        yield from node.indices
    elif is_opaque(node) or unreadable(node) is not None or isinstance(node, SPLIT):
        yield from t.children(node)
    else:
        for child in t.children(node):
            yield from pieces(child) if isinstance(child, t.Over) else _hidden(child)
