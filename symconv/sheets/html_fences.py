"""Brackets in MathML that need not grow are told not to.

*Defines* `calm`. A bracket grows by default; around something that is no taller than a letter it
stays as it is, but browsers then give it the room of its grown forms, and ``( x )`` looks torn.
"""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_FENCES = frozenset("()[]{}|‖⌊⌋⌈⌉⟨⟩")
_TALL = frozenset({"mfrac", "mtable", "munderover", "munder", "msqrt", "mroot"})


def calm(math: str) -> str:
    """Return a ``<math>`` element in which only brackets around something tall may grow.

    >>> calm("<math><mrow><mo>(</mo><mi>x</mi></mrow></math>")
    '<math><mrow><mo stretchy="false">(</mo><mi>x</mi></mrow></math>'
    """
    root = ElementTree.fromstring(math)
    for parent in root.iter():
        fences = [child for child in parent if child.tag == "mo" and child.text in _FENCES]
        if fences and not any(map(_is_tall, parent)):
            for fence in fences:
                fence.set("stretchy", "false")
    return ElementTree.tostring(root, encoding="unicode")


def _is_tall(element: Element) -> bool:
    return any(inner.tag in _TALL for inner in element.iter())
