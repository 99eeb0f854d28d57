r"""Names that everybody gives to a quantity of a question, where the question has another one.

*Defines* `with_usual_names`. The variance of a normalisation is v in its derivation; nearly every
answer speaks of the deviation :math:`\sigma` and its square. Where the derivation declares the
name, leaves it free and has the variance, the name is defined: :math:`\sigma := \sqrt v`.
"""

from __future__ import annotations

from dataclasses import replace

from symconv.latex import tex
from symconv.latex.tree import Expr, Indexed, Root, Symbol
from symconv.notation import Name
from symconv.proof.context import Formula
from symconv.proof.derivation import Defined, Derivation

DEVIATION, VARIANCE, INVERSE = Name("sigma"), Name("v"), Name("s")
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


def _element(name: Name, definition: Formula) -> Expr:
    if not definition.parameters:
        return Symbol(name)
    return Indexed(Symbol(name), tuple(Symbol(p) for p in definition.parameters))
