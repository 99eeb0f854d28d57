r"""The strict reader: LaTeX to presentation trees, everything understood or refused.

*Defines* `read`, `read_one` and `formulas`.

*How.* Characters become tokens, layout is dropped by a closed list, the text is cut into
statements, and each is read by recursive descent without going back. Nothing is evaluated and
nothing is kept between calls. Every node carries its place; every error has a place and a remedy.

*What it asks of the caller.* A closed symbol table. A name that is not in it is an error, because
in texts written by people a misreading nearly always invents a name.
"""

from __future__ import annotations

from dataclasses import replace

from symconv.errors import LatexError, TooLarge
from symconv.latex.reader.bounds import MAX_STATEMENTS
from symconv.latex.reader.cursor import Cursor, Grammar, Star
from symconv.latex.reader.cutting import Segment
from symconv.latex.reader.expressions import expression
from symconv.latex.reader.layout import canonical_tokens
from symconv.latex.reader.markdown import Formula, formulas
from symconv.latex.reader.products import factor, product
from symconv.latex.reader.ranges import bound_behind
from symconv.latex.reader.scope import Scope
from symconv.latex.reader.segments import segments
from symconv.latex.reader.source import Source
from symconv.latex.reader.statements import row, statement
from symconv.latex.reader.tokens import tokenize
from symconv.latex.tree import Line, Span, Text
from symconv.notation import SymbolTable

__all__ = ["Formula", "formulas", "read", "read_one"]
GRAMMAR = Grammar(row, statement, expression, product, factor)


def read(
    text: str, symbols: SymbolTable, *, source: str = "<text>", star: Star = "refuse"
) -> tuple[Line, ...]:
    r"""Read every statement of a formula.

    ``star`` says what ``*`` means: a product, the convolution, or an error. Raises LatexError and
    its kin UnknownName, AmbiguousLatex and DialectError, or TooLarge; each with a place.

    >>> from symconv.notation import scalars, SymbolTable
    >>> table = SymbolTable.of(scalars("H H' P K S"))
    >>> line, = read(r"H' = \lfloor (H + 2P - K)/S \rfloor + 1 \tag{3}", table)
    >>> line.statement.relations, line.tags
    (('=',), ('(3)',))
    """
    origin = Source(text, source)
    scope = Scope.of(symbols)
    tokens = canonical_tokens(origin, tokenize(origin))
    parts = bound_behind(segments(origin, tokens), scope)
    if all(part.remark for part in parts):
        raise origin.error(LatexError, "no formula", 0, 1)
    if len(parts) > MAX_STATEMENTS:
        at = parts[MAX_STATEMENTS].tokens[0]
        fact = f"the text has {len(parts)} statements; at most {MAX_STATEMENTS} are read"
        raise origin.error(TooLarge, fact, at.start, at.end, "split it into formulas")
    return tuple(_line(origin, part, scope, star) for part in parts)


def read_one(
    text: str, symbols: SymbolTable, *, source: str = "<text>", star: Star = "refuse"
) -> Line:
    r"""Read a formula that is exactly one statement.

    >>> from symconv.notation import scalars, SymbolTable
    >>> read_one(r"W + 2P - K", SymbolTable.of(scalars("W P K"))).source
    'W + 2P - K'
    """
    lines = read(text, symbols, source=source, star=star)
    if len(lines) > 1:
        span = lines[1].statement.span or Span(0, 1)
        fact = f"one statement was expected, and there are {len(lines)}"
        raise Source(text, source).error(LatexError, fact, span.start, span.end)
    return lines[0]


def _line(origin: Source, part: Segment, scope: Scope, star: Star) -> Line:
    start, end = part.tokens[0].start, part.tokens[-1].end
    text = origin.text[start:end]
    if part.remark:
        words = Text(part.tokens[0].word, span=Span(start, end))
        return Line(words, text, tuple(part.tags))
    cursor = Cursor(origin, part.tokens, scope, GRAMMAR, star)
    found = row(cursor)
    if cursor.text:
        raise cursor.unexpected()
    if isinstance(found, Text):
        raise origin.error(LatexError, "words alone are no statement", start, end)
    if found.span is None:
        found = replace(found, span=Span(start, end))
    return Line(found, text, tuple(part.tags))
