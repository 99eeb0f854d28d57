"""Derive, prove, check and typeset the mathematics of convolutional networks.

Public names load their room when they are first used: ``import symconv`` imports neither NumPy nor
SymPy, so that the command line answers at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symconv.audit.check import check as check
    from symconv.latex.shortcuts import read_latex as read_latex
    from symconv.latex.shortcuts import write_latex as write_latex
    from symconv.layers import Activation as Activation
    from symconv.layers import AdaptiveAvgPool as AdaptiveAvgPool
    from symconv.layers import AdaptiveMaxPool as AdaptiveMaxPool
    from symconv.layers import Add as Add
    from symconv.layers import AvgPool as AvgPool
    from symconv.layers import BatchNorm as BatchNorm
    from symconv.layers import Concat as Concat
    from symconv.layers import Conv as Conv
    from symconv.layers import ConvTranspose as ConvTranspose
    from symconv.layers import Dropout as Dropout
    from symconv.layers import Flatten as Flatten
    from symconv.layers import GlobalAvgPool as GlobalAvgPool
    from symconv.layers import GlobalMaxPool as GlobalMaxPool
    from symconv.layers import GroupNorm as GroupNorm
    from symconv.layers import Identity as Identity
    from symconv.layers import InstanceNorm as InstanceNorm
    from symconv.layers import LayerNorm as LayerNorm
    from symconv.layers import Linear as Linear
    from symconv.layers import LpPool as LpPool
    from symconv.layers import MaxPool as MaxPool
    from symconv.layers import Network as Network
    from symconv.layers import Node as Node
    from symconv.layers import PixelShuffle as PixelShuffle
    from symconv.layers import PReLU as PReLU
    from symconv.layers import ReLU as ReLU
    from symconv.layers import Softmax as Softmax
    from symconv.layers import Upsample as Upsample
    from symconv.layers import ZeroPad as ZeroPad
    from symconv.layers import interior_patterns as interior_patterns
    from symconv.layers import misalignments as misalignments
    from symconv.layers import receptive_fields as receptive_fields
    from symconv.layers import shift_report as shift_report
    from symconv.proof.prove import prove as prove
    from symconv.sheets.network_file import load_network as load_network
    from symconv.sheets.spec import load as load
    from symconv.theorems import derive as derive

__version__ = "0.1.0"

_PUBLIC = {
    "Activation": "symconv.layers",
    "AdaptiveAvgPool": "symconv.layers",
    "AdaptiveMaxPool": "symconv.layers",
    "Add": "symconv.layers",
    "AvgPool": "symconv.layers",
    "BatchNorm": "symconv.layers",
    "Concat": "symconv.layers",
    "Conv": "symconv.layers",
    "ConvTranspose": "symconv.layers",
    "Dropout": "symconv.layers",
    "Flatten": "symconv.layers",
    "GlobalAvgPool": "symconv.layers",
    "GlobalMaxPool": "symconv.layers",
    "GroupNorm": "symconv.layers",
    "Identity": "symconv.layers",
    "InstanceNorm": "symconv.layers",
    "LayerNorm": "symconv.layers",
    "Linear": "symconv.layers",
    "LpPool": "symconv.layers",
    "MaxPool": "symconv.layers",
    "Network": "symconv.layers",
    "Node": "symconv.layers",
    "PReLU": "symconv.layers",
    "PixelShuffle": "symconv.layers",
    "ReLU": "symconv.layers",
    "Softmax": "symconv.layers",
    "Upsample": "symconv.layers",
    "ZeroPad": "symconv.layers",
    "interior_patterns": "symconv.layers",
    "misalignments": "symconv.layers",
    "receptive_fields": "symconv.layers",
    "shift_report": "symconv.layers",
    "check": "symconv.audit.check",
    "derive": "symconv.theorems",
    "load": "symconv.sheets.spec",
    "load_network": "symconv.sheets.network_file",
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
