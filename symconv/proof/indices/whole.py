r"""Whole arrays entry by entry: ``y = A x``, ``B = A^{\top}``.

*Defines* `sizes_of` (the shape of an array expression) and `element_of` (one entry as terms).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from symconv.algebra.index_terms import Term, unknown
from symconv.algebra.named_polynomial import Scalar, minus
from symconv.latex.tree import Add, Expr, Multiply, Negative, Symbol, Transposed
from symconv.proof.context import Formula, Tensor
from symconv.proof.evaluation.compiling import PRODUCT_SIGNS
from symconv.proof.indices.conditions import product, scaled
from symconv.proof.indices.forms import Scope, size_form
from symconv.proof.indices.scalars import Scalars, Unsupported

if TYPE_CHECKING:
    from symconv.proof.indices.expansion import Expander

Sizes = tuple[Scalar, ...]


def sizes_of(expr: Expr, scalars: Scalars) -> Sizes:
    """Return the sizes of an expression, ``()`` for a scalar; raise Unsupported if they clash."""
    match expr:
        case Symbol(name):
            match scalars.context.definitions.get(name):
                case Tensor(shape, _) | Formula(_, (_, *_), shape):
                    if not shape:
                        raise Unsupported(f"the sizes of {name} are not stated")
                    return tuple(scalars.settled(size_form(n, scalars)) for n in shape)
            return ()
        case Transposed(body):
            sizes = sizes_of(body, scalars)
            if len(sizes) == 1:
                return (1, *sizes)
            if len(sizes) != 2:
                raise Unsupported("the transpose of something that is not a matrix")
            return sizes[::-1]
        case Negative(body):
            return sizes_of(body, scalars)
        case Add(parts):
            return _same([sizes_of(p, scalars) for p in parts])
        case Multiply(parts, sign) if sign in PRODUCT_SIGNS:
            sizes = ()
            for part in parts:
                sizes = _product_sizes(sizes, sizes_of(part, scalars))
            return sizes
    return ()


def element_of(
    expander: Expander, expr: Expr, indices: Sequence[Scalar], scope: Scope
) -> list[Term]:
    """Return one entry of an array expression, 0 outside its sizes."""
    if not indices:
        return expander.terms(expr, scope)
    match expr:
        case Symbol(name) if name not in scope:
            return expander.element(name, indices)
        case Transposed(body):
            inner = sizes_of(body, expander.scalars)
            if len(inner) == 1 and len(indices) == 2:
                row = Term(1, equalities=(indices[0],))
                return product([[row], element_of(expander, body, indices[1:], scope)])
            return element_of(expander, body, indices[::-1], scope)
        case Negative(body):
            return scaled(element_of(expander, body, indices, scope), -1)
        case Add(parts):
            _same([sizes_of(p, expander.scalars) for p in parts])
            return [t for p in parts for t in element_of(expander, p, indices, scope)]
        case Multiply(parts, sign) if sign in PRODUCT_SIGNS and len(parts) > 1:
            return _product_element(expander, parts, indices, scope)
    raise Unsupported(f"an entry of {type(expr).__name__.lower()}")


def _product_element(
    expander: Expander, parts: Sequence[Expr], indices: Sequence[Scalar], scope: Scope
) -> list[Term]:
    *before, last = parts
    left: Expr = before[0] if len(before) == 1 else Multiply(tuple(before))
    a, b = sizes_of(left, expander.scalars), sizes_of(last, expander.scalars)
    if len(indices) != len(_product_sizes(a, b)):
        raise Unsupported("a product with another number of indices")
    if not a or not b:
        return product(
            [
                element_of(expander, left, indices if a else (), scope),
                element_of(expander, last, indices if b else (), scope),
            ]
        )
    if len(a) == 1:  # a column times a row
        ours = element_of(expander, left, indices[:1], scope)
        return product([ours, element_of(expander, last, (0, indices[1]), scope)])
    inner = expander.places.bound(a[-1])
    middle = unknown(inner)
    return product(
        [
            [Term(1, (), {inner: a[-1]})],
            element_of(expander, left, (*indices[:1], middle)[-len(a) :], scope),
            element_of(expander, last, (middle, *indices[1:]), scope),
        ]
    )


def _product_sizes(a: Sizes, b: Sizes) -> Sizes:
    if not a or not b:
        return a or b
    if len(a) == 1 and len(b) == 2:
        a = (*a, 1)
    if len(a) != 2 or len(b) > 2 or minus(a[1], b[0]) != 0:
        raise Unsupported("a product of arrays whose sizes do not meet")
    return (a[0], *b[1:])


def _same(shapes: Sequence[Sizes]) -> Sizes:
    if any(len(s) != len(shapes[0]) for s in shapes):
        raise Unsupported("a sum of arrays of different rank")
    if any(minus(m, n) != 0 for s in shapes for m, n in zip(s, shapes[0], strict=True)):
        raise Unsupported("a sum of arrays of different sizes")
    return shapes[0]
