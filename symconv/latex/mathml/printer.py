"""One rule per node type, from a tree with explicit parentheses to MathML Core."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from symconv.errors import DialectError
from symconv.latex import glyphs, spelling
from symconv.latex import tree as t
from symconv.latex.clauses import clauses
from symconv.latex.mathml import corners
from symconv.latex.mathml import elements as m
from symconv.latex.parentheses import Paren, takes_superscript
from symconv.latex.precedence import derives_name
from symconv.latex.spelling import decimal

THIN = m.element("mspace", "", width="0.1667em")
WORD_OPERATORS = {"argmax": "arg\N{NO-BREAK SPACE}max", "argmin": "arg\N{NO-BREAK SPACE}min"}
BOX = "border:1px solid;padding:0.3em"


def render(node: t.Node) -> str:
    """Return the markup of a tree whose parentheses are explicit already."""
    rule = RULES.get(type(node))
    if rule is None:
        raise DialectError(f"{type(node).__name__} has no MathML")
    return rule(node)


def joined(nodes: tuple[t.Node, ...], sign: str) -> str:
    """Return a row of nodes with an operator sign between neighbours."""
    return m.row(m.operator(sign).join(map(render, nodes)))


def _space(node: t.Space) -> str:
    letter = m.identifier(glyphs.letters(node.letter, "mathbb"))
    return m.scripts(letter, [], [joined(node.shape, "×")] if node.shape else [])


def _indexed(node: t.Indexed) -> str:
    if node.style == "bracket":
        return m.row(render(node.base), m.fenced(m.separated(map(render, node.indices)), "[", "]"))
    return corners.of_element(node, render).markup()


def _add(node: t.Add) -> str:
    first, *rest = node.terms
    parts = [render(first)]
    for term in rest:
        negative = isinstance(term, t.Negative)
        parts.append(m.operator(glyphs.MINUS if negative else "+"))
        parts.append(render(term.body if negative else term))  # type: ignore[union-attr]
    return m.row(*parts)


def _multiply(node: t.Multiply) -> str:
    return joined(node.factors, glyphs.PRODUCTS.get(node.sign, m.INVISIBLE_TIMES))


def _divide(node: t.Divide) -> str:
    top, bottom = render(node.numerator), render(node.denominator)
    if node.style == "slash":
        return m.row(top, m.operator("/"), bottom)
    return m.element("mfrac", top + bottom)


def _root(node: t.Root) -> str:
    body = render(node.body)
    if node.degree is None:
        return m.element("msqrt", body)
    return m.element("mroot", body + render(node.degree))


def _binomial(node: t.Binomial) -> str:
    stacked = m.element("mfrac", render(node.n) + render(node.k), linethickness="0")
    return m.fenced(stacked)


def _apply(node: t.Apply) -> str:
    plain = spelling.function(node.function).lstrip("\\") == node.function.base
    known = plain and len(node.function.base) > 1 and node.function.base not in glyphs.GREEK
    word = m.identifier(node.function.base) if known else corners.of_name(node.function).markup()
    arguments = m.fenced(m.separated(map(render, node.arguments)))
    return m.row(word, m.operator(m.APPLY), arguments)


def _modulo(node: t.Modulo) -> str:
    sign = m.operator("mod", lspace="0.2222em", rspace="0.2222em")
    return m.row(render(node.dividend), sign, render(node.modulus))


def _delta(node: t.Delta) -> str:
    indices = m.separated(map(render, (node.left, node.right)))
    return m.scripts(m.identifier(glyphs.GREEK["delta"]), [indices], [])


def _evaluated(node: t.Evaluated) -> str:
    bar = m.fenced(render(node.body), "", "|")
    return m.scripts(bar, [render(node.condition)], [])


def _big(node: t.Big) -> str:
    binder = node.binders[0]
    sign = glyphs.BIG_OPERATORS.get(node.operator)
    if sign is None:
        sign = m.operator(WORD_OPERATORS.get(node.operator, node.operator), movablelimits="true")
        body = THIN + render(node.body)
    else:
        sign, body = m.operator(sign, movablelimits="true", largeop="true"), render(node.body)
    if isinstance(binder, t.Range):
        low = m.row(render(binder.index), m.operator("="), render(binder.lower))
        return m.row(m.element("munderover", sign + low + render(binder.upper)), body)
    return m.row(m.element("munder", sign + _over(binder)), body)


def _over(binder: t.Over) -> str:
    said = clauses(binder)
    if not said.colon:
        return m.separated(map(render, (*said.names, *said.conditions)))
    names = m.separated(map(render, said.names))
    return m.row(names, m.operator(":"), m.separated(map(render, said.conditions)))


def _limit(node: t.Limit) -> str:
    below = m.row(render(node.variable), m.operator("→"), render(node.target))
    sign = m.operator("lim", movablelimits="true")
    return m.row(m.element("munder", sign + below), THIN, render(node.body))


def _derivative(node: t.Derivative) -> str:
    sign = m.identifier("∂" if node.partial else "d", upright=True)
    order = [m.number(str(len(node.variables)))] if len(node.variables) > 1 else []
    top = m.scripts(sign, [], order)
    below = m.row(*(_differential(sign, v, len([*run])) for v, run in groupby(node.variables)))
    if derives_name(node):
        return m.element("mfrac", m.row(top, render(node.body)) + below)
    return m.row(m.element("mfrac", top + below), m.fenced(render(node.body)))


def _differential(sign: str, variable: t.Node, times: int) -> str:
    if times > 1 and isinstance(variable, t.Symbol) and takes_superscript(variable):
        return sign + corners.raised(variable, m.number(str(times)), render)
    return (sign + render(variable)) * times


def _matrix(node: t.Matrix) -> str:
    cells = m.table(map(render, line) for line in node.rows)
    return m.fenced(cells, *glyphs.MATRIX_FENCES[node.fence])


def _cases(node: t.Cases) -> str:
    lines = [(render(value), _when(when)) for value, when in node.branches]
    return m.fenced(m.table(lines, align="left"), "{", "")


def _when(condition: t.Node | None) -> str:
    if condition is None:
        return m.words("otherwise")
    return m.row(m.words("if "), render(condition))


def _set_where(node: t.SetWhere) -> str:
    return m.fenced(m.row(render(node.element), m.operator(":"), render(node.condition)), "{", "}")


def _interval(node: t.Interval) -> str:
    left, right = "[" if node.left_closed else "(", "]" if node.right_closed else ")"
    return m.fenced(m.separated((render(node.lower), render(node.upper))), left, right)


def _labelled(node: t.Labelled) -> str:
    brace = m.operator("⏟", stretchy="true")
    return m.element("munder", m.element("munder", render(node.body) + brace) + render(node.label))


def _boxed(node: t.Boxed) -> str:
    return m.element("mrow", render(node.body), class_="boxed", style=BOX)


def _chain(node: t.Chain) -> str:
    parts = [render(node.sides[0])]
    for relation, side in zip(node.relations, node.sides[1:], strict=True):
        parts += [m.operator(glyphs.RELATIONS[relation]), render(side)]
    return m.row(*parts)


def _quantified(node: t.Quantified) -> str:
    head = m.operator(glyphs.QUANTIFIERS[node.quantifier], rspace="0.1667em")
    return m.row(head, _over(node.binder), m.operator(":"), render(node.body))


RULES: dict[type[t.Node], Callable[[Any], str]] = {
    Paren: lambda n: m.fenced(render(n.body)),
    t.Number: lambda n: m.number(decimal(n.value)),
    t.Infinity: lambda n: m.identifier("∞"),
    t.Dots: lambda n: m.identifier(glyphs.DOTS[n.kind]),
    t.Symbol: lambda n: corners.of_name(n.name).markup(),
    t.Text: lambda n: m.words(n.text),
    t.Space: _space,
    t.Indexed: _indexed,
    t.Add: _add,
    t.Negative: lambda n: m.row(m.operator(glyphs.MINUS, form="prefix"), render(n.body)),
    t.Multiply: _multiply,
    t.Divide: _divide,
    t.Power: lambda n: corners.raised(n.base, render(n.exponent), render),
    t.Root: _root,
    t.Transposed: lambda n: corners.raised(n.body, m.operator("⊤"), render),
    t.Factorial: lambda n: m.row(render(n.body), m.operator("!", form="postfix")),
    t.Binomial: _binomial,
    t.Apply: _apply,
    t.Fence: lambda n: m.fenced(render(n.body), *glyphs.FENCES[n.kind]),
    t.Norm: lambda n: corners.of_norm(n, render).markup(),
    t.Modulo: _modulo,
    t.Iverson: lambda n: m.fenced(render(n.condition), "[", "]"),
    t.Delta: _delta,
    t.Evaluated: _evaluated,
    t.Big: _big,
    t.Limit: _limit,
    t.Derivative: _derivative,
    t.Matrix: _matrix,
    t.Cases: _cases,
    t.Shape: lambda n: joined(n.sizes, "×"),
    t.Tuple: lambda n: m.fenced(m.separated(map(render, n.items))),
    t.SetOf: lambda n: m.fenced(m.separated(map(render, n.items)), "{", "}"),
    t.SetWhere: _set_where,
    t.Interval: _interval,
    t.Labelled: _labelled,
    t.Boxed: _boxed,
    t.Chain: _chain,
    t.Leading: lambda n: m.row(m.operator(glyphs.RELATIONS[n.relation]), render(n.rest)),
    t.Logic: lambda n: joined(n.parts, glyphs.CONNECTIVES[n.connective]),
    t.Not: lambda n: m.row(m.operator("¬", form="prefix"), render(n.body)),
    t.Quantified: _quantified,
}
