r"""Names that everybody gives to a quantity of a question, where the question has another one.

*Defines* `with_usual_names`, `usual_in`, `by_variance` and `is_by_deviation`. The variance of a
normalisation is v in its derivation; nearly every answer speaks of the deviation :math:`\sigma` and
its square. Where the derivation declares the name, leaves it free and has the variance, the name is
defined: :math:`\sigma := \sqrt v`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from symconv.audit.causes.free_names import names_in_tree
from symconv.latex import tex
from symconv.latex.tree import Derivative, Expr, Indexed, Node, Root, Symbol, descendants
from symconv.notation import Name, SymbolTable
from symconv.proof.context import Formula
from symconv.proof.derivation import Defined, Derivation

DEVIATION, VARIANCE, INVERSE = Name("sigma"), Name("v"), Name("s")
MEAN, NORMALISED, OUTPUT = Name("mu"), Name("x", accent="hat"), Name("y")
_INDICES, _SQUARE = r"(\s*_\s*(?:\{[^{}]*\}|[A-Za-z]))", r"\s*\^\s*(?:2|\{2\})"
_BY_SQUARE = re.compile(rf"\\partial\s*\\sigma(?:{_INDICES}?{_SQUARE}|{_SQUARE}{_INDICES}?)")
REASON = "the deviation, the root of the variance"


def with_usual_names(derivation: Derivation) -> Derivation:
    """Return the derivation with the deviation defined where only the variance is.

    >>> from symconv.theorems import derive
    >>> norm = derive("batch_norm_gradients", shape=["N"], over=[0])
    >>> with_usual_names(norm).definitions[-1].latex
    '\\\\sigma := \\\\sqrt{v}'
    """
    defined = {d.name: d.definition for d in derivation.definitions}
    body = defined.get(VARIANCE)
    if DEVIATION in defined or DEVIATION not in derivation.symbols or INVERSE not in defined:
        return derivation
    if not isinstance(body, Formula):
        return derivation
    root = Root(_element(VARIANCE, body))
    latex = f"{tex.write(_element(DEVIATION, body))} := {tex.write(root)}"
    added = Defined(DEVIATION, replace(body, body=root), latex, REASON)
    return replace(derivation, definitions=(*derivation.definitions, added))


def usual_in(derivation: Derivation) -> frozenset[Name]:
    """Return the names that mean to everybody what they mean in a derivation.

    Whoever normalises and writes a mean, a variance and an output means those of the question.
    """
    defined = {d.name for d in derivation.definitions}
    if not {MEAN, NORMALISED} <= defined:
        return frozenset()
    return frozenset({MEAN, NORMALISED, OUTPUT, VARIANCE, DEVIATION} & defined)


def by_variance(text: str, known: SymbolTable) -> str:
    r"""Return a formula with derivatives by the square of the deviation as those by the variance.

    >>> from symconv.notation import scalars
    >>> by_variance(r"\frac{\partial L}{\partial \sigma^2}", SymbolTable.of(scalars(r"\sigma v")))
    '\\frac{\\partial L}{\\partial v      }'
    """
    if DEVIATION not in known or VARIANCE not in known:
        return text
    return _BY_SQUARE.sub(
        lambda m: rf"\partial v{m[1] or m[2] or ''}".ljust(len(m[0])), text
    )  # as long as before, so that places stay right


def is_by_deviation(tree: Node) -> bool:
    """Whether a derivative is taken by the deviation, on which nothing of the sheet depends."""
    return any(
        isinstance(n, Derivative) and DEVIATION in names_in_tree(v)
        for n in descendants(tree)
        for v in getattr(n, "variables", ())
    )


def _element(name: Name, definition: Formula) -> Expr:
    if not definition.parameters:
        return Symbol(name)
    return Indexed(Symbol(name), tuple(Symbol(p) for p in definition.parameters))
