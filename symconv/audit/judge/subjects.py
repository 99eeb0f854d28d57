r"""What a value can be given to: a name, an element, words, a tuple or a quotient of names.

*Defines* `is_subject`.
"""

from __future__ import annotations

from symconv.latex.tree import (
    Apply,
    Boxed,
    Derivative,
    Divide,
    Expr,
    Indexed,
    Symbol,
    Text,
    Transposed,
    Tuple,
)


def is_subject(side: Expr) -> bool:
    """Whether a side is something that a value is given to, and no computation."""
    match side:
        case Symbol() | Text() | Tuple():
            return True
        case Indexed(_, indices):
            return bool(indices)
        case Divide(top, bottom):
            return isinstance(top, Symbol) and isinstance(bottom, Symbol)
        case Transposed(Symbol()):
            return True
        case Apply(_, arguments):
            return all(isinstance(a, Symbol | Indexed) for a in arguments)
        case Boxed(body):
            return isinstance(body, Expr) and is_subject(body)
        case _:
            return isinstance(side, Derivative)
