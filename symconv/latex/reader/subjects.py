r"""Which names a condition below a sign is about, and how such a name is read.

*Why strict.* Exactly one name that is not known may be meant as the index; with several, one may be
a slip of the pen.
"""

from __future__ import annotations

from symconv.errors import AmbiguousLatex, LatexError
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.listing import RELATIONS, find
from symconv.latex.reader.names import nucleus, starts_name
from symconv.latex.reader.scripts import TokenRange, scripts
from symconv.latex.reader.symbols import settle
from symconv.latex.tree import Over, Span, Symbol
from symconv.notation import Kind, Name

ATTACHED = frozenset({"(", "[", "_", "'", "^"})


def subjects(c: Cursor, clause: TokenRange, earlier: list[Over]) -> list[Symbol]:
    """The name that a condition without a membership is about; none if it only restricts."""
    signs = find(c, *clause, *RELATIONS)
    middle = (signs[0] + 1, signs[1]) if len(signs) == 2 else None
    restricts = bool(earlier and middle and find(c, *middle, "+", "-", r"\cdot"))
    if middle and starts_name(c.texts[middle[0]]) and not restricts:
        return [c.within(*middle, bound_name)]
    unknown = _unknown_names(c, clause)
    if len(unknown) == 1 and not _only_a_bound(c, clause, signs, unknown[0].name):
        return unknown
    if unknown:
        names = ", ".join(s.name.latex for s in unknown)
        fact = f"{names} not declared; it is not clear which name is the index"
        raise c.error(AmbiguousLatex, fact, *clause, remedy="list the indices first: i, j : i < j")
    if earlier:
        return []
    only = [s for s, after in _names(c, clause).values() if after not in ATTACHED]
    if len(only) != 1 or len(_names(c, clause)) != 1:
        fact = "it is not clear which name is the index"
        raise c.error(AmbiguousLatex, fact, *clause, remedy="list the indices first: i : i < j")
    return only


def _only_a_bound(c: Cursor, clause: TokenRange, signs: list[int], name: Name) -> bool:
    r"""Whether the unknown name is what a declared one is compared with: ``i \le N``."""
    if not signs or signs[0] != clause[0] + 1:
        return False
    left = Name(c.texts[clause[0]].lstrip("\\"))
    return left in c.scope.table and left != name


def _names(c: Cursor, clause: TokenRange) -> dict[Name, tuple[Symbol, str]]:
    """The letters of the clause as names, each with the sign after its first place."""
    out: dict[Name, tuple[Symbol, str]] = {}
    for i in range(*clause):
        text = c.texts[i]
        letter = starts_name(text) and (len(text) == 1 or not c.tokens[i].word)
        if not letter or (i > clause[0] and c.texts[i - 1] == "_"):
            continue
        after = c.texts[i + 1] if i + 1 < clause[1] else ""
        symbol = Symbol(Name(text.lstrip("\\")), span=Span(c.tokens[i].start, c.tokens[i].end))
        out.setdefault(symbol.name, (symbol, after))
    return out


def _unknown_names(c: Cursor, clause: TokenRange) -> list[Symbol]:
    """Names in the clause that are not known and that nothing is applied to."""
    found = _names(c, clause).values()
    return [s for s, after in found if s.name not in c.scope and after not in ATTACHED]


def bound_name(c: Cursor) -> Symbol:
    r"""Read the name of an index: ``i``, ``i'``, ``i_1``; it need not be declared."""
    first = c.pos
    if not starts_name(c.text):
        raise c.error(LatexError, "the name of an index was expected")
    core = nucleus(c)
    found = scripts(c)
    if found.sup is not None:
        raise c.error(LatexError, "a superscript on the name of an index", *found.sup)
    name, rest = settle(c, core, found)
    if rest.sub is not None:
        label = "".join(c.texts[rest.sub[0] : rest.sub[1]])
        if not (label.isascii() and label.isalnum()):
            raise c.error(LatexError, "an index of an index", *rest.sub)
        name = Name(name.base, name.primes, name.accent, name.font, "", label)
    if c.scope.kind(name) is Kind.FUNCTION:
        raise c.error(
            LatexError, f"{name.latex} is a function and cannot be an index", first, c.pos
        )
    return Symbol(name, span=c.span(first))
