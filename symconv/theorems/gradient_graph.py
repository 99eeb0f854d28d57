r"""Gradients through a graph of definitions: forward values, backward values, the figure.

*Defines* `Input`, `Stage`, `Line` and `Graph`, the common part of the theorems on
small networks. A theorem says what its nodes are and which gradient lines hold; where numbers are
given, the value of every node and of every gradient is computed exactly, printed, and proved like
any other line. A number with a short decimal expansion is printed so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from symconv.errors import DialectError
from symconv.latex import plain, tex
from symconv.latex.drawing import Figure
from symconv.latex.tree import Chain, Derivative, Expr, Symbol
from symconv.notation import SymbolTable, name
from symconv.proof.author import define, size, statement, step
from symconv.proof.context import Context, Tensor
from symconv.proof.derivation import Answer, Defined, Derivation, Exact, Step, Witness
from symconv.proof.differentiation import differentiated
from symconv.proof.exact_evaluation import value
from symconv.theorems.answers import box
from symconv.theorems.figures.computation_graph import GraphNode, graph_figure
from symconv.theorems.givens import Nested, Size
from symconv.theorems.graph_values import Value, entries, from_exact, said, shown

Values = Mapping[str, Value]


@dataclass(frozen=True)
class Input:
    """A tensor that the graph starts from: its sizes, its meaning, its numbers if given."""

    tensor: str
    sizes: tuple[Size, ...]
    reason: str
    numbers: tuple[Nested, ...] | None = None


@dataclass(frozen=True)
class Stage:
    """A node: its definition, its sizes, why, what stands in its box, what it is computed from."""

    latex: str
    sizes: tuple[Size, ...]
    reason: str
    label: str
    inputs: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A line about gradients; ``value_of`` is the variable whose gradient it has found.

    ``label`` and ``uses`` are those of a step.
    """

    latex: str
    reason: str
    value_of: str = ""
    label: str = ""
    uses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Graph:
    """All that a theorem says about its graph; ``loss`` is the scalar whose gradients are asked.

    ``named`` are gradients that get a name: definitions that are no nodes of the graph.
    """

    name: str
    title: str
    symbols: SymbolTable
    inputs: tuple[Input, ...]
    stages: tuple[Stage, ...]
    loss: str
    lines: tuple[Line, ...]
    ranges: tuple[tuple[str, Size], ...]
    results: tuple[str, ...]
    conventions: tuple[str, ...] = ()
    hypotheses: tuple[str, ...] = ()
    before: tuple[Step, ...] = ()
    named: tuple[Stage, ...] = ()

    def derivation(self, witness: Witness) -> Derivation:
        """Return the derivation: forward pass, backward pass, results, the figure."""
        return _derivation(self, witness)


def _derivation(graph: Graph, witness: Witness) -> Derivation:
    definitions = (
        *(_given(i, graph.symbols) for i in graph.inputs),
        *(
            define(s.latex, s.reason, graph.symbols, shape=s.sizes)
            for s in (*graph.stages, *graph.named)
        ),
    )
    context = Context(graph.symbols, {d.name: d.definition for d in definitions})
    names = [d.name.latex for d in definitions[: len(graph.inputs) + len(graph.stages)]]
    forward: Values = {}
    backward: Values = {}
    if all(i.numbers is not None for i in graph.inputs):
        forward = {n: _exact(Symbol(name(n)), context) for n in names}
        backward = {n: _exact(_slope(graph.loss, n), context) for n in names}
    steps = [
        *graph.before,
        *(
            step(said(Symbol(name(n)), forward[n]), "the forward pass", graph.symbols)
            for n in names[len(graph.inputs) :]
            if forward
        ),
        *_backward(graph, backward),
    ]
    ends = [i.tensor for i in graph.inputs]
    numbers = [said(_slope(graph.loss, n), backward[n]) for n in ends if backward]
    hypotheses = [*(rf"0 \le {i} < {n}" for i, n in graph.ranges), *graph.hypotheses]
    return Derivation(
        name=graph.name,
        title=graph.title,
        symbols=graph.symbols,
        conventions=graph.conventions,
        hypotheses=tuple((h, statement(h, graph.symbols)) for h in hypotheses),
        definitions=definitions,
        steps=tuple(steps),
        answer=Answer(box(numbers or graph.results), _answer(graph, backward)),
        witness=witness,
        figures=(_figure(graph, forward, backward),),
    )


