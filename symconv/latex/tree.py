r"""The presentation tree: what a LaTeX line says, in the order and form in which it says it.

*Defines* one frozen node class per construct of the dialect. Readers produce trees, writers
(TeX, MathML, plain text) print them, `symconv.latex.meaning` turns them into mathematics.

*Why apart from SymPy.* SymPy evaluates and reorders on construction: ``W + 2P - K`` would come
back as ``-K + 2P + W``, and the chain ``a = b = c`` as ``False``. A tree keeps what was written.

Redundant parentheses and spacing are not kept; two lines that differ only there have equal trees.
Every node may carry the `Span` of the source it was read from, which does not take part in ``==``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from symconv.notation import Name


@dataclass(frozen=True, slots=True)
class Span:
    """Offsets ``start <= end`` into the source text."""

    start: int
    end: int


@dataclass(frozen=True)
class Node:
    """Base of all nodes; carries the span."""

    span: Span | None = field(default=None, compare=False, repr=False, kw_only=True)


# ------------------------------------------------------------------------------------ atoms


@dataclass(frozen=True)
class Number(Node):
    """An exact number as one literal: ``12``, or a terminating decimal such as ``0.25``."""

    value: Fraction


@dataclass(frozen=True)
class Infinity(Node):
    r"""``\infty``."""


@dataclass(frozen=True)
class Dots(Node):
    r"""``\dots`` (also ``\ldots``), ``\cdots``, ``\vdots``, ``\ddots``."""

    kind: Literal["dots", "cdots", "vdots", "ddots"] = "dots"


@dataclass(frozen=True)
class Symbol(Node):
    """A declared scalar, tensor or function, by its name alone."""

    name: Name


@dataclass(frozen=True)
class Text(Node):
    r"""Words inside mathematics, ``\text{...}``."""

    text: str


@dataclass(frozen=True)
class Space(Node):
    r"""A number space: ``\mathbb{R}``, ``\mathbb{R}^{B \times C}`` (its shape), ``\mathbb{Z}``."""

    letter: Literal["R", "Z", "N", "Q", "C"]
    shape: tuple[Expr, ...] = ()


# --------------------------------------------------------------------------------- operations


@dataclass(frozen=True)
class Indexed(Node):
    r"""An element of a tensor: ``w_{i,j}``, ``w_{(i,j)}`` or ``x[n]``."""

    base: Expr
    indices: tuple[Expr, ...]
    style: Literal["sub", "paren", "bracket"] = "sub"


@dataclass(frozen=True)
class Add(Node):
    """A sum of two or more terms; a subtracted term is `Negative`."""

    terms: tuple[Expr, ...]


@dataclass(frozen=True)
class Negative(Node):
    """``-a``."""

    body: Expr


@dataclass(frozen=True)
class Multiply(Node):
    r"""A product of two or more factors, by juxtaposition, ``\cdot``, ``\times`` or another sign.

    ``ast`` is the convolution ``*``, ``otimes`` the Kronecker product, ``odot`` the entrywise
    product and ``circ`` the composition of maps.
    """

    factors: tuple[Expr, ...]
    sign: Literal["", "cdot", "times", "ast", "otimes", "odot", "circ"] = ""


@dataclass(frozen=True)
class Divide(Node):
    r"""``\frac{a}{b}`` or ``a / b``."""

    numerator: Expr
    denominator: Expr
    style: Literal["frac", "slash"] = "frac"


@dataclass(frozen=True)
class Power(Node):
    """``a^{b}``."""

    base: Expr
    exponent: Expr


@dataclass(frozen=True)
class Root(Node):
    r"""``\sqrt{a}`` (``degree`` None) or ``\sqrt[p]{a}``."""

    body: Expr
    degree: Expr | None = None


@dataclass(frozen=True)
class Transposed(Node):
    r"""``A^{\top}``."""

    body: Expr


@dataclass(frozen=True)
class Factorial(Node):
    """``n!``."""

    body: Expr


@dataclass(frozen=True)
class Binomial(Node):
    r"""``\binom{n}{k}``."""

    n: Expr
    k: Expr


@dataclass(frozen=True)
class Apply(Node):
    r"""A function applied to arguments: a declared name, or an operator such as ``max``."""

    function: Name
    arguments: tuple[Expr, ...]


@dataclass(frozen=True)
class Fence(Node):
    """Brackets that mean something: floor, ceiling, absolute value, cardinality."""

    kind: Literal["floor", "ceil", "abs"]
    body: Expr


@dataclass(frozen=True)
class Norm(Node):
    r"""``\lVert x \rVert_{p}``; ``order`` None leaves the norm unnamed."""

    body: Expr
    order: Expr | None = None


@dataclass(frozen=True)
class Modulo(Node):
    r"""``a \bmod b``."""

    dividend: Expr
    modulus: Expr


@dataclass(frozen=True)
class Iverson(Node):
    """``[condition]``: 1 when the condition holds, else 0."""

    condition: Statement


@dataclass(frozen=True)
class Delta(Node):
    r"""Kronecker's ``\delta_{i, j}``."""

    left: Expr
    right: Expr


