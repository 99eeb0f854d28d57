r"""The gradient of average and of max pooling by their input, for all sizes.

An average hands an equal share of what comes from above to every input of its window. A maximum is
attained at one input of its window; with ``M`` the mask that is 1 there and 0 elsewhere, which does
not change in a neighbourhood where no two inputs tie, the layer is linear, and the mask says who
gets the gradient.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from symconv.errors import GivenError, WitnessError
from symconv.kernels import avg_pool, avg_pool_backward, max_pool, max_pool_backward
from symconv.notation import Declared, Domain, SymbolTable, functions, name, scalars, tensors
from symconv.proof.author import define, size, statement, step
from symconv.proof.context import Tensor
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.conv_gradient_lines import Lines
from symconv.theorems.givens import integer
from symconv.theorems.graph_values import for_programs

KINDS = ("average", "max")
REMEDY = "write average or max; norms have a theorem of their own, lp_pool_gradients"
REMARKS = {
    "average": "Padding counts as zeros, and every window divides by its full size.",
    "max": "No two inputs of a window tie; padding is never the maximum.",
}


def pool_gradients(*, kind: str = "average", rank: int = 2) -> Derivation:
    """Return the derivation for one to three axes; every size is a symbol.

    Raises GivenError for another kind or number of axes.

    >>> pool_gradients(kind="max", rank=1).answer.latex.count("M")
    1
    """
    if kind not in KINDS:
        raise GivenError(f"kind is {kind!r}", remedy=REMEDY, given="kind")
    lines = Lines(integer(rank, "rank", least=1, most=3), barred=False)
    symbols = pool_symbols(
        lines, tensors("x y g", rank=lines.rank), tensors("M", rank=2 * lines.rank)
    )
    result = lines.slope("L", lines.at("x", "j*")) + " = " + _shares(lines, kind)
    return Derivation(
        name="pool_gradients",
        title=f"Gradient of {kind} pooling",
        symbols=symbols,
        conventions=(REMARKS[kind],),
        hypotheses=tuple((h, statement(h, symbols)) for h in ranges(lines)),
        definitions=tuple(_definitions(lines, kind, symbols)),
        steps=tuple(_steps(lines, kind, result, symbols)),
        answer=Answer(result, for_programs(statement(result, symbols), symbols)),
        witness=Witness(
            "the backward pass of the pooling kernel", lambda: _check(kind, lines.rank)
        ),
    )


def pool_symbols(lines: Lines, *own: Iterable[Declared]) -> SymbolTable:
    """Declare sizes, indices and the loss of a pool's gradient, and a theorem's own names."""

    def each(letters: str) -> str:
        return " ".join(x for letter in letters for x in lines.each(f"{letter}*"))

    return SymbolTable.of(
        scalars(each("nmks"), Domain.POSITIVE),
        scalars(each("p"), Domain.NATURAL),
        scalars(each("ijt"), Domain.INTEGER),
        scalars("L"),
        functions(r"\ell"),
        *own,
    )


def _factor(lines: Lines, kind: str) -> str:
    if kind == "max":
        return lines.at("M", "i*", "t*")
    return rf"\frac{{1}}{{{' '.join(lines.each('k*'))}}}"


def _shares(lines: Lines, kind: str) -> str:
    sums = lines.over(("i*", "m*"), ("t*", "k*"))
    met = lines.where("j* = s* i* + t* - p*")
    return f"{sums} {lines.at('g', 'i*')} {_factor(lines, kind)} {met}"


def _definitions(lines: Lines, kind: str, symbols: SymbolTable) -> list[Defined]:
    read = lines.at("x", "s* i* + t* - p*")
    words = {"average": "the mean of each window", "max": "the input that the mask selects"}
    y, outputs = lines.at("y", "i*"), lines.each("m*")
    return [
        free("x", lines.each("n*"), "the input", symbols),
        *(
            [free("M", [*outputs, *lines.each("k*")], "the mask of the maxima", symbols)]
            if kind == "max"
            else []
        ),
        define(
            f"{y} := {lines.over(('t*', 'k*'))} {_factor(lines, kind)} {read}",
            words[kind],
            symbols,
            shape=outputs,
        ),
        define(r"L := \ell\left(y\right)", "the loss", symbols),
        define(
            f"{lines.at('g', 'i*')} := {lines.slope('L', y)}",
            "the gradient from above",
            symbols,
            shape=outputs,
        ),
    ]


def free(tensor: str, sizes: list[str], reason: str, symbols: SymbolTable) -> Defined:
    """Return a given tensor of these sizes."""
    space = r" \times ".join(sizes)
    shape = tuple(size(n, symbols) for n in sizes)
    return Defined(name(tensor), Tensor(shape), rf"{tensor} \in \mathbb{{R}}^{{{space}}}", reason)


def _steps(lines: Lines, kind: str, result: str, symbols: SymbolTable) -> list[Step]:
    x, y = lines.at("x", "j*"), lines.at("y", "i*")
    met = lines.where("j* = s* i* + t* - p*")
    chain = f"{lines.over(('i*', 'm*'))} {lines.at('g', 'i*')} {lines.slope(y, x)}"
    share = {
        "average": "every input of the window has the same share",
        "max": "the selected input has the slope 1, the others 0",
    }
    return [
        step(
            f"{lines.slope(y, x)} = {lines.over(('t*', 'k*'))} {_factor(lines, kind)} {met}",
            share[kind],
            symbols,
        ),
        step(f"{lines.slope('L', x)} = {chain}", "the chain rule through every output", symbols),
        step(result, "insert this: windows that overlap add up", symbols),
    ]


def ranges(lines: Lines) -> list[str]:
    """Return the ranges of the free indices: an output i and an input j per axis."""
    pairs = [*zip(lines.each("i*"), lines.each("m*"), strict=True)]
    pairs += zip(lines.each("j*"), lines.each("n*"), strict=True)
    return [rf"0 \le {index} < {n}" for index, n in pairs]


def _check(kind: str, rank: int) -> int:
    """Hand out the gradient window by window, and compare with the kernel."""
    source, cases = np.random.default_rng(0), 0
    for k, s, p in ((2, 2, 0), (3, 1, 1), (3, 2, 1), (2, 3, 0)):
        x = source.permutation(5**rank).reshape((1, 1, *[5] * rank)).astype(float)
        y = (avg_pool if kind == "average" else max_pool)(x, k, stride=s, padding=p)
        dy = source.integers(-9, 10, y.shape).astype(float)
        dx = np.zeros([5 + 2 * p] * rank)
        padded = np.pad(x[0, 0], p, constant_values=-np.inf)
        for output in np.ndindex(*y.shape[2:]):
            window = tuple(slice(s * o, s * o + k) for o in output)
            if kind == "average":
                dx[window] += dy[0, 0][output] / k**rank
            else:
                best = np.unravel_index(padded[window].argmax(), [k] * rank)
                dx[tuple(s * o + int(b) for o, b in zip(output, best, strict=True))] += dy[0, 0][
                    output
                ]
        backward = avg_pool_backward if kind == "average" else max_pool_backward
        found = backward(dy, x, k, stride=s, padding=p)[0, 0]
        inner = dx[tuple(slice(p, p + 5) for _ in range(rank))]
        if not np.allclose(found, inner, rtol=1e-12, atol=1e-12):
            raise WitnessError(f"{kind} pooling, kernel {k}, stride {s}: the gradients differ")
        cases += found.size
    return cases
