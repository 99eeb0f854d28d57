"""LaTeX out and in: one presentation tree, its writers, its strict reader, its bridge to SymPy.

The names are loaded when they are first used, so that importing this package imports neither SymPy
nor the second reader.

>>> import symconv.latex
>>> symconv.latex.write(symconv.latex.tree.Infinity())
'\\\\infty'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from symconv.latex import tree

if TYPE_CHECKING:
    from symconv.latex.align import write_align
    from symconv.latex.bridge import from_sympy, to_sympy
    from symconv.latex.reader import read, read_one
    from symconv.latex.tex import write

_HOMES = {
    "from_sympy": "bridge",
    "read": "reader",
    "read_one": "reader",
    "to_sympy": "bridge",
    "write": "tex",
    "write_align": "align",
}


def __getattr__(name: str) -> Any:
    """Load a public function from its module."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


__all__ = [
    "from_sympy",
    "read",
    "read_one",
    "to_sympy",
    "tree",
    "write",
    "write_align",
]
