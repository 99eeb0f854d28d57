"""Elements of tensors: their printed names, whether they lie inside, and nested entries."""

from __future__ import annotations

from collections.abc import Iterator

from symconv.algebra.named_polynomial import NoValue
from symconv.latex.tree import Expr
from symconv.notation import Name
from symconv.proof.context import Entries
from symconv.proof.evaluation.arrays import shape_text

Index = tuple[int, ...]


def place(name: Name, index: Index) -> str:
    r"""Write one element of a tensor, ``w_{0, 1}``; a label joins the indices.

    >>> place(Name("W", label="out"), (2,))
    'W_{\\mathrm{out}, 2}'
    """
    if not index:
        return name.latex
    listed = ", ".join(map(str, index))
    if name.label:
        return f"{name.latex[:-1]}, {listed}}}"
    return f"{name.latex}_{{{listed}}}"


def is_inside(index: Index, shape: Index) -> bool:
    """Whether every index lies between 0 and its size."""
    return all(0 <= i < n for i, n in zip(index, shape, strict=True))


def leaves(entries: Entries, shape: Index, name: Name) -> Iterator[tuple[Index, Expr]]:
    """Yield index and expression of every leaf; raise NoValue unless the sizes are as stated."""
    if len(entries) != (shape[0] if shape else -1):
        raise NoValue(f"the entries of {name} do not have the shape {shape_text(shape)}")
    for i, entry in enumerate(entries):
        if len(shape) == 1:
            if isinstance(entry, tuple):
                raise NoValue(f"the entries of {name} are nested deeper than its shape")
            yield (i,), entry
        elif isinstance(entry, tuple):
            for index, leaf in leaves(entry, shape[1:], name):
                yield (i, *index), leaf
        else:
            raise NoValue(f"the entries of {name} are not nested as deep as its shape")
