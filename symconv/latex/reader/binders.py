r"""What stands below and above an operator: ranges, memberships, conditions on indices.

*Defines* `binders`, for ``\sum``, and `overs`, for quantifiers and braces.

*Which names are bound.* Those before ``=`` with an upper limit; those before ``\in``; those listed
alone; otherwise the one name of the condition that is not known yet, or the middle of ``0 \le i <
n``. Several unknown names in a condition are refused: one of them may be a slip of the pen.
"""

from __future__ import annotations

from symconv.errors import LatexError
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.each import said_of_each
from symconv.latex.reader.listing import find, is_statement, pieces
from symconv.latex.reader.scripts import TokenRange
from symconv.latex.reader.subjects import bound_name, subjects
from symconv.latex.tree import Logic, Over, Range, Span, Statement, Symbol
from symconv.notation import Name

DOTS = (r"\dots", r"\cdots")


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
    clauses = [q for row in rows for p in pieces(c, *row, ":") for q in clauses_between(c, *p)]
    if any(a == b for a, b in clauses):
        raise c.error(LatexError, "an empty limit", *sub)
    return clauses


def clauses_between(c: Cursor, first: int, last: int) -> list[TokenRange]:
    r"""Return the clauses between commas; ``i = 1, \dots, n`` is one."""
    out: list[TokenRange] = []
    for piece in pieces(c, first, last):
        goes_on = out and not is_statement(c, *piece) and find(c, *out[-1], "=")
        if goes_on and find(c, out[-1][0], last, *DOTS):
            out[-1] = (out[-1][0], piece[1])
        else:
            out.append(piece)
    return out


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
        at = _membership(c, clause)
        new = _members(c, clause, at, waiting) if at else waiting or subjects(c, clause, out)
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
    if not waiting or not _membership(c, clause):
        return condition
    return said_of_each(c, waiting, condition, clause)


def _membership(c: Cursor, clause: TokenRange) -> int:
    r"""The position of ``\in``, or of the equals sign of a range with dots; 0 if there is none."""
    found = find(c, *clause, r"\in")
    if not found and find(c, *clause, ",") and find(c, *clause, *DOTS):
        found = find(c, *clause, "=")
    return found[0] if found else 0


def _members(c: Cursor, clause: TokenRange, at: int, waiting: list[Symbol]) -> list[Symbol]:
    """The names before a membership: one, or the items of a pair."""
    first = clause[0]
    if c.texts[first] == "(" and c.partner[first] == at - 1:
        return [c.within(a, b, bound_name) for a, b in pieces(c, first + 1, at - 1)]
    return [*waiting, c.within(first, at, bound_name)]
