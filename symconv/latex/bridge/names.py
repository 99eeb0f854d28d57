"""Names as SymPy symbols and back: `Name.plain` on one side, the declared domain as assumptions."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symconv.errors import DialectError
from symconv.latex import tree as t
from symconv.notation import ACCENTS, FONTS, Declared, Domain, Kind, Name, SymbolTable, name

ASSUMPTIONS: dict[Domain, dict[str, bool]] = {
    Domain.POSITIVE: {"integer": True, "positive": True},
    Domain.NATURAL: {"integer": True, "nonnegative": True},
    Domain.INTEGER: {"integer": True},
    Domain.REAL: {"real": True},
    Domain.POSITIVE_REAL: {"positive": True},
}


def symbol(row: Declared) -> Any:
    """Return the SymPy object of a declaration: Symbol, IndexedBase or undefined function.

    >>> from symconv.notation import scalars
    >>> symbol(scalars("n", Domain.POSITIVE)[0]).is_positive
    True
    """
    if row.kind is Kind.FUNCTION:
        return sp.Function(row.name.plain, real=True)
    assumptions = ASSUMPTIONS[row.domain]
    if row.kind is Kind.TENSOR:
        return sp.IndexedBase(row.name.plain, **assumptions)
    return sp.Symbol(row.name.plain, **assumptions)


def scalar(node: t.Symbol, symbols: SymbolTable) -> Any:
    """Return a symbol that stands alone; a tensor or function needs indices or arguments."""
    row = symbols[node.name]
    if row.kind is not Kind.SCALAR:
        raise DialectError(
            f"the {row.kind} {node.name} stands alone, which has no SymPy counterpart",
            remedy="give it indices or arguments, or declare it as a scalar",
        )
    return symbol(row)


def parsed(text: str, symbols: SymbolTable | None) -> Name:
    """Return the name of a SymPy symbol: declared, spelled in TeX, or in the form of Name.plain.

    >>> parsed("H_prime", None), parsed(r"\\hat{X}", None).accent
    (Name(base='H', primes=1, accent='', font='', layer='', label=''), 'hat')
    """
    for row in symbols or ():
        if row.name.plain == text:
            return row.name
    if "_" not in text or "{" in text:
        return _spelled(text)
    return _from_plain(text)


def _spelled(text: str) -> Name:
    """A spelling in TeX, or a bare word such as ``stride`` or ``alpha``."""
    if text.isalnum() and text[0].isalpha() and text.isascii():
        return Name(text)
    return name(text)


def _from_plain(text: str) -> Name:
    base, *parts = text.rstrip("_").split("_")
    found = Name(base)
    accent = parts.pop(0) if parts and parts[0] in ACCENTS else ""
    font = parts.pop(0) if parts and parts[0] in FONTS else ""
    primes = 0
    while parts and parts[0] == "prime":
        primes, parts = primes + 1, parts[1:]
    layer = parts.pop(0)[5:] if parts and parts[0].startswith("layer") else ""
    label = parts.pop(0) if parts else ""
    found = Name(base, primes, accent, font, layer, label)
    if parts or found.plain != text:
        raise DialectError(f"{text!r} is not the plain form of a name")
    return found
