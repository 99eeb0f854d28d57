"""Words and formulas as HTML: everything is escaped, formulas are MathML Core.

*Defines* `element`, `inlines`, `blocks`, `words` and `formula`.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from symconv.latex import mathml
from symconv.latex.inline.inline_math import to_mathml
from symconv.latex.inline.markup import (
    Block,
    Bullets,
    Code,
    Display,
    Emphasis,
    Inline,
    Math,
    Strong,
    Words,
    parse_sentence,
)
from symconv.latex.tree import Node
from symconv.sheets.html_fit import fitted


def element(tag: str, content: str, **attributes: str) -> str:
    """Return one element; ``class_`` becomes ``class``, ``aria_label`` becomes ``aria-label``.

    >>> element("p", "a &lt; b", class_="x")
    '<p class="x">a &lt; b</p>'
    """
    names = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    written = "".join(f' {name}="{escape(value)}"' for name, value in names)
    return f"<{tag}{written}>{content}</{tag}>"


def words(text: str) -> str:
    """Return a sentence of the engine, which may hold ``$mathematics$``, as HTML."""
    return inlines(parse_sentence(text))


def inlines(parts: Sequence[Inline]) -> str:
    """Return a run of inlines as HTML."""
    return "".join(map(_inline, parts))


def blocks(parts: Sequence[Block]) -> str:
    """Return blocks as HTML."""
    return "\n".join(map(_block, parts))


def formula(node: Node, *, display: bool = True) -> str:
    """Return a tree as an inline ``<math>`` element, by default in display style.

    HTML needs no namespace, and the text alternative is the annotation.
    """
    _, rest = mathml.write(node, display=display).split(">", 1)
    return fitted(('<math displaystyle="true">' if display else "<math>") + rest)


def _inline(part: Inline) -> str:
    match part:
        case Words(text):
            return escape(text)
        case Strong(text):
            return element("strong", escape(text))
        case Emphasis(text):
            return element("em", escape(text))
        case Code(text):
            return element("code", escape(text))
        case Math(latex):
            return fitted(to_mathml(latex))


def _block(part: Block) -> str:
    match part:
        case Display(latex):
            body = fitted(to_mathml(latex).replace("<math>", '<math displaystyle="true">', 1))
            return element("div", body, class_="scroll display")
        case Bullets(items):
            return element("ul", "".join(element("li", inlines(item)) for item in items))
        case _:
            return element("p", inlines(part.inlines))
