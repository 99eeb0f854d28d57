r"""What a quantity may be called: ``H_2``, ``r^{(2)}`` and ``r_2`` are all the second layer's.

*Defines* `alias`, the spelling of a subject without the marks that people place differently
(subscript or layer, upright or italic), `bare`, that of an element without its indices, and
`layer_of`, the layer that a subject belongs to.
"""

from __future__ import annotations

import re
from dataclasses import replace

from symconv.errors import SymconvError
from symconv.latex import tex
from symconv.latex.tree import Expr, Indexed, Node, Number, Symbol, Text, descendants
from symconv.notation import Name

_MARKS = re.compile(r"\\(?:mathrm|mathbf|boldsymbol|mathcal|text|operatorname|left|right)\b|[\s{}]")
AXES = frozenset("HWD")
_EVEN_ODD = re.compile(r"(even|odd|mod\w*)$")


def alias(subject: Expr) -> str:
    r"""Return the bare spelling of a subject; empty for one that is no name.

    >>> from symconv.notation import name
    >>> alias(Symbol(name("r^{(2)}"))), alias(Symbol(name(r"r_{\mathrm{2}}")))
    ('r2', 'r2')
    """
    match subject:
        case Symbol(name):
            return spelled(name)
        case Indexed(Symbol(name), (Number(value),)):
            return f"{spelled(name)}{value}"
        case Text(words):
            return words.strip().lower()
        case _:
            return _written(subject)


def bare(subject: Expr) -> str:
    r"""Return the alias of an element without its indices, where these are letters; else nothing.

    >>> from symconv.notation import name
    >>> bare(Indexed(Symbol(name(r"\mu")), (Symbol(name("c")),)))
    'mu'
    """
    match subject:
        case Indexed(Symbol(name), indices) if all(isinstance(i, Symbol) for i in indices):
            return spelled(name)
        case _:
            return ""


def spelled(name: Name) -> str:
    """Return a name without fonts, with layer and label behind it."""
    accent = "" if name.accent in ("", "bar") else name.accent
    return f"{accent}{name.base}{name.primes * chr(39)}{name.layer}{name.label}"


def without_phase(spelling: str) -> str:
    """Return an alias without the phase of a unit: ``r4even`` is one of ``r4``."""
    return _EVEN_ODD.sub("", spelling)


def without_axis(name: Name) -> str:
    r"""Return the alias of a name whose label is an axis: ``P'_{\mathrm{W}}`` is one of ``P'``.

    >>> without_axis(Name("P", primes=1, label="W"))
    "P'"
    """
    return spelled(replace(name, label="") if name.label in AXES else name)


def layer_of(subject: Node) -> int | None:
    """Return the number of the layer that all layered names of a subject carry, if it is one."""
    names = [n.name for n in descendants(subject) if isinstance(n, Symbol)]
    layers = {n.layer for n in names if n.layer.isdecimal()}
    return int(layers.pop()) if len(layers) == 1 else None


def _written(subject: Expr) -> str:
    try:
        return _MARKS.sub("", tex.write(subject))
    except SymconvError:
        return ""
