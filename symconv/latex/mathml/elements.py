"""MathML Core elements as strings: escaped text, quoted attributes, rows and stretching fences."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

INVISIBLE_TIMES = "\N{INVISIBLE TIMES}"
TALL = ("<mfrac", "<munder", "<mtable", "<msqrt", "<mroot")
APPLY = "\N{FUNCTION APPLICATION}"


def element(tag: str, content: str, **attributes: str) -> str:
    """Return an element around finished markup; a trailing underscore of an attribute is dropped.

    >>> element("mrow", element("mi", "x"), class_="boxed")
    '<mrow class="boxed"><mi>x</mi></mrow>'
    """
    shown = "".join(f" {key.rstrip('_')}={quoteattr(v)}" for key, v in attributes.items())
    return f"<{tag}{shown}>{content}</{tag}>"


def identifier(text: str, *, upright: bool = False) -> str:
    """Return ``mi``; one letter is italic unless upright, several are upright anyway.

    >>> identifier("d", upright=True)
    '<mi mathvariant="normal">d</mi>'
    """
    normal = {"mathvariant": "normal"} if upright and len(text) == 1 else {}
    return element("mi", escape(text), **normal)


def number(text: str) -> str:
    """Return ``mn``."""
    return element("mn", escape(text))


def operator(text: str, **attributes: str) -> str:
    """Return ``mo``, escaped.

    >>> operator("<")
    '<mo>&lt;</mo>'
    """
    return element("mo", escape(text), **attributes)


def words(text: str) -> str:
    """Return ``mtext``; blanks at its ends are kept."""
    inner = text.strip()
    left = "\N{NO-BREAK SPACE}" * (text[:1] == " ")
    right = "\N{NO-BREAK SPACE}" * (text[-1:] == " ")
    return element("mtext", left + escape(inner) + right)


def row(*parts: str) -> str:
    """Return ``mrow``."""
    return element("mrow", "".join(parts))


def separated(parts: Iterable[str], separator: str = ",") -> str:
    """Return a row with a separator between the parts."""
    return row(operator(separator, separator="true").join(parts))


def fenced(content: str, left: str = "(", right: str = ")") -> str:
    """Return the content between brackets that grow with it; an empty bracket is none.

    Around content of one line's height a bracket that may stretch is set wider than a plain one,
    so only tall content gets it.

    >>> fenced(identifier("n")).count('stretchy="false"')
    2
    """
    stretchy = "true" if any(tag in content for tag in TALL) else "false"
    sides = ((left, "prefix"), (right, "postfix"))
    opening, closing = (
        operator(text, form=form, fence="true", stretchy=stretchy) if text else ""
        for text, form in sides
    )
    return row(opening, content, closing)


def table(rows: Iterable[Iterable[str]], align: str = "center") -> str:
    """Return ``mtable``; alignment is CSS on the cells, as Core has no attribute for it."""
    style = {} if align == "center" else {"style": f"text-align:{align}"}
    lines = (
        element("mtr", "".join(element("mtd", cell, **style) for cell in line)) for line in rows
    )
    return element("mtable", "".join(lines))


def scripts(nucleus: str, below: list[str], above: list[str]) -> str:
    """Return the nucleus with one subscript and one superscript, each a row if several."""
    sub, sup = _joined(below), _joined(above)
    if sub and sup:
        return element("msubsup", nucleus + sub + sup)
    if sub:
        return element("msub", nucleus + sub)
    return element("msup", nucleus + sup) if sup else nucleus


def _joined(parts: list[str]) -> str:
    return row(*parts) if len(parts) > 1 else "".join(parts)
