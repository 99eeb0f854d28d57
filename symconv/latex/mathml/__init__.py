r"""The MathML printer: the same tree as MathML Core, which browsers show without a script.

*Defines* `write(node)`. Only elements of MathML Core appear, everything is escaped, and the TeX of
the tree goes along as ``alttext`` and as an annotation.

*Why by hand.* Fences that stretch, limits that move below the sign in display mode and primes that
share their corner with an exponent have to be said in Core's own terms; alignment and boxes are
CSS. Rows of a derivation are aligned by the document, not here.

*See* the W3C's MathML Core, https://www.w3.org/TR/mathml-core/
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from symconv.latex import tex
from symconv.latex import tree as t
from symconv.latex.canonical import canonical
from symconv.latex.mathml.elements import element
from symconv.latex.mathml.printer import render
from symconv.latex.parentheses import explicit

NAMESPACE = "http://www.w3.org/1998/Math/MathML"


def write(node: t.Node, *, display: bool = False) -> str:
    r"""Return a ``<math>`` element; ``display`` sets it as a block with limits below the signs.

    Raises DialectError for a tree that has no TeX spelling.

    >>> print(write(t.Infinity()))
    <math xmlns="http://www.w3.org/1998/Math/MathML" alttext="\infty"><semantics><mi>∞</mi><annotation encoding="application/x-tex">\infty</annotation></semantics></math>
    """  # noqa: E501
    ready = explicit(canonical(node))
    source = tex.render(ready)
    note = element("annotation", escape(source), encoding="application/x-tex")
    mode = {"display": "block"} if display else {}
    return element(
        "math",
        element("semantics", render(ready) + note),
        xmlns=NAMESPACE,
        **mode,
        alttext=source,
    )


__all__ = ["write"]
