r"""The presentation tree: what a LaTeX line says, in the order and form in which it says it.

*Defines* one frozen node class per construct of the dialect. Readers produce trees, writers
(TeX, MathML, plain text) print them, `symconv.latex.meaning` turns them into mathematics.

*Why apart from SymPy.* SymPy evaluates and reorders on construction: ``W + 2P - K`` would come
back as ``-K + 2P + W``, and the chain ``a = b = c`` as ``False``. A tree keeps what was written.

Redundant parentheses and spacing are not kept; two lines that differ only there have equal trees.
Every node may carry the `Span` of the source it was read from, which does not take part in ``==``.
"""

from symconv.latex.tree.atoms import Dots, Infinity, Number, Space, Symbol, Text
from symconv.latex.tree.binders import Big, Derivative, Limit, Over, Range
from symconv.latex.tree.brackets import Delta, Evaluated, Fence, Iverson, Modulo, Norm
from symconv.latex.tree.forms import Expr, Statement
from symconv.latex.tree.node import Node, Span
from symconv.latex.tree.operations import (
    Add,
    Apply,
    Binomial,
    Divide,
    Factorial,
    Indexed,
    Multiply,
    Negative,
    Power,
    Root,
    Transposed,
)
from symconv.latex.tree.statements import Chain, Leading, Line, Logic, Not, Quantified, Relation
from symconv.latex.tree.structures import (
    Boxed,
    Cases,
    Interval,
    Labelled,
    Matrix,
    SetOf,
    SetWhere,
    Shape,
    Tuple,
)
from symconv.latex.tree.walk import children, descendants, rebuilt

__all__ = [
    "Add",
    "Apply",
    "Big",
    "Binomial",
    "Boxed",
    "Cases",
    "Chain",
    "Delta",
    "Derivative",
    "Divide",
    "Dots",
    "Evaluated",
    "Expr",
    "Factorial",
    "Fence",
    "Indexed",
    "Infinity",
    "Interval",
    "Iverson",
    "Labelled",
    "Leading",
    "Limit",
    "Line",
    "Logic",
    "Matrix",
    "Modulo",
    "Multiply",
    "Negative",
    "Node",
    "Norm",
    "Not",
    "Number",
    "Over",
    "Power",
    "Quantified",
    "Range",
    "Relation",
    "Root",
    "SetOf",
    "SetWhere",
    "Shape",
    "Space",
    "Span",
    "Statement",
    "Symbol",
    "Text",
    "Transposed",
    "Tuple",
    "children",
    "descendants",
    "rebuilt",
]
