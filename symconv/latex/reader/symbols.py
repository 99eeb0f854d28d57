r"""A name with its scripts: which of them belong to the name, which are indices, which a power.

*Defines* `symbol`, which reads a name and what its declaration makes of its neighbourhood: a
function takes arguments, a tensor indices, a scalar neither.

*Rule.* A script belongs to the name when the longer name is declared: ``W_{\mathrm{out}}``,
``W^{(1)}``. Labels are upright and indices italic; an italic word is a label only where it cannot
be indices.
"""

from __future__ import annotations

from dataclasses import replace

from symconv.errors import AmbiguousLatex, DialectError, LatexError
from symconv.latex.reader.arguments import applied
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.indices import bracket_indices, delta, subscripted
from symconv.latex.reader.names import nucleus, unknown
from symconv.latex.reader.powers import is_transposition, raised
from symconv.latex.reader.scripts import Scripts, TokenRange, scripts
from symconv.latex.tree import Apply, Expr, Symbol
from symconv.notation import Kind, Name

UPRIGHT = frozenset({r"\mathrm", r"\text"})


def symbol(c: Cursor) -> Expr:
    r"""Read a name, its indices, its power or its arguments.

    Raises UnknownName if it is not declared, AmbiguousLatex if its scripts have two readings.
    """
    first = c.pos
    core = nucleus(c)
    found = scripts(c)
    name, found = settle(c, core, found)
    kind = c.scope.kind(name)
    if kind is None:
        if name == Name("delta") and found.sub is not None:
            return _powered(c, delta(c, found.sub, first), found, first)
        if core == Name("e") and found.sup is not None and found.sub is None:
            exponent = c.within(*found.sup, c.grammar.expression)
            return Apply(Name("exp"), (exponent,), span=c.span(first))
        raise unknown(c, _attempted(c, name, found), first)
    if kind is Kind.FUNCTION:
        return _function(c, name, found, first)
    bare = Symbol(name, span=c.span(first))
    node: Expr = bare
    if found.sub is not None:
        node = _element(c, bare, kind, found, first)
        if found.sup is not None and is_transposition(c, found.sup):
            return node
    elif kind is Kind.TENSOR and c.text == "[" and found.sup is None:
        node = bracket_indices(c, bare, first)
    return _powered(c, node, found, first)


def settle(c: Cursor, core: Name, found: Scripts) -> tuple[Name, Scripts]:
    """Return the longest declared name that the scripts can spell, and the scripts left over."""
    name = replace(core, primes=core.primes + found.primes) if found.primes else core
    if found.sub is None and found.sup is None:
        return name, found
    layer = _layer(c, found.sup)
    label, rest = _label(c, found.sub)
    for with_layer in (layer, "") if layer else ("",):
        for with_label in (label, "") if label else ("",):
            longer = replace(name, layer=with_layer, label=with_label)
            if (with_layer or with_label) and longer in c.scope:
                if with_label and _reads_as_indices(c, name, with_layer, found.sub):
                    continue
                sub = rest if with_label else found.sub
                return longer, Scripts(0, sub, None if with_layer else found.sup)
    return name, Scripts(0, found.sub, found.sup)


def _layer(c: Cursor, sup: TokenRange | None) -> str:
    """The text of ``^{(1)}`` or ``^{(l)}``; empty if the superscript is something else."""
    if sup is None or c.texts[sup[0]] != "(" or c.texts[sup[1] - 1] != ")":
        return ""
    text = "".join(c.texts[sup[0] + 1 : sup[1] - 1])
    return text if text.isascii() and text.isalnum() else ""


def _label(c: Cursor, sub: TokenRange | None) -> tuple[str, TokenRange | None]:
    r"""The label that a subscript may spell, and the indices after it: ``_{\mathrm{out}, i}``."""
    if sub is None:
        return "", None
    first, last = sub
    if c.texts[first] in UPRIGHT:
        word = c.tokens[first].word.strip()
        if not word and last - first > 1 and len(c.texts[first + 1]) == 1:
            word, first = c.texts[first + 1], first + 1
        if word.isascii() and word.isalnum() and last - first == 1:
            return word, None
        if word.isascii() and word.isalnum() and c.texts[first + 1] == ",":
            return word, (first + 2, last)
        return "", None
    text = "".join(c.texts[first:last])
    return (text, None) if text.isascii() and text.isalnum() else ("", None)


def _reads_as_indices(c: Cursor, name: Name, layer: str, sub: TokenRange | None) -> bool:
    """Whether an italic subscript that spells a label is rather a list of indices."""
    if sub is None or c.texts[sub[0]] in UPRIGHT:
        return False
    tensor = c.scope.row(replace(name, layer=layer))
    if tensor is None or tensor.kind is not Kind.TENSOR:
        return False
    letters = c.texts[sub[0] : sub[1]]
    known = all(t.isdigit() or Name(t) in c.scope for t in letters)
    if len(letters) == 1:
        return known
    if known and tensor.rank in (1, len(letters)):
        word = "".join(letters)
        fact = f"the subscript {word} is a label of {name.latex}, and indices"
        remedy = rf"write \mathrm{{{word}}} for the label, commas for indices"
        raise c.error(AmbiguousLatex, fact, *sub, remedy=remedy)
    return False


def _attempted(c: Cursor, name: Name, found: Scripts) -> Name:
    """The name that a person most likely meant, for the message."""
    layer = _layer(c, found.sup)
    upright = found.sub is not None and c.texts[found.sub[0]] in UPRIGHT
    label = _label(c, found.sub)[0] if upright else ""
    return replace(name, layer=layer, label=label)


def _element(c: Cursor, node: Symbol, kind: Kind, found: Scripts, first: int) -> Expr:
    assert found.sub is not None
    name = node.name
    if c.texts[found.sub[0]] in UPRIGHT and _label(c, found.sub)[0]:
        word = Name(_label(c, found.sub)[0])
        if kind is Kind.SCALAR or word not in c.scope:
            raise unknown(c, _attempted(c, name, found), first)
    if kind is Kind.SCALAR:
        fact = f"{name.latex} is a scalar and takes no index"
        labelled = replace(name, label=_label(c, found.sub)[0]).latex
        remedy = (
            f"declare {labelled} if it is a name"
            if _label(c, found.sub)[0]
            else f"declare {name.latex} as a tensor"
        )
        raise c.error(LatexError, fact, *found.sub, remedy=remedy)
    return subscripted(c, node, found, first)


def _function(c: Cursor, name: Name, found: Scripts, first: int) -> Expr:
    if found.sub is not None:
        fact = f"{name.latex} is a function and takes no index"
        raise c.error(LatexError, fact, *found.sub, remedy="declare the name with its label")
    if found.sup is not None:
        fact = f"a superscript between the function {name.latex} and its arguments"
        remedy = r"write \left(f\left(x\right)\right)^{2}, or declare the name with its script"
        raise c.error(AmbiguousLatex, fact, *found.sup, remedy=remedy)
    if c.text == "(":
        return applied(c, name, first)
    if c.text == "{" and c.ahead() == "(" and c.partner[c.pos + 1] == c.partner[c.pos] - 1:
        return c.group(lambda inner: applied(inner, name, first))
    if c.text in ("[", "{", r"\{"):
        raise c.error(DialectError, "the arguments of a function stand in parentheses")
    return Symbol(name, span=c.span(first))


def _powered(c: Cursor, node: Expr, found: Scripts, first: int) -> Expr:
    return node if found.sup is None else raised(c, node, found.sup, first)
