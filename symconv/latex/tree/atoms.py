"""Leaves of the tree: numbers, names, words and number spaces."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from symconv.latex.tree.node import Node
from symconv.notation import Name

if TYPE_CHECKING:
    from symconv.latex.tree.forms import Expr


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
