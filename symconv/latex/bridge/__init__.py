r"""Between presentation trees and SymPy, for users who compute with SymPy.

*Defines* `to_sympy(node, symbols)` and `from_sympy(obj, symbols)`.

*Notation.* A name becomes its `Name.plain`, with the assumptions of its declared domain. Relations
and connectives are built unevaluated, so that a true statement does not become ``True``;
expressions are built as SymPy always builds them, which may reorder and combine them. Towers of
powers, factorials and binomials of large numbers are refused before SymPy computes them.
"""

from symconv.latex.bridge.sympy_to_tree import from_sympy
from symconv.latex.bridge.tree_to_sympy import to_sympy

__all__ = ["from_sympy", "to_sympy"]
