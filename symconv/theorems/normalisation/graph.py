r"""The computation graph of a normalisation layer in training, as a figure.

*Defines* `graph`.
"""

from __future__ import annotations

from symconv.latex.drawing import Figure
from symconv.theorems.figures.computation_graph import GraphNode, graph_figure
from symconv.theorems.normalisation.layout import Norm


def graph(norm: Norm, *, spread: str = "v") -> Figure:
    """Return the graph with what every node computes; ``spread`` names the variance.

    >>> from symconv.theorems.normalisation.layout import read_norm
    >>> "the mean is computed from x" in graph(read_norm(["N"], [0], ())).alternative
    True
    """
    inner = r"(x - \mu)" if norm.centred else "x"
    mean = ("mean",) if norm.centred else ()
    square = "variance of $x$" if norm.centred else "mean of $x^2$"
    quotient = rf"${inner} / \sqrt{{{spread} + \varepsilon}}$"
    nodes = [GraphNode("x", "$x$", words="x")]
    if norm.centred:
        nodes.append(GraphNode("mean", r"$\mu$", ("x",), ("mean of $x$",), words="the mean"))
    nodes += [
        GraphNode("spread", f"${spread}$", ("x", *mean), (square,), words=square.replace("$", "")),
        GraphNode(
            "hat",
            r"$\hat{x}$",
            ("x", *mean, "spread"),
            (quotient,),
            words="the normalised value",
        ),
    ]
    parameters = _parameters(norm)
    nodes += [GraphNode(n, rf"$\{n}$", words=n) for n in parameters]
    formula = (r"\hat{x}", r"\gamma \hat{x}", r"\gamma \hat{x} + \beta")[len(parameters)]
    nodes.append(GraphNode("y", "$y$", ("hat", *parameters), (f"${formula}$",), words="y"))
    caption = f"The computation graph; statistics are taken over ${norm.count}$ entries each."
    return graph_figure(nodes, caption=caption)


def _parameters(norm: Norm) -> tuple[str, ...]:
    if norm.affine is None:
        return ()
    return ("gamma", "beta") if norm.centred else ("gamma",)
