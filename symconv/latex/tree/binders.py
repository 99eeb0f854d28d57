"""Operators that bind an index: sums, extrema, limits; and derivatives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from symconv.latex.tree.atoms import Symbol
from symconv.latex.tree.node import Node

if TYPE_CHECKING:
    from symconv.latex.tree.forms import Expr, Statement


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
