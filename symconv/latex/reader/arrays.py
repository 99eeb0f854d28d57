"""Which values are arrays: a tensor without indices, a matrix, and what is made of them."""

from __future__ import annotations

from symconv.latex.reader.cursor import Cursor
from symconv.latex.tree import Add, Matrix, Multiply, Negative, Node, Power, Symbol, Transposed
from symconv.notation import Kind


def is_array(c: Cursor, node: Node) -> bool:
    """Whether the node is an array by the declarations of its parts."""
    match node:
        case Symbol(name):
            return c.scope.kind(name) is Kind.TENSOR
        case Matrix() | Transposed():
            return True
        case Negative(body) | Power(body):
            return is_array(c, body)
        case Add(parts) | Multiply(parts):
            return any(is_array(c, p) for p in parts)
        case _:
            return False


def is_map(c: Cursor, node: Node) -> bool:
    """Whether the node is a function without arguments, or made of such."""
    match node:
        case Symbol(name):
            return c.scope.kind(name) is Kind.FUNCTION
        case Negative(body):
            return is_map(c, body)
        case Add(parts) | Multiply(parts):
            return any(is_map(c, p) for p in parts)
        case _:
            return False
