r"""Deciding statements about derivatives: gradients, chain rules, graphs of definitions.

*Defines* `decide`.

*How a sheet says it.* Everything that a gradient passes through is a definition::

    y_{o} := \sum_{i=0}^{n-1} W_{o,i} x_{i}          a node of the graph (sizes are given with it)
    L := \ell\left(y\right)                          an unknown loss, which reads y and nothing else
    g_{o} := \frac{\partial L}{\partial y_{o}}       the gradient from above
    \frac{\partial L}{\partial x_{i}}
        = \sum_{o=0}^{m-1} g_{o} \frac{\partial y_{o}}{\partial x_{i}}
        = \sum_{o=0}^{m-1} g_{o} W_{o,i}             two lines that are decided here

with a hypothesis :math:`0 \le i \le n - 1` for every index that is free. The derivative by a whole
array, ``\frac{\partial f}{\partial W}``, is the array of the derivatives by its elements.

*Method.* Derivatives are replaced by what the rules of differentiation give, as trees and
definitions (`symconv.proof.derivatives`); what is left holds none, and is decided by the
procedures for values: rational identity, index notation, exact evaluation. Nothing here computes.

*A new rule* is one case of `Differentiator.of`, or one line of `derivatives.elementary` for a
function of one number. Sums, powers and functions that a procedure for values can compare need
nothing here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from symconv.latex.substitute import rebuild
from symconv.latex.tree import (
    Derivative,
    Expr,
    Indexed,
    Node,
    Statement,
    Symbol,
    descendants,
)
from symconv.notation import Declared, Name
from symconv.proof import exact_evaluation, index_notation, rational_identity
from symconv.proof.context import Context, Formula, Tensor
from symconv.proof.derivatives.forms import inside, product
from symconv.proof.derivatives.rules import Differentiator, Variable
from symconv.proof.evaluation.compiling import free_names
from symconv.proof.indices.scalars import Unsupported
from symconv.proof.unfolding import bound_in
from symconv.proof.verdict import Exhausted, Proved, Refuted, Undecided, Verdict

METHOD = "differentiation"
Procedure = Callable[[Statement, Context], Verdict]


def decide(statement: Statement, context: Context) -> Verdict:
    """Judge a statement that speaks of derivatives; never raises for what it cannot judge."""
    if not _speaks_of_derivatives(statement, context):
        return Undecided()
    named = inserted(statement, context)
    if isinstance(named, Proved):
        return named
    try:
        plain, inner = differentiated(statement, context)
    except Unsupported as why:
        return Undecided((f"{METHOD}: {why.fact}",))
    reasons: list[str] = []
    notation: Procedure = partial(index_notation.decide, written=(statement, context))
    order = [rational_identity.decide, notation, exact_evaluation.decide]
    for procedure in reversed(order) if _has_numbers(context) else order:
        match procedure(plain, inner):
            case Proved(method, evidence):
                return Proved(f"{METHOD}, {method}", evidence)
            case Exhausted(method, domain, cases):
                return Exhausted(f"{METHOD}, {method}", domain, cases)
            case Refuted(method, counterexample, detail):
                return Refuted(f"{METHOD}, {method}", counterexample, detail)
            case Undecided(why_not):
                reasons += why_not
            case other:
                return other
    return Undecided(tuple(reasons))


def inserted(statement: Statement, context: Context) -> Verdict:
    """Decide what follows from hypotheses about the same derivatives, whatever these are.

    Each derivative gets a name; equal trees, whose names are all free, have equal values.
    """
    derivatives = {n for n in descendants(statement) if isinstance(n, Derivative)}
    known = [h for h in context.hypotheses if _has_derivative(h)]
    if not derivatives or not known or any(map(_binds, (statement, *known))):
        return Undecided()
    rows = {Name(f"derivative {k}"): d for k, d in enumerate(sorted(derivatives, key=repr))}
    values = {d: Symbol(name) for name, d in rows.items()}

    def change(node: Node) -> Node:
        return values.get(node, node) if isinstance(node, Derivative) else node

    hypotheses = tuple(rebuild(h, change) for h in context.hypotheses)
    symbols = context.symbols.extended([Declared(name) for name in rows])
    inner = Context(symbols, context.definitions, hypotheses)
    return rational_identity.decide(rebuild(statement, change), inner)


def _binds(statement: Statement) -> bool:
    return next(bound_in(statement), None) is not None


def differentiated(statement: Statement, context: Context) -> tuple[Statement, Context]:
    """Return a statement without derivatives that says the same, and its context.

    Raises Unsupported where a rule is missing or a name would have two meanings.
    """
    rules = Differentiator(context)
    for name, definition in context.definitions.items():
        if isinstance(definition, Formula) and _has_derivative(definition.body):
            body = _replaced(definition.body, rules, frozenset(definition.parameters))
            rules.names.definitions[name] = replace(definition, body=body)
    plain = _replaced(statement, rules)
    hypotheses = tuple(_replaced(h, rules) for h in context.hypotheses)
    names = rules.names
    return plain, Context(names.symbols, names.definitions, hypotheses)


def _speaks_of_derivatives(statement: Statement, context: Context) -> bool:
    bodies = (d.body for d in context.definitions.values() if isinstance(d, Formula))
    return any(map(_has_derivative, (statement, *bodies)))


def _has_numbers(context: Context) -> bool:
    """Whether an array is given by its entries, so that computing decides at once."""
    tensors = (d for d in context.definitions.values() if isinstance(d, Tensor))
    return any(t.entries is not None for t in tensors)


def _has_derivative(node: Node) -> bool:
    return any(isinstance(n, Derivative) for n in descendants(node))


def _replaced(
    statement: Statement, rules: Differentiator, parameters: frozenset[Name] = frozenset()
) -> Any:
    """Replace derivatives by their values, inner ones first; the sort of tree stays."""
    if not _has_derivative(statement):
        return statement
    bound = frozenset(bound_in(statement)) | parameters
    if twice := bound & rules.names.definitions.keys():
        raise Unsupported(f"{min(twice)} is an index here and a defined name")

    def change(node: Node) -> Node:
        if not isinstance(node, Derivative):
            return node
        value = node.body
        for variable in node.variables:
            value = _derivative(value, variable, rules, bound)
        return value

    return rebuild(statement, change)


def _derivative(expr: Expr, variable: Expr, rules: Differentiator, bound: frozenset[Name]) -> Expr:
    match variable:
        case Symbol(name) | Indexed(Symbol(name), _):
            if name in bound or rules.names.rows[name].domain.is_integer:
                raise Unsupported(f"{name} does not vary continuously here")
            sizes = rules.names.sizes(name)
    match variable:
        case Symbol(name) if not sizes:
            return rules.of(expr, Variable(name))
        case Symbol(name):
            if free_names(expr) & bound:
                raise Unsupported(f"the gradient by all of {name} of something with a bound index")
            return rules.gradient(expr, name)
        case Indexed(Symbol(name), indices) if len(indices) == len(sizes):
            by = Variable(name, indices)
            return product(*map(inside, indices, sizes), _of(expr, by, rules))
    raise Unsupported("a derivative by something that is not an element of a tensor")


def _of(expr: Expr, by: Variable, rules: Differentiator) -> Expr:
    match expr:
        case Indexed(Symbol(name), indices):
            return rules.of_element(name, indices, by)
    return rules.of(expr, by)
