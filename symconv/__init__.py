"""Derive, prove, check and typeset the mathematics of convolutional networks.

Public names load their room when they are first used: ``import symconv`` imports neither NumPy nor
SymPy, so that the command line answers at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symconv.latex.shortcuts import read_latex as read_latex
    from symconv.latex.shortcuts import write_latex as write_latex
    from symconv.layers import Conv as Conv
    from symconv.layers import ConvTranspose as ConvTranspose
    from symconv.proof.prove import prove as prove
    from symconv.sheets.spec import load as load
    from symconv.theorems import derive as derive

__version__ = "0.1.0"

_PUBLIC = {
    "Conv": "symconv.layers",
    "ConvTranspose": "symconv.layers",
    "derive": "symconv.theorems",
    "load": "symconv.sheets.spec",
    "prove": "symconv.proof.prove",
    "read_latex": "symconv.latex.shortcuts",
    "write_latex": "symconv.latex.shortcuts",
}


def __getattr__(name: str) -> object:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'symconv' has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC])
