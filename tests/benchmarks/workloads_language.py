"""Do reading, writing and tracing a network cost what they should, beside what others take for it?

Reading is compared with latex2sympy2 and writing with SymPy's own LaTeX printer, on the same
formulas of the field; tracing ResNet-152 with tracing ResNet-18, which has a seventh of its layers.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from workload import Workload, unchanged

from symconv.latex import tex
from symconv.latex.bridge import to_sympy
from symconv.latex.reader import read_one
from symconv.notation import Domain, SymbolTable, scalars

TABLE = SymbolTable.of(scalars("n k s p d H W P K S", Domain.POSITIVE))
FORMULAS = (
    r"\frac{H + 2 P - K}{S} + 1",
    r"(n + 2 p - d (k - 1) - 1) \cdot s",
    r"n^{2} k - 2 n k + k",
    r"\frac{1}{n} \left(\frac{k}{s} + \frac{p}{2}\right)",
)


def read_all(texts: tuple[str, ...]) -> int:
    """Read every text with the strict reader."""
    return len([read_one(text, TABLE) for text in texts])


def read_all_otherwise(texts: tuple[str, ...]) -> int:
    """Read every text with latex2sympy2."""
    from latex2sympy2 import latex2sympy

    return len([latex2sympy(text) for text in texts])


def write_all(trees: tuple[Any, ...]) -> int:
    """Write every tree."""
    return len([tex.write(tree) for tree in trees])


def write_all_otherwise(objects: tuple[Any, ...]) -> int:
    """Write every SymPy object with SymPy's printer."""
    import sympy

    return len([sympy.latex(obj) for obj in objects])


def as_sympy(trees: tuple[Any, ...]) -> tuple[tuple[Any, ...]]:
    """Return the same formulas as SymPy objects."""
    return (tuple(to_sympy(tree, TABLE) for tree in trees),)


def resnet(depths: tuple[int, ...], *, bottleneck: bool) -> Any:
    """Return a ResNet from the layer lists of the network tests."""
    path = Path(__file__).parents[1] / "networks" / "architectures.py"
    spec = importlib.util.spec_from_file_location("network_architectures", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.resnet(depths, bottleneck=bottleneck)


def trace(deep: Any, _: Any) -> int:
    """Count everything of the first network."""
    found = deep.trace()
    return int(found.parameter_count() + found.operations.macs + found.landing_macs)


def trace_shallow(_: Any, shallow: Any) -> int:
    """Count everything of the second network."""
    return trace(shallow, None)


WORKLOADS = [
    Workload(
        "read_formulas",
        read_all,
        read_all_otherwise,
        lambda rng, dtype: (FORMULAS,),
        goal=0.1,
        peer_name="latex2sympy2",
        prepare=unchanged,
    ),
    Workload(
        "write_formulas",
        write_all,
        write_all_otherwise,
        lambda rng, dtype: (tuple(read_one(f, TABLE).statement for f in FORMULAS),),
        goal=1.0,
        peer_name="sympy",
        prepare=as_sympy,
    ),
    Workload(
        "trace_resnet152",
        trace,
        trace_shallow,
        lambda rng, dtype: (
            resnet((3, 8, 36, 3), bottleneck=True),
            resnet((2, 2, 2, 2), bottleneck=False),
        ),
        goal=10.0,
        peer_name="symconv",
        prepare=unchanged,
        check=False,
    ),
]
