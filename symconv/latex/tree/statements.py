"""Statements: chains of relations, logic, quantifiers; and the line that carries one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from symconv.latex.tree.binders import Over
from symconv.latex.tree.node import Node

if TYPE_CHECKING:
    from symconv.latex.tree.forms import Expr, Statement


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
    r"""``P \wedge Q``, ``\vee``, ``\Rightarrow``, ``\Leftrightarrow``; two or more parts."""

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


@dataclass(frozen=True)
class Line:
    """One statement with what surrounded it: its source text and its tags such as ``(12)``."""

    statement: Statement
    source: str = field(default="", compare=False)
    tags: tuple[str, ...] = ()
