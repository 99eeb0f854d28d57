"""MathML fitted to the font that a sheet brings along, Latin Modern Math, and to browsers.

*Defines* `fitted`, which changes four things that a general printer cannot know:

- a bracket around something no taller than a letter does not grow: browsers give a growing
  bracket the room of its largest form, and ``( x )`` looks torn;
- nor does an accent over one letter;
- a product with a named function has a gap before the name;
- a prime stands beside its letter: the font's prime is raised already, as a superscript it would be
  raised twice.
"""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_FENCES = frozenset("()[]{}|‖⌊⌋⌈⌉⟨⟩")
_TALL = frozenset({"mfrac", "mtable", "munderover", "munder", "msqrt", "mroot"})
_TIMES = "\N{INVISIBLE TIMES}"
_PRIMES = frozenset("′″‴")


def fitted(math: str) -> str:
    """Return a ``<math>`` element that looks right with the embedded font.

    >>> fitted("<math><mrow><mo>(</mo><mi>x</mi></mrow></math>")
    '<math><mrow><mo stretchy="false">(</mo><mi>x</mi></mrow></math>'
    """
    root = ElementTree.fromstring(math)
    for element in root.iter():
        _calm_fences(element)
        if element.tag == "mover" and element.get("accent") == "true" and element[0].tag == "mi":
            element[1].set("stretchy", "false")
        _space_functions(element)
    for element in root.iter():
        for at, child in enumerate(element):
            element[at] = _primed(child)
    return ElementTree.tostring(root, encoding="unicode")


def _calm_fences(parent: Element) -> None:
    fences = [child for child in parent if child.tag == "mo" and child.text in _FENCES]
    if fences and not any(map(_is_tall, parent)):
        for fence in fences:
            fence.set("stretchy", "false")


def _space_functions(parent: Element) -> None:
    for sign, factor in pairwise(parent):
        name = next(factor.iter("mi"), None)
        starts = name is not None and (name is factor or name is next(iter(factor), None))
        if sign.text == _TIMES and starts and name is not None and len(name.text or "") > 1:
            sign.set("lspace", "0.1667em")


def _is_tall(element: Element) -> bool:
    return any(inner.tag in _TALL for inner in element.iter())


def _primed(element: Element) -> Element:
    """Return a letter with its primes beside it, and its subscript if it has one."""
    if element.tag not in ("msup", "msubsup") or not _is_prime(element[-1]):
        return element
    beside = Element("mrow")
    element[-1].attrib.update(lspace="0", rspace="0")
    beside.extend([element[0], element[-1]])
    if element.tag == "msup":
        return beside
    below = Element("msub")
    below.extend([beside, element[1]])
    return below


def _is_prime(element: Element) -> bool:
    return element.tag == "mo" and bool(element.text) and set(element.text or "") <= _PRIMES
