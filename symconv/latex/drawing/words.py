r"""The words of a label as runs of Unicode characters, for pictures that have no formula setter.

*Defines* `Run` and `runs`. Mathematics is what questions may use (`symconv.latex.inline`) and fits
on one line: scripts are raised or lowered, a fraction is laid down to a slash. What needs two
dimensions (matrices, cases) is refused with DialectError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from symconv.errors import DialectError
from symconv.latex.inline.characters import can_print
from symconv.latex.inline.inline_math import to_mathml
from symconv.latex.inline.markup import Math, parse_sentence

_SMALLER = 0.7
_UP, _DOWN = 0.36, -0.18
_THIN = "\N{THIN SPACE}"
_OPENING, _CLOSING = frozenset("([{⌊⌈⟨"), frozenset(")]}⌋⌉⟩,;:.!?")
_FENCES = _OPENING | _CLOSING | frozenset("|‖′″…⋯")
_MARKS = {
    "^": "\N{COMBINING CIRCUMFLEX ACCENT}",
    "¯": "\N{COMBINING MACRON}",
    "~": "\N{COMBINING TILDE}",
    "→": "\N{COMBINING RIGHT ARROW ABOVE}",
    "˙": "\N{COMBINING DOT ABOVE}",
}


@dataclass(frozen=True)
class Run:
    """Characters in one style: ``rise`` above the baseline and ``scale`` are in font sizes."""

    text: str
    italic: bool = False
    rise: float = 0.0
    scale: float = 1.0


def runs(text: str) -> tuple[Run, ...]:
    r"""Return words, with mathematics between dollar signs, as runs.

    Raises FragmentError for mathematics outside the subset, DialectError for what does not fit on
    a line or cannot be printed.

    >>> [run.text for run in runs("size $W_1 - 2$")]
    ['size ', 'W', '1', '\u2009−\u2009', '2']
    """
    found: list[Run] = []
    for part in parse_sentence(text):
        found += _math(part.latex) if isinstance(part, Math) else [Run(_plain(part.text))]
    return tuple(found)


def _plain(words: str) -> str:
    for char in words:
        if not can_print(char) or char in "\n\t":
            raise DialectError(f"U+{ord(char):04X} cannot be printed in a label")
    return words


def _math(latex: str) -> list[Run]:
    return list(_row(list(ElementTree.fromstring(to_mathml(latex)))))


def _row(parts: Sequence[Element]) -> Iterator[Run]:
    for at, part in enumerate(parts):
        if part.tag == "mo":
            yield Run(_sign(part.text or "", infix=at > 0 and not _opens(parts[at - 1])))
        else:
            yield from _runs(part)


def _sign(char: str, *, infix: bool) -> str:
    if char == ",":
        return f",{_THIN}"
    spaced = infix and char not in _FENCES and char != "/"
    return f"{_THIN}{char}{_THIN}" if spaced else char


def _opens(before: Element) -> bool:
    """Whether a sign after this one is a sign of its own, as the minus in ``(−1``."""
    return before.tag == "mo" and (before.text or "") not in _CLOSING | frozenset("|‖′″…⋯")


def _runs(element: Element) -> Iterable[Run]:
    rule = _RULES.get(element.tag)
    return rule(element) if rule else _refuse(element)


def _letter(element: Element) -> list[Run]:
    text = element.text or ""
    slanted = text.isascii() or "α" <= text <= "ϖ"  # as TeX does: capital Greek stands upright
    italic = len(text) == 1 and slanted and element.get("mathvariant") != "normal"
    return [Run(text, italic=italic)]


def _scripts(base: Element, below: Element | None, above: Element | None) -> Iterator[Run]:
    yield from _runs(base)
    if above is not None and above.tag == "mo" and set(above.text or "") <= set("′″"):
        yield Run(above.text or "")
        above = None
    if below is not None:
        yield from _shifted(below, _DOWN)
    if above is not None:
        yield from _shifted(above, _UP)


def _shifted(element: Element, rise: float) -> Iterator[Run]:
    for run in _runs(element):
        text = run.text.replace(_THIN, "")
        yield replace(run, text=text, rise=rise + _SMALLER * run.rise, scale=_SMALLER * run.scale)


def _over(element: Element) -> Iterable[Run]:
    base, above = element
    if element.get("accent") != "true":
        return _scripts(base, None, above)
    *before, last = _runs(base)
    return [*before, replace(last, text=last.text + _MARKS[above.text or ""])]


def _fraction(element: Element) -> Iterator[Run]:
    if element.get("linethickness") == "0":
        _refuse(element)
    top, bottom = element
    yield from _grouped(top)
    yield Run("/")
    yield from _grouped(bottom)


def _root(element: Element) -> Iterator[Run]:
    yield Run("√")
    if len(element) == 1:
        yield from _grouped(element[0])
    else:
        yield from (Run("("), *_row(list(element)), Run(")"))


def _grouped(element: Element) -> Iterator[Run]:
    found = list(_runs(element))
    yield from found if len(found) == 1 else (Run("("), *found, Run(")"))


def _space(element: Element) -> list[Run]:
    em = float((element.get("width") or "0em").removesuffix("em"))
    return [Run("\N{EM SPACE}" * int(em) or (_THIN if em > 0 else ""))]


def _refuse(element: Element) -> NoReturn:
    what = {"mtable": "a matrix", "mfrac": "a binomial"}.get(element.tag, element.tag)
    raise DialectError(f"{what} cannot stand in a label", remedy="write it in one line")


_RULES: Mapping[str, Callable[[Element], Iterable[Run]]] = {
    "mi": _letter,
    "mn": lambda e: [Run(e.text or "")],
    "mo": lambda e: [Run(_sign(e.text or "", infix=False))],
    "mtext": lambda e: [Run(e.text or "")],
    "mspace": _space,
    "mrow": lambda e: _row(list(e)),
    "msub": lambda e: _scripts(e[0], e[1], None),
    "msup": lambda e: _scripts(e[0], None, e[1]),
    "msubsup": lambda e: _scripts(e[0], e[1], e[2]),
    "munder": lambda e: _scripts(e[0], e[1], None),
    "munderover": lambda e: _scripts(e[0], e[1], e[2]),
    "mover": _over,
    "mfrac": _fraction,
    "msqrt": _root,
}
