r"""What stands below and above an operator: ranges, memberships, conditions on indices.

*Defines* `binders`, for ``\sum``, and `over`, for quantifiers.

*Which names are bound.* Those before ``=`` with an upper limit; those before ``\in``; those listed
alone; otherwise the one name of the condition that is not known yet, or the middle of ``0 \le i <
n``. Several unknown names in a condition are refused: one of them may be a slip of the pen.
"""

from __future__ import annotations

from symconv.errors import AmbiguousLatex, LatexError
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.each import said_of_each
from symconv.latex.reader.listing import RELATIONS, find, is_statement, pieces
from symconv.latex.reader.names import nucleus, starts_name
from symconv.latex.reader.scripts import TokenRange, scripts
from symconv.latex.reader.symbols import settle
from symconv.latex.tree import Logic, Over, Range, Span, Statement, Symbol
from symconv.notation import Kind, Name


def binders(c: Cursor, sub: TokenRange, sup: TokenRange | None) -> list[Range | Over]:
    """Read the limits of an operator, one binder per range or condition."""
    if sup is not None:
        return list(_ranges(c, sub, sup))
    found: list[Range | Over] = list(overs(c, _clauses(c, sub)))
    return found


def names_of(binder: Range | Over) -> list[Name]:
    """Return the names that a binder binds."""
    return [binder.index.name] if isinstance(binder, Range) else [s.name for s in binder.indices]


def _ranges(c: Cursor, sub: TokenRange, sup: TokenRange) -> list[Range]:
    equals = find(c, *sub, "=")
    if len(equals) != 1 or find(c, *sub, r"\in", r"\le", r"\ge", "<", ">"):
        fact = "an upper limit needs one 'index = lower limit' below"
        raise c.error(LatexError, fact, *sub)
    names = [c.within(a, b, bound_name) for a, b in pieces(c, sub[0], equals[0])]
    lower = c.within(equals[0] + 1, sub[1], c.grammar.expression)
    upper = c.within(*sup, c.grammar.expression)
    span = Span(c.tokens[sub[0]].start, c.tokens[sup[1] - 1].end)
    return [Range(n, lower, upper, span=span) for n in names]


def _clauses(c: Cursor, sub: TokenRange) -> list[TokenRange]:
    r"""The clauses below a sign: separated by commas, colons, or as rows of ``\substack``."""
    first, last = sub
    if c.texts[first] == r"\substack" and first + 1 < last and c.partner[first + 1] == last - 1:
        rows = pieces(c, first + 2, last - 1, "\\\\")
    else:
        rows = [sub]
    clauses = [q for row in rows for p in pieces(c, *row, ":") for q in pieces(c, *p)]
    if any(a == b for a, b in clauses):
        raise c.error(LatexError, "an empty limit", *sub)
    return clauses


def overs(c: Cursor, clauses: list[TokenRange]) -> list[Over]:
    """Read clauses one after the other; each may use the names that earlier ones bind."""
    outer = c.scope
    out: list[Over] = []
    waiting: list[Symbol] = []
    for clause in clauses:
        if not is_statement(c, *clause):
            waiting.append(c.within(*clause, bound_name))
            c.scope = c.scope.binding([waiting[-1].name])
            continue
        new = (
            _members(c, clause, waiting)
            if find(c, *clause, r"\in")
            else (waiting or _subjects(c, clause, out))
        )
        c.scope = c.scope.binding([s.name for s in new])
        condition = _condition(c, clause, waiting)
        waiting = []
        span = Span(c.tokens[clause[0]].start, c.tokens[clause[1] - 1].end)
        if new:
            out.append(Over(tuple(new), condition, span=span))
        else:
            out[-1] = Over(out[-1].indices, _both(out[-1].condition, condition), span=span)
    if waiting:
        out.append(Over(tuple(waiting), span=c.span(clauses[0][0])))
    c.scope = outer
    return out


def _both(left: Statement | None, right: Statement) -> Statement:
    if left is None:
        return right
    parts = left.parts if isinstance(left, Logic) and left.connective == "and" else (left,)
    return Logic("and", (*parts, right))


def _condition(c: Cursor, clause: TokenRange, waiting: list[Symbol]) -> Statement:
    r"""The condition of a clause; ``i, j \in S`` says it of each name."""
    condition = c.within(*clause, c.grammar.statement)
    if not waiting or not find(c, *clause, r"\in"):
        return condition
    return said_of_each(c, waiting, condition, clause)


def _members(c: Cursor, clause: TokenRange, waiting: list[Symbol]) -> list[Symbol]:
    r"""The names before ``\in``: one, or the items of a pair."""
    at = find(c, *clause, r"\in")[0]
    first = clause[0]
    if c.texts[first] == "(" and c.partner[first] == at - 1:
        return [c.within(a, b, bound_name) for a, b in pieces(c, first + 1, at - 1)]
    return [*waiting, c.within(first, at, bound_name)]


def _subjects(c: Cursor, clause: TokenRange, earlier: list[Over]) -> list[Symbol]:
    """The name that a condition without a membership is about."""
    unknown = _unknown_names(c, clause)
    if len(unknown) == 1:
        return unknown
    if len(unknown) > 1:
        names = ", ".join(s.name.latex for s in unknown)
        fact = f"none of {names} is declared; it is not clear which is the index"
        raise c.error(AmbiguousLatex, fact, *clause, remedy="list the indices first: i, j : i < j")
    if earlier:
        return []
    middle = _middle(c, clause)
    if middle is None:
        fact = "it is not clear which name is the index"
        raise c.error(AmbiguousLatex, fact, *clause, remedy="list the indices first: i : i < j")
    return [middle]


def _middle(c: Cursor, clause: TokenRange) -> Symbol | None:
    r"""The middle of ``0 \le i < n``."""
    signs = find(c, *clause, *RELATIONS)
    if len(signs) != 2:
        return None
    return c.within(signs[0] + 1, signs[1], bound_name)


def _unknown_names(c: Cursor, clause: TokenRange) -> list[Symbol]:
    """Names in the clause that are not known and that nothing is applied to."""
    out: dict[Name, Symbol] = {}
    for i in range(*clause):
        text = c.texts[i]
        greek_or_letter = starts_name(text) and (len(text) == 1 or not c.tokens[i].word)
        if not greek_or_letter or (c.adjacent(i) and i > clause[0] and c.texts[i - 1] == "_"):
            continue
        name = Name(text.lstrip("\\"))
        after = c.texts[i + 1] if i + 1 < clause[1] else ""
        if name not in c.scope and after not in ("(", "[", "_", "'", "^"):
            out.setdefault(name, Symbol(name, span=Span(c.tokens[i].start, c.tokens[i].end)))
    return list(out.values())


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
