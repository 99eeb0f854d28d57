"""Composite forms: matrices, cases, shapes, tuples, sets, intervals, labels and boxes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from symconv.latex.tree.node import Node

if TYPE_CHECKING:
    from symconv.latex.tree.forms import Expr, Statement


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
