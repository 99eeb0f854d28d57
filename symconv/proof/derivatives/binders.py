"""New names for what a sum binds, so that nothing which is put below the sign is captured."""

from __future__ import annotations

from collections.abc import Sequence

from symconv.latex.substitute import substitute
from symconv.latex.tree import Over, Range, Symbol
from symconv.notation import Name
from symconv.proof.derivatives.names import Names

Binders = tuple[Range | Over, ...]


def renamed(binders: Sequence[Range | Over], names: Names) -> tuple[Binders, dict[Name, Symbol]]:
    """Return the binders with new names, and the new name of each old one."""
    values: dict[Name, Symbol] = {}
    found: list[Range | Over] = []
    for binder in binders:
        match binder:
            case Range(old, low, high):
                lower, upper = substitute(low, values), substitute(high, values)
                (index,) = map(Symbol, names.fresh(1))
                values[old.name] = index
                found.append(Range(index, lower, upper))
            case Over(old_indices, condition):
                indices = tuple(map(Symbol, names.fresh(len(old_indices))))
                values |= {o.name: new for o, new in zip(old_indices, indices, strict=True)}
                said = None if condition is None else substitute(condition, values)
                found.append(Over(indices, said))
    return tuple(found), values


def range_depends(binder: Range | Over, variable: Name, names: Names) -> bool:
    """Whether what a sum runs over may change with a variable."""
    match binder:
        case Range(_, low, high):
            return names.depends(low, variable) or names.depends(high, variable)
        case Over(indices, condition):
            own = any(index.name == variable for index in indices)
            return condition is not None and not own and names.depends(condition, variable)
