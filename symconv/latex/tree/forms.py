"""The two sorts of tree: `Expr`, which has a value, and `Statement`, which may hold or not."""

from symconv.latex.tree.atoms import Dots, Infinity, Number, Space, Symbol, Text
from symconv.latex.tree.binders import Big, Derivative, Limit
from symconv.latex.tree.brackets import Delta, Evaluated, Fence, Iverson, Modulo, Norm
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
from symconv.latex.tree.statements import Chain, Leading, Logic, Not, Quantified
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

Expr = (
    Number | Infinity | Dots | Symbol | Text | Space | Indexed | Add | Negative | Multiply | Divide
    | Power | Root | Transposed | Factorial | Binomial | Apply | Fence | Norm | Modulo | Iverson
    | Delta | Evaluated | Big | Limit | Derivative | Matrix | Cases | Shape | Tuple | SetOf
    | SetWhere | Interval | Labelled | Boxed
)  # fmt: skip
Statement = Expr | Chain | Leading | Logic | Not | Quantified
