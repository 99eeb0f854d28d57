r"""What can be printed, in the one form in which it is read back.

*Defines* `canonical(node)`: the tree that a reader returns for the node's text. It differs from
the node only where two trees have one spelling:

- ``Number(-2)`` becomes ``Negative(Number(2))``;
- ``Big`` over several binders becomes nested operators with one binder each;
- the function ``ln`` becomes ``log``, which is natural here;
- one index in parentheses loses them, words lose needless blanks, the maximum of a set of one
  element becomes that of the element;
- a juxtaposed product inside an index gets a dot: ``x_{s i}`` would be two indices.

It refuses with `DialectError` what has no spelling: a third as a literal (write a `Divide`), a sum
of one term, the name ``e``. Reading ``write(node)`` gives ``canonical(node)``, always.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from symconv.errors import DialectError
from symconv.latex import tree as t
from symconv.latex.clauses import clauses
from symconv.notation import Name

SIGN_WORDS = frozenset(
    {"for all", "for every", "for each", "for any", "there exists", "or", "implies", "iff",
     "if and only if", "mod", "divides", "in"}
)  # fmt: skip
EXTREMA = frozenset({"max", "min", "sup", "inf", "argmax", "argmin"})
SHAPE_RELATIONS = frozenset({"in", "->"})
MAX_BITS = 128
MAX_DECIMALS = 20
WORD_BREAKERS = frozenset("\\{}$%&#_^~\n")


def canonical(node: t.Node) -> Any:
    r"""Return the tree that ``write(node)`` reads back to.

    Raises DialectError if there is none.

    >>> from fractions import Fraction
    >>> canonical(t.Number(Fraction(-2)))
    Negative(body=Number(value=Fraction(2, 1)))
    """
    _check_shapes(node)
    return _canonical(node)


def _canonical(node: t.Node) -> Any:
    rule = RULES.get(type(node))
    if rule is not None:
        node = rule(node)
    return t.rebuilt(node, _canonical)


def _check_shapes(node: t.Node, *, placed: bool = True) -> None:
    """Refuse a shape where its signs would be a product: anywhere but alone or as a size."""
    if isinstance(node, t.Shape) and not placed:
        raise DialectError("a shape inside an expression reads as a product")
    alone = isinstance(node, t.Boxed) and placed
    for at, child in enumerate(t.children(node)):
        _check_shapes(child, placed=alone or (isinstance(node, t.Chain) and holds_shape(node, at)))


def holds_shape(chain: t.Chain, at: int) -> bool:
    r"""Whether sizes joined by ``\times`` are a shape on this side of a chain, not a product."""
    return set(chain.relations[max(0, at - 1) : at + 1]) <= SHAPE_RELATIONS


def _number(node: t.Number) -> t.Node:
    value = node.value
    if not terminates(value.denominator):
        raise DialectError(f"{value} is not a terminating decimal", remedy="write it as a Divide")
    if value.numerator.bit_length() > MAX_BITS or value.denominator > 10**MAX_DECIMALS:
        raise DialectError(f"a number of more than {MAX_BITS} bits or {MAX_DECIMALS} decimals")
    return t.Negative(t.Number(-value)) if value < 0 else node


def terminates(denominator: int) -> bool:
    """Whether a fraction with this denominator is a terminating decimal.

    >>> terminates(40), terminates(3)
    (True, False)
    """
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1


def _several(field: str, least: int = 2) -> Callable[[t.Node], t.Node]:
    def rule(node: t.Node) -> t.Node:
        if len(getattr(node, field)) < least:
            raise DialectError(f"{type(node).__name__} needs at least {least} {field}")
        return node

    return rule


def _indexed(node: t.Indexed) -> t.Node:
    _several("indices", 1)(node)
    if node.style != "sub" and not isinstance(node.base, t.Symbol):
        raise DialectError("indices in brackets on something that is not a name")
    if node.style == "paren" and len(node.indices) == 1:
        node = replace(node, style="sub")
    if node.base == t.Symbol(Name("delta")) and len(node.indices) == 2 and node.style == "sub":
        raise DialectError(
            r"\delta with two indices is Kronecker's delta", remedy="use Delta, or another name"
        )
    return replace(node, indices=tuple(dotted(i) for i in node.indices))


def _delta(node: t.Delta) -> t.Node:
    return t.rebuilt(node, dotted)


def dotted(node: t.Node) -> Any:
    r"""Return the node with ``\cdot`` in every juxtaposed product: inside an index, juxtaposition
    separates indices.
    """
    if isinstance(node, t.Multiply) and node.sign == "":
        node = replace(node, sign="cdot")
    return t.rebuilt(node, dotted)


def _nested(node: t.Big) -> t.Node:
    if not node.binders:
        raise DialectError(f"{node.operator} needs an index")
    body: Any = node.body
    if node.operator in EXTREMA:
        if any(isinstance(b, t.Range) for b in node.binders):
            raise DialectError(f"{node.operator} has no upper limit", remedy="use Over")
        if isinstance(body, t.SetOf) and len(body.items) == 1:
            body = body.items[0]
    for binder in reversed(node.binders[1:]):
        body = t.Big(node.operator, (binder,), body)
    return node if body is node.body else replace(node, binders=node.binders[:1], body=body)


def _power(node: t.Power) -> t.Node:
    if isinstance(node.base, t.Space):
        raise DialectError("a power of a number space", remedy="give the Space a shape")
    return node


def _apply(node: t.Apply) -> t.Node:
    _several("arguments", 1)(node)
    return replace(node, function=Name("log")) if node.function == Name("ln") else node


def _derivative(node: t.Derivative) -> t.Node:
    if not node.variables or not all(isinstance(v, (t.Symbol, t.Indexed)) for v in node.variables):
        raise DialectError("a derivative with respect to something that is not a name")
    return node


def _shape(node: t.Shape) -> t.Node:
    if any(isinstance(s, t.Power) and isinstance(s.base, t.Number) for s in node.sizes):
        raise DialectError("a power of a number as a size reads as scientific notation")
    return _several("sizes")(node)


def _over(node: t.Over) -> t.Node:
    clauses(node)  # refuses what cannot be read back
    return node


def _matrix(node: t.Matrix) -> t.Node:
    widths = {len(row) for row in node.rows}
    if len(widths) != 1 or widths == {0}:
        raise DialectError("a matrix without entries, or with rows of different lengths")
    return node


def _cases(node: t.Cases) -> t.Node:
    open_branches = [i for i, (_, when) in enumerate(node.branches) if when is None]
    if not node.branches or any(i != len(node.branches) - 1 for i in open_branches):
        raise DialectError("cases need branches, and 'otherwise' comes last")
    for _, when in node.branches:
        if when is not None:
            _check_condition(when)
    return node


def _text(node: t.Text) -> t.Node:
    words = " ".join(node.text.split())
    if not words or WORD_BREAKERS & set(words):
        raise DialectError(f"{node.text!r} cannot stand in \\text{{...}}")
    if words.strip(" ,").lower() in SIGN_WORDS:
        raise DialectError(f"the words {words!r} stand for a sign", remedy="use the sign")
    return node if words == node.text else t.Text(words)


def _conditioned(node: t.Iverson | t.Evaluated) -> t.Node:
    _check_condition(node.condition)
    return node


def _check_condition(condition: t.Node) -> None:
    if not isinstance(condition, (t.Chain, t.Logic, t.Not, t.Quantified)):
        raise DialectError("a condition must be a relation or made of relations")


def _interval(node: t.Interval) -> t.Node:
    if not node.left_closed and not node.right_closed:
        raise DialectError("(a, b) is a pair, not an interval", remedy="state a < x < b instead")
    return node


def _chain(node: t.Chain) -> t.Node:
    if len(node.sides) != len(node.relations) + 1 or not node.relations:
        raise DialectError("a chain needs one relation between each two sides")
    return node


RULES: dict[type[t.Node], Callable[[Any], t.Node]] = {
    t.Number: _number,
    t.Text: _text,
    t.Indexed: _indexed,
    t.Delta: _delta,
    t.Add: _several("terms"),
    t.Multiply: _several("factors"),
    t.Power: _power,
    t.Apply: _apply,
    t.Iverson: _conditioned,
    t.Evaluated: _conditioned,
    t.Big: _nested,
    t.Over: _over,
    t.Derivative: _derivative,
    t.Matrix: _matrix,
    t.Cases: _cases,
    t.Shape: _shape,
    t.Tuple: _several("items"),
    t.Interval: _interval,
    t.Chain: _chain,
    t.Logic: _several("parts"),
}