@dataclass(frozen=True)
class Evaluated(Node):
    r"""``\left. f \right|_{x = a}``."""

    body: Expr
    condition: Statement


# ----------------------------------------------------------------------------- binding operators


@dataclass(frozen=True)
class Range(Node):
    """A bound index that runs from ``lower`` to ``upper``, both included."""

    index: Symbol
    lower: Expr
    upper: Expr


@dataclass(frozen=True)
class Over(Node):
    r"""Bound indices constrained by a condition below the sign: ``i \in S``, ``i, j \in S``.

    ``condition`` None leaves the index set unsaid: ``\sum_{i} x_i``, ``\min_{w} f(w)``.
    """

    indices: tuple[Symbol, ...]
    condition: Statement | None = None


@dataclass(frozen=True)
class Big(Node):
    """A sum, product, extremum, union or arg-extremum over bound indices."""

    operator: Literal[
        "sum", "prod", "max", "min", "sup", "inf", "argmax", "argmin", "bigcup", "bigcap"
    ]
    binders: tuple[Range | Over, ...]
    body: Expr


@dataclass(frozen=True)
class Limit(Node):
    r"""``\lim_{x \to a} f``."""

    variable: Symbol
    target: Expr
    body: Expr


@dataclass(frozen=True)
class Derivative(Node):
    r"""``\frac{\partial f}{\partial x}``; ``variables`` as written, repeated for higher orders."""

    body: Expr
    variables: tuple[Expr, ...]
    partial: bool = True


# ------------------------------------------------------------------------------------ structures


@dataclass(frozen=True)
class Matrix(Node):
    """Rows of equal length; ``fence`` is the amsmath environment."""

    rows: tuple[tuple[Expr, ...], ...]
    fence: Literal["bmatrix", "pmatrix", "vmatrix", "matrix"] = "bmatrix"


@dataclass(frozen=True)
class Cases(Node):
    """Values with conditions, tried in order; None is "otherwise"."""

    branches: tuple[tuple[Expr, Statement | None], ...]


@dataclass(frozen=True)
class Shape(Node):
    r"""Sizes of a tensor, ``100 \times 128 \times 256``: not a product."""

    sizes: tuple[Expr, ...]


@dataclass(frozen=True)
class Tuple(Node):
    """``(a, b, c)``."""

    items: tuple[Expr, ...]


@dataclass(frozen=True)
class SetOf(Node):
    r"""``\{a, b, \dots, c\}``."""

    items: tuple[Expr, ...]


@dataclass(frozen=True)
class SetWhere(Node):
    r"""``\{ element : condition \}``."""

    element: Statement
    condition: Statement


@dataclass(frozen=True)
class Interval(Node):
    """``[a, b)`` and its kin."""

    lower: Expr
    upper: Expr
    left_closed: bool
    right_closed: bool


@dataclass(frozen=True)
class Labelled(Node):
    r"""``\underbrace{body}_{label}``."""

    body: Expr
    label: Expr


@dataclass(frozen=True)
class Boxed(Node):
    r"""``\boxed{body}``."""

    body: Statement


# ------------------------------------------------------------------------------------ statements

Relation = Literal[
    "=", ":=", "!=", "<", "<=", ">", ">=", "~", "==", "->", "in", "notin", "sub", "sube", "mid"
]


@dataclass(frozen=True)
class Chain(Node):
    """``a = b <= c``: sides and the relations between neighbours (one fewer).

    ``~`` is approximately equal, ``==`` is equivalence (``\\equiv``), ``->`` an arrow between a
    name and its value, ``mid`` divides.
    """

    sides: tuple[Expr, ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True)
class Leading(Node):
    """A row that starts with a relation, to be continued from the row above: ``= b``."""

    relation: Relation
    rest: Expr | Chain


@dataclass(frozen=True)
class Logic(Node):
    r"""``P \wedge Q``, ``P \vee Q``, ``P \Rightarrow Q``, ``P \Leftrightarrow Q``; two or more parts."""

    connective: Literal["and", "or", "implies", "iff"]
    parts: tuple[Statement, ...]


@dataclass(frozen=True)
class Not(Node):
    r"""``\neg P``."""

    body: Statement


@dataclass(frozen=True)
class Quantified(Node):
    r"""``\forall i \in S : P`` and ``\exists i \in S : P``."""

    quantifier: Literal["forall", "exists"]
    binder: Over
    body: Statement


Expr = (
    Number | Infinity | Dots | Symbol | Text | Space | Indexed | Add | Negative | Multiply | Divide
    | Power | Root | Transposed | Factorial | Binomial | Apply | Fence | Norm | Modulo | Iverson
    | Delta | Evaluated | Big | Limit | Derivative | Matrix | Cases | Shape | Tuple | SetOf
    | SetWhere | Interval | Labelled | Boxed
)  # fmt: skip
Statement = Expr | Chain | Leading | Logic | Not | Quantified


@dataclass(frozen=True)
class Line:
    """One statement with what surrounded it: its source text and its tags such as ``(12)``."""

    statement: Statement
    source: str = field(default="", compare=False)
    tags: tuple[str, ...] = ()
