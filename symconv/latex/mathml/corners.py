r"""Names, elements and powers in MathML: what stands below and above the nucleus.

*Why collected first.* A prime, a layer and an exponent share one corner, as in TeX: ``H'^{2}`` is
one ``msup`` with two marks, not a power hung on a raised prime.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from symconv.latex import glyphs
from symconv.latex import tree as t
from symconv.latex.mathml import elements as m
from symconv.notation import Name

Render = Callable[[t.Node], str]
ACCENTS = {"hat": "^", "bar": "¯", "tilde": "~", "vec": "→", "dot": "˙"}


@dataclass(frozen=True)
class Corners:
    """A nucleus with the marks of its lower and upper right corner, as markup."""

    nucleus: str
    below: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)

    def markup(self) -> str:
        """Return the script element."""
        return m.scripts(self.nucleus, self.below, self.above)


def of_name(name: Name) -> Corners:
    """Return a name's letter, its label below, its primes and layer above."""
    upright = name.base == "d" and not name.font
    nucleus = m.identifier(glyphs.letters(name.base, name.font), upright=upright)
    if name.accent:
        mark = m.operator(ACCENTS[name.accent], stretchy="false")
        nucleus = m.element("mover", nucleus + mark, accent="true")
    marks = m.operator(glyphs.primes(name.primes), lspace="0", rspace="0")
    above = [marks] if name.primes else []
    if name.layer:
        above.append(m.fenced(_label(name.layer)))
    return Corners(nucleus, [_label(name.label)] if name.label else [], above)


def _label(text: str) -> str:
    return m.number(text) if text.isdigit() else m.identifier(text, upright=True)


def of_element(node: t.Indexed, render: Render) -> Corners:
    """Return the base with its indices below, after its label if it has one."""
    indices = [*map(render, node.indices)]
    if node.style == "paren":
        indices = [m.fenced(m.separated(indices))]
    if not isinstance(node.base, t.Symbol):
        return Corners(render(node.base), [m.separated(indices)])
    base = of_name(node.base.name)
    return Corners(base.nucleus, [m.separated([*base.below, *indices])], base.above)


def of_base(node: t.Node, render: Render) -> Corners:
    """Return what an exponent can join: the corners of a name, an element or a norm."""
    if isinstance(node, t.Symbol):
        return of_name(node.name)
    if isinstance(node, t.Indexed) and node.style != "bracket":
        return of_element(node, render)
    if isinstance(node, t.Norm):
        return of_norm(node, render)
    return Corners(render(node))


def of_norm(node: t.Norm, render: Render) -> Corners:
    """Return the double bars with their order below."""
    bars = m.fenced(render(node.body), "‖", "‖")
    return Corners(bars, [] if node.order is None else [render(node.order)])


def raised(node: t.Node, exponent: str, render: Render) -> str:
    """Return the base with one more mark in its upper corner."""
    base = of_base(node, render)
    return m.scripts(base.nucleus, base.below, [*base.above, exponent])
