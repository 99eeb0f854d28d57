"""Arithmetic: sums, products, quotients, powers, applications and indexed elements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from symconv.latex.tree.node import Node
from symconv.notation import Name

if TYPE_CHECKING:
    from symconv.latex.tree.forms import Expr


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
