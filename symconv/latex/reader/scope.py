"""Which names are known at a place in a formula: the declared ones and the indices bound there.

*Defines* `Scope`. A sum, quantifier or set-builder extends the scope for what it reaches over, and
for nothing else.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace

from symconv.notation import GREEK, Declared, Domain, Kind, Name, SymbolTable


@dataclass(frozen=True)
class Scope:
    """A symbol table with bound indices.

    >>> scope = Scope.of(SymbolTable()).binding([Name("i")])
    >>> scope.kind(Name("i")), scope.kind(Name("j"))
    (<Kind.SCALAR: 'scalar'>, None)
    """

    table: SymbolTable
    bound: frozenset[Name] = frozenset()
    words: frozenset[str] = frozenset()

    @staticmethod
    def of(table: SymbolTable) -> Scope:
        """Return the scope of a whole text."""
        bases = {n.base for n in table.rows}
        return Scope(table, words=frozenset(b for b in bases if len(b) > 1 and b not in GREEK))

    def binding(self, names: list[Name]) -> Scope:
        """Return the scope in which these names are known too."""
        return replace(self, bound=self.bound.union(names))

    def __contains__(self, name: Name) -> bool:
        return name in self.table.rows or name in self.bound

    def row(self, name: Name) -> Declared | None:
        """Return what the name stands for, or None if it is not known here."""
        found = self.table.rows.get(name)
        if found is None and name in self.bound:
            return Declared(name, Domain.INTEGER, Kind.SCALAR)
        return found

    def kind(self, name: Name) -> Kind | None:
        """Return what the name can be applied to, or None if it is not known here."""
        found = self.row(name)
        return None if found is None else found.kind

    def remedy(self, name: Name) -> str:
        """Say what to do about a name that is not known."""
        known = {n.latex: n for n in self.table.rows} | {n.latex: n for n in self.bound}
        same_base = [s for s, n in known.items() if n.base == name.base]
        near = same_base or difflib.get_close_matches(name.latex[:40], list(known)[:200], n=3)
        if near:
            return f"did you mean {' or '.join(near[:3])}? Otherwise declare {name.latex}"
        return f"declare {name.latex}"
