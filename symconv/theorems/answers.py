"""The boxed answer of a theorem: its LaTeX for people and its exact value for programs."""

from __future__ import annotations

from collections.abc import Sequence

from symconv.latex import plain, tex
from symconv.latex.tree import Chain, Expr, Negative, Number, Statement
from symconv.proof.derivation import Answer, Exact
from symconv.theorems.draft import Draft


def answer(conclusions: Sequence[str], drafts: Sequence[Draft]) -> Answer:
    """Box one conclusion per draft; the value is what stands behind the last ``=`` of each."""
    trees = [d.tree(c) for c, d in zip(conclusions, drafts, strict=True)]
    values = [exact(_last_side(t)) for t in trees]
    latex = box([tex.write(t) for t in trees])
    return Answer(latex, values[0] if len(values) == 1 else tuple(values))


def box(lines: Sequence[str]) -> str:
    r"""Join answers into one display: a single line, or rows of ``aligned``."""
    if len(lines) == 1:
        return lines[0]
    return r"\begin{aligned} " + r" \\ ".join(lines) + r" \end{aligned}"


def exact(expression: Expr) -> Exact:
    """Return an integer, a fraction, or a string that SymPy can parse, with plain names.

    >>> from fractions import Fraction
    >>> exact(Number(Fraction(3)))
    3
    """
    match expression:
        case Number(value):
            return int(value) if value.denominator == 1 else value
        case Negative(Number(value)):
            return int(-value) if value.denominator == 1 else -value
    return plain.write(expression)


def _last_side(tree: Statement) -> Expr:
    if not isinstance(tree, Chain):
        raise TypeError(f"a conclusion is a chain of relations, not {tree!r}")
    return tree.sides[-1]
