"""One rule per node type, from a tree with explicit parentheses to a line of Unicode."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from symconv.errors import DialectError
from symconv.latex import glyphs
from symconv.latex import tree as t
from symconv.latex.clauses import clauses
from symconv.latex.parentheses import Paren
from symconv.latex.precedence import derives_name
from symconv.latex.spelling import decimal
from symconv.notation import Name

ACCENTS = {
    "hat": "\N{COMBINING CIRCUMFLEX ACCENT}",
    "bar": "\N{COMBINING MACRON}",
    "tilde": "\N{COMBINING TILDE}",
    "vec": "\N{COMBINING RIGHT ARROW ABOVE}",
    "dot": "\N{COMBINING DOT ABOVE}",
}
RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
WORD_OPERATORS = {**glyphs.BIG_OPERATORS, "sum": "Σ", "prod": "Π"}


def render(node: t.Node) -> str:
    """Return the text of a tree whose parentheses are explicit already."""
    rule = RULES.get(type(node))
    if rule is None:
        raise DialectError(f"{type(node).__name__} has no text spelling")
    return rule(node)


def name(symbol: Name) -> str:
    """Return a name in Unicode.

    >>> name(Name("W", label="out")), name(Name("H", primes=1))
    ('W_out', 'H′')
    """
    text = glyphs.letters(symbol.base, symbol.font) + ACCENTS.get(symbol.accent, "")
    text += glyphs.primes(symbol.primes) + (f"^({symbol.layer})" if symbol.layer else "")
    return text + (f"_{symbol.label}" if symbol.label else "")


def listed(nodes: Iterable[t.Node], separator: str = ", ") -> str:
    """Return several nodes in a row."""
    return separator.join(map(render, nodes))


def script(mark: str, text: str) -> str:
    """Return a sub- or superscript, in braces if it is longer than one character."""
    text = text.replace(" ", "")
    return f"{mark}{text}" if len(text) == 1 else f"{mark}{{{text}}}"


def raised(base: str, exponent: str) -> str:
    """Return a power; digits are raised.

    >>> raised("x", "−12"), raised("x", "n")
    ('x⁻¹²', 'x^n')
    """
    digits = exponent.replace(glyphs.MINUS, "-")
    if digits.removeprefix("-").isdecimal():
        return base + digits.translate(RAISED)
    return base + script("^", exponent)


def _space(node: t.Space) -> str:
    letter = glyphs.letters(node.letter, "mathbb")
    return letter + (script("^", listed(node.shape, "×")) if node.shape else "")


def _indexed(node: t.Indexed) -> str:
    base, indices = render(node.base), listed(node.indices)
    if node.style == "bracket":
        return f"{base}[{indices}]"
    if isinstance(node.base, t.Symbol) and node.base.name.label:
        base, label = base.rsplit("_", 1)
        indices = f"{label},{indices}"
    return base + (f"_({indices})" if node.style == "paren" else script("_", indices))


def _add(node: t.Add) -> str:
    first, *rest = node.terms
    text = render(first)
    for term in rest:
        negative = isinstance(term, t.Negative)
        text += f" {glyphs.MINUS} {render(term.body)}" if negative else f" + {render(term)}"  # type: ignore[union-attr]
    return text


def _multiply(node: t.Multiply) -> str:
    if node.sign == "cdot":
        return listed(node.factors, "·")
    if node.sign:
        return listed(node.factors, f" {glyphs.PRODUCTS[node.sign]} ")
    text = render(node.factors[0])
    for left, right in pairwise(node.factors):
        text += ("" if _stands_next_to(left, right) else "·") + render(right)
    return text


def _stands_next_to(left: t.Node, right: t.Node) -> bool:
    return (isinstance(left, (t.Number, Paren)) or _is_letter(left)) and (
        isinstance(right, Paren) or _is_letter(right)
    )


def _is_letter(node: t.Node) -> bool:
    return isinstance(node, t.Symbol) and len(name(node.name)) == 1


def _root(node: t.Root) -> str:
    body = render(node.body)
    if node.degree is None and not _is_letter(node.body) and not isinstance(node.body, t.Number):
        body = f"({body})"
    return f"√{body}" if node.degree is None else f"root_{render(node.degree)}({body})"


def _norm(node: t.Norm) -> str:
    order = "" if node.order is None else script("_", render(node.order))
    return f"‖{render(node.body)}‖{order}"


def _evaluated(node: t.Evaluated) -> str:
    return f"{render(node.body)}|" + script("_", render(node.condition))


def _big(node: t.Big) -> str:
    sign, binder = WORD_OPERATORS.get(node.operator, node.operator), node.binders[0]
    if isinstance(binder, t.Range):
        low = script("_", f"{render(binder.index)}={render(binder.lower)}")
        return f"{sign}{low}{script('^', render(binder.upper))} {render(node.body)}"
    return f"{sign}_{{{_over(binder)}}} {render(node.body)}"


def _over(binder: t.Over) -> str:
    said = clauses(binder)
    between = (" : " if said.colon else ", ") if said.names and said.conditions else ""
    return listed(said.names) + between + listed(said.conditions)


def _derivative(node: t.Derivative) -> str:
    sign = "∂" if node.partial else "d"
    order = str(len(node.variables)).translate(RAISED) if len(node.variables) > 1 else ""
    below = " ".join(f"{sign}{render(v)}" for v in node.variables)
    if len(node.variables) > 1:
        below = f"({below})"
    if derives_name(node):
        return f"{sign}{order}{render(node.body)}/{below}"
    return f"{sign}{order}/{below} ({render(node.body)})"


def _matrix(node: t.Matrix) -> str:
    left, right = glyphs.MATRIX_FENCES[node.fence]
    return left + "; ".join(listed(line) for line in node.rows) + right


def _cases(node: t.Cases) -> str:
    return "{ " + "; ".join(_branch(*branch) for branch in node.branches) + " }"


def _branch(value: t.Node, when: t.Node | None) -> str:
    return f"{render(value)} otherwise" if when is None else f"{render(value)} if {render(when)}"


def _interval(node: t.Interval) -> str:
    left, right = "[" if node.left_closed else "(", "]" if node.right_closed else ")"
    return f"{left}{render(node.lower)}, {render(node.upper)}{right}"


def _chain(node: t.Chain) -> str:
    text = render(node.sides[0])
    for relation, side in zip(node.relations, node.sides[1:], strict=True):
        text += f" {glyphs.RELATIONS[relation]} {render(side)}"
    return text


RULES: dict[type[t.Node], Callable[[Any], str]] = {
    Paren: lambda n: f"({render(n.body)})",
    t.Number: lambda n: decimal(n.value),
    t.Infinity: lambda n: "∞",
    t.Dots: lambda n: glyphs.DOTS[n.kind],
    t.Symbol: lambda n: name(n.name),
    t.Text: lambda n: n.text,
    t.Space: _space,
    t.Indexed: _indexed,
    t.Add: _add,
    t.Negative: lambda n: glyphs.MINUS + render(n.body),
    t.Multiply: _multiply,
    t.Divide: lambda n: f"{render(n.numerator)}/{render(n.denominator)}",
    t.Power: lambda n: raised(render(n.base), render(n.exponent)),
    t.Root: _root,
    t.Transposed: lambda n: render(n.body) + "ᵀ",
    t.Factorial: lambda n: render(n.body) + "!",
    t.Binomial: lambda n: f"C({render(n.n)}, {render(n.k)})",
    t.Apply: lambda n: f"{name(n.function)}({listed(n.arguments)})",
    t.Fence: lambda n: render(n.body).join(glyphs.FENCES[n.kind]),
    t.Norm: _norm,
    t.Modulo: lambda n: f"{render(n.dividend)} mod {render(n.modulus)}",
    t.Iverson: lambda n: f"[{render(n.condition)}]",
    t.Delta: lambda n: "δ" + script("_", listed((n.left, n.right))),
    t.Evaluated: _evaluated,
    t.Big: _big,
    t.Limit: lambda n: f"lim_{{{render(n.variable)}→{render(n.target)}}} {render(n.body)}",
    t.Derivative: _derivative,
    t.Matrix: _matrix,
    t.Cases: _cases,
    t.Shape: lambda n: listed(n.sizes, " × "),
    t.Tuple: lambda n: f"({listed(n.items)})",
    t.SetOf: lambda n: f"{{{listed(n.items)}}}",
    t.SetWhere: lambda n: f"{{{render(n.element)} : {render(n.condition)}}}",
    t.Interval: _interval,
    t.Labelled: lambda n: f"{render(n.body)} [{render(n.label)}]",
    t.Boxed: lambda n: f"[ {render(n.body)} ]",
    t.Chain: _chain,
    t.Leading: lambda n: f"{glyphs.RELATIONS[n.relation]} {render(n.rest)}",
    t.Logic: lambda n: listed(n.parts, f" {glyphs.CONNECTIVES[n.connective]} "),
    t.Not: lambda n: f"¬{render(n.body)}",
    t.Quantified: lambda n: (
        f"{glyphs.QUANTIFIERS[n.quantifier]} {_over(n.binder)} : {render(n.body)}"
    ),
}
