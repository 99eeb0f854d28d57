"""Bracketed and tagged forms: floor, norm, remainder, Iverson bracket, delta, evaluation bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from symconv.latex.tree.node import Node

if TYPE_CHECKING:
    from symconv.latex.tree.forms import Expr, Statement


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