def last(size_: Size) -> str:
    """Return the last index of a size, as LaTeX.

    >>> last(3), last("n")
    ('2', 'n - 1')
    """
    return str(size_ - 1) if isinstance(size_, int) else f"{size_} - 1"


def slope(top: str, bottom: str) -> str:
    """Return a partial derivative as LaTeX."""
    return rf"\frac{{\partial {top}}}{{\partial {bottom}}}"


def _given(given: Input, symbols: SymbolTable) -> Defined:
    sizes = tuple(size(n, symbols) for n in given.sizes)
    if given.numbers is None:
        space = r" \times ".join(map(str, given.sizes))
        latex = rf"{given.tensor} \in \mathbb{{R}}^{{{space}}}"
        return Defined(name(given.tensor), Tensor(sizes), latex, given.reason)
    numbers = entries(given.numbers)
    latex = said(Symbol(name(given.tensor)), given.numbers)
    return Defined(name(given.tensor), Tensor(sizes, numbers), latex, given.reason)


def _slope(loss: str, variable: str) -> Derivative:
    return Derivative(Symbol(name(loss)), (Symbol(name(variable)),))


def _exact(expr: Expr, context: Context) -> Value:
    claim, inner = differentiated(Chain((expr, expr), ("=",)), context)
    assert isinstance(claim, Chain)  # differentiation keeps the sort of a tree
    return from_exact(value(claim.sides[0], inner))


def _backward(graph: Graph, values: Values) -> Iterator[Step]:
    for line in graph.lines:
        yield step(line.latex, line.reason, graph.symbols, label=line.label, uses=line.uses)
        if line.value_of and values:
            left = _slope(graph.loss, line.value_of)
            yield step(said(left, values[line.value_of]), "the backward pass", graph.symbols)


def _answer(graph: Graph, values: Values) -> Exact:
    if values:
        return tuple(values[i.tensor] for i in graph.inputs)
    trees = [statement(r, graph.symbols) for r in graph.results]
    return tuple(_spelled(t.sides[-1], graph.symbols) for t in trees if isinstance(t, Chain))


def _spelled(tree: Expr, symbols: SymbolTable) -> str:
    """Return a right side for programs, or its LaTeX where SymPy has no words for it."""
    from symconv.latex.bridge import to_sympy

    try:
        to_sympy(tree, symbols)
        return plain.write(tree)
    except DialectError:
        return tex.write(tree)


def _figure(graph: Graph, forward: Values, backward: Values) -> Figure:
    none: tuple[str, ...] = ()
    boxes = [(i.tensor, f"${i.tensor}$", none) for i in graph.inputs]
    boxes += [(_defined(s), s.label, s.inputs) for s in graph.stages]
    nodes = [
        GraphNode(n, label, tuple(inputs), shown(forward.get(n)), shown(backward.get(n)), words(n))
        for n, label, inputs in boxes
    ]
    caption = (
        "The computation graph."
        if not forward
        else ("The computation graph; values above the boxes, gradients below them.")
    )
    return graph_figure(nodes, caption=caption)


def _defined(stage: Stage) -> str:
    return stage.latex.split(":=")[0].split("_{")[0].strip()


def words(tensor: str) -> str:
    r"""Return a name in plain words.

    >>> words(r"\sigma")
    'sigma'
    """
    return name(tensor).plain.replace("_", " ")
