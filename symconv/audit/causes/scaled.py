r"""A number times a matrix, written out as the matrix of the products.

*Defines* `written_out`, so that a multiple and its entries are compared entry by entry.
"""

from __future__ import annotations

from typing import Any

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.trees import times
from symconv.latex.tree import Matrix, Multiply, descendants


def written_out(tree: Any) -> Any:
    """Return a multiple of a matrix by numbers as a matrix, and anything else as it is.

    >>> from fractions import Fraction
    >>> from symconv.latex.tree import Number
    >>> two, three = Number(Fraction(2)), Number(Fraction(3))
    >>> written_out(times(two, Matrix(((three,),)))) == Matrix(((times(two, three),),))
    True
    """
    if not isinstance(tree, Multiply):
        return tree
    arrays = [f for f in tree.factors if isinstance(f, Matrix)]
    numbers = [f for f in tree.factors if not isinstance(f, Matrix)]
    if len(arrays) != 1 or any(names_in_tree(f) or _has_array(f) for f in numbers):
        return tree
    return Matrix(tuple(tuple(times(*numbers, e) for e in row) for row in arrays[0].rows))


def _has_array(tree: Any) -> bool:
    return any(isinstance(node, Matrix) for node in descendants(tree))
