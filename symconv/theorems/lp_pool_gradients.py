r"""The gradient of Lp pooling by its input, for all sizes, where no window is zero.

*Notation.* As in `symconv.theorems.pool_gradients`; S is the sum of powers of a window and
:math:`y = S^{1/P}`. With :math:`P S^{1/P - 1} / P = y^{1 - P}` an input gets

.. math:: \frac{\partial L}{\partial x_j} = |x_j|^{P-1} \operatorname{sgn}(x_j) \sum_i
    \frac{g_i}{y_i^{P-1}}

summed over the windows that hold it. A root has no slope at 0, so that every sum is taken as
positive; with absolute values this leaves out only windows of zeros.

*Definitions.* ``"absolute"`` (ONNX ``LpPool``) sums :math:`|x|^P`, ``"signed"`` (PyTorch
``LPPool``) sums :math:`x^P`. The magnitudes have a name of their own, so that an index which lies
in the padding reads 0 before the power is taken.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from symconv.errors import GivenError, WitnessError
from symconv.kernels import lp_pool, lp_pool_backward
from symconv.notation import SymbolTable, tensors
from symconv.proof.author import define, statement, step
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.conv_gradient_lines import Lines
from symconv.theorems.givens import integer
from symconv.theorems.graph_values import for_programs
from symconv.theorems.pool_gradients import free, pool_symbols, ranges

SIGNED = "The pool sums signed powers (PyTorch LPPool)."
ABSOLUTE = (
    r"The pool is the $\ell_P$ norm of a window (ONNX LpPool). An absolute value is differentiated "
    "away from 0, and sgn is -1, 0 or 1."
)


def lp_pool_gradients(
    *,
    norm_type: int = 2,
    definition: Literal["absolute", "signed"] = "absolute",
    rank: int = 2,
) -> Derivation:
    """Return the derivation for the exponent P from 2 to 64; every size is a symbol.

    Raises GivenError for another exponent, definition, or number of axes (1 to 3).

    >>> lp_pool_gradients(norm_type=3, rank=1).hypotheses[-1][0]
    '\\\\forall i \\\\in \\\\{0, \\\\dots, m - 1\\\\} : S_{i} > 0'
    """
    exponent = integer(norm_type, "norm_type", least=2, most=64)
    if definition not in ("absolute", "signed"):
        raise GivenError(
            f"definition must be absolute or signed, not {definition!r}",
            remedy="write definition: absolute",
            given="definition",
        )
    lines = Lines(integer(rank, "rank", least=1, most=3), barred=False)
    signed = definition == "signed"
    symbols = pool_symbols(lines, tensors("x a S y g", rank=lines.rank))
    result = _result(lines, exponent, signed=signed)
    return Derivation(
        name="lp_pool_gradients",
        title=f"Gradient of Lp pooling with exponent {exponent}",
        symbols=symbols,
        conventions=(SIGNED if signed else ABSOLUTE,),
        hypotheses=tuple((h, statement(h, symbols)) for h in [*ranges(lines), _positive(lines)]),
        definitions=tuple(_definitions(lines, exponent, symbols, signed=signed)),
        steps=tuple(_steps(lines, exponent, result, symbols, signed=signed)),
        answer=Answer(result, for_programs(statement(result, symbols), symbols)),
        witness=Witness(
            "the backward pass of the pooling kernel",
            lambda: _check(exponent, definition, lines.rank),
        ),
    )


def _positive(lines: Lines) -> str:
    pairs = zip(lines.each("i*"), lines.each("m*"), strict=True)
    every = " ".join(rf"\forall {i} \in \{{0, \dots, {m} - 1\}} :" for i, m in pairs)
    return f"{every} {lines.at('S', 'i*')} > 0"


def _power(base: str, exponent: int) -> str:
    return base if exponent == 1 else f"{base}^{{{exponent}}}"


def _met(lines: Lines) -> str:
    return lines.where("j* = s* i* + t* - p*")


def _inner(lines: Lines, exponent: int, *, signed: bool) -> str:
    """The slope of a power of an input, less its factor P."""
    x = lines.at("x", "j*")
    if signed:
        return _power(x, exponent - 1)
    magnitude = _power(rf"\left|{x}\right|", exponent - 1)
    return rf"{magnitude} \operatorname{{sgn}}\left({x}\right)"


def _result(lines: Lines, exponent: int, *, signed: bool) -> str:
    share = rf"\frac{{{lines.at('g', 'i*')}}}{{{_power(lines.at('y', 'i*'), exponent - 1)}}}"
    return (
        f"{lines.slope('L', lines.at('x', 'j*'))} = {_inner(lines, exponent, signed=signed)} "
        f"{lines.over(('i*', 'm*'), ('t*', 'k*'))} {share} {_met(lines)}"
    )


def _definitions(
    lines: Lines, exponent: int, symbols: SymbolTable, *, signed: bool
) -> list[Defined]:
    outputs, inputs = lines.each("m*"), lines.each("n*")
    total, y = lines.at("S", "i*"), lines.at("y", "i*")
    read = lines.at("x" if signed else "a", "s* i* + t* - p*")
    magnitude = rf"{lines.at('a', 'j*')} := \left|{lines.at('x', 'j*')}\right|"
    return [
        free("x", inputs, "the input", symbols),
        *([] if signed else [define(magnitude, "its magnitudes", symbols, shape=inputs)]),
        define(
            f"{total} := {lines.over(('t*', 'k*'))} {_power(read, exponent)}",
            "the sum of powers of each window",
            symbols,
            shape=outputs,
        ),
        define(
            f"{y} := {total}^{{1 / {exponent}}}",
            "the pool is the root of the sum",
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


def _steps(
    lines: Lines, exponent: int, result: str, symbols: SymbolTable, *, signed: bool
) -> list[Step]:
    total, x, y = lines.at("S", "i*"), lines.at("x", "j*"), lines.at("y", "i*")
    inner, below = _inner(lines, exponent, signed=signed), _power(y, exponent - 1)
    taps = f"{lines.over(('t*', 'k*'))} {_met(lines)}"
    chain = f"{lines.over(('i*', 'm*'))} {lines.at('g', 'i*')} {lines.slope(y, x)}"
    return [
        step(
            f"{lines.slope(total, x)} = {exponent} {inner} {taps}",
            "every window that holds the input sums its power",
            symbols,
        ),
        step(
            rf"{lines.slope(y, total)} = \frac{{1}}{{{exponent} {below}}}",
            "the slope of the root, in terms of the root",
            symbols,
        ),
        step(
            rf"{lines.slope(y, x)} = \frac{{{inner}}}{{{below}}} {taps}",
            "the chain rule through the sum: the exponent cancels",
            symbols,
        ),
        step(f"{lines.slope('L', x)} = {chain}", "the chain rule through every output", symbols),
        step(result, "insert this: windows that overlap add up", symbols),
    ]


def _check(exponent: int, definition: Literal["absolute", "signed"], rank: int) -> int:
    """Hand out the gradient window by window, and compare with the kernel."""
    source, cases = np.random.default_rng(0), 0
    for k, s, p in ((2, 2, 0), (3, 1, 1), (3, 2, 1), (2, 3, 0)):
        x = source.standard_normal((1, 1, *[5] * rank))
        if definition == "signed" and exponent % 2:
            x = np.abs(x)  # a sum of odd powers could be negative, and has no root then
        padded = np.pad(x[0, 0], p)
        y = lp_pool(x, exponent, k, stride=s, padding=p, definition=definition)
        g = source.standard_normal(y.shape)
        dx = np.zeros(padded.shape)
        for output in np.ndindex(*y.shape[2:]):
            window = tuple(slice(s * o, s * o + k) for o in output)
            inner = np.abs(padded[window]) ** (exponent - 1)
            if definition == "absolute" or exponent % 2 == 0:
                inner = inner * np.sign(padded[window])
            root = (np.abs(padded[window]) ** exponent).sum() ** (1 / exponent)
            dx[window] += g[0, 0][output] * inner / root ** (exponent - 1)
        found = lp_pool_backward(g, x, exponent, k, stride=s, padding=p, definition=definition)[
            0, 0
        ]
        if not np.allclose(found, dx[tuple(slice(p, p + 5) for _ in range(rank))], rtol=1e-10):
            raise WitnessError(f"exponent {exponent}, kernel {k}, stride {s}: the gradients differ")
        cases += found.size
    return cases
