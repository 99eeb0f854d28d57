r"""Mistakes about rules: a floor dropped, a one forgotten, a factor two, a term or factor missing.

*Defines* `whole_changes`, which alter every conclusion in the same way, and `local_changes`, which
alter one place in one conclusion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.trees import number, over, plus, put, times
from symconv.latex import tex
from symconv.latex.substitute import rebuild
from symconv.latex.tree import (
    Add,
    Divide,
    Fence,
    Modulo,
    Multiply,
    Negative,
    Node,
    Number,
    Power,
    descendants,
)

ONE, TWO, MINUS = number(1), number(2), number(-1)
EXACT_DIVISION = "sizes by exact division, without a floor"
Change = Callable[[Node], Node]


def whole_changes() -> Iterator[tuple[Mistake, Change]]:
    """Yield mistakes that a person makes in every conclusion alike."""
    dropped = Mistake("floor-dropped", "the floor was dropped", convention=EXACT_DIVISION)
    yield dropped, _each(_unrounded)
    ceiling = Mistake("ceil-for-floor", "sizes were rounded up, not down")
    yield ceiling, _each(_rounded_up)
    yield Mistake("one-forgotten", "the + 1 was forgotten"), _without_one
    yield Mistake("one-inside", "the + 1 was put into the numerator"), _one_inside
    yield Mistake("off-by-one", "the result is one too large", 2), lambda t: plus(t, ONE)
    yield Mistake("off-by-one", "the result is one too small", 2), lambda t: plus(t, MINUS)
    yield Mistake("factor-two", "everything was doubled", 2), lambda t: times(TWO, t)
    yield Mistake("factor-two", "everything was halved", 2), lambda t: over(t, TWO)
    yield Mistake("sign", "the sign is reversed"), lambda t: times(MINUS, t)
    yield Mistake("reciprocal", "the ratio is upside down"), lambda t: over(ONE, t)
    quotient = Mistake("quotient-for-remainder", "the quotient was taken for the remainder")
    yield quotient, _each(_quotient)
    rest = Mistake("complement-of-remainder", "what is missing to a multiple, not the remainder")
    yield rest, _each(_complement)
    negated = Mistake("remainder-of-negative", "the remainder of the negated number")
    yield negated, _each(_negated)
    bare = Mistake("remainder-forgotten", "the remainder was not taken")
    yield bare, _each(lambda n: n.dividend if isinstance(n, Modulo) else n)


def _each(change: Callable[[Node], Node]) -> Change:
    return lambda tree: rebuild(tree, change)


def _unrounded(node: Node) -> Node:
    return node.body if isinstance(node, Fence) and node.kind != "abs" else node


def _rounded_up(node: Node) -> Node:
    if isinstance(node, Fence) and node.kind != "abs":
        return Fence("ceil", node.body)
    return node


def _without_one(tree: Node) -> Node:
    """Drop a summand 1 of the sum at the top."""
    if isinstance(tree, Add) and ONE in tree.terms:
        kept = tuple(t for t in tree.terms if t != ONE)
        return kept[0] if len(kept) == 1 else Add(kept)
    return tree


def _one_inside(tree: Node) -> Node:
    match tree:
        case Add((Fence(kind, Divide(top, bottom)), one)) if one == ONE:
            return Fence(kind, Divide(Add((top, ONE)), bottom))
        case Add((Divide(top, bottom), one)) if one == ONE:
            return Divide(Add((top, ONE)), bottom)
        case _:
            return tree


def _quotient(node: Node) -> Node:
    if isinstance(node, Modulo):
        return Fence("floor", Divide(node.dividend, node.modulus))
    return node


def _complement(node: Node) -> Node:
    return Add((node.modulus, Negative(node))) if isinstance(node, Modulo) else node


def _negated(node: Node) -> Node:
    if isinstance(node, Modulo):
        return Modulo(times(MINUS, node.dividend), node.modulus)
    return node


def local_changes(tree: Node) -> Iterator[tuple[Mistake, Node]]:
    """Yield the tree with one term or factor missing, one sign reversed, one power changed."""
    for node in dict.fromkeys(descendants(tree)):
        for mistake, changed in _at(node):
            yield mistake, put(tree, node, changed)


def _at(node: Node) -> Iterator[tuple[Mistake, Node]]:
    match node:
        case Add(terms):
            for i, term in enumerate(terms):
                rest = terms[:i] + terms[i + 1 :]
                left = rest[0] if len(rest) == 1 else Add(rest)
                yield Mistake("term-missing", f"the term {_text(term)} is missing", 2), left
                flipped = term.body if isinstance(term, Negative) else Negative(term)
                turned = Add((*terms[:i], flipped, *terms[i + 1 :]))
                yield Mistake("sign", f"the sign of {_text(term)} is reversed", 2), turned
        case Multiply(factors):
            for i, factor in enumerate(factors):
                rest = factors[:i] + factors[i + 1 :]
                left = rest[0] if len(rest) == 1 else Multiply(rest)
                yield Mistake("factor-missing", f"the factor {_text(factor)} is missing", 2), left
        case Power(base, exponent) if exponent == TWO:
            sentence = f"{_text(base)} in place of its square"
            yield Mistake("square-forgotten", sentence, 2), base
        case Divide(top, bottom) if not isinstance(top, Number):
            sentence = f"the division by {_text(bottom)} is missing"
            yield Mistake("division-missing", sentence, 2), top


def _text(term: Node) -> str:
    return tex.write(term)
