r"""The TeX writer: the emission dialect, one spelling for each tree.

*Defines* `write(node)`. Whatever it returns is read back as ``canonical(node)``; what has no
agreed spelling raises DialectError.

*Dialect.* Parentheses grow, ``\left( \right)``, and stand only where needed
(`symconv.latex.parentheses`). Labels are upright, indices italic, indices separated by commas.
Multi-letter functions are ``\operatorname{relu}``, multi-letter symbols ``\mathrm{stride}``. An
absolute value is ``\left\lvert x \right\rvert`` because plain bars do not nest. Several limits are
nested operators, never ``\substack``. Matrices are ``bmatrix``; above ten columns the document must
say ``\setcounter{MaxMatrixCols}{n}``, or amsmath stops.

*Packages.* amsmath and amssymb.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from symconv.errors import DialectError
from symconv.latex import spelling
from symconv.latex import tree as t
from symconv.latex.canonical import canonical
from symconv.latex.clauses import clauses
from symconv.latex.parentheses import Paren, explicit, takes_superscript
from symconv.latex.precedence import derives_name


def write(node: t.Node) -> str:
    r"""Return the TeX of a tree, without dollar signs.

    Raises DialectError for a tree that has no spelling.

    >>> from fractions import Fraction
    >>> from symconv.notation import name
    >>> W, P, K = (t.Symbol(name(s)) for s in ("W", "P", "K"))
    >>> write(t.Add((W, t.Multiply((t.Number(Fraction(2)), P)), t.Negative(K))))
    'W + 2 P - K'
    """
    return render(explicit(canonical(node)))


def render(node: t.Node) -> str:
    """Return the TeX of a tree whose parentheses are explicit already."""
    rule = RULES.get(type(node))
    if rule is None:
        raise DialectError(f"{type(node).__name__} has no TeX spelling")
    return rule(node)


def listed(nodes: Iterable[t.Node], separator: str = ", ") -> str:
    """Return the TeX of several nodes in a row."""
    return separator.join(map(render, nodes))


def fenced(text: str, left: str = "(", right: str = ")") -> str:
    """Return the text between growing brackets."""
    return rf"\left{left}{text}\right{right}"


# ------------------------------------------------------------------------------------ expressions


def _space(node: t.Space) -> str:
    letter, sizes = rf"\mathbb{{{node.letter}}}", listed(node.shape, spelling.PRODUCTS["times"])
    return f"{letter}^{{{sizes}}}" if sizes else letter


def _indexed(node: t.Indexed) -> str:
    indices = listed(node.indices)
    if node.style == "bracket":
        return render(node.base) + fenced(indices, "[", "]")
    indices = f"({indices})" if node.style == "paren" else indices
    if isinstance(node.base, t.Symbol) and node.base.name.label:
        return render(node.base)[:-1] + f", {indices}}}"  # TeX allows one subscript per nucleus
    return f"{render(node.base)}_{{{indices}}}"


def _add(node: t.Add) -> str:
    first, *rest = node.terms
    parts = [render(first)]
    for term in rest:
        negative = isinstance(term, t.Negative)
        parts.append(f" - {render(term.body)}" if negative else f" + {render(term)}")  # type: ignore[union-attr]
    return "".join(parts)


def _divide(node: t.Divide) -> str:
    top, bottom = render(node.numerator), render(node.denominator)
    return f"{top} / {bottom}" if node.style == "slash" else rf"\frac{{{top}}}{{{bottom}}}"


def _root(node: t.Root) -> str:
    degree = "" if node.degree is None else f"[{render(node.degree)}]"
    if "]" in degree[:-1]:
        degree = f"[{{{degree[1:-1]}}}]"
    return rf"\sqrt{degree}{{{render(node.body)}}}"


def _apply(node: t.Apply) -> str:
    return spelling.function(node.function) + fenced(listed(node.arguments))


def _fence(node: t.Fence) -> str:
    left, right = spelling.FENCES[node.kind]
    return left + render(node.body) + right


def _norm(node: t.Norm) -> str:
    order = "" if node.order is None else f"_{{{render(node.order)}}}"
    return rf"\left\lVert {render(node.body)} \right\rVert{order}"


def _evaluated(node: t.Evaluated) -> str:
    return rf"\left. {render(node.body)} \right|_{{{render(node.condition)}}}"


def _big(node: t.Big) -> str:
    return f"{spelling.BIG_OPERATORS[node.operator]}{_limits(node.binders[0])} {render(node.body)}"


def _limits(binder: t.Range | t.Over) -> str:
    if isinstance(binder, t.Range):
        low, high = render(binder.lower), render(binder.upper)
        return f"_{{{render(binder.index)} = {low}}}^{{{high}}}"
    return f"_{{{_over(binder)}}}"


def _over(binder: t.Over, colon: str = " : ") -> str:
    said = clauses(binder)
    between = (colon if said.colon else ", ") if said.names and said.conditions else ""
    return listed(said.names) + between + listed(said.conditions)


def _limit(node: t.Limit) -> str:
    return rf"\lim_{{{render(node.variable)} \to {render(node.target)}}} {render(node.body)}"


def _derivative(node: t.Derivative) -> str:
    sign = r"\partial" if node.partial else r"\mathrm{d}"
    order = f"^{{{len(node.variables)}}}" if len(node.variables) > 1 else ""
    below = " ".join(_differential(sign, v, len([*run])) for v, run in groupby(node.variables))
    if derives_name(node):
        return rf"\frac{{{sign}{order} {render(node.body)}}}{{{below}}}"
    return rf"\frac{{{sign}{order}}}{{{below}}} {fenced(render(node.body))}"


def _differential(sign: str, variable: t.Node, times: int) -> str:
    text = f"{sign} {render(variable)}"
    if times > 1 and isinstance(variable, t.Symbol) and takes_superscript(variable):
        return f"{text}^{{{times}}}"
    return " ".join([text] * times)


# ------------------------------------------------------------------------- structures, statements


def _matrix(node: t.Matrix) -> str:
    rows = r" \\ ".join(listed(row, " & ") for row in node.rows)
    return rf"\begin{{{node.fence}}} {rows} \end{{{node.fence}}}"


def _cases(node: t.Cases) -> str:
    rows = r" \\ ".join(f"{render(value)} & {_when(when)}" for value, when in node.branches)
    return rf"\begin{{cases}} {rows} \end{{cases}}"


def _when(condition: t.Node | None) -> str:
    return r"\text{otherwise}" if condition is None else rf"\text{{if }} {render(condition)}"


def _set_where(node: t.SetWhere) -> str:
    return rf"\left\{{{render(node.element)} : {render(node.condition)}\right\}}"


def _interval(node: t.Interval) -> str:
    left, right = "[" if node.left_closed else "(", "]" if node.right_closed else ")"
    return fenced(f"{render(node.lower)}, {render(node.upper)}", left, right)


def _chain(node: t.Chain) -> str:
    text = render(node.sides[0])
    for relation, side in zip(node.relations, node.sides[1:], strict=True):
        text += f" {spelling.RELATIONS[relation]} {render(side)}"
    return text


def _logic(node: t.Logic) -> str:
    return listed(node.parts, f" {spelling.CONNECTIVES[node.connective]} ")


def _quantified(node: t.Quantified) -> str:
    over = _over(node.binder, colon=", ")  # the colon ends the binder
    return f"{spelling.QUANTIFIERS[node.quantifier]} {over} : {render(node.body)}"


RULES: dict[type[t.Node], Callable[[Any], str]] = {
    Paren: lambda n: fenced(render(n.body)),
    t.Number: lambda n: spelling.decimal(n.value),
    t.Infinity: lambda n: r"\infty",
    t.Dots: lambda n: "\\" + n.kind,
    t.Symbol: lambda n: spelling.symbol(n.name),
    t.Text: lambda n: rf"\text{{{n.text}}}",
    t.Space: _space,
    t.Indexed: _indexed,
    t.Add: _add,
    t.Negative: lambda n: f"-{render(n.body)}",
    t.Multiply: lambda n: listed(n.factors, spelling.PRODUCTS[n.sign]),
    t.Divide: _divide,
    t.Power: lambda n: f"{render(n.base)}^{{{render(n.exponent)}}}",
    t.Root: _root,
    t.Transposed: lambda n: rf"{render(n.body)}^{{\top}}",
    t.Factorial: lambda n: f"{render(n.body)}!",
    t.Binomial: lambda n: rf"\binom{{{render(n.n)}}}{{{render(n.k)}}}",
    t.Apply: _apply,
    t.Fence: _fence,
    t.Norm: _norm,
    t.Modulo: lambda n: rf"{render(n.dividend)} \bmod {render(n.modulus)}",
    t.Iverson: lambda n: fenced(render(n.condition), "[", "]"),
    t.Delta: lambda n: rf"\delta_{{{render(n.left)}, {render(n.right)}}}",
    t.Evaluated: _evaluated,
    t.Big: _big,
    t.Limit: _limit,
    t.Derivative: _derivative,
    t.Matrix: _matrix,
    t.Cases: _cases,
    t.Shape: lambda n: listed(n.sizes, r" \times "),
    t.Tuple: lambda n: fenced(listed(n.items)),
    t.SetOf: lambda n: fenced(listed(n.items), r"\{", r"\}"),
    t.SetWhere: _set_where,
    t.Interval: _interval,
    t.Labelled: lambda n: rf"\underbrace{{{render(n.body)}}}_{{{render(n.label)}}}",
    t.Boxed: lambda n: rf"\boxed{{{render(n.body)}}}",
    t.Chain: _chain,
    t.Leading: lambda n: f"{spelling.RELATIONS[n.relation]} {render(n.rest)}",
    t.Logic: _logic,
    t.Not: lambda n: rf"\neg {render(n.body)}",
    t.Quantified: _quantified,
}
